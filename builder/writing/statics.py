"""Files that every site ships as they are, and scripts that are put together from several.

A bundle is minified when it is written, never before: its version follows from its parts.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from builder.cache.census import packages
from builder.language.scripts import said
from model.problem import SettingProblem

STATIC = Path(__file__).parents[2] / "static"
SOURCES = (STATIC / "search", STATIC / "site")
MINIFIER = "tdewolff_minify-"
MINIFY = """
import sys, minify
script = sys.stdin.buffer.read().decode("utf-8")
sys.stdout.buffer.write(minify.string("text/javascript", script).encode("utf-8") + b"\\n")
"""
WHOLE = b'(() => {\n"use strict";\n%b\n})();'
"""The parts of a bundle share one scope, so that their names can be shortened."""

NUMBERS = re.compile(rb"^const ((?:[A-Z_]+ = [\d.e]+(?:, )?)+);$", re.MULTILINE)

BUNDLES: Mapping[str, tuple[str, str]] = {
    "site": ("site", "memory display suits marks lists narrow fresh find calendar ready"),
    "search/search": (
        "search",
        "words unpack lookup query rank columns shards excerpt conditions suggest results page",
    ),
}
"""A folder and its scripts in the order in which they run: site on every page; suggest when the
search field is used, search after it on the search page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Static:
    """One file of the site; several ``parts`` are scripts that become one."""

    parts: tuple[Path, ...]
    minified: bool = False

    def version(self) -> str:
        state = blake2b(digest_size=12)
        for path in self.parts:
            state.update(_read(path))
        if self.minified:
            state.update("".join(minifier()).encode())
        return state.hexdigest()

    def data(self) -> bytes:
        if not self.minified:
            return b"".join(map(_read, self.parts))
        return _minified(WHOLE % _written_out(b"\n".join(map(_read, self.parts))))


@cache
def minifier() -> tuple[str, ...]:
    """Its version, as its folder tells it."""
    return tuple(line for line in packages() if line.startswith(MINIFIER))


def _read(path: Path) -> bytes:
    """A script says its words in the language of the pages."""
    data = path.read_bytes()
    return said(data) if path.suffix == ".js" else data


def _written_out(script: bytes) -> bytes:
    """What the minifier does not: numbers that have a name in capitals are written where they are
    used, and constants are declared as shortly as other names."""
    lines = b", ".join(NUMBERS.findall(script)).split(b", ")
    told = {name: number for name, _, number in (line.partition(b" = ") for line in lines)}
    names = re.compile(rb"(?<![\w.$])(?:%b)\b" % (b"|".join(told) or b"$^"))
    script = names.sub(lambda name: told[name[0]], NUMBERS.sub(b"", script))
    return re.sub(rb"\bconst(?= [\w$[{])", b"let", script)


def _minified(script: bytes) -> bytes:
    """In a process of its own: the library is written in Go, which does not survive a fork."""
    import subprocess

    command = [sys.executable, "-c", MINIFY]
    done = subprocess.run(command, input=script, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()[-500:]
        raise SettingProblem(f"static/search: скрипт не сжимается: {said}")
    return done.stdout


def statics() -> dict[str, Static]:
    """By path from the site's root, in order."""
    found = {
        f"static/{path.relative_to(STATIC)}": Static(parts=(path,))
        for path in STATIC.glob("**/*.*")
        if path.is_file() and (path.parent not in SOURCES or path.suffix != ".js")
    }
    found |= {
        f"static/{name}.js": Static(
            parts=tuple(STATIC / folder / f"{part}.js" for part in parts.split()), minified=True
        )
        for name, (folder, parts) in BUNDLES.items()
    }
    return dict(sorted(found.items()))
