"""WordPress by its REST interface, and by its feed where that is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from scraper.fetch import FetchProblem
from scraper.problem import EmptyProblem
from tests.publishers import layout, posts, publisher
from tests.replica import Answer, Asked, Replica, html

FEED = """<rss version="2.0"><channel><title>т</title><item><title>Из ленты</title>
<link>/1</link><description>т</description></item></channel></rss>"""


@pytest.fixture
def site() -> Iterator[Replica]:
    with Replica() as replica:
        yield replica


def wordpress(total: int, size: int, pages: str | None) -> Callable[[Asked], Answer]:
    """WordPress's REST answers: pages of posts, a count in a header, a 400 past the end."""

    def answer(asked: Asked) -> Answer:
        page = int(asked.query["page"][0])
        numbers = range((page - 1) * size, min(page * size, total))
        if not numbers:
            return html('{"code": "rest_post_invalid_page_number"}', status=400)
        rows = ",".join(
            f'{{"id": {n}, "link": "/p/{n}/", "title": {{"rendered": "№ {n} &#8211; курс"}}, '
            f'"date": "2026-03-05T01:30:00", "date_gmt": "2026-03-04T19:30:00", "content": '
            f'{{"rendered": "<p>Текст</p><a href=/f.docx>файл</a>"}}}}'
            for n in numbers
        )
        headers = {"X-WP-TotalPages": pages} if pages else {}
        return Answer(body=f"[{rows}]".encode(), headers=headers)

    return answer


@pytest.mark.parametrize("pages", ["3", None])
def test_wordpress_is_read_to_its_end(site: Replica, pages: str | None) -> None:
    site.on("/wp-json/wp/v2/posts", wordpress(5, 2, pages))
    found = posts(publisher(site.url("/"), "wordpress", wordpress={"pages": 9, "per_page": 2}))
    assert [post.url for post in found] == [site.url(f"/p/{n}/") for n in range(5)]
    assert (found[0].title, found[0].published) == ("№ 0 – курс", "2026-03-04T19:30:00Z")
    assert found[0].attachments == (site.url("/f.docx"),)
    assert len(site.asked) == (3 if pages else 4)


def test_a_site_that_gives_its_first_page_for_every_number_ends_there(site: Replica) -> None:
    first = Asked(path="", query={"page": ["1"]}, headers={})
    site.on("/wp-json/wp/v2/posts", wordpress(2, 2, None)(first))
    found = posts(publisher(site.url("/"), "wordpress", wordpress={"pages": 9, "per_page": 2}))
    assert len(found) == len(site.asked) == 2


@pytest.mark.parametrize(
    "closed", [Answer(status=401), Answer(status=404), html("<html><title>Сайт</title></html>")]
)
def test_where_rest_is_closed_the_feed_is_read(site: Replica, closed: Answer) -> None:
    site.on("/wp-json/wp/v2/posts", closed)
    site.on("/", closed)
    site.on("/feed/", html(FEED))
    assert [post.title for post in posts(publisher(site.url("/"), "wordpress"))] == ["Из ленты"]


def test_rest_without_pretty_addresses_is_found(site: Replica) -> None:
    site.on("/", wordpress(1, 20, "1"))
    (post,) = posts(publisher(site.url("/"), "wordpress"))
    assert post.url == site.url("/p/0/")
    assert site.asked[1].query["rest_route"] == ["/wp/v2/posts"]


def test_a_wordpress_without_any_door_is_told(site: Replica) -> None:
    with pytest.raises(FetchProblem, match="REST не отвечает"):
        posts(publisher(site.url("/"), "wordpress"))


def test_a_wordpress_that_is_down_is_not_asked_for_its_feed(site: Replica) -> None:
    site.on("/wp-json/wp/v2/posts", Answer(status=500))
    with pytest.raises(FetchProblem):
        posts(publisher(site.url("/"), "wordpress"))
    assert {asked.path for asked in site.asked} == {"/wp-json/wp/v2/posts"}


def test_a_wordpress_without_posts_is_empty(site: Replica) -> None:
    site.on("/wp-json/wp/v2/posts", html("[]"))
    assert isinstance(layout(publisher(site.url("/"), "wordpress")), EmptyProblem)
