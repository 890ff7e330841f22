"""An editor's day in a real browser: queue, form, preview, and the robot that comes at night."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from editor import decap
from model import content
from model.announcement import Announcement
from scraper.storage.store import Change, Store
from tests.desks import QUIRKS, Running, a_desk
from tests.sites import a_call, on

pytestmark = pytest.mark.browser

PATIENCE = 180_000
"""Milliseconds: a build under load is no failure."""

SCRAPED = a_call(
    "opora-a1b2c3",
    title="Резерв управленцев: набор в проект «Опора»",
    apply_close=on(3),
    place="Тверь",
    participants=30,
    source_url="https://example.test/opora/",
    review=("apply_close",),
    inferred=("apply_close",),
    evidence={"apply_close": "до 21 ноября", "participants": "тридцать человек"},
    body="Анкеты принимают до 21 ноября.\n\nВозьмут тридцать человек.\n\nПишите в центр.",
)
DEADLINE = 'form.check:has(input[value="apply_close"])'


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Running]:
    assert decap.ready(), "no form: run `python -m editor.decap` (it needs npm and the network)"
    Store(tmp_path / "content", tmp_path / "state").put(SCRAPED)
    with a_desk(tmp_path, [a_call("dva", apply_close=on(20))], preview=True) as running:
        yield running


@pytest.fixture
def page(browser: Browser, desk: Running) -> Iterator[Page]:
    """A page that reaches our server only, and whose scripts fail nowhere."""
    context = browser.new_context(base_url=desk.address, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    foreign: list[str] = []
    crashes: list[str] = []
    opened.on("pageerror", lambda error: crashes.append(str(error)))
    opened.on("request", lambda asked: foreign.append(asked.url))
    yield opened
    context.close()
    own = (desk.address, "blob:", "data:")
    assert [url for url in foreign if not url.startswith(own)] == []
    # Decap throws an answer that refuses once more, as a bare object, after it has shown it.
    assert [one for one in crashes if one != "Object"] == []


def robot(desk: Running, said: Announcement) -> Change:
    """What the night job does with one publication."""
    return Store(desk.content, desk.folder / "state").put(said).change


def field(page: Page, name: str) -> Locator:
    """The field itself; the quote that proves it has one of the same name further down."""
    return page.locator(f"input[id^={name}-field]").first


def fill(page: Page, name: str, said: str) -> None:
    field(page, name).fill(said)


def press_save(page: Page) -> None:
    page.get_by_role("button", name="Сохранить", exact=True).first.click()
    page.get_by_role("menuitem", name="Сохранить", exact=True).click()


def test_an_editors_whole_round_loses_nothing(desk: Running, page: Page) -> None:
    # The queue: the doubtful deadline is first; it is corrected by keyboard alone.
    page.goto("/review/")
    expect(page.locator(".queue [aria-current]")).to_contain_text("Опора")
    expect(page.locator(".src mark.on")).to_have_text("до 21 ноября1")
    page.keyboard.press("KeyB")
    page.keyboard.type("30 ноября 2026")
    page.keyboard.press("Enter")
    expect(page.locator(".queue")).not_to_contain_text("Опора")
    path = desk.file(SCRAPED.id)
    assert content.read(path).apply_close == date(2026, 11, 30)

    # The preview shows it, before anything is public.
    page.goto(f"/a/{SCRAPED.id}/")
    expect(page.locator(".due")).to_contain_text("30\N{NO-BREAK SPACE}ноября", timeout=PATIENCE)

    # The form: one more field is edited and saved.
    page.get_by_role("link", name="Править в форме").click()
    fill(page, "place", "Клин, дом учёных")
    press_save(page)
    expect(
        page.get_by_text("Запись сохранена").or_(page.get_by_text("Сохранено"))
    ).not_to_have_count(0)
    assert content.read(path).place == "Клин, дом учёных"

    # At night the source moves the deadline, the place, the number and the text.
    fresh = replace(
        SCRAPED,
        apply_close=on(30),
        place="Торжок",
        participants=40,
        body=SCRAPED.body.replace("тридцать", "сорок"),
    )
    assert robot(desk, fresh) is Change.UPDATED
    now = content.read(path)
    assert (now.apply_close, now.place) == (date(2026, 11, 30), "Клин, дом учёных")
    assert (now.participants, now.confirmed) == (40, ("apply_close",))
    assert "сорок человек" in now.body
    page.goto(f"/a/{SCRAPED.id}/")
    expect(page.locator("main")).to_contain_text("Клин, дом учёных", timeout=PATIENCE)
    expect(page.locator("main")).to_contain_text("сорок человек", timeout=PATIENCE)


def test_a_form_that_edits_one_field_changes_no_other_byte(desk: Running, page: Page) -> None:
    page.goto("/admin/#/collections/announcements/entries/kurs")
    expect(field(page, "name")).to_have_value("10:00")
    expect(field(page, "place")).to_have_value("no")
    expect(field(page, "cost")).to_have_value("2026-11-01")
    expect(field(page, "credits")).to_have_value("36.0")
    fill(page, "organiser", "Центр «Калина»")
    press_save(page)
    expect(page.get_by_text("Сохранено").first).to_be_visible()
    after = QUIRKS.replace('name: "10:00"\n', 'name: "10:00"\norganiser: Центр «Калина»\n')
    assert desk.file("kurs").read_text("utf-8") == after


def test_the_form_refuses_a_file_that_changed_underneath(desk: Running, page: Page) -> None:
    page.goto("/admin/#/collections/announcements/entries/kurs")
    fill(page, "organiser", "Моё")
    theirs = QUIRKS.replace("place: no", "place: Тверь")
    desk.file("kurs").write_text(theirs, "utf-8")
    press_save(page)
    expect(page.get_by_text("файл изменился, пока вы его правили")).to_be_visible()
    assert desk.file("kurs").read_text("utf-8") == theirs
    expect(field(page, "organiser")).to_have_value("Моё")


def test_an_unsaved_form_does_not_come_back_over_a_changed_file(desk: Running, page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.goto("/admin/#/collections/announcements/entries/kurs")
    fill(page, "organiser", "Моё")
    page.wait_for_timeout(4000)  # Decap keeps a form some seconds after the last key
    desk.file("kurs").write_text(QUIRKS.replace("place: no", "place: Тверь"), "utf-8")
    page.goto("about:blank")
    page.goto(desk.address + "/admin/#/collections/announcements/entries/kurs")
    expect(field(page, "place")).to_have_value("Тверь")
    expect(field(page, "organiser")).to_have_value("")
    assert not [one for one in asked if "backup" in one or "копи" in one]


def test_a_new_announcement_is_written_by_the_form(desk: Running, page: Page) -> None:
    page.goto("/admin/#/collections/announcements/new")
    fill(page, "title", "Школа «Причал»")
    for name, choice in (("kind", "Обучение"), ("stage", "Набор")):
        field(page, name).fill(choice)
        page.keyboard.press("Enter")
    fill(page, "apply_close", "2026-12-01")
    press_save(page)
    expect(page.get_by_text("Сохранено").first).to_be_visible()
    (path,) = (p for p in content.files(desk.content) if "Причал" in p.read_text("utf-8"))
    head = "title: Школа «Причал»\nkind: training\nstage: call\napply_close: 2026-12-01\n"
    assert path.read_text("utf-8") == f"---\n{head}---\n\n\n"
    assert content.read(path).apply_close == date(2026, 12, 1)


def test_the_queue_needs_no_mouse(desk: Running, page: Page) -> None:
    page.goto(f"/review/{SCRAPED.id}")
    here = page.url
    page.keyboard.press("BracketLeft")  # Х
    expect(page).not_to_have_url(here)
    page.wait_for_load_state()
    assert content.read(desk.file(SCRAPED.id)).apply_close is None
    page.keyboard.press("KeyJ")  # О
    expect(page).to_have_url(here)
    page.wait_for_load_state()
    assert content.read(desk.file(SCRAPED.id)).apply_close == SCRAPED.apply_close
    page.keyboard.press("KeyG")  # П
    expect(page).not_to_have_url(here)
    page.goto(f"/review/{SCRAPED.id}")
    page.keyboard.press("KeyR")  # К
    expect(page.locator("input[name=lead]")).to_be_focused()
    page.keyboard.type("kurs")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Это перепечатка: «")).to_be_visible()
    assert content.read(desk.file(SCRAPED.id)).reprint_of == "kurs"
    page.goto(f"/review/{SCRAPED.id}")
    page.keyboard.press("KeyH")  # Р
    expect(page.get_by_text("Это перепечатка объявления")).to_have_count(1)
    assert content.read(desk.file(SCRAPED.id)).reprint_of is None


def test_keys_rest_while_typing_and_can_be_switched_off(desk: Running, page: Page) -> None:
    page.goto(f"/review/{SCRAPED.id}")
    before = desk.file(SCRAPED.id).read_bytes()
    page.locator(f"{DEADLINE} input[name=value]").fill("")
    page.keyboard.type("[[")
    expect(page.locator(f"{DEADLINE} input[name=value]")).to_have_value("[[")
    page.get_by_label("клавиши включены").uncheck()
    page.locator("h1").click()
    page.keyboard.press("BracketLeft")
    page.keyboard.press("Enter")
    page.reload()
    page.keyboard.press("BracketLeft")
    expect(page.locator(DEADLINE)).to_have_count(1)
    assert desk.file(SCRAPED.id).read_bytes() == before


def test_the_queue_works_without_its_script(desk: Running, browser: Browser) -> None:
    context = browser.new_context(base_url=desk.address, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/review/{SCRAPED.id}")
    page.locator(DEADLINE).get_by_role("button", name="Подтвердить").click()
    expect(page.locator("main")).to_be_visible()
    assert content.read(desk.file(SCRAPED.id)).confirmed == ("apply_close",)
    context.close()


def test_a_mistake_shows_as_a_page_and_goes_when_it_is_mended(desk: Running, page: Page) -> None:
    page.goto("/")
    expect(page.locator("nav.radar-desk")).to_be_visible(timeout=PATIENCE)
    path = desk.file("kurs")
    path.write_text(QUIRKS.replace("2026-11-26", "2026-11-31"), "utf-8")
    expect(page.locator("h1")).to_have_text("Надо поправить: 1\N{NO-BREAK SPACE}ошибка",
                                            timeout=PATIENCE)  # fmt: skip
    told = page.locator("main").inner_text()
    assert f"{path}, строка 8, поле apply_close" in told
    assert "такой даты нет; вероятно, 2026-11-30" in told
    expect(page.locator("pre mark")).to_contain_text("apply_close: 2026-11-31")
    page.get_by_role("link", name="Смотреть сайт без этих файлов").click()
    expect(page.locator("nav.radar-desk")).to_contain_text("Ошибки: 1")
    page.get_by_role("link", name="Ошибки: 1").click()
    expect(page.locator("h1")).to_contain_text("Надо поправить")
    path.write_text(QUIRKS, "utf-8")
    expect(page.locator("nav.radar-desk")).to_be_visible(timeout=PATIENCE)


def test_a_build_takes_no_click_back(desk: Running, page: Page) -> None:
    page.goto("/")
    expect(page.locator("nav.radar-desk")).to_be_visible(timeout=PATIENCE)

    def built_meanwhile(route: Route) -> None:
        now = desk.preview.built.number
        desk.file("kurs").write_text(QUIRKS, "utf-8")
        next(number for number in desk.preview.turns(now) if number)
        time.sleep(1)
        route.continue_()

    page.route("**/review/", built_meanwhile)
    page.get_by_role("link", name="Очередь проверки").click()
    expect(page).to_have_url(f"{desk.address}/review/")


def test_nothing_of_the_desk_is_in_the_built_site(desk: Running, page: Page) -> None:
    page.goto("/")
    expect(page.locator("nav.radar-desk")).to_be_visible(timeout=PATIENCE)
    site = desk.folder / "site"
    pages = [path.read_text("utf-8") for path in site.rglob("*.html")]
    assert pages
    assert not [one for one in pages if "radar-desk" in one or "/editor/" in one]
    assert not (site / "admin").exists()
    assert not (site / "review").exists()
