"""Every value that announcements can be narrowed by has a plain page, and no page claims more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.forms.form import FORMS
from builder.page import Page, digest, made
from builder.pages.archive import SHEET, by_age
from builder.pages.facets.facet import ORGANISER, groups, people, subjects
from builder.pages.facets.indexes import IndexPage, Value
from builder.pages.facets.naming import key, organisers, slugs
from builder.pages.listing import RECENT, ListPage
from builder.plan import entries
from model.announcement import Announcement, Format, Kind
from tests.announcements import lines
from tests.sites import TODAY, Links, a_call, a_report, catalogue, on, planned, rendered, samples
from tests.test_plan import changed


def page(path: str, *announcements: Announcement, today: date = TODAY) -> ListPage:
    found = made(planned(*announcements, today=today)[f"{path}index.html"].context)
    assert isinstance(found, ListPage)
    return found


def told(path: str, *announcements: Announcement) -> list[str]:
    """Titles of all rows of a list's own page."""
    return [card.title for part in page(path, *announcements).parts for card in part.cards]


def values(*announcements: Announcement, path: str = "lists/") -> dict[str, Value]:
    found = planned(*announcements)[f"{path}index.html"].context
    assert isinstance(found, IndexPage)
    return {value.path: value for section in found.sections for value in section.values}


FULL = a_call(
    "polnyy",
    audience=("старшие медсёстры",),
    specialties=("Сестринское дело",),
    format=Format.ONLINE,
    organiser="Центр «Калина»",
    programme="opora",
)
OTHER = a_call("vtoroy", organiser="центр Калина", programme="opora", published=on(-40))


@pytest.mark.parametrize(
    "path",
    [
        "kind/training/",
        "audience/starshie-medsyostry/",
        "audience/medsyostry/",
        "specialty/sestrinskoe-delo/",
        "format/online/",
        "organiser/tsentr-kalina/",
        "programme/opora/",
        "region/ru-tve/",
        "region/ru-tve/training/",
        "deadline/7/",
        "2026/11/",
    ],
)
def test_every_value_has_a_page_with_its_announcements_in_every_form(path: str) -> None:
    pages = planned(FULL, OTHER)
    assert FULL.title in [
        c.title for p in pages[f"{path}index.html"].context.parts for c in p.cards
    ]
    assert not [form.file for form in FORMS if f"{path}{form.file}" not in pages]


def test_a_year_has_its_months_and_every_form() -> None:
    pages = planned(FULL, OTHER)
    [year] = pages["2026/index.html"].context.years
    assert [(m.path, m.count) for m in year.months] == [("2026/11/", 1), ("2026/10/", 1)]
    assert not [form.file for form in FORMS if f"2026/{form.file}" not in pages]


def test_only_what_has_the_value_stands_in_its_list() -> None:
    online = a_call("onlayn", format=Format.ONLINE, kind=Kind.TALENT)
    silent = a_call("molchit", region="RU-PSK")
    assert told("format/online/", online, silent) == [online.title]
    assert told("format/none/", online, silent) == [silent.title]
    assert told("region/ru-tve/talent/", online, silent) == [online.title]
    assert "region/ru-tve/training/index.html" not in planned(online, silent)


def test_a_status_list_has_what_is_in_that_status_today() -> None:
    closed, ahead = a_call("zakryt", apply_close=on(-1)), a_call("vperedi", apply_open=on(2))
    off, report = a_call("otmenen", cancelled=True), a_report("otchet")
    found = [closed, ahead, off, report, a_call("otkryt")]
    for code, one in (("closed", closed), ("ahead", ahead), ("cancelled", off), ("done", report)):
        assert told(f"status/{code}/", *found) == [one.title]
    assert told("status/closed/", ahead) == []


