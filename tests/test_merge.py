"""The laws of the three-way merge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from model.announcement import FIELDS, Announcement
from model.schema import contradictions
from scraper.merge import OURS, merge, merge_body, merge_set
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
    followed = getattr(merged.announcement, name) == getattr(fresh, name)
    assert followed or (name in WINDOWS and name in merged.objections)


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
