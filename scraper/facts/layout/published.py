"""The day of publication that a page itself states, with its year.

Reads lines around the article, never its prose: an event's date is not the page's. A clock in the
site's header is not the page's either. Two dates on a page: the labelled one, then the nearest to
the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from scraper.facts.language.table import fold, listed, table
from scraper.facts.layout.masthead import is_masthead

PREFIX = re.compile(r"^date (\d{4}-\d{2}-\d{2})(?:T[\d:.+Z-]+)?(?:\s+|$)")
DATE = re.compile(
    r"(?<!\d)(?:"
    r"(?P<y1>\d{4})[-.](?P<m1>\d{2})[-.](?P<d1>\d{2})"
    r"|(?P<d2>\d{1,2})[./-](?P<m2>\d{1,2})[./-](?P<y2>(?:19|20)\d\d|\d\d(?![\d.:]))"
    r"|(?P<d3>\d{1,2})(?:-го)?[\s.]+(?P<m3>[^\W\d_]{3,9})\.?(?P<comma>,?)\s+(?P<y3>\d{4})"
    r"|(?P<y4>\d{4})\s+ж(?:ылғы|ыл|\.)\s+(?P<d4>\d{1,2})[\s-]+(?P<m4>[^\W\d_]{3,9})"
    r"|(?P<m5>[^\W\d_]{3,9})\.?\s+(?P<d5>\d{1,2}),\s+(?P<y5>\d{4})"
    r")(?!\d)"
)
DATED = re.compile(r"\d(?:[./-]\d|\d{3}\s+ж|,\s+\d{4}|(?:-го)?[\s.]+[^\W\d_]{3,9}\.?,?\s+\d{4})")
"""What every ``DATE`` holds; most lines do not, and ``DATE`` itself is slow to say so."""
RANGE = re.compile(r"\d\s?[–—−-]\s?$|^\s?[–—−-]\s?\d(?!\d?:\d)")
TIME = re.compile(
    r"(?:\bв\s+)?(?<!\d)\d{1,2}[:.]\d{2}(?::\d{2})?(?!\d)(?:\s*\(?(?:мск|gmt|utc)[+\d]*\)?)?"
)
YEAR = re.compile(r"\b(?:г|года?|ж|жылғы|жыл)\b\.?")
WEEKDAY = re.compile(
    r"\b(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс"
    r"|дүйсенбі|сейсенбі|сәрсенбі|бейсенбі|жұма|сенбі|жексенбі)\b\.?,?"
)
TEMPERATURE = re.compile(r"^[+−-]?\d{1,2}(?:[.,]\d)?\s?°?\s?[cс]?$")
WEATHER = re.compile(r"(?<![\w:])[+−-]\d{1,2}(?![\d:])|°")
WORD = re.compile(r"[^\W\d_]+")
FREE_WORDS = 3
"""Words beside a date that may name a section, a town or a newspaper; more is a headline."""
LABELLED_WORDS = 8
PARTS = re.compile(r"\s*[|•·¦;]\s+|\s+/\s+|(?<![\s№][А-ЯЁа-яё])\.[»\"”]?\s+(?=\W*[\w])|,\s+")
DASH = re.compile(r"\s+[—–|-]\s+|,\s+")
STOPS = (".", "!", "?", "…")
PART_WORDS = 5
"""Words in one part of an imprint; a longer one is a sentence."""
DATELINE_LENGTH = 120
LONGEST = 160


class Stated(NamedTuple):
    """A date in a line. ``sure``: the line says that it is the date of publication."""

    day: date
    quote: str
    sure: bool


def prefix(line: str) -> tuple[date | None, str]:
    """Split «date 2025-09-25 Text» as stored texts begin."""
    found = PREFIX.match(line) if line.startswith("date ") else None
    if not found:
        return None, line
    try:
        return date.fromisoformat(found.group(1)), line[found.end() :]
    except ValueError:
        return None, line


def dateline(paragraph: str) -> tuple[str | None, Stated | None]:
    """Return how a paragraph opens with place and day («ТУЛА, 5 мая 2024. »), and that day."""
    found = _opening().match(paragraph[:DATELINE_LENGTH])
    if not found or not _is_day(found.group("day")):
        return None, None
    words = found.group().strip()
    return found.group(), _stated(words, sure=True) if found.group("year") else None


def _is_day(words: str) -> bool:
    """«20.03», «3 июля»; not «12 терапевтов»."""
    return words.replace(".", "").isdigit() or _month(words.split()[1]) is not None


def published(
    before: Sequence[str], after: Sequence[str], *, dateline: Stated | None = None
) -> Stated | None:
    """Choose among the lines above the article, its dateline, and the lines below it.

    What says that it is the day of publication comes first; of equals, the nearest to the article.
    Several days below it are those of other stories.
    """
    below = _found([line for at, line in enumerate(after) if not _in_list(after, at)])
    if len({one.day for one in below}) > 1:
        below = [one for one in below if one.sure]
    found = [*_found(before)[::-1], *([dateline] if dateline else ()), *below]
    return next((one for one in found if one.sure), found[0] if found else None)


def _in_list(lines: Sequence[str], at: int) -> bool:
    """Whether neighbours begin with days too: «09.06.2025 Где купить рассаду» leads to a story."""
    beside = (lines[i] for i in (at - 1, at + 1) if 0 <= i < len(lines))
    return _opens(lines[at]) and any(map(_opens, beside))


def _opens(line: str) -> bool:
    """Whether a line begins with a day and goes on with words."""
    found = DATE.match(fold(line[:LONGEST]))
    return found is not None and WORD.search(line, found.end()) is not None


def _found(lines: Sequence[str]) -> list[Stated]:
    return [one for at in range(len(lines)) if (one := _line(lines, at)) is not None]


def is_date_line(line: str) -> bool:
    """Whether a line holds a date and little else: a clock counts, an event's day does not."""
    return _shape(line) is not None


