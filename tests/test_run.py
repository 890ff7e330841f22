"""A whole run over the replica web: what it writes, what a broken source leaves alone."""

from __future__ import annotations

import contextlib
import json
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from model import content
from scraper.demo import replica
from scraper.fetch import fetcher as fetching
from scraper.response import Response
from scraper.run import Workers, gather, spread
from scraper.run import run as run_all
from scraper.source import load
from scraper.storage.store import Store
from tests.commands import ROOT, Ran, process, scrape
from tests.replica import Clock, fetcher

TODAY = date(2026, 11, 21)
FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{}</channel></rss>'
ITEM = """<item><title>В Твери откроется курс для медсестёр</title>
<link>http://127.0.0.1/news/{n}/</link><pubDate>Thu, 19 Nov 2026 10:00:00 +0300</pubDate>
<description>Министерство здравоохранения Тверской области набирает медсестёр на курс повышения
квалификации. Заявки принимают до 5 декабря 2026 года, занятия пройдут с 10 по 12 декабря 2026 года
в Твери. Обучение бесплатное, слушатели получат удостоверение.</description></item>"""
ANSWERS = {
    "/good": (200, "text/xml", FEED.format(ITEM.format(n=1))),
    "/html": (200, "text/html", "<html><body><h1>Вход</h1></body></html>"),
    "/empty": (200, "text/xml", FEED.format("")),
    "/down": (500, "text/html", "ошибка"),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, kind, text = ANSWERS.get(self.path.partition("?")[0], (404, "text/plain", ""))
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def web() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def run(
    folder: Path,
    *more: str | Path,
    by: Callable[..., Ran | subprocess.CompletedProcess[str]] = scrape,
) -> Ran | subprocess.CompletedProcess[str]:
    folders = (f"--{name}={folder / name}" for name in ("sources", "content", "state"))
    report = f"--report={folder / 'report.json'}"
    fixed = ("--today=2026-11-21", "--allow-private-addresses")
    return by("run", *folders, *fixed, report, *more)


def source(folder: Path, name: str, url: str) -> None:
    path = folder / "sources" / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f'name = "Министерство"\nregion = "RU-TVE"\nrole = "ministry"\nurl = "{url}"\n'
        'adapter = "feed"\n[fetch]\ndelay = 0.0\n',
        encoding="utf-8",
    )


def announced(folder: Path) -> list[str]:
    return [path.name for path in content.files(folder / "content")]


