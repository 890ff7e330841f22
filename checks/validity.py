"""HTML by the Nu validator (npm's vnu-jar), which needs a Java runtime; every page of the site."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from checks.finding import Finding
from checks.tree import Tree

JAR = Path(".cache/vnu/vnu.jar")
ROOM = 600
"""Seconds after which the validator is taken to hang."""


def invalid(tree: Tree, java: str = "java") -> Iterator[Finding]:
    """Errors alone: a warning is an opinion."""
    names = [str(tree.folder / name) for name in tree.pages]
    command = [java, "-Xss4m", "-jar", str(JAR), "--format", "json", "--errors-only", "--stdout"]
    done = subprocess.run([*command, *names], capture_output=True, text=True, timeout=ROOM)
    if not done.stdout.strip():
        raise RuntimeError(f"vnu не запустился: {done.stderr.strip()[:500]}")
    for told in json.loads(done.stdout)["messages"]:
        path = Path(told["url"].removeprefix("file:"))
        where = path.relative_to(tree.folder.resolve()).as_posix()
        yield Finding(where=where, what=f"строка {told.get('lastLine', '?')}: {told['message']}")