def test_a_deadline_s_list_counts_from_today() -> None:
    call = a_call("odin", apply_close=on(20))
    assert told("deadline/30/", call) == [call.title]
    assert told("deadline/7/", call) == []
    later = page("deadline/7/", call, today=on(14))
    assert [card.title for part in later.parts for card in part.cards] == [call.title]
    assert told("deadline/none/", a_call("bez", apply_close=None)) == ["Набор «bez»"]


def test_numbers_of_the_directory_are_those_of_the_pages() -> None:
    for path, value in values(*samples()).items():
        if not path.startswith(("2026/", "bez-daty/", "programme/", "a/")):
            rows = told(path, *samples())
            assert len(rows) == value.total, path
            parts = page(path, *samples()).parts
            assert sum(len(part.cards) for part in parts if part.id == "open") == value.open


def test_all_values_of_the_directory_lead_to_pages() -> None:
    pages = planned(FULL, OTHER, *samples())
    found = values(FULL, OTHER, *samples())
    assert {f"{path}index.html" for path in found} <= pages.keys()
    assert found["audience/medsyostry/"].open == 2


def test_a_list_that_fits_has_no_archive_and_a_longer_one_has_all() -> None:
    few = [a_report(f"n{n:03}", published=on(-n)) for n in range(RECENT)]
    assert page("kind/training/", *few).archive == ()
    many = [a_report(f"n{n:03}", published=on(-n)) for n in range(RECENT + SHEET)]
    shown = page("kind/training/", *many)
    assert [line.path for line in shown.archive] == ["2026/"]
    assert shown.total == "70\N{NO-BREAK SPACE}объявлений"
    rows = [*told("kind/training/2026/", *many), *told("kind/training/2026/1/", *many)]
    assert sorted(rows) == sorted(one.title for one in many)


def test_a_full_sheet_and_a_month_that_is_over_never_change() -> None:
    """Numbers count from the oldest, so what comes later touches neither."""
    old = [a_report(f"n{n:03}", published=on(-60 - n)) for n in range(2 * SHEET)]
    new = [a_report(f"m{n:03}", published=on(-n % 10)) for n in range(SHEET)]
    before, after = planned(*old), planned(*old, *new, today=on(1))
    fixed = [p for p in before if p.startswith(("kind/training/2026/1/", "2026/09/", "2026/08/",
                                                "region/ru-tve/training/2026/1/"))]  # fmt: skip
    assert len(fixed) > 2 * len(FORMS)
    for path in fixed:
        assert _bytes(before[path]) == _bytes(after[path]), path


def _bytes(one: Page) -> str:
    """What a page says but for the names of its neighbours."""
    context = made(one.context)
    if isinstance(context, ListPage):
        return digest(one._replace(context=replace(context, back=None, forth=None)))
    return digest(one)


def test_a_new_announcement_changes_no_list_but_its_own() -> None:
    old = [a_report(f"n{n}", published=on(-n - 1), organiser=f"Центр {n % 3}") for n in range(30)]
    new = a_report("novyy", published=on(0), organiser="Центр 1", format=Format.ONLINE)
    moved = changed(old, [*old, new])
    assert "organiser/tsentr-1/index.html" in moved
    assert "format/online/list.csv" in moved
    assert not [path for path in moved if path.startswith(("organiser/tsentr-2", "format/none"))]


def test_a_landing_page_addresses_its_reader_and_tells_how_to_follow() -> None:
    html = rendered(FULL, path="audience/medsyostry/index.html")
    assert "<h1>Медсестре</h1>" in html
    assert "https://radar.example.test/audience/medsyostry/sroki.ics" in html
    assert FULL.title in html
    for slug in ("glavnye-vrachi", "molodye-spetsialisty", "prepodavateli"):
        assert "Сейчас открытых наборов нет." in rendered(
            FULL, path=f"audience/{slug}/index.html"
        )  # fmt: skip


