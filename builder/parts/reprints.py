"""One announcement printed by several is one card: who leads, who reprints, and where they differ.

A copy's file names its leader in ``reprint_of``. Editors may write nonsense there; then each stands
alone and the mistake is told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from builder.language import words
from builder.language.speech import fill, say
from builder.parts.changes import Change
from model.announcement import Announcement, Moment, day
from model.content import files
from model.problem import ContentProblem, meant

CIRCLE = "объявления названы перепечатками друг друга по кругу"
ERASE = "сотрите эту строку в файле главного"
NOBODY = "такого объявления нет"


@dataclass(frozen=True, slots=True, kw_only=True)
class Families:
    """``lead_of`` maps every copy to the card that it stands on; ``wrong`` has editors' mistakes.

    ``wrong`` maps an announcement to what is wrong with its ``reprint_of``, and a hint.
    """

    leads: tuple[Announcement, ...]
    copies: Mapping[str, tuple[Announcement, ...]]
    lead_of: Mapping[str, str]
    wrong: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A line of the table. ``deadline`` is as printed there; ``stale``: another than the lead's.

    ``doubtful``: a person has yet to check it, so nobody is warned by it.
    """

    name: str
    url: str
    published: str
    updated: str
    deadline: str
    stale: bool
    doubtful: bool
    differences: str
    leads: bool = False


def families(
    public: Sequence[Announcement],
    kept_back: Iterable[str] = (),
    renamed: Mapping[str, str] | None = None,
) -> Families:
    """Join copies to leaders. ``kept_back`` are ids that exist but are not shown."""
    known = {a.id: a for a in public}
    hidden, new_name = frozenset(kept_back), renamed or {}
    wrong: dict[str, tuple[str, str]] = {}
    up: dict[str, str] = {}
    for a in public:
        lead = new_name.get(a.reprint_of or "", a.reprint_of or "")
        if lead in known:
            up[a.id] = lead
        elif lead and lead not in hidden:
            wrong[a.id] = (NOBODY, meant(lead, known) or "сотрите строку или поправьте имя")
    for name in _circling(up):
        del up[name]
        wrong[name] = (CIRCLE, ERASE)
    lead_of = {name: _top(name, up) for name in up}
    copies: dict[str, list[Announcement]] = defaultdict(list)
    for name, lead in sorted(lead_of.items(), key=lambda pair: _age(known[pair[0]])):
        copies[lead].append(known[name])
    return Families(
        leads=tuple(a for a in public if a.id not in lead_of),
        copies={lead: tuple(found) for lead, found in copies.items()},
        lead_of=lead_of,
        wrong=wrong,
    )


def _age(a: Announcement) -> tuple[str, str]:
    return (str(a.published or "9999"), a.id)


def _circling(up: Mapping[str, str]) -> set[str]:
    """Those who lie on a circle; who only leads into one is a copy like any other."""
    done: set[str] = set()
    found: set[str] = set()
    for start in up:
        path: dict[str, int] = {}
        at = start
        while at in up and at not in path and at not in done:
            path[at] = len(path)
            at = up[at]
        if at in path:
            found |= {name for name, n in path.items() if n >= path[at]}
        done |= path.keys()
    return found


def _top(name: str, up: Mapping[str, str]) -> str:
    while name in up:
        name = up[name]
    return name


def problems(wrong: Mapping[str, tuple[str, str]], content: Path) -> list[ContentProblem]:
    """Mistakes with the file and the line that an editor must mend."""
    if not wrong:
        return []
    paths = {path.stem: path for path in files(content)}
    return [_problem(paths[name], *told) for name, told in sorted(wrong.items()) if name in paths]


def _problem(path: Path, message: str, hint: str) -> ContentProblem:
    lines = path.read_text("utf-8", "replace").splitlines()
    told = [(n, s) for n, s in enumerate(lines, 1) if s.startswith("reprint_of:")]
    number, line = told[0] if told else (1, "")
    found = line.partition(":")[2].strip()
    return ContentProblem(path, number, "reprint_of", found, message, hint)


def prints(
    lead: Announcement, copies: Sequence[Announcement], names: Mapping[str, str]
) -> tuple[Print, ...]:
    """The table: the leader first, then its copies by age; empty if nobody reprinted it.

    ``names`` gives each announcement's publisher.
    """
    if not copies:
        return ()
    return (_print(lead, lead, names), *(_print(lead, copy, names) for copy in copies))


