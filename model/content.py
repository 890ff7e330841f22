"""Content files: Markdown with YAML front matter, read as text and written back the same.

Every scalar is text until the model types it, so YAML's guesses (``10:30``, ``no``) never happen.
A bad file is told and left out; it never stops the rest.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from model.announcement import FRONT_MATTER, Announcement
from model.plainhead import plain_values
from model.problem import ContentProblem, Place, together

FENCE = "---"
FIRST = re.compile(rf"{FENCE}[^\S\n]*(?:\n|\Z)")
SECOND = re.compile(rf"\n{FENCE}[^\S\n]*(?:\n|\Z)")
SIZE_LIMIT = 2_000_000
LABEL = "announcements"
"""The folder of announcements inside a content folder."""

Said = tuple[Mapping[str, Any], Mapping[str, int]]
"""Fields as they are written, and the lines where they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All valid announcements, by id, and all that is wrong with the others.

    ``digests`` tell one state of a file from another, by id; empty where they are not known.
    """

    announcements: tuple[Announcement, ...]
    problems: tuple[ContentProblem, ...]
    digests: Mapping[str, str] = field(default_factory=dict)


def load(content: Path) -> Catalogue:
    """Read every announcement below a content folder."""
    found: list[tuple[Place, Announcement]] = []
    problems: list[ContentProblem] = []
    for path in files(content):
        try:
            found.append((path, read(path)))
        except ExceptionGroup as group:
            problems += [p for p in group.exceptions if isinstance(p, ContentProblem)]
    return catalogue(found, problems)


def catalogue(
    found: Iterable[tuple[Place, Announcement]],
    problems: Iterable[ContentProblem],
    digests: Mapping[str, str] | None = None,
) -> Catalogue:
    """What was read, put in order; of files that bear one name none is taken."""
    by_id: dict[str, list[tuple[Place, Announcement]]] = {}
    told = list(problems)
    for path, announcement in found:
        by_id.setdefault(announcement.id, []).append((path, announcement))
    for same in by_id.values():
        if len(same) > 1:
            told += [_twin(path, same[0][0] if i else same[1][0], announcement.id)
                     for i, (path, announcement) in enumerate(same)]  # fmt: skip
    return Catalogue(
        announcements=tuple(same[0][1] for _, same in sorted(by_id.items()) if len(same) == 1),
        problems=tuple(sorted(told, key=lambda p: (str(p.path), p.line, p.field))),
        digests=digests or {},
    )


def files(content: Path) -> Iterator[Path]:
    yield from sorted((content / LABEL).rglob("*.md"))


def _twin(path: Place, other: Place, name: str) -> ContentProblem:
    return ContentProblem(path, 1, "id", name, f"такой же файл уже есть: {other}", "уберите один")


def read(path: Path) -> Announcement:
    """One file. Raises an ``ExceptionGroup`` of every :class:`ContentProblem` in it."""
    return parse(decoded(whole(path), path), path)


def whole(path: Path) -> bytes:
    """All of a file; raises as :func:`read` does, as do all steps that follow."""
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise together([ContentProblem(path, 1, "", "", "файл больше 2 МБ")])
        return path.read_bytes()
    except OSError as error:
        problem = ContentProblem(path, 1, "", "", f"файл не читается: {error.strerror}")
        raise together([problem]) from None


def decoded(data: bytes, path: Place) -> str:
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem = ContentProblem(path, line, "", "", "файл не в UTF-8", "сохраните его в UTF-8")
        raise together([problem]) from None


def parse(text: str, path: Place) -> Announcement:
    """The text of a file to an announcement; ``path`` gives the id and names the problems."""
    return typed(said(split(text, path), path), path)


def typed(told: Said, path: Place) -> Announcement:
    """What a file says as the model has it."""
    from model.schema import validate

    values, lines = told
    result = validate({**values, "id": stem(path)})
    if isinstance(result, Announcement):
        return result
    raise together(
        ContentProblem(path, lines.get(c.field, 1), c.field, c.found, c.message, c.hint)
        for c in result
    )


def stem(path: Place) -> str:
    """What an announcement is called by its file."""
    return str(path).rpartition("/")[2].removesuffix(".md")


def split(text: str, path: Place) -> tuple[str, str]:
    """Front matter and body, without the fences."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    first = FIRST.match(text)
    if not first:
        hint = "файл начинается строкой «---», за ней поля, за ними снова «---»"
        raise together([ContentProblem(path, 1, "", "", "нет шапки с полями", hint)])
    second = SECOND.search(text, first.end() - 1)
    if not second:
        hint = "нужна вторая строка «---»"
        raise together([ContentProblem(path, 1, "", "", "шапка не закрыта", hint)])
    return text[first.end() : second.start()], text[second.end() :].strip("\n")


def said(parts: tuple[str, str], path: Place) -> Said:
    """The fields of front matter and body as they are written."""
    head, body = parts
    found = plain_values(head)
    if not found:
        from model.yamlhead import yaml_values

        found = yaml_values(head, path)
    values, lines = found
    return ({"body": body, **values} if body else values), lines


def write(announcement: Announcement) -> str:
    """The file's text. Unsaid fields are left out; the order is the model's."""
    from model.yamlhead import dump

    values = {
        name: _scalar(value)
        for name in FRONT_MATTER
        if (value := getattr(announcement, name)) not in (None, (), {}, False)
    }
    return f"{FENCE}\n{dump(values)}{FENCE}\n\n{announcement.body}\n"


def _scalar(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_scalar(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _scalar(one) for key, one in value.items()}
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else str(value)
