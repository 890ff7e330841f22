"""A run that the disk or a person breaks off: told in a line, quick to end, nothing half done."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scraper.commands.telling import broken
from scraper.fetch.cache import Cache
from scraper.outcome import Outcome, State
from scraper.storage import health
from tests.commands import ROOT, Ran, process, scrape
from tests.replica import Answer, Clock, Replica, fetcher, html, problem
from tests.test_run import FEED, ITEM, run, source

RSS = {"Content-Type": "text/xml; charset=utf-8"}
GOOD = Answer(body=FEED.format(ITEM.format(n=1)).encode(), headers=RSS)


def one_line(done: Ran | subprocess.CompletedProcess[str], *words: str) -> bool:
    return done.stderr.count("\n") == 1 and all(word in done.stderr for word in words)


@pytest.mark.parametrize("place", ["content", "state", "state/pristine", "state/known", "report"])
def test_a_disk_that_refuses_is_told_in_one_line(tmp_path: Path, place: str) -> None:
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text("a file where a folder must be", encoding="utf-8")
    report = tmp_path / "report" / "x.json" if place == "report" else tmp_path / "x.json"
    with Replica() as site:
        source(tmp_path, "tver", site.on("/good", GOOD))
        done = run(tmp_path, "--report", report, by=process if place == "content" else scrape)
    assert done.returncode == 2
    assert one_line(done, "не записано", "проверьте место на диске"), done.stderr


def test_a_cache_that_cannot_be_written_costs_no_page(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state/fetch").write_text("", encoding="utf-8")
    kept = Answer(body=GOOD.body, headers={**RSS, "ETag": '"1"'})
    with Replica() as site:
        source(tmp_path, "tver", site.on("/good", kept))
        done = run(tmp_path)
    assert done.returncode == 0
    assert one_line(done, "не запоминаются", "fetch"), done.stderr
    assert "1 new" in done.stdout


def test_after_a_refusal_the_cache_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = Cache(tmp_path / "file")
    cache.save("a", {"etag": '"1"'}, b"a")
    first = cache.trouble
    cache.save("b", {"etag": '"1"'}, b"b")
    assert first
    assert cache.trouble == first


def test_what_is_known_of_a_source_is_on_disk_before_the_next_one_s_turn(tmp_path: Path) -> None:
    """The second source hangs, the process is killed: the first one's record is whole."""
    with Replica() as site:
        site.on("/slow", Answer(body=b"x", hang=20.0))
        source(tmp_path, "a-good", site.on("/good", GOOD))
        source(tmp_path, "b-slow", site.url("/slow"))
        with started(tmp_path) as process:
            seen = until(lambda: "a-good" in health.load(tmp_path / "state"))
            process.kill()
    assert seen
    assert health.load(tmp_path / "state")["a-good"].state == "ok"


def test_an_interrupted_run_asks_for_nothing_more_and_says_so(tmp_path: Path) -> None:
    with Replica() as site:
        site.on("/robots.txt", Answer(body=b"User-agent: *\nCrawl-delay: 50\n"))
        source(tmp_path, "tver", site.on("/good", GOOD))
        with started(tmp_path) as process:
            assert until(lambda: bool(site.every))
            process.send_signal(signal.SIGINT)
            said = process.communicate()[1]
        assert site.asked == []
    assert process.returncode == 130
    assert said.startswith("прервано")
    assert "Traceback" not in said


def started(folder: Path) -> subprocess.Popen[str]:
    folders = [f"--{name}={folder / name}" for name in ("sources", "content", "state")]
    more = ["--today=2026-11-21", "--allow-private-addresses"]
    return subprocess.Popen(
        [sys.executable, "-m", "scraper", "run", *folders, *more],
        cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, preexec_fn=hear,
    )  # fmt: skip


def hear() -> None:
    """Ctrl+C reaches it, though the tests may run in the background, where a shell mutes it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def until(true: Callable[[], bool], seconds: float = 120) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def test_a_stopped_fetcher_asks_for_nothing_more() -> None:
    with Replica() as site:
        url = site.on("/", html("<p>да</p>"))
        polite = fetcher(Clock())
        polite.get(url)
        polite.stop()
        assert "прерван" in problem(lambda: polite.get(url)).reason
        assert len(site.asked) == 1


def test_damaged_names_of_sources_are_written_anew(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state/sources.json").write_text("<<<<<<<", encoding="utf-8")
    with Replica() as site:
        source(tmp_path, "tver", site.on("/good", GOOD))
        assert run(tmp_path).returncode == 0
    assert list(json.loads((tmp_path / "state/sources.json").read_bytes())) == ["tver"]


def an_outcome(name: str, reason: str, state: State = State.UNREACHABLE) -> Outcome:
    return Outcome(id=name, state=state, reason=reason)


def test_sources_broken_alike_share_a_line_and_no_network_is_named() -> None:
    down = [an_outcome(f"s{n}", f"https://s{n}.test/: нет имени") for n in range(20)]
    alike, offline = broken(down)
    assert "источников — 20: s0, s1" in alike
    assert alike.endswith("и ещё 8")
    assert "сети нет у нас самих" in offline
    (said,) = broken([*down[:1], an_outcome("t", "", State.OK)])
    assert said == "s0: unreachable: https://s0.test/: нет имени"


AGENTS = [
    ("https://radar.example.org/robot", "; +https://radar.example.org/robot)"),
    ("robot@example.org", "; +robot@example.org)"),
    ("", "KadrovyRadar/1.0)"),
]


@pytest.mark.parametrize(("contact", "agent"), AGENTS)
def test_a_contact_is_told_as_it_was_set_and_none_is_invented(
    tmp_path: Path, contact: str, agent: str
) -> None:
    with Replica() as site:
        source(tmp_path, "tver", site.on("/good", GOOD))
        assert run(tmp_path, f"--contact={contact}").returncode == 0
        assert {asked.headers["user-agent"][-len(agent) :] for asked in site.every} == {agent}


def test_whoever_goes_out_without_a_contact_is_told_how_to_set_one(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    folders = [f"--{name}={tmp_path / name}" for name in ("sources", "content", "state")]
    done = scrape("run", *folders, "--contact=")
    assert one_line(done, "RADAR_CONTACT", "--contact"), done.stderr


@pytest.mark.parametrize("contact", ["радар", "javascript:alert(1)", "a@b.ru\nX: y", "https://"])
def test_a_contact_that_nobody_can_write_to_is_a_wrong_command(
    tmp_path: Path, contact: str
) -> None:
    (tmp_path / "sources").mkdir()
    done = run(tmp_path, f"--contact={contact}")
    assert done.returncode == 2
    assert "нужен адрес страницы" in done.stderr
