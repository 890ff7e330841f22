"""Facts of an announcement as rows: a value or «не указано», its proof and every doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from builder.language import names, words
from builder.language.speech import say
from builder.parts.card import audience, hour, listed, place, region_name
from builder.parts.evidence import Quote, at_words, in_context, plain
from builder.parts.objection import objection
from model.announcement import Announcement, Moment, Stage, day

DATES = ("apply_open", "apply_close", "event_start", "event_end")
YEAR = say("год выведен по дате публикации")
READ = say("выведено, прямо не сказано")
CHECKED = say("проверяет редактор")
VAGUE = say("точной даты в тексте нет")
CONFIRMED = say("подтвердил редактор")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """``value`` is empty where the text does not say; ``marks`` are doubts in words."""

    id: str
    label: str
    value: str
    quotes: tuple[Quote, ...] = ()
    marks: tuple[str, ...] = ()
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """How one row is made; ``fields`` are those of the record that it tells."""

    label: str
    fields: tuple[str, ...]
    value: Callable[[Announcement], str]
    optional: bool = False
    strong: bool = False


def _until(a: Announcement) -> str:
    if a.apply_close is None:
        return ""
    last = day(a.apply_close)
    told = [say("до {day}", day=words.full(last)), words.weekday(last), hour(a)]
    return ", ".join(filter(None, told))


def _from(moment: Moment | None) -> str:
    return words.full(day(moment)) if moment else ""


def _specialties(a: Announcement) -> str:
    return listed(tuple(map(names.specialty, a.specialties)))


def _plainly(field: str) -> Row:
    """A field whose text is shown as it is."""
    return Row(
        label=names.field(field), fields=(field,), value=lambda a: str(getattr(a, field) or "")
    )


def _if_said(row: Row) -> Row:
    return Row(label=row.label, fields=row.fields, value=row.value, optional=True)


DEADLINE = Row(label=say("Срок подачи"), fields=("apply_close",), value=_until, strong=True)
OPENING = Row(
    label=say("Начало приёма"), fields=("apply_open",), value=lambda a: _from(a.apply_open)
)  # fmt: skip
HELD = Row(
    label=say("Когда проходит"),
    fields=("event_start", "event_end"),
    value=lambda a: words.span(a.event_start, a.event_end),
)
PEOPLE = Row(label=say("Кому"), fields=("audience",), value=lambda a: listed(audience(a)))
SPECIALTIES = Row(label=say("Специальности"), fields=("specialties",), value=_specialties)
PLACE = Row(label=say("Место, формат"), fields=("place", "format"), value=place)
REGION = Row(
    label=say("Регион"),
    fields=("region",),
    value=lambda a: region_name(a.region) if a.region else "",
)
NAME = _if_said(_plainly("name"))
ISSUER = _if_said(_plainly("issuer"))
ORGANISER, MEMBERS = _plainly("organiser"), _plainly("participants")
TERMS, CREDITS, COST = _plainly("eligibility"), _plainly("credits"), _plainly("cost")

ROWS: dict[Stage, tuple[Row, ...]] = {
    Stage.CALL: (
        DEADLINE, OPENING, NAME, PEOPLE, SPECIALTIES, TERMS, HELD, REGION, PLACE, ORGANISER, ISSUER,
        MEMBERS, CREDITS, COST,
    ),
    Stage.UPCOMING: (
        HELD, REGION, PLACE, NAME, PEOPLE, SPECIALTIES, TERMS, _if_said(DEADLINE),
        _if_said(OPENING), ORGANISER, ISSUER, MEMBERS, CREDITS, COST,
    ),
    Stage.REPORT: (
        HELD, REGION, PLACE, NAME, MEMBERS, PEOPLE, SPECIALTIES, ORGANISER, ISSUER,
        _if_said(CREDITS), _if_said(DEADLINE), _if_said(OPENING), _if_said(TERMS), _if_said(COST),
    ),
}  # fmt: skip


def facts(a: Announcement, objections: Mapping[str, Any] | None = None) -> tuple[Fact, ...]:
    """The stage's rows in their order, what is not said after what is.

    ``objections`` are values that the source now has for fields that an editor owns.
    """
    body = plain(a.body) if a.evidence else ""
    made = [_fact(row, a, body, objections or {}) for row in ROWS[a.stage]]
    shown = [fact for row, fact in zip(ROWS[a.stage], made, strict=True) if _shown(row, fact)]
    return (*(f for f in shown if f.value or f.quotes), *(f for f in shown if not _told(f)))


def _told(fact: Fact) -> bool:
    return bool(fact.value or fact.quotes)


def _shown(row: Row, fact: Fact) -> bool:
    return _told(fact) or not row.optional


def _fact(row: Row, a: Announcement, body: str, objections: Mapping[str, Any]) -> Fact:
    value = row.value(a)
    quotes = [_quote(a, body, field) for field in row.fields if a.evidence.get(field)]
    objected = (objection(a, f, objections[f]) for f in row.fields if f in objections)
    return Fact(
        id=row.fields[0],
        label=row.label,
        value=value,
        quotes=tuple(dict.fromkeys(quotes)),
        marks=(*_marks(row, a, value, bool(quotes)), *filter(None, objected)),
        strong=row.strong,
    )


def _quote(a: Announcement, body: str, field: str) -> Quote:
    """The sentence, with a link to these words in the source."""
    words = a.evidence[field]
    href = at_words(a.source_url, words) if a.source_url else ""
    return replace(in_context(body, words), href=href)


def _marks(row: Row, a: Announcement, value: str, quoted: bool) -> tuple[str, ...]:
    marks = []
    if any(field in a.inferred for field in row.fields) and value:
        marks.append(YEAR if row.fields[0] in DATES else READ)
    if not value and quoted and row.fields[0] in DATES:
        marks.append(VAGUE)
    if any(field in a.review for field in row.fields):
        marks.append(CHECKED)
    if value and any(field in a.confirmed for field in row.fields):
        marks.append(CONFIRMED)
    return tuple(marks)
