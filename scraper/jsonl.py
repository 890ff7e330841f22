"""JSON Lines in, JSON Lines out, in order: the frame of every batch command."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Row = dict[str, Any]


class Questions:
    """The well-formed lines of a stream; ``bad`` counts the others, each told by its number."""

    def __init__(self, stream: Iterable[bytes]) -> None:
        self.stream = stream
        self.bad = 0

    def __iter__(self) -> Iterator[Row]:
        for number, line in enumerate(self.stream, 1):
            if not line.strip():
                continue
            try:
                question = json.loads(line)
                if not isinstance(question, dict) or "id" not in question:
                    raise ValueError("a question is an object with an id")
            except (ValueError, RecursionError) as error:
                self.bad += 1
                print(f"line {number}: not a question: {error}", file=sys.stderr)
            else:
                yield question


def say(row: Row) -> None:
    print(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace").decode())


def answer(function: Callable[[Row], Row]) -> int:
    """Answer each line of standard input as it comes; exit 2 if one was malformed."""
    questions = Questions(sys.stdin.buffer)
    for question in questions:
        say(function(question))
    return 2 if questions.bad else 0
