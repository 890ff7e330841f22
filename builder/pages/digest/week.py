"""Weeks as digests are named by: ISO weeks, Monday to Sunday, «2026-W47»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from builder.language import words
from builder.language.speech import say

SLUG = re.compile(r"(\d{4})-W(\d{2})")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Week:
    """A week by its Monday."""

    monday: date

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def slug(self) -> str:
        return f"{self.monday.isocalendar().year}-W{self.number:02}"

    @property
    def path(self) -> str:
        return f"digest/{self.slug}/"

    @property
    def next(self) -> Week:
        return Week(monday=self.monday + timedelta(days=7))

    @property
    def span(self) -> str:
        """«16–22 ноября 2026 года», «30 ноября – 6 декабря 2026 года»"""
        first, last = self.monday, self.sunday
        if first.month == last.month:
            return say(
                "{first}–{last} {year}~года",
                first=first.day,
                last=words.day_month(last),
                year=last.year,
            )
        return f"{words.in_year(first, last.year)} – {words.full(last)}"


def week_of(day: date) -> Week:
    return Week(monday=day - timedelta(days=day.weekday()))


def week_named(slug: str) -> Week | None:
    """The week of a slug; ``None`` if it names none."""
    match = SLUG.fullmatch(slug)
    if not match:
        return None
    try:
        return Week(monday=date.fromisocalendar(int(match[1]), int(match[2]), 1))
    except ValueError:
        return None
