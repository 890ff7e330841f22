"""The weekly digest: what it tells, when it stays as it is, its forms read by other programs."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import feedparser
import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

import build
from builder.pages.digest.issue import Issue, issue
from builder.pages.digest.pages import issues
from builder.pages.digest.store import read_issues
from builder.pages.digest.week import week_named, week_of
from builder.parts.card import entry
from builder.parts.changes import Change
from builder.state.memory import Memory
from model.announcement import Announcement, Kind, Stage
from tests.browser import opened, served
from tests.sites import TODAY, a_call, on, planned, render, samples, tree, write_content

WEEK = week_of(TODAY)


def the_issue(*found: Announcement, today: date = TODAY, told: tuple[str, ...] = ()) -> Issue:
    return issue([entry(a, today) for a in found], week_of(today), today, told)


def titles(made: Issue, section: str) -> list[str]:
    [own] = [one for one in made.sections if one.id == section]
    return [line.title for line in own.lines]


def test_weeks_are_named_as_the_norm_names_them() -> None:
    assert week_of(date(2027, 1, 3)).slug == "2026-W53"
    assert week_of(date(2027, 1, 4)).slug == "2027-W01"
    assert week_named("2026-W47") == WEEK
    assert week_named("2026-W54") is None
    assert week_named("../2026-W47") is None


def test_what_closes_within_a_week_comes_by_deadline() -> None:
    made = the_issue(
        a_call("b", apply_close=on(3)), a_call("a", apply_close=on(1)),
        a_call("closed", apply_close=on(-1)), a_call("later", apply_close=on(8)),
        a_call("off", apply_close=on(2), cancelled=True),
    )  # fmt: skip
    assert titles(made, "closing") == ["Набор «a»", "Набор «b»"]
    assert titles(made, "fresh") == ["Набор «later»"]
    assert made.open == 3


def test_a_doubtful_date_is_told_with_its_doubt() -> None:
    doubts = [
        a_call("a", inferred=("apply_close",)),
        a_call("b", inferred=("apply_close",), review=("apply_close",)),
        a_call("c"),
    ]
    [closing, *_] = the_issue(*doubts).sections
    told = ["год выведен", "год выведен, проверяет редактор", ""]
    assert [line.doubt for line in closing.lines] == told


def test_a_call_is_new_once() -> None:
    first, second = a_call("first", apply_close=on(30)), a_call("second", apply_close=on(30))
    this = issues([entry(first, TODAY)], {}, TODAY)
    assert list(this) == ["2026-W46", WEEK.slug]
    assert [len(one.fresh) for one in this.values()] == [1, 0]
    later = on(7)
    told = issues([entry(first, later), entry(second, later)], this, later)
    assert titles(told["2026-W46"], "fresh") == ["Набор «first»"]
    assert titles(told[WEEK.next.slug], "fresh") == ["Набор «second»"]


def test_weeks_without_a_build_are_made_up_for() -> None:
    this = issues([], {}, TODAY)
    found = issues([entry(a_call("a", published=on(8), apply_close=on(60)), on(21))], this, on(21))
    assert list(found) == ["2026-W46", "2026-W47", "2026-W48", "2026-W49", "2026-W50"]
    assert [len(one.fresh) for one in found.values()] == [0, 0, 1, 0, 0]
    assert [one.asof for one in found.values()][-2:] == ["2026-12-06", "2026-12-09"]


def test_only_changes_of_the_week_are_told() -> None:
    a = a_call("a", apply_close=on(10))
    moved = tuple(
        Change(day=day, id=a.id, field="apply_close", old=on(1), new=on(10))
        for day in (on(-9), on(-1))
    )
    made = issue([entry(a, TODAY, (), moved)], WEEK, TODAY)
    [changed] = [one for one in made.sections if one.id == "changed"]
    assert [line.said for line in changed.lines] == [
        "Срок продлён с 19 на 28\N{NO-BREAK SPACE}ноября"
    ]


def built(folder: Path, today: date) -> dict[str, bytes]:
    code = build.main(["--content", str(folder / "content"), "--state", str(folder / "state"),
                       "--site", str(folder / "site"), "--cache", str(folder / "cache"),
                       "--base-url", "https://radar.example.test/", "--jobs", "1",
                       "--today", today.isoformat()])  # fmt: skip
    assert code == build.FINE
    return tree(folder / "site")


def test_a_week_that_is_over_never_changes(tmp_path: Path) -> None:
    write_content(tmp_path / "content", [a_call("opora"), a_call("drugoy")])
    built(tmp_path, TODAY)
    assert list(tree(tmp_path / "state" / "digest")) == ["2026-W46.json"]
    monday = built(tmp_path, on(5))
    own = {name: data for name, data in monday.items() if name.startswith("digest/2026-W47/")}
    assert len(own) == 3
    kept = tree(tmp_path / "state" / "digest")
    assert sorted(kept) == ["2026-W46.json", "2026-W47.json"]
    write_content(tmp_path / "content", [a_call("opora", title="Другое", apply_close=on(40))])
    (tmp_path / "content/announcements" / f"{a_call('drugoy').id}.md").unlink()
    write_content(tmp_path / "content", [a_call("pozdniy", apply_close=on(50))])
    later = built(tmp_path, on(12))
    assert {name: later[name] for name in own} == own
    text = later["digest/2026-W47/index.html"].decode()
    assert "Набор «opora»" in text
    assert "Другое" not in text
    assert tree(tmp_path / "state" / "digest")["2026-W47.json"] == kept["2026-W47.json"]
    feed = feedparser.parse(later["digest/feed.atom"])
    links = [one.link.rpartition("digest/")[2] for one in feed.entries]
    assert links == ["2026-W48/", "2026-W47/", "2026-W46/"]


def test_a_damaged_issue_is_told_and_stops_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "digest"
    folder.mkdir()
    for name, text in (("2026-W40", "{"), ("2026-W41", '{"asof": 3}'), ("2026-W42", "[]"),
                       ("chuzhoy", "{")):  # fmt: skip
        (folder / f"{name}.json").write_text(text)
    found, problems = read_issues(tmp_path)
    assert found == {}
    assert [problem.path.stem for problem in problems] == ["2026-W40", "2026-W41", "2026-W42"]


def news() -> list[Announcement]:
    return [replace(a, published=on(-1)) for a in samples()]


def the_file(name: str, *found: Announcement) -> bytes:
    return render()(planned(*found)[f"digest/2026-W47/{name}"])


def test_the_letter_is_read_by_a_mail_program() -> None:
    data = the_file("svodka.eml", *news())
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 998
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    assert message["Subject"] == "Сводка недели: 16–22 ноября 2026 года"
    assert message["Message-ID"] == "<svodka-2026-W47@radar.example.test>"
    assert message["Date"].datetime.date() == TODAY
    text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert "Опора" in text.get_content()
    assert "https://radar.example.test/a/2026-11-08-opora/" in html.get_content()
    assert "<script" not in html.get_content()
    assert data == the_file("svodka.eml", *news())


def test_what_a_title_holds_stays_text_in_the_letter() -> None:
    hostile = a_call("a", title="<script>alert(1)</script> & \r\nBcc: x@example.test")
    message = email.message_from_bytes(the_file("svodka.eml", hostile), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    html = message.get_body(("html",))
    assert html is not None
    assert "&lt;script&gt;" in html.get_content()
    assert message["Bcc"] is None


def test_the_plain_text_has_short_lines_and_whole_addresses() -> None:
    lines = the_file("svodka.txt", *news(), a_call("dlinnyy", title="Слово " * 60))
    told = lines.decode().splitlines()
    assert all(len(line) <= 76 for line in told if "https://" not in line)
    assert "  https://radar.example.test/a/2026-11-08-opora/" in told


def crowd() -> list[Announcement]:
    """The longest of everything, in every section, and more of it than there is room for."""
    title = "Неонатология и реаниматология: межрегиональная школа специалистов " * 7
    long = {"title": title[:400], "region": "RU-YAN", "inferred": ("apply_close", "event_start"),
            "review": ("apply_close", "event_start")}  # fmt: skip
    calls = [a_call(f"c{n}", **long, apply_close=on(2)) for n in range(30)]
    fresh = [a_call(f"f{n}", **long, apply_close=on(40)) for n in range(30)]
    events = [
        a_call(f"e{n}", **long, kind=Kind.CONFERENCE, stage=Stage.UPCOMING, apply_close=None,
               event_start=on(3))
        for n in range(30)
    ]  # fmt: skip
    return [*calls, *fresh, *events]


def crowded() -> Memory:
    moved = {
        a.id: (
            Change(day=on(-1), id=a.id, field="place", old="Старое место " * 9, new="Новое " * 20),
        )
        for a in crowd()
    }
    return Memory(changes=moved)


@pytest.mark.browser
def test_the_fullest_week_prints_on_one_sheet(browser: Browser, tmp_path: Path) -> None:
    site = tmp_path / "site"
    pages = planned(*crowd(), memory=crowded())
    (site / "digest/2026-W47").mkdir(parents=True)
    (site / "static").mkdir()
    css = Path(build.__file__).parent / "static"
    (site / "static/site.css").write_bytes((css / "site.css").read_bytes())
    (site / "static/fonts").symlink_to(css / "fonts")
    html = render()(pages["digest/2026-W47/index.html"])
    (site / "digest/2026-W47/index.html").write_bytes(html)
    with served(site) as address, opened(browser) as page:
        page.goto(f"{address}digest/2026-W47/")
        page.evaluate("document.fonts.ready")
        sheet = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(sheet.pages) == 1
    text = " ".join(sheet.pages[0].extract_text().split())
    assert "И ещё 24 на сайте" in text
    assert "Сроки прочитаны автоматически" in text


def test_no_announcement_makes_an_empty_issue_that_says_so() -> None:
    told = a_call("a", stage=Stage.REPORT, apply_close=None)
    assert "За неделю ничего не найдено." in the_file("index.html", told).decode()
    assert "За неделю ничего не найдено." in the_file("svodka.txt", told).decode()
    assert replace(the_issue(told), asof="") == Issue(
        week="2026-W47", asof="", open=0, sections=the_issue(told).sections, fresh=()
    )
