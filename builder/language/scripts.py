"""Words of scripts: ``_("…")`` in static/ becomes the text itself when the site is built."""

from __future__ import annotations

import json
import re

from builder.language.speech import translated

CALL = re.compile(r'_(?<![\w.$]_)\(("(?:[^"\\\n]|\\.)*")\)')
"""Begins with the letter itself, for which all of a script is looked through at once."""


def words_of(script: str) -> list[tuple[int, str]]:
    """Every text to translate, with its line."""
    return [(script.count("\n", 0, m.start()) + 1, json.loads(m[1])) for m in CALL.finditer(script)]


def said(script: bytes) -> bytes:
    def text(call: re.Match[str]) -> str:
        return json.dumps(translated(json.loads(call[1])), ensure_ascii=False)

    return CALL.sub(text, script.decode("utf-8")).encode("utf-8")
