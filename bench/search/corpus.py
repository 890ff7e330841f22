"""A generated corpus as documents: JSON Lines with id, title, body, region, kind, date, open."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from builder.index.document import SearchDocument
from model.announcement import Stage
from model.region import regions
from model.status import Dates
from model.vocabulary import roles_in, specialties_in

KINDS = {"конференция": "conference", "форум": "conference", "конкурс": "talent",
         "кадровый резерв": "talent", "программа наставничества": "talent"}  # fmt: skip
FORMATS = {"вебинар": "online", "мастер-класс": "in_person", "форум": "in_person"}


def documents(path: Path) -> Iterator[SearchDocument]:
    codes = region_codes()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield _document(json.loads(line), codes)


def region_codes() -> dict[str, str]:
    return {name: code for code in regions() for name in _names(code)}


def _names(code: str) -> tuple[str, ...]:
    region = regions()[code]
    kazakh = region.name_kk or region.name
    return (region.name, kazakh, f"{kazakh} облысы", f"{kazakh} қаласы")


def _document(told: dict[str, Any], codes: dict[str, str]) -> SearchDocument:
    published = date.fromisoformat(told["date"])
    number = int(told["id"][1:])
    close = published + timedelta(days=10 + number % 40) if told["open"] else None
    audience = tuple(role.label for role in roles_in(told["title"]))
    return SearchDocument(
        url=f"a/{told['id']}/",
        title=told["title"],
        body="\n".join(told["body"]),
        kind=KINDS.get(told["kind"], "training"),
        format=FORMATS.get(told["kind"], ""),
        published=published,
        regions=(codes[told["region"]],),
        audience=audience,
        posts=audience,
        specialties=tuple(term.label for term in specialties_in(told["title"])),
        meta=audience[:3],
        dates=Dates(stage=Stage.CALL if close else Stage.REPORT, close=close, since=published),
        state="closed" if close else "report",
    )
