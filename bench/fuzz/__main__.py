"""``make fuzz MINUTES=10``: the readers under texts that libFuzzer makes of the demo web's.

Each target runs in a process of its own, led by which lines of ours an input reaches. What breaks
a target is kept in ``.cache/fuzz/TARGET/`` and told; every finding becomes a test.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from bench.fuzz.seeds import seeds

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".cache" / "fuzz"
ENGINE = ROOT / ".cache" / "atheris"
VERSION = "3.0.0"
TARGETS = ("read", "dates", "document", "extract", "duplicates")
SLOWEST = 10
"""Seconds that one input may take, on any machine, coverage and all."""
LONGEST = 8_000
"""Bytes of an input."""
MEGABYTES = 2_000


def engine() -> Path:
    """Where atheris lies: beside the project's environment, which needs it for nothing else."""
    if not (ENGINE / "atheris").exists():
        asked = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target"]
        subprocess.run([*asked, str(ENGINE), f"atheris=={VERSION}"], check=True)
    return ENGINE


def run(target: str, seconds: int) -> int:
    """Fuzz one target; 0 if nothing broke."""
    home = KEPT / target
    corpus = home / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(target)):
        (corpus / f"seed-{number:03}").write_bytes(seed[:LONGEST])
    options = [f"-max_total_time={seconds}", f"-timeout={SLOWEST}", f"-max_len={LONGEST}",
               f"-rss_limit_mb={MEGABYTES}", f"-artifact_prefix={home}/", "-verbosity=0",
               "-print_final_stats=1"]  # fmt: skip
    paths = os.pathsep.join([str(ROOT), str(engine())])
    command = [sys.executable, "-m", "bench.fuzz.target", target, *options, str(corpus)]
    return subprocess.run(command, env=os.environ | {"PYTHONPATH": paths}, cwd=ROOT).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--target", choices=TARGETS, action="append")
    args = parser.parse_args()
    chosen = args.target or TARGETS
    broken = []
    for target in chosen:
        print(f"== {target}", flush=True)
        if run(target, max(1, int(args.minutes * 60 / len(chosen)))):
            broken.append(target)
    told = ", ".join(f"{target}: see {KEPT / target}" for target in broken)
    print(f"broken: {told}" if broken else "nothing broke")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
