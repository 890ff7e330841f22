"""The month calendar shows sure dates on their days, says the same twice, and then stays."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.forms.form import FORMS
from builder.page import digest
from builder.pages.monthcalendar.hyphens import SOFT, soften
from builder.pages.monthcalendar.mark import CUT, short
from builder.pages.monthcalendar.pages import CELL, ROWS, MonthPage
from builder.parts.changes import Change
from builder.state.memory import Memory
from model.announcement import Announcement, Stage
from tests.sites import TODAY, Links, a_call, a_report, on, planned, rendered

NOVEMBER = "calendar/2026-11/"


def month(
    path: str, *announcements: Announcement, today: date = TODAY, memory: Memory | None = None
) -> MonthPage:
    pages = planned(*announcements, today=today, memory=memory or Memory())
    found = pages[f"{path}index.html"].context
    assert isinstance(found, MonthPage)
    return found


def shown(path: str, *announcements: Announcement, **more: object) -> dict[int, list[str]]:
    """«Срок подачи: Набор «odin»» by day of the month."""
    days = month(path, *announcements, **more).days  # type: ignore[arg-type]
    return {d.number: [f"{m.word}: {m.name}" for m in d.marks] for d in days if d.marks}


def an_event(name: str, start: date, end: date | None = None, **values: object) -> Announcement:
    plain: dict[str, object] = {"stage": Stage.UPCOMING, "apply_close": None}
    return a_call(name, event_start=start, event_end=end, **plain | values)


def test_deadlines_and_events_stand_on_their_days_and_are_told_apart_by_word() -> None:
    call, event = a_call("odin", apply_close=date(2026, 11, 28)), an_event("dva", on(6))
    assert shown(NOVEMBER, call, event) == {
        24: ["Событие: Набор «dva»"],
        28: ["Срок подачи: Набор «odin»"],
    }


def test_a_month_has_all_its_days_in_their_columns() -> None:
    days = month(NOVEMBER, a_call("odin")).days
    assert [day.number for day in days] == list(range(1, 31))
    assert [day.column for day in days[:2]] == [7, 0]  # 1 November 2026 is a Sunday
    assert [day.number for day in days if day.today] == [TODAY.day]


@pytest.mark.parametrize("field", ["apply_close", "event_start"])
def test_a_date_that_a_person_has_yet_to_check_is_not_in_the_calendar(field: str) -> None:
    doubtful = a_call("odin", review=(field,), **{"apply_close": None, field: on(5)})
    assert shown(NOVEMBER, doubtful) == {}


def test_an_inferred_year_is_marked_where_it_is_shown() -> None:
    page = month(NOVEMBER, a_call("odin", inferred=("apply_close",)))
    [mark] = [mark for day in page.days for mark in day.marks]
    assert mark.how == "год выведен"
    assert "год выведен" in rendered(
        a_call("odin", inferred=("apply_close",)), path=f"{NOVEMBER}index.html"
    )


def test_what_was_called_off_says_so_and_says_what() -> None:
    off = an_event("dva", on(6), cancelled=True)
    assert shown(NOVEMBER, off) == {24: ["Отменено: событие: Набор «dva»"]}
    assert "<del>Набор «dva»</del>" in rendered(off, path=f"{NOVEMBER}index.html")


def test_a_deadline_that_moved_leaves_a_mark_where_it_was() -> None:
    call = a_call("odin", apply_close=date(2026, 12, 3))
    moved = Change(day=on(-1), id=call.id, field="apply_close", old=on(2), new=call.apply_close)
    memory = Memory(changes={call.id: (moved,)})
    page = month(NOVEMBER, call, memory=memory)
    [mark] = [mark for day in page.days for mark in day.marks]
    assert (mark.word, mark.line) == (
        "Срок перенесён",
        "теперь до\N{NO-BREAK SPACE}3\N{NO-BREAK SPACE}декабря",
    )
    assert shown("calendar/2026-12/", call, memory=memory) == {3: ["Срок подачи: Набор «odin»"]}


def test_a_stated_hour_is_told_with_its_town() -> None:
    moment = datetime(2026, 11, 20, 18, tzinfo=timezone(timedelta(hours=7)))
    page = month(NOVEMBER, a_call("odin", region="RU-KYA", apply_close=moment))
    [mark] = [mark for day in page.days for mark in day.marks]
    assert "18:00 по\N{NO-BREAK SPACE}Красноярску" in mark.line


def test_an_event_of_several_days_stands_on_its_first_and_goes_on_below() -> None:
    course = an_event("kurs", date(2026, 11, 20), date(2027, 1, 15))
    page = month(NOVEMBER, course)
    [mark] = [mark for day in page.days for mark in day.marks]
    assert "15\N{NO-BREAK SPACE}января 2027" in mark.line
    for path in ("calendar/2026-12/", "calendar/2027-01/"):
        later = month(path, course, an_event("dva", date(2027, 1, 3)))
        assert [mark.name for mark in later.going] == ["Набор «kurs»"]


def test_an_end_that_nobody_can_mean_makes_no_endless_months() -> None:
    course = an_event("kurs", date(2026, 11, 20), date(9990, 12, 31))
    paths = [p for p in planned(course) if p.startswith("calendar/") and p.endswith("index.html")]
    assert len(paths) <= 4
    assert "calendar/9999-12/index.html" not in planned(
        a_call("odin", apply_close=date(9999, 12, 1))
    )


def test_months_are_linked_to_the_ones_beside_them() -> None:
    far = a_call("dalniy", apply_close=date(2027, 3, 1), published=on(-1))
    old = a_call("staryy", apply_close=date(2025, 5, 5), published=date(2025, 4, 1))
    page = month(NOVEMBER, far, old)
    beside = [link.path for link in (page.back, page.forth) if link]
    assert beside == ["calendar/2025-05/", "calendar/2026-12/"]
    pages = planned(far, old)
    for path in ("calendar/2025-05/", "calendar/2026-12/", "calendar/2027-03/"):
        assert f"{path}index.html" in pages


def test_the_calendar_s_own_address_shows_the_current_month() -> None:
    call = a_call("odin")
    own = month("calendar/", call)
    assert own.days == month(NOVEMBER, call).days
    assert [line.path for line in own.months] == ["calendar/2026-12/", NOVEMBER]
    assert month("calendar/", call, today=date(2026, 12, 1)).title.startswith("Декабрь")


def test_a_month_that_is_over_stays_as_it_is() -> None:
    old = [a_call("odin", apply_close=date(2026, 8, 10), published=date(2026, 7, 1)),
           an_event("dva", date(2026, 8, 3), published=date(2026, 7, 1))]  # fmt: skip
    before = planned(*old)
    after = planned(*old, a_call("novyy"), today=date(2027, 6, 1))
    for name in ("index.html", *(form.file for form in FORMS)):
        path = f"calendar/2026-08/{name}"
        assert digest(before[path]) == digest(after[path]), path
    assert "BEGIN:VEVENT" in rendered(*old, path="calendar/2026-08/sroki.ics")


def test_a_crowded_day_leads_from_its_cell_to_the_list_that_has_all() -> None:
    calls = [a_call(f"n{n:02}", apply_close=on(3)) for n in range(CELL + 5)]
    html = rendered(*calls, path=f"{NOVEMBER}index.html")
    found = Links(html)
    assert "#d-2026-11-21" in found.links
    assert "d-2026-11-21" in found.ids
    assert html.count("Набор «n08»") == 1
    assert html.count("Набор «n00»") == 2


def test_a_month_with_too_much_says_how_much_it_leaves_out() -> None:
    calls = [a_call(f"n{n:03}", apply_close=on(1 + n % 9)) for n in range(ROWS + 7)]
    page = month(NOVEMBER, *calls)
    assert sum(len(day.marks) for day in page.days) == ROWS
    assert page.more == 7
    assert "Ещё 7 здесь не поместились" in rendered(*calls, path=f"{NOVEMBER}index.html")


def test_calls_without_a_deadline_are_counted_and_led_to() -> None:
    html = rendered(a_call("odin", apply_close=None), path="calendar/index.html")
    assert "1\N{NO-BREAK SPACE}открытый набор" in html
    assert "../deadline/none/" in Links(html).links


def test_reports_have_no_deadline_in_the_calendar() -> None:
    assert shown(NOVEMBER, a_report("otchet")) == {}


def test_long_words_may_break_where_russian_breaks_them() -> None:
    soft = soften("Совершенствование наставничества в ФАП")
    assert soft.replace(SOFT, "") == "Совершенствование наставничества в ФАП"
    assert "настав" in soft.split()[1].split(SOFT)[0] + soft.split()[1].split(SOFT)[1]
    assert SOFT not in soften("Курс для врачей")
    assert SOFT not in soften("Денсаулықсақтаудыдамыту")


@given(st.text(max_size=200))
def test_hyphens_change_no_letter(text: str) -> None:
    assert soften(text).replace(SOFT, "") == text.replace(SOFT, "")


def test_a_long_title_is_cut_at_a_word_s_end() -> None:
    told = short(a_call("odin", title="слово " * 80))
    assert len(told) <= CUT + 1
    assert told.endswith("слово…")
    assert short(a_call("odin", title="Ы" * 400)) == "Ы" * CUT + "…"
