"""A text that editors keep in a file of its own: a title in the head, Markdown below."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml

from model.check import SLUG
from model.content import split
from model.problem import ContentProblem
from model.yamlhead import Loader

LONGEST = 200_000
TITLE = 300

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """``fields`` are strings as written, the title among them; ``body`` may be empty."""

    title: str
    fields: Mapping[str, Any]
    body: str


def read_all(
    paths: Iterable[Path], read: Callable[[Path], T]
) -> tuple[dict[str, T], list[ContentProblem]]:
    """All valid files by stem; what is wrong with the others is told."""
    found: dict[str, T] = {}
    problems: list[ContentProblem] = []
    for path in sorted(paths):
        try:
            found[path.stem] = read(path)
        except ExceptionGroup as group:
            problems += [p for p in group.exceptions if isinstance(p, ContentProblem)]
        except ContentProblem as problem:
            problems.append(problem)
    return found, problems


def read_text(path: Path) -> TextFile:
    """Raises what is wrong, alone or in a group."""
    if not re.fullmatch(SLUG, path.stem):
        raise ContentProblem(path, 1, "", "", "имя файла — латинские буквы, цифры и дефисы")
    try:
        text = path.read_bytes().decode("utf-8-sig")
        if len(text) > LONGEST:
            raise ContentProblem(path, 1, "", "", "текст слишком длинный")
        head, body = split(text, path)
        fields = yaml.load(head, Loader=Loader)
    except UnicodeDecodeError:
        raise ContentProblem(path, 1, "", "", "файл не в UTF-8", "сохраните его в UTF-8") from None
    except OSError as error:
        message = f"файл не читается: {error.strerror}"
        raise ContentProblem(path, 1, "", "", message) from None
    except (yaml.YAMLError, RecursionError):
        raise ContentProblem(path, 2, "", "", "шапка не читается") from None
    title = fields.get("title") if isinstance(fields, dict) else None
    if not isinstance(title, str) or not title.strip():
        raise ContentProblem(path, 2, "title", "", "нет названия", "title: Название")
    return TextFile(title=" ".join(title.split())[:TITLE], fields=fields, body=body)
