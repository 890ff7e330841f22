from __future__ import annotations

from dataclasses import replace

import pytest

from builder.page import digest
from builder.pages.archive import SHEET
from model.announcement import Announcement, Kind, Stage
from model.region import regions
from tests.sites import a_call, a_report, on, planned, samples

MONTH = ("calendar/index.html", "calendar/2026-11/index.html")


def titles(page: object, part: str) -> list[str]:
    found = [one for one in page.context.parts if one.id == part]  # type: ignore[attr-defined]
    return [card.title for one in found for card in one.cards]


def changed(before: list[Announcement], after: list[Announcement]) -> set[str]:
    """Pages whose bytes may differ between two catalogues."""
    old = {path: digest(page) for path, page in planned(*before).items()}
    new = {path: digest(page) for path, page in planned(*after).items()}
    return {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}


def test_every_address_is_planned_once() -> None:
    paths = list(planned(*samples()))
    assert len(paths) == len(set(paths))
    assert all(not path.startswith("/") and ".." not in path for path in paths)


@pytest.mark.parametrize("flag", ["draft", "hidden"])
def test_what_an_editor_keeps_back_stands_nowhere(flag: str) -> None:
    secret = a_call("taynyy", **{flag: True})
    assert changed([a_call("odin")], [a_call("odin"), secret]) == set()


def test_every_region_has_a_page_even_without_announcements() -> None:
    pages = planned(a_call("odin"))
    assert all(f"region/{code.lower()}/index.html" in pages for code in regions())


def test_an_announcement_of_several_regions_stands_in_each() -> None:
    pages = planned(a_call("odin", other_regions=("RU-SMO", "RU-TVE")))
    for code in ("ru-tve", "ru-smo"):
        assert titles(pages[f"region/{code}/index.html"], "open") == ["Набор «odin»"]
    assert titles(pages["region/ru-psk/index.html"], "open") == []


def test_open_calls_stand_by_nearest_deadline_and_those_without_one_last() -> None:
    calls = [
        a_call("bez", apply_close=None),
        a_call("dalniy", apply_close=on(40)),
        a_call("blizhniy", apply_close=on(2)),
        a_call("segodnya", apply_close=on(0)),
        a_call("zakryt", apply_close=on(-1)),
        a_call("otmenen", apply_close=on(3), cancelled=True),
        a_call("vperedi", apply_open=on(3), apply_close=on(4)),
        a_report("otchet"),
    ]
    front = planned(*calls)["index.html"].context
    assert [card.title for card in front.open] == [
        f"Набор «{name}»" for name in ("segodnya", "blizhniy", "dalniy", "bez")
    ]
    assert front.total == 4


def test_a_pinned_call_goes_first() -> None:
    front = planned(a_call("odin"), a_call("vazhnyy", apply_close=on(60), pinned=True))
    assert front["index.html"].context.open[0].title == "Набор «vazhnyy»"


def test_reports_never_stand_among_open_calls() -> None:
    pages = planned(a_report("odin"), a_report("dva", kind=Kind.TALENT))
    assert pages["index.html"].context.open == ()
    assert titles(pages["open/index.html"], "open") == []


def test_what_is_ahead_stands_by_its_day_and_undated_last() -> None:
    upcoming = {"stage": Stage.UPCOMING, "apply_close": None}
    pages = planned(
        a_call("bez", **upcoming),
        a_call("pozzhe", event_start=on(9), **upcoming),
        a_call("ranshe", event_start=on(3), **upcoming),
        a_call("proshlo", event_start=on(-3), **upcoming),
    )
    assert [card.title for card in pages["index.html"].context.ahead] == [
        f"Набор «{name}»" for name in ("ranshe", "pozzhe", "bez")
    ]


def test_the_archive_files_by_publication_and_never_by_event() -> None:
    pages = planned(a_report("odin", published=on(-40), event_start=on(-100)))
    assert "2026/10/index.html" in pages
    assert "2026/08/index.html" not in pages


def test_what_has_no_day_of_publication_is_filed_apart() -> None:
    pages = planned(a_report("odin", published=None))
    assert titles(pages["bez-daty/index.html"], "list") == ["Набор «odin»"]


def test_full_sheets_of_a_month_are_numbered_from_the_oldest() -> None:
    reports = [a_report(f"n{n:03}", published=on(-(n % 15) - 1)) for n in range(SHEET + 3)]
    pages = planned(*reports)
    assert len(titles(pages["2026/11/index.html"], "list")) == 3
    assert len(titles(pages["2026/11/1/index.html"], "list")) == SHEET
    assert pages["2026/11/index.html"].context.forth.path == "2026/11/1/"
    assert pages["2026/11/1/index.html"].context.back.path == "2026/11/"


