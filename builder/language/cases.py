"""Cases of Kazakh nouns, for dates inside sentences: «14 қарашаға дейін»; and the alphabet.

A case is named by its ending after a back vowel: ға (to), дан (from), да (in), ның (of).
"""

from __future__ import annotations

BACK, FRONT = "аоұыяё", "әеөүіэ"
DEAF = "пфкқтсшщчцхһбвгд"
NASAL = "мнң"
ENDINGS = {
    # after a deaf letter, after м н ң, after any other; each after a back and a front vowel
    "ға": (("қа", "ке"), ("ға", "ге"), ("ға", "ге")),
    "дан": (("тан", "тен"), ("нан", "нен"), ("дан", "ден")),
    "да": (("та", "те"), ("да", "де"), ("да", "де")),
    "ның": (("тың", "тің"), ("ның", "нің"), ("ның", "нің")),
}


ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
PLACES = {ord(letter): chr(0x430 + at) for at, letter in enumerate(ALPHABET)}


def place(text: str) -> str:
    """What to sort by, so that names stand as in the alphabet."""
    return text.lower().translate(PLACES)


def decline(text: str, case: str) -> str:
    """The text with its last word in the case."""
    last = text.lower()
    harmony = next((letter in FRONT for letter in reversed(last) if letter in BACK + FRONT), False)
    after = 0 if last[-1:] in DEAF else 1 if last[-1:] in NASAL else 2
    return text + ENDINGS[case][after][harmony]
