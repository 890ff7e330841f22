"""When to speak of a broken source, and when to be silent: one alert a source, closed by itself.

Pure but for the two functions that read and write its memory, ``state/alerts.json``. How a message
travels is :mod:`publish.channels`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from model.files import write
from publish import words
from scraper.storage.health import Health

FILE = "alerts.json"
JOINT, WEEKLY = "many", "weekly"
"""Alerts of no single source. A source's id is never a bare word: it begins with a region."""

FORGOTTEN = 7
"""Days without a run after which a source is no longer ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """``after``: misses before an alert opens. ``rest``: days a source must be well before it
    closes. ``together``: more alerts than this at once are one. ``weekday``: 0 is Monday."""

    after: int = 3
    rest: int = 2
    together: int = 5
    weekday: int = 0


class Event(StrEnum):
    """What a message does. ``CHANGED`` only brings an open alert up to date, without a sound."""

    OPENED = "opened"
    CHANGED = "changed"
    CLOSED = "closed"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An open alert. ``handle`` is the channel's own name for it; ``well_since`` the first good day
    after it opened."""

    since: date
    state: str = ""
    handle: str = ""
    well_since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One thing to say. ``then`` is the alert once it has been said; ``None`` ends it."""

    event: Event
    id: str
    title: str
    text: str
    then: Alert | None


Memory = Mapping[str, Alert]


def decide(
    records: Iterable[Health],
    memory: Memory,
    today: date,
    patience: Patience,
    names: Mapping[str, str],
) -> tuple[list[Message], Memory]:
    """What to say today, and what to remember even if nothing of it can be said."""
    ours = {h.id: h for h in records if (today - h.last_run).days <= FORGOTTEN}
    quiet = {name: _rested(alert, ours.get(name), today) for name, alert in memory.items()}
    messages = [
        *_closing(quiet, ours, today, patience, names),
        *_opening(quiet, ours, today, patience, names),
        *_weekly(quiet, ours, today, patience, names),
    ]
    return messages, quiet


def nights(record: Health) -> int:
    """Runs broken in a row. Days count too: misses between two commits of the robot are lost."""
    if record.broken_since is None:
        return 0
    return max(record.misses, (record.last_run - record.broken_since).days + 1)


def _rested(alert: Alert, record: Health | None, today: date) -> Alert:
    well = record is not None and record.broken_since is None
    return replace(alert, well_since=(alert.well_since or today) if well else None)


def _due(
    memory: Memory, ours: Mapping[str, Health], patience: Patience, *, but: Iterable[str] = ()
) -> list[Health]:
    """Sources that deserve an alert and have none."""
    told = {*memory, *but}
    return [h for h in ours.values() if nights(h) >= patience.after and h.id not in told]


def _broad(ours: Mapping[str, Health], patience: Patience) -> bool:
    """So much is broken at once that the fault is likely ours: single sources wait."""
    broken = sum(1 for record in ours.values() if record.broken_since)
    return broken > patience.together and broken * 3 > len(ours)


def _closing(
    memory: Memory, ours: Mapping[str, Health], today: date, patience: Patience,
    names: Mapping[str, str],
) -> Iterator[Message]:  # fmt: skip
    for name, alert in memory.items():
        if name == WEEKLY:
            continue
        if name == JOINT:
            if len(_due(memory, ours, patience)) <= patience.together:
                yield _closed(name, "много источников сразу", "Остальные источники снова читаются.")
        elif name not in ours:
            yield _closed(name, names.get(name, name), "Источник больше не читаем.")
        elif alert.well_since and (today - alert.well_since).days >= patience.rest:
            text = f"Источник снова читается с {alert.well_since:%d.%m.%Y}."
            yield _closed(name, names.get(name, name), text)


def _closed(name: str, title: str, text: str) -> Message:
    title = f"Источник снова читается: {title}" if name != JOINT else f"Сбой прошёл: {title}"
    return Message(event=Event.CLOSED, id=name, title=title, text=text + "\n", then=None)


def _opening(
    memory: Memory, ours: Mapping[str, Health], today: date, patience: Patience,
    names: Mapping[str, str],
) -> Iterator[Message]:  # fmt: skip
    due = _due(memory, ours, patience)
    if len(due) > patience.together:
        if JOINT not in memory:
            number = words.plural(len(due), "источник", "источника", "источников")
            listed = "".join(f"- {_line(h, names)}\n" for h in due)
            text = f"Не читаются {number} сразу: вероятно, дело в нашей сети.\n\n{listed}"
            title = f"Не читаются {number}"
            yield _opened(JOINT, title, text, Alert(since=today))
    elif JOINT not in memory and not _broad(ours, patience):
        # On the night that ends a common fault a source may only hiccup: it waits for the next.
        for record in due:
            title = f"Источник не читается: {names.get(record.id, record.id)}"
            alert = Alert(since=today, state=record.state)
            yield _opened(record.id, title, _story(record, names), alert)
    for name, alert in memory.items():
        record_now = ours.get(name)
        if record_now and record_now.broken_since and record_now.state != alert.state:
            title = f"Источник не читается: {names.get(name, name)}"
            text = _story(record_now, names)
            then = replace(alert, state=record_now.state)
            yield Message(event=Event.CHANGED, id=name, title=title, text=text, then=then)


def _opened(name: str, title: str, text: str, alert: Alert) -> Message:
    return Message(event=Event.OPENED, id=name, title=title, text=text, then=alert)


def _weekly(
    memory: Memory, ours: Mapping[str, Health], today: date, patience: Patience,
    names: Mapping[str, str],
) -> Iterator[Message]:  # fmt: skip
    last = memory.get(WEEKLY)
    waited = (today - last.since).days if last else 0
    if waited < 7 and (today.weekday() != patience.weekday or (last and not waited)):
        return
    broken = [h for h in ours.values() if h.broken_since]
    doubtful = [h for h in ours.values() if not h.broken_since and not h.good]
    well = len(ours) - len(broken) - len(doubtful)
    lines = [f"Источников: {len(ours)}, в порядке: {well}."]
    lines += _section("Не читаются", broken, names) + _section("Вызывают сомнение", doubtful, names)
    title = f"Источники за неделю: не читаются {len(broken)} из {len(ours)}"
    then = replace(last, since=today) if last else Alert(since=today)
    text = "\n".join(lines) + "\n"
    yield Message(event=Event.WEEKLY, id=WEEKLY, title=title, text=text, then=then)


def _section(title: str, records: list[Health], names: Mapping[str, str]) -> list[str]:
    return ["", f"{title}:", "", *(f"- {_line(h, names)}" for h in records)] if records else []


def _line(record: Health, names: Mapping[str, str]) -> str:
    since = f" с {record.broken_since:%d.%m.%Y}" if record.broken_since else ""
    reason = f" ({record.reason})" if record.reason else ""
    return f"{names.get(record.id, record.id)}: {words.state(record.state)}{since}{reason}"


def _story(record: Health, names: Mapping[str, str]) -> str:
    last = f"{record.last_success:%d.%m.%Y}" if record.last_success else "ещё ни разу"
    lines = [
        f"Источник: {names.get(record.id, record.id)} ({record.id})",
        f"Что случилось: {words.state(record.state)}",
        f"Подробности: {record.reason}" if record.reason else "",
        f"Не читается с: {record.broken_since:%d.%m.%Y}" if record.broken_since else "",
        f"Последний раз читался: {last}",
        f"Что делать: {words.mend(record.state)}" if words.mend(record.state) else "",
        "",
        "Это извещение закроется само, когда источник снова будет читаться.",
    ]
    return "\n".join(line for n, line in enumerate(lines) if line or n == len(lines) - 2) + "\n"


def delivered(alert: Alert, handle: str) -> Alert:
    """The alert as the channel knows it."""
    return replace(alert, handle=handle)


def load(state: Path) -> dict[str, Alert]:
    """The open alerts; a missing or damaged file is an empty memory."""
    try:
        rows = json.loads((state / FILE).read_text("utf-8"))
        return {str(name): _alert(row) for name, row in rows.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _alert(row: dict[str, Any]) -> Alert:
    well = row.get("well_since")
    return Alert(
        since=date.fromisoformat(row["since"]),
        state=str(row.get("state", "")),
        handle=str(row.get("handle", "")),
        well_since=date.fromisoformat(well) if well else None,
    )


def save(state: Path, memory: Memory) -> None:
    rows = {name: asdict(alert) for name, alert in sorted(memory.items())}
    write(state / FILE, json.dumps(rows, ensure_ascii=False, indent=1, default=str) + "\n")
