"""Alerts that get read: few, each with a reason and a mend, closed by themselves."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from publish import alerts
from publish.alerts import JOINT, WEEKLY, Alert, Event, Memory, Message, Patience, decide
from scraper.storage import health
from scraper.storage.health import Health

MONDAY = date(2026, 11, 2)
SUNDAY = date(2026, 11, 1)
PATIENCE = Patience()
NAMES = {"ru-tve-mz": "Минздрав Тверской области"}


def broken(name: str, today: date, misses: int, state: str = "unreachable", **more: Any) -> Health:
    since = today - timedelta(days=misses - 1)
    return Health(id=name, state=state, last_run=today, broken_since=since, misses=misses, **more)


def well(name: str, today: date) -> Health:
    return Health(id=name, state="ok", last_run=today, last_success=today)


def said(records: list[Health], memory: Memory, today: date = SUNDAY) -> list[tuple[str, str]]:
    messages, _ = decide(records, memory, today, PATIENCE, NAMES)
    return [(str(m.event), m.id) for m in messages]


def open_alert(**values: Any) -> Alert:
    return replace(Alert(since=date(2026, 10, 20), state="unreachable"), **values)


@pytest.mark.parametrize(
    ("records", "memory", "expected"),
    [
        ([well("a-1", SUNDAY)], {}, []),
        ([broken("a-1", SUNDAY, 1)], {}, []),
        ([broken("a-1", SUNDAY, 2)], {}, []),
        ([broken("a-1", SUNDAY, 3)], {}, [("opened", "a-1")]),
        ([broken("a-1", SUNDAY, 9)], {"a-1": open_alert()}, []),
        ([broken("a-1", SUNDAY, 9, "layout")], {"a-1": open_alert()}, [("changed", "a-1")]),
        ([well("a-1", SUNDAY)], {"a-1": open_alert()}, []),
        ([well("a-1", SUNDAY)], {"a-1": open_alert(well_since=date(2026, 10, 31))}, []),
        ([well("a-1", SUNDAY)], {"a-1": open_alert(well_since=date(2026, 10, 30))},
         [("closed", "a-1")]),
        ([], {"a-1": open_alert()}, [("closed", "a-1")]),
        ([broken(f"a-{n}", SUNDAY, 3) for n in range(5)], {},
         [("opened", f"a-{n}") for n in range(5)]),
        ([broken(f"a-{n}", SUNDAY, 3) for n in range(6)], {}, [("opened", JOINT)]),
        ([broken(f"a-{n}", SUNDAY, 4) for n in range(6)], {JOINT: open_alert()}, []),
        ([broken("a-0", SUNDAY, 9), well("a-1", SUNDAY)], {JOINT: open_alert()},
         [("closed", JOINT)]),
        ([broken("a-1", date(2026, 10, 1), 9)], {}, []),
    ],
)  # fmt: skip
def test_what_is_said(
    records: list[Health], memory: Memory, expected: list[tuple[str, str]]
) -> None:
    assert said(records, memory) == expected


def test_misses_that_no_commit_kept_are_counted_by_days() -> None:
    record = replace(broken("a-1", SUNDAY, 4), misses=1)
    assert alerts.nights(record) == 4


def test_an_alert_says_what_happened_since_when_and_what_to_do() -> None:
    record = broken("ru-tve-mz", SUNDAY, 3, "layout", reason="не нашлось .news",
                    last_success=date(2026, 10, 29))  # fmt: skip
    message = decide([record], {}, SUNDAY, PATIENCE, NAMES)[0][0]
    assert message.title == "Источник не читается: Минздрав Тверской области"
    for part in ("изменилась вёрстка", "не нашлось .news", "30.10.2026", "29.10.2026", "селекторы"):
        assert part in message.text


def test_the_week_is_told_once_and_a_missed_monday_is_caught_up() -> None:
    records = [broken("a-1", MONDAY, 1), well("a-2", MONDAY)]
    assert said(records, {}, MONDAY) == [("weekly", WEEKLY)]
    assert said(records, {WEEKLY: open_alert(since=MONDAY)}, MONDAY) == []
    late = MONDAY + timedelta(days=9)
    records = [well("a-1", late)]
    assert said(records, {WEEKLY: open_alert(since=MONDAY)}, late) == [("weekly", WEEKLY)]


def test_what_is_silent_stands_in_the_weekly_letter_and_nowhere_else() -> None:
    silent = Health(id="a-1", state="silent", reason="молчит 40 дн.", last_run=MONDAY)
    messages, _ = decide([silent], {}, MONDAY, PATIENCE, NAMES)
    assert [m.event for m in messages] == [Event.WEEKLY]
    assert "молчит 40 дн." in messages[0].text


class Month:
    """Thirty nights of a job that keeps its memory between them."""

    def __init__(self) -> None:
        self.memory: Memory = {}
        self.records: dict[str, Health] = {}
        self.messages: list[Message] = []

    def night(self, today: date, down: dict[str, str], names: list[str]) -> None:
        for name in names:
            was = self.records.get(name)
            since = (was.broken_since if was else None) or today
            misses = was.misses + 1 if was else 1
            bad = Health(id=name, state=down.get(name, ""), last_run=today, misses=misses,
                         broken_since=since)  # fmt: skip
            self.records[name] = bad if name in down else well(name, today)
        messages, quiet = decide(self.records.values(), self.memory, today, PATIENCE, {})
        held = dict(quiet)
        for message in messages:
            held.pop(message.id, None)
            if message.then:
                held[message.id] = message.then
        self.memory = held
        self.messages += messages


def test_a_month_of_ordinary_trouble_yields_few_messages() -> None:
    """A hundred sources: hiccups every night, one that dies, one that flaps, a lost network."""
    names = [f"s-{n}" for n in range(100)]
    month = Month()
    for n in range(30):
        down = {names[4 + (7 * n + k) % 96]: "unreachable" for k in range(4)}
        down |= {"s-1": "layout"} if n >= 3 else {}
        down |= {"s-2": "refused"} if n % 3 else {}
        down |= {"s-3": "unreachable"} if 5 <= n < 12 else {}
        down = dict.fromkeys(names, "unreachable") if n in (20, 21, 22) else down
        month.night(MONDAY + timedelta(days=n), down, names)
    told = Counter(m.event for m in month.messages if m.event is not Event.CHANGED)
    assert told == {Event.WEEKLY: 5, Event.OPENED: 3, Event.CLOSED: 2}
    assert [m.id for m in month.messages if m.event is Event.OPENED] == ["s-1", "s-3", JOINT]


def test_memory_survives_a_write_and_a_damaged_file_is_an_empty_one(tmp_path: Path) -> None:
    memory = {"a-1": open_alert(handle="17", well_since=SUNDAY), WEEKLY: open_alert()}
    alerts.save(tmp_path, memory)
    assert alerts.load(tmp_path) == memory
    for text in ("", "[]", '{"a": 1}', '{"a": {"since": "вчера"}}', "\x00"):
        (tmp_path / alerts.FILE).write_text(text, "utf-8")
        assert alerts.load(tmp_path) == {}


def test_the_record_s_further_fields_are_no_hindrance(tmp_path: Path) -> None:
    row = {"id": "a-1", "state": "tls", "last_run": "2026-11-01", "broken_since": "2026-10-29",
           "misses": 4, "invented_later": {"x": 1}}  # fmt: skip
    (tmp_path / health.FILE).write_text(json.dumps({"sources": [row]}), "utf-8")
    assert said(list(health.load(tmp_path).values()), {}) == [("opened", "a-1")]
