"""How others find the site: structured data, previews, maps of pages, the search box."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta, timezone
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image
from playwright.sync_api import Browser, Route

from builder.found.block import data_block
from builder.found.picture import LEAD, NAME, Picture, draw
from builder.found.preview import preview
from builder.found.sitemaps import sitemaps
from builder.found.structured import structured
from builder.page import Page
from builder.parts.card import entry, region_name
from builder.plan import pages
from builder.site import Site, read_site
from model.announcement import Announcement, Format, Kind, Stage
from model.problem import SettingProblem
from model.region import regions
from tests.sites import (
    SITE,
    TODAY,
    a_call,
    a_report,
    catalogue,
    on,
    planned,
    render,
    rendered,
    samples,
)

MAPS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "n": "http://www.google.com/schemas/sitemap-news/0.9"}  # fmt: skip


def thing(a: Announcement) -> dict[str, Any]:
    return structured(entry(a, TODAY))


class Blocks(HTMLParser):
    """Data blocks and meta properties, as a crawler finds them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.inside = False
        self.blocks: list[Any] = []
        self.meta: dict[str, str] = {}
        self.scripts = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.inside = said.get("type") == "application/ld+json"
        self.scripts += tag == "script" and not self.inside
        if "property" in said:
            self.meta[said["property"]] = said["content"]

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.blocks.append(json.loads(data))

    def handle_endtag(self, tag: str) -> None:
        self.inside = False


def test_a_course_tells_its_application_dates() -> None:
    moscow = timezone(timedelta(hours=3))
    made = thing(a_call("a", apply_open=on(1), apply_close=datetime(2026, 12, 1, 18, tzinfo=moscow),
                        format=Format.HYBRID, organiser="Центр «Калина»"))  # fmt: skip
    assert made["@type"] == ["EducationalOccupationalProgram", "Course"]
    assert made["applicationStartDate"] == "2026-11-19"
    assert made["applicationDeadline"] == "2026-12-01T18:00:00+03:00"
    assert made["educationalProgramMode"] == "blended"
    assert made["provider"] == {"@type": "Organization", "name": "Центр «Калина»"}


@pytest.mark.parametrize("mark", ["inferred", "review"])
@pytest.mark.parametrize(
    ("field", "value", "name"),
    [
        ("apply_close", on(5), "applicationDeadline"),
        ("apply_open", on(1), "applicationStartDate"),
        ("event_start", on(9), "startDate"),
        ("organiser", "Центр", "provider"),
        ("format", Format.ONLINE, "educationalProgramMode"),
        ("audience", ("Врачи",), "audience"),
        ("eligibility", "стаж", "programPrerequisites"),
    ],
)
def test_what_is_not_sure_is_not_told_to_machines(
    mark: str, field: str, value: object, name: str
) -> None:
    assert name in thing(a_call("a", **{field: value}))
    assert name not in thing(a_call("a", **{field: value, mark: (field,)}))


def test_a_conference_is_an_event_only_with_a_day_and_a_place() -> None:
    plain = {"kind": Kind.CONFERENCE, "stage": Stage.UPCOMING, "apply_close": None}
    told = thing(a_call("a", **plain, event_start=on(6), place="Самара", region="RU-SAM"))
    assert told["@type"] == "Event"
    assert told["startDate"] == "2026-11-24"
    assert told["location"]["address"]["addressRegion"] == "Самарская область"
    assert told["eventStatus"] == "https://schema.org/EventScheduled"
    assert thing(a_call("a", **plain, event_start=on(6)))["@type"] == "NewsArticle"
    assert thing(a_call("a", **plain, place="Самара"))["@type"] == "NewsArticle"
    doubtful = a_call("a", **plain, event_start=on(6), place="Самара", inferred=("event_start",))
    assert thing(doubtful)["@type"] == "NewsArticle"


def test_what_is_cancelled_says_so_or_takes_no_applications() -> None:
    forum = a_call("a", kind=Kind.CONFERENCE, stage=Stage.UPCOMING, apply_close=None,
                   event_start=on(6), place="Самара", cancelled=True)  # fmt: skip
    assert thing(forum)["eventStatus"] == "https://schema.org/EventCancelled"
    assert "applicationDeadline" not in thing(a_call("a", cancelled=True))


def test_a_report_is_news_of_its_own_day() -> None:
    made = thing(a_report("a", published=on(-3), updated=on(-1)))
    assert made["@type"] == "NewsArticle"
    assert (made["datePublished"], made["dateModified"]) == ("2026-11-15", "2026-11-17")


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_no_title_leaves_its_block(title: str) -> None:
    for text in (title, f"</script><script>alert(1)</script>{title}<!--", f"]]>&amp;{title}"):
        a = a_call("a", title=text, body=text)
        block = str(data_block(preview(entry(a, TODAY)), "a/a/", text, SITE))
        assert block.count("<") == 2
        [found] = Blocks(block).blocks
        assert found["name"] == found["description"] == text


def test_every_announcement_has_a_preview_whose_picture_is_there() -> None:
    site = planned(*samples())
    for path, page in site.items():
        if page.template != "article.html":
            continue
        told = Blocks(render()(page).decode())
        [block] = told.blocks
        assert block["@context"] == "https://schema.org"
        assert block["url"] == told.meta["og:url"] == SITE.address(page.address)
        assert told.meta["og:image"].removeprefix(SITE.base_url) in site, path
    front = Blocks(rendered(*samples()))
    assert front.blocks == []
    assert front.meta["og:image"] == SITE.address("og/site.png")


