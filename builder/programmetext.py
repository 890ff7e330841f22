"""What editors write of a programme: content/programmes/<slug>.md, a title and a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from model.check import SLUG
from model.content import Loader, split
from model.problem import ContentProblem

FOLDER = "programmes"
LONGEST = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeText:
    """``body`` is Markdown and may be empty."""

    title: str
    body: str


def read_texts(content: Path) -> tuple[dict[str, ProgrammeText], list[ContentProblem]]:
    """All valid files; what is wrong with the others is told."""
    found: dict[str, ProgrammeText] = {}
    problems: list[ContentProblem] = []
    for path in sorted((content / FOLDER).glob("*.md")):
        try:
            found[path.stem] = _read(path)
        except ExceptionGroup as group:
            problems += [p for p in group.exceptions if isinstance(p, ContentProblem)]
        except ContentProblem as problem:
            problems.append(problem)
    return found, problems


def _read(path: Path) -> ProgrammeText:
    if not re.fullmatch(SLUG, path.stem):
        message = "имя файла — латинские буквы, цифры и дефисы, как в поле programme"
        raise ContentProblem(path, 1, "", "", message)
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
        raise ContentProblem(path, 2, "title", "", "нет названия программы", "title: Название")
    return ProgrammeText(title=" ".join(title.split())[:300], body=body)
