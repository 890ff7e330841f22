"""Small JSON files of the state folder: read whatever lies there, written whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from model import files
from model.problem import ContentProblem

DAMAGED = "файл повреждён; сайт собран без него"


def read_table(path: Path) -> tuple[dict[str, Any], list[ContentProblem]]:
    """The file's object. A missing file is an empty one; a damaged file too, and that is told."""
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}, []
    except (OSError, ValueError, RecursionError):
        return {}, [ContentProblem(path, 1, "", "", DAMAGED)]
    return (
        (found, []) if isinstance(found, dict) else ({}, [ContentProblem(path, 1, "", "", DAMAGED)])
    )


def write_table(path: Path, table: dict[str, Any]) -> bool:
    """Write the object in one step; false, and nothing written, if the file already says it."""
    return files.write(path, json.dumps(table, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
