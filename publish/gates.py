"""What may not reach readers: gates between a built site and the published one.

Pure: facts of the new site and the tally of the old one in, the gates that hold out, each with its
reason in Russian. When one holds, the published site stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from publish.snapshot import FRONT, LIVING, SITEMAP, Share, Snapshot, Tally

REQUIRED = (FRONT, "404.html", SITEMAP, "feed.atom")

FRONT_LETTERS = 150
"""Fewer letters than this on the front page, and it says nothing: the shortest of ours, with a
single announcement, has some 400."""

TYPE = 3
"""Pages of one kind from which on all of them vanishing is a fault and not an editor's work."""

MANY = 20
"""Files of one kind from which on their number is worth comparing."""

OTHERS_SHRINK = 0.5
"""Share by which other kinds than announcements may shrink: what is open now comes and goes."""

TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """``shrink``: share of announcements that may vanish in a night. ``thin``: share of bytes that
    the pages of one kind may lose on average. ``required``: files that must be there."""

    shrink: float = 0.1
    thin: float = 0.5
    required: tuple[str, ...] = REQUIRED


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A gate that holds, and why."""

    gate: str
    reason: str


Gate = Callable[[Snapshot, Tally, Limits], Iterable[str]]


def held(
    new: Snapshot, old: Tally | None, limits: Limits, *, allow: Collection[str] = ()
) -> list[Held]:
    """All gates that hold. ``old`` is ``None`` before the first publication; ``allow`` opens some
    by name."""
    return [
        Held(gate=name, reason=reason)
        for name, gate in GATES.items()
        if name not in allow
        for reason in gate(new, old or {}, limits)
    ]


def empty(new: Snapshot, _old: Tally, _limits: Limits) -> Iterator[str]:
    if SITEMAP in new.files and new.sitemap and not new.tally()[LIVING].files:
        yield "на сайте нет ни одного объявления"


def front(new: Snapshot, _old: Tally, _limits: Limits) -> Iterator[str]:
    if FRONT in new.files and new.front < FRONT_LETTERS:
        yield f"главная страница почти пуста: букв на ней {new.front}"


def missing(new: Snapshot, old: Tally, limits: Limits) -> Iterator[str]:
    for path in limits.required:
        if not new.files.get(path):
            yield f"нет файла {path}" if path not in new.files else f"файл {path} пуст"
    here = new.tally()
    for name, share in old.items():
        if share.files >= TYPE and name not in here and name != LIVING:
            yield f"пропали все страницы вида {name}: на опубликованном сайте их {share.files}"


def shrunken(new: Snapshot, old: Tally, limits: Limits) -> Iterator[str]:
    here = new.tally()
    for name, before in old.items():
        now = here.get(name)
        allowed = limits.shrink if name == LIVING else OTHERS_SHRINK
        enough = before.files >= (TYPE if name == LIVING else MANY)
        if now and enough and now.files < before.files * (1 - allowed):
            lost = 1 - now.files / before.files
            what = "объявлений" if name == LIVING else f"страниц вида {name}"
            yield (
                f"{what} стало {now.files}, опубликовано {before.files}: "
                f"убыло {lost:.0%}, разрешено {allowed:.0%}"
            )


def thin(new: Snapshot, old: Tally, limits: Limits) -> Iterator[str]:
    here = new.tally()
    for name, before in old.items():
        now = here.get(name)
        if name.endswith(".html") and now and before.files and before.bytes:
            left = _mean(now) / _mean(before)
            if left < 1 - limits.thin:
                yield f"страницы вида {name} полегчали на {1 - left:.0%}: похоже, они пусты"


def _mean(share: Share) -> float:
    return share.bytes / share.files


def links(new: Snapshot, _old: Tally, _limits: Limits) -> Iterator[str]:
    dead = [f"{page} → {target}" for target, page in new.links.items() if target not in new.files]
    if dead:
        yield f"ссылки внутри сайта никуда не ведут ({len(dead)}): {_few(dead)}"


def feeds(new: Snapshot, _old: Tally, _limits: Limits) -> Iterator[str]:
    broken = [f"{path}: {problem}" for path, problem in new.feeds.items() if problem]
    if broken:
        yield f"ленты не читаются ({len(broken)}): {_few(broken)}"


def sitemap(new: Snapshot, _old: Tally, _limits: Limits) -> Iterator[str]:
    if SITEMAP not in new.files:
        return
    if not new.sitemap:
        yield "карта сайта sitemap.xml " + ("пуста" if new.sitemap == () else "не читается")
        return
    lost = [place for place in new.sitemap if place not in new.files]
    if lost:
        yield f"в карте сайта есть адреса, которых нет ({len(lost)}): {_few(lost)}"


def _few(found: list[str]) -> str:
    more = f" и ещё {len(found) - TOLD}" if len(found) > TOLD else ""
    return "; ".join(found[:TOLD]) + more


GATES: dict[str, Gate] = {
    "empty": empty,
    "missing": missing,
    "front": front,
    "shrunken": shrunken,
    "thin": thin,
    "links": links,
    "feeds": feeds,
    "sitemap": sitemap,
}
