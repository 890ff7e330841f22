"""Families of words that letters alone do not tell: those with a short root («курить», «курение»,
«курильщик»; «речь», «речевой»), verbs whose vowel changes («осматривать», «осмотр»), and those
whose prefix says only that it is done («потратить»).

Of a root of two or three letters nothing can be told by letters alone («кур»: «курс», «курорт»), as
the browser does with longer ones. So derived words are made by rule (rules.toml) and taken if the
dictionary has them (OpenCorpora, by pymorphy3). What no rule makes («петь», «песня») is written
down in irregular.txt, roots behind prefixes once («-вести -вод»). families.txt has them all, the
stems of a family in a line; ``python -m builder.index.families`` makes it, in two minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from builder.index import unlike
from builder.index.lexicon import analyser, is_common, known
from builder.index.normalise import VOWEL, fold, stem
from builder.index.places import places
from builder.index.rules import Derived, rules

FILE, IRREGULAR = (Path(__file__).with_name(f"{name}.txt") for name in ("families", "irregular"))
SURE = 4
"""Letters of a root from which on the browser's rule is sure of it, unless the last one turns."""

ROOT, BUT = "-!"
"""Before what is written down without its prefix, and before what is made of it wrongly."""

TOWN = re.compile("^..?$|[ое]в$|ск$")
"""Stems of towns' names that are made of other words, of which the name tells nothing: «Бобров»."""

FAR = 8
"""Letters of a suffix that the browser takes for no part of a word with such a root."""

PARTS = ("NOUN", "ADJF", "INFN")
ACTING = {"PRTF", "actv", "pres"}
NOT = frozenset({"Supr", "COMP"})
"""Forms that nobody looks for a thing by."""


@cache
def families() -> tuple[tuple[str, ...], ...]:
    """Each as stems, in order."""
    return tuple(tuple(line.split()) for line in FILE.read_text("utf-8").splitlines())


def worked_out(start: str = "") -> list[tuple[str, ...]]:
    """The same by rule and dictionary, of words that begin so."""
    lying = {name for name, *rest in places() if not rest and TOWN.search(name)}
    told = list(_words(start))
    every = {family for word, tag in told for family in families_of(word, tag)}
    every |= {
        tuple(sorted({one for verb in verbs for one in _stems(verb)})) for verbs in done(told)
    }
    every |= {family for family in _irregular() if any(one.startswith(start) for one in family)}
    found = {tuple(one for one in family if one not in lying) for family in every}
    return sorted(family for family in found if len(family) > 1)


def irregular() -> Iterator[list[str]]:
    """The words of each family that is written down, folded; roots begin with «-»."""
    for line in IRREGULAR.read_text("utf-8").splitlines():
        if line and line[0] != "#":
            yield fold(line).split()


def _irregular() -> Iterator[tuple[str, ...]]:
    for words in chain.from_iterable(map(_behind, irregular())):
        yield tuple(sorted({one for word in words for one in (stem(word), *_stems(word))}))


def _behind(words: list[str]) -> Iterator[list[str]]:
    """The words themselves; of roots, those that the dictionary has behind each prefix."""
    if words[0][0] != ROOT:
        yield words
        return
    roots, but = ([word[1:] for word in words if word[0] == mark] for mark in (ROOT, BUT))
    for prefix in rules().prefixes:
        made = {before + root for before in prefix for root in roots}.difference(but)
        yield [word for word in made if any(_readings(word))]


def families_of(word: str, tag: Any) -> Iterator[tuple[str, ...]]:
    """By each rule, the stems of a first form and of what is derived from it."""
    apart = unlike.stems().get(stem(word), ())
    for rule in rules().derived:
        if rule.verb not in (None, tag.POS == "INFN"):
            continue
        starts = {root for form in _starts(word, tag) for root in _roots(form, rule, word)}
        bases = [base for root in sorted(starts) for base in _bases(root, rule)]
        # «вываживать» may be of «вывод» or of «вывоз», which are no family.
        for some in [[base] for base in bases] if rule.inner else [bases]:
            made = {other for base, least in some for other in _made(base, least, rule)}
            made = {other for other in made if stem(other) not in apart}
            if not made <= {word}:
                yield tuple(sorted({one for other in {word, *made} for one in _stems(other)}))


def done(told: Iterable[tuple[str, Any]]) -> Iterator[list[str]]:
    """Of each verb that goes on, those that say no more than that it is done."""
    rule = rules().done
    for word, tag in told:
        if "impf" in tag.grammemes and len(word) >= rule.least and word not in rule.but:
            made = [prefix + word for prefix in rule.prefixes if _is_done(prefix + word)]
            if made:
                yield [word, *made]


