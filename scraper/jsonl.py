"""JSON Lines in, JSON Lines out, in order: the frame of every batch command."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

Row = dict[str, Any]


def answer(function: Callable[[Row], Row]) -> int:
    """Answer each line of standard input; a malformed one is told by number, and the exit is 2."""
    bad = 0
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            question = json.loads(line)
            if not isinstance(question, dict) or "id" not in question:
                raise ValueError("a line is an object with an id")
        except ValueError as error:
            bad += 1
            print(f"line {number}: not a question: {error}", file=sys.stderr)
            continue
        print(json.dumps(function(question), ensure_ascii=False))
    return 2 if bad else 0