def tree(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*.md")}


def test_a_good_source_is_kept_and_a_second_run_writes_nothing(tmp_path: Path, web: str) -> None:
    source(tmp_path, "tver", f"{web}/good")
    done = run(tmp_path, by=process)
    assert done.returncode == 0, done.stderr
    (row,) = json.loads((tmp_path / "report.json").read_text("utf-8"))["sources"]
    assert (row["state"], row["posts"], row["kept"], row["new"]) == ("ok", 1, 1, 1)
    before = tree(tmp_path)
    assert run(tmp_path, by=process).returncode == 0
    assert tree(tmp_path) == before
    (read,) = content.load(tmp_path / "content").announcements
    assert (str(read.apply_close), read.region, read.kind) == ("2026-12-05", "RU-TVE", "training")


@pytest.mark.parametrize(
    ("path", "state"),
    [("html", "layout"), ("empty", "empty"), ("down", "error"), ("gone", "error")],
)
def test_a_source_that_fails_leaves_all_in_place_and_is_told(
    tmp_path: Path, web: str, path: str, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "BACK_OFF", 0.01)  # seconds; the length of pauses: test_fetch.py
    source(tmp_path, "tver", f"{web}/good")
    run(tmp_path)
    before = tree(tmp_path)
    source(tmp_path, "tver", f"{web}/{path}")
    done = run(tmp_path)
    assert done.returncode == 1
    assert tree(tmp_path) == before
    (row,) = json.loads((tmp_path / "report.json").read_text("utf-8"))["sources"]
    assert row["state"] == state
    assert row["reason"]
    assert "tver" in done.stderr


def test_one_failure_stops_nothing_else(tmp_path: Path, web: str) -> None:
    source(tmp_path, "gone", f"{web}/gone")
    source(tmp_path, "tver", f"{web}/good")
    assert run(tmp_path).returncode == 1
    assert len(announced(tmp_path)) == 1


def test_a_mistake_in_a_source_file_runs_nothing(tmp_path: Path, web: str) -> None:
    source(tmp_path, "tver", f"{web}/good")
    (tmp_path / "sources/tver.toml").write_text('nam = "x"', encoding="utf-8")
    done = run(tmp_path)
    assert done.returncode == 2
    assert "вы имели в виду «name»" in done.stderr
    assert not (tmp_path / "content").exists()


def test_an_unknown_source_is_a_wrong_command(tmp_path: Path, web: str) -> None:
    source(tmp_path, "tver", f"{web}/good")
    done = run(tmp_path, "--only", "tvre")
    assert done.returncode == 2
    assert "вы имели в виду «tver»" in done.stderr


def test_sources_of_one_host_do_not_keep_the_others_waiting(tmp_path: Path) -> None:
    hosts = {"a1": "a", "a2": "a", "a3": "a", "b": "b", "c1": "c", "c2": "c"}
    for name, host in hosts.items():
        source(tmp_path, name, f"https://{host}.test/{name}")
    sources, _ = load(tmp_path / "sources")
    assert [one.id for one in spread(sources)] == ["a1", "b", "c1", "a2", "c2", "a3"]


def crashes(url: str, /, *, headers: Mapping[str, str] | None = None) -> Response:
    raise ZeroDivisionError(f"a fault of ours at {url}")


def test_a_crash_is_told_with_its_traceback_and_stops_nothing_else(
    tmp_path: Path, web: str
) -> None:
    for name in ("a-crash", "b-good"):
        source(tmp_path, name, f"{web}/good?{name}")
    sources, _ = load(tmp_path / "sources")
    gets = {"a-crash": crashes, "b-good": fetcher(Clock()).get}
    store = Store(tmp_path / "content", tmp_path / "state")
    with ThreadPoolExecutor() as threads:
        report = run_all(
            sources,
            lambda some: [gather(one, gets[one.id], TODAY) for one in some],
            store,
            Workers(threads),
        )
    crash, good = (outcome.row() for outcome in report.outcomes)
    assert (crash["state"], good["state"], good["new"]) == ("error", "ok", 1)
    assert "ZeroDivisionError: a fault of ours" in crash["traceback"]
    assert "in crashes" in crash["traceback"]
    assert "traceback" not in good


def test_an_unknown_command_suggests_the_near_one() -> None:
    done = scrape("helth")
    assert done.returncode == 2
    assert "health" in done.stderr


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    done = process("run", "--demo", "--content", folder / "content", "--state", folder / "state")
    assert done.returncode == 0, done.stderr
    return folder


def test_the_demo_gives_forty_announcements_over_twelve_regions_of_all_kinds(demo: Path) -> None:
    catalogue = content.load(demo / "content")
    assert catalogue.problems == ()
    assert len(catalogue.announcements) >= 40
    assert len({a.region for a in catalogue.announcements}) >= 12
    assert {a.kind for a in catalogue.announcements} == {"training", "conference", "talent"}
    assert any(a.reprint_of for a in catalogue.announcements)


def test_the_demo_never_touches_the_content_that_people_own(demo: Path) -> None:
    done = subprocess.run(["git", "status", "--porcelain", "content"], cwd=ROOT,
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert "demo" not in done.stdout
    mine = {path.name for path in content.files(ROOT / "content")}
    assert mine.isdisjoint(announced(demo))


def test_a_demo_source_can_be_shown_without_writing(tmp_path: Path) -> None:
    with replica() as folder:
        (path, *_) = sorted(folder.glob("*kirov*.toml"))
        done = scrape("show", path, "--today", "2026-11-21", "--allow-private-addresses")
    assert done.returncode == 0, done.stderr
    assert "posts" in done.stdout
    with contextlib.suppress(StopIteration):
        assert not next(tmp_path.iterdir())