def test_a_new_report_changes_few_pages() -> None:
    old = [a_report(f"n{n:03}", published=on(-n), region="RU-PSK") for n in range(1, 400)]
    moved = changed(old, [*old, a_report("novyy", published=on(0), region="RU-PSK")])
    assert "a/2026-11-08-novyy/index.html" in moved
    assert len([path for path in moved if path.endswith(".html")]) < 25
    assert not any(path.endswith(".ics") for path in moved)
    assert not any(path.startswith("a/") and "novyy" not in path for path in moved)


def test_a_day_that_passes_changes_only_pages_that_count_days() -> None:
    reports = [a_report(f"n{n}", published=on(-40 * n)) for n in range(1, 30)]
    before, after = planned(*reports), planned(*reports, today=on(1))
    moved = {path for path in before if digest(before[path]) != digest(after[path])}
    own = {path for path in moved if not path.startswith("digest/")}
    assert own == {"index.html", "open/index.html", "region/index.html", *MONTH}


def test_pages_lie_where_readers_may_guess_them() -> None:
    pages = planned(*samples())
    for path in ("feed.atom", "sitemap.xml", "robots.txt", "404.html", "search/index.html",
                 "kind/talent/index.html", "kind/talent/feed.atom", "archive/index.html",
                 "region/ru-lip/talent/index.html", "2026/09/index.html", "about/index.html",
                 "calendar/index.html", "lists/index.html"):  # fmt: skip
        assert path in pages


def test_a_report_links_to_what_is_older_of_its_kind_and_region() -> None:
    old, new = a_report("staryy", published=on(-30)), a_report("novyy", published=on(-3))
    pages = planned(old, new, a_report("chuzhoy", region="RU-PSK", published=on(-40)))
    beside = {path: page.context.beside for path, page in pages.items() if path.startswith("a/")}
    assert [link.title for link in beside[f"a/{new.id}/index.html"]] == [old.title]
    assert beside[f"a/{old.id}/index.html"] == ()


def test_what_stands_beside_is_the_closest_and_only_a_few() -> None:
    own = {"specialties": ("Терапия",), "programme": "opora"}
    told = [
        a_report("programma", programme="opora", region="RU-PSK", published=on(-90)),
        a_report("terapiya", specialties=("терапия",), kind=Kind.TALENT, published=on(-80)),
        *(a_report(f"vid-{n}", published=on(-70 + n)) for n in range(5)),
        a_report("chuzhoy", region="RU-PSK", specialties=("Терапия",), published=on(-60)),
    ]
    new = a_report("novyy", published=on(-3), **own)
    beside = planned(*told, new)[f"a/{new.id}/index.html"].context.beside
    assert [link.path.rpartition("08-")[2] for link in beside] == [
        "programma/", "terapiya/", "vid-4/", "vid-3/"
    ]  # fmt: skip


def test_one_programme_is_joined_over_regions() -> None:
    first = a_call("pervyy", programme="opora", published=on(-300), region="RU-PSK")
    page = planned(first, a_call("vtoroy", programme="opora"))["a/2026-11-08-vtoroy/index.html"]
    assert [link.title for link in page.context.beside] == [first.title]


def test_the_sitemap_tells_the_day_of_the_last_change_and_of_nothing_else() -> None:
    told = a_call("odin", updated=on(-2))
    places = planned(told, a_call("dva", published=None, fetched=None))[
        "sitemap.xml"
    ].context.places
    days = {place.address.rpartition("test/")[2]: place.changed for place in places}
    assert days[f"a/{told.id}/"] == on(-2).isoformat()
    assert days["a/2026-11-08-dva/"] == ""
    assert days[""] == ""


def test_the_same_content_gives_the_same_plan_in_any_order() -> None:
    assert changed(samples(), samples()[::-1]) == set()


def test_a_cancelled_call_keeps_its_address_and_says_so() -> None:
    call = a_call("odin", cancelled=True)
    page = planned(call)[f"a/{call.id}/index.html"]
    assert page.context.card.state.word == "Отменено"
    assert page.context.applying is False


def test_a_correction_changes_no_address() -> None:
    call = a_call("odin")
    mended = replace(call, title="Другое название", region="RU-PSK", apply_close=on(1))
    assert f"a/{call.id}/index.html" in planned(mended)
