"""The search's own words and endings, read from rules.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from model.table import parsed

LETTERS = ("folded", "alike")
MOST = 4
"""Suffixes after a root."""

SOFTENED = {"г": "к", "б": "п"}
"""What a Kazakh word's last letter was before an ending that begins with a vowel: «орталығы» is
of «орталық», but «нефрологтар» of «нефролог»."""


class Derived(NamedTuple):
    """What verbs or nouns (or both) lose of their ends, what is put there instead to make others,
    and what the last letters of the root, of so many at least, may turn into before that.

    ``inner`` is what the root's last vowel was; without it long roots are left to the browser.
    """

    verb: bool | None
    root: int
    endings: tuple[str, ...]
    suffixes: tuple[str, ...]
    turning: tuple[tuple[str, str], ...]
    inner: tuple[str, str] | None


class Done(NamedTuple):
    """The prefixes of verbs that are done, but of some. ``anew`` tells what a verb that begins
    such a one anew ends in, after the root or what its last letters and last vowel turn into."""

    prefixes: tuple[str, ...]
    least: int
    anew: tuple[tuple[str, tuple[str, ...]], ...]
    turning: tuple[tuple[str, str], ...]
    inner: tuple[str, str]
    but: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Patterns are the same in both languages.

    ``kazakh``: a word with an ending, and the letter that follows what is left of it, the first
    group; ``kin``: what may follow the root of a word, by alternation of the root's last letters;
    ``prefixes``: each in all its forms; ``whole``: words that are no compounds.
    """

    stop: frozenset[str]
    kazakh: tuple[tuple[str, str], ...]
    kin: tuple[str, ...]
    root: int
    inflected: tuple[str, ...]
    bodies: frozenset[str]
    keyboard: Mapping[str, str]
    letters: Mapping[str, tuple[str, str]]
    heard: str
    stemmer: Mapping[str, str]
    patterns: Mapping[str, str]
    districts: Mapping[str, tuple[str, ...]]
    nicknames: Mapping[str, tuple[str, ...]]
    adjectival: tuple[str, ...]
    derived: tuple[Derived, ...]
    prefixes: tuple[tuple[str, ...], ...]
    whole: frozenset[str]
    done: Done


@cache
def rules() -> Rules:
    table = parsed(Path(__file__).with_name("rules.toml"))
    return Rules(
        stop=frozenset(word for group in table["stop"].values() for word in group.split()),
        kazakh=tuple(
            cut for group in table["kazakh"].values() for cut in _cutting(group, table["harmony"])
        ),
        kin=_kin(table["kin"]["suffixes"], table["kin"]["alternations"]),
        root=table["kin"]["root"],
        inflected=tuple(table["abbreviation"]["endings"].split()),
        bodies=frozenset(table["abbreviation"]["bodies"].split()),
        keyboard=table["keyboard"],
        letters={name: (table["letters"][name][0], table["letters"][name][1]) for name in LETTERS},
        heard=table["letters"]["heard"],
        stemmer=table["stemmer"],
        patterns=table["patterns"],
        districts={name: tuple(names) for name, names in table["districts"].items()},
        nicknames={code: tuple(names) for code, names in table["nicknames"].items()},
        adjectival=tuple(table["places"]["adjectives"].split()),
        derived=tuple(map(_derived, table["families"])),
        whole=frozenset(table["compounds"]["but"].split()),
        done=_done(table["done"]),
        prefixes=tuple(tuple(one.split("/")) for one in table["prefixes"]["verbs"].split()),
    )


def _derived(told: Mapping[str, Any]) -> Derived:
    endings, suffixes = (tuple(told[name].split()) for name in ("endings", "suffixes"))
    inner = next(_turning(told.get("inner", "")), None)
    turning = tuple(_turning(told["turning"]))
    if inner:
        return Derived(None, told["root"], endings, ("", *suffixes), turning, inner)
    return Derived(told["verb"], told["root"], ("", *endings), suffixes, turning, None)


def _done(told: Mapping[str, Any]) -> Done:
    anew = (one.partition(">")[::2] for one in told["anew"])
    return Done(
        tuple(told["prefixes"].split()),
        told["least"],
        tuple((ending, tuple(others.split())) for ending, others in anew),
        (("", ""), *_turning(told["turning"])),
        next(_turning(told["inner"])),
        frozenset(told["but"].split()),
    )


def _turning(pairs: str) -> Iterator[tuple[str, str]]:
    for pair in pairs.split():
        was, _, becomes = pair.partition(">")
        yield was, becomes


def _cutting(endings: str, harmony: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The shortest rest of a word, of three letters at least, that may stand before an ending."""
    vowels = "|".join(ending for ending in endings.split() if ending[0] in "ыи")
    for was, becomes in SOFTENED.items() if vowels else ():
        yield f"^(..+?){was}(?:{vowels})$", becomes
    allowed = (
        (before, [ending for ending in endings.split() if ending[0] in first])
        for first, before in harmony.items()
    )
    told = (f"{before}(?=(?:{'|'.join(some)})$)" for before, some in allowed if some)
    yield f"^(..+?(?:{'|'.join(told)})).+", ""


def _kin(suffixes: str, alternations: str) -> tuple[str, ...]:
    chain = f"(?:ь?(?:{'|'.join(suffixes.split())})){{0,{MOST}}}$"
    return tuple(f"^(?:{letters}){chain}" for letters in ("", *alternations.split()))
