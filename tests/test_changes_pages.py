"""What a source moved is kept and told: on the card, the page, the list of changes, in feeds."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.page import digest
from builder.parts.changes import Change, Value, read_changes, tell
from builder.parts.objection import objection
from builder.state.memory import Memory
from model.announcement import Announcement, Format, Stage
from tests.sites import a_call, on, planned, rendered

CALL = a_call("kurs", apply_close=on(10), place="Тверь", audience=("врачи",))
MOSCOW = timezone(timedelta(hours=3))


BEFORE, NOW, SEEN = on(2), on(10), on(-3)


def a_change(
    field: str = "apply_close",
    old: Value = BEFORE,
    new: Value = NOW,
    day: date = SEEN,
    of: str = CALL.id,
) -> Change:
    return Change(day=day, id=of, field=field, old=old, new=new)


def remembered(*changes: Change) -> Memory:
    found: dict[str, tuple[Change, ...]] = {}
    for change in changes:
        found[change.id] = (*found.get(change.id, ()), change)
    return Memory(changes=found)


@pytest.mark.parametrize(
    ("field", "old", "new", "said"),
    [
        ("apply_close", date(2026, 11, 16), date(2026, 11, 28), "Срок продлён с 16 на 28 ноября"),
        ("apply_close", date(2026, 11, 28), date(2026, 12, 5),
         "Срок продлён с 28 ноября на 5 декабря"),
        ("apply_close", date(2026, 12, 28), date(2027, 1, 15),
         "Срок продлён с 28 декабря 2026 на 15 января 2027"),
        ("apply_close", date(2026, 11, 28), date(2026, 11, 20), "Срок сокращён с 28 на 20 ноября"),
        ("apply_close", date(2026, 11, 1), date(2026, 11, 28),
         "Приём снова открыт до 28 ноября, прежний срок был 1 ноября"),
        ("apply_close", None, date(2026, 11, 28), "Назван срок подачи: 28 ноября"),
        ("apply_close", date(2026, 11, 28), None, "Срок подачи больше не указан, был 28 ноября"),
        ("apply_close", date(2026, 11, 28), datetime(2026, 11, 28, 18, tzinfo=MOSCOW),
         "Уточнён час срока: 18:00 по Москве, было весь день"),
        ("apply_open", date(2026, 11, 20), date(2026, 12, 1),
         "Начало приёма перенесено с 20 ноября на 1 декабря"),
        ("event_start", date(2026, 12, 5), date(2026, 12, 12),
         "Событие перенесено с 5 на 12 декабря"),
        ("event_end", None, date(2026, 12, 12), "Назван последний день события: 12 декабря"),
        ("place", "Тверь", "Псков", "Место изменилось: было «Тверь», стало «Псков»"),
        ("place", "{now}", "%s {0}", "Место изменилось: было «{now}», стало «%s {0}»"),
        ("apply_url", None, "https://e.test/", "Появилась ссылка на заявку"),
        ("apply_url", "https://e.test/", None, "Ссылку на заявку убрали"),
        ("cancelled", False, True, "Отменено"),
        ("cancelled", True, False, "Отмена снята"),
    ],
)  # fmt: skip
def test_a_change_in_words(field: str, old: Value, new: Value, said: str) -> None:
    told = tell(a_change(field, old, new, day=date(2026, 11, 15)), "Europe/Moscow")
    assert told.line.replace("\N{NO-BREAK SPACE}", " ") == said


def test_a_moved_deadline_stands_on_the_card_the_page_and_the_list_of_changes() -> None:
    memory = remembered(a_change())
    moved = "Срок продлён с 20 на 28 ноября"
    for path in ("index.html", "open/index.html", "region/ru-tve/index.html"):
        assert moved in flat(rendered(CALL, path=path, memory=memory))
    page = flat(rendered(CALL, path=f"a/{CALL.id}/index.html", memory=memory))
    assert "Срок продлён: был 20 ноября" in page
    assert "Срок продлён с <del>20</del> на <ins>28 ноября</ins>" in page
    assert moved in flat(rendered(CALL, path="feed.atom", memory=memory))
    assert "<del>20</del>" in flat(rendered(CALL, path="changes/index.html", memory=memory))


def flat(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    "change",
    [
        a_change(new=on(9)),
        a_change(old=None),
        a_change("place", "Псков", "Тверь"),
        a_change(of="drugoe"),
    ],
    ids=["an editor set another day", "named for the first time", "not a date", "of another"],
)
def test_a_card_tells_only_the_move_that_led_to_its_date(change: Change) -> None:
    [card] = planned(CALL, memory=remembered(change))["index.html"].context.open
    assert card.moved == ""


def test_a_closed_call_no_longer_boasts_of_its_longer_term() -> None:
    closed = replace(CALL, apply_close=on(-1))
    pages = planned(closed, memory=remembered(a_change(new=on(-1), old=on(-5), day=on(-6))))
    [part] = [p for p in pages["kind/training/index.html"].context.parts if p.id == "news"]
    assert part.cards[0].moved == ""
    assert pages[f"a/{CALL.id}/index.html"].context.log


def test_the_front_page_tells_the_last_five() -> None:
    changes = [a_change("place", "А", f"Б{n}", day=on(-n)) for n in range(8)]
    found = planned(CALL, memory=remembered(*changes))["index.html"].context.changes
    assert [row.iso for row in found] == [on(-n).isoformat() for n in range(5)]


def test_changes_of_ninety_days_are_listed_by_day() -> None:
    changes = [a_change("place", "А", "Б", day=on(-n)) for n in (0, 90, 91)]
    page = planned(CALL, memory=remembered(*changes))["changes/index.html"].context
    assert [day.iso for day in page.days] == [on(0).isoformat(), on(-90).isoformat()]


def test_what_is_not_published_has_no_changes() -> None:
    memory = remembered(a_change())
    pages = planned(replace(CALL, hidden=True), a_call("odin"), memory=memory)
    assert pages["changes/index.html"].context.days == ()
    assert pages["changes/feed.atom"].context.items == ()


def test_the_feed_of_changes_is_read_by_an_independent_reader() -> None:
    memory = remembered(a_change(), a_change("cancelled", False, True, day=on(-1)))
    feed = feedparser.parse(rendered(CALL, path="changes/feed.atom", memory=memory))
    assert not feed.bozo
    assert [flat(entry.title) for entry in feed.entries] == [
        f"Отменено: {CALL.title}", f"Срок продлён с 20 на 28 ноября: {CALL.title}"
    ]  # fmt: skip
    assert len({entry.id for entry in feed.entries}) == 2
    page = rendered(CALL, path=f"a/{CALL.id}/index.html", memory=memory)
    assert all(f'id="{entry.link.partition("#")[2]}"' in page for entry in feed.entries)


def test_the_list_of_changes_has_every_form_that_fits_it() -> None:
    memory = remembered(a_change(), a_change("cancelled", False, True, day=on(-1)))
    told = {
        name: rendered(CALL, path=f"changes/{name}", memory=memory)
        for name in ("index.html", "feed.rss", "feed.json", "list.csv")
    }
    assert [f'href="../changes/{name}"' in told["index.html"] for name in list(told)[1:]] == [
        True
    ] * 3
    moved = [f"Отменено: {CALL.title}", f"Срок продлён с 20 на 28 ноября: {CALL.title}"]
    assert [flat(one.title) for one in feedparser.parse(told["feed.rss"]).entries] == moved
    assert [flat(one["title"]) for one in json.loads(told["feed.json"])["items"]] == moved
    table = list(csv.DictReader(io.StringIO(told["list.csv"].lstrip("\ufeff")), delimiter=";"))
    assert [flat(one["Что изменилось"]) for one in table] == [
        "Отменено", "Срок продлён с 20 на 28 ноября"
    ]  # fmt: skip
    assert [(one["День"], one["Объявление"]) for one in table] == [
        (on(-1).isoformat(), CALL.title), (a_change().day.isoformat(), CALL.title)
    ]  # fmt: skip


def test_the_feed_of_changes_stays_as_it_is_when_days_pass() -> None:
    memory = remembered(a_change())
    told = [planned(CALL, today=on(n), memory=memory)["changes/feed.atom"] for n in (0, 200)]
    assert digest(told[0]) == digest(told[1])


def row(**values: object) -> str:
    plain = {"day": "2026-11-15", "id": CALL.id, "field": "apply_close", "old": "2026-11-14",
             "new": "2026-11-28"}  # fmt: skip
    return json.dumps(plain | values, ensure_ascii=False)


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "null", "5", row(day="вчера"), row(old=5), row(new=["a"]), row(id=7),
     row(new="2026-11-28T18:00"), row(field="cancelled", old="да"), row(day=None), "[" * 100_000,
     '{"day": "2026-11-15"}', "\udcff"],
)  # fmt: skip
def test_a_damaged_line_is_told_and_the_rest_is_read(tmp_path: Path, line: str) -> None:
    text = f"{row()}\n{line}\n\n{row(day='2026-11-16', new='2026-11-29')}\n"
    (tmp_path / "changes.jsonl").write_bytes(text.encode("utf-8", "surrogateescape"))
    found, problems = read_changes(tmp_path)
    assert len(found[CALL.id]) == 2
    assert [problem.line for problem in problems] == [2]


def test_a_field_of_a_later_version_is_passed_over_in_silence(tmp_path: Path) -> None:
    (tmp_path / "changes.jsonl").write_text(row(field="cost", old="1", new="2"))
    assert read_changes(tmp_path) == ({}, [])


def test_no_log_is_no_change(tmp_path: Path) -> None:
    assert read_changes(tmp_path) == ({}, [])


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_told(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("state")
    (folder / "changes.jsonl").write_bytes(data)
    read_changes(folder)


def test_moves_of_one_day_are_one_and_there_and_back_is_none(tmp_path: Path) -> None:
    lines = [row(), row(old="2026-11-28", new="2026-11-30"),
             row(field="place", old="А", new="Б"),
             row(field="place", old="Б", new="А")]  # fmt: skip
    (tmp_path / "changes.jsonl").write_text("\n".join(lines), "utf-8")
    [change] = read_changes(tmp_path)[0][CALL.id]
    assert (change.old, change.new) == (date(2026, 11, 14), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("field", "told", "said"),
    [
        ("apply_close", "2026-12-05", "источник теперь пишет: до 5 декабря 2026"),
        ("event_start", "2026-12-05", "источник теперь пишет: 5 декабря 2026"),
        ("apply_close", None, "источник этого больше не пишет"),
        ("apply_close", "2026-11-28", ""),
        ("apply_close", "скоро", ""),
        ("apply_close", ["2026-12-05"], ""),
        ("place", "Псков", "источник теперь пишет: Псков"),
        ("place", "Тверь", ""),
        ("audience", ["медсёстры", "врачи"], "источник теперь пишет: медсёстры, врачи"),
        ("audience", ["врачи"], ""),
        ("format", "online", "источник теперь пишет: онлайн"),
        ("region", "RU-PSK", "источник теперь пишет: Псковская область"),
        ("region", "RU-XXX", ""),
        ("cancelled", True, ""),
        ("cost", None, ""),
        ("net-takogo", "x", "источник теперь пишет: x"),
    ],
)
def test_an_objection_in_words(field: str, told: object, said: str) -> None:
    call = replace(CALL, format=Format.IN_PERSON)
    assert flat(objection(call, field, told)) == said


def test_an_objection_stands_beside_the_field_and_the_date() -> None:
    memory = Memory(objections={CALL.id: {"apply_close": "2026-12-05"}})
    html = flat(rendered(CALL, path=f"a/{CALL.id}/index.html", memory=memory))
    assert html.count("источник теперь пишет: до 5 декабря 2026") == 2
    assert "источник теперь пишет" not in rendered(CALL, memory=memory)


def test_a_cancelled_event_is_cancelled_everywhere() -> None:
    event = a_call("forum", stage=Stage.UPCOMING, apply_close=None, event_start=on(9),
                   cancelled=True)  # fmt: skip
    memory = remembered(a_change("cancelled", False, True, of=event.id))
    for path in ("index.html", f"a/{event.id}/index.html", "changes/index.html", "feed.atom",
                 "region/ru-tve/index.html", "2026/11/index.html"):  # fmt: skip
        assert "Отменено" in rendered(event, CALL, path=path, memory=memory), path


def test_hostile_values_are_shown_as_text() -> None:
    bad: Announcement = replace(CALL, place="<script>x</script>")
    memory = remembered(a_change("place", "<b>", "<script>x</script>"))
    for path in ("index.html", "changes/index.html", f"a/{CALL.id}/index.html"):
        assert "<script>x" not in rendered(bad, path=path, memory=memory)
