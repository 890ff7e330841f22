"""«Предложить исправление»: where a reader tells of a mistake, with the page already named.

The address stands in content/site.toml: a mailbox, or a form of an issue tracker whose parameters
may hold ``{address}`` and ``{title}``.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from builder.language.speech import say

TITLE = 200
"""Letters of a title that a form's address carries; servers cut long ones."""


def correction(to: str, address: str, title: str) -> str:
    """The link for one page; empty if the site names nobody."""
    if not to:
        return ""
    title = title if len(title) <= TITLE else title[:TITLE].rstrip() + "…"
    if to.startswith("mailto:"):
        subject = quote(say("Исправление: {title}", title=title), safe="")
        page = say("Страница: {address}", address=address)
        body = quote(f"{page}\n\n{say('Что неверно и откуда это видно:')}\n", safe="")
        return f"{to}{'&' if '?' in to else '?'}subject={subject}&body={body}"
    return to.replace("{address}", quote(address, safe="")).replace(
        "{title}", quote(title, safe="")
    )


def problem(to: str) -> str:
    """What is wrong with the setting, empty if nothing is."""
    try:
        parts = urlsplit(to)
    except ValueError:
        return "не адрес"
    if parts.scheme == "mailto":
        return "" if "@" in parts.path else "нужна почта вида mailto:имя@домен"
    if parts.scheme in ("http", "https") and parts.hostname:
        return "" if "{address}" in to else "в адресе формы нет места для страницы: {address}"
    return "нужна почта (mailto:имя@домен) или форма (https://…{address}…{title})"
