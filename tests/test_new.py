"""``new``: a site is probed, and its file and its recording read it again."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from scraper.__main__ import main
from scraper.adapters import collect
from scraper.backfill import deep, until
from scraper.demo.server import serve
from scraper.discover.blocks import blocks
from scraper.discover.recording import POSTS, SOURCE, Playback, summary
from scraper.discover.toml import toml_file
from scraper.formats.markup import Page, page_of
from scraper.post import Post
from scraper.response import Response
from scraper.source import read
from tests.publishers import listing, newspaper, page, posts, publisher
from tests.replica import Answer, Clock, Replica, fetcher

ROOT = Path(__file__).parents[1]
RECORDED = ROOT / "tests/recorded"


@pytest.fixture(scope="module")
def origins() -> Iterator[dict[str, str]]:
    with serve() as found:
        yield found


@pytest.fixture
def site() -> Iterator[Replica]:
    with Replica() as replica:
        yield replica


def new(folder: Path, url: str, *more: str, name: str = "press-test") -> int:
    places = ("--sources", str(folder), "--tests", str(folder / "recorded"))
    return main(["new", name, url, *places, "--delay", "0", "--allow-private-addresses", *more])


def probe(folder: Path, url: str) -> None:
    """Run the command over a paused source, as one does with a registry's."""
    (folder / "press-test.toml").write_text(
        f'name = "Учебный источник"\nregion = "RU-OMS"\nrole = "press"\nnote = "Заметка."\n'
        f'url = "{url}"\nadapter = "feed"\npaused = "Не проверено"\n',
        "utf-8",
    )
    assert new(folder, url) == 0


PLATFORMS = [
    ("bitrix", "/news/", "feed", None),
    ("wordpress", "/", "wordpress", None),
    ("list", "/", "html", {"link": "a.news-card__title", "next": "a.pager__next"}),
    ("netcat", "/novosti/", "html", {"preset": "netcat"}),
    ("mosreg", "/sobytiya/novosti-ministerstva", "html", {"preset": "mosreg"}),
    ("tatarstan", "/index.htm/news", "html", {"preset": "tatarstan"}),
    ("cap", "/news?type=announcements", "html", {"preset": "cap"}),
    ("sitemap", "/", "sitemap", None),
    ("telegram", "/s/medkadry_demo", "telegram", None),
    ("govkz", "/memleket/entities/zhambyl-med-demo/press/news", "govkz", None),
]


@pytest.mark.parametrize(("name", "path", "adapter", "table"), PLATFORMS)
def test_a_site_s_platform_is_found_and_its_recording_reads_the_same(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    origins: dict[str, str],
    name: str,
    path: str,
    adapter: str,
    table: dict[str, str] | None,
) -> None:
    probe(tmp_path, origins[name] + path)
    said = capsys.readouterr().out
    declared = tomllib.loads((tmp_path / "press-test.toml").read_text("utf-8"))
    assert declared["adapter"] == adapter
    assert (table or {}).items() <= declared.get(adapter, {}).items()
    assert "paused" not in declared
    assert (declared["name"], declared["note"]) == ("Учебный источник", "Заметка.")
    recorded = tmp_path / "recorded/press-test"
    expected = json.loads((recorded / POSTS).read_text("utf-8"))
    assert expected
    assert all(row["title"] in said for row in expected)
    assert played(recorded) == expected


def played(folder: Path) -> list[dict[str, str | None]]:
    """What today's source file, or else the recorded one, reads from a recording."""
    today = ROOT / "scraper/sources" / f"{folder.name}.toml"
    source, problems = read(today if today.exists() else folder / SOURCE)
    assert problems == []
    assert source
    count = len(json.loads((folder / POSTS).read_text("utf-8")))
    found = islice(collect(source, Playback(folder)), count)
    return [summary(post) for post in found]


def test_every_recorded_source_still_reads_what_it_read() -> None:
    folders = sorted(path.parent for path in RECORDED.glob(f"*/{POSTS}"))
    read_now = {folder.name: played(folder) for folder in folders}
    then = {folder.name: json.loads((folder / POSTS).read_text("utf-8")) for folder in folders}
    assert read_now == then


TEXT = "Министерство приглашает медицинских сестёр на курс повышения квалификации. " * 8


def unknown(site: Replica) -> None:
    """A site of no known platform: its news at /news/, a menu, a footer, no feed."""
    menu = "<nav>" + "".join(f'<a href="/s{n}/">Раздел номер {n} сайта</a>' for n in range(6))
    rows = "".join(
        f'<tr><td class="d{n}">{n} ноября 2026</td><td><a href="/item?id={n}">'
        f"Набор на курс медсестёр {n}</a></td></tr>"
        for n in range(1, 7)
    )
    site.on("/", page(f"{menu}</nav><h1>Добро пожаловать</h1>"))
    site.on("/news/", page(f"{menu}</nav><div id=content><table>{rows}</table></div>"))
    site.on("/item", page(f"{menu}</nav><article><h1>Набор на курс</h1><p>{TEXT}</p></article>"))


def test_a_list_is_found_below_a_front_page_that_shows_none(tmp_path: Path, site: Replica) -> None:
    unknown(site)
    probe(tmp_path, site.url("/"))
    declared = tomllib.loads((tmp_path / "press-test.toml").read_text("utf-8"))
    assert declared["url"] == site.url("/news/")
    assert "#content" in declared["html"]["link"]


