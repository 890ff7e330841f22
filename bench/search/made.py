"""Made-up announcements and queries about them, for a fresh clone that has no judged ones.

The texts are those of bench/build with rare words of the dictionary put among them. What a query
should find follows from how it was made: the announcements in which the word was put. The same
number gives the same documents and queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

import pymorphy3

from bench.build.corpus import announcement
from builder.index.document import SearchDocument
from builder.index.rules import rules
from builder.language import names
from builder.parts.evidence import plain
from model.announcement import Announcement, Stage
from model.status import Dates

STARTS = ("ка", "ко", "пе", "ма", "ве", "лу", "го", "ти", "би", "до", "фе", "ре", "ша", "ци")
WORDS, EACH, SHARE = 60, 30, 3
"""Words of one beginning, queries of a group, announcements in which a word is put."""

SHORTEST = 7
LETTERS = "абвгдежзиклмнопрстуфхцчшщ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is typed, and the ids of what should be found."""

    group: str
    q: str
    rel: tuple[str, ...]


@cache
def _analyser() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@cache
def rare() -> tuple[str, ...]:
    """Nouns of the dictionary, in an order of chance."""
    found: list[str] = []
    for start in STARTS:
        some = {
            word
            for word, tag, *_ in _analyser().dictionary.iter_known_words(start)
            if {"NOUN", "nomn", "sing", "inan"} <= tag.grammemes
            and len(word) >= SHORTEST
            and not {"Name", "Surn", "Geox", "Abbr", "Orgn"} & tag.grammemes
            and _analyser().parse(word)[0].normal_form == word
        }
        found += Random(start).sample(sorted(some), min(WORDS, len(some)))
    Random(1).shuffle(found)
    return tuple(found)


def form(word: str, *grammemes: str) -> str:
    inflected = _analyser().parse(word)[0].inflect(set(grammemes))
    return str(inflected.word) if inflected else word


def put(count: int) -> dict[int, list[str]]:
    """The rare words of each announcement, by its number."""
    chance = Random(2)
    found: dict[int, list[str]] = {}
    for word in rare():
        for at in chance.sample(range(count), min(SHARE, count)):
            found.setdefault(at, []).append(word)
    return found


def documents(count: int) -> Iterator[SearchDocument]:
    words = put(count)
    for at in range(count):
        yield _document(announcement(at), words.get(at, ()), Random(at))


def _document(made: Announcement, words: Sequence[str], chance: Random) -> SearchDocument:
    cases = ("nomn", "gent", "datv", "ablt")
    said = [f"Здесь говорят про {form(word, chance.choice(cases))}." for word in words]
    closed = bool(made.apply_close)
    return SearchDocument(
        url=f"a/{made.id}/",
        title=made.title,
        body="\n".join([plain(made.body), *said]),
        kind=made.kind.value,
        name=made.name or "",
        organiser=made.organiser or "",
        place=made.place or "",
        format=made.format.value if made.format else "",
        published=made.published,
        regions=(made.region,) if made.region else (),
        audience=made.audience,
        posts=made.audience,
        specialties=tuple(map(names.specialty, made.specialties)),
        dates=Dates(
            stage=Stage.CALL if closed else Stage.REPORT,
            close=made.apply_close,
            since=made.published,
        ),
        state="closed" if closed else "report",
    )


def queries(count: int) -> list[Query]:
    holders: dict[str, list[str]] = {}
    for at, held in put(count).items():
        for word in held:
            holders.setdefault(word, []).append(announcement(at).id)
    words = iter(rare())
    made: list[Query] = []
    for group, ask in ASKED.items():
        for at in range(EACH):
            word = next(words)
            made.append(Query(group=group, q=ask(word, Random(at)), rel=tuple(holders[word])))
    return [*made, *_nonsense()]


def _slip(word: str, chance: Random) -> str:
    """One letter left out, put twice or changed places with the next, in the word's middle."""
    at = chance.randrange(2, len(word) - 2)
    rest = (word[at + 1 :], word[at] + word[at:], word[at + 1] + word[at] + word[at + 2 :])
    return word[:at] + chance.choice(rest)


def _layout(word: str, _: Random) -> str:
    keyboard = rules().keyboard
    return word.translate(str.maketrans(keyboard["russian"], keyboard["latin"]))


ASKED: Mapping[str, Callable[[str, Random], str]] = {
    "exact": lambda word, _: word,
    "inflection": lambda word, chance: form(word, chance.choice(("gent", "ablt", "loct")), "sing"),
    "typo": _slip,
    "layout": _layout,
    "stop words": lambda word, _: f"где найти {word}",
}


def _nonsense() -> Iterator[Query]:
    for at in range(EACH):
        word = "".join(Random(f"nonsense {at}").choices(LETTERS, k=9))
        yield Query(group="nonsense", q=word, rel=())
