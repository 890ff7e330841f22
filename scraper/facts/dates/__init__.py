"""Dates in Russian and Kazakh text, as days.

Knows cases of months, ranges, open ends, relative words and missing years; knows nothing of what
a date is for. Says nothing rather than guess: streets, telephones, ages and feasts are no dates.
"""

from __future__ import annotations

from scraper.facts.dates.carried import carried
from scraper.facts.dates.read import LIMIT, best, spans
from scraper.facts.dates.span import Clock, DateSpan, Precision, Role
from scraper.facts.dates.tense import Sense, sense

__all__ = [
    "LIMIT",
    "Clock",
    "DateSpan",
    "Precision",
    "Role",
    "Sense",
    "best",
    "carried",
    "sense",
    "spans",
]
