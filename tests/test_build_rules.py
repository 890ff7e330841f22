"""Templates, words, code and the day change between builds; the site stays that of a clean one."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sites import SITE, a_call, a_report, on, samples, write_content

PROJECT = Path(__file__).parents[1]
FOLDERS = ("builder", "model", "templates", "static")
OTHER = "кэш от другой версии, делаем заново"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of all that builds, with a site of its own to build."""
    for name in FOLDERS:
        unmade = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT / name, tmp_path / name, ignore=unmade)
    shutil.copy(PROJECT / "build.py", tmp_path)
    write_content(tmp_path / "content", samples())
    return tmp_path


def verified(project: Path, profile: str, today: int) -> str:
    """What a build told that was compared with a clean one."""
    command = [sys.executable, "build.py", "--verify", "--jobs=2", f"--profile={profile}",
               f"--today={on(today)}", f"--base-url={SITE.base_url}"]  # fmt: skip
    kept = os.environ | {"PYTHONPYCACHEPREFIX": str(project / "made")}
    done = subprocess.run(
        command, cwd=project, env=kept, capture_output=True, text=True, check=False
    )
    said = [line for line in done.stderr.splitlines() if not line.endswith(OTHER)]
    assert (done.returncode, said) == (0, [])
    assert "Отличий от сборки с нуля: 0" in done.stdout
    return done.stdout


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new, 1), "utf-8")


def template(project: Path, number: int) -> None:
    for name in ("plain/base.html", "base.html"):
        replaced(project / "templates" / name, "</body>", f"<!-- {number} --></body>")


def vocabulary(project: Path, number: int) -> None:
    path = project / "model/vocabulary.toml"
    replaced(path, 'label = "', f'label = "{"Не" * (number % 3 + 1)} ')


def word(project: Path, number: int) -> None:
    replaced(project / "builder/language/words.toml", '"объявления"', f'"объявления {number}"')


def code(project: Path, number: int) -> None:
    replaced(project / "builder/plainsite.py", "LATEST = 5", f"LATEST = {number % 3 + 1}5")


def style(project: Path, number: int) -> None:
    with (project / "static/site.css").open("a") as file:
        file.write(f"/* {number} */\n")


def more(project: Path, number: int) -> None:
    write_content(project / "content", [a_call(f"eschyo-{number}"), a_report(f"otchyot-{number}")])


def fewer(project: Path, number: int) -> None:
    found = sorted((project / "content/announcements").glob("*.md"))
    found[number % len(found)].unlink()


def edited(project: Path, number: int) -> None:
    """One text is changed, another gets a new name."""
    one, *_, other = sorted((project / "content/announcements").glob("*.md"))
    one.write_text(f"{one.read_text('utf-8')}\nДополнение {number}.\n", "utf-8")
    other.rename(other.with_name(f"drugoe-imya-{number}.md"))


CHANGES: tuple[Callable[[Path, int], None], ...] = (
    template, vocabulary, word, code, style, more, fewer, edited
)  # fmt: skip


@pytest.mark.parametrize("seed", [8, 9])
def test_a_site_follows_all_that_it_is_made_of(project: Path, seed: int) -> None:
    """Every change, in a random order, while days pass and once go back."""
    order, today = list(CHANGES), 0
    random.Random(seed).shuffle(order)
    verified(project, "plain", today)
    for number, change in enumerate(order):
        change(project, number)
        today += (number % 4) - (number == 5) * 6
        verified(project, "plain", today)
    style(project, 9)
    replaced(project / "static/site.css", "/* 9 */\n", "")
    assert "собрано 0" in verified(project, "plain", today)


def test_the_whole_site_follows_them_too(project: Path) -> None:
    verified(project, "full", 0)
    verified(project, "full", 6)
    template(project, 1)
    vocabulary(project, 1)
    assert "взято готовых 0" in verified(project, "full", 40)
