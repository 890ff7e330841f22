"""How much work a reading takes, told alike on a busy machine and an idle one."""

from __future__ import annotations

import sys
from collections.abc import Callable


def calls(read: Callable[[], object]) -> int:
    """Calls of functions while ``read`` runs."""
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read()
    finally:
        sys.setprofile(before)
    return counted
