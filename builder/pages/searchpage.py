"""The search page: its conditions, results and numbers are made in the browser (static/search/)."""

from __future__ import annotations

from dataclasses import dataclass

from builder.language.speech import say
from builder.page import Crumb, Head, Page
from builder.parts.regions import HOME


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """Nothing of it follows from the announcements."""

    head: Head


def search_page() -> Page:
    head = Head(
        title=say("Поиск"),
        description=say("Поиск по объявлениям об обучении и кадровых проектах медиков"),
        section="search/",
        crumbs=(HOME, Crumb(title=say("Поиск"))),
    )
    return Page(
        path="search/index.html", template="search/page.html", context=SearchPage(head=head)
    )