def test_an_inferred_date_is_no_certain_one_in_a_preview() -> None:
    [sure, inferred, review] = (
        Blocks(rendered(a, path=f"a/{a.id}/index.html")).meta["og:description"]
        for a in (a_call("a"), a_call("a", inferred=("apply_close",)),
                  a_call("a", review=("apply_close",)))
    )  # fmt: skip
    assert sure.endswith("2026\N{NO-BREAK SPACE}года")
    assert inferred.endswith("(год выведен)")
    assert "23" not in review


def test_pictures_have_the_size_that_is_told_and_the_same_bytes_each_time() -> None:
    told = Picture(
        lead="Обучение", title="Қызылорда облысы " * 12, name="Радар", tagline="для всех"
    )
    data = draw(told)
    assert data == draw(told)
    with Image.open(BytesIO(data)) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
        used = image.convert("L").point(lambda v: 255 * (v < 128)).getbbox()
    assert used is not None
    assert used[2] <= 1200 - 40 or used[1] == 0
    assert len(data) < 40_000


@pytest.mark.parametrize("region", sorted(regions(), key=lambda code: -len(region_name(code)))[:4])
def test_the_longest_name_of_a_region_ends_above_the_site_s_name(region: str) -> None:
    told = Picture(lead=LEAD, title=region_name(region), name="Кадровый радар", tagline="для всех")
    with Image.open(BytesIO(draw(told))) as image:
        between = image.convert("L").crop((0, NAME - 6, 1200, NAME))
    assert between.getextrema() == (255, 255)


def test_one_picture_serves_a_region() -> None:
    calls = [a_call(f"n{n}") for n in range(5)]
    assert [path for path in planned(*calls) if path.startswith("og/")] == [
        "og/site.png", "og/ru-tve.png"
    ]  # fmt: skip


def test_a_long_map_is_cut_and_its_index_names_the_newest_day() -> None:
    listed = [Page(path=f"a/n{n}/index.html", template="", context=None) for n in range(5)]
    days = {"a/n1/index.html": on(-1), "a/n3/index.html": on(-2)}
    index, *parts = sitemaps(listed, days, SITE, most=2)
    assert [page.path for page in parts] == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    tree = etree.fromstring(render()(index))
    assert tree.xpath("//s:sitemap/s:lastmod/text()", namespaces=MAPS) == [
        "2026-11-17",
        "2026-11-16",
    ]
    assert [len(page.context.places) for page in parts] == [2, 2, 1]
    [whole] = sitemaps(listed, days, SITE, most=5)
    tree = etree.fromstring(render()(whole))
    assert len(tree.xpath("//s:url/s:loc", namespaces=MAPS)) == 5


def test_the_news_map_has_two_days_and_is_named_only_if_it_has_any() -> None:
    calls = [a_call(f"n{n}", title=f"Н & {n}", published=on(-n)) for n in range(5)]
    calls.append(a_call("future", published=on(3)))
    site = planned(*calls)
    tree = etree.fromstring(render()(site["sitemap-news.xml"]))
    assert tree.xpath("//n:title/text()", namespaces=MAPS) == ["Н & 0", "Н & 1", "Н & 2"]
    assert b"sitemap-news.xml" in render()(site["robots.txt"])
    assert b"sitemap-news.xml" not in render()(planned(a_call("old"))["robots.txt"])


def test_browsers_are_told_how_to_search() -> None:
    tree = etree.fromstring(render()(planned(a_call("a"))["opensearch.xml"]))
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    [template] = tree.xpath("o:Url[@type='text/html']/@template", namespaces=space)
    assert template == "https://radar.example.test/search/?q={searchTerms}"
    [name] = tree.xpath("o:ShortName/text()", namespaces=space)
    assert len(name) <= 16


def test_the_key_lies_at_its_own_address_and_is_a_file_name(tmp_path: Path) -> None:
    site = Site(base_url=SITE.base_url, indexnow="a1b2c3d4e5")
    found = {page.path: page for page in pages(catalogue(a_call("a")), site, TODAY)}
    assert render()(found["a1b2c3d4e5.txt"]) == b"a1b2c3d4e5\n"
    assert not [path for path in planned(a_call("a")) if re.fullmatch(r"[a-z0-9]+\.txt", path)
                and path != "robots.txt"]  # fmt: skip
    for wrong in ("korotk", "../../etc/passwd", "ключключключ"):
        (tmp_path / "site.toml").write_text(f'indexnow = "{wrong}"', "utf-8")
        with pytest.raises(SettingProblem, match="indexnow"):
            read_site(tmp_path, None)


@pytest.fixture(scope="module")
def said(browser: Browser) -> list[str]:
    """What a real browser complains of on a page with a hostile title and a data block."""
    hostile = a_call("a", title='</script><img src=x onerror="alert(1)"><script>alert(2)</script>')
    html = rendered(hostile, path=f"a/{hostile.id}/index.html")
    told: list[str] = []

    def serve(route: Route) -> None:
        page = route.request.url.endswith(f"a/{hostile.id}/")
        route.fulfill(body=html if page else "", content_type="text/html" if page else "text/css")

    page = browser.new_page()
    page.route("**/*", serve)
    page.on("dialog", lambda dialog: told.append(dialog.message))
    page.on("console", lambda line: told.append(line.text))
    page.goto(f"https://radar.example.test/a/{hostile.id}/")
    told.append(page.locator('script[type="application/ld+json"]').inner_text())
    told.append(str(page.locator("img").count()))
    page.close()
    return told


@pytest.mark.browser
def test_the_strict_policy_lets_data_stand_and_hostile_titles_do_nothing(said: list[str]) -> None:
    *complaints, block, images = said
    assert [one for one in complaints if "Content Security" in one or "alert" in one] == []
    assert json.loads(block)["name"].startswith("</script>")
    assert images == "0"