def _is_done(verb: str) -> bool:
    ends = any("perf" in one.tag.grammemes for one in _readings(verb))
    return ends and not any(map(analyser().word_is_known, _anew(verb)))


def _anew(verb: str) -> Iterator[str]:
    """What a verb that begins this one anew would be, also without a reflexive end."""
    rule, plain = rules().done, verb.removesuffix("ся")
    ending, others = next((one for one in rule.anew if plain.endswith(one[0])), ("", ()))
    root = plain.removesuffix(ending)
    for base in filter(None, (root, _before(root, *rule.inner))):
        for was, becomes in rule.turning:
            if base.endswith(was):
                yield from (base.removesuffix(was) + becomes + other for other in others)


def _starts(word: str, tag: Any) -> Iterator[str]:
    """A first form, and of a noun the genitives: «отец» and «отца», «тюрьма» and «тюрем» begin
    differently."""
    yield word
    for one in known(word) if tag.POS == "NOUN" else ():
        for number in ("sing", "plur"):
            genitive = one.tag == tag and one.inflect({number, "gent"})
            if genitive:
                yield fold(genitive.word)


def _roots(form: str, rule: Derived, word: str) -> Iterator[str]:
    """What is left of a form of the word without an ending: if it is short, differs early or may
    turn into what does."""
    for ending in rule.endings:
        root = form.removesuffix(ending)
        whole = len(root) == len(form) - len(ending) and len(root) >= rule.root
        early = (root.endswith(was) and len(root) - len(was) < SURE for was, _ in rule.turning)
        short = len(root) <= SURE or root[:SURE] != word[:SURE] or any(early)
        if whole and (rule.inner or (short and root[-1] not in VOWEL)):
            yield root


def _bases(root: str, rule: Derived) -> Iterator[tuple[str, int]]:
    """The root and what its last letters may have turned into, each with the letters that a suffix
    behind it has at least: what has only short ones behind a long root the browser sees."""
    if rule.inner:
        root = _before(root, *rule.inner)
    yield root, 0 if rule.inner or len(root) != SURE else FAR
    yield from ((root[: -len(a)] + b, 0) for a, b in rule.turning if root.endswith(a))


def _made(base: str, least: int, rule: Derived) -> Iterator[str]:
    """The words that the dictionary has of it, as first forms, if one of them has such a suffix."""
    made = [suffix for suffix in rule.suffixes if base and any(_readings(base + suffix))]
    if any(len(suffix) >= least for suffix in made):
        yield from (base + suffix for suffix in made)


def _before(root: str, vowel: str, was: str) -> str:
    """The root with another last vowel, or nothing where that is not the one."""
    at = max(map(root.rfind, VOWEL))
    return f"{root[:at]}{was}{root[at + 1 :]}" if at >= 0 and root[at] == vowel else ""


def _stems(word: str) -> Iterator[str]:
    """Those of its forms, of a verb only the first one and «курящий»."""
    for parse in _readings(word):
        forms = (form for form in parse.lexeme if NOT.isdisjoint(form.tag.grammemes))
        if parse.tag.POS == "INFN":
            forms = (f for f in forms if f.tag.POS == "INFN" or f.tag.grammemes >= ACTING)
        yield from (stem(fold(form.word)) for form in forms)


def _readings(word: str) -> Iterator[Any]:
    """What a folded first form may be, but names."""
    for one in known(word):
        if one.tag.POS in PARTS and is_plain(one.tag) and is_first(word, one.tag, one.normal_form):
            yield one


def is_first(word: str, tag: Any, lemma: str) -> bool:
    """Whether a word is a first form; or «дети», of which «ребёнок» is another word."""
    many = {"plur", "nomn"} <= tag.grammemes and word[0] != lemma[0]
    return word == fold(lemma) or (many and tag.POS == "NOUN")


def is_plain(tag: Any) -> bool:
    return is_common(tag) and {"Geox", "Abbr"}.isdisjoint(tag.grammemes)


def _words(start: str) -> Iterator[tuple[str, Any]]:
    """Nouns and verbs of the dictionary that begin so and may have relatives that the browser does
    not see, as first forms."""
    inner = tuple(end for rule in rules().derived if rule.inner for end in rule.endings)
    longest = max(len(ending) for rule in rules().derived for ending in rule.endings)
    for word, tag, lemma, *_ in analyser().dictionary.iter_known_words(start):
        may = len(word) <= SURE + longest or word.endswith(inner) or "impf" in tag.grammemes
        may = may and tag.POS in ("NOUN", "INFN") and is_plain(tag)
        if may and is_first(fold(word), tag, lemma):
            yield fold(word), tag


if __name__ == "__main__":
    FILE.write_text("".join(" ".join(one) + "\n" for one in worked_out()), "utf-8")
