"""Pages that tell of no announcement, and files that follow from the model alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.language import words
from builder.language.names import states
from builder.language.speech import say, spoken
from builder.page import Crumb, Head, Page
from builder.parts.regions import HOME
from model import status
from model.status import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """The context of a page that tells of no announcement."""

    head: Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What the browser needs to tell a status in the same words as the build."""

    states: tuple[State, ...]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    days: tuple[str, ...]
    left: tuple[str, ...]
    soon: int
    fresh: int
    language: str
    forms: Mapping[str, int]
    cases: Mapping[str, Mapping[str, str]]


def plain_files() -> Iterator[Page]:
    yield Page(path="404.html", template="404.html", context=_head(say("Нет такой страницы")))
    yield Page(path="_headers", template="headers.txt", context=None)
    yield Page(path=".htaccess", template="htaccess.txt", context=None)
    yield Page(path="static/status.js", template="status.js", context=_script())


def _head(title: str, section: str = "none") -> Plain:
    crumbs = (HOME, Crumb(title=title))
    return Plain(head=Head(title=title, description=title, section=section, crumbs=crumbs))


def _script() -> Script:
    return Script(
        states=tuple(states().values()),
        months=words.months(),
        weekdays=words.weekdays(),
        days=words.forms("day"),
        left=words.forms("left"),
        soon=status.SOON,
        fresh=status.FRESH,
        language=spoken(),
        forms=words.form_of(),
        cases=words.month_cases(),
    )
