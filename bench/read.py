"""How fast announcements are read and joined, beside a public library at the same work.

Reading: ours beside dateparser's search of dates alone. Joining: ours beside datasketch's MinHash
LSH. Every figure is of a process of its own. Texts are made of the demo web's sentences, each with
a number of its own, so that no text and no sentence comes twice. Seconds are of the processor's.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
PEERS = ROOT / ".cache" / "peers"
READ = 400
SIZES = (12_500, 25_000, 50_000)


def texts() -> list[tuple[str, str, date]]:
    from scraper.demo.corpus import every

    return [(item.title, item.text, date(2026, 11, 21)) for item in every()]


def read_ours() -> dict[str, float]:
    started = time.perf_counter()
    from scraper.facts.read import read
    from scraper.formats.jsonl import settle

    settle()
    title, text, day = texts()[0]
    read(text, title=title, published=day)
    ready = time.perf_counter() - started
    rows = records(READ * 2)
    for _, title, text, day in rows[:READ]:
        read(text, title=title, published=day)
    begun = time.process_time()
    for _, title, text, day in rows[READ:]:
        read(text, title=title, published=day)
    seconds = time.process_time() - begun
    return {"ready": ready, "a_second": READ / seconds, "memory": _memory()}


def read_dateparser() -> dict[str, float]:
    started = time.perf_counter()
    from dateparser.search import search_dates

    rows = texts()[:30]
    search_dates(rows[0][1], languages=["ru"])
    ready = time.perf_counter() - started
    begun = time.process_time()
    for _, text, _ in rows:
        search_dates(text, languages=["ru"])
    return {"ready": ready, "a_second": len(rows) / (time.process_time() - begun),
            "memory": _memory()}  # fmt: skip


def records(count: int) -> list[tuple[str, str, str, date]]:
    """Stories made of shuffled sentences with numbers of their own; every fifth a rewrite."""
    chance = random.Random(1)
    pool = [sentence for _, text, _ in texts() for sentence in text.split(". ") if sentence]
    rows: list[tuple[str, str, str, date]] = []
    for number in range(count):
        day = date(2016, 1, 1) + timedelta(days=number * 3650 // count)
        if rows and number % 5 == 0:
            _, title, text, _ = rows[-chance.randint(1, min(3, len(rows)))]
            parts = text.split(". ")
            text = ". ".join(chance.sample(parts, max(3, len(parts) * 2 // 3)))
        else:
            parts = chance.sample(pool, 7)
            text = ". ".join(f"{part}, всего {chance.randint(10, 9999)}" for part in parts)
            title = parts[0][:80]
        rows.append((str(number), title, text, day))
    return rows


def join_ours(count: int) -> dict[str, float]:
    from scraper.formats.jsonl import settle
    from scraper.joining.duplicates import clusters
    from scraper.joining.traits import Record

    settle()
    rows = [Record(id=n, title=t, text=x, published=d) for n, t, x, d in records(count)]
    started = time.process_time()
    found = clusters(rows)
    return {"seconds": time.process_time() - started, "memory": _memory(),
            "clusters": len(set(found.values()))}  # fmt: skip


def join_datasketch(count: int) -> dict[str, float]:
    from datasketch import MinHash, MinHashLSH

    rows = records(count)
    started = time.process_time()
    index = MinHashLSH(threshold=0.5, num_perm=128)
    for name, _, text, _ in rows:
        sketch = MinHash(num_perm=128)
        sketch.update_batch([word.encode() for word in set(text.lower().split())])
        index.query(sketch)
        index.insert(name, sketch)
    return {"seconds": time.process_time() - started, "memory": _memory()}


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(python: Path | str, name: str, *arguments: object) -> dict[str, float]:
    code = (
        f"import sys, json; sys.path.insert(0, {str(ROOT)!r}); import bench.read as b; "
        f"print(json.dumps(b.{name}(*{arguments!r})))"
    )
    done = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def peers() -> Path:
    """An environment of the peers' own, beside ours."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "dateparser==1.2.2",
                        "datasketch==2.0.0"], check=True)  # fmt: skip
    return python


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="joining at the smallest size alone")
    quick = parser.parse_args().quick
    theirs = peers()
    ours, other = measured(sys.executable, "read_ours"), measured(theirs, "read_dateparser")
    print("| reading | texts a second | start-up s | peak MB |\n| --- | --- | --- | --- |")
    for name, row in (("ours, every fact", ours), ("dateparser, dates alone", other)):
        print(f"| {name} | {row['a_second']:.0f} | {row['ready']:.2f} | {row['memory']:.0f} |")
    print(f"| ratio | {ours['a_second'] / other['a_second']:.1f} | | |\n")
    print("| joining | ours s | MB | datasketch s | MB | ratio |")
    print("| --- | --- | --- | --- | --- | --- |")
    for size in SIZES[:1] if quick else SIZES:
        ours = measured(sys.executable, "join_ours", size)
        other = measured(theirs, "join_datasketch", size)
        figures = (size, ours["seconds"], ours["memory"], other["seconds"], other["memory"])
        ratio = ours["seconds"] / other["seconds"]
        print("| {} | {:.1f} | {:.0f} | {:.1f} | {:.0f} |".format(*figures), f"{ratio:.2f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