def test_a_list_names_its_programmes() -> None:
    links = page("region/ru-tve/", FULL, OTHER).programmes
    assert [link.path for link in links] == ["programme/opora/"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("старшие медсёстры", ("starshie-medsyostry", "medsyostry")),
        ("хирурги", ("vrachi",)),
        ("feldshery", ("feldshery",)),
        ("ветераны", ()),
    ],
)
def test_an_audience_is_known_by_the_vocabulary(line: str, found: tuple[str, ...]) -> None:
    assert people(line) == found


def test_specialities_are_known_by_slug_and_by_name() -> None:
    assert subjects("terapiya") == subjects("Терапия") == ("terapiya",)


def test_one_organiser_spelled_in_several_ways_is_one() -> None:
    ways = ("Минздрав Тверской области", "министерство  здравоохранения «Тверской» области")
    assert len({key(way, "") for way in ways}) == 1
    assert organisers("Союз «А»; Союз «Б»; союз А", "") == ("союз а", "союз б")


def test_a_body_that_every_region_has_is_another_one_in_each() -> None:
    assert key("Региональный минздрав", "") == ""
    assert key("областной минздрав", "Омская область") != key(
        "областной минздрав", "Псковская область"
    )
    found = [a_call(f"n{code}", region=code, organiser="Областной минздрав")
             for code in ("RU-OMS", "RU-OMS", "RU-PSK")]  # fmt: skip
    found = [replace(one, id=f"{one.id}-{n}") for n, one in enumerate(found)]
    told = groups(ORGANISER, by_age(entries(catalogue(*found), TODAY)), TODAY)
    assert [(group.title, len(group.entries)) for group in told] == [
        ("Областной минздрав (Омская область)", 2),
        ("Областной минздрав (Псковская область)", 1),
    ]


def test_of_two_names_with_one_address_the_older_keeps_it() -> None:
    first = slugs(["обувь", "курс"])
    both = slugs(["обувь", "курс", "обув"])
    assert {name: both[name] for name in first} == first
    assert both["обув"] != both["обувь"] == "obuv"


def test_an_organiser_of_one_announcement_leads_straight_to_it() -> None:
    [value] = [v for v in values(FULL, path="organiser/").values() if v.title == "Центр «Калина»"]
    assert value.path == f"a/{FULL.id}/"
    assert "organiser/tsentr-kalina/index.html" not in planned(FULL)


@given(st.lists(lines | st.text(max_size=300), max_size=8))
def test_any_name_has_an_address_of_its_own_that_is_no_path(names: list[str]) -> None:
    found = [name for name in dict.fromkeys(key(name, "Омская область") for name in names) if name]
    made = slugs(found)
    assert list(made) == found
    assert len(set(made.values())) == len(found)
    for slug in made.values():
        assert slug.replace("-", "").isalnum()
        assert slug.isascii()
        assert not slug.isdigit()
        assert len(slug) < 100


def test_a_long_index_is_cut_into_sheets_that_link_to_each_other() -> None:
    many = [a_report(f"n{n:03}", organiser=f"Центр «{n:03}-й»") for n in range(310)]
    pages = planned(*many)
    first, second = (pages[f"organiser/{path}index.html"].context for path in ("", "2/"))
    assert [len(one.sections[0].values) for one in (first, second)] == [300, 10]
    assert (first.forth.path, second.back.path) == ("organiser/2/", "organiser/")


def test_neighbouring_sheets_link_to_each_other() -> None:
    pages = planned(*(a_report(f"n{n:03}", published=on(-n)) for n in range(3 * SHEET)))
    paths = [f"kind/training/2026/{n}" for n in ("", "2/", "1/")]
    for newer, older in pairwise(paths):
        assert pages[f"{newer}index.html"].context.forth.path == older
        assert pages[f"{older}index.html"].context.back.path == newer


def test_the_directory_is_plain_html_with_numbers() -> None:
    links = Links(rendered(FULL, OTHER, path="lists/index.html")).links
    assert "../audience/medsyostry/" in links
    assert "../organiser/tsentr-kalina/" in links
