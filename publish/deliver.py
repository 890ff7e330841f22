"""From the built site to where readers see it: a folder, in one step, or a server through rsync."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from builder.writing import output
from model.files import write
from model.problem import SettingProblem
from publish.snapshot import Share, Tally, tally

MEMORY = "published.json"
"""In the state folder: the tally of what was last sent where we cannot look."""

RSYNC = ("rsync", "--archive", "--checksum", "--delay-updates", "--delete-after", "--timeout=120")
"""``--checksum`` because a rebuilt file may keep its size; files are put in place at the very end
and removed after that, so that no page ever lacks its style or script."""


def is_remote(target: str) -> bool:
    """What rsync, too, takes for another machine: a colon before the first slash."""
    return ":" in target.partition("/")[0]


def published(target: str, state: Path) -> dict[str, Share] | None:
    """The tally of what readers see now; ``None`` if nothing was published yet."""
    folder = Path(target)
    if not is_remote(target) and (folder / output.MARKER).exists():
        return tally(folder)
    try:
        rows = json.loads((state / MEMORY).read_text("utf-8"))
        return {str(name): Share(files=int(n), bytes=int(size)) for name, (n, size) in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def remember(state: Path, now: Tally) -> None:
    """Note what was sent, for the next night's gates."""
    rows = {name: [share.files, share.bytes] for name, share in sorted(now.items())}
    write(state / MEMORY, json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


def deliver(site: Path, target: str) -> None:
    """Publish a whole built site. Raises ``OSError`` or ``SettingProblem``: the old site stays."""
    if is_remote(target):
        _send(site, target)
    else:
        _place(site, Path(target).resolve())


def _place(site: Path, folder: Path) -> None:
    """Put a copy in the folder's place in one step; files are linked where the disk has that."""
    output.read_built(folder)
    if site.resolve() == folder:
        return
    new = output.stage(folder)
    try:
        output.keep(sorted(output.lying(site)), site, new)
        output.swap(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _send(site: Path, target: str) -> None:
    command = [*RSYNC, f"--exclude=/{output.MARKER}", f"{site}/", target]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=_quiet())
    except FileNotFoundError:
        raise SettingProblem("нет программы rsync; поставьте пакет rsync") from None
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"код {done.returncode}"]
        raise OSError(f"rsync: {said[0]}")


def _quiet() -> Mapping[str, str]:
    """Never wait for a password: the night job has nobody to type it."""
    return {"RSYNC_RSH": "ssh -o BatchMode=yes"} | dict(os.environ)
