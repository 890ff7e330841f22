"""Feeds, calendars, tables and data parsed by readers that share no code with their writers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checks.finding import Finding
from checks.tree import Tree

XML = (".atom", ".rss", ".xml")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def unreadable(tree: Tree) -> Iterator[Finding]:
    for name in tree.named(*XML):
        yield from _told(name, _xml(tree, name))
    for name in tree.named(".ics"):
        yield from _told(name, _calendar(tree, name))
    for name in tree.named("list.csv"):
        yield from _told(name, _table(tree, name))
    for name in tree.named("feed.json"):
        yield from _told(name, _json_feed(tree, name))
    yield from _data(tree)


def _told(name: str, faults: Iterator[str]) -> Iterator[Finding]:
    for what in faults:
        yield Finding(where=name, what=what)


def _xml(tree: Tree, name: str) -> Iterator[str]:
    from lxml import etree

    try:
        root = etree.fromstring((tree.folder / name).read_bytes())
    except etree.XMLSyntaxError as error:
        yield f"не XML: {error}"
        return
    if name.endswith((".atom", ".rss")):
        yield from _feed(tree, name)
        return
    for place in root.iter(SITEMAP):
        if not str(place.text or "").startswith(("http://", "https://")):
            yield f"адрес не полный: {place.text}"


def _feed(tree: Tree, name: str) -> Iterator[str]:
    import feedparser

    told = feedparser.parse((tree.folder / name).read_bytes())
    if told.bozo:
        yield f"лента не читается: {told.bozo_exception}"
    if not told.feed.get("title"):
        yield "у ленты нет названия"
    ids = [entry.get("id") for entry in told.entries]
    if None in ids or len(set(ids)) != len(ids):
        yield "у записей нет своих постоянных имён (id)"
    for entry in told.entries:
        if not entry.get("link", "").startswith(("http://", "https://")):
            yield f"у записи нет полной ссылки: {entry.get('title', '')[:60]}"


def _calendar(tree: Tree, name: str) -> Iterator[str]:
    import vobject

    data = (tree.folder / name).read_bytes()
    if b"\r\n" not in data or any(len(line) > 75 for line in data.split(b"\r\n")):
        yield "строки календаря не по RFC 5545 (CRLF, не длиннее 75 байт)"
    try:
        calendar = vobject.readOne(data.decode("utf-8"), validate=True)
        events = calendar.contents.get("vevent", [])
        uids = [event.uid.value for event in events]
    except (vobject.base.ParseError, vobject.base.ValidateError, AttributeError) as error:
        yield f"календарь не читается: {error}"
        return
    if len(set(uids)) != len(uids):
        yield "UID повторяются"
    for event in events:
        if not hasattr(event, "dtstart") or not hasattr(event, "summary"):
            yield f"у события нет дня или названия: {event.uid.value}"


def _table(tree: Tree, name: str) -> Iterator[str]:
    data = (tree.folder / name).read_bytes()
    if not data.startswith(b"\xef\xbb\xbf"):
        yield "нет BOM: русский Excel покажет не те буквы"
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    if not rows or len({len(row) for row in rows}) != 1:
        yield "в строках таблицы разное число полей"
    if any(cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row):
        yield "поле, которое Excel примет за формулу"


def _json(tree: Tree, name: str) -> Any:
    return json.loads((tree.folder / name).read_text("utf-8"))


def _json_feed(tree: Tree, name: str) -> Iterator[str]:
    told = _json(tree, name)
    if told.get("version") != "https://jsonfeed.org/version/1.1" or not told.get("title"):
        yield "не JSON Feed 1.1"
    items = told.get("items", [])
    if any(not one.get("id") or not one.get("url") for one in items):
        yield "у записи нет id или url"
    if any("content_html" not in one and "content_text" not in one for one in items):
        yield "у записи нет содержания"


def _data(tree: Tree) -> Iterator[Finding]:
    """Lists against the schema that the site itself publishes."""
    from jsonschema import Draft202012Validator

    validators: dict[str, Draft202012Validator] = {}
    for name in tree.named("list.json"):
        told = _json(tree, name)
        schema = told["schema"].rpartition("/")[2]
        [place] = [one for one in tree.named(schema) if Path(one).name == schema]
        validator = validators.setdefault(place, Draft202012Validator(_json(tree, place)))
        for fault in validator.iter_errors(told):
            yield Finding(where=name, what=f"не по схеме: {fault.json_path}: {fault.message[:200]}")
