"""Whether an event is called off. A person always looks before it is believed for good."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from scraper.facts.document import Document
from scraper.facts.fact import Fact
from scraper.facts.language.sieve import Sieve
from scraper.facts.language.table import raw
from scraper.facts.language.words import Token, lemmas, parses, tokens

LEAD = 4
"""Sentences, the headline among them, in which the news would be told."""

REACH = 12
"""Words around the verb in which its event is named."""


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(raw("cancelled")[name])


def cancelled(document: Document) -> Fact[bool] | None:
    """Return ``True`` with the sentence that says so; ``None`` where the event is still on."""
    title = [document.title] if document.title else []
    for sentence in [*title, *document.sentences[: LEAD - len(title)]]:
        run = tokens(sentence)
        if any(_calls_off(run, at) for at in PARTS.places(sentence)):
            return Fact(True, sentence, review=True)
    return None


def _calls_off(run: Sequence[Token], at: int) -> bool:
    word = run[at].text.lower()
    part = _part(word)
    if part in (None, "kazakh"):
        return part is not None
    negated = at > 0 and run[at - 1].text.lower() == "не"
    says = (part == "unheld") if negated else (part == "verbs")
    return says and _event_near(run, at)


@lru_cache(maxsize=20_000)
def _part(word: str) -> str | None:
    """The list that a word is of, if it has the form in which it can call an event off."""
    if word.isdecimal():
        return None
    if word.startswith(tuple(_words("kazakh"))):
        return "kazakh"
    found = set(lemmas(word))
    if found & _words("verbs") and _is_done(word):
        return "verbs"
    return "unheld" if found & _words("unheld") and _is_ahead(word) else None


PARTS = Sieve(lambda form: _part(form.lower()), folded=False)


def _is_done(word: str) -> bool:
    """«отменён», «отменили», «отменяется»: told as a fact, not as a wish or a threat."""
    marks = [parse.grammemes for parse in parses(word) if parse.pos in ("PRTS", "VERB")]
    return any("past" in one or "pres" in one or "PRTS" in one for one in marks)


def _is_ahead(word: str) -> bool:
    return any("futr" in parse.grammemes or "pres" in parse.grammemes for parse in parses(word))


def _event_near(run: Sequence[Token], at: int) -> bool:
    """The nearest noun that can be what is cancelled, by its case, is an event."""
    near = sorted(range(max(0, at - REACH), min(len(run), at + REACH)), key=lambda i: abs(i - at))
    for place in near:
        found = (one for one in parses(run[place].text) if one.case in ("nomn", "accs"))
        said = {one.lemma.replace("ё", "е") for one in found}
        if said & _words("others"):
            return False
        if said & _words("events"):
            return True
    return False
