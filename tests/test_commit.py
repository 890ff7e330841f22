"""The robot and an editor push to one repository: real git, real clones, nothing lost."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from pathlib import Path

import pytest

from model.problem import SettingProblem
from publish import commit
from publish.commit import Clone, GitProblem
from tests.nights import announcement, change, clone, git, push, write

FILE = "content/announcements/2026-11-19-kurs-a1b2c3.md"
PRISTINE = "state/pristine/2026-11-19-kurs-a1b2c3.md"


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A bare repository with one announcement as the robot left it."""
    bare = tmp_path / "origin.git"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(bare))
    first = clone(tmp_path, "first")
    git(first, "checkout", "--quiet", "-B", "main")
    write(first, FILE, announcement("Курс"))
    write(first, PRISTINE, announcement("Курс"))
    write(first, "state/health.json", '{"sources": []}\n')
    write(first, "README.md", "проект\n")
    push(first, "начало")
    return bare


def robot(folder: Path, *options: str) -> Clone:
    top = clone(folder, "robot", *options)
    return commit.clone(top / "content", top / "state")


def scrape(here: Clone, old: str, new: str) -> None:
    """What a run does when a source changed: content first, then its pristine copy."""
    change(here.top, FILE, old, new)
    change(here.top, PRISTINE, old, new)


def robot_pushes(here: Clone, message: str = "Робот: изменено 1") -> bool:
    if commit.is_due(here, verdict_changed=False):
        commit.record(here, message)
    return commit.push(here, wait=0.05)


def published(origin: Path, name: str = FILE) -> str:
    return git(origin, "show", f"main:{name}")


def test_a_run_that_changed_nothing_commits_nothing(tmp_path: Path, origin: Path) -> None:
    here = robot(tmp_path)
    before = git(origin, "rev-parse", "main")
    assert robot_pushes(here) is False
    assert git(origin, "rev-parse", "main") == before


def test_a_new_day_in_the_health_record_is_no_reason_for_a_commit(
    tmp_path: Path, origin: Path
) -> None:
    here = robot(tmp_path)
    write(here.top, "state/health.json", '{"sources": [1]}\n')
    assert commit.is_due(here, verdict_changed=False) is False
    assert commit.is_due(here, verdict_changed=True) is True


@pytest.mark.parametrize("options", [(), ("--depth=1",)], ids=["whole", "shallow"])
def test_both_sides_of_a_race_are_kept_field_by_field(
    tmp_path: Path, origin: Path, options: tuple[str, ...]
) -> None:
    here, editor = robot(tmp_path, *options), clone(tmp_path, "editor")
    change(editor, FILE, "title: Курс", "title: Курс для медсестёр")
    push(editor, "правка")
    scrape(here, "apply_close: 2026-12-05", "apply_close: 2026-12-15")
    assert robot_pushes(here)
    text = published(origin)
    assert "title: Курс для медсестёр" in text
    assert "2026-12-15" in text
    assert "2026-12-15" in published(origin, PRISTINE)


def test_where_both_changed_a_field_the_editor_s_word_stays(tmp_path: Path, origin: Path) -> None:
    here, editor = robot(tmp_path), clone(tmp_path, "editor")
    change(editor, FILE, "apply_close: 2026-12-05", "apply_close: 2026-12-08")
    push(editor, "правка")
    scrape(here, "apply_close: 2026-12-05", "apply_close: 2026-12-15")
    assert robot_pushes(here)
    assert "2026-12-08" in published(origin)
    assert "2026-12-15" not in published(origin)
    assert "2026-12-05" in published(origin, PRISTINE), "the next run tells that the source objects"


def test_an_editor_s_comments_survive_a_race(tmp_path: Path, origin: Path) -> None:
    here, editor = robot(tmp_path), clone(tmp_path, "editor")
    change(editor, FILE, "title: Курс", "title: 'Курс для медсестёр'  # звонила, проверила")
    push(editor, "правка")
    scrape(here, "apply_close: 2026-12-05", "apply_close: 2026-12-15")
    assert robot_pushes(here)
    assert "title: 'Курс для медсестёр'  # звонила, проверила\n" in published(origin)
    assert "2026-12-15" in published(origin)


