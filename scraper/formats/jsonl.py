"""JSON Lines in, JSON Lines out, in order: the frame of every batch command."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

Row = dict[str, Any]


class Malformed(ValueError):
    """A well-formed line with a value that cannot be."""


class Questions:
    """The well-formed lines of a stream; ``bad`` counts the others, each told by its number."""

    def __init__(self, stream: Iterable[bytes]) -> None:
        self.stream = stream
        self.bad = 0
        self._number = 0

    def refuse(self, error: Exception) -> None:
        """Tell what is wrong with the line read last."""
        self.bad += 1
        print(f"line {self._number}: not a question: {error}", file=sys.stderr)

    def __iter__(self) -> Iterator[Row]:
        for line in self.stream:
            self._number += 1
            if not line.strip():
                continue
            try:
                question = json.loads(line)
                if not isinstance(question, dict) or "id" not in question:
                    raise ValueError("a question is an object with an id")
            except (ValueError, RecursionError) as error:
                self.refuse(error)
            else:
                yield question


def say(row: Row) -> None:
    print(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace").decode())


def answer(function: Callable[[Row], Row]) -> int:
    """Answer each line of standard input as it comes; exit 2 if one was malformed."""
    questions = Questions(sys.stdin.buffer)
    for question in questions:
        try:
            say(function(question))
        except Malformed as error:
            questions.refuse(error)
    return 2 if questions.bad else 0


def settle() -> None:
    """For work that leaves no reference cycles: the collector would but walk our tables in vain."""
    gc.disable()


def text(question: Row, name: str) -> str:
    """A field of words; nothing where there is none."""
    value = question.get(name)
    return "" if value is None else str(value)


def day(question: Row, name: str) -> date | None:
    """A field that holds an ISO day or moment; ``None`` where there is none."""
    words = text(question, name)
    try:
        return date.fromisoformat(words[: len("2025-09-25")]) if words else None
    except ValueError:
        raise Malformed(f"{name}: «{words[:40]}» is no day such as 2025-09-25") from None
