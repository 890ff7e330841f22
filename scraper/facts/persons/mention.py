"""People named at one place, and how surely the text says that the thing is for them."""

from __future__ import annotations

from typing import NamedTuple

NAMED = 2.0
"""What those weigh whom a verb or a name makes learners, guests or winners."""
PART = 3.0
"""What is given to a group counted after a dash («врачи — 40»), to those named after «Кому:»."""


class Mention(NamedTuple):
    """People named at one place: label, how narrow it is (0–2) and how surely they are meant."""

    label: str
    narrow: int
    weight: float
    quote: str
