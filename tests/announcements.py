"""Announcements for tests: one plain maker and Hypothesis strategies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from model.announcement import Announcement, Format, Kind, Stage

PLAIN = Announcement(
    id="2026-11-01-kurs-a1b2c3",
    title="Курс для медсестёр",
    kind=Kind.TRAINING,
    stage=Stage.CALL,
    source="ru-tver-mz",
    source_url="https://example.test/news/1/",
    body="Первый абзац.\n\nВторой абзац.\n\nТретий абзац.",
)


def an_announcement(**values: Any) -> Announcement:
    return replace(PLAIN, **values)


lines = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=40
).map(lambda text: " ".join(text.split())).filter(bool)  # fmt: skip
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
bodies = st.lists(lines, min_size=1, max_size=5).map("\n\n".join)
windows = st.tuples(days, st.integers(0, 90)).map(lambda w: (w[0], w[0] + timedelta(days=w[1])))


@st.composite
def announcements(draw: st.DrawFn, **fixed: Any) -> Announcement:
    """Any valid announcement; ``fixed`` fields are as given."""
    opens, closes = draw(st.none() | windows) or (None, None)
    starts, ends = draw(st.none() | windows) or (None, None)
    values = {
        "id": draw(slugs),
        "title": draw(lines),
        "kind": draw(st.sampled_from(Kind)),
        "stage": draw(st.sampled_from(Stage)),
        "published": draw(st.none() | days),
        "apply_open": opens,
        "apply_close": closes,
        "event_start": starts,
        "event_end": ends,
        "name": draw(st.none() | lines),
        "organiser": draw(st.none() | lines),
        "format": draw(st.none() | st.sampled_from(Format)),
        "participants": draw(st.none() | st.integers(1, 10**6)),
        "audience": tuple(draw(st.lists(lines, max_size=3, unique=True))),
        "evidence": draw(st.dictionaries(st.sampled_from(("name", "apply_close")), lines)),
        "inferred": tuple(
            draw(st.lists(st.sampled_from(("apply_close", "event_start")), unique=True))
        ),
        "cancelled": draw(st.booleans()),
        "body": draw(bodies),
    }
    return Announcement(**values | fixed)
