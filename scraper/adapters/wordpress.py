"""WordPress: its REST interface, and its feed where that is closed."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from scraper.article import Lead, articles
from scraper.canonical import absolute
from scraper.formats.markup import attachments, plain, settle, soup_of
from scraper.formats.payload import Row, not_empty, rows_of, string
from scraper.post import Post
from scraper.problem import EmptyProblem, FetchProblem, LayoutProblem
from scraper.response import Get, Response
from scraper.source import Source
from scraper.subscription import subscribed

ROUTES = ("wp-json/wp/v2/posts?", "?rest_route=/wp/v2/posts&")
"""With pretty addresses and without; some sites answer only one."""
FIELDS = "id,date,date_gmt,link,title,content,excerpt"
JSON = {"Accept": "application/json"}
PAST_THE_END = 400
CLOSED = (400, 401, 403, 404, 405, 410, 501)


def collect(source: Source, get: Get) -> Iterator[Post]:
    posts = _posts(source, get)
    if source.article is None:
        return posts
    leads = (Lead(url=p.url, title=p.title, published=p.published) for p in posts if p.url)
    return articles(source, get, leads, source.article)


def _posts(source: Source, get: Get) -> Iterator[Post]:
    for route in ROUTES:
        try:
            response = get(_address(source, route, 1), headers=JSON)
            rows = not_empty(source, response, rows_of(source, response))
        except EmptyProblem:
            raise
        except LayoutProblem as problem:
            refusal = problem.found
        except FetchProblem as problem:
            if problem.status not in CLOSED and problem.state != "refused":
                raise
            refusal = problem.reason
        else:
            yield from _pages(source, get, route, response, rows)
            return
    yield from _feed(source, get, refusal)


def _feed(source: Source, get: Get, refusal: str) -> tuple[Post, ...]:
    try:
        return subscribed(source, get(f"{_root(source)}feed/"))
    except FetchProblem as problem:
        said = f"REST не отвечает ({refusal}), и лента не читается: {problem.reason}"
        raise FetchProblem(problem.state, problem.url, said, status=problem.status) from problem


def _pages(
    source: Source, get: Get, route: str, response: Response, rows: list[Row]
) -> Iterator[Post]:
    """Read page after page until the count in the header, the cap, a 400, or nothing new."""
    total = response.headers.get("x-wp-totalpages", "")
    last = min(source.wordpress.pages, int(total) if total.isdecimal() else 1_000)
    seen = set(_links(rows))
    yield from _read(source, response, rows)
    for number in range(2, last + 1):
        try:
            response = get(_address(source, route, number), headers=JSON)
        except FetchProblem as problem:
            if problem.status == PAST_THE_END:
                return
            raise
        # A cache before the site may pass over the number and give the first page again.
        rows = [row for row in rows_of(source, response) if string(row, "link") not in seen]
        if not rows:
            return
        seen.update(_links(rows))
        yield from _read(source, response, rows)


def _links(rows: list[Row]) -> Iterator[str]:
    return (string(row, "link") for row in rows)


def _read(source: Source, response: Response, rows: list[Row]) -> Iterator[Post]:
    posts = [post for row in rows if (post := _post(source, row))]
    if not posts:
        found = f"ни у одной из {len(rows)} записей нет адреса"
        raise LayoutProblem(source.id, response.url, "link", found)
    yield from (post for post in posts if source.covers(post.url))


def _post(source: Source, row: Row) -> Post | None:
    url = absolute(source.url, string(row, "link"))
    if url is None:
        return None
    body = soup_of(string(row, "content", "excerpt"))
    settle(body, url)
    utc = string(row, "date_gmt")
    return Post(
        source=source.id,
        url=url,
        title=plain(string(row, "title")),
        # date_gmt is UTC without saying so; a draft's is all zeros. "date" is the site's own time.
        published=f"{utc}Z" if utc and not utc.startswith("0000") else string(row, "date") or None,
        html=str(body),
        language=source.language,
        attachments=attachments(body, url),
    )


def _root(source: Source) -> str:
    return source.url.rstrip("/") + "/"


def _address(source: Source, route: str, page: int) -> str:
    query = {"page": str(page), "per_page": str(source.wordpress.per_page),
             "orderby": "date", "order": "desc", "_fields": FIELDS}  # fmt: skip
    if source.wordpress.categories:
        query["categories"] = ",".join(map(str, source.wordpress.categories))
    return f"{_root(source)}{route}{urlencode(query, safe=',')}"
