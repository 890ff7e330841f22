"""What fuzzing begins with: the demo web's texts and pages, and words that matter to readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from scraper.demo.corpus import every

PAGES = Path(__file__).parents[2] / "scraper" / "demo" / "pages"
APART = "\n§\n"
"""What parts the records of one input."""
TOGETHER = 4
"""Records in one input, for joining."""

MARKS = (
    *"«»„“\"()[]—–-:;,.!?…/|№%+@#*•·§\n\t\0\r\v", "\n\n", "...", " — ", " с ", " до ", " по ",
    "\u200b", "\u00ad", "\ufeff", "\u202e", "\u0301", "İ", "ß", "١٢", "²", "ａ", "𝟝", "👍", "̆",
    "date 2025-09-25 ", "31.02.2025", "29.02.2024", "00:00", "24:00", "99:99", "0001-01-01",
    "9999-12-31", "с 31 декабря по 1 января", "в течение 99 дней", "через 999 лет", "2099 года",
    "31 день назад", "в феврале", "до конца года", "99999999999999999999", "1" * 400,
    "<p>", "</p>", "<div>", "</div>", "<time datetime='x'>", "<meta property='og:title' content='",
    "<script type='application/ld+json'>", "</script>", "<!--", "&#0;", "&nbsp;", "<![CDATA[",
    "http://[", "javascript:", "https://site.example.test/a?b=1#c", "a@b.test",
)  # fmt: skip
VOCABULARY = tuple(
    dict.fromkeys([*MARKS, *(w for item in every() for w in re.findall(r"\w+", item.text))])
)
"""What a mutation puts in: marks that break readers, and every word of the demo web."""


def seeds(target: str) -> Iterator[bytes]:
    """Inputs to begin with, as bytes."""
    if target == "extract":
        yield from (path.read_bytes() for path in sorted(PAGES.rglob("*.html")))
        return
    texts = [f"{item.title}\n\n{item.text}" for item in every()]
    if target == "dates":
        texts = [line for text in texts for line in text.splitlines() if line]
    if target == "duplicates":
        pairs = [texts[at : at + TOGETHER] for at in range(0, len(texts), TOGETHER)]
        texts = [APART.join([*some, some[0]]) for some in pairs]
    yield from (text.encode() for text in texts)
