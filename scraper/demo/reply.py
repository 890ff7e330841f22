"""What a site of the replica web is asked and answers, and how its pages are filled."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any

PAGES = Path(__file__).parent / "pages"

MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """``moment`` is the site's clock; ``origin`` its own address; header names are lower-case."""

    path: str
    origin: str
    moment: datetime
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def number(self, name: str, default: int) -> int:
        """A whole number of the query, ``default`` where there is none."""
        value = self.query.get(name, "")
        return int(value) if value.isdecimal() and len(value) < 10 else default


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A whole answer; the server adds its length and its validator."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def page(name: str, /, **values: object) -> str:
    """Fill a page of ``pages/``; the values are markup already."""
    return _template(name).substitute({key: str(value) for key, value in values.items()})


@cache
def _template(name: str) -> Template:
    return Template((PAGES / name).read_text("utf-8"))


def text(body: str, kind: str = "text/html; charset=utf-8", status: int = 200) -> Reply:
    return Reply(body=body.encode(), status=status, headers={"Content-Type": kind})


def answer_json(value: Any, status: int = 200, **headers: str) -> Reply:
    body = json.dumps(value, ensure_ascii=False).encode()
    named = {name.replace("_", "-"): content for name, content in headers.items()}
    kind = {"Content-Type": "application/json; charset=UTF-8"}
    return Reply(body=body, status=status, headers=kind | named)


def robots(*lines: str) -> Reply:
    return text("\n".join(lines) + "\n", "text/plain; charset=utf-8")


def paragraphs(parts: list[str]) -> str:
    return "\n".join(f"<p>{escape(part, quote=False)}</p>" for part in parts)


def words(moment: datetime) -> str:
    """«14 ноября 2026»."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def digits(moment: datetime) -> str:
    """«14.11.2026»."""
    return f"{moment:%d.%m.%Y}"


def sheet(rows: list[Any], number: int, size: int) -> list[Any]:
    """One page of a listing, counted from 1; empty past the end."""
    return rows[(number - 1) * size : number * size] if number > 0 else []