class _Shape(NamedTuple):
    """A date in ``text``, which is a line or a part of one."""

    text: str
    found: re.Match[str]
    timed: bool
    sure: bool


def _shape(line: str) -> _Shape | None:
    if len(line) > LONGEST or DATED.search(fold(line)) is None:
        return None
    return _dated(line) or _imprint(line) or _signed(line)


def _signed(line: str) -> _Shape | None:
    """«Департамент здравоохранения области — 5 мая 2025 года»: whose page it is, and its day."""
    parts = DASH.split(line, maxsplit=1)
    if len(parts) < 2:
        return None
    day, body = parts if line[0].isdigit() else reversed(parts)
    shape = _dated(day)
    alone = shape and not WORD.findall(YEAR.sub(" ", DATE.sub(" ", fold(day))))
    return shape if alone and is_masthead(body) else None


def _imprint(line: str) -> _Shape | None:
    """«Заря». № 12 от 5 мая 2025 года. Цена свободная: short parts, one of them a date."""
    parts = [part for part in PARTS.split(line) if part]
    if len(parts) < 2 or any(len(WORD.findall(part)) > PART_WORDS for part in parts):
        return None
    if line.count("№") > 1:  # a list of a paper's issues
        return None
    sentence = len(WORD.findall(parts[-1])) > FREE_WORDS and parts[-1].endswith(STOPS)
    if sentence or any(_labels(part) for part in parts):
        return None
    shapes = [shape for part in parts if (shape := _dated(part))]
    sure = [shape for shape in shapes if shape.sure]
    single = len(shapes) == 1 and len(DATE.findall(fold(line))) == 1
    return sure[0] if sure else shapes[0] if single else None


def _labels(part: str) -> bool:
    """«Когда: …», «Место: …»: what has such a label tells of an event."""
    label, colon, _ = fold(part).partition(": ")
    words = WORD.findall(label)
    return (
        bool(colon)
        and words != []
        and listed("chrome", "published").isdisjoint(words)
        and (listed("chrome", "unpublished").isdisjoint(words))
    )


