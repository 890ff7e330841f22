"""What must hold of the code as a whole."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("model", "scraper", "builder", "editor", "publish", "checks")
FILES = [ROOT / "build.py", *(p for name in PACKAGES for p in sorted((ROOT / name).rglob("*.py")))]
MAY_IMPORT = {
    "model": {"model"},
    "scraper": {"scraper", "model"},
    "builder": {"builder", "model"},
    "editor": {"editor", "builder", "model"},
    "publish": {"publish", "builder", "scraper", "model"},
    "checks": {"checks", "builder", "model"},
}
HEAVY = (
    "bs4",
    "lxml",
    "requests",
    "feedparser",
    "pymorphy3",
    "pydantic",
    "jinja2",
    "flask",
    "markdown",
    "rich",
    "watchfiles",
)
BANNED = {"utils", "helpers", "common", "manager", "handler", "misc", "base"}


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All of a file's syntax, read once for all tests."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", FILES, ids=short)
def test_imports_point_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    allowed = MAY_IMPORT.get(package, {"builder", "editor", "model"})
    ours = {name.split(".")[0] for name in imports(path)} & set(PACKAGES)
    assert ours <= allowed


@pytest.mark.parametrize("path", sorted((ROOT / "scraper/adapters").glob("[a-z]*.py")), ids=short)
def test_adapters_do_not_import_each_other(path: Path) -> None:
    assert not [name for name in imports(path) if name.startswith("scraper.adapters")]


@pytest.mark.parametrize("path", sorted((ROOT / "scraper/facts").rglob("*.py")), ids=short)
def test_facts_know_neither_sources_nor_markup(path: Path) -> None:
    forbidden = (
        "scraper.source",
        "scraper.adapters",
        "scraper.fetch",
        "scraper.page",
        "bs4",
        "lxml",
    )
    assert not [name for name in imports(path) if name.startswith(forbidden)]


@pytest.mark.parametrize("path", FILES, ids=short)
def test_a_file_is_short_and_its_functions_are_shorter(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    assert path.stem not in BANNED
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, node.name


def test_everything_is_caught_in_one_place_only() -> None:
    broad = [
        short(path)
        for path in FILES
        for node in nodes(path)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or getattr(node.type, "id", "") in ("Exception", "BaseException"))
        and not (node.body and isinstance(node.body[-1], ast.Raise))
    ]
    assert broad == ["scraper/run.py"]


def test_a_plain_build_knows_nothing_of_the_editors_desk() -> None:
    tree = ast.parse((ROOT / "build.py").read_text(encoding="utf-8"))
    named = [one.module or "" for one in tree.body if isinstance(one, ast.ImportFrom)]
    assert not [name for name in named if name.startswith("editor")]


@pytest.mark.parametrize(
    "module", ["model.announcement", "model.status", "scraper.__main__", "scraper.post", "build"]
)
def test_importing_is_cheap(module: str) -> None:
    code = f"import {module}, sys; print(*[n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
