"""What can be wrong, as one tree; each problem says where, what was found and what to do.

Problem
├── ContentProblem   a file that people own is not valid (Russian: editors read it)
└── SettingProblem   our own configuration or command is wrong (nothing is written)
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

Place = Path | str
"""Of a file: to make a path of each takes longer than to open it."""


class Problem(Exception):
    """Anything that a person must mend."""


class SettingProblem(Problem):
    """The command, a folder or a setting is wrong: exit 2, nothing was written."""


class ContentProblem(Problem):
    """One thing wrong in one content file. ``line`` counts from 1; ``field`` may be empty."""

    def __init__(
        self, path: Place, line: int, field: str, found: str, message: str, hint: str = ""
    ) -> None:
        self.path, self.line, self.field = Path(path), line, field
        self.found, self.message, self.hint = found, message, hint
        super().__init__(str(self))

    def __reduce__(self) -> tuple[Any, ...]:
        """As another process is sent it: an exception alone would be told by its message."""
        told = self.path, self.line, self.field, self.found, self.message, self.hint
        return type(self), told

    def __str__(self) -> str:
        found = self.found if len(self.found) <= 80 else self.found[:79] + "…"
        what = f"«{self.field}: {found}» — " if self.field else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{self.path}:{self.line}: {what}{self.message}{hint}"

    def row(self) -> dict[str, str | int]:
        return {
            "path": str(self.path),
            "line": self.line,
            "field": self.field,
            "message": self.message + (f"; {self.hint}" if self.hint else ""),
        }


def meant(word: str, known: Iterable[str]) -> str:
    """«вы имели в виду …» with the nearest known word, or nothing."""
    import difflib

    near = difflib.get_close_matches(word, list(known), 1, 0.6)
    return f"вы имели в виду «{near[0]}»?" if near else ""


def together(problems: Iterable[ContentProblem]) -> ExceptionGroup[ContentProblem]:
    """All that is wrong with one file, to be raised at once."""
    return ExceptionGroup("содержимое с ошибками", list(problems))
