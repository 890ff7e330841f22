"""Which of the lines above an article is its headline.

A page repeats its headline (in the title bar, in the menu's crumbs, under the photograph); failing
that, the headline is the line above the article that speaks of what the article speaks of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache

from scraper.facts.language.table import fold
from scraper.facts.layout.chrome import Mark, is_row, mark, starts, stems, without_credit
from scraper.facts.layout.masthead import is_masthead
from scraper.facts.layout.published import is_date_line

HEADER = 60
"""Lines above the article that are looked at."""
LONGEST = 300
FEWEST_WORDS = 2
RUBRIC_WORDS = 6
REPEATED_WORDS = 4
"""A shorter line that stands twice is a menu's."""
SOMEWHAT_STRANGE = 1
MOSTLY_STRANGE = 3
NEAREST = 1
"""What standing next to the article counts, in words shared with it."""
SITE = re.compile(r"\s+[|–—-]\s+([^|–—]{2,60})$")
HOUR = re.compile(r"\W{0,3}\d{1,2}[:.]\d{2}\b")
"""A row of a day's programme begins so."""
CUT = re.compile(r"\s*[|–—-]\s")
DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")


def headline(above: Sequence[str], said: Collection[str]) -> str | None:
    """Choose among the lines above an article that has the stems ``said``."""
    lines = [line for line in above[-HEADER:] if _possible(line)]
    lines = [line for line in lines if not is_masthead(line)] or lines
    return _repeated(lines, above[-HEADER:], said) or _kindred(lines, said)


def _repeated(lines: Sequence[str], above: Sequence[str], said: Collection[str]) -> str | None:
    """The line that the page has twice, alone or with crumbs, a credit or the site's name."""
    counted = Counter(fold(line) for line in lines)
    for line in reversed(lines):
        if len(line.split()) < REPEATED_WORDS or _strange(line, said) > SOMEWHAT_STRANGE:
            continue
        if counted[fold(line)] > 1 or any(
            len(other) > len(line) and repeats(other, line) for other in above
        ):
            return line
    return None


def _kindred(lines: Sequence[str], said: Collection[str]) -> str | None:
    """The line with most words of the article; of equals, the nearest to it."""
    best: tuple[int, str] | None = None
    for at, line in enumerate(lines, 1):
        strange = _strange(line, said) - NEAREST * (at == len(lines))
        if not stems(line).isdisjoint(said) and (best is None or strange <= best[0]):
            best = (strange, line)
    if best is not None and best[0] <= MOSTLY_STRANGE:
        return best[1]
    rest = [line for line in lines if len(line.split()) > FEWEST_WORDS]
    return rest[-1] if rest else None


def _strange(line: str, said: Collection[str]) -> int:
    """How much of a line the article does not speak of: negative if most of it is shared."""
    own = stems(line)
    return len(own) - 3 * len(own.intersection(said))


@lru_cache(maxsize=1024)
def repeats(line: str, title: str) -> bool:
    """Whether a line is the headline again: after crumbs, before a credit or the site's name."""
    one, other = _bare(without_credit(line)[0]), _bare(title)
    if not one or not other:
        return False
    if one == other or (len(other) > 20 and one.endswith(other) and len(one) < 2 * len(other) + 60):
        return True
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    rest = longer[len(shorter) :]
    return (
        longer.startswith(shorter) and len(rest) < 60 and re.match(r"\s*[|–—-]\s", rest) is not None
    )


@lru_cache(maxsize=4096)
def _bare(line: str) -> str:
    return fold(line).strip(" .#")


def without_site(title: str, lines: Sequence[str]) -> str:
    """Cut « - Site» off a headline if the page shows that it is the site's name."""
    title = title.lstrip("# ")
    found = SITE.search(title)
    if not found or len(title[: found.start()].split()) < FEWEST_WORDS:
        return title
    site = fold(found.group(1))
    known = DOMAIN.fullmatch(site) or any(fold(line) == site for line in lines)
    return title[: found.start()] if known else title


def is_rubric(line: str) -> bool:
    """Whether a line names but a section or a paper: «Новости министерства»."""
    words = fold(line).split()
    return len(words) <= RUBRIC_WORDS and all(word.startswith(starts("rubric")) for word in words)


def _possible(line: str) -> bool:
    if is_rubric(line) or is_row(line) or HOUR.match(line):
        return False
    if len(line.split()) < FEWEST_WORDS or len(line) > LONGEST or is_date_line(line):
        return False
    looks = mark(line)
    heading = looks in (Mark.SHORT, Mark.FACT) or (looks is Mark.PROSE and line[-1] not in ".:;")
    return heading and "://" not in line
