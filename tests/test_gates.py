"""Nothing wrong, empty or half-built may reach readers: each gate with a sabotaged site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from publish import snapshot
from publish.gates import GATES, Limits, held
from publish.snapshot import Share, Snapshot, feed_problem, resolve, type_of
from tests.nights import BASE, a_snapshot

LIMITS = Limits()
OLD = a_snapshot().tally()
SOUND = a_snapshot()


def without(*paths: str) -> dict[str, int]:
    return {path: size for path, size in SOUND.files.items() if path not in paths}


def articles(number: int, size: int = 8000) -> dict[str, int]:
    other = {p: n for p, n in SOUND.files.items() if not p.startswith("a/")}
    return other | {f"a/n{n}/index.html": size for n in range(number)}


def gates(new: Snapshot, **more: object) -> list[str]:
    return [one.gate for one in held(new, OLD, LIMITS, **more)]  # type: ignore[arg-type]


SABOTAGED: list[tuple[str, str, Snapshot]] = [
    ("empty", "no announcement", a_snapshot(files=articles(0))),
    ("missing", "no front page", a_snapshot(files=without("index.html"))),
    ("missing", "an empty front page", a_snapshot(files={**SOUND.files, "index.html": 0})),
    ("missing", "no main feed", a_snapshot(files=without("feed.atom"))),
    ("front", "a front page without words", a_snapshot(front=12)),
    ("shrunken", "two of ten announcements gone",
     a_snapshot(files=articles(8))),
    ("thin", "announcements' pages without text", a_snapshot(files=articles(10, size=900))),
    ("links", "a link to a page that is not there", a_snapshot(links={"kurs/": "index.html"})),
    ("feeds", "a feed cut off", a_snapshot(feeds={"feed.atom": "no element found"})),
    ("sitemap", "a sitemap that is no XML", a_snapshot(sitemap=None)),
    ("sitemap", "a sitemap without addresses", a_snapshot(sitemap=())),
    ("sitemap", "a sitemap that leads nowhere", a_snapshot(sitemap=("a/x/index.html",))),
]  # fmt: skip


@pytest.mark.parametrize(("gate", "why", "new"), SABOTAGED, ids=[why for _, why, _ in SABOTAGED])
def test_a_sabotaged_site_is_held(gate: str, why: str, new: Snapshot) -> None:
    assert gate in gates(new), why
    assert all(one.reason for one in held(new, OLD, LIMITS))


@pytest.mark.parametrize(
    "new",
    [
        SOUND,
        a_snapshot(files=articles(9)),
        a_snapshot(files=articles(30)),
        a_snapshot(files=articles(10, size=5000)),
        a_snapshot(links={}),
    ],
    ids=["unchanged", "one withdrawn", "many new", "shorter", "no links"],
)
def test_an_ordinary_night_passes(new: Snapshot) -> None:
    assert gates(new) == []


def test_every_gate_has_a_sabotaged_site_and_words() -> None:
    from publish import words

    assert {gate for gate, _, _ in SABOTAGED} == set(GATES) == set(words.table()["gates"])


def test_a_first_publication_has_nothing_to_be_compared_with() -> None:
    assert held(SOUND, None, LIMITS) == []
    assert held(a_snapshot(files=articles(0)), None, LIMITS)


def test_a_kind_of_page_that_vanished_whole_is_held() -> None:
    old = {**OLD, "region/*.html": Share(files=90, bytes=9)}
    assert [one.gate for one in held(SOUND, old, LIMITS)] == ["missing"]


def test_a_single_page_that_an_editor_emptied_may_vanish() -> None:
    old = {**OLD, "bez-daty/*.html": Share(files=1, bytes=9)}
    assert held(SOUND, old, LIMITS) == []


def test_lists_of_what_is_open_may_halve_and_not_more() -> None:
    files = {**SOUND.files, **{f"region/r{n}.html": 9 for n in range(10)}}
    here = a_snapshot(files=files)
    half, most = (OLD | {"region/*.html": Share(files=n, bytes=9 * n)} for n in (20, 40))
    assert held(here, half, LIMITS) == []
    assert [one.gate for one in held(here, most, LIMITS)] == ["shrunken"]


def test_a_person_may_open_one_gate_and_the_others_hold() -> None:
    new = a_snapshot(files=articles(5), feeds={"feed.atom": "оборвана"})
    assert gates(new) == ["shrunken", "feeds"]
    assert gates(new, allow=["shrunken"]) == ["feeds"]


def test_pages_of_withdrawn_announcements_do_not_hide_a_loss() -> None:
    listed = tuple(f"a/n{n}/index.html" for n in range(5))
    assert gates(a_snapshot(sitemap=listed)) == ["shrunken"]


def test_the_share_is_a_setting() -> None:
    new = a_snapshot(files=articles(8))
    assert held(new, OLD, Limits(shrink=0.3)) == []


@pytest.mark.parametrize(
    ("page", "href", "target"),
    [
        ("index.html", "open/", "open/index.html"),
        ("a/x/index.html", "../../", "index.html"),
        ("a/x/index.html", "../../static/site.css?v=1", "static/site.css"),
        ("a/x/index.html", "#dates", "a/x/index.html"),
        ("a/x/index.html", ".", "a/x/index.html"),
        ("404.html", "/app/region/", "region/index.html"),
        ("index.html", "https://radar.test/app/about/#who", "about/index.html"),
        ("index.html", "%D0%B0.html", "а.html"),
        ("index.html", "https://example.test/app/", None),
        ("index.html", "https://radar.test/other/", None),
        ("index.html", "mailto:a@example.test", None),
        ("index.html", "tel:+70000000000", None),
        ("index.html", "../outside/", "../outside/"),
        ("index.html", "/news/1", "/news/1"),
        ("index.html", "http://[broken", "http://[broken"),
    ],
)
def test_a_link_means_one_file_or_leads_elsewhere(page: str, href: str, target: str) -> None:
    assert resolve(page, href, BASE) == target


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "index.html"),
        ("a/2026-x/index.html", "a/*.html"),
        ("2026/11/index.html", "year/*.html"),
        ("region/ru-tve/feed.atom", "region/*.atom"),
    ],
)
def test_pages_that_look_alike_are_one_type(path: str, kind: str) -> None:
    assert type_of(path) == kind


ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Лента</title><id>x</id>'
    "<updated>2026-11-21T00:00:00+03:00</updated>"
    "<entry><id>1</id><title>Курс</title><updated>2026-11-21T00:00:00+03:00</updated></entry></feed>"
)
RSS = '<rss version="2.0"><channel><title>x</title><item><title>Курс</title><guid>1</guid></item>'
CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
JSON = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"}]}'


@pytest.mark.parametrize(
    ("path", "text", "sound"),
    [
        ("feed.atom", ATOM, True),
        ("feed.rss", RSS + "</channel></rss>", True),
        ("feed.json", JSON, True),
        ("a.ics", CALENDAR, True),
        ("feed.atom", ATOM[:-20], False),
        ("feed.atom", ATOM.replace("<id>1</id>", ""), False),
        ("feed.atom", ATOM.replace("Курс", "Курс & работа"), False),
        ("feed.atom", "<html><body>502</body></html>", False),
        ("feed.atom", "", False),
        ("feed.rss", RSS, False),
        ("feed.json", JSON[:-9], False),
        ("feed.json", '{"version": "1", "items": []}', False),
        ("feed.json", "[]", False),
        ("a.ics", CALENDAR[:-9], False),
    ],
)
def test_a_feed_that_a_reader_would_stumble_over_is_told(path: str, text: str, sound: bool) -> None:
    assert (feed_problem(path, text.encode()) == "") is sound


def write(site: Path, pages: dict[str, str]) -> Path:
    for name, text in pages.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return site


PAGE = '<html><body><nav>меню</nav><main><p>Курс для медсестёр</p><a href="{}">ещё</a></main>'
SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{}</loc></url>'


def test_announcements_are_counted_by_the_sitemap_whatever_the_site_s_address(
    tmp_path: Path,
) -> None:
    text = "</loc></url><url><loc>".join(["https://x.test/a/one/", "http://y.test/r/a/two/",
                                          "https://x.test/about/", "https://x.test/"])  # fmt: skip
    site = write(tmp_path, {"sitemap.xml": SITEMAP.format(text) + "</urlset>"})
    assert snapshot.tally(site)[snapshot.LIVING].files == 2


def test_a_site_on_disk_is_read_as_facts(tmp_path: Path) -> None:
    site = write(tmp_path, {
        "index.html": PAGE.format("a/x/"), "a/x/index.html": PAGE.format("../../gone/"),
        "feed.atom": ATOM, "sitemap.xml": SITEMAP.format(BASE + "a/x/") + "</urlset>",
        ".kadrovy-radar.json": "{}",
    })  # fmt: skip
    found = snapshot.read(site, BASE)
    assert sorted(found.files) == ["a/x/index.html", "feed.atom", "index.html", "sitemap.xml"]
    assert found.links == {"a/x/index.html": "index.html", "gone/index.html": "a/x/index.html"}
    assert found.sitemap == ("a/x/index.html",)
    assert (found.front, found.feeds) == (len("Курсдлямедсестёрещё"), {"feed.atom": ""})


SITEMAPS: list[tuple[str, Callable[[Snapshot], bool]]] = [
    (SITEMAP.format(BASE), lambda found: found.sitemap is None),
    (SITEMAP.format("https://example.test/") + "</urlset>", lambda found: bool(gates(found))),
    ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
     + SITEMAP.format("&e;") + "</urlset>", lambda found: bool(gates(found))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wrong"), SITEMAPS, ids=["cut", "another site", "entity"])
def test_a_wrong_sitemap_is_noticed(
    tmp_path: Path, text: str, wrong: Callable[[Snapshot], bool]
) -> None:
    assert wrong(snapshot.read(write(tmp_path, {"sitemap.xml": text}), BASE))


def test_pages_that_are_no_pages_do_not_stop_the_reading(tmp_path: Path) -> None:
    pages = {"index.html": "", "a.html": "\x00<<<", "b.html": "<main>" * 2000 + "текст"}
    assert snapshot.read(write(tmp_path, pages), BASE).front == 0
