"""The laws of the three-way merge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from model.announcement import FIELDS, Announcement
from model.schema import contradictions
from scraper.storage.merge import OURS, merge, merge_body, merge_set
from tests.announcements import an_announcement, announcements

ONE = {"id": "x"}
MERGED = [name for name in FIELDS if name != "id" and name not in OURS]
WINDOWS = {"apply_open", "apply_close", "event_start", "event_end"}


@given(announcements(**ONE), announcements(**ONE))
def test_an_untouched_record_follows_its_source(base: Announcement, fresh: Announcement) -> None:
    assert merge(base, base, fresh).announcement == fresh


@given(announcements(**ONE), announcements(**ONE), announcements(**ONE), st.sampled_from(MERGED))
def test_an_untouched_field_follows_its_source_whatever_else_was_edited(
    base: Announcement, edited: Announcement, fresh: Announcement, name: str
) -> None:
    edited = replace(edited, **{name: getattr(base, name)})
    merged = merge(base, edited, fresh)
    said, theirs = getattr(merged.announcement, name), getattr(fresh, name)
    if name == "evidence":  # a quote goes with the value that it proves
        free = [key for key in {**said, **theirs} if key not in merged.objections]
        assert all(said.get(key) == theirs.get(key) for key in free)
    else:
        assert said == theirs or (name in WINDOWS and name in merged.objections)


@given(announcements(**ONE), announcements(**ONE), announcements(**ONE))
def test_an_edit_is_never_lost(
    base: Announcement, edited: Announcement, fresh: Announcement
) -> None:
    merged = merge(base, edited, fresh).announcement
    for name in MERGED:
        was, mine, now = (getattr(one, name) for one in (base, edited, merged))
        if mine == was:
            continue
        if isinstance(mine, tuple):
            assert set(mine) - set(was) <= set(now)
            assert not (set(was) - set(mine)) & set(now) - set(getattr(fresh, name))
        elif isinstance(mine, dict):
            assert all(now.get(key) == mine[key] for key in mine if mine[key] != was.get(key))
        elif name != "body":
            assert now == mine


@given(announcements(**ONE), announcements(**ONE), announcements(**ONE))
def test_merging_twice_changes_nothing_the_second_time(
    base: Announcement, edited: Announcement, fresh: Announcement
) -> None:
    once = merge(base, edited, fresh).announcement
    assert merge(fresh, once, fresh).announcement == once


@given(announcements(**ONE), announcements(**ONE), announcements(**ONE))
def test_a_merge_never_makes_a_contradiction(
    base: Announcement, edited: Announcement, fresh: Announcement
) -> None:
    assert contradictions(merge(base, edited, fresh).announcement) == []


@given(announcements(**ONE), announcements(**ONE), announcements(**ONE))
def test_a_source_never_touches_the_editors_flags(
    base: Announcement, edited: Announcement, fresh: Announcement
) -> None:
    edited = replace(edited, hidden=True, pinned=True, draft=True)
    merged = merge(base, edited, fresh).announcement
    assert merged.hidden
    assert merged.pinned
    assert merged.draft


def test_a_source_that_contradicts_an_edit_is_an_objection_and_the_edit_stands() -> None:
    base = an_announcement(apply_close=date(2026, 11, 14))
    edited = replace(base, apply_close=date(2026, 11, 20))
    fresh = replace(base, apply_close=date(2026, 11, 28))
    merged = merge(base, edited, fresh)
    assert merged.announcement.apply_close == date(2026, 11, 20)
    assert merged.objections == {"apply_close": date(2026, 11, 28)}


def test_what_followed_the_source_is_told_with_the_value_before() -> None:
    base = an_announcement(apply_close=date(2026, 11, 14))
    fresh = replace(base, apply_close=date(2026, 11, 28))
    assert merge(base, base, fresh).moved == {"apply_close": date(2026, 11, 14)}


def test_both_sides_changing_different_paragraphs_keeps_both() -> None:
    merged, clash = merge_body("а\n\nб\n\nв\n\nг", "А\n\nб\n\nв\n\nг", "а\n\nб\n\nв\n\nГ\n\nд")
    assert (merged, clash) == ("А\n\nб\n\nв\n\nГ\n\nд", False)


def test_both_sides_changing_one_paragraph_keeps_the_persons_text_and_tells() -> None:
    assert merge_body("а\n\nб", "а\n\nмоё", "а\n\nих") == ("а\n\nмоё", True)


def test_both_sides_making_the_same_change_is_one_change() -> None:
    assert merge_body("а\n\nб\n\nв", "а\n\nБ\n\nв", "а\n\nБ\n\nв\n\nг") == (
        "а\n\nБ\n\nв\n\nг",
        False,
    )


def test_lists_merge_by_element() -> None:
    assert merge_set(
        ("врачи", "медсёстры"), ("врачи", "фельдшеры"), ("врачи", "медсёстры", "акушерки")
    ) == ("врачи", "фельдшеры", "акушерки")


CLOSES = {"apply_close": date(2026, 11, 14)}


def test_a_confirmed_field_stays_and_its_source_objects() -> None:
    base = an_announcement(**CLOSES, review=("apply_close",), evidence={"apply_close": "до 14"})
    edited = replace(base, review=(), confirmed=("apply_close",))
    fresh = replace(base, apply_close=date(2026, 11, 28), evidence={"apply_close": "до 28"})
    merged = merge(base, edited, fresh)
    assert merged.announcement == edited
    assert merged.objections == {"apply_close": date(2026, 11, 28)}


def test_a_rejected_field_is_not_filled_again() -> None:
    base = an_announcement(participants=4500)
    edited = replace(base, participants=None, confirmed=("participants",))
    merged = merge(base, edited, replace(base, participants=4600))
    assert merged.announcement.participants is None
    assert merged.objections == {"participants": 4600}


def test_a_new_value_brings_its_doubts_though_those_of_the_old_were_answered() -> None:
    base = an_announcement(**CLOSES, review=("apply_close",), inferred=("apply_close",))
    edited = replace(base, review=(), inferred=())
    fresh = replace(base, apply_close=date(2027, 11, 28))
    merged = merge(base, edited, fresh).announcement
    assert merged.apply_close == fresh.apply_close
    assert (merged.review, merged.inferred) == (("apply_close",), ("apply_close",))


def test_a_quote_goes_with_the_value_that_stands() -> None:
    base = an_announcement(**CLOSES, evidence={"apply_close": "до 14 ноября", "name": "«Калина»"})
    edited = replace(base, apply_close=date(2026, 11, 20))
    fresh = replace(base, apply_close=date(2026, 11, 28),
                    evidence={"apply_close": "до 28 ноября", "name": "школа «Калина»"})  # fmt: skip
    merged = merge(base, edited, fresh).announcement
    assert merged.evidence == {"apply_close": "до 14 ноября", "name": "школа «Калина»"}


@given(announcements(**ONE), announcements(**ONE), announcements(**ONE),
       st.sets(st.sampled_from(MERGED), max_size=4))  # fmt: skip
def test_what_is_confirmed_no_source_moves_or_doubts(
    base: Announcement, edited: Announcement, fresh: Announcement, names: set[str]
) -> None:
    names -= {"evidence", "inferred", "review"}
    doubts = {key: tuple(n for n in getattr(edited, key) if n not in names)
              for key in ("inferred", "review")}  # fmt: skip
    edited = replace(edited, confirmed=tuple(sorted(names)), **doubts)
    merged = merge(base, edited, fresh)
    for name in names:
        assert getattr(merged.announcement, name) == getattr(edited, name)
        assert merged.announcement.evidence.get(name) == edited.evidence.get(name)
    assert not {*merged.announcement.review, *merged.announcement.inferred} & names
    assert merged.announcement.confirmed == edited.confirmed
    again = merge(fresh, merged.announcement, fresh)
    assert again.announcement == merged.announcement
    assert not again.objections
