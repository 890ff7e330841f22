"""Every kit is valid where it is to be copied to, and runs the same one command."""

from __future__ import annotations

import configparser
import re
import shlex
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

import build
from publish.__main__ import main
from publish.rehearsal import stage
from tests.sites import samples, write_content

ROOT = Path(__file__).parents[1]
KITS = ROOT / "kits"
BIN = Path(sys.executable).parent
SCHEMAS = {
    "github/radar.yml": ("vendor.github-workflows", "custom.github-workflows-require-timeout"),
    "forgejo/radar.yml": ("vendor.github-workflows", "custom.github-workflows-require-timeout"),
    "gitlab/.gitlab-ci.yml": ("vendor.gitlab-ci",),
}
FORGES = {"github/radar.yml", "forgejo/radar.yml"}
ALL = [*SCHEMAS, "cron/crontab", "systemd/radar.service"]
VALUES = {
    "$BASE_URL": "https://radar.test/",
    "$CI_PAGES_URL": "https://radar.test/",
    "$REBUILD": "--no-scrape",
    "$ASKED": "--allow thin",
    "$MAILTO": "e@example.test",
}


def text(name: str) -> str:
    return (KITS / name).read_text("utf-8")


def parsed(name: str) -> dict[str, Any]:
    # YAML 1.1 takes the key «on» for true.
    return {("on" if k is True else k): v for k, v in yaml.safe_load(text(name)).items()}


