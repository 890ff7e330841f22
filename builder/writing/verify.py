"""Two folders byte for byte: what an incremental build made against what a clean one makes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from filecmp import cmp
from pathlib import Path

from builder.writing.output import lying


@contextmanager
def clean_place(cache: Path) -> Iterator[Path]:
    """An empty folder that is gone afterwards."""
    cache.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix="verify-", dir=cache))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def compare(site: Path, clean: Path) -> list[str]:
    """A line a file that differs; empty if the folders are the same."""
    ours, theirs = lying(site), lying(clean)
    return [
        *(f"{path}: лишний файл" for path in sorted(ours - theirs)),
        *(f"{path}: нет файла" for path in sorted(theirs - ours)),
        *(
            f"{path}: другие байты"
            for path in sorted(ours & theirs)
            if not cmp(site / path, clean / path, shallow=False)
        ),
    ]
