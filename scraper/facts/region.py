"""Whose announcement it is: the region whose medics or health authority act, and others named.

The actor's region, not the host's («врачи Тулы выступили в Пензе» is RU-TUL). A hint about
the source counts only where the text is silent or undecided.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from scraper.facts.document import Document
from scraper.facts.fact import Fact
from scraper.facts.language.sentence import sentences
from scraper.facts.places.capital import capitals
from scraper.facts.places.declension import cues, tables
from scraper.facts.places.kazakh import is_kazakh
from scraper.facts.places.mentions import Mention, Role, mentions

WEIGHT = {Role.ACTOR: 4.0, Role.PLAIN: 2.0, Role.HOST: 2.0, Role.VISITOR: 1.0, Role.GUEST: 0.5}
TITLE, LEAD, REST = 3.0, 2.0, 1.0
REST_CAP = 6.0
"""What all mentions below the lead may weigh together: a long list of guests is no actor."""
LEAD_LENGTH = 60
"""Shorter paragraphs before the lead are rubrics and captions."""
QUOTE = 240
"""Characters of evidence at most."""
COUNTRIES = ("RU", "KZ")
CAPITALS = {"RU-MOW": "RU", "KZ-71": "KZ"}
TIE, CLOSE = 0.95, 0.8
"""Shares of the winner's score: a rival so near is its equal, or makes the verdict doubtful."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """``others`` are the other regions named, in the order of the text; ``why`` is for people."""

    actor: Fact[str] | None
    others: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A mention settled to one region. ``section``: weight of its place in the text."""

    code: str
    mention: Mention
    text: str
    section: float
    sure: bool

    @property
    def weak(self) -> bool:
        """A name that a village of any region may bear, or a doubtful word for a place."""
        place, host = self.mention.place, self.mention.role is Role.HOST
        if place.sort == "settlement" and " " not in place.name:
            return place.guarded or place.name.endswith(tuple(cues()["village_like"]))
        return place.guarded and host and place.sort == "town"

    @property
    def weight(self) -> float:
        return self.section * WEIGHT[self.mention.role]

    @property
    def words(self) -> str:
        return self.text[self.mention.start : self.mention.end]


def region(document: Document, source_region: str | None = None) -> Regions:
    """Return the actor's region and the others named.

    ``source_region`` is the source's own region: it decides ties and silence, and is then marked
    inferred. The actor is ``None`` when the text names no region and nothing hints at one.
    """
    kazakh = is_kazakh(document.body, throughout=True)
    read = [
        (mention, text, section)
        for text, section in _sections(document)
        for mention in mentions(text, kazakh=kazakh)
    ]
    seen = list(_settled(read, source_region))
    seen += _capitals(document, seen)
    return _verdict(document, seen, source_region)


def _sections(document: Document) -> Iterator[tuple[str, float]]:
    title = document.title or ""
    if title:
        yield title, TITLE
    lead = next((p for p in document.paragraphs if len(p) >= LEAD_LENGTH and p != title), None)
    for paragraph in document.paragraphs:
        if paragraph != title:
            yield paragraph, LEAD if paragraph is lead else REST


def _settled(read: list[tuple[Mention, str, float]], hint: str | None) -> Iterator[Seen]:
    """Settle names that several regions share by what the rest of the text names."""
    support: dict[str, float] = defaultdict(float)
    for mention, _, section in read:
        if len(mention.place.codes) == 1:
            support[next(iter(mention.place.codes))] += section * WEIGHT[mention.role]
    for mention, text, section in read:
        codes = mention.place.codes
        code = _choose(codes, support, hint) or mention.place.usual
        if code:
            sure = len(codes) == 1
            yield Seen(code=code, mention=mention, text=text, section=section, sure=sure)


def _choose(codes: Iterable[str], support: Mapping[str, float], hint: str | None) -> str | None:
    candidates = sorted(codes)
    best = max(candidates, key=lambda code: support.get(code, 0.0))
    if support.get(best):
        return best
    return hint if hint in candidates else None


def _capitals(document: Document, seen: list[Seen]) -> list[Seen]:
    scores = _scores(seen)
    country = _country(scores)
    actor = _best(scores)
    return [
        Seen(code=str(mention.place.usual), mention=mention, text=text, section=section, sure=True)
        for text, section in _sections(document)
        for mention in capitals(text, country, actor)
    ]


def _scores(seen: Iterable[Seen]) -> dict[str, float]:
    high: dict[str, float] = defaultdict(float)
    low: dict[str, float] = defaultdict(float)
    for one in seen:
        (low if one.section == REST else high)[one.code] += one.weight
    return {code: high[code] + min(low[code], REST_CAP) for code in (*high, *low)}


def _country(scores: Mapping[str, float]) -> str:
    kazakh = sum(score for code, score in scores.items() if code.startswith("KZ"))
    return "KZ" if kazakh * 2 > sum(scores.values()) else "RU"


def _best(scores: Mapping[str, float]) -> str | None:
    local = {code: score for code, score in scores.items() if code not in COUNTRIES}
    return max(local, key=lambda code: local[code]) if local else None


def _verdict(document: Document, seen: list[Seen], hint: str | None) -> Regions:
    scores = _scores(seen)
    code, why, sure = _decide(document, seen, scores, hint)
    others = tuple(other for other in _named(seen) if other != code)
    if code is None:
        return Regions(actor=None, others=others, why=why)
    quote = _quote(document, [one for one in seen if one.code == code])
    fact = Fact(code, quote, inferred=not quote, review=not sure)
    return Regions(actor=fact, others=others, why=why)


def _named(seen: Iterable[Seen]) -> Iterable[str]:
    """Return the regions that the text surely names, in its order."""
    return dict.fromkeys(one.code for one in seen if one.code not in COUNTRIES and not one.weak)


def _decide(
    document: Document, seen: list[Seen], scores: Mapping[str, float], hint: str | None
) -> tuple[str | None, str, bool]:
    """Return the actor's code, the reason, and whether it is beyond doubt."""
    best = _best(scores)
    if best is None:
        return _nationwide(document, scores, hint)
    about = [one for one in seen if one.code == best]
    regional = hint and hint not in (best, *COUNTRIES)
    if hint and regional and scores.get(hint, 0.0) >= scores[best] * TIE:
        return hint, "названо несколько регионов, решил регион источника", False
    if all(one.mention.role in (Role.GUEST, Role.VISITOR) for one in about):
        return _only_guests(document, best, scores, hint)
    abroad = _country_abroad(seen, best)
    if abroad:
        return abroad, "действуют врачи страны, регион в другой стране", False
    if best in CAPITALS and _held_by_the_state(document, about):
        return CAPITALS[best], "проводит федеральный орган, столица лишь место", False
    rival = max((s for c, s in scores.items() if c not in (best, *COUNTRIES)), default=0.0)
    words = max(about, key=lambda one: one.weight).words
    return best, f"«{words}»", rival < scores[best] * CLOSE and any(one.sure for one in about)


