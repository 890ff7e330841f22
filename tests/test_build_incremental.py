"""An incremental build gives the same bytes as a clean one, whatever was edited before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.page import Page, digest, made
from builder.parts.changes import Change, joined
from builder.plan import pages
from builder.state.addresses import ADDRESS, Address
from builder.state.memory import Memory
from builder.writing.crew import Means
from builder.writing.publish import Outcome, publish
from model.announcement import Announcement
from tests.announcements import announcements, lines
from tests.builds import no_index
from tests.sites import SITE, TODAY, catalogue, on, tree

Shelf = dict[str, Announcement]


def planned(shelf: Shelf, today: date, memory: Memory) -> list[Page]:
    """The pages that announcements stand on; a hundred empty regions would only cost time."""
    found = pages(catalogue(*shelf.values()), SITE, today, memory)
    told = {f"region/{code.lower()}/" for a in shelf.values() for code in [a.region or ""]}
    return [
        page
        for page in found
        if not page.path.startswith("region/") or page.path.startswith(tuple(told))
    ]


def put(
    shelf: Shelf, today: date, folder: Path, memory: Memory, cache: Path | None = None
) -> Outcome:
    planned_pages = planned(shelf, today, memory)
    means = Means(cache=cache)
    return publish(planned_pages, SITE, folder, means=means, index=no_index)


def remembered(memory: Memory, change: Change) -> Memory:
    """One more line of the log of changes."""
    own = joined([*memory.changes.get(change.id, ()), change])
    return replace(memory, changes={**memory.changes, change.id: own})


def published(memory: Memory, shelf: Shelf) -> Memory:
    """As a build leaves it: the addresses of all that was ever on the shelf."""
    known = {f"a/{a.id}/": Address(region=a.region or "") for a in shelf.values()}
    assert all(ADDRESS.fullmatch(path) for path in known)
    return replace(memory, addresses={**memory.addresses, **known})


regional = announcements(region="RU-TVE")
flags = st.sampled_from(("draft", "hidden", "pinned", "cancelled"))
edits = st.one_of(
    st.tuples(st.just("add"), regional),
    st.tuples(st.just("remove"), st.integers(0, 20)),
    st.tuples(st.just("title"), st.integers(0, 20), lines),
    st.tuples(st.just("move"), st.integers(0, 20), st.sampled_from(("RU-PSK", "KZ-71", None))),
    st.tuples(st.just("flag"), st.integers(0, 20), flags),
    st.tuples(st.just("days"), st.integers(1, 60)),
    st.tuples(st.just("reprint"), st.integers(0, 20), st.integers(0, 20)),
    st.tuples(st.just("programme"), st.integers(0, 20), st.sampled_from(("opora", None))),
    st.tuples(st.just("change"), st.integers(0, 20), st.integers(0, 40)),
)


def edited(shelf: Shelf, edit: tuple[object, ...]) -> Shelf:
    match edit:
        case ("add", Announcement() as new):
            return shelf | {new.id: new}
        case (what, int(n), *more) if shelf:
            old = sorted(shelf.values(), key=lambda a: a.id)[n % len(shelf)]
            rest = {name: one for name, one in shelf.items() if name != old.id}
            match what, *more:
                case ("title", str(title)):
                    return rest | {old.id: replace(old, title=title)}
                case ("move", region):
                    assert region is None or isinstance(region, str)
                    return rest | {old.id: replace(old, region=region)}
                case ("flag", str(flag)):
                    return rest | {old.id: replace(old, **{flag: not getattr(old, flag)})}  # type: ignore[arg-type]
                case ("reprint", int(m)):
                    lead = sorted(shelf)[m % len(shelf)]
                    return rest | {old.id: replace(old, reprint_of=lead)}
                case ("programme", slug):
                    assert slug is None or isinstance(slug, str)
                    return rest | {old.id: replace(old, programme=slug)}
                case ("remove",):
                    return rest
    return shelf


def moved(shelf: Shelf, edit: tuple[object, ...], today: date) -> Change | None:
    match edit:
        case ("change", int(n), int(days)) if shelf:
            own = sorted(shelf.values(), key=lambda a: a.id)[n % len(shelf)]
            return Change(
                day=today, id=own.id, field="apply_close", old=on(days), new=own.apply_close
            )
    return None


@settings(max_examples=5, deadline=None)
@given(
    st.lists(regional, min_size=1, max_size=4),
    st.lists(st.lists(edits, min_size=1, max_size=3), min_size=1, max_size=3),
)
def test_an_incremental_build_equals_a_clean_one(
    first: list[Announcement], rounds: list[list[tuple[object, ...]]]
) -> None:
    shelf, today, memory = {a.id: a for a in first}, 0, Memory()
    with TemporaryDirectory() as folder:
        site, clean, cache = (Path(folder, name) for name in ("site", "clean", "cache"))
        put(shelf, TODAY, site, memory, cache)
        for number, made in enumerate(rounds):
            for edit in made:
                memory = published(memory, shelf)
                if change := moved(shelf, edit, on(today)):
                    memory = remembered(memory, change)
                shelf = edited(shelf, edit)
                today += edit[1] if edit[0] == "days" else 0  # type: ignore[operator]
            put(shelf, on(today), site, memory, cache)
            fresh = clean / str(number)
            put(shelf, on(today), fresh, memory)
            assert tree(site) == tree(fresh)
            assert put(shelf, on(today), site, memory, cache).changed is False


@settings(max_examples=20, deadline=None)
@given(
    st.lists(regional, min_size=1, max_size=2, unique_by=lambda a: a.id),
    st.integers(0, 300),
    st.integers(1, 200),
)
def test_pages_told_alike_on_two_days_say_the_same(
    first: list[Announcement], day: int, later: int
) -> None:
    shelf = catalogue(*first)
    one, two = (
        {page.path: page for page in pages(shelf, SITE, on(n), Memory())}
        for n in (day, day + later)
    )
    for path in one.keys() & two.keys():
        if digest(one[path]) == digest(two[path]):
            assert repr(made(one[path].context)) == repr(made(two[path].context)), path
