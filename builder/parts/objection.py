"""What a source now says against an editor's word: «источник теперь пишет: до 28 ноября».

The value comes from state/objections.json as it stands there and may be anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from builder.language import words
from builder.language.names import region
from builder.language.speech import say
from builder.parts.changes import MOMENTS, moment
from model.announcement import Announcement, day
from model.region import regions

LONGEST = 200
SILENT = say("источник этого больше не пишет")
SAYS = say("источник теперь пишет: ")


def objections(a: Announcement, told: Mapping[str, Any]) -> dict[str, str]:
    """Every objection that still stands, by field."""
    said = {field: objection(a, field, value) for field, value in told.items()}
    return {field: words for field, words in said.items() if words}


def objection(a: Announcement, field: str, told: object) -> str:
    """Empty where the source agrees by now, or what it says cannot be told."""
    ours = getattr(a, field, None)
    if told is None or told == []:
        return SILENT if ours else ""
    if field in MOMENTS:
        return _of_moment(field, ours, told)
    if isinstance(told, list):
        return _says(", ".join(map(str, told))) if tuple(told) != ours else ""
    if isinstance(told, bool) or not isinstance(told, str | int) or str(told) == str(ours):
        return ""
    if field == "region":
        return _says(region(str(told))) if told in regions() else ""
    known = words.table()["format"] if field == "format" else {}
    return _says(str(known.get(str(told), told)))


def _of_moment(field: str, ours: object, told: object) -> str:
    try:
        theirs = moment(str(told))
    except ValueError:
        return ""
    if theirs == ours:
        return ""
    told = words.in_year(day(theirs))
    return _says(words.until(told) if field == "apply_close" else told)


def _says(text: str) -> str:
    flat = " ".join(text.split())
    cut = flat if len(flat) <= LONGEST else flat[:LONGEST].rpartition(" ")[0] + "…"
    return SAYS + cut if cut else ""