def tool(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([BIN / name, *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("kit", "schema"), [(k, s) for k, named in SCHEMAS.items() for s in named])
def test_a_kit_follows_its_published_schema(kit: str, schema: str) -> None:
    done = tool("check-jsonschema", "--builtin-schema", schema, KITS / kit)
    assert done.returncode == 0, done.stdout


def test_a_kit_with_a_mistake_does_not(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(text("gitlab/.gitlab-ci.yml").replace("resource_group: radar", "stage: 7"))
    assert tool("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", wrong).returncode == 1


def test_actionlint_has_nothing_to_say() -> None:
    # Forgejo's runners have labels of their own.
    ignored = ("-ignore", 'label "docker" is unknown')
    done = tool("actionlint", *ignored, *(KITS / name for name in sorted(FORGES)))
    assert done.stdout == ""
    assert done.returncode == 0


def test_actionlint_does_look(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(text("github/radar.yml").replace("steps.pages.outputs", "steps.page.outputs"))
    assert 'property "page" is not defined' in tool("actionlint", wrong).stdout


@pytest.mark.parametrize("kit", sorted(FORGES))
def test_a_schedule_is_at_an_odd_minute_and_runs_one_at_a_time(kit: str) -> None:
    told = parsed(kit)
    minute = int(told["on"]["schedule"][0]["cron"].split()[0])
    assert minute % 5, "round minutes are when everybody's jobs start"
    assert told["concurrency"] == {"group": "radar", "cancel-in-progress": False}


def test_gitlab_runs_one_at_a_time_and_not_for_the_robot_s_own_commits() -> None:
    told = parsed("gitlab/.gitlab-ci.yml")
    assert told["pages"]["resource_group"] == "radar"
    assert told["pages"]["interruptible"] is False
    assert "Робот" in told["workflow"]["rules"][0]["if"]


def test_github_deploys_only_what_the_night_published_and_keeps_its_schedule() -> None:
    jobs = parsed("github/radar.yml")["jobs"]
    assert jobs["deploy"]["needs"] == "night"
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert any("radar.yml/enable" in step.get("run", "") for step in jobs["night"]["steps"])


def test_cron_s_line_is_one_that_cron_takes() -> None:
    lines = [line for line in text("cron/crontab").splitlines() if line and line[0] not in "#"]
    job = next(line for line in lines if line[0].isdigit())
    assert re.fullmatch(r"\d+ \d+ \* \* \*", " ".join(job.split()[:5]))
    assert "%" not in job, "cron ends the command there"
    assert all(re.match(r"[A-Z_]+=", line) for line in lines if line != job)
    assert subprocess.run(["sh", "-n", "-c", job.split(maxsplit=5)[5]], check=False).returncode == 0


def cached(kit: str) -> list[str]:
    """What a kit carries from one run to the next."""
    told = parsed(kit)
    if kit not in FORGES:
        return list(told["pages"]["cache"]["paths"])
    [step] = [one for one in told["jobs"]["night"]["steps"] if "cache@" in one.get("uses", "")]
    return str(step["with"]["path"]).split()


@pytest.mark.parametrize("kit", sorted(SCHEMAS))
def test_what_a_build_remembers_is_carried_but_not_its_second_copy_of_the_site(
    kit: str, tmp_path: Path
) -> None:
    content = write_content(tmp_path / "content", samples())
    folders = [f"--{name}={tmp_path / name}" for name in ("state", "site", "cache")]
    assert build.main([f"--content={content}", *folders, "--jobs=1", "--today=2026-11-18"]) == 0
    [own] = (tmp_path / "cache").glob("build-*")
    patterns = [one.rpartition("/")[2] for one in cached(kit) if one.startswith(".cache/build-*/")]
    carried = {
        path.name for path in own.iterdir() if any(fnmatch(path.name, one) for one in patterns)
    }
    assert {path.name for path in own.iterdir()} - {"twin"} == carried
    assert "content" in carried


def unit(name: str) -> configparser.ConfigParser:
    found = configparser.ConfigParser(interpolation=None, delimiters="=", strict=False)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read_string(text(name))
    return found


def test_the_timer_starts_a_service_that_runs_once_as_nobody_in_particular() -> None:
    service, timer = unit("systemd/radar.service"), unit("systemd/radar.timer")
    assert service["Service"]["Type"] == "oneshot"
    assert service["Service"]["User"] != "root"
    assert service["Service"]["ProtectSystem"] == "strict"
    assert re.fullmatch(r"\*-\*-\* \d\d:\d[1-46-9]:00", timer["Timer"]["OnCalendar"])
    assert timer["Timer"]["Persistent"] == "true"
    assert timer["Install"]["WantedBy"] == "timers.target"


def command(kit: str) -> str:
    """The kit's one line that runs us, as its shell would see it."""
    if kit.endswith(".service"):
        line = unit(kit)["Service"]["ExecStart"].replace("/usr/bin/make", "make")
        options = '"--commit --alerts mail:e@example.test"'
        return line.replace("${TO}", "published").replace("${OPTIONS}", options)
    found = re.findall(r'make publish TO="\$TO" OPTIONS="[^"]*"', text(kit))
    assert len(found) == 1, "one command, and no second way to publish"
    line = str(found[0]).replace('"$TO"', "published")
    for name, value in VALUES.items():
        line = line.replace(name, value)
    return line


@pytest.mark.parametrize("kit", ALL)
def test_a_kit_s_command_runs_dry(
    kit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Through make, as the kit does, then through our own reading of the options."""
    here = stage(tmp_path / "stage")
    asked = ["make", "--no-print-directory", "--dry-run", *shlex.split(command(kit))[1:]]
    made = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    line = next(row for row in made.stdout.splitlines() if "-m publish" in row)
    words = shlex.split(line.partition("||")[0])
    for name, value in {"GITHUB_API_URL": "http://127.0.0.1", "GITHUB_REPOSITORY": "o/r",
                        "GITHUB_TOKEN": "secret"}.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("CI_API_V4_URL", raising=False)
    monkeypatch.chdir(here.clone)
    assert main([*words[words.index("publish") + 1 :], "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "сохранить content и state в Git" in said
    assert "известить" in said
    assert "published" in said
    assert not (here.clone / "published").exists()


def test_every_kit_says_who_we_are_to_the_sites() -> None:
    assert [name for name in ALL if "RADAR_CONTACT" not in text(name)] == []


def test_every_kit_is_described_for_the_engineer() -> None:
    guide = (ROOT / "docs/engineer.md").read_text("utf-8")
    assert [name for name in ALL if f"kits/{name}" not in guide] == []
