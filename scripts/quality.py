"""Write the figures of docs/quality.md: how well texts are read, by the labelled sets' own scorers.

    python scripts/quality.py ../shared        the folder that holds gold/, seeds/ and corpora/

Only the part between the two marks is written; what stands below them is for people to explain.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "quality.md"
MARKS = ("<!-- figures -->", "<!-- /figures -->")
REPORTS = (
    ("Facts of announcements", "read", "gold/dev.jsonl"),
    ("Date expressions", "dates", "gold/dates-dev.jsonl"),
    ("Reprints", "duplicates", "gold/duplicates-dev.jsonl"),
    ("Body of news pages", "extract", "corpora/news-ru/manifest.jsonl"),
    ("Pages in ministries' markup", "extract", "corpora/ministry-markup/manifest.jsonl"),
)


def report(shared: Path, title: str, command: str, labels: str) -> str:
    """One scorer's figures as a table, and where its misses are, by field."""
    scorer = [sys.executable, str(shared / "gold/score.py"), command, str(shared / labels)]
    done = subprocess.run(
        [*scorer, "--misses", "--json"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    figures = json.loads(done.stdout.splitlines()[-1])
    rows = "\n".join(
        f"| {name.replace('_', ' ')} | {value:.3f} |"
        if isinstance(value, float)
        else f"| {name.replace('_', ' ')} | {value} |"
        for name, value in figures.items()
        if "per_second" not in name
    )
    head = f"### {title}\n\n`score.py {command}`\n\n| figure | value |\n| --- | --- |\n"
    return head + rows + "\n\n" + _misses(done.stderr)


def _misses(said: str) -> str:
    """«name: dev-005, dev-031»: where it is wrong, without a word of the texts."""
    found = re.findall(r"^(\S+) (\w+): ours", said, re.MULTILINE)
    if not found:
        count = len(said.splitlines())
        return f"Misses: {count}.\n" if count else "No misses.\n"
    fields = Counter(field for _, field in found)
    lines = (
        f"- {field}: {', '.join(name for name, missed in found if missed == field)}"
        for field in sorted(fields)
    )
    return "Misses:\n\n" + "\n".join(lines) + "\n"


def main() -> int:
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    if not (shared / "gold/score.py").exists():
        print(f"quality: no scorer in {shared}; give the folder that holds gold/", file=sys.stderr)
        return 2
    day = datetime.now(UTC).date().isoformat()
    parts = [report(shared, *one) for one in REPORTS]
    seeds = subprocess.run([sys.executable, str(shared / "seeds/check.py"), "--all"], cwd=ROOT,
                           capture_output=True, text=True, check=False)  # fmt: skip
    told = seeds.stdout.strip().splitlines()[-1]
    parts.append(f"### The five seeds, every field\n\n`seeds/check.py --all`: {told}\n")
    figures = f"{MARKS[0]}\nMeasured {day} by `make quality`.\n\n" + "\n".join(parts) + MARKS[1]
    before = TARGET.read_text(encoding="utf-8")
    head, _, rest = before.partition(MARKS[0])
    TARGET.write_text(head + figures + rest.partition(MARKS[1])[2], encoding="utf-8")
    print(f"{TARGET} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
