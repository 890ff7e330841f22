"""Kills the night's work at random instants and looks at what is left. Run by test_torture.py, or:
``python -m tests.torture FOLDER KILLS SEED``.

The parent serves a feed that says something else every round; the child, forked warm, scrapes,
merges, builds and publishes with the ordinary code, and is killed with its whole group.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import build
from builder.writing import output
from model import content
from model.announcement import Announcement
from publish import deliver, gates, snapshot
from scraper.__main__ import main as scraper
from scraper.storage.store import key

DAY = "2026-11-21"
BASE = "https://radar.test/"
POSTS = 6
LENGTHS = 7
"""The feed has so many lengths in turn."""

DRAWN = "Название, которое дал редактор"
ITEM = """<item><title>В Твери откроется курс для медсестёр: поток {n}</title>
<link>http://127.0.0.1/news/{n}/</link><pubDate>{day:02} Nov 2026 10:00:00 +0300</pubDate>
<description>Министерство здравоохранения Тверской области набирает медсестёр на курс повышения
квалификации, поток {n}. Заявки принимают до {close} декабря 2026 года, занятия пройдут с 25 по 28
декабря 2026 года в Твери. Слушатели получат удостоверение номер {revision}.</description></item>"""
FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{}</channel></rss>'


class Source(BaseHTTPRequestHandler):
    """The feed of the round."""

    revision = 0

    def do_GET(self) -> None:
        found = self.path == "/feed"
        body = feed(Source.revision).encode() if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        return


class Server(ThreadingHTTPServer):
    """Says nothing of a reader that was killed."""

    def handle_error(self, request: object, client_address: object) -> None:
        return


def feed(revision: int) -> str:
    """Each round some posts are new, and all have moved."""
    items = (
        ITEM.format(n=n, day=1 + n % 19, close=1 + (n + revision) % 20, revision=revision)
        for n in range(POSTS + revision % LENGTHS)
    )
    return FEED.format("".join(items))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The folders of one torture."""

    folder: Path

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def state(self) -> Path:
        return self.folder / "state"

    @property
    def readers(self) -> Path:
        return self.folder / "published"

    @property
    def _told(self) -> list[str]:
        return ["--content", str(self.content), "--state", str(self.state), "--today", DAY]

    def scrape(self) -> int:
        return scraper(["run", *self._told, "--sources", str(self.folder / "sources"), "--jobs=1",
                        "--allow-private-addresses"])  # fmt: skip

    def work(self, begin: Callable[[], object] = lambda: None) -> int:
        """Scrape and merge, build, publish; ``begin`` is called as each of the three begins."""
        begin()
        code = self.scrape()
        site = self.folder / "site"
        begin()
        code |= build.main([*self._told, "--site", str(site), "--base-url", BASE, "--jobs=1"])
        begin()
        deliver.deliver(site, str(self.readers))
        return code

    def files(self) -> list[Path]:
        return list(content.files(self.content))


def prepare(folder: Path, port: int) -> Place:
    here = Place(folder=folder)
    sources = folder / "sources"
    sources.mkdir(parents=True)
    (sources / "ru-tve-mz.toml").write_text(
        'name = "Министерство"\nregion = "RU-TVE"\nrole = "ministry"\nadapter = "feed"\n'
        f'url = "http://127.0.0.1:{port}/feed"\n[fetch]\ndelay = 0.0\n',
        encoding="utf-8",
    )
    return here


def forked(work: Callable[[Callable[[], object]], int]) -> tuple[int, int]:
    """Start work in a group of its own: its process, and a pipe that gets a byte as each phase
    begins. The child never returns."""
    told, tell = os.pipe()
    child = os.fork()
    if child:
        os.close(tell)
        with contextlib.suppress(OSError):
            os.setpgid(child, child)
        return child, told
    code = 3
    try:
        os.setpgid(0, 0)
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        code = work(lambda: os.write(tell, b"."))
    finally:
        os._exit(code)


def finished(here: Place) -> list[float]:
    """Let the work run to its end; the seconds that each phase took."""
    child, told = forked(here.work)
    moments = []
    while os.read(told, 1):
        moments.append(time.perf_counter())
    os.close(told)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, "the run after the kill did not complete"
    return [later - earlier for earlier, later in pairwise([*moments, time.perf_counter()])]