def _dated(line: str) -> _Shape | None:
    low = fold(line)
    found = DATE.search(low)
    if not found or RANGE.search(low[: found.start()]) or RANGE.search(low[found.end() :]):
        return None
    rest = low[: found.start()] + " " + low[found.end() :]
    words = WORD.findall(WEEKDAY.sub(" ", YEAR.sub(" ", TIME.sub(" ", rest))))
    if not listed("chrome", "unpublished").isdisjoint(words):
        return None
    sure = not listed("chrome", "published").isdisjoint(words)
    if len(words) > (LABELLED_WORDS if sure else FREE_WORDS + 2 * ("|" in line)):
        return None
    return _Shape(line, found, TIME.search(rest) is not None, sure)


def _line(lines: Sequence[str], at: int) -> Stated | None:
    shape = _shape(lines[at])
    if shape is None or _is_clock(lines, at, shape) or _is_label(lines, at):
        return None
    return _stated(shape.text, sure=shape.sure)


def _is_clock(lines: Sequence[str], at: int, shape: _Shape) -> bool:
    """«Вторник, 15 июля, 2025», or a weekday's date without an hour beside the weather."""
    low = fold(shape.text)
    rest = low[: shape.found.start()] + " " + low[shape.found.end() :]
    if not shape.timed and not shape.sure and WEATHER.search(rest):
        return True
    if WEEKDAY.match(low) is None:
        return False
    if shape.found["comma"]:
        return True
    around = [fold(lines[i]) for i in range(max(0, at - 3), min(at + 4, len(lines))) if i != at]
    return not shape.timed and any(
        TEMPERATURE.match(line) or line.startswith(table("chrome")["widgets"]) for line in around
    )


def _is_label(lines: Sequence[str], at: int) -> bool:
    """«Дата: 5 мая 2025» over «Место: …» is the event's."""
    around = [fold(lines[i]) for i in (at - 1, at + 1) if 0 <= i < len(lines)]
    return fold(lines[at]).startswith(("дата:", "күні:")) and any(
        line.startswith(table("chrome")["labels"]) and ":" in line for line in around
    )


def _stated(line: str, *, sure: bool) -> Stated | None:
    found = DATE.search(fold(line))
    day = _day(found) if found else None
    return Stated(day, line, sure) if day else None


def _day(found: re.Match[str]) -> date | None:
    groups = {k: v for k, v in found.groupdict().items() if v}
    numbers = {k[0]: v for k, v in groups.items() if k[0] in "ymd"}
    month = int(numbers["m"]) if numbers["m"].isdigit() else _month(numbers["m"])
    year = int(numbers["y"]) + (2000 if len(numbers["y"]) == 2 else 0)
    if month is None or not 1990 <= year <= 2100:
        return None
    try:
        return date(year, month, int(numbers["d"]))
    except ValueError:
        return None


def _month(word: str) -> int | None:
    return _months().get(fold(word)[:3])


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    """Return how an article opens with place and day, and maybe the agency that reports."""
    agencies = "|".join(table("chrome")["agencies"])
    return re.compile(
        r"[«\"]?[А-ЯЁӘҒҚҢӨҰҮҺІ][\w-]+(?:[ -][А-ЯЁ][\w-]+){0,2}[,.]\s+"
        r"(?P<day>\d{1,2}\s+[^\W\d_]{3,9}\.?|\d{1,2}\.\d{2}(?=\.\d{4}))"
        r"(?P<year>,?[\s.]\s*\d{4}(?:\s*(?:г\b|года\b))?)?"
        r"(?:[.,]?\s*/[^/.]{2,40}/"
        rf"|[.,]?\s*[—–/(-]?\s*[«\"]?(?i:{agencies})\b[^.:—–)/]{{0,40}}[)/»]?)?"
        r"(?(year)(?:[.,]\s*[A-ZА-ЯЁ][\w-]*(?:\s+[A-ZА-ЯЁ][\w-]*){0,3})?)"
        r"\s*[.:—–-]\s+(?=[«\"А-ЯЁӘҒҚҢӨҰҮҺІ\d])"
    )


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    lists = table("chrome")["months"]
    return {start: number for number, starts in enumerate(lists, 1) for start in starts.split()}
