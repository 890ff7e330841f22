"""What an announcement is: its fields, their types and the words that people see for them.

Declared once; validation, the JSON Schema, the editor's form and the CSV columns derive from it.
Imports nothing heavy: validation lives in :mod:`model.schema`.
"""

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from model.check import iso_day, iso_moment, link, one_line, region_code, slug

Moment = datetime | date
"""A day, or an aware time where the text states one."""

Day = Annotated[date, iso_day]
DayOrTime = Annotated[Moment, iso_moment]

Line = Annotated[str, one_line]
Slug = Annotated[str, slug]
Link = Annotated[str, link]
Region = Annotated[str, region_code]


class Kind(StrEnum):
    """What it is about."""

    TRAINING = "training"
    CONFERENCE = "conference"
    TALENT = "talent"


class Stage(StrEnum):
    """As of publication: one can apply, an event is ahead, or it tells of what was or runs."""

    CALL = "call"
    UPCOMING = "upcoming"
    REPORT = "report"


class Format(StrEnum):
    """How one takes part."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


def said(label: str, **extra: Any) -> Any:
    """A field that may stay unsaid: ``None``, labelled for people in Russian."""
    return field(default=None, metadata={"label": label, **extra})


def listed(label: str) -> Any:
    return field(default=(), metadata={"label": label})


def flag(label: str) -> Any:
    return field(default=False, metadata={"label": label})


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One card of the site. ``id`` is the file's stem; everything else is front matter, then body.

    ``None`` and an empty list mean that the text does not say.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    id: Annotated[str, slug] = field(metadata={"label": "Идентификатор"})
    title: Line = field(metadata={"label": "Заголовок"})
    kind: Kind = field(metadata={"label": "Вид"})
    stage: Stage = field(metadata={"label": "Стадия"})
    region: Region | None = said("Регион")
    other_regions: tuple[Region, ...] = listed("Другие регионы")
    published: Day | None = said("Опубликовано")
    updated: Day | None = said("Изменено")
    apply_open: DayOrTime | None = said("Начало приёма")
    apply_close: DayOrTime | None = said("Срок подачи")
    event_start: Day | None = said("Начало события")
    event_end: Day | None = said("Конец события")
    programme: Slug | None = said("Программа")
    name: Line | None = said("Название")
    organiser: Line | None = said("Организатор")
    issuer: Line | None = said("Кто объявил")
    place: Line | None = said("Место")
    format: Format | None = said("Формат")
    participants: int | None = said("Участников")
    credits: Line | None = said("Баллы НМО")
    cost: Line | None = said("Стоимость")
    audience: tuple[Line, ...] = listed("Кому")
    specialties: tuple[Line, ...] = listed("Специальности")
    eligibility: Line | None = said("Условия")
    apply_url: Link | None = said("Ссылка на заявку")
    contacts: Line | None = said("Контакты")
    source: Slug | None = said("Источник")
    source_url: Link | None = said("Адрес в источнике")
    also_at: tuple[Link, ...] = listed("Перепечатки")
    reprint_of: Slug | None = said("Перепечатка объявления")
    fetched: Day | None = said("Прочитано")
    show: Annotated[str, one_line] | None = said("Показывать")
    evidence: dict[str, str] = field(default_factory=dict, metadata={"label": "Цитаты"})
    inferred: tuple[str, ...] = listed("Выведено, а не сказано")
    review: tuple[str, ...] = listed("Проверить человеку")
    confirmed: tuple[str, ...] = listed("Подтверждено человеком")
    draft: bool = flag("Черновик")
    hidden: bool = flag("Скрыто")
    pinned: bool = flag("Закреплено")
    cancelled: bool = flag("Отменено")
    body: str = field(default="", metadata={"label": "Текст"})


FIELDS: dict[str, Field[Any]] = {one.name: one for one in fields(Announcement)}
FRONT_MATTER = tuple(name for name in FIELDS if name not in ("id", "body"))


def day(moment: Moment) -> date:
    """The calendar day of a moment, in the zone that it is stated in."""
    return moment.date() if isinstance(moment, datetime) else moment
