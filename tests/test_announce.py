"""IndexNow: only what changed is told, only once it was taken is it remembered."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from builder.site import Site
from model.problem import SettingProblem
from publish import announce, snapshot
from publish.announce import Indexing, News
from publish.job import night
from publish.night import FINE, INCOMPLETE
from publish.settings import read_settings
from tests.test_publish import a_job, write

KEY = "0123456789abcdef"
SITE = Site(base_url="https://radar.test/app/", indexnow=KEY)


@dataclass
class Receiver:
    """A search engine on loopback: keeps what it is told, answers as it is set."""

    address: str = ""
    answer: int = 200
    told: list[Any] = field(default_factory=list)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            assert self.headers["Content-Type"] == "application/json"
            kept.told.append(json.loads(self.rfile.read(length)))
            self.send_response(kept.answer)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        kept.address = f"http://127.0.0.1:{server.server_port}/indexnow"
        yield kept
        server.shutdown()


def a_map(site: Path, rows: dict[str, str], name: str = "sitemap.xml") -> Path:
    site.mkdir(exist_ok=True)
    urls = "".join(
        f"<url><loc>{address}</loc>{day and f'<lastmod>{day}</lastmod>'}</url>"
        for address, day in rows.items()
    )
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    (site / name).write_text(f"<urlset {space}>{urls}</urlset>", "utf-8")
    return site


def test_only_new_addresses_and_new_days_are_told(tmp_path: Path) -> None:
    state = tmp_path / "state"
    rows = {"https://r.test/a/1/": "2026-11-01", "https://r.test/a/2/": "2026-11-01",
            "https://r.test/": ""}  # fmt: skip
    first = announce.news(a_map(tmp_path / "site", rows), state)
    assert first.changed == ()
    announce.remember(state, first)
    assert announce.news(tmp_path / "site", state).changed == ()
    rows |= {"https://r.test/a/2/": "2026-11-02", "https://r.test/a/3/": "2026-10-01"}
    second = announce.news(a_map(tmp_path / "site", rows), state)
    assert second.changed == ("https://r.test/a/2/", "https://r.test/a/3/")


def test_a_damaged_memory_tells_nothing_and_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / announce.MEMORY).write_text("{oops")
    told = announce.news(a_map(tmp_path / "site", {"https://r.test/": ""}), tmp_path)
    assert told.changed == ()
    announce.remember(tmp_path, told)
    assert announce.news(tmp_path / "site", tmp_path) == News(changed=(), marks=told.marks)


def test_the_message_is_as_the_protocol_asks(receiver: Receiver) -> None:
    announce.announce(["https://radar.test/app/a/1/"], SITE, receiver.address)
    assert receiver.told == [
        {
            "host": "radar.test",
            "key": KEY,
            "keyLocation": f"https://radar.test/app/{KEY}.txt",
            "urlList": ["https://radar.test/app/a/1/"],
        }
    ]
    announce.announce([], SITE, receiver.address)
    announce.announce([str(n) for n in range(announce.MOST + 1)], SITE, receiver.address)
    assert [len(one["urlList"]) for one in receiver.told] == [1, announce.MOST, 1]


@pytest.mark.parametrize("answer", [302, 403, 422, 429, 500])
def test_a_refusal_is_told_with_its_code(receiver: Receiver, answer: int) -> None:
    receiver.answer = answer
    with pytest.raises(OSError, match=str(answer)):
        announce.announce(["https://radar.test/"], SITE, receiver.address)


def test_nobody_there_is_told_in_words() -> None:
    with pytest.raises(OSError, match="не отвечает"):
        announce.announce(["https://radar.test/"], SITE, "http://127.0.0.1:9/")


def test_parts_of_a_long_map_count_as_the_map(tmp_path: Path) -> None:
    a_map(tmp_path, {"https://r.test/a/1/": "2026-11-01"}, "sitemap-1.xml")
    a_map(tmp_path, {"https://r.test/a/2/": ""}, "sitemap-2.xml")
    index = "".join(f"<sitemap><loc>https://r.test/sitemap-{n}.xml</loc></sitemap>" for n in (1, 2))
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    (tmp_path / "sitemap.xml").write_text(f"<sitemapindex {space}>{index}</sitemapindex>")
    assert snapshot.sitemap_days(tmp_path) == {
        "https://r.test/a/1/": "2026-11-01", "https://r.test/a/2/": ""
    }  # fmt: skip
    read = snapshot.read(tmp_path, "https://r.test/")
    assert read.sitemap == ("a/1/index.html", "a/2/index.html")
    (tmp_path / "sitemap-2.xml").unlink()
    assert snapshot.read(tmp_path, "https://r.test/").sitemap is None


def test_settings_ask_for_an_address(tmp_path: Path) -> None:
    assert read_settings(tmp_path).indexnow == Indexing()
    (tmp_path / "publish.toml").write_text('[indexnow]\nendpoint = "yandex.com"')
    with pytest.raises(SettingProblem, match=r"indexnow\.endpoint"):
        read_settings(tmp_path)


@pytest.mark.long
def test_a_night_tells_what_it_changed(tmp_path: Path, receiver: Receiver) -> None:
    write(tmp_path, 1)
    write(tmp_path, 2)
    (tmp_path / "content/site.toml").write_text(f'indexnow = "{KEY}"')
    job = a_job(tmp_path)
    assert night(job).announced == []
    assert receiver.told == []
    job = replace(job, settings=replace(job.settings, indexnow=Indexing(endpoint=receiver.address)))
    assert night(job).code == FINE
    assert receiver.told == []
    assert (tmp_path / "published" / f"{KEY}.txt").read_text() == f"{KEY}\n"
    write(tmp_path, 3)
    receiver.answer = 503
    done = night(job)
    assert (done.code, done.published, done.announced) == (INCOMPLETE, True, [])
    receiver.answer = 200
    told = night(job).announced
    assert "https://radar.test/a/2026-11-19-kurs-3-a1b203/" in told
    assert not [address for address in told if "kurs-1" in address]
    assert receiver.told[-1]["urlList"] == told
    assert night(job).announced == []
