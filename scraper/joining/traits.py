"""What of a publication survives rewriting: its numbers, days, editions and meaning words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from model.table import parsed
from scraper.facts.document import Document, document
from scraper.facts.language.words import WORD, lemma, parses

LIMIT = 4000
"""Characters of a record that are compared."""

LEAST_NUMBER = 10
"""Smaller numbers stand in every text."""

REACH = 5
"""Words between an ordinal and what it counts, adjectives all; numbers before a month."""

QUOTED = re.compile(r"[«„“]([^«»„“”\n]{3,80})[»“”]")
KAZAKH = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
KAZAKH_SHARE = 50
"""A text with a letter of Kazakh's own in every so many is Kazakh."""

NUMBER = re.compile(r"\d(?:\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d*(?:[.,]\d+)?)")
DIGITS = {ord(blank): None for blank in " \u00a0\u202f"} | {ord(","): "."}
ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
LETTERS = {"I": 1, "V": 5, "X": 10}
PLAIN = {"NOUN", "ADJF", "ADJS", "VERB", "INFN", "PRTF", "PRTS", "GRND", "NUMR", "LATN", None}
SEPARATORS = ("и", "по", "до", "с")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A publication as far as joining needs it. ``published`` may be unknown."""

    id: str
    title: str
    text: str
    published: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """Features are words (``w``), numbers (``n``), days (``d``) and quoted names (``q``).

    ``editions`` maps what is held repeatedly to its number in this text: «IX съезд».
    """

    features: frozenset[str]
    days: frozenset[str]
    editions: Mapping[str, int]
    kazakh: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a text, as far as it counts. ``feature`` is empty for the little words."""

    feature: str
    numeral: int
    scale: int
    month: int
    ordinal: int
    held: str
    adjective: bool


FIGURES = Term(feature="", numeral=0, scale=1, month=0, ordinal=0, held="", adjective=False)
"""Numbers in figures are read by their own pattern."""


def article(record: Record, *, split: bool = True) -> Document:
    """The record's text without its page furniture; ``split``: with its sentences."""
    return document(record.text[:LIMIT], record.title or None, split=split)


def traits(record: Record) -> Traits:
    """The features of one record."""
    page = article(record, split=False)
    text = "\n".join([page.title or "", *page.paragraphs])
    words = WORD.findall(text)
    terms = [_term(word) for word in words]
    own = record.published and f"d{record.published.day}.{record.published.month}"
    days = frozenset(_days(words, terms)) - {own}
    features = {term.feature for term in terms}
    features |= {f"n{n:g}" for n in (*_figures(text), *_spelled(terms)) if n >= LEAST_NUMBER}
    features |= {f"q{meaning(name)}" for name in QUOTED.findall(text)}
    return Traits(
        features=frozenset(features | days) - {""},
        days=days,
        editions=dict(_editions(terms)),
        kazakh=len(KAZAKH.findall(text)) * KAZAKH_SHARE > len(text),
    )


def meaning(name: str) -> str:
    """A name by the dictionary forms of its words, so that any case of it is the same."""
    return " ".join(
        term.feature[1:] for word in WORD.findall(name) if (term := _term(word)).feature
    )


@cache
def _data() -> dict[str, dict[str, int]]:
    return parsed(Path(__file__).with_name("duplicates.toml"))


@lru_cache(maxsize=200_000)
def _term(word: str) -> Term:
    if word.isdecimal():
        return FIGURES
    found = parses(word)
    plain = lemma(word).replace("ё", "е")
    data = _data()
    means = len(plain) > 2 and not plain[0].isdigit() and (not found or found[0].pos in PLAIN)
    return Term(
        feature=f"w{plain}" if means else "",
        numeral=data["numerals"].get(plain, 0),
        scale=data["scales"].get(plain, 1),
        month=data["months"].get(plain, 0) or _kazakh_month(plain),
        ordinal=data["ordinals"].get(plain, 0) or _roman(word),
        held=plain if plain in data["editions"]["words"] else "",  # type: ignore[operator]
        adjective=any(parse.pos == "ADJF" for parse in found),
    )


def _kazakh_month(word: str) -> int:
    """«қарашаға», «қазанда»: Kazakh months carry their case at the end."""
    if not KAZAKH.search(word) and not word.startswith(("маусым", "тамыз", "мамыр", "наурыз")):
        return 0
    months = _data()["months"]
    return next((n for stem, n in months.items() if len(stem) > 3 and word.startswith(stem)), 0)


def _days(words: Sequence[str], terms: Sequence[Term]) -> Iterator[str]:
    """«6 и 7 ноября», «11–13 марта»: each number before a month is a day of it."""
    for at, term in enumerate(terms):
        if term.month:
            for word in reversed(words[max(0, at - REACH + 1) : at]):
                if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31:
                    yield f"d{int(word)}.{term.month}"
                elif word not in SEPARATORS:
                    break


def _figures(text: str) -> Iterator[float]:
    """Numbers in figures, scaled: «1,3 тысячи», «2 тыс.», «1 028»."""
    for match in NUMBER.finditer(text):
        digits = match[0].translate(DIGITS)
        after = WORD.match(text, match.end() + 1)
        yield float(digits[:15]) * (_term(after[0]).scale if after else 1)


def _spelled(terms: Sequence[Term]) -> Iterator[float]:
    """Numbers in words: «сто шесть», «две тысячи»."""
    total = 0
    for term in terms:
        if term.numeral:
            total += term.numeral
        elif total:
            yield total * term.scale
            total = 0
    yield total


def _editions(terms: Sequence[Term]) -> Iterator[tuple[str, int]]:
    """«IX областной съезд»: an ordinal, adjectives at most, and what is held."""
    for at, term in enumerate(terms):
        if term.ordinal:
            for later in terms[at + 1 : at + 1 + REACH]:
                if later.held:
                    yield later.held, term.ordinal
                if not later.adjective:
                    break


def _roman(text: str) -> int:
    if not text or not ROMAN.fullmatch(text):
        return 0
    values = [LETTERS[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-a if a < b else a for a, b in pairs)
