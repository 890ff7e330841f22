"""A reading told to people in a terminal: facts, why, what to look at, and the text with its proof.

Pure: gives lines, knows neither files nor terminals. The text comes from strangers, so that no
control character of it reaches the terminal.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from model.announcement import FIELDS
from model.region import regions
from scraper.facts.read import Reading

WIDTH = 80
LABEL = 18
"""Columns of the fields' names."""
UNTOLD = ("relevant", "title", "paragraphs", "evidence", "inferred", "review", "why")
"""What is told apart from the facts."""
HEADING, PROOF, ASIDE, DOUBT = "1", "1;32", "2", "33"
"""How things look in colour, as terminals number it."""
INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


class Run(NamedTuple):
    """Words of one look; empty: plain."""

    text: str
    look: str = ""


class Stretch(NamedTuple):
    """``text[start:end]`` proves these fields."""

    start: int
    end: int
    fields: tuple[str, ...]


def told(reading: Reading, *, colour: bool, width: int = WIDTH) -> Iterator[str]:
    """Yield the lines. Without ``colour`` proof stands in brackets."""
    title = [Run(reading.title or "Без заголовка", HEADING)]
    yield from _wrapped(title, width, colour)
    yield ""
    yield from _facts(reading, width, colour)
    yield from _headed("Почему", _reasons(reading), width, colour)
    yield from _headed("Проверить человеку", _doubts(reading), width, colour)
    lines = [piece for piece in (reading.title, *reading.paragraphs) if piece]
    if lines and reading.evidence:
        marked = [_proved(line, reading, colour) for line in lines]
        yield from _headed("Откуда это", marked, width, colour)


def _facts(reading: Reading, width: int, colour: bool) -> Iterator[str]:
    for name in Reading.__dataclass_fields__:
        value = getattr(reading, name)
        if name in UNTOLD or value in (None, (), False):
            continue
        marks = [
            f" ({_table()['marks'][mark]})"
            for mark in ("inferred", "review")
            if name in getattr(reading, mark)
        ]
        runs = [Run(_value(name, value)), *(Run(mark, DOUBT) for mark in marks)]
        label = _label(name)
        for at, line in enumerate(_wrapped(runs, width - LABEL, colour)):
            yield (label if not at else "").ljust(LABEL) + line


def _reasons(reading: Reading) -> list[list[Run]]:
    return [[Run(f"{_label(name)}: {why}")] for name, why in reading.why.items() if why]


def _doubts(reading: Reading) -> list[list[Run]]:
    """Fields for a person, each with the words that it was read from."""
    found = []
    for name in reading.review:
        quote = reading.evidence.get(name)
        unsaid = getattr(reading, name, None) is None
        said = f" — {_table()['marks']['unsaid']}" if unsaid else ""
        found.append([Run(_label(name), DOUBT), Run(said + (f": {quote}" if quote else ""))])
    return found


def _headed(head: str, items: Sequence[list[Run]], width: int, colour: bool) -> Iterator[str]:
    if not items:
        return
    yield ""
    yield from _wrapped([Run(head, HEADING)], width, colour)
    for runs in items:
        for line in _wrapped(runs, width - 2, colour):
            yield "  " + line


def _proved(line: str, reading: Reading, colour: bool) -> list[Run]:
    """A paragraph with what proves something marked, and told of what."""
    runs, at = [], 0
    for start, end, names in _stretches(line, reading.evidence):
        words = line[start:end]
        fields = ", ".join(_label(name).lower() for name in names)
        runs += [
            Run(line[at:start]),
            Run(words if colour else f"[{words}]", PROOF),
            Run(f" ‹{fields}›", ASIDE),
        ]
        at = end
    return [*runs, Run(line[at:])]


def _stretches(line: str, evidence: dict[str, str]) -> list[Stretch]:
    """Where quotes stand in a paragraph; those that overlap are one."""
    found = [
        Stretch(at, at + len(quote), (name,))
        for name, quote in evidence.items()
        if quote and (at := line.find(quote)) >= 0
    ]
    joined: list[Stretch] = []
    for one in sorted(found):
        if joined and one.start < joined[-1].end:
            last = joined.pop()
            one = Stretch(last.start, max(last.end, one.end), last.fields + one.fields)
        joined.append(one)
    return joined


def _wrapped(runs: Iterable[Run], width: int, colour: bool) -> Iterator[str]:
    """Lines of at most ``width`` columns, save for a word that is longer."""
    line: list[Run] = []
    room = width
    for word in _words(runs):
        size = sum(len(run.text) for run in word)
        if line and size >= room:
            yield _drawn(line, colour)
            line, room = [], width
        if line:
            line.append(Run(" ", word[0].look if word[0].look == line[-1].look else ""))
            room -= 1
        line += word
        room -= size
    if line:
        yield _drawn(line, colour)


def _words(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """What stands between blanks, each with its looks: a word may be proof but for its stop."""
    word: list[Run] = []
    for text, look in runs:
        for place, piece in enumerate(_visible(text).split(" ")):
            if place and word:
                yield word
                word = []
            if piece:
                word.append(Run(piece, look))
    if word:
        yield word


def _visible(text: str) -> str:
    """One line of what can be seen: no escape sequence, no change of direction."""
    kept = (" " if char.isspace() else char for char in text)
    return "".join(char for char in kept if unicodedata.category(char) not in INVISIBLE)


def _drawn(runs: Iterable[Run], colour: bool) -> str:
    return "".join(f"\x1b[{look}m{text}\x1b[0m" if colour and look else text for text, look in runs)


def _label(name: str) -> str:
    return str(FIELDS[name].metadata["label"])


def _value(name: str, value: Any) -> str:
    if name in ("region", "other_regions"):
        codes = [value] if isinstance(value, str) else value
        return ", ".join(f"{regions()[code].name} ({code})" for code in codes)
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if value is True:
        return str(_table()["marks"]["yes"])
    return str(_table().get(name, {}).get(value, value))


def _day(moment: date) -> str:
    words = f"{moment.day} {_table()['months'][moment.month - 1]} {moment.year} года"
    if not isinstance(moment, datetime):
        return words
    zone = f"UTC{moment:%z}".removesuffix("00")
    return f"{words}, {moment:%H:%M} ({zone})"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("reading.toml").read_text(encoding="utf-8"))
