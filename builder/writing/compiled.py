"""Templates as code, kept between builds: compiling all of them takes most of a second.

What is damaged, or made by another version of anything that code follows from, is made anew.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from builder.cache import store
from builder.cache.census import packages
from builder.language.speech import RUSSIAN, spoken

FOLDER = "templates"
HERE = Path(__file__).parent
SOURCES = (HERE / "render.py", HERE / "lean.py", HERE.parent / "language")


class Compiled(BytecodeCache):
    """One file a template and language in a folder that may always be deleted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER / spoken()
        self._key = _key()

    def load_bytecode(self, bucket: Bucket) -> None:
        found, _ = store.load(self._folder / bucket.key, self._key + bucket.checksum.encode())
        if found:
            bucket.code = found

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            key = self._key + bucket.checksum.encode()
            store.save(self._folder / bucket.key, key, bucket.code)


def _key() -> bytes:
    """What code follows from beside its template: words are put in when it is compiled."""
    jinja = [line for line in packages() if line.lower().startswith("jinja2-")]
    state = blake2b(f"{jinja} {spoken()}".encode(), digest_size=16)
    for source in SOURCES:
        for path in sorted(source.glob("*.*")) if source.is_dir() else (source,):
            state.update(path.read_bytes())
    if spoken() != RUSSIAN:
        from builder.language.catalogue import file

        state.update(file(spoken()).read_bytes())
    return state.digest()