def _print(lead: Announcement, one: Announcement, names: Mapping[str, str]) -> Print:
    return Print(
        name=names[one.id],
        url=one.source_url or "",
        published=words.in_year(one.published) if one.published else "",
        updated=_updated(one),
        deadline=_until(one.apply_close),
        stale=_apart("apply_close", lead, one),
        doubtful=bool(one.apply_close) and "apply_close" in one.review,
        differences="" if one is lead else ", ".join(differences(lead, one)),
        leads=one is lead,
    )


def _updated(a: Announcement) -> str:
    return words.in_year(a.updated) if a.updated and a.updated != a.published else ""


def _until(moment: Moment | None) -> str:
    return words.until(words.in_year(day(moment))) if moment else ""


def _apart(field: str, lead: Announcement, copy: Announcement) -> bool:
    """Whether a copy names another day than the leader, for certain."""
    ours: Moment | None = getattr(lead, field)
    theirs: Moment | None = getattr(copy, field)
    if theirs is None or field in copy.review:
        return False
    return ours is None or day(ours) != day(theirs)


def differences(lead: Announcement, copy: Announcement) -> Iterable[str]:
    """What the copy tells otherwise, but for the deadline, which has a column of its own."""
    if copy.event_start and _apart("event_start", lead, copy):
        yield say("начало {day}", day=words.in_year(copy.event_start))
    if copy.place and lead.place and _plain(copy.place) != _plain(lead.place):
        yield say("место: {place}", place=copy.place[:80])
    if _plain(lead.title) != _plain(copy.title):
        yield say("другой заголовок")
    yield from _text_differences(lead.body, copy.body)


def _text_differences(lead: str, copy: str) -> Iterable[str]:
    ours, theirs = (list(filter(None, map(_plain, text.split("\n\n")))) for text in (lead, copy))
    if not ours or not theirs:
        return
    printed = set(theirs)
    missing = [n for n, paragraph in enumerate(ours) if paragraph not in printed]
    added = len(printed - set(ours))
    if len(missing) * 2 > len(ours):
        yield say("текст изложен иначе")
    elif missing:
        last = missing == [len(ours) - 1]
        what = words.count(len(missing), "paragraph")
        yield say("нет последнего абзаца") if last else say("не хватает: {what}", what=what)
    if added and len(missing) * 2 <= len(ours):
        yield say("добавлено: {what}", what=words.count(added, "paragraph"))


def _plain(text: str) -> str:
    """Letters and digits alone: quotes, dashes and spaces are no difference."""
    return re.sub(r"[\W_]+", " ", text.casefold().replace("ё", "е")).strip()


def disagreement(
    lead: Announcement,
    copies: Sequence[Announcement],
    names: Mapping[str, str],
    changes: Sequence[Change] = (),
) -> tuple[str, ...]:
    """Sentences that warn: dates of the copies that are not the leader's. Empty if all agree."""
    return (
        *_disagree("apply_close", lead, copies, names, changes),
        *_disagree("event_start", lead, copies, names, changes),
    )


def _disagree(
    field: str,
    lead: Announcement,
    copies: Sequence[Announcement],
    names: Mapping[str, str],
    changes: Sequence[Change],
) -> Iterable[str]:
    """One sentence a day that copies name and the leader does not."""
    ours: Moment | None = getattr(lead, field)
    by_day: dict[date, list[str]] = defaultdict(list)
    for copy in copies:
        told: Moment | None = getattr(copy, field)
        if told and _apart(field, lead, copy):
            by_day[day(told)].append(names[copy.id])
    old = {day(c.old) for c in changes if c.field == field and isinstance(c.old, date)}
    pattern = words.table()["disagree"][field]
    for told_day, who in sorted(by_day.items()):
        shown = words.in_year(told_day)
        line = fill(str(pattern["copy"]), who=_who(who), day=shown)
        yield line + (str(pattern["old"]) if told_day in old else "")
    if by_day:
        yield (
            fill(str(pattern["lead"]), day=words.in_year(day(ours)))
            if ours
            else str(pattern["silent"])
        )


def _who(names: Sequence[str], shown: int = 3) -> str:
    unique = list(dict.fromkeys(names))
    more = say(" и ещё {n}", n=len(unique) - shown) if len(unique) > shown else ""
    return ", ".join(unique[:shown]) + more
