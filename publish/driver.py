"""Git's merge of one announcement that an editor and the robot both changed: field by field.

Git calls it while the robot's commit is laid upon the editor's (:mod:`publish.commit`), with three
files: the common ancestor, the editor's, the robot's. The result replaces the editor's file.
"""

from __future__ import annotations

import sys
from pathlib import Path

from model import content, frontmatter
from scraper.storage.merge import merge


def main(arguments: list[str]) -> int:
    ancestor, editor, robot = (Path(name) for name in arguments)
    merged = merged_text(*(path.read_bytes() for path in (ancestor, editor, robot)))
    if merged is None:
        return 1
    editor.write_bytes(merged.encode())
    return 0


def merged_text(ancestor: bytes, editor: bytes, robot: bytes) -> str | None:
    """Both sides' changes. ``None`` if one of the three cannot be read, or the robot's side objects
    to an editor's word: the next run, which can tell of it, merges them."""
    name = Path("announcement.md")
    texts = [data.decode("utf-8-sig", "replace") for data in (ancestor, editor, robot)]
    try:
        pristine, edited, fresh = (content.parse(text, name) for text in texts)
    except ExceptionGroup:
        return None
    merged = merge(pristine, edited, fresh)
    if merged.objections:
        return None
    return frontmatter.rewrite(texts[1], edited, merged.announcement)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
