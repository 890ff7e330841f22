"""What is counted: pure functions from announcements to charts.

Only what the texts state is counted; what they leave unsaid is counted as unsaid.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from statistics import median

from builder.language import words
from builder.language.speech import say
from builder.pages.statistics.chart import Bar, Chart, bars
from builder.parts.card import NOWHERE, region_name
from builder.parts.regions import region_path
from model.announcement import Announcement, Kind, Stage, day
from model.region import regions

MONTHS = 24
REGIONS = 20
"""Bars of a chart; its table has all rows."""

LATER = say("позже срока")
SPANS = (
    (7, say("до недели")),
    (14, say("8–14 дней")),
    (30, say("15–30 дней")),
    (60, say("31–60 дней")),
)
LONGER = say("больше 60 дней")

Announcements = Sequence[Announcement]


def by_month(found: Announcements) -> Chart:
    dated = Counter((a.published.year, a.published.month) for a in found if a.published)
    rows = [(words.month_title(*key), dated[key]) for key in _months(dated)]
    undated = sum(1 for a in found if a.published is None)
    silent = " " + say("Без даты публикации: {n}.", n=undated) if undated else ""
    last = rows[-MONTHS:]
    return Chart(
        id="months",
        title=say("По месяцам публикации"),
        remark=say(
            "Месяц, в котором источник напечатал объявление. Прошлые месяцы неполны: источники"
            " хранят старые новости по-разному."
        )
        + silent,
        columns=(say("Месяц"), say("Объявлений")),
        bars=bars(last, most=max((n for _, n in rows), default=0)),
        rest=bars(rows[:-MONTHS]),
    )


def _months(dated: Counter[tuple[int, int]]) -> list[tuple[int, int]]:
    """Every month from the first to the last, empty ones too."""
    if not dated:
        return []
    first, last = min(dated), max(dated)
    count = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    # A single wrong year must not draw a thousand empty months.
    if count > MONTHS * 10:
        return sorted(dated)
    return [(first[0] + (first[1] - 1 + n) // 12, (first[1] - 1 + n) % 12 + 1)
            for n in range(count)]  # fmt: skip


def by_kind(found: Announcements) -> Chart:
    kinds = words.table()["kind"]
    stages = words.table()["stage"]
    rows = [
        (f"{kinds[kind]['many']}: {stages[stage].lower()}",
         sum(1 for a in found if a.kind is kind and a.stage is stage))
        for kind in Kind
        for stage in Stage
    ]  # fmt: skip
    return Chart(
        id="kinds",
        title=say("По видам"),
        remark=say(
            "Набор — то, на что звали подать заявку; отчёт — рассказ о том, что уже было."
            " Стадия названа на день публикации."
        ),
        columns=(say("Вид и стадия"), say("Объявлений")),
        bars=bars(rows),
    )


def by_region(found: Announcements) -> Chart:
    counted = Counter(a.region or "" for a in found)
    rows = sorted(counted.items(), key=lambda row: (-row[1], _region(row[0])))
    drawn = _linked(rows)
    silent = [name for code in regions() if not counted[code] and (name := region_name(code))]
    return Chart(
        id="regions",
        title=say("По регионам"),
        remark=say(
            "Регион, к которому относится объявление, по убыванию. Много объявлений — не то же,"
            " что много мест: считаются публикации, которые мы прочитали."
            " Регионов, о которых не нашли ничего: {n}.",
            n=len(silent),
        ),
        columns=(say("Регион"), say("Объявлений")),
        bars=drawn[:REGIONS],
        rest=drawn[REGIONS:],
    )


def _linked(rows: Iterable[tuple[str, int]]) -> tuple[Bar, ...]:
    told = list(rows)
    drawn = bars((_region(code), n) for code, n in told)
    return tuple(
        replace(bar, path=region_path(code) if code else "")
        for bar, (code, _) in zip(drawn, told, strict=True)
    )


def _region(code: str) -> str:
    return region_name(code) if code else NOWHERE


def notice(found: Announcements) -> Chart:
    """How long before its deadline a call is printed."""
    calls = [a for a in found if a.stage is Stage.CALL]
    left = [days for a in calls if (days := _days(a)) is not None]
    counted = Counter(map(_span, left))
    told = [say("Дней от публикации до срока подачи.")]
    if left:
        middle = _about(median(left))
        told.append(say("Половина вышла за {days} до срока или раньше.", days=middle))
    unsaid, whole = len(calls) - len(left), len(calls)
    told.append(
        say(
            "Не посчитано, потому что одной из дат в тексте нет: {n} из {all}.",
            n=unsaid,
            all=whole,
        )
    )
    return Chart(
        id="notice",
        title=say("Сколько времени на заявку"),
        remark=" ".join(told),
        columns=(say("От публикации до срока"), say("Наборов")),
        bars=bars((span, counted[span]) for span in (*dict(SPANS).values(), LONGER, LATER)),
    )


def _days(a: Announcement) -> int | None:
    if a.published is None or a.apply_close is None or "apply_close" in a.review:
        return None
    return (day(a.apply_close) - a.published).days


def _span(days: int) -> str:
    if days < 0:
        return LATER
    return next((label for most, label in SPANS if days <= most), LONGER)


def _about(days: float) -> str:
    return words.count(round(days), "day")


SAID: tuple[tuple[str, Callable[[Announcement], bool]], ...] = (
    (say("Срок подачи"), lambda a: a.apply_close is not None),
    (say("Кому"), lambda a: bool(a.audience)),
    (say("Условия"), lambda a: a.eligibility is not None),
    (say("Организатор"), lambda a: a.organiser is not None),
    (say("Когда проходит"), lambda a: a.event_start is not None),
    (say("Место или формат"), lambda a: bool(a.place or a.format)),
    (say("Как подать заявку"), lambda a: bool(a.apply_url or a.contacts)),
    (say("Стоимость"), lambda a: a.cost is not None),
    (say("Баллы НМО"), lambda a: a.credits is not None),
)


def stated(found: Announcements) -> Chart:
    """What texts of calls say at all."""
    calls = [a for a in found if a.stage is Stage.CALL]
    rows = [(label, _percent(sum(map(said, calls)), len(calls))) for label, said in SAID]
    return Chart(
        id="stated",
        title=say("О чём говорят тексты наборов"),
        remark=say(
            "Доля наборов, в тексте которых мы нашли сведение. Чего программа не прочла,"
            " здесь считается несказанным."
        ),
        columns=(say("Сведение"), say("Доля наборов")),
        bars=bars(rows, most=100, unit=f"{words.NBSP}%"),
    )


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
