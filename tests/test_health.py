"""The health record: states told apart, fields that vanish, silence, and what mends a page."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from model import files
from scraper.canonical import canonical
from scraper.commands.health import MENDS
from scraper.commands.run import BUILT_IN
from scraper.discover.mend import mend
from scraper.outcome import Item, Outcome, State
from scraper.problem import LayoutProblem
from scraper.settings import Expect
from scraper.storage import health, known
from scraper.storage.health import Health, judge, vanished
from tests.commands import process, scrape
from tests.publishers import layout, newspaper, page, posts, publisher
from tests.replica import Replica
from tests.test_run import run

TODAY = date(2026, 11, 21)
URLS = [f"https://site.test/news/{n}/" for n in range(10)]


def an_outcome(*days_ago: int, urls: list[str] | None = None, **said: object) -> Outcome:
    """A run that read a publication for each of these days."""
    outcome = Outcome(id="test", **said)  # type: ignore[arg-type]
    for url, days in zip(urls or URLS, days_ago, strict=False):
        outcome.count(Item(url=url, title="Курс"), TODAY - timedelta(days=days), body=True)
    return outcome


def seen(outcome: Outcome) -> set[str]:
    return {canonical(item.url) for item in outcome.items}


def test_a_run_with_something_new_is_ok_and_one_without_says_so() -> None:
    first = judge(an_outcome(0, 2, 4), None, TODAY)
    again = judge(an_outcome(0, 2, 4), first, TODAY, known=seen(an_outcome(0, 2, 4)))
    assert (first.state, again.state) == ("ok", "nothing_new")
    assert (first.last_new, again.last_new) == (TODAY, TODAY)
    assert again.good


@pytest.mark.parametrize("state", [s for s in State if s not in (State.OK, State.PAUSED)])
def test_a_broken_run_keeps_the_memory_of_good_ones(state: State) -> None:
    good = judge(an_outcome(0, 2, 4, 6), None, TODAY - timedelta(days=2))
    bad = judge(Outcome(id="test", state=state, reason="причина"), good, TODAY)
    worse = judge(Outcome(id="test", state=state), bad, TODAY + timedelta(days=1))
    assert (bad.state, bad.reason, bad.misses, worse.misses) == (str(state), "причина", 1, 2)
    assert bad.last_success == good.last_run
    assert (bad.broken_since, worse.broken_since) == (TODAY, TODAY)
    assert (bad.rates, bad.days, bad.rhythm) == (good.rates, good.days, good.rhythm)
    assert judge(an_outcome(0), worse, TODAY).broken_since is None


RHYTHMS = [
    ((16, 17, 18, 19, 20), "silent"),  # daily, and quiet for longer than the January holidays
    ((13, 14, 15, 16, 17), "ok"),
    ((40, 50, 60, 70, 80), "ok"),  # every ten days: 40 days are not yet out of the ordinary
    ((60, 70, 80, 90, 100), "silent"),
    ((300, 301), "ok"),  # two publications make no rhythm
]


@pytest.mark.parametrize(("days", "state"), RHYTHMS)
def test_silence_is_measured_by_the_source_s_own_rhythm(days: tuple[int, ...], state: str) -> None:
    assert judge(an_outcome(*days), None, TODAY).state == state


def test_a_stated_freshness_overrules_the_rhythm() -> None:
    assert judge(an_outcome(5, 6), None, TODAY, expect=Expect(fresh=3)).state == "silent"
    assert judge(an_outcome(16, 17, 18, 19), None, TODAY, expect=Expect(fresh=45)).state == "ok"


def test_fewer_publications_than_stated_are_told() -> None:
    assert judge(an_outcome(1, 2), None, TODAY, expect=Expect(posts=10)).state == "few"


def test_a_source_without_dates_learns_its_rhythm_from_what_it_shows() -> None:
    record, before = None, set[str]()
    for week in range(6):
        outcome = Outcome(id="test")
        outcome.count(Item(url=URLS[week], title="Курс"), None, body=True)
        record = judge(outcome, record, TODAY + timedelta(weeks=week), known=before)
        before = seen(outcome)
    assert record
    assert record.rhythm == 7
    later = judge(outcome, record, TODAY + timedelta(weeks=12), known=before)
    assert later.state == "silent"


FULL, NONE = {"title": 1.0, "date": 1.0, "body": 1.0}, {"title": 0.0, "date": 0.0, "body": 0.0}
FILLED = [
    (FULL, {"title": 5, "body": 5}, "даты"),
    (FULL, {"title": 5, "date": 5}, "тексты"),
    (FULL, {"title": 5, "date": 2, "body": 5}, ""),  # some are still there
    (NONE, {}, ""),  # never had any
    ({"date": 0.5}, {"title": 5}, ""),  # was no rule
    ({}, {"title": 5}, ""),  # nothing is known yet
]


@pytest.mark.parametrize(("usual", "now", "gone"), FILLED)
def test_fields_that_were_usual_and_are_gone_are_named(
    usual: dict[str, float], now: dict[str, int], gone: str
) -> None:
    before = Health(id="test", state="ok", last_run=TODAY, rates=usual)
    told = vanished(Outcome(id="test", posts=5, filled=Counter(now)), before)
    assert (gone in told) if gone else told == ""


def test_what_vanished_is_not_taken_for_usual() -> None:
    record = judge(an_outcome(1, 2, 3), None, TODAY)
    lost = Outcome(id="test", state=State.LAYOUT, vanished=True, posts=3, reason="пропали даты")
    after = judge(lost, record, TODAY)
    assert after.state == "fields_vanished"
    assert after.rates == record.rates


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    record = judge(an_outcome(1, 2, 3, 4), None, TODAY)
    (tmp_path / health.FILE).write_text(health.text([record]), "utf-8")
    assert health.load(tmp_path) == {"test": record}


DAMAGED = ["", "[]", "{}", '{"sources": 5}', '{"sources": [{}]}', '{"sources": [{"id": 1}]}',
           '{"sources": [{"id": "a", "state": "ok", "last_run": "вчера"}]}', "\x00"]  # fmt: skip


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_record_is_an_empty_one(tmp_path: Path, text: str) -> None:
    (tmp_path / health.FILE).write_text(text, "utf-8")
    (tmp_path / "known").mkdir()
    (tmp_path / "known/test.json").write_text(text, "utf-8")
    assert health.load(tmp_path) == {}
    assert known.load(tmp_path, "test") == ()


@pytest.fixture
def site() -> Iterator[Replica]:
    with Replica() as replica:
        yield replica


OLD = "<ul class=news>{}</ul>"
NEW = """<header><nav><a href="/about/">О министерстве здравоохранения</a>
<a href="/docs/">Документы и приказы министерства</a><a href="/c/">Контакты и приём граждан</a>
</nav></header><div class="feed-list">{}</div><footer>© Министерство</footer>"""
CARD = """<div class="card {k}"><time class="card-day">{n} ноября 2026</time>
<a class="card-name" href="{u}">{t}</a></div>"""


def titles(count: int) -> list[tuple[str, str]]:
    return [(f"/news/{n}/", f"Курс для медицинских сестёр, набор № {n}") for n in range(1, count)]


def test_a_changed_listing_is_told_with_a_line_that_reads_yesterday_s_items_again(
    site: Replica,
) -> None:
    rows = titles(9)
    items = [Item(url=site.url(url), title=title) for url, title in rows]
    cards = "".join(CARD.format(k=f"n{n}", n=n, u=u, t=t) for n, (u, t) in enumerate(rows, 1))
    site.on("/news/", page(NEW.format(cards)))
    source = newspaper(site)
    problem = layout(source)
    told = mend(source, problem, items)
    first = told.split("\n\n")[0]
    assert "8 of yesterday's 8" in first
    lines = dict(
        line.split(" = ") for line in first.splitlines() if " = " in line and line[0] != "#"
    )
    table = {key.strip(): value.strip('"') for key, value in lines.items()}
    for url, title in rows:
        site.on(url, page(f"<h1>{title}</h1><i class=d>5 марта 2026</i><p class=b>{title * 4}</p>"))
    mended = publisher(source.url, "html", html=table | {"title": "h1", "body": ".b"})
    read = posts(mended)
    assert [post.url for post in read] == [item.url for item in items]
    assert read[0].published == "1 ноября 2026"


def test_a_listing_that_moved_its_articles_is_known_by_their_titles(site: Replica) -> None:
    items = [Item(url=site.url(f"/old/{n}"), title=title) for n, (_, title) in enumerate(titles(7))]
    site.on("/news/", page(NEW.format("".join(
        CARD.format(k="", n=n, u=u, t=t) for n, (u, t) in enumerate(titles(7), 1)))))  # fmt: skip
    source = newspaper(site)
    assert "6 of yesterday's 6" in mend(source, layout(source), items)


def test_a_changed_article_page_is_told_with_what_the_general_reader_finds(site: Replica) -> None:
    text = "<p>Министерство приглашает медицинских сестёр на курс повышения квалификации.</p>" * 4
    site.on("/news/", page('<ul class=news><li><a href="/1/">Курс</a></li></ul>'))
    site.on("/1/", page(f"<article><h1>Курс для сестёр</h1>{text}</article>"))
    source = newspaper(site)
    told = mend(source, layout(source), [])
    assert 'remove the line body = ".b"' in told
    assert "медицинских сестёр" in told


MARKUP = ["", "<html><body><p>Технические работы</p>", '{"items": []}', "<" * 5000]


@pytest.mark.parametrize("markup", MARKUP)
def test_a_page_without_anything_to_read_gives_no_advice(site: Replica, markup: str) -> None:
    source = newspaper(site)
    problem = LayoutProblem("test", source.url, ".news a", "не найдено ничего", markup=markup)
    assert mend(source, problem, []) == ""


LISTED = """<item><title>Курс {n} для медсестёр Твери</title><link>http://127.0.0.1/news/{n}/</link>
{date}<description>Министерство здравоохранения Тверской области набирает медсестёр на курс
повышения квалификации номер {n}. Заявки принимают до 5 декабря 2026 года.</description></item>"""
DATE = "<pubDate>Thu, 19 Nov 2026 10:00:00 +0300</pubDate>"


def feed(date: str) -> str:
    items = "".join(LISTED.format(n=n, date=date) for n in range(4))
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
    )


def test_a_source_whose_dates_vanish_changes_nothing_and_is_told(
    tmp_path: Path, site: Replica
) -> None:
    url = site.on("/feed", page(""))
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/tver.toml").write_text(
        f'name = "Министерство"\nregion = "RU-TVE"\nrole = "ministry"\nurl = "{url}"\n'
        'adapter = "feed"\n[fetch]\ndelay = 0.0\n', "utf-8")  # fmt: skip
    answer = page("").headers | {"Content-Type": "text/xml"}
    site.on("/feed", type(page(""))(body=feed(DATE).encode(), headers=answer))
    assert run(tmp_path).returncode == 0
    before = {path: path.read_bytes() for path in (tmp_path / "content").rglob("*.md")}
    site.on("/feed", type(page(""))(body=feed("").encode(), headers=answer))
    done = run(tmp_path)
    assert done.returncode == 1
    assert "пропали даты" in done.stderr
    assert {path: path.read_bytes() for path in (tmp_path / "content").rglob("*.md")} == before
    (row,) = json.loads((tmp_path / "state/health.json").read_text("utf-8"))["sources"]
    assert row["state"] == "fields_vanished"
    shown = process("health", "--sources", tmp_path / "sources", "--state", tmp_path / "state")
    assert shown.returncode == 1
    assert "fields vanished" in shown.stdout


def test_sources_that_never_ran_or_are_paused_are_listed_and_no_alarm(tmp_path: Path) -> None:
    shown = scrape("health", "--state", tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert "ru-minzdrav " in shown.stdout
    never, paused = shown.stdout.index("never run ("), shown.stdout.index("paused (")
    assert never < shown.stdout.index("ru-minzdrav ") < paused
    ids = re.findall(r"^  (\S.*)$", shown.stdout, re.MULTILINE)
    told = [name for line in ids for name in re.findall(r"^[a-z][\w-]+|(?<=, )[\w-]+", line)]
    assert sorted(told) == sorted(path.stem for path in BUILT_IN.glob("*.toml"))


def test_a_trouble_that_many_share_is_told_once_and_whole(tmp_path: Path) -> None:
    reason = "причина, которая не помещается в одну строку, потому что говорит, что делать " * 3
    (tmp_path / "sources").mkdir()
    for name in ("ru-a", "ru-b"):
        (tmp_path / f"sources/{name}.toml").write_text(
            f'name = "М"\nregion = "RU"\nrole = "ministry"\nurl = "https://{name}.test/rss"\n'
            'adapter = "feed"\n', "utf-8")  # fmt: skip
    records = [
        judge(Outcome(id=n, state=State.TLS, reason=f"https://{n}.test/: {reason}"), None, TODAY)
        for n in ("ru-a", "ru-b")
    ]
    files.write(tmp_path / health.FILE, health.text(records))
    shown = scrape("health", "--sources", tmp_path / "sources", "--state", tmp_path)
    assert shown.returncode == 1
    assert " ".join(shown.stdout.split()).count(" ".join(reason.split())) == 1
    assert shown.stdout.startswith("TLS (2): ")


def test_every_state_says_what_to_do() -> None:
    assert set(MENDS) == {*map(str, State), *map(str, health.Condition), "never run"}
