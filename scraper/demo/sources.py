"""Source files that lead the scraper to the replica web, as to any site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template

from scraper.demo.saved import write_texts

FILES = Path(__file__).parent / "sources"
TEXTS = "texts"


def sources(origins: Mapping[str, str]) -> dict[str, str]:
    """Source files by name; ``$site`` in a file of ``sources/`` is that site's address."""
    return {
        path.name: Template(path.read_text("utf-8")).substitute(origins, texts=TEXTS)
        for path in sorted(FILES.glob("*.toml"))
    }


def write_sources(folder: Path, origins: Mapping[str, str]) -> None:
    """Write the source files, and the saved texts that one of them leads to."""
    write_texts(folder / TEXTS)
    for name, text in sources(origins).items():
        (folder / name).write_text(text, encoding="utf-8")
