"""The content interfaces of mos.ru and gov.kz: paging, languages, tokens, broken answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from scraper.fetch import FetchProblem
from scraper.problem import EmptyProblem
from scraper.source import Source
from tests.publishers import layout, posts, publisher
from tests.replica import Answer, Asked, Replica, html

NEWS = "/api/newsfeed/v4/frontend/json/ru/articles"
AFISHA = "/api/newsfeed/v4/frontend/json/ru/afisha"
KZ = "/api/v1/public/content-manager/news"


@pytest.fixture
def site() -> Iterator[Replica]:
    with Replica() as replica:
        yield replica


def told(value: object) -> Answer:
    return html(json.dumps(value, ensure_ascii=False))


def moscow(total: int) -> Callable[[Asked], Answer]:
    """At most fifty items a page, whatever is asked for, and the count of pages beside them."""

    def answer(asked: Asked) -> Answer:
        page, size = int(asked.query["page"][0]), min(int(asked.query["per-page"][0]), 50)
        items = [
            {"id": n, "title": f"Новость &laquo;{n}&raquo;", "published_at": "2026-03-05 10:00:00",
             "full_text": "<p>Текст&nbsp;с &mdash; тире</p>",
             "spheres": [{"id": 1, "title": "Здравоохранение" if n % 2 else "Транспорт"}]}
            for n in range((page - 1) * size, min(page * size, total))
        ]  # fmt: skip
        return told({"items": items, "_meta": {"pageCount": -(-total // size)}})

    return answer


def test_mos_ru_is_read_to_its_last_page(site: Replica) -> None:
    source = publisher(site.on(NEWS, moscow(5)), "mosru", mosru={"pages": 9, "per_page": 2})
    found = posts(source)
    assert [post.url for post in found] == [site.url(f"/news/item/{n}/") for n in range(5)]
    assert (found[0].title, found[0].published) == ("Новость «0»", "2026-03-05 10:00:00")
    assert len(site.asked) == 3
    assert site.asked[0].query["sort"] == ["-date"]


def test_mos_ru_is_narrowed_by_topic_here_and_not_there(site: Replica) -> None:
    source = publisher(site.on(NEWS, moscow(4)), "mosru", mosru={"sphere": "здрав"})
    assert [post.title for post in posts(source)] == ["Новость «1»", "Новость «3»"]


def test_an_event_of_mos_ru_says_its_days(site: Replica) -> None:
    row = {"id": 7, "title": "Форум", "full_text": "", "preview_text": "Приходите",
           "occurrences": [{"date_from": "2026-04-01 10:00:00",
                            "date_to": "2026-04-02 18:00:00"}]}  # fmt: skip
    url = site.on(AFISHA, told({"items": [row]}))
    site.on(f"{AFISHA}/7", told(row))
    (post,) = posts(publisher(url, "mosru"))
    assert "Дата проведения: с 01.04.2026 по 02.04.2026" in post.html
    assert "Приходите" in post.html
    assert post.url == site.url("/afisha/event/7/")
    assert "sort" not in site.asked[0].query


def test_a_text_left_out_of_a_list_is_fetched(site: Replica) -> None:
    site.on(NEWS, told({"items": [{"id": 7, "title": "А"}]}))
    site.on(f"{NEWS}/7", told({"id": 7, "full_text": "<p>Целиком</p>"}))
    (post,) = posts(publisher(site.url(NEWS), "mosru"))
    assert "Целиком" in post.html


BROKEN_JSON = [
    ("<html><title>Портал</title></html>", "это не JSON"),
    ("", "пустой ответ"),
    ('{"name": "Not Found"}', "объект с полями name"),
    ("17", "«17»"),
    ('{"items": {}}', "объект с полями items"),
    ("[" * 100_000, "это не JSON"),
]


@pytest.mark.parametrize("adapter", ["mosru", "govkz"])
@pytest.mark.parametrize(("text", "found"), BROKEN_JSON)
def test_what_is_no_list_is_told_with_what_it_is(
    site: Replica, adapter: str, text: str, found: str
) -> None:
    url = site.on("/api/news", html(text)) + "?projects=x"
    problem = layout(publisher(url, adapter))
    assert not isinstance(problem, EmptyProblem)
    assert found in problem.found


@pytest.mark.parametrize(("adapter", "text"), [("mosru", '{"items": []}'), ("govkz", "[]")])
def test_a_sound_list_without_items_is_empty(site: Replica, adapter: str, text: str) -> None:
    url = site.on("/api/news", html(text)) + "?projects=x"
    assert isinstance(layout(publisher(url, adapter)), EmptyProblem)


@pytest.mark.parametrize("adapter", ["mosru", "govkz"])
def test_items_without_numbers_are_a_changed_layout(site: Replica, adapter: str) -> None:
    url = site.on("/api/news", told({"items": [{"name": "x"}, 5, None]})) + "?projects=x"
    assert "нет номеров" in layout(publisher(url, adapter)).found


def item(number: int, title: str, **more: Any) -> dict[str, Any]:
    return {"id": number, "title": title, "created_date": "2026-03-05T10:00:00.123+0500",
            "body": '<p>Текст <a href="/uploads/f.pdf">файл</a></p>'} | more  # fmt: skip


def astana(site: Replica, rows: object, kazakh: object = (), **said: Any) -> Source:
    def answer(asked: Asked) -> Answer:
        shown = kazakh if asked.headers["accept-language"] == "kk" else rows
        return told(shown if int(asked.query["page"][0]) == 1 or callable(shown) else [])

    url = site.on(KZ, answer) + "?projects=eq:almaty-densaulyk"
    return publisher(url, "govkz", region="KZ-75", govkz=said)


@pytest.mark.parametrize("envelope", ["", "content", "items", "data"])
def test_gov_kz_lists_come_bare_or_wrapped(site: Replica, envelope: str) -> None:
    rows = [item(1, "Курс"), item(2, "Набор")]
    found = posts(astana(site, {envelope: rows} if envelope else rows))
    path = "/memleket/entities/almaty-densaulyk/press/news/details/1?lang=ru"
    assert (found[0].url, found[0].title) == (site.url(path), "Курс")
    assert found[0].published == "2026-03-05T10:00:00.123+0500"
    assert found[0].attachments == (site.url("/uploads/f.pdf"),)


def test_two_languages_of_one_item_are_one_post(site: Replica) -> None:
    russian = [item(1, "Курс для врачей"), item(3, "")]
    kazakh = [item(1, "Дәрігерлерге арналған курс"), item(2, "Байқау"), item(3, "Мейіргерлерге")]
    found = posts(astana(site, russian, kazakh))
    assert [(post.title, post.language) for post in found] == [
        ("Курс для врачей", "ru"),
        ("Байқау", "kk"),
        ("Мейіргерлерге", "kk"),
    ]
    assert found[1].url.endswith("/details/2?lang=kk")


def test_kazakh_given_for_russian_is_called_kazakh(site: Replica) -> None:
    (post,) = posts(astana(site, [item(1, "Дәрігерлерге көмек")]))
    assert post.language == "kk"


def test_gov_kz_fields_have_other_names_too(site: Replica) -> None:
    row = {"id": 1, "name": "Курс", "createdDate": "2026-03-05", "short_description": "кратко",
           "event_date": "2026-04-01T00:00:00.000+0000"}  # fmt: skip
    site.on(f"{KZ}/1", told({"id": 1}))
    (post,) = posts(astana(site, [row]))
    assert (post.title, post.published) == ("Курс", "2026-03-05")
    assert "кратко" in post.html
    assert "Дата проведения: 01.04.2026" in post.html


def test_gov_kz_paging_ends_with_a_page_of_known_items(site: Replica) -> None:
    rows = [item(1, "А"), item(2, "Б")]
    site.on(KZ, lambda _: told(rows))
    url = site.url(KZ) + "?projects=eq:x"
    source = publisher(url, "govkz", govkz={"pages": 9, "size": 2, "languages": ["ru"]})
    assert [post.title for post in posts(source)] == ["А", "Б"]
    assert len(site.asked) == 2


TOKENS = [Answer(status=401), Answer(status=403), html('{"status": 403, "error": "Forbidden"}')]


@pytest.mark.parametrize("answer", TOKENS)
def test_a_demand_for_a_token_is_a_state_of_its_own(site: Replica, answer: Answer) -> None:
    site.on(KZ, answer)
    with pytest.raises(FetchProblem) as caught:
        posts(publisher(site.url(KZ) + "?projects=x", "govkz"))
    assert caught.value.state == "needs_token"
