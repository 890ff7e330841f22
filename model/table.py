"""Tables of ours in TOML, parsed once for all commands: the regions take as long as fifty pages do.

What was parsed is kept as Python keeps its own code, in ``__pycache__``, with the text that it is
of; where nothing may be written there, it is parsed every time.
"""

from __future__ import annotations

import marshal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any


def parsed(path: Path) -> dict[str, Any]:
    """A file that comes with the code. It has no dates, for these could not be kept."""
    text = path.read_bytes()
    kept = path.parent / "__pycache__" / f"{path.name}.{sys.implementation.cache_tag}.pyc"
    with suppress(OSError, EOFError, TypeError, ValueError):
        known, found = marshal.loads(kept.read_bytes())
        if known == text:
            return dict(found)
    return _anew(text, kept)


def _anew(text: bytes, kept: Path) -> dict[str, Any]:
    import tomllib

    from model.files import write

    found = tomllib.loads(text.decode())
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            write(kept, marshal.dumps((text, found)), durable=False)
    return found
