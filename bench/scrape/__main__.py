"""``make bench-scrape``: pages a second and peak memory of ours and of Scrapy, in one run.

Same machine, same replica server, same parsing functions, in turns; the best of each side counts.
Then a second run of ours over the same cache: what is asked for when nothing has changed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

from bench.scrape.server import ARTICLES, HOSTS

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ENVIRONMENT = ROOT / ".cache/bench-scrape"
TURNS = 1
PAGES = HOSTS * (ARTICLES + 1)
GOALS = {"speed": 1.0, "megabytes": 200.0, "second": 0.10}


def environment() -> Path:
    """The interpreter of an environment with our needs and the newest Scrapy."""
    python = ENVIRONMENT / "bin/python"
    ready = ENVIRONMENT / ".ready"
    if not ready.exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        needs = ["-r", str(ROOT / "requirements.txt"), "scrapy"]
        subprocess.run([*install, *needs], check=True, stderr=subprocess.DEVNULL)
        ready.touch()
    return python


def child(python: str | Path, script: str, *arguments: object) -> dict[str, Any]:
    command = [str(python), str(HERE / script), *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{script}: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    if found["posts"] != HOSTS * ARTICLES:
        raise SystemExit(f"{script}: {found['posts']} posts instead of {HOSTS * ARTICLES}")
    return found


def counts(port: int) -> dict[str, int]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/--counts") as answer:
        found: dict[str, int] = json.load(answer)
        return found


def race(port: int, scrapy: Path) -> int:
    """Run both sides in turns and print the table; 1 if a goal is missed."""
    ours, theirs, traffic = [], [], []
    with tempfile.TemporaryDirectory(prefix="bench-scrape-") as folder:
        for turn in range(TURNS):
            theirs.append(child(scrapy, "theirs.py", port))
            counts(port)
            ours.append(child(sys.executable, "ours.py", port, Path(folder, str(turn))))
            traffic.append(counts(port))
        again = child(sys.executable, "ours.py", port, Path(folder, "0"))
        later = counts(port)
    mine, other = (min(rows, key=lambda row: row["seconds"]) for rows in (ours, theirs))
    for name, row in (("ours", mine), ("Scrapy", other), ("ours again", again)):
        print(f"{name:11} {PAGES / row['seconds']:7.1f} pages/s  {row['seconds']:6.1f} s"
              f"  {row['cpu']:6.1f} s CPU  {row['megabytes']:6.1f} MB peak")  # fmt: skip
    moved = [sum(row[k] for k in ("received", "sent")) for row in (traffic[0], later)]
    print(f"bytes over the wire: {moved[0]:,} first, {moved[1]:,} again")
    print(f"letters read: {mine['letters']:,} and {other['letters']:,}")
    met = {
        "speed": other["seconds"] / mine["seconds"],
        "megabytes": mine["megabytes"],
        "second": moved[1] / moved[0],
    }
    good = met["speed"] >= GOALS["speed"] and all(
        met[n] <= GOALS[n] for n in ("megabytes", "second")
    )
    print(f"{met['speed']:.2f}x Scrapy (goal {GOALS['speed']}x), {met['megabytes']:.0f} MB "
          f"(goal {GOALS['megabytes']:.0f}), second run {met['second']:.1%} of the bytes "
          f"(goal {GOALS['second']:.0%}): {'met' if good else 'MISSED'}")  # fmt: skip
    return 0 if good else 1


def main() -> int:
    scrapy = environment()
    command = [sys.executable, str(HERE / "server.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            return race(int(server.stdout.readline()), scrapy)
        finally:
            server.terminate()


if __name__ == "__main__":
    sys.exit(main())
