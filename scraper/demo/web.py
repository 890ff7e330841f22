"""The replica web as one pure function: a site and what it is asked in, its answer out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import parse_qsl, unquote, urlsplit

from scraper.demo import bitrix, courier, govkz, mosru, news_sitemap, portals, telegram, wordpress
from scraper.demo.reply import Ask, Reply

SITES: Mapping[str, Callable[[Ask], Reply]] = {
    "bitrix": bitrix.answer,
    "list": courier.answer,
    "wordpress": wordpress.answer,
    "mosru": mosru.answer,
    "govkz": govkz.answer,
    "telegram": telegram.answer,
    "sitemap": news_sitemap.answer,
    "netcat": portals.netcat,
    "mosreg": portals.mosreg,
    "tatarstan": portals.tatarstan,
    "cap": portals.cap,
}


def answer(
    site: str, target: str, *, origin: str, moment: datetime, headers: Mapping[str, str]
) -> Reply:
    """Answer a request line's target. ``moment`` is what the site takes for now."""
    parts = urlsplit(target)
    ask = Ask(
        path=unquote(parts.path) or "/",
        origin=origin,
        moment=moment,
        query=dict(parse_qsl(parts.query, keep_blank_values=True)),
        headers={name.lower(): value for name, value in headers.items()},
    )
    return SITES[site](ask)
