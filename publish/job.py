"""The night job, step by step, in the order in which it happens.

Every step is told; a step that fails stops only what cannot go on without it. What readers see
changes in one place, :func:`_publish`, and only when no gate holds.
"""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from builder.site import read_site
from model.problem import SettingProblem
from publish import alerts, announce, commit, deliver, gates, snapshot, words
from publish.channels import Channel
from publish.night import WRONG, Night, difference, listing
from publish.settings import Settings
from publish.step import Step, run
from scraper.storage import health


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to do. ``scrape`` and ``build`` are further options for the two commands; ``channel``
    and ``clone`` are ``None`` where nobody is to be told and nothing committed."""

    content: Path
    state: Path
    site: Path
    target: str
    today: date
    settings: Settings
    scrape: tuple[str, ...] | None = ()
    build: tuple[str, ...] = ()
    base_url: str | None = None
    allow: tuple[str, ...] = ()
    names: dict[str, str]
    channel: Channel | None = None
    clone: commit.Clone | None = None


def night(job: Job) -> Night:
    """Do all of it. Never raises for what a night can bring: it is told in the result."""
    done = Night(day=job.today, target=job.target)
    try:
        with _alone(job.state) as hold, tempfile.TemporaryDirectory(prefix="radar-") as reports:
            _steps(job, done, hold, Path(reports))
    except SettingProblem as problem:
        done.stopped = str(problem)
    except OSError as error:
        done.stopped = words.disk(error)
    return done


def _steps(job: Job, done: Night, hold: int, reports: Path) -> None:
    if job.clone:
        with _told(done, "sync"):
            commit.sync(job.clone)
    before, verdict = listing(job.content), _verdict(job.state)
    if job.scrape is not None and _scrape(job, done, hold, reports) == WRONG:
        done.stopped = _last(done.steps[-1])
        return
    done.new, done.changed = difference(before, listing(job.content))
    if _build(job, done, hold, reports):
        _publish(job, done)
    if done.published and job.settings.indexnow.endpoint:
        with _told(done, "announce"):
            _announce(job, done)
    if job.channel:
        with _told(done, "alerts"):
            _alert(job, job.channel, done)
    if job.clone:
        with _told(done, "commit"):
            moved = _verdict(job.state) != verdict
            _commit(job.clone, done, job.names, verdict_changed=moved)


def _scrape(job: Job, done: Night, hold: int, reports: Path) -> int:
    report = reports / "scrape.json"
    done.steps.append(run(
        "scrape",
        ["-m", "scraper", "run", *_folders(job), "--today", job.today.isoformat(),
         "--report", str(report), *(job.scrape or ())],
        hold=hold,
    ))  # fmt: skip
    done.sources = _rows(report, "sources")
    return done.steps[-1].code


def _build(job: Job, done: Night, hold: int, reports: Path) -> bool:
    """Check and build. The check only tells: the build leaves out what is not valid."""
    base = ["--base-url", job.base_url] if job.base_url else []
    common = ["build.py", *_folders(job), "--site", str(job.site.resolve()),
              "--today", job.today.isoformat(), *base]  # fmt: skip
    done.steps.append(run("check", [*common, "--check"], hold=hold))
    report = reports / "build.json"
    step = run("build", [*common, "--report", str(report), *job.build], hold=hold)
    done.steps.append(step)
    done.problems = _rows(report, "problems")
    if not report.exists() or step.code == WRONG:
        done.stopped = _last(step)
        return False
    return True


def _publish(job: Job, done: Night) -> None:
    """Show readers the new site, unless a gate holds."""
    started = perf_counter()
    address = read_site(job.content, job.base_url).base_url
    new = snapshot.read(job.site, address)
    old = deliver.published(job.target, job.state)
    done.held = gates.held(new, old, job.settings.gates, allow=job.allow)
    seconds = round(perf_counter() - started, 2)
    done.steps.append(Step(name="gates", code=WRONG if done.held else 0, seconds=seconds,
                           said=tuple(held.reason for held in done.held)))  # fmt: skip
    if done.held:
        done.stopped = "сайт не опубликован, остался прежний: " + "; ".join(
            dict.fromkeys(words.table()["gates"][held.gate]["title"] for held in done.held)
        )
        return
    done.pages = sum(1 for path in new.files if path.endswith(".html"))
    with _told(done, "publish"):
        deliver.deliver(job.site, job.target)
        done.published = True
        if job.clone or deliver.is_remote(job.target):
            deliver.remember(job.state, new.tally())
    if not done.published:
        done.stopped = _last(done.steps[-1])


def _announce(job: Job, done: Night) -> None:
    """Tell search engines what changed; remember it only once it was taken."""
    site = read_site(job.content, job.base_url)
    if not site.indexnow:
        raise SettingProblem(f"{job.content}/site.toml: для [indexnow] нужен ключ: indexnow = …")
    told = announce.news(job.site, job.state)
    announce.announce(told.changed, site, job.settings.indexnow.endpoint)
    announce.remember(job.state, told)
    done.announced = list(told.changed)


def _alert(job: Job, channel: Channel, done: Night) -> None:
    """Say what is due; remember each message only once it was delivered."""
    records = health.load(job.state).values()
    messages, memory = alerts.decide(
        records, alerts.load(job.state), job.today, job.settings.alerts, job.names
    )
    held = dict(memory)
    try:
        for message in messages:
            before = memory.get(message.id)
            handle = channel(message, before.handle if before else "")
            held.pop(message.id, None)
            if message.then:
                held[message.id] = alerts.delivered(message.then, handle)
            done.alerts.append(message.title)
    finally:
        if held or (job.state / alerts.FILE).exists():
            alerts.save(job.state, held)


def _commit(
    here: commit.Clone, done: Night, names: Mapping[str, str], *, verdict_changed: bool
) -> None:
    if commit.is_due(here, verdict_changed=verdict_changed):
        done.commit = commit.record(here, summary(done, names))
    commit.push(here)


def summary(done: Night, names: Mapping[str, str]) -> str:
    """The commit's message: how much in all, then by source."""
    new = Counter(entry.source for entry in done.new)
    changed = Counter(entry.source for entry in done.changed)
    total = [
        f"новых {len(done.new)}" if new else "",
        f"изменено {len(done.changed)}" if changed else "",
    ]
    said = ", ".join(filter(None, total)) or "изменилось состояние источников"
    lines = [
        f"{names.get(source, source) or 'без источника'}: " + ", ".join(filter(None, [
            f"новых {new[source]}" if new[source] else "",
            f"изменено {changed[source]}" if changed[source] else "",
        ]))
        for source in sorted(new | changed)
    ]  # fmt: skip
    return "\n".join([f"Робот: {said}", *([""] if lines else []), *lines])


