"""Small sites, content and clones for the tests of the night job."""

from __future__ import annotations

import subprocess
from pathlib import Path

from publish.snapshot import Snapshot

BASE = "https://radar.test/app/"
GIT = ("git", "-c", "user.name=Редактор", "-c", "user.email=editor@localhost")


def a_snapshot(**values: object) -> Snapshot:
    """A sound site of ten announcements; ``values`` sabotage it."""
    sound = {f"a/n{n}/index.html": 8000 for n in range(10)}
    sound |= dict.fromkeys(("index.html", "404.html", "search/index.html"), 9000)
    sound |= {"sitemap.xml": 900, "feed.atom": 4000, "static/site.css": 20000}
    files: dict[str, int] = values.get("files", sound)  # type: ignore[assignment]
    facts = {
        "files": files,
        "links": dict.fromkeys(files, "index.html"),
        "feeds": {"feed.atom": ""},
        "sitemap": tuple(path for path in files if path.endswith("index.html")),
        "front": 2000,
    }
    return Snapshot(**facts | values)  # type: ignore[arg-type]


def git(folder: Path, *arguments: str) -> str:
    """Git as an editor runs it."""
    done = subprocess.run([*GIT, *arguments], cwd=folder, capture_output=True, text=True,
                          check=True)  # fmt: skip
    return done.stdout.strip()


def announcement(title: str, *, source: str = "ru-tve-mz", body: str = "Первый абзац.") -> str:
    return (
        f"---\ntitle: {title}\nkind: training\nstage: call\nregion: RU-TVE\n"
        f"published: 2026-11-19\napply_close: 2026-12-05\nplace: Тверь\nsource: {source}\n"
        f"source_url: https://example.test/1/\n---\n\n{body}\n"
    )


def clone(folder: Path, name: str, *options: str) -> Path:
    git(folder, "clone", "--quiet", *options, f"file://{folder}/origin.git", name)
    return folder / name


def write(top: Path, name: str, text: str) -> None:
    path = top / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def change(top: Path, name: str, old: str, new: str) -> None:
    path = top / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def push(top: Path, message: str) -> None:
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "-m", message)
    git(top, "push", "--quiet", "origin", "HEAD:main")
