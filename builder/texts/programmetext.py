"""What editors write of a programme: content/programmes/<slug>.md, a title and a text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from builder.texts.textfile import read_all, read_text
from model.problem import ContentProblem

FOLDER = "programmes"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeText:
    """``body`` is Markdown and may be empty."""

    title: str
    body: str


def read_texts(content: Path) -> tuple[dict[str, ProgrammeText], list[ContentProblem]]:
    """All valid files; what is wrong with the others is told."""
    return read_all((content / FOLDER).glob("*.md"), _read)


def _read(path: Path) -> ProgrammeText:
    file = read_text(path)
    return ProgrammeText(title=file.title, body=file.body)
