"""What a check found wrong, and what a check is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """``where`` is a path from the site's root, ``what`` a sentence that names the fault."""

    where: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One line of the table: what was looked at, how many of it, what is wrong."""

    check: str
    looked_at: str
    findings: tuple[Finding, ...]


def result(check: str, looked_at: str, findings: Iterator[Finding]) -> Result:
    return Result(check=check, looked_at=looked_at, findings=tuple(sorted(set(findings))))
