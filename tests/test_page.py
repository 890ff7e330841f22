"""The generic reader: title, day and text of pages that nobody described."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from lxml import html as lxml_html
from markdown import Markdown

from scraper.formats.encoding import decode
from scraper.page import PageReading, read_page
from tests.layouts import layout

PAGES = Path(__file__).parent / "pages"
EXPECTED = tomllib.loads((PAGES / "expected.toml").read_text(encoding="utf-8"))
NAMES = [name for name in EXPECTED if name != "usual"]
URL = "https://site.example.test/news/1/"
NOW = datetime(2026, 4, 10, 12, tzinfo=timezone(timedelta(hours=3)))

TITLE = "Школа старших сестёр набирает слушателей"
LEAD = "Учебный центр принимает заявки на весенний поток школы старших медицинских сестёр."
REST = "Занятия пройдут очно, слушатели получат удостоверение, проживание оплачивает больница."


def saved(name: str) -> PageReading:
    return read_page((PAGES / f"{name}.html").read_bytes(), URL)


def page(body: str, head: str = "", url: str = URL, now: datetime | None = None) -> PageReading:
    html = f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return read_page(html.encode(), url, now=now)


def article(
    above: str = "", below: str = "", head: str = "", now: datetime | None = None
) -> PageReading:
    text = f"<div class=main><h1>{TITLE}</h1>{above}<p>{LEAD}</p><p>{REST}</p>{below}</div>"
    return page(text, f"<title>{TITLE}</title>{head}", now=now)


def shown(markdown: str) -> list[str]:
    """Pieces of text that a body shows."""
    html = Markdown(extensions=["tables"]).convert(markdown)
    return [line for line in lxml_html.fromstring(f"<div>{html}</div>").itertext() if line.strip()]


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_a_known_engine_is_read_whole(name: str) -> None:
    expected = EXPECTED["usual"] | EXPECTED[name]
    reading = saved(name)
    body = reading.body.replace("  \n", "\n\n").replace("**", "")
    assert body == "\n\n".join([*expected["body"], *expected.get("after", [])])
    assert reading.title == expected["title"]
    assert (reading.published.isoformat() if reading.published else "") == expected["published"]
    assert list(reading.attachments) == expected.get("attachments", [])
    assert reading.language == ("kk" if name == "akimat" else "ru")


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_a_body_stands_on_the_page(name: str) -> None:
    reading = saved(name)
    source = decode((PAGES / f"{name}.html").read_bytes()).text.replace("\\n", " ")
    text = words(" ".join(lxml_html.fromstring(source).itertext()))
    for line in shown(reading.body):
        assert words(line) in text
    assert reading.lead in reading.body


@pytest.mark.parametrize("seeds", [range(at, at + 50) for at in range(0, 300, 50)], ids=str)
def test_layouts_drawn_by_lot_are_read_right(seeds: range) -> None:
    for seed in seeds:
        drawn = layout(seed)
        reading = read_page(drawn.html.encode(), URL)
        body = words(reading.body)
        assert reading.title == drawn.title, seed
        assert (str(reading.published)[:10] if reading.published else None) == drawn.day, seed
        assert [line for line in drawn.must if words(line) not in body] == [], seed
        assert [line for line in drawn.never if words(line) in body] == [], seed


def test_the_head_s_picture_address_and_the_canonical_address_are_clean() -> None:
    reading = saved("magazine")
    assert reading.image == "https://site.example.test/cover.jpg"
    assert reading.canonical == "https://vestnik.example.test/n/77/"


def test_clean_html_has_the_same_words_as_the_markdown() -> None:
    reading = saved("programme")
    clean = lxml_html.fromstring(reading.body_html)
    assert words(" ".join(clean.itertext())) == words(" ".join(shown(reading.body)))
    assert 'href="https://forms.example.test/f/1#/new"' in reading.body_html


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f"<title>{TITLE} | Учебный центр</title>", TITLE),
        (f"<title>Учебный центр :: {TITLE}</title>", TITLE),
        (f"<title>{TITLE} - Новости - Учебный центр</title>", TITLE),
        (f"<title>{TITLE} – Вестник неизвестных</title>", TITLE),
        ("<title>Открылась «Школа сестёр» в Самаре</title>", "Открылась «Школа сестёр» в Самаре"),
        ("<title>Медсестра — это призвание</title>", "Медсестра — это призвание"),
        (f'<title>Новости</title><meta property="og:title" content="{TITLE}">', TITLE),
        ("<title>Новости</title>", None),
        ("<title>Учебный центр</title>", None),
        ("", None),
    ],
)
def test_a_title_that_only_the_head_has_loses_the_site_s_name(head: str, title: str | None) -> None:
    home = '<ul><li><a href="/">Учебный центр</a></li></ul>'
    assert page(f"{home}<p>{LEAD}</p><p>{REST}</p>", head).title == title


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("<p>02.04.2026</p>", ""),
        ("<div>2 апреля 2026 г., 14:07</div>", ""),
        ("", "<div>Опубликовано: 02.04.2026 | Изменено: 07.04.2026</div>"),
        ("<div>Обновлено: 07.04.2026 Опубликовано: 02.04.2026</div>", ""),
        ("<div>2026 жылғы 2 сәуір</div>", ""),
        ("<time datetime='2026-04-02'>2 апреля</time>", ""),
        ("<div>Главная / Новости / 2 апреля 2026</div>", ""),
        ("", "<p><a href='/n'>К списку новостей</a></p><i>02.04.2026</i>"),
        ("<span>Просмотров: 5</span> <span>02/04/2026 - 09:33</span>", ""),
    ],
)
def test_the_day_is_read_wherever_the_page_states_it(above: str, below: str) -> None:
    reading = article(above, below)
    assert str(reading.published)[:10] == "2026-04-02"
    assert "2026" not in reading.body


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("<div>Дата проведения: 12 мая 2026</div>", ""),
        ("<div>Когда: 12 мая 2026, 10:00</div>", ""),
        ("<div>12–16 мая 2026</div>", ""),
        ("<div>с 12 мая 2026 по 16 мая 2026</div>", ""),
        ("<div>Приём заявок до 12 мая 2026</div>", ""),
        ("<div>Обновлено: 12.05.2026</div>", ""),
        ("<div>Сегодня: вторник, 12 мая 2026 г.</div>", ""),
        ("<div>Сегодня, 12:30</div>", ""),
        ("<div>12 мая</div>", ""),
        ("<div>Начало: <time datetime='2026-05-12'>12 мая</time></div>", ""),
        ("", "<p>Занятия начнутся 12.05.2026 в десять часов утра, сбор у входа.</p>"),
        ("", "<h3>Другие новости</h3><div>12.05.2026</div><a href='/1'>Открылся новый класс</a>"),
        ("", "<div>12.05.2026</div><div><a href='/1'>Открылся новый симуляционный класс</a></div>"),
        ("", "<h3>Комментарии</h3><div>Гость, 12.05.2026 10:00</div><p>Спасибо за новость!</p>"),
        ("", "<div>© Учебный центр, 12.05.2026</div>"),
        ("", "<div>© 2012–2026 Учебный центр</div>"),
        ("<div>32.13.2026</div>", ""),
    ],
)
def test_a_page_that_does_not_state_its_day_has_none(above: str, below: str) -> None:
    assert article(above, below).published is None


def test_today_means_the_day_of_fetching_if_that_is_known() -> None:
    assert article("<div>Сегодня, 12:30</div>", now=NOW).published == NOW.replace(minute=30)
    assert article("<div>Вчера, 12:30</div>", now=NOW).published == NOW.replace(day=9, minute=30)


@pytest.mark.parametrize(
    ("head", "above", "published"),
    [
        ("2026-04-02T09:33:00+03:00", "", datetime(2026, 4, 2, 6, 33, tzinfo=UTC)),
        ("2026-04-02T09:33:00", "", date(2026, 4, 2)),
        ("2026-04-02", "", date(2026, 4, 2)),
        ("2026-04-02T21:30:00Z", "<i>3 апреля 2026</i>", date(2026, 4, 3)),
        ("2026-04-02T21:30:00Z", "<i>2 апреля 2026</i>", datetime(2026, 4, 2, 21, 30, tzinfo=UTC)),
        ("вчера", "<i>2 апреля 2026</i>", date(2026, 4, 2)),
        ("9999-99-99", "", None),
        ("15 мая", "", None),
        ("", "", None),
    ],
)
def test_markup_s_moment_is_believed_but_not_against_the_reader_s_day(
    head: str, above: str, published: date | datetime | None
) -> None:
    meta = f'<meta property="article:published_time" content="{head}">'
    assert article(above, head=meta).published == published


def test_a_moment_that_lies_ahead_is_nobody_s_publication() -> None:
    meta = '<meta property="article:published_time" content="2026-05-12T10:00:00Z">'
    assert article(head=meta, now=NOW).published is None


def test_a_lead_that_the_text_repeats_is_said_once() -> None:
    text = f"<h1>{TITLE}</h1><div class=lead>{LEAD}</div><p>САМАРА, 2 апр. {LEAD}</p><p>{REST}</p>"
    assert page(text).body == f"САМАРА, 2 апр. {LEAD}\n\n{REST}"


def test_a_hidden_full_text_is_read() -> None:
    text = f'<h1>{TITLE}</h1><div style="display:none"><p>{LEAD}</p><p>{REST}</p></div>'
    assert page(text).body == f"{LEAD}\n\n{REST}"


def test_a_text_only_for_those_without_scripts_is_read() -> None:
    assert page(f"<h1>{TITLE}</h1><noscript><p>{LEAD}</p><p>{REST}</p></noscript>").body == (
        f"{LEAD}\n\n{REST}"
    )


def test_consent_to_data_processing_is_part_of_a_list_of_papers() -> None:
    papers = "<ul><li>Диплом</li><li>Согласие на обработку персональных данных</li></ul>"
    assert "Согласие на обработку персональных данных" in article(below=papers).body


@pytest.mark.parametrize(
    "line",
    [
        "Автор курса: профессор кафедры управления",
        "По теме наставничества выступит главный врач.",
        "Комментарии экспертов: в отдельном разделе",
        "Телефон для справок: (000) 11-22-33",
        "Источник финансирования: краевой бюджет",
    ],
)
def test_words_of_furniture_inside_a_text_are_left_alone(line: str) -> None:
    assert line in article(below=f"<p>{line}</p><p>{LEAD[:-1]} и заведующих.</p>").body


@pytest.mark.parametrize(
    "line",
    [
        "Автор: Редактор сайта", "Источник: Вестник края", "Теги: кадры, учёба", "Просмотров: 15",
        "Комментарии (3)", "Читайте также:", "Версия для печати", "Поделиться в социальных сетях",
        "Нашли ошибку? Выделите её и нажмите Ctrl+Enter", "© Учебный центр, 2026",
        "Мы используем файлы cookie, продолжая работу с сайтом, вы соглашаетесь с этим.",
    ],
)  # fmt: skip
def test_furniture_below_a_text_is_left_out(line: str) -> None:
    assert article(below=f"<p>{line}</p>").body == f"{LEAD}\n\n{REST}"


def test_lines_that_the_site_s_other_pages_share_are_furniture() -> None:
    promise = "Наш центр работает для вас уже двадцать лет, приходите учиться и приводите коллег."
    one = f"<div class=t><h1>{TITLE}</h1><p>{LEAD}</p><p>{REST}</p><p>{promise}</p></div>"
    two = f"<div class=t><h1>Итоги года</h1><p>{REST[:20]} и так далее.</p><p>{promise}</p></div>"
    alone = read_page(one.encode(), URL)
    together = read_page(one.encode(), URL, siblings=[two.encode()])
    assert promise in alone.body
    assert together.body == f"{LEAD}\n\n{REST}"


def test_a_page_compared_with_itself_stays_whole() -> None:
    data = (PAGES / "gosweb.html").read_bytes()
    assert read_page(data, URL, siblings=[data]).body == saved("gosweb").body


def test_links_are_resolved_against_the_page_s_base() -> None:
    head = '<base href="https://files.example.test/d/">'
    assert "(https://files.example.test/d/a.pdf)" in article(
        below='<p>Бланк: <a href="a.pdf">скачать</a></p>', head=head
    ).body  # fmt: skip
