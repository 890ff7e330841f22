"""The sheet for the wall: one A4 whatever the texts, doubts as large as the date's own words."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route
from pypdf import PdfReader

from builder.parts.qr import qr, shown_address
from model.announcement import Announcement, Kind, Stage
from tests.sites import SITE, Links, a_call, a_report, on, planned, render, rendered, samples

STATIC = Path(__file__).parents[1] / "static"


def sheet(a: Announcement) -> str:
    return rendered(a, path=f"a/{a.id}/notice/index.html")


def test_only_what_one_can_apply_for_has_a_sheet_and_no_sheet_dies() -> None:
    calls = (
        a_call("open"),
        a_call("planned", apply_open=on(3)),
        a_call("closed", apply_close=on(-1)),
        a_call("off", cancelled=True),
        a_call("forum", stage=Stage.UPCOMING, event_start=on(9)),
        a_call("ahead", stage=Stage.UPCOMING, apply_close=None, event_start=on(9)),
        a_report("report"),
    )
    found = {
        path.split("/")[1].split("-", 3)[-1]: page.template
        for path, page in planned(*calls).items()
        if path.endswith("/notice/index.html")
    }
    assert found == {"open": "notice.html", "planned": "notice.html", "closed": "moved.html",
                     "off": "moved.html", "forum": "notice.html"}  # fmt: skip


def test_sheets_stay_out_of_the_map_and_name_the_announcement_as_their_own() -> None:
    a = a_call("a")
    site = planned(a)
    assert b"/notice/" not in render()(site["sitemap.xml"])
    head = Links(sheet(a)).tags
    assert ("link", {"rel": "canonical", "href": SITE.address(f"a/{a.id}/")}) in head
    assert ("meta", {"name": "robots", "content": "noindex"}) in head


def test_every_announcement_links_to_its_sheet_if_it_has_one() -> None:
    for path, page in planned(*samples()).items():
        if page.template == "article.html":
            linked = "notice/" in Links(render()(page).decode()).links
            sheet = planned(*samples()).get(path.replace("index.html", "notice/index.html"))
            assert linked == (sheet is not None and sheet.template == "notice.html"), path


def test_doubts_are_words_on_the_sheet() -> None:
    text = sheet(a_call("a", inferred=("apply_close",), review=("apply_close",)))
    assert '<span class="how">год выведен по дате публикации</span>' in text
    assert '<span class="how">проверяет редактор</span>' in text


def test_a_call_without_a_deadline_says_so_large() -> None:
    text = sheet(a_call("a", apply_close=None))
    assert '<p class="until">Срок не указан</p>' in text


def modules(drawn: str) -> list[list[bool]]:
    """The code's squares, read back from the drawing's own commands."""
    [size] = re.findall(r'viewBox="0 0 (\d+) \1"', drawn)
    grid = [[False] * int(size) for _ in range(int(size))]
    [path] = re.findall(r'stroke="#000" d="([^"]+)"', drawn)
    x = y = 0.0
    for command, told in re.findall(r"([Mmh])([-\d. ]+)", path):
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", told)]
        if command == "h":
            for step in range(int(numbers[0])):
                grid[int(y)][int(x) + step] = True
            x += numbers[0]
        else:
            x, y = numbers if command == "M" else (x + numbers[0], y + numbers[1])
    return grid


def test_the_code_is_drawn_black_on_white_with_a_quiet_border() -> None:
    drawn = str(qr(SITE.address("a/2026-11-08-a/")))
    grid = modules(drawn)
    assert 'fill="#fff"' in drawn
    assert not any(any(row) for row in (*grid[:4], *grid[-4:]))
    finder = [row[4:11] for row in grid[4:11]]
    assert [sum(row) for row in finder] == [7, 2, 5, 5, 5, 2, 7]


def test_an_address_is_shown_as_one_types_it() -> None:
    assert shown_address("https://radar.example.test/") == "radar.example.test"
    assert shown_address("https://xn--80aaxitdbjk.xn--p1ai/radar/") == "папироска.рф/radar"


LONGEST = {
    "title": "Межрегиональный конкурс профессионального мастерства специалистов со средним " * 6,
    "audience": tuple(f"Специалист по организации сестринского дела {n}" for n in range(200)),
    "eligibility": "стаж не менее пяти лет и рекомендация главного врача медицинской организации "
    * 9,
    "organiser": "Территориальный фонд обязательного медицинского страхования области " * 9,
    "place": "Конференц-зал областной клинической больницы имени первого главного врача " * 9,
    "contacts": "kadry@example.test, " * 60,
    "issuer": "Министерство " * 60,
    "inferred": ("apply_close",),
    "review": ("apply_close",),
    "apply_close": on(5),
    "event_start": on(30),
    "event_end": on(60),
    "region": "RU-YAN",
    "kind": Kind.TALENT,
}
WORST = (
    LONGEST,
    LONGEST | {"title": "Щ" * 400},
    LONGEST | {"title": "W" * 60},
    LONGEST | {"title": "Жжж " * 32},
    LONGEST | {"apply_close": None, "evidence": {"apply_close": "до заполнения мест " * 20},
               "body": "до заполнения мест " * 20},
)  # fmt: skip


def printed(browser: Browser, html: str) -> PdfReader:
    """The page as the browser prints it, with our own styles and fonts."""

    def serve(route: Route) -> None:
        path = STATIC / route.request.url.partition("/static/")[2].partition("?")[0]
        if route.request.url.endswith("/notice/"):
            route.fulfill(body=html, content_type="text/html")
        elif path.is_file():
            route.fulfill(path=path)
        else:
            route.fulfill(body="")

    page = browser.new_page()
    page.route("**/*", serve)
    page.goto("https://radar.example.test/a/x/notice/")
    page.evaluate("document.fonts.ready")
    made = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    page.close()
    return made


@pytest.mark.browser
@pytest.mark.parametrize("values", [{}, *WORST], ids=lambda v: str(v.get("title", ""))[:12])
def test_a_sheet_is_one_page_whatever_it_holds(browser: Browser, values: dict[str, object]) -> None:
    made = printed(browser, sheet(a_call("a", **values)))
    assert len(made.pages) == 1
    text = " ".join(made.pages[0].extract_text().split())
    assert "Внутренний срок" in text
    assert "сверьтесь с источником" in text
