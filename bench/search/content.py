"""A generated corpus as content: python -m bench.search.content CORPUS.jsonl DIR

What it makes is built by build.py like any site; a document's id is its announcement's.
"""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.search.corpus import FORMATS, KINDS, region_codes
from model.announcement import Announcement, Format, Kind, Stage
from model.content import write
from model.vocabulary import roles_in, specialties_in


def announcement(told: dict[str, Any], codes: dict[str, str]) -> Announcement:
    published = date.fromisoformat(told["date"])
    close = published + timedelta(days=10 + int(told["id"][1:]) % 40) if told["open"] else None
    name = FORMATS.get(told["kind"])
    return Announcement(
        id=told["id"],
        title=told["title"],
        kind=Kind(KINDS.get(told["kind"], "training")),
        stage=Stage.CALL if close else Stage.REPORT,
        region=codes[told["region"]],
        published=published,
        apply_close=close,
        format=Format(name) if name else None,
        audience=tuple(role.slug for role in roles_in(told["title"])),
        specialties=tuple(term.slug for term in specialties_in(told["title"])),
        body="\n\n".join(told["body"]),
    )


def main(corpus: Path, folder: Path) -> None:
    codes, target = region_codes(), folder / "announcements"
    target.mkdir(parents=True, exist_ok=True)
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            one = announcement(json.loads(line), codes)
            (target / f"{one.id}.md").write_text(write(one), "utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
