"""What taking part gives and costs: credits of continuing education, hours of study, the fee."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.facts.document import Document
from scraper.facts.fact import Fact
from scraper.facts.language.phrase import sentences
from scraper.facts.language.quotation import quotations
from scraper.facts.language.sought import Sought
from scraper.facts.language.table import fold, pattern
from scraper.facts.people import clause

NUMBER = re.compile(r"(\d{1,4})(?:[.,]\d)?(?:-х|-ти)?\s*(?:-\s*)?")
HOURLY = re.compile(r"\b(\d{1,4})-часов\w+")
FREE = "бесплатно"
AMOUNT = re.compile(r"\d[\d   ]*(?:[.,]\d+)?\s*")
PIECE = re.compile(
    r"[.;!?]|\s[—–]\s(?=[а-яё])|,\s+(?=(?:а|но|однако|причем|причём|чтобы|который|которая)\s)"
)
LONGEST = 160
PRICED = Sought("apply", "free", "paid")
DAY = 24


def credits(document: Document) -> Fact[str] | None:
    """Return credits («36 ЗЕТ»), else the hours of study, in the text's words."""
    for reader in (_credits, _hours):
        for sentence in sentences(document):
            found = next(reader(sentence), None)
            if found:
                return Fact(found, found)
    return None


def _credits(sentence: str) -> Iterator[str]:
    low = fold(sentence)
    for number in NUMBER.finditer(low):
        unit = pattern("apply", "credit").match(low, number.end())
        if unit:
            yield sentence[number.start() : unit.end()]


def _hours(sentence: str) -> Iterator[str]:
    low = fold(sentence)
    if "час" not in low or pattern("apply", "study").search(low) is None:
        return
    named = quotations(sentence)
    for number in NUMBER.finditer(low):
        unit = pattern("apply", "hour").match(low, number.end())
        quoted = any(q.start < number.start() < q.end for q in named)
        if unit and not quoted and not _clock(low, number, unit.end()):
            yield sentence[number.start() : unit.end()]
    for hourly in HOURLY.finditer(low):
        yield sentence[hourly.start() : hourly.end()]


def _clock(low: str, number: re.Match[str], end: int) -> bool:
    """Whether hours are of the day or of time that passes, not of study."""
    before = low[max(0, number.start() - 20) : number.start()].split()[-2:]
    if before[-1:] == ["в"] and int(number[1]) <= DAY:
        return True
    after = low[end : end + 12].split()[:1]
    return any(pattern("apply", "no_hours").fullmatch(word) for word in (*before, *after))


def cost(document: Document) -> Fact[str] | None:
    """Return «бесплатно», or what the text says of the fee. Money paid to people is none."""
    for sentence in sentences(document):
        if not PRICED.search(sentence):
            continue
        low = fold(sentence)
        for free in pattern("apply", "free").finditer(low):
            if _of_taking_part(clause(sentence, *free.span())):
                return Fact(FREE, sentence)
        paid = pattern("apply", "paid").search(low)
        if paid:
            piece = _piece(sentence, paid.start())
            if _fee(fold(piece)):
                return Fact(piece, piece)
    return None


def _of_taking_part(text: str) -> bool:
    what = pattern("apply", "what").search(text)
    return what is not None and pattern("apply", "no_cost").search(text) is None


def _piece(sentence: str, at: int) -> str:
    start = max((m.end() for m in PIECE.finditer(sentence, 0, at)), default=0)
    stop = next((m.start() for m in PIECE.finditer(sentence, at)), len(sentence))
    return sentence[start:stop].strip(" ,—–")[:LONGEST]


def _fee(low: str) -> bool:
    """Whether a piece names a sum, or says outright that taking part is paid."""
    if not _of_taking_part(low):
        return False
    sums = (AMOUNT.match(low, m.start()) for m in re.finditer(r"\d+", low))
    priced = any(m and pattern("apply", "money").match(low, m.end()) for m in sums)
    return priced or re.search(r"платн|ақылы", low) is not None
