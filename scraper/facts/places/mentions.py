"""Mentions of regions in one paragraph, each with the part it plays in its sentence.

Knows one paragraph only; :mod:`scraper.facts.region` weighs the whole text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from scraper.facts.language.words import parses, tokens
from scraper.facts.places.declension import cues, tables
from scraper.facts.places.gazetteer import Place
from scraper.facts.places.kazakh import find, is_kazakh
from scraper.facts.places.namesakes import means_a_place
from scraper.facts.places.placenames import Hit, Paragraph, hits, listed, paragraph


class Role(StrEnum):
    """What a place does in its sentence; ``VISITOR``: medics who came, ``GUEST``: anyone else."""

    ACTOR = "actor"
    PLAIN = "plain"
    HOST = "host"
    VISITOR = "visitor"
    GUEST = "guest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """``text[start:end]`` names one of ``place.codes``."""

    place: Place
    start: int
    end: int
    role: Role


def mentions(text: str, *, kazakh: bool = False) -> list[Mention]:
    """Return the mentions of a paragraph in their order; ``kazakh``: the whole text is Kazakh."""
    return list(_kazakh(text) if kazakh or is_kazakh(text) else _russian(text))


def _russian(text: str) -> Iterator[Mention]:
    p = paragraph(text)
    found = list(hits(p))
    kept = [hit for k, hit in enumerate(found) if means_a_place(p, hit, found, k)]
    for row in _rows(p, kept):
        for hit, role in zip(row, _roles(p, row), strict=True):
            yield Mention(
                place=hit.place,
                start=p.words[hit.first].start,
                end=p.words[hit.last].end,
                role=role,
            )


def _rows(p: Paragraph, kept: list[Hit]) -> Iterator[list[Hit]]:
    """Yield names that stand in one row: «из Москвы, Томска и Омска»."""
    row: list[Hit] = []
    for hit in kept:
        if row and not listed(p, row[-1], hit):
            yield row
            row = []
        row.append(hit)
    if row:
        yield row


def _roles(p: Paragraph, row: list[Hit]) -> list[Role]:
    """What the first does, all do; medics of several regions together are visitors."""
    first = _role(p, row[0])
    roles = [first]
    for hit in row[1:]:
        role = _role(p, hit)
        roles.append(first if role in (Role.PLAIN, Role.ACTOR) else role)
    if len({hit.place.codes for hit in row}) > 1:
        return [Role.VISITOR if role is Role.ACTOR else role for role in roles]
    return roles


def _role(p: Paragraph, hit: Hit) -> Role:
    noun = p.lemma(hit.head) if hit.adjective and hit.head is not None else ""
    if noun in cues()["guest"]:
        return Role.GUEST
    left = _left(p, hit.first)
    before = p.plain(left)
    if p.lemma(left) in cues()["guest"]:
        return Role.GUEST
    if before in cues()["from"]:
        return _came(p, left)
    if before in cues()["at"]:
        return Role.HOST
    acting = cues()["acting"]
    return Role.ACTOR if noun in acting or p.lemma(left) in acting else Role.PLAIN


def _came(p: Paragraph, preposition: int) -> Role:
    """«Врачи из Ижевска победили» act; «приехали врачи из Ижевска» visit; a lecturer is a guest."""
    noun = preposition - 1
    if p.gap(noun).strip() or p.lemma(noun) not in cues()["actor"]:
        return Role.GUEST
    start = noun
    while (
        start
        and not p.opens(start)
        and not p.gap(start - 1).strip(" «")
        and _adjectival(p, start - 1)
    ):
        start -= 1
    return Role.ACTOR if p.opens(start) else Role.VISITOR


def _adjectival(p: Paragraph, i: int) -> bool:
    found = parses(p.plain(i))
    return p.plain(i).isdigit() or (bool(found) and found[0].pos in ("ADJF", "NUMR", "PRTF"))


def _left(p: Paragraph, i: int) -> int:
    """Find the word that governs a name, over «города», «городского округа» and the like."""
    left = i - 1
    while left >= 0 and not p.gap(left).strip(" .\xa0") and _between(p, left):
        left -= 1
    return left if left >= 0 and not p.gap(left).strip(" .«\xa0") else -1


def _between(p: Paragraph, i: int) -> bool:
    if len(p.plain(i)) == 1 and not p.gap(i).startswith("."):
        return False
    return p.lemma(i) in cues()["between"]


def _kazakh(text: str) -> Iterator[Mention]:
    around = tables()["kazakh"]
    words = tokens(text)
    i = 0
    while i < len(words):
        found = find(words, i)
        if not found:
            i += 1
            continue
        after = words[found.end].text.lower() if found.end < len(words) else ""
        last = words[found.end - 1]
        if not after.startswith(tuple(around["street"])):
            yield Mention(
                place=found.place,
                start=words[i].start,
                end=last.end,
                role=_kazakh_role(found.endings, after),
            )
        i = found.end


def _kazakh_role(endings: str, after: str) -> Role:
    around = tables()["kazakh"]
    if endings.endswith(tuple(around["from"])):
        return Role.GUEST
    if after.startswith(tuple(around["actor"])):
        return Role.ACTOR
    return Role.PLAIN