def test_a_field_that_both_added_stands_once(tmp_path: Path, origin: Path) -> None:
    here, editor = robot(tmp_path), clone(tmp_path, "editor")
    change(editor, FILE, "title: Курс\n", "title: Курс\norganiser: Колледж\n")
    push(editor, "правка")
    scrape(here, "source: ru-tve-mz\n", "organiser: Министерство\nsource: ru-tve-mz\n")
    assert robot_pushes(here)
    assert published(origin).count("organiser:") == 1
    assert "organiser: Колледж" in published(origin)


def test_a_file_that_an_editor_deleted_stays_deleted(tmp_path: Path, origin: Path) -> None:
    here, editor = robot(tmp_path), clone(tmp_path, "editor")
    git(editor, "rm", "--quiet", FILE)
    push(editor, "убрано")
    scrape(here, "apply_close: 2026-12-05", "apply_close: 2026-12-15")
    assert robot_pushes(here)
    assert FILE not in git(origin, "ls-tree", "-r", "--name-only", "main").splitlines()


def test_a_file_that_an_editor_renamed_takes_the_news(tmp_path: Path, origin: Path) -> None:
    here, editor = robot(tmp_path), clone(tmp_path, "editor")
    git(editor, "mv", FILE, "content/announcements/moy-kurs.md")
    push(editor, "переименовано")
    scrape(here, "apply_close: 2026-12-05", "apply_close: 2026-12-15")
    assert robot_pushes(here)
    assert "2026-12-15" in published(origin, "content/announcements/moy-kurs.md")


def test_a_file_that_an_editor_broke_stays_as_it_is_and_the_news_comes_again(
    tmp_path: Path, origin: Path
) -> None:
    here, editor = robot(tmp_path), clone(tmp_path, "editor")
    change(editor, FILE, "apply_close: 2026-12-05", "apply_close: [до 5")
    push(editor, "опечатка")
    scrape(here, "apply_close: 2026-12-05", "apply_close: 2026-12-15")
    write(here.top, "content/announcements/new-b1b2b3.md", announcement("Другой"))
    assert robot_pushes(here)
    assert "apply_close: [до 5" in published(origin)
    assert "2026-12-05" in published(origin, PRISTINE), "the next run offers the news again"
    assert published(origin, "content/announcements/new-b1b2b3.md")


def test_what_the_machine_remembers_is_the_later_run_s(tmp_path: Path, origin: Path) -> None:
    here, other = robot(tmp_path), clone(tmp_path, "editor")
    for top, said in ((other, "раньше"), (here.top, "позже")):
        write(top, "state/health.json", f'{{"sources": ["{said}"]}}\n')
        write(top, "state/changes.jsonl", f'{{"day": "{said}"}}\n')
    push(other, "другой запуск")
    assert robot_pushes(here)
    assert "позже" in published(origin, "state/health.json")
    log = published(origin, "state/changes.jsonl")
    assert "раньше" in log
    assert "позже" in log


def test_only_content_and_state_are_committed(tmp_path: Path, origin: Path) -> None:
    here = robot(tmp_path)
    write(here.top, "README.md", "чужая правка\n")
    write(here.top, "state/fetch/cache", "пропуск\n")
    git(here.top, "add", "README.md")
    write(here.top, "content/announcements/new-b1b2b3.md", announcement("Другой"))
    assert robot_pushes(here)
    touched = git(origin, "diff", "--name-only", "main~1", "main").splitlines()
    assert touched == ["content/announcements/new-b1b2b3.md"]
    assert (here.top / "README.md").read_text("utf-8") == "чужая правка\n"


def test_another_s_unpushed_work_is_never_pushed(tmp_path: Path, origin: Path) -> None:
    here = robot(tmp_path)
    write(here.top, "README.md", "черновик\n")
    git(here.top, "commit", "--quiet", "--all", "-m", "не готово")
    with pytest.raises(GitProblem, match=r"чужая правка: README\.md"):
        commit.push(here)
    assert published(origin, "README.md") == "проект"


