"""The page of data for those who program: the dictionary of fields, the forms, the schema.

What a field is follows from the model, so that neither page nor schema can fall behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from builder.forms.dataset import PAGE, PAGE_LABEL, PUBLIC, SCHEMA
from builder.forms.form import FORMS, Form
from builder.language.names import field
from builder.language.speech import retold, say
from builder.page import Crumb, Head, Page
from builder.pages.listing import Link
from builder.parts.regions import HOME
from builder.site import Site
from model.announcement import FIELDS
from model.table import parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """A line of the dictionary; ``values`` are a closed list, ``required`` is in every record."""

    name: str
    label: str
    type: str
    note: str
    values: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """``lists`` are examples of lists that have all the forms."""

    head: Head
    forms: tuple[Form, ...]
    lists: tuple[Link, ...]
    fields: tuple[FieldRow, ...]


def data_pages(lists: tuple[Link, ...], site: Site) -> Iterator[Page]:
    """The page and the schema beside it."""
    published = schema(site)
    title = say("Данные, ленты, календари")
    head = Head(
        title=title,
        description=say("Все объявления сайта лентами, календарями, таблицей и записями JSON"),
        section="data/",
        crumbs=(HOME, Crumb(title=title)),
        forms="",
    )
    context = DataPage(head=head, forms=FORMS, lists=lists, fields=tuple(_rows(published)))
    yield Page(path="data/index.html", template="data.html", context=context)
    yield Page(path=SCHEMA, template="schema.json", context=published)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    table = parsed(Path(__file__).with_name("fields.toml"))
    return {name: retold(own) for name, own in table.items()}


def schema(site: Site) -> dict[str, Any]:
    """JSON Schema of ``list.json``: the model's own, without what is not published."""
    from model.schema import json_schema

    record = json_schema()
    definitions = record.pop("$defs")
    notes = _words()["note"]
    told = {name: record["properties"][name] | {"description": notes[name]} for name in PUBLIC}
    page = {"title": PAGE_LABEL, "description": notes[PAGE], "type": "string", "format": "uri"}
    one = record | {
        "title": say("Объявление"),
        "description": say("Поля нет, если текст об этом не говорит."),
        "properties": told | {PAGE: page},
        "required": [*record["required"], PAGE],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": site.address(SCHEMA),
        "title": say("{site}: список объявлений", site=site.name),
        "type": "object",
        "required": ["schema", "title", "page", "announcements"],
        "properties": {
            "schema": {"type": "string", "format": "uri"},
            "title": {"type": "string"},
            "page": {"type": "string", "format": "uri"},
            "announcements": {"type": "array", "items": {"$ref": "#/$defs/Announcement"}},
        },
        "$defs": definitions | {"Announcement": one},
    }


def _rows(published: Mapping[str, Any]) -> Iterator[FieldRow]:
    definitions = published["$defs"]
    record = definitions["Announcement"]
    for name, told in record["properties"].items():
        yield FieldRow(
            name=name,
            label=field(name) if name in FIELDS else PAGE_LABEL,
            type=_type(told),
            note=told["description"],
            values=_values(told, definitions),
            required=name in record["required"],
        )


def _shapes(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in told.get("anyOf", [told]) if one.get("type") != "null"]


def _type(told: Mapping[str, Any]) -> str:
    shapes = _shapes(told)
    formats = {one.get("format") for one in shapes}
    words = _words()["type"]
    if "date-time" in formats:
        return words["moment"]
    if "date" in formats:
        return words["date"]
    first = shapes[0]
    if first.get("format") == "uri" or "https?" in first.get("pattern", ""):
        return words["link"]
    return words[first.get("type", "string")]


def _values(told: Mapping[str, Any], definitions: Mapping[str, Any]) -> tuple[str, ...]:
    references = [one["$ref"].rpartition("/")[2] for one in _shapes(told) if "$ref" in one]
    return tuple(value for name in references for value in definitions[name]["enum"])