def killed(here: Place, phase: int, after: float) -> bool:
    """Kill the work so long after a phase began; false if it had ended before."""
    child, told = forked(here.work)
    for _ in range(phase + 1):
        os.read(told, 1)
    time.sleep(after)
    ended, _ = os.waitpid(child, os.WNOHANG)
    if not ended:
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
    os.close(told)
    return not ended


def whole(here: Place, edited: Path, deleted: Path) -> None:
    """Content, state and what readers see are each whole, and people's work is theirs."""
    for path in [*here.files(), *sorted((here.state / "pristine").glob("*.md"))]:
        content.read(path)
    for path in here.state.glob("*.json"):
        json.loads(path.read_text("utf-8"))
    log = here.state / "changes.jsonl"
    for line in log.read_text("utf-8").splitlines() if log.exists() else ():
        json.loads(line)
    assert content.read(edited).title == DRAWN
    assert not deleted.exists()


def site_whole(site: Path) -> None:
    """Every file that the site says it has is there, and no gate would hold it."""
    marker = output.read_built(site)
    listed = set(marker.digests) | set(marker.index)
    assert listed == output.lying(site) - {output.MARKER}
    assert gates.held(snapshot.read(site, BASE), None, gates.Limits()) == []


def converged(here: Place, fresh: Place, edited: Path) -> None:
    """Every announcement says what an undisturbed run, the first of its folder, has stored."""
    said = {key(path.stem): content.read(path) for path in fresh.files()}
    told = [path for path in here.files() if key(path.stem) in said]
    assert len(told) == len(said) - 1, "all but the one that a person deleted"
    for path in told:
        mine, theirs = content.read(path), said[key(path.stem)]
        like = replace(theirs, id=mine.id, title=mine.title if path == edited else theirs.title)
        # When we looked, and which of the like leads, depends on what was seen before.
        found = unlike(mine, like)
        assert not found, f"{path.name}: {found}"


def unlike(mine: Announcement, like: Announcement) -> dict[str, tuple[object, object]]:
    """The lasting fields in which the two differ, each with both values."""
    pairs = {
        field.name: (getattr(mine, field.name), getattr(like, field.name)) for field in fields(mine)
    }
    return {
        n: pair
        for n, pair in pairs.items()
        if pair[0] != pair[1] and n not in {"fetched", "reprint_of"}
    }


def touched(here: Place) -> tuple[Path, Path]:
    """What a person does to the first two files: edit one, delete one."""
    edited, deleted = here.files()[:2]
    text = edited.read_text("utf-8").splitlines(keepends=True)
    edited.write_text("".join([text[0], f"title: {DRAWN}\n", *text[2:]]), "utf-8")
    deleted.unlink()
    return edited, deleted


@contextlib.contextmanager
def served() -> Iterator[int]:
    """The feed's port."""
    server = Server(("127.0.0.1", 0), Source)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def torture(folder: Path, port: int, kills: int, seed: int) -> dict[str, float]:
    """Returns what happened: how many runs were killed, how often readers saw a new site."""
    chance = random.Random(seed)
    here = prepare(folder / "tortured", port)
    with contextlib.redirect_stdout(sys.stderr):
        here.work()  # in this process, so that its children are born with all that is imported
    edited, deleted = touched(here)
    Source.revision += 1
    lasts = finished(here)
    done, swaps, seen = 0, 0, here.readers.stat().st_ino
    while done < kills:
        Source.revision += 1
        phase = done % len(lasts)
        done += killed(here, phase, chance.uniform(0, lasts[phase]))
        whole(here, edited, deleted)
        now = here.readers.stat().st_ino
        if now != seen:
            swaps, seen = swaps + 1, now
            site_whole(here.readers)
    finished(here)
    whole(here, edited, deleted)
    site_whole(here.readers)
    left = [p.name for p in folder.rglob("*") if ".new-" in p.name or p.name.endswith(".old")]
    assert left == [], "a killed run's leftovers are cleared up by the next"
    fresh = prepare(folder / "fresh", port)
    finished(fresh)
    converged(here, fresh, edited)
    return {"killed": done, "swaps": swaps, "seconds": round(sum(lasts), 2)}


if __name__ == "__main__":
    with served() as port:
        print(json.dumps(torture(Path(sys.argv[1]), port, int(sys.argv[2]), int(sys.argv[3]))))