def test_history_is_only_ever_added_to(tmp_path: Path, origin: Path) -> None:
    """A race: an editor pushes without pause while the robot commits run after run."""
    here, editor = robot(tmp_path), clone(tmp_path, "editor")
    seen: list[str] = []
    done = threading.Event()

    def edit() -> None:
        for n in range(5):
            write(editor, f"content/pages/p{n}.md", "текст\n")
            change(editor, FILE, "абзац." + "!" * n, "абзац." + "!" * (n + 1))
            git(editor, "add", "--all")
            git(editor, "commit", "--quiet", "-m", f"правка {n}")
            while subprocess.run(["git", "push", "--quiet", "origin", "HEAD:main"], cwd=editor,
                                 capture_output=True, check=False).returncode:  # fmt: skip
                git(editor, "pull", "--quiet", "--rebase", "origin", "main")
            seen.append(git(origin, "rev-parse", "main"))
        done.set()

    thread = threading.Thread(target=edit)
    thread.start()
    runs = 0
    while not done.is_set() or runs < 3:
        scrape(here, f"apply_close: 2026-12-{5 + runs:02}", f"apply_close: 2026-12-{6 + runs:02}")
        assert robot_pushes(here)
        runs += 1
        seen.append(git(origin, "rev-parse", "main"))
        if runs == 9:
            break
    thread.join()
    for one in seen:
        git(origin, "merge-base", "--is-ancestor", one, "main")
    text = published(origin)
    assert "абзац.!!!!!" in text
    assert f"apply_close: 2026-12-{5 + runs:02}" in text
    assert len(git(origin, "ls-tree", "--name-only", "main:content/pages").splitlines()) == 5


def test_a_push_that_is_always_overtaken_gives_up_and_loses_nothing(
    tmp_path: Path, origin: Path
) -> None:
    here, editor = robot(tmp_path), clone(tmp_path, "editor")
    hook = origin / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'cannot lock ref' >&2\nexit 1\n")
    hook.chmod(0o755)
    scrape(here, "apply_close: 2026-12-05", "apply_close: 2026-12-15")
    commit.record(here, "Робот: изменено 1")
    with pytest.raises(GitProblem, match="опередили нас 3 раз"):
        commit.push(here, tries=3, wait=0.01)
    hook.unlink()
    change(editor, FILE, "title: Курс", "title: Курс!")
    push(editor, "правка")
    assert robot_pushes(here), "the next run pushes what the last could not"
    assert "2026-12-15" in published(origin)
    assert "title: Курс!" in published(origin)


def test_a_refusal_that_trying_cannot_mend_is_told_at_once(tmp_path: Path, origin: Path) -> None:
    here = robot(tmp_path)
    hook = origin / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'ветка защищена' >&2\nexit 1\n")
    hook.chmod(0o755)
    scrape(here, "apply_close: 2026-12-05", "apply_close: 2026-12-15")
    commit.record(here, "Робот: изменено 1")
    started = time.monotonic()
    with pytest.raises(GitProblem, match="git push"):
        commit.push(here, wait=5)
    assert time.monotonic() - started < 30


def test_a_clone_that_a_killed_run_left_in_a_rebase_is_mended(tmp_path: Path, origin: Path) -> None:
    here, editor = robot(tmp_path), clone(tmp_path, "editor")
    change(editor, FILE, "2026-12-05", "2026-12-08")
    push(editor, "правка")
    scrape(here, "2026-12-05", "2026-12-15")
    commit.record(here, "Робот: изменено 1")
    here.git("fetch", "--quiet", "origin", "main")
    assert here.ask("rebase", "FETCH_HEAD")[0] != 0, "a plain rebase stops at the conflict"
    lock = here.top / ".git/index.lock"
    lock.touch()
    os.utime(lock, (1, 1))
    commit.sync(here)
    assert robot_pushes(here)
    assert "2026-12-08" in published(origin)


def test_editors_pushes_are_taken_before_the_run(tmp_path: Path, origin: Path) -> None:
    here, editor = robot(tmp_path), clone(tmp_path, "editor")
    change(editor, FILE, "title: Курс", "title: Курс!")
    push(editor, "правка")
    commit.sync(here)
    assert "title: Курс!" in (here.top / FILE).read_text("utf-8")


def test_a_detached_checkout_knows_its_branch_from_the_ci(
    tmp_path: Path, origin: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = robot(tmp_path)
    git(here.top, "checkout", "--quiet", "--detach")
    for name in ("CI_COMMIT_BRANCH", "CI_DEFAULT_BRANCH", "GITHUB_REF_NAME"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SettingProblem, match="--branch"):
        commit.clone(here.top / "content", here.top / "state")
    monkeypatch.setenv("CI_COMMIT_BRANCH", "main")
    found = commit.clone(here.top / "content", here.top / "state")
    scrape(found, "2026-12-05", "2026-12-15")
    assert robot_pushes(found)


@pytest.mark.parametrize("folder", ["content", "missing"])
def test_a_folder_outside_git_is_told(tmp_path: Path, folder: str) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(SettingProblem, match="клон"):
        commit.clone(tmp_path / folder, tmp_path / "state")
