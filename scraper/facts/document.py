"""A text prepared once for all readers of facts: what is article, what is page furniture.

Everything that it holds is a literal piece of the given text (white space aside), so that any
quote taken from it can be found again.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date
from functools import cache

from scraper.facts.language.sentence import sentences
from scraper.facts.layout.article import APART, Line, article, densest, other_stories
from scraper.facts.layout.chrome import Mark, mark, stems, without_credit
from scraper.facts.layout.headline import headline, without_site
from scraper.facts.layout.published import Stated, dateline, is_date_line, prefix, published

LIMIT = 200_000
"""Characters read; the rest of a longer text is ignored."""

WRAPPED = 55
"""A line at least so long, followed by one in lower case, was broken by a mail program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """``paragraphs`` are the article without title and chrome; ``sentences`` are theirs, in order.

    ``published`` is the day that the page itself states with its year, else ``None``, with
    ``published_quote`` the words it stands in. ``dateline`` is how the first paragraph began
    («ТУЛА, 5 мая.»); it is cut off, since its place and day are the reporter's, not the event's.
    """

    title: str | None
    paragraphs: tuple[str, ...]
    sentences: tuple[str, ...]
    chrome: tuple[str, ...]
    published: date | None
    published_quote: str | None
    dateline: str | None = None

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)


def document(text: str, title: str | None = None, *, split: bool = True) -> Document:
    """Split a saved text into title, article and furniture.

    ``split``: whether sentences are wanted; they take a fifth of the time.
    """
    lines, stated = _lines(text)
    texts = [line.text for line in lines]
    given = " ".join(title.split()) if title else None
    block = densest(lines, given)
    said = cache(lambda: stems(" ".join(texts[block.start : block.stop])))
    others = other_stories(lines)
    above = [texts[at] for at in range(block.start) if at not in others and not lines[at].lead]
    known = given or headline(above, said())
    kept = _without_date_lines(article(lines, block, said, known), texts)
    held = set(kept)
    paragraphs = [text for at in kept if (text := without_credit(texts[at])[0])]
    opening, day = dateline(paragraphs[0]) if paragraphs else (None, None)
    if opening:
        paragraphs[0] = paragraphs[0][len(opening) :]
    first, last = (kept[0], kept[-1] + 1) if kept else (0, 0)
    below = itertools.takewhile(lambda line: line.mark not in APART, lines[last:])
    stated = stated or published(texts[:first], [x.text for x in below], dateline=day)
    return Document(
        title=known if given or not known else without_site(known, texts),
        paragraphs=tuple(paragraphs),
        sentences=tuple([s for p in paragraphs for s in sentences(p)]) if split else (),
        chrome=tuple(text for at, text in enumerate(texts) if at not in held),
        published=stated.day if stated else None,
        published_quote=stated.quote if stated else None,
        dateline=opening.strip() if opening else None,
    )


def _without_date_lines(kept: list[int], texts: list[str]) -> list[int]:
    """A bare date above or below the article is the page's, not the article's."""
    while kept and is_date_line(texts[kept[0]]):
        kept = kept[1:]
    while kept and is_date_line(texts[kept[-1]]):
        kept = kept[:-1]
    return kept


def _lines(text: str) -> tuple[list[Line], Stated | None]:
    """Return the lines that hold anything, whole again where a mail program broke them."""
    lines: list[Line] = []
    stated: Stated | None = None
    blank = True
    for raw in text[:LIMIT].splitlines():
        line = " ".join(raw.split())
        day, rest = prefix(line)
        if day:
            stated = stated or Stated(day, line[: len("date 2025-09-25")], True)
            line = rest
        if not line:
            blank = True
            continue
        if lines and not blank and not day and _broken(lines[-1].text, line):
            line = lines[-1].text + " " + line
            lines[-1] = Line(line, mark(line), lines[-1].lead)
        else:
            lines.append(Line(line, mark(line), day is not None))
        blank = False
    return lines, stated


def _broken(above: str, line: str) -> bool:
    return (
        len(above) >= WRAPPED
        and (line[0].islower() or line[0].isdigit())
        and (above[-1].isalnum() or above[-1] in ",-–—»)")
        and mark(line) is not Mark.FURNITURE
        and not is_date_line(line)
    )
