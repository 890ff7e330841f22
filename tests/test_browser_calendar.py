"""An announcement's dates in the reader's own calendar: a file that the browser makes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import icalendar
import pytest
import vobject
from playwright.sync_api import Browser, Page, expect

from model.announcement import Announcement, Stage
from tests.browser import at, opened, published
from tests.sites import a_call, on, planned, render

pytestmark = pytest.mark.browser

LONG = "Набор «Ёлка»; заявки, анкеты " + "и много слов о том, кого ждут, " * 9
TIMED = datetime(2026, 12, 3, 18, tzinfo=timezone(timedelta(hours=7)))
CONTENT: tuple[Announcement, ...] = (
    a_call("srok", title=LONG, apply_close=on(20), event_start=on(30), event_end=on(32),
           inferred=("apply_close",)),
    a_call("chas", region="RU-KYA", apply_close=TIMED),
    a_call("somnenie", apply_close=on(20), review=("apply_close",)),
    a_call("molchit", apply_close=None),
    a_call("sobytie", stage=Stage.UPCOMING, apply_close=None, event_start=on(6)),
    a_call("zakryt", apply_close=on(-3)),
)  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with published(tmp_path_factory.mktemp("own"), CONTENT) as found:
        yield found


def taken(page: Page) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name="В свой календарь").click()
    return Path(download.value.path()).read_bytes()


def events(data: bytes) -> dict[str, icalendar.Event]:
    """By the mark in its UID; the file is read by two readers that share no code."""
    assert vobject.readOne(data.decode(), validate=True)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    found = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return {str(one["uid"]).partition(".")[2].partition("@")[0]: one for one in found}


def test_the_file_has_the_deadline_the_event_and_the_hospital_s_own_days(
    page: Page, address: str
) -> None:
    page.goto(f"{address}a/2026-11-08-srok/")
    found = events(taken(page))
    days = {mark: (one.decoded("dtstart"), one.decoded("dtend")) for mark, one in found.items()}
    assert days == {
        "srok": (on(20), on(21)),
        "sobytie": (on(30), on(33)),
        "zapiska": (on(10), on(11)),
        "podpis": (on(15), on(16)),
    }
    close = found["srok"]
    assert close["summary"] == f"Срок подачи: {LONG}".strip()
    assert "год выведен" in close["description"]
    alarms = [alarm.decoded("trigger") for alarm in close.walk("VALARM")]
    assert alarms == [timedelta(days=-7), timedelta(days=-1)]


def test_the_same_deadline_has_the_same_name_as_in_a_subscription(page: Page, address: str) -> None:
    page.goto(f"{address}a/2026-11-08-srok/")
    ours = events(taken(page))["srok"]
    calendar = render()(planned(CONTENT[0])["region/ru-tve/sroki.ics"])
    [subscribed] = events(calendar).values()
    assert str(ours["uid"]).partition("@")[0] == str(subscribed["uid"]).partition("@")[0]
    for name in ("summary", "dtstart", "sequence"):
        assert ours.decoded(name) == subscribed.decoded(name)


def test_a_deadline_at_an_hour_is_that_moment_in_any_zone(browser: Browser, address: str) -> None:
    with opened(browser, timezone_id="Asia/Vladivostok") as page:
        page.goto(f"{address}a/2026-11-08-chas/")
        close = events(taken(page))["srok"]
    assert close.decoded("dtstart") == TIMED.astimezone(UTC)


def test_the_reader_s_own_number_of_days_is_kept(page: Page, address: str) -> None:
    page.goto(f"{address}a/2026-11-08-srok/")
    page.get_by_text("Записка и подпись до срока").click()
    page.get_by_label("Служебная записка").fill("14")
    page.get_by_label("На подпись").fill("")
    own = page.locator("[data-own]")
    expect(own).to_contain_text("24 ноября, вторник")
    expect(own).to_contain_text("не нужна")
    page.reload()
    expect(page.get_by_label("Служебная записка")).to_have_value("14")
    found = events(taken(page))
    assert found["zapiska"].decoded("dtstart") == date(2026, 11, 24)
    assert "podpis" not in found
    page.get_by_label("Служебная записка").fill("21")
    expect(own).to_contain_text("этот день прошёл")
    assert "zapiska" not in events(taken(page))


def test_an_event_alone_has_no_papers(page: Page, address: str) -> None:
    page.goto(f"{address}a/2026-11-08-sobytie/")
    assert list(events(taken(page))) == ["sobytie"]
    expect(page.get_by_text("Записка и подпись до срока")).to_have_count(0)


@pytest.mark.parametrize("name", ["somnenie", "molchit", "zakryt"])
def test_no_date_that_is_doubtful_silent_or_over_is_offered(
    page: Page, address: str, name: str
) -> None:
    page.goto(f"{address}a/2026-11-08-{name}/")
    expect(page.locator("html")).to_have_attribute("data-ready", "")
    expect(page.get_by_role("button", name="В свой календарь")).to_have_count(0)


def test_once_the_call_has_closed_nothing_is_offered(page: Page, address: str) -> None:
    at(page, on(40))
    page.goto(f"{address}a/2026-11-08-srok/")
    expect(page.get_by_role("button", name="В свой календарь")).to_be_hidden()
