"""One file is saved: how long until the page that is being looked at says so?

    python -m bench.build.preview --count 10000

Ours is the editor's desk over the whole site, the peer Hugo's server over the same texts. Both
build once; then one text after another is saved, and its page asked for until it tells the words.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.build import corpus, peers
from bench.build.race import TODAY
from bench.build.results import ROOT
from model import content

HERE = Path(__file__).parent
PEERS = ROOT / ".cache/bench-build/peers"
PATIENCE = 900
PAUSE = 0.005
REST = 5.0
"""Seconds between two savings: a desk then builds the whole site."""

Address = Callable[[Path], str]


def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as own:
        port: int = own.getsockname()[1]
    return port


def told(address: str, words: str) -> float:
    """Seconds until the page has the words."""
    began = time.perf_counter()
    while time.perf_counter() - began < PATIENCE:
        try:
            with urlopen(address, timeout=30) as answer:
                if words in answer.read().decode():
                    return time.perf_counter() - began
        except (URLError, OSError):
            pass
        time.sleep(PAUSE)
    raise SystemExit(f"{address}: no «{words}» in {PATIENCE} s")


def measured(command: Sequence[str], work: Path, address: Address, rounds: int) -> list[float]:
    """Seconds of each round. The server is stopped at the end."""
    files = sorted((work / "content/announcements").glob("*.md"))
    server = subprocess.Popen(command, cwd=work, stdout=subprocess.DEVNULL)
    found = []
    try:
        told(address(files[0]), "</html>")
        for turn in range(rounds):
            time.sleep(REST)
            path, words = files[turn * 31 + 5], f"Дополнение номер {turn}."
            path.write_text(path.read_text("utf-8") + f"\n{words}\n", "utf-8")
            found.append(told(address(path), words))
            print(f"  {work.name}: {found[-1]:.3f} s", file=sys.stderr)
    finally:
        server.terminate()
        server.wait()
    return found


def ours(work: Path, rounds: int) -> list[float]:
    port = free()
    folders = [f"--{name}={work / name}" for name in ("content", "state", "site")]
    command = [sys.executable, str(ROOT / "build.py"), *folders, f"--serve={port}"]
    return measured([*command, f"--today={TODAY}"], work,
                    lambda path: f"http://127.0.0.1:{port}/a/{path.stem}/", rounds)  # fmt: skip


def hugos(work: Path, rounds: int, program: str) -> list[float]:
    port = free()
    shutil.copytree(HERE / "hugo", work, dirs_exist_ok=True)
    command = [program, "server", "--port", str(port), "--renderToMemory", "--disableLiveReload"]

    def address(path: Path) -> str:
        year, month = str(content.read(path).published).split("-")[:2]
        return f"http://127.0.0.1:{port}/{year}/{month}/{path.stem}.html"

    return measured(command, work, address, rounds)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.build.preview", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--work", type=Path, default=ROOT / ".cache/bench-preview")
    options = parser.parse_args()
    shutil.rmtree(options.work, ignore_errors=True)
    for side in ("ours", "Hugo"):
        corpus.put(options.work / side / "content", corpus.corpus(options.count))
    rows = {
        "ours": ours(options.work / "ours", options.rounds),
        "Hugo": hugos(options.work / "Hugo", options.rounds, peers.installed(PEERS)[0]),
    }
    print("\n| announcements | side | rounds | median, s | slowest, s |")
    print("| --- | --- | --- | --- | --- |")
    for side, found in rows.items():
        middle = statistics.median(found)
        print(f"| {options.count:,} | {side} | {len(found)} | {middle:.3f} | {max(found):.3f} |")
    shutil.rmtree(options.work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
