"""The forms that every list is published in, under the same names everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from builder.language.speech import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way to take a list; ``title`` is the link's own, ``about`` says what it is good for."""

    file: str
    media: str
    title: str
    about: str


FORMS = (
    Form(
        file="feed.atom",
        media="application/atom+xml",
        title="Atom",
        about=say("Лента новых объявлений для Outlook, Thunderbird и других программ чтения лент"),
    ),
    Form(
        file="feed.rss",
        media="application/rss+xml",
        title="RSS",
        about=say("Та же лента для программ, которые не знают Atom"),
    ),
    Form(
        file="feed.json",
        media="application/feed+json",
        title="JSON Feed",
        about=say("Та же лента для программистов, JSON Feed 1.1"),
    ),
    Form(
        file="sroki.ics",
        media="text/calendar",
        title=say("Сроки в календарь"),
        about=say("Сроки подачи с напоминаниями за 7 дней и за день"),
    ),
    Form(
        file="sobytiya.ics",
        media="text/calendar",
        title=say("События в календарь"),
        about=say("Дни обучения, конференций и отборов"),
    ),
    Form(
        file="list.csv",
        media="text/csv",
        title=say("CSV для Excel"),
        about=say("Таблица со всеми полями, открывается в русском Excel двойным щелчком"),
    ),
    Form(
        file="list.json",
        media="application/json",
        title="JSON",
        about=say("Те же записи для программ, по опубликованной схеме"),
    ),
)
"""In the order in which they stand under a list. The first is the page's main feed."""