def _nationwide(
    document: Document, scores: Mapping[str, float], hint: str | None
) -> tuple[str | None, str, bool]:
    """Decide where no region is named: the source's region if the text speaks of one."""
    local = _matches("local", document)
    if hint and (local or not scores):
        return hint, "текст не называет региона, взят регион источника", True
    if scores:
        country = max(COUNTRIES, key=lambda code: scores.get(code, 0.0))
        return country, "названа только страна", not local
    if local:
        return None, "речь об области или крае, но они не названы", True
    for country in reversed(COUNTRIES):
        if _matches(country, document):
            return country, "регион не назван, речь обо всей стране", False
    return None, "регион не назван", True


def _only_guests(
    document: Document, best: str, scores: Mapping[str, float], hint: str | None
) -> tuple[str | None, str, bool]:
    """«Тренеры из Москвы»: those who came from elsewhere do not make the region."""
    if hint:
        return hint, "названы только гости, взят регион источника", True
    if any(scores.get(code) for code in COUNTRIES) and not _matches("local", document):
        return max(COUNTRIES, key=lambda code: scores.get(code, 0.0)), "названа страна", False
    return best, "назван только как место, откуда приехали", False


def _held_by_the_state(document: Document, about: Iterable[Seen]) -> bool:
    """Tell whether the capital is no more than the hall of a national body's event."""
    acts = any(one.mention.role is Role.ACTOR for one in about)
    return not acts and _matches("state", document) and not _matches("society", document)


def _country_abroad(seen: Iterable[Seen], best: str) -> str | None:
    """«Казахстанские врачи учились в Томске»: the country acts, the region abroad is their host."""
    seen = list(seen)
    if any(one.code == best and one.mention.role is Role.ACTOR for one in seen):
        return None
    acting = (one for one in seen if one.code in COUNTRIES and one.mention.role is Role.ACTOR)
    return next((one.code for one in acting if one.section > REST and one.code != best[:2]), None)


def _matches(name: str, document: Document) -> bool:
    return bool(_pattern(name).search(f"{document.title or ''}\n{document.body}"))


@lru_cache(maxsize=8)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(tables()["nation"][name]), re.IGNORECASE)


def _quote(document: Document, about: list[Seen]) -> str:
    """Return the sentence of the body that shows the region best; the title if only that does."""
    if not about:
        return ""
    best = max(about, key=lambda one: (one.text != document.title, one.weight))
    at = 0
    for sentence in sentences(best.text):
        at = best.text.find(sentence, at)
        if at <= best.mention.start < at + len(sentence) <= at + QUOTE:
            return sentence
        at += len(sentence)
    return _window(best.text, best.mention)


def _window(text: str, mention: Mention) -> str:
    """Whole words around a mention in a long sentence."""
    left, right = max(0, mention.start - QUOTE // 2), mention.end + QUOTE // 2
    cut = text[left:right]
    return cut[cut.find(" ") + 1 if left else 0 : cut.rfind(" ") if right < len(text) else None]
