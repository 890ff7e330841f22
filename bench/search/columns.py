"""What the conditions cost: python -m bench.search.columns [PAGES]

Prints the packed size of every column over announcements whose facts are drawn the way real ones
lie (few regions tell much, most texts name no speciality, deadlines are round numbers of days
away), and beside it over facts drawn evenly, which nothing can pack.
"""

from __future__ import annotations

import gzip
import random
import sys
from collections.abc import Sequence
from datetime import date, timedelta

from builder.index.columns import facts
from builder.index.document import SearchDocument, order
from builder.index.odds import pack
from builder.index.shards import facets, script, version
from model.announcement import Stage
from model.region import regions
from model.status import Dates
from model.vocabulary import roles, specialties

LAST = date(2026, 11, 21)
YEARS = 4
LIVE = 60
"""Days in which a call may still change."""
WAITS = (7, 10, 14, 20, 21, 30)
KINDS = ("training", "conference", "talent")
LENGTHS = (0, 0, 1, 1, 2, 4, 11, 13)


class Draw:
    """Values as real announcements have them, or evenly."""

    def __init__(self, seed: int, even: bool) -> None:
        self.random, self.even = random.Random(seed), even

    def one(self, values: Sequence[str], missing: float = 0.0) -> tuple[str, ...]:
        if self.random.random() < (1 / (len(values) + 1) if self.even else missing):
            return ()
        weights = None if self.even else [1 / (at + 1) for at in range(len(values))]
        return (self.random.choices(values, weights)[0],)

    def some(self, values: Sequence[str], missing: float) -> tuple[str, ...]:
        found = self.one(values, missing)
        more = 2 if self.even else self.random.choices((0, 1, 2), (8, 3, 1))[0]
        return tuple(
            dict.fromkeys(found + sum((self.one(values) for _ in range(more if found else 0)), ()))
        )

    def days(self, usual: Sequence[int], missing: float) -> int | None:
        if self.even:
            days: tuple[int | None, ...] = (None, *range(60))
            return self.random.choice(days)
        return None if self.random.random() < missing else self.random.choice(usual)


def document(number: int, draw: Draw) -> SearchDocument:
    published = LAST - timedelta(days=int(YEARS * 365 * draw.random.random()))
    if published.weekday() > 4 and not draw.even:
        published -= timedelta(days=2)
    stage = draw.random.choices((Stage.CALL, Stage.UPCOMING, Stage.REPORT), (5, 2, 4))[0]
    wait = draw.days(WAITS, 0.25) if stage is Stage.CALL or draw.even else None
    lead = draw.days((3, 7, 14, 21, 30), 0.5) if stage is not Stage.REPORT or draw.even else None
    length = draw.days(LENGTHS, 0.5) if lead is not None else None
    close = published + timedelta(days=wait) if wait is not None else None
    start = published + timedelta(days=lead) if lead is not None else None
    end = start + timedelta(days=length) if start and length else None
    live = published > LAST - timedelta(days=LIVE) and stage is not Stage.REPORT
    over = (
        "closed" if close else "report" if stage is Stage.REPORT else "past" if start else "faded"
    )
    codes = sorted(regions())
    return SearchDocument(
        url=f"a/{number}/",
        title="",
        body="",
        dates=Dates(stage=stage, close=close, start=start, end=end, since=published),
        state="" if live else over,
        kind=draw.random.choices(KINDS, None if draw.even else (6, 3, 1))[0],
        published=published,
        regions=draw.one(codes, 0.03) + (draw.one(codes) if draw.random.random() < 0.02 else ()),
        posts=draw.some([one.label for one in roles().values()], 0.35),
        hosts=draw.one([f"{n}\tОрганизатор {n}" for n in range(400)], 0.5),
        specialties=draw.some([one.label for one in specialties().values()], 0.6),
        format="".join(draw.one(("in_person", "online", "hybrid"), 0.4)),
        programme="".join(draw.one([f"Программа {n}" for n in range(60)], 0.85)),
    )  # fmt: skip


def sizes(count: int, *, even: bool) -> dict[str, int]:
    draw = Draw(20261121, even)
    known = [facts(one.made()) for one in order(document(n, draw) for n in range(count))]
    files = facets(known, lambda name, column: pack(column)[0])
    texts = {name: part.text().encode() for name, part in files.items()}
    return {
        name: len(gzip.compress(script(name, version(text), text), 9))
        for name, text in texts.items()
    }


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
    real, flat = sizes(count, even=False), sizes(count, even=True)
    print(f"| column, {count} announcements | as real ones lie, bytes | drawn evenly, bytes |")
    for name in (*sorted(real), None):
        told = (real[name], flat[name]) if name else (sum(real.values()), sum(flat.values()))
        print(f"| {name or 'all'} | {told[0]} | {told[1]} |")


if __name__ == "__main__":
    main()
