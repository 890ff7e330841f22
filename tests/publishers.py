"""Sources that point at a scripted site, and what is collected from them."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest

from scraper.adapters import LayoutProblem, collect
from scraper.post import Post
from scraper.source import Source
from tests.replica import Answer, Clock, Replica, fetcher

HERE = Path(__file__).parent


def publisher(url: str, adapter: str, **said: Any) -> Source:
    table = {"id": "test", "path": HERE / "test.toml", "name": "Учебный источник", "role": "press",
             "region": "RU-OMS", "url": url, "adapter": adapter}  # fmt: skip
    return Source.model_validate(table | said, context={"folder": HERE})


def posts(source: Source, clock: Clock | None = None) -> list[Post]:
    return list(collect(source, fetcher(clock or Clock()).getter(source.fetch)))


def layout(source: Source) -> LayoutProblem:
    """What is told of a source that answers with something else than it promises."""
    with pytest.raises(LayoutProblem) as caught:
        posts(source)
    return caught.value


def page(body: str, head: str = "", **more: Any) -> Answer:
    text = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return Answer(body=text.encode(), headers={"Content-Type": "text/html"}, **more)


def article(site: Replica, path: str, title: str, head: str = "") -> str:
    """Script an article's page; return its address."""
    text = f"<h1>{title}</h1><i class=d>5 марта 2026</i><div class=b><p>Текст: {title}.</p></div>"
    return site.on(path, page(text, head))


def listing(*links: str, after: str = "") -> Answer:
    items = "".join(f'<li><a href="{html.escape(link)}">{link}</a></li>' for link in links)
    return page(f"<ul class=news>{items}</ul>{after}")


SELECTORS = {"link": ".news a", "title": "h1", "date": ".d", "body": ".b"}


def newspaper(site: Replica, **said: Any) -> Source:
    return publisher(site.url("/news/"), "html", html=SELECTORS | said)
