"""The page of statistics. It names no day: it moves only when announcements do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.edition import Edition
from builder.language import words
from builder.language.speech import say
from builder.page import Crumb, Head, Page
from builder.pages.statistics.chart import Chart
from builder.pages.statistics.count import by_kind, by_month, by_region, notice, stated
from builder.parts.regions import HOME

TITLE = say("Статистика")
CHARTS = (by_month, by_kind, by_region, notice, stated)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsPage:
    """``total`` says how much was counted, in words."""

    head: Head
    total: str
    charts: tuple[Chart, ...]


def statistics_pages(edition: Edition) -> Iterator[Page]:
    found = tuple(entry.announcement for entry in edition.entries)
    context = StatisticsPage(
        head=Head(
            title=TITLE,
            description=say(
                "Объявления по месяцам, видам и регионам; сколько времени дают на заявку"
            ),
            section="statistics/",
            crumbs=(HOME, Crumb(title=TITLE)),
        ),
        total=words.count(len(found), "announcement"),
        charts=tuple(chart(found) for chart in CHARTS),
    )
    yield Page(path="statistics/index.html", template="statistics.html", context=context)
