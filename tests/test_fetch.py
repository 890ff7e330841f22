"""Manners of fetching, over real HTTP against a scripted server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from email.utils import formatdate
from pathlib import Path

import pytest

from scraper.fetch import Manners
from scraper.settings import Fetch
from tests.replica import Answer, Asked, Clock, Replica, fetcher, html, problem


@pytest.fixture
def site() -> Iterator[Replica]:
    with Replica() as replica:
        yield replica


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_every_host_is_told_who_asks_and_how_to_complain(site: Replica, clock: Clock) -> None:
    fetcher(clock).get(site.on("/", html("<p>да</p>")))
    agents = {asked.headers["user-agent"] for asked in site.every}
    assert agents == {"Mozilla/5.0 (compatible; KadrovyRadar/1.0; +https://radar.test/bot)"}


def test_no_cookie_is_ever_sent_back(site: Replica, clock: Clock) -> None:
    url = site.on("/", Answer(headers={"Set-Cookie": "PHPSESSID=abc; path=/"}))
    get = fetcher(clock).get
    get(url)
    get(url)
    assert [asked.headers.get("cookie") for asked in site.asked] == [None, None]


def test_requests_to_one_host_keep_their_distance(site: Replica, clock: Clock) -> None:
    get = fetcher(clock, manners=Manners(delay=5.0)).get
    site.on("/a", html("a"))
    site.on("/b", html("b"))
    get(site.url("/a"))
    get(site.url("/b"))
    assert clock.slept == [5.0, 5.0]  # before /a, for robots.txt, and before /b


def test_a_source_may_state_its_own_delay(site: Replica, clock: Clock) -> None:
    get = fetcher(clock).getter(Fetch(delay=2.5))
    get(site.on("/", html("a")))
    assert clock.slept == [2.5]


def test_one_host_is_asked_one_thing_at_a_time(site: Replica, clock: Clock) -> None:
    get = fetcher(clock).get
    urls = [site.on(f"/{n}", html("x", hang=0.02)) for n in range(6)]
    with ThreadPoolExecutor(6) as pool:
        assert len(list(pool.map(get, urls))) == 6
    assert site.busiest == 1


def test_different_hosts_are_asked_in_parallel(site: Replica, clock: Clock) -> None:
    met = threading.Barrier(2, timeout=5)

    def wait_for_the_other(_: Asked) -> Answer:
        met.wait()
        return html("met")

    with Replica() as other:
        urls = [site.on("/", wait_for_the_other), other.on("/", wait_for_the_other)]
        with ThreadPoolExecutor(2) as pool:
            found = list(pool.map(fetcher(clock).get, urls))
    assert [response.data for response in found] == [b"met", b"met"]


ROBOTS = [
    ("User-agent: *\nDisallow: /news/", False),
    ("User-agent: *\nDisallow: /\n\nUser-agent: KadrovyRadar\nAllow: /", True),
    ("User-agent: KadrovyRadar\nDisallow: /news/\n\nUser-agent: *\nAllow: /", False),
    ("User-agent: Yandex\nDisallow: /", True),
    ("User-agent: *\nDisallow: /news/\nAllow: /news/a", True),
    ("User-agent: *\nDisallow: *?print=", True),
    ("", True),
    ("<html>404, страница не найдена</html>", True),
]


@pytest.mark.parametrize(("text", "allowed"), ROBOTS)
def test_robots_txt_is_obeyed(site: Replica, clock: Clock, text: str, allowed: bool) -> None:
    site.on("/robots.txt", Answer(body=text.encode()))
    url = site.on("/news/a", html("да"))
    if allowed:
        assert fetcher(clock).get(url).data == b"\xd0\xb4\xd0\xb0"
        return
    found = problem(lambda: fetcher(clock).get(url))
    assert found.state == "refused"
    assert "robots.txt" in found.reason
    assert site.asked == []


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_host_without_robots_txt_permits_everything(
    site: Replica, clock: Clock, status: int
) -> None:
    site.on("/robots.txt", Answer(status=status))
    assert fetcher(clock).get(site.on("/", html("да"))).status == 200


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_broken_robots_txt_forbids_everything(site: Replica, clock: Clock, status: int) -> None:
    site.on("/robots.txt", Answer(status=status))
    found = problem(lambda: fetcher(clock).get(site.on("/", html("да"))))
    assert "robots.txt" in found.reason
    assert site.asked == []


def test_robots_txt_is_asked_for_once_a_host(site: Replica, clock: Clock) -> None:
    get = fetcher(clock).get
    for name in "abc":
        get(site.on(f"/{name}", html(name)))
    assert [asked.path for asked in site.every] == ["/robots.txt", "/a", "/b", "/c"]


@pytest.mark.parametrize(("stated", "kept"), [("7", 7.0), ("0.5", 1.0), ("3600", 60.0)])
def test_a_crawl_delay_is_kept_up_to_a_cap(
    site: Replica, clock: Clock, stated: str, kept: float
) -> None:
    site.on("/robots.txt", Answer(body=f"User-agent: *\nCrawl-delay: {stated}".encode()))
    fetcher(clock, manners=Manners(delay=1.0)).get(site.on("/", html("да")))
    assert clock.slept == [kept]


def test_robots_txt_may_be_redirected(site: Replica, clock: Clock) -> None:
    site.on("/robots.txt", Answer(status=301, headers={"Location": "/r.txt"}))
    site.on("/r.txt", Answer(body=b"User-agent: *\nDisallow: /"))
    assert problem(lambda: fetcher(clock).get(site.on("/", html("нет")))).state == "refused"


def revalidated(body: str, tag: str) -> Callable[[Asked], Answer]:
    def answer(asked: Asked) -> Answer:
        if asked.headers.get("if-none-match") == tag:
            return Answer(status=304)
        return Answer(body=body.encode(), headers={"ETag": tag, "Content-Type": "text/html"})

    return answer


def test_what_is_unchanged_is_not_sent_again_even_to_a_later_run(
    site: Replica, clock: Clock, tmp_path: Path
) -> None:
    url = site.on("/", revalidated("<p>текст</p>", '"v1"'))
    first = fetcher(clock, tmp_path).get(url)
    second = fetcher(clock, tmp_path).get(url)
    assert (second.status, second.data) == (200, first.data)
    assert second.headers["content-type"] == "text/html"
    assert [asked.headers.get("if-none-match") for asked in site.asked] == [None, '"v1"']


def test_a_changed_page_replaces_the_kept_one(site: Replica, clock: Clock, tmp_path: Path) -> None:
    url = site.on("/", revalidated("старый", '"v1"'))
    fetcher(clock, tmp_path).get(url)
    site.on("/", revalidated("новый", '"v2"'))
    assert fetcher(clock, tmp_path).get(url).data.decode() == "новый"
    assert fetcher(clock, tmp_path).get(url).data.decode() == "новый"


def test_a_last_modified_date_serves_as_well(site: Replica, clock: Clock, tmp_path: Path) -> None:
    day = "Tue, 03 Nov 2026 09:00:00 GMT"

    def answer(asked: Asked) -> Answer:
        same = asked.headers.get("if-modified-since") == day
        return Answer(status=304) if same else Answer(body=b"x", headers={"Last-Modified": day})

    url = site.on("/", answer)
    assert [fetcher(clock, tmp_path).get(url).data for _ in range(2)] == [b"x", b"x"]
    assert "if-modified-since" in site.asked[1].headers


def test_a_damaged_cache_is_no_cache(site: Replica, clock: Clock, tmp_path: Path) -> None:
    url = site.on("/", revalidated("текст", '"v1"'))
    fetcher(clock, tmp_path).get(url)
    for path in tmp_path.rglob("*.http"):
        path.write_bytes(path.read_bytes()[:40])
    assert fetcher(clock, tmp_path).get(url).data.decode() == "текст"


def test_a_page_without_validators_is_not_kept(site: Replica, clock: Clock, tmp_path: Path) -> None:
    fetcher(clock, tmp_path).get(site.on("/", html("x")))
    assert list(tmp_path.rglob("*.http")) == []


def test_languages_of_one_address_are_kept_apart(
    site: Replica, clock: Clock, tmp_path: Path
) -> None:
    def answer(asked: Asked) -> Answer:
        language = asked.headers["accept-language"]
        return revalidated(f"по-{language}", f'"{language}"')(asked)

    get, url = fetcher(clock, tmp_path).get, site.on("/", answer)
    found = [get(url, headers={"Accept-Language": one}).data.decode() for one in ("ru", "kk", "ru")]
    assert found == ["по-ru", "по-kk", "по-ru"]


def test_entries_that_nobody_wants_are_dropped(site: Replica, tmp_path: Path) -> None:
    soon = Clock(time.time())
    fetcher(soon, tmp_path).get(site.on("/", revalidated("x", '"v1"')))
    fetcher(Clock(time.time() + 89 * 86_400), tmp_path)
    assert len(list(tmp_path.rglob("*.http"))) == 1
    fetcher(Clock(time.time() + 91 * 86_400), tmp_path)
    assert list(tmp_path.rglob("*.http")) == []


def test_a_short_retry_after_is_waited_for(site: Replica, clock: Clock) -> None:
    url = site.on("/", Answer(status=429, headers={"Retry-After": "7"}), html("да"))
    assert fetcher(clock).get(url).status == 200
    assert clock.slept == [7.0]


def test_retry_after_may_be_a_date(site: Replica, clock: Clock) -> None:
    at = formatdate(clock.now() + 20, usegmt=True)
    url = site.on("/", Answer(status=503, headers={"Retry-After": at}), html("да"))
    assert fetcher(clock).get(url).status == 200
    assert clock.slept == [20.0]


def test_a_long_retry_after_is_remembered_across_runs(
    site: Replica, clock: Clock, tmp_path: Path
) -> None:
    url = site.on("/", Answer(status=429, headers={"Retry-After": "7200"}), html("да"))
    assert problem(lambda: fetcher(clock, tmp_path).get(url)).state == "refused"
    clock.time += 3600
    again = problem(lambda: fetcher(clock, tmp_path).get(url))
    assert "не раньше" in again.reason
    assert len(site.asked) == 1
    clock.time += 3700
    assert fetcher(clock, tmp_path).get(url).status == 200


def test_a_server_that_stumbles_is_asked_again(site: Replica, clock: Clock) -> None:
    url = site.on("/", Answer(status=503), Answer(status=502), html("да"))
    assert fetcher(clock).get(url).status == 200
    assert clock.slept == [2.0, 4.0]


def test_a_server_that_stays_down_is_told_after_three_tries(site: Replica, clock: Clock) -> None:
    found = problem(lambda: fetcher(clock).get(site.on("/", Answer(status=500))))
    assert (found.state, found.status, len(site.asked)) == ("error", 500, 3)


def test_a_connection_that_the_server_closed_meanwhile_is_opened_anew(
    site: Replica, clock: Clock
) -> None:
    get, url = fetcher(clock).get, site.on("/", html("да", promised=4), html("ещё раз"))
    site.on("/short", html("оборвано", promised=100), html("целиком"))
    assert get(url).status == 200
    assert get(site.url("/short")).data.decode() == "целиком"


def test_a_host_that_does_not_answer_is_not_asked_again_in_this_run(clock: Clock) -> None:
    with Replica() as site:
        url = site.url("/")
    get = fetcher(clock).get
    assert problem(lambda: get(url)).state == "unreachable"
    slept = list(clock.slept)
    assert problem(lambda: get(url + "other")).state == "unreachable"
    assert clock.slept == slept


def test_an_unknown_name_is_unreachable(clock: Clock) -> None:
    found = problem(lambda: fetcher(clock).get("http://nowhere.invalid/"))
    assert found.state == "unreachable"
    assert "DNS" in found.reason
