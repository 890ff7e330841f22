"""Text to words and words to stems, the same in Python and in the browser (static/search/words.js).

Nothing here knows a dictionary: what needs one is in :mod:`builder.index.lexicon`. cases.json holds
both languages to one answer, and a test holds the stems to the Snowball library's.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from builder.index.rules import rules

WORD = re.compile(rules().patterns["word"])
WORD_OR_STOP = re.compile(rules().patterns["letters"] + r"|[.!?…;\n](?:\s*[.!?…;\n])*")
"""``findall`` gives words as they are written, and nothing where a sentence ends."""

LONGEST = 40
"""Letters of a word; longer ones are keys and glued pages, and are cut."""

FOLDED, LOOKALIKE = (
    str.maketrans(there[: len(here)], here, there[len(here) :])
    for there, here in (rules().letters["folded"], rules().letters["alike"])
)
MIXED = re.compile(rules().patterns["mixed"])
KAZAKH_ONLY = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")

KAZAKH = [(re.compile(pattern), rf"\1{letter}") for pattern, letter in rules().kazakh]
VOWEL = "аеиоуыэюя"
GERUND, ADJECTIVE, PARTICIPLE, VERB, NOUN, REFLEXIVE, RV, R2, QUALITY, SUPERLATIVE = (
    re.compile(f"{ending}$") for ending in rules().stemmer.values()
)


def fold(text: str) -> str:
    """Lower case, composed, ``ё`` as ``е``, Kazakh letters as their Russian neighbours."""
    return unicodedata.normalize("NFC", text).lower().translate(FOLDED)


def words(text: str) -> list[str]:
    """The words and numbers of a text, folded; the parts of a hyphenated word stand alone."""
    return [_one_script(word[:LONGEST]) for word in WORD.findall(fold(text))]


def form(word: str) -> str:
    """A word as it is written, folded."""
    return _one_script(fold(word)[:LONGEST])


def _one_script(word: str) -> str:
    """Latin letters that hide in a Cyrillic word are taken for what they look like."""
    if MIXED.search(word):
        plain = word.translate(LOOKALIKE)
        if not MIXED.search(plain):
            return plain
    return word


@lru_cache(maxsize=400_000)
def stem(word: str) -> str:
    """Snowball's Russian stem of a folded word."""
    match = RV.match(word)
    if not match:
        return word
    head, rest = match.groups()
    rest = _without_ending(rest)
    if rest.endswith("и"):
        rest = rest[:-1]
    tail = R2.match(head + rest)
    if tail and QUALITY.search(tail[1]):
        rest = QUALITY.sub("", rest)
    plain = SUPERLATIVE.sub("", rest)
    if rest.endswith("нн"):
        rest = rest[:-1]
    elif plain != rest:
        rest = plain[:-1] if plain.endswith("нн") else plain
    elif rest.endswith("ь"):
        rest = rest[:-1]
    return head + rest


def _without_ending(rest: str) -> str:
    cut = _cut(rest, GERUND)
    if cut != rest:
        return cut
    rest = REFLEXIVE.sub("", rest)
    cut = _cut(rest, ADJECTIVE)
    if cut != rest:
        return _cut(cut, PARTICIPLE)
    cut = _cut(rest, VERB)
    return cut if cut != rest else _cut(rest, NOUN)


def _cut(text: str, ending: re.Pattern[str]) -> str:
    """Without the ending, but for the letter that the pattern keeps."""
    match = ending.search(text)
    return text[: match.start()] + (match[1] if match.lastindex else "") if match else text


@lru_cache(maxsize=50_000)
def kazakh_word(word: str) -> str:
    """A folded Kazakh word without its endings: case, possession and number are taken off as long
    as there are any, so that a word and its plural meet whatever the word itself ends in."""
    whole = word
    for pattern, rest in KAZAKH:
        word = pattern.sub(rest, word)
    return word if word == whole else kazakh_word(word)


def kazakh_stem(word: str) -> str:
    """Its stem, as of a Russian word: loans meet their Russian selves, «хирургиясы» and
    «хирургия»."""
    return stem(kazakh_word(word))


def is_kazakh(text: str) -> bool:
    """Whether a text is written in Kazakh: its own letters are a fifth of all, loans are fewer."""
    own = len(KAZAKH_ONLY.findall(text, 0, 4000))
    return bool(own) and own / sum(map(str.isalpha, text[:4000])) > 0.06


def is_stop(word: str) -> bool:
    """Whether a folded word says nothing by itself: «для», «что», «хочу»."""
    return word in rules().stop or (len(word) == 1 and not word.isdigit())
