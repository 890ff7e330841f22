"""Which lines of a page are its article.

Articles are runs of long paragraphs; menus, teasers and footers are short lines. The run that
weighs most is the article's heart; what adjoins it and reads like it belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from scraper.facts.layout.chrome import Mark, is_row, is_timed, stems, without_credit
from scraper.facts.layout.headline import repeats
from scraper.facts.layout.published import is_date_line

APART = (Mark.STORIES, Mark.END)

Said = Callable[[], Collection[str]]
"""The stems of an article's heart, made when first asked for: below most there is nothing."""

PARAGRAPH_COST = 6
"""Words that a paragraph must have to weigh anything."""
PARAGRAPH_MOST = 80
WEIGHT = {
    Mark.FACT: 0,
    Mark.ITEM: -1,
    Mark.SHORT: -8,
    Mark.FURNITURE: -8,
    Mark.STORIES: -15,
    Mark.END: -200,
}
HEADLINE = 20
ENOUGH = 60
"""An article so heavy has been found: what comes after a comment form cannot be it."""
CAPTION_WORDS = 14
CALL_WORDS = 10
"""A shorter line that exclaims or asks below an article calls for likes, news or comments."""
TEASERS = 2
"""Paragraphs (a banner, a teaser) that may stand between the top of a page and its headline."""
GAP = 4
"""Lines of furniture that may stand between two paragraphs of one article."""
KINSHIP = 2
"""Words that a paragraph behind a heading must share with the article."""
FULL_STOP = re.compile(r"[.!][»\"”)\]]*$")
CUT_OFF = re.compile(r"(?:\.\.\.|…)$")
LIST_GOES_ON = re.compile(r"[:;,]$")


class Line(NamedTuple):
    """``lead``: it followed a stored text's «date 2025-09-25», so it belongs to the article."""

    text: str
    mark: Mark
    lead: bool = False


def densest(lines: Sequence[Line], title: str | None) -> range:
    """Return the run of lines whose paragraphs outweigh its short lines the most."""
    found = _heaviest([_weight(line, title, PARAGRAPH_COST) for line in lines], lines)
    if not found:
        found = _heaviest([_weight(line, title, 0) for line in lines], lines)
    return _trimmed(lines, found, title)


def _heaviest(weights: Sequence[int], lines: Sequence[Line]) -> range:
    best, best_weight = range(0), 0
    start, weight = 0, 0
    for at, own in enumerate(weights):
        if lines[at].mark is Mark.END and best_weight >= ENOUGH:
            break
        if weight <= 0:
            start, weight = at, 0
        weight += own
        if weight > best_weight:
            best, best_weight = range(start, at + 1), weight
    return best


def _weight(line: Line, title: str | None, cost: int) -> int:
    if title and repeats(line.text, title):
        return HEADLINE
    if line.lead:
        return PARAGRAPH_MOST
    if line.mark is Mark.PROSE:
        return min(len(line.text.split()), PARAGRAPH_MOST) - cost
    return WEIGHT[Mark.ITEM if _leads_in(line) else line.mark]


def _announces(line: Line, after: Line) -> bool:
    """A heading within the article: over the rows of a timetable, or a colon over a list."""
    if _leads_in(line):
        return after.mark in (Mark.FACT, Mark.ITEM)
    return is_timed(after.text)


def _leads_in(line: Line) -> bool:
    """«Расписание:» stands over the rows that it announces."""
    return line.mark is Mark.SHORT and line.text.endswith(":")


def _trimmed(lines: Sequence[Line], block: range, title: str | None) -> range:
    """Let a block begin with a paragraph below the headline, and not with a teaser above it."""
    prose = [at for at in block if _is_prose(lines[at])]
    headings = {at for at in block if title and repeats(lines[at].text, title)}
    for heading in sorted(headings, reverse=True):
        below = [at for at in prose if at > heading and at not in headings]
        if below and len(prose) - len(below) <= TEASERS + len(headings):
            return range(below[0], block.stop)
    if len(prose) > 1 and _is_heading(lines[prose[0]]) and prose[1] == prose[0] + 1:
        prose = prose[1:]
    return range(prose[0] if prose else block.start, block.stop)


