"""Front matter values to an :class:`Announcement`, or to all that is wrong, in Russian.

pydantic is imported when something may be wrong: most files are plainly right.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from model.announcement import FIELDS, FRONT_MATTER, Announcement, day
from model.plainfields import plain_announcement
from model.problem import meant

if TYPE_CHECKING:
    from pydantic import TypeAdapter

MESSAGES = {
    "missing": "нет обязательного поля",
    "int_parsing": "нужно целое число",
    "int_type": "нужно целое число",
    "bool_parsing": "нужно true или false",
    "bool_type": "нужно true или false",
    "string_type": "нужна строка текста",
    "tuple_type": "нужен список: каждое значение с новой строки после «- »",
    "dict_type": "нужны пары «поле: цитата»",
    "date_type": "дата пишется так: 2026-11-28",
}


class Complaint(NamedTuple):
    """``field`` as written in the file; ``found`` the value there."""

    field: str
    found: str
    message: str
    hint: str = ""


@cache
def adapter() -> TypeAdapter[Announcement]:
    from pydantic import TypeAdapter

    return TypeAdapter(Announcement)


def validate(values: Mapping[str, Any]) -> Announcement | list[Complaint]:
    """Empty values count as unsaid. Every complaint is gathered, not only the first."""
    said = {name: value for name, value in values.items() if value not in ("", None)}
    found = plain_announcement(said) or read(said)
    return found if isinstance(found, list) else contradictions(found) or found


def read(said: Mapping[str, Any]) -> Announcement | list[Complaint]:
    """Anything at all by pydantic's rules, of which :mod:`model.plainfields` knows the plain."""
    from pydantic import ValidationError

    try:
        return adapter().validate_python(said)
    except ValidationError as error:
        return [_complaint(one, said) for one in error.errors(include_url=False)]


def _complaint(error: Any, values: Mapping[str, Any]) -> Complaint:
    field = str(error["loc"][0]) if error["loc"] else ""
    found = str(error["input"] if error["type"] != "missing" else "")
    match error["type"]:
        case "unexpected_keyword_argument":
            return Complaint(field, found, "неизвестное поле", meant(field, FRONT_MATTER))
        case "enum":
            allowed = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
            hint = meant(found, allowed.split(", "))
            return Complaint(field, found, f"можно: {allowed}", hint)
        case "value_error":
            message, _, hint = str(error["ctx"]["error"]).partition("; ")
            return Complaint(field, found, message, hint)
        case kind:
            return Complaint(field, found, MESSAGES.get(kind, f"не подходит ({error['msg']})"))


def contradictions(announcement: Announcement) -> list[Complaint]:
    """What no announcement can mean: windows that end before they begin, marks on no field."""
    out = []
    for first, last in (("apply_open", "apply_close"), ("event_start", "event_end")):
        start, end = getattr(announcement, first), getattr(announcement, last)
        if start and end and day(end) < day(start):
            out.append(Complaint(last, str(end), f"раньше, чем {first}: {start}"))
    for name in ("inferred", "review", "confirmed"):
        out += [
            Complaint(name, mark, "нет такого поля", meant(mark, FRONT_MATTER))
            for mark in getattr(announcement, name)
            if mark not in FIELDS
        ]
    out += [
        Complaint("evidence", key, "нет такого поля", meant(key, FRONT_MATTER))
        for key in announcement.evidence
        if key not in FIELDS
    ]
    return out


def json_schema() -> dict[str, Any]:
    """The published schema of the data, with Russian titles."""
    schema = adapter().json_schema()
    for name, field in FIELDS.items():
        schema["properties"][name]["title"] = field.metadata["label"]
    return schema
