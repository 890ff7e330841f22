"""Russian and Kazakh words as addresses: lower-case Latin letters, digits and single hyphens."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60
NAMELESS = "bez-nazvaniya"

LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh",
        "з": "z", "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
        "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
        "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
        "я": "ya", "ә": "a", "ғ": "g", "қ": "q", "ң": "n", "ө": "o", "ұ": "u", "ү": "u",
        "һ": "h", "і": "i",
    }
)  # fmt: skip


def slugify(text: str) -> str:
    """Return the address form of a name, cut at a word's end where one lies near the limit."""
    plain = unicodedata.normalize("NFC", text[: LONGEST * 4]).lower().translate(LATIN)
    latin = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", latin).strip("-")
    if len(slug) > LONGEST:
        cut = slug[: LONGEST + 1].rfind("-")
        slug = slug[: cut if cut > LONGEST // 2 else LONGEST]
    return slug.strip("-") or NAMELESS