def _is_heading(line: Line) -> bool:
    """A headline that asks, exclaims or runs on looks like a paragraph at first."""
    return not line.lead and not FULL_STOP.search(line.text) and len(line.text.split()) <= 20


def _is_prose(line: Line) -> bool:
    return line.lead or line.mark is Mark.PROSE


def article(lines: Sequence[Line], block: range, said: Said, title: str | None) -> list[int]:
    """Return the article's lines: its heart, the paragraphs and facts that adjoin it."""
    gone = {at for at, line in enumerate(lines) if _is_gone(line, title)} | other_stories(lines)
    headings = [at for at in range(block.start) if title and repeats(lines[at].text, title)]
    if not block:
        start = headings[-1] + 1 if headings else 0
        return [at for at in range(start, len(lines)) if at not in gone]
    top = headings[-1] + 1 if headings else _first_row(lines, block.start)
    above = _above(lines, range(top, block.start))
    below = _below(lines, block.stop, said, gone)
    return [at for at in (*above, *block, *below) if at not in gone]


def _is_gone(line: Line, title: str | None) -> bool:
    if line.mark in (Mark.FURNITURE, *APART) or (title and repeats(line.text, title)):
        return True
    text, credit = without_credit(line.text)
    if credit and not line.lead:
        return len(text.split()) <= CAPTION_WORDS
    return line.mark is Mark.SHORT and not line.lead and is_date_line(line.text)


def other_stories(lines: Sequence[Line]) -> set[int]:
    """Lists of headlines within an article: it goes on with two paragraphs in a row."""
    found: set[int] = set()
    listing = False
    for at, line in enumerate(lines):
        if line.mark is Mark.STORIES:
            listing = True
        elif listing and _is_prose(line) and not CUT_OFF.search(line.text):
            listing = at + 1 < len(lines) and not _is_prose(lines[at + 1])
        if listing:
            found.add(at)
    return found


def _first_row(lines: Sequence[Line], start: int) -> int:
    """Where a timetable begins that stands right above the heart."""
    while start and (is_row(lines[start - 1].text) or _leads_in(lines[start - 1])):
        start -= 1
    return start


def _above(lines: Sequence[Line], between: range) -> list[int]:
    """Between headline and heart: a short lead, labelled facts."""
    kept = (Mark.PROSE, Mark.FACT, Mark.ITEM)
    return [at for at in between if lines[at].mark in kept and not is_date_line(lines[at].text)]


def _below(lines: Sequence[Line], start: int, said: Said, gone: Collection[int]) -> list[int]:
    """After the heart: short paragraphs, contacts, links, the rest of a list."""
    kept: list[int] = []
    at = start
    while at < len(lines):
        if at not in gone and _goes_on(lines, at, said):
            kept.append(at)
            at += 1
            continue
        again = _again(lines, at, said, gone)
        if again is None:
            break
        at = again
    return kept


def _goes_on(lines: Sequence[Line], at: int, said: Said) -> bool:
    line, before = lines[at], lines[at - 1]
    if line.mark is Mark.ITEM:
        return before.mark is Mark.ITEM or LIST_GOES_ON.search(before.text) is not None
    if line.mark is Mark.FACT:
        return True
    if line.mark is Mark.SHORT and at + 1 < len(lines) and _announces(line, lines[at + 1]):
        return True
    if CUT_OFF.search(line.text):
        return False
    own, words = stems(line.text), len(line.text.split())
    if line.text[-1] in "!?" and words < CALL_WORDS:
        return not own.isdisjoint(said())
    return line.mark is Mark.PROSE or (
        bool(own) and words > 1 and FULL_STOP.search(line.text) is not None
    )


def _again(lines: Sequence[Line], start: int, said: Said, gone: Collection[int]) -> int | None:
    """Return where the article goes on behind a caption or a banner, if it does."""
    needed = 1
    for at in range(start, min(start + GAP, len(lines))):
        line = lines[at]
        if line.mark in APART:
            return None
        if at not in gone and line.mark is Mark.PROSE and not CUT_OFF.search(line.text):
            return at if len(stems(line.text).intersection(said())) >= needed else None
        if at not in gone:
            needed = KINSHIP
    return None
