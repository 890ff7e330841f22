"""Our plain build on the corpus of the design's harness, whose front matter has other fields.

Run where the harness runs its peers: it reads ``content/`` there and writes ``public/``:

    python3 ../shared/bench/build/bench.py --peers hugo,ours --n 1000 --ours-state cache,state \\
        --ours '.venv/bin/python /path/to/this/project/bench/build/theirs.py'

All but the reading of one file is our own build: cache, planner, renderer and writer. Their fields
go through our model's own validation; what it has no field for (the tags) becomes the audience.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
COMMAND = (
    "--profile=plain", "--content=content", "--state=state", "--site=public", "--cache=cache",
    "--today=2026-11-21", "--base-url=https://radar.example.test/",
)  # fmt: skip


def main() -> int:
    sys.path.insert(0, str(ROOT))
    import build

    ours = build.make

    def make(*args: Any) -> Any:
        """Their reader in place of ours, only where something must be read."""
        from builder.cache import census, content, reading

        below = census.Census.below
        vars(content).update(LABEL="")
        *before, _, typed = reading.STEPS
        vars(reading).update(STEPS=(*before, said, typed))
        every = census.Census
        every.below = lambda told, _: below(told, "content/")  # type: ignore
        return ours(*args)

    vars(build)["make"] = make
    return build.main([*COMMAND, *sys.argv[1:]])


def said(parts: tuple[str, str], path: str) -> Any:
    """What one file says, by the fields of our model; no lines are told."""
    head, body = parts
    found: dict[str, Any] = {}
    name = ""
    for line in head.split("\n"):
        if line.startswith("  - "):
            found.setdefault(name, []).append(line[4:])
            continue
        name, _, value = line.partition(":")
        if value := value.strip():
            found[name] = value[1:-1].replace('\\"', '"') if value[0] == '"' else value
    return {**_ours(found), "body": body}, {}


def _ours(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": told["title"],
        "kind": told["kind"],
        "stage": "call" if told.get("deadline") else "upcoming",
        "region": _codes()[told["region"]],
        "published": told["date"][:10],
        "apply_close": told.get("deadline"),
        "audience": told["tags"],
        "eligibility": told["summary"],
        "source_url": told["source_url"],
    }


@cache
def _codes() -> dict[str, str]:
    """Codes by the names that regions have there."""
    from model.region import regions

    return {name: code for code, one in regions().items() for name in (one.name, *one.aliases)}


if __name__ == "__main__":
    sys.exit(main())