@contextmanager
def _told(done: Night, name: str) -> Iterator[None]:
    """Time a step of our own; what the disk, git or a server refused becomes its outcome."""
    started = perf_counter()
    code, said = 0, ""
    try:
        yield
    except SettingProblem as problem:
        code, said = WRONG, str(problem)
    except OSError as error:
        code, said = 1, words.disk(error)
    seconds = round(perf_counter() - started, 2)
    done.steps.append(Step(name=name, code=code, seconds=seconds, said=(said,) if said else ()))


@contextmanager
def _alone(state: Path) -> Iterator[int]:
    """Hold the state folder against a second run; the lock goes with the process, however it ends,
    and with the commands that it started."""
    state.mkdir(parents=True, exist_ok=True)
    handle = os.open(state, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SettingProblem(f"{state}: другой запуск ещё идёт") from None
        yield handle
    finally:
        os.close(handle)


def _folders(job: Job) -> Sequence[str]:
    return ("--content", str(job.content.resolve()), "--state", str(job.state.resolve()))


def _rows(report: Path, name: str) -> list[dict[str, Any]]:
    """A list in a command's own report; nothing if the command died before it wrote one."""
    try:
        return list(json.loads(report.read_text("utf-8"))[name])
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _verdict(state: Path) -> list[tuple[str, bool]]:
    return [(record.id, record.broken_since is None) for record in health.load(state).values()]


def _last(step: Step) -> str:
    return step.said[-1] if step.said else f"код {step.code}"