def test_a_feed_of_leads_is_read_with_the_pages_behind_it(tmp_path: Path, site: Replica) -> None:
    items = "".join(
        f"<item><title>Курс {n}</title><link>{site.url(f'/{n}/')}</link>"
        f"<pubDate>Thu, 19 Nov 2026 10:00:00 +0300</pubDate><description>Лид.</description></item>"
        for n in range(4)
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
    site.on("/rss", Answer(body=feed.encode(), headers={"Content-Type": "text/xml"}))
    for n in range(4):
        site.on(f"/{n}/", page(f"<article><h1>Курс {n}</h1><p>{TEXT}</p></article>"))
    probe(tmp_path, site.url("/rss"))
    declared = tomllib.loads((tmp_path / "press-test.toml").read_text("utf-8"))
    assert (declared["adapter"], declared["article"]) == ("feed", {})


FRUITLESS = ["<h1>Вход</h1>", "", '<a href="/a/">Одна</a>', "<p>" * 3000]


@pytest.mark.parametrize("body", FRUITLESS)
def test_a_site_without_news_gets_no_file(
    tmp_path: Path, site: Replica, capsys: pytest.CaptureFixture[str], body: str
) -> None:
    site.on("/", page(body))
    assert new(tmp_path, site.url("/")) == 1
    assert list(tmp_path.iterdir()) == []
    said = capsys.readouterr().err.splitlines()
    assert len(said) == len(set(said))
    assert "the address of the news section" in said[-2]


def test_what_was_read_is_no_longer_called_unchecked(tmp_path: Path, site: Replica) -> None:
    unknown(site)
    assert new(tmp_path, site.url("/news/"), "--today", "2026-11-21") == 0
    declared = tomllib.loads((tmp_path / "press-test.toml").read_text("utf-8"))
    assert (declared["confidence"], declared["note"]) == (
        "high",
        "Прочитано 21.11.2026 командой new.",
    )


def test_a_working_source_is_not_replaced_unasked(
    tmp_path: Path, site: Replica, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown(site)
    probe(tmp_path, site.url("/news/"))
    assert new(tmp_path, site.url("/news/")) == 2
    assert "--force" in capsys.readouterr().err
    assert new(tmp_path, site.url("/news/"), "--force") == 0


@pytest.mark.parametrize(
    ("name", "url"), [("Не Имя", "https://a.test/"), ("ok", "ftp://a"), ("ok", "x")]
)
def test_a_wrong_id_or_address_is_a_wrong_command(tmp_path: Path, name: str, url: str) -> None:
    assert new(tmp_path, url, name=name) == 2
    assert list(tmp_path.iterdir()) == []


def parsed(body: str) -> Page:
    source = publisher("https://site.test/", "feed")
    answer = page(body)
    headers = {k.lower(): v for k, v in answer.headers.items()}
    url = "https://site.test/"
    return page_of(source, Response(url=url, status=200, headers=headers, data=answer.body))


NO_LISTING = [
    "",
    "<nav>" + "".join(f'<a href="/{n}/">Пункт</a>' for n in range(9)) + "</nav>",
    "".join(f'<p><a href="https://other.test/{n}">Чужая новость номер {n}</a></p>' for n in "abc"),
    '<p><a href="/1/">Единственная новость сайта</a></p>' * 20,
]


@pytest.mark.parametrize("body", NO_LISTING)
def test_menus_strangers_and_one_link_repeated_are_no_listing(body: str) -> None:
    assert blocks(parsed(body)) == []


def test_the_news_go_before_the_menu_and_the_most_read() -> None:
    rows = "".join(
        f'<div class="row"><a href="/n/{n}">Набор слушателей на курс {n}</a>'
        f"<i>{n}.11.2026</i></div>"
        for n in range(1, 9)
    )
    aside = "".join(f'<li><a href="/top/{n}">Самая читаемая статья {n}</a></li>' for n in range(9))
    found = blocks(parsed(f"<aside><ul>{aside}</ul></aside><main>{rows}</main>"))
    assert found[0].table == {"item": ".row", "link": ".row > a", "item_date": "i"}
    assert len(found[0].found) == 8


VALUES = [
    {"name": "Газета «Заря»", "pages": 3, "under": ["/news/"]},
    {"html": {"link": 'a[href^="/n/"]', "next": "a.it's"}, "article": {}},
    {"name": "кавычка \" и апостроф ' вместе \\ с чертой"},
]


@pytest.mark.parametrize("table", VALUES)
def test_what_is_written_as_toml_is_read_as_it_was(table: dict[str, object]) -> None:
    assert tomllib.loads(toml_file(table)) == table


def test_going_back_reads_on_past_the_cap_and_stops_at_the_day(site: Replica) -> None:
    def script(asked: object) -> Answer:
        number = int(getattr(asked, "query", {}).get("page", ["1"])[0])
        links = (f"/n/{(number - 1) * 5 + n}/" for n in range(5))
        return listing(*links)

    site.on("/news/", script)
    for n in range(100):
        day = f"<i class=d>{28 - n // 5}.10.2026</i>"
        site.on(f"/n/{n}/", page(f"<h1>Новость {n}</h1>{day}<p class=b>{TEXT}</p>"))
    source = newspaper(site, page_param="page", pages=1)
    assert len(posts(source)) == 5

    def day_of(post: Post) -> date | None:
        day, month, year = map(int, str(post.published).split("."))
        return date(year, month, day)

    get = fetcher(Clock()).getter(source.fetch)
    found = list(until(collect(deep(source), get), date(2026, 10, 20), day_of))
    assert len(found) == 45
    assert {day_of(post) for post in found} == {date(2026, 10, day) for day in range(20, 29)}
    assert max(int(a.path.strip("/n")) for a in site.asked if a.path != "/news/") < 60


def test_posts_without_a_date_do_not_end_a_backfill() -> None:
    undated = [Post(source="x", url=f"https://a.test/{n}", text="x") for n in range(50)]
    assert list(until(undated, date(2026, 1, 1), lambda post: None)) == undated
