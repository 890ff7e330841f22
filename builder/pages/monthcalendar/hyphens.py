"""Soft hyphens in long words, so that a narrow cell breaks them where Russian does.

The patterns are pyphen's; a word with other than Russian letters is left alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

SOFT = "\N{SOFT HYPHEN}"
LONG = 9
"""Letters from which on a word may not fit into a cell."""

LONGEST = 60
WORD = re.compile(rf"(?<![^\W\d_])[А-Яа-яЁё]{{{LONG},{LONGEST}}}(?![^\W\d_])")


def soften(text: str) -> str:
    return WORD.sub(lambda match: _parted(match.group()), text)


@lru_cache(maxsize=65_536)
def _parted(word: str) -> str:
    return str(_patterns().inserted(word, SOFT))


@lru_cache(maxsize=1)
def _patterns() -> Any:
    import pyphen

    return pyphen.Pyphen(lang="ru_RU", left=3, right=3)
