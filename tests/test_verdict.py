"""What an answer means: states, and visitor checks told from ordinary pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.fetch.challenge import challenge
from tests.replica import Answer, Clock, Replica, fetcher, html, problem


@pytest.fixture
def site() -> Iterator[Replica]:
    with Replica() as replica:
        yield replica


@pytest.fixture
def clock() -> Clock:
    return Clock()


STATES = [(401, "refused"), (403, "refused"), (451, "refused"), (404, "error"), (410, "error"),
          (400, "error"), (429, "refused"), (500, "error"), (302, "error")]  # fmt: skip


@pytest.mark.parametrize(("status", "state"), STATES)
def test_each_refusal_has_its_state(site: Replica, clock: Clock, status: int, state: str) -> None:
    found = problem(lambda: fetcher(clock).get(site.on("/", Answer(status=status))))
    assert (found.state, found.status) == (state, status)


WALLS = [
    (403, "<title>DDoS-Guard</title><script src='/.well-known/ddos-guard/js-challenge/index.js'>"),
    (403, "<script src='https://check.ddos-guard.net/check.js'></script>"),
    (200, "<html><head><title>DDOS-GUARD</title></head><body></body></html>"),
    (200, "<html><script>function get_jhash(b){} setCookie('__js_p_', 1)</script></html>"),
    (200, "<script>function get_jhash(){} function get_utm_medium(){}</script>"),
    (200, "<script>document.cookie='esteq_ddos_intercepter=1';location.reload()</script>"),
    (401, "<html><script src='/__qrator/qauth.js'></script></html>"),
    (200, "<script src='//servicepipe.ru/static/jsrsasign-all-min.js'></script>"),
    (200, "<script>function get_cookie_spsc_encrypted_part() {}</script>"),
    (403, "<title>Just a moment...</title>"),
    (200, "<html><title>Вы не робот?</title><form></form></html>"),
    (429, "<html><div class='smart-captcha' data-sitekey='x'></div></html>"),
]


@pytest.mark.parametrize(("status", "page"), WALLS)
def test_a_visitor_check_is_recognised(status: int, page: str) -> None:
    for encoding in ("utf-8", "cp1251"):
        assert challenge(status, {"content-type": "text/html"}, page.encode(encoding))


ORDINARY = [
    (
        200,
        "text/html",
        "<title>Новости</title><p>Защита DDoS-Guard, check.ddos-guard.net",
    ),
    (200, "text/html", "<title>Связь</title><form><div class='g-recaptcha'></div></form>"),
    (200, "text/html", "<title>Конкурс «Я не робот, я врач»</title>"),
    (404, "text/html", "<title>404</title>"),
    (403, "text/html", "<h1>403 Forbidden</h1><center>nginx</center>"),
    (200, "application/json", '{"title": "get_jhash __js_p_"}'),
    (200, "application/rss+xml", "<rss><title>DDoS-Guard</title></rss>"),
    (200, "text/html", ""),
]


@pytest.mark.parametrize(("status", "kind", "page"), ORDINARY)
def test_an_ordinary_page_is_no_visitor_check(status: int, kind: str, page: str) -> None:
    assert challenge(status, {"content-type": kind}, page.encode()) is None


def test_servers_name_themselves_in_headers() -> None:
    assert challenge(403, {"server": "QRATOR"}, b"") == "Qrator"
    assert challenge(302, {"location": "https://h.test/xpvnsulc/?back=1"}, b"") == "Servicepipe"
    assert challenge(403, {"cf-mitigated": "challenge"}, b"x") == "Cloudflare"
    assert challenge(200, {"server": "QRATOR"}, b"<p>page</p>") is None


def test_a_challenge_is_left_alone_for_longer_each_time_but_never_for_good(
    site: Replica, clock: Clock, tmp_path: Path
) -> None:
    url = site.on("/", html("<title>DDoS-Guard</title>", status=403))
    pauses = []
    for _ in range(8):
        assert problem(lambda: fetcher(clock, tmp_path).get(url)).state == "challenge"
        started, count = clock.time, len(site.asked)
        while len(site.asked) == count:
            clock.time += 1800
            problem(lambda: fetcher(clock, tmp_path).get(url))
        pauses.append((clock.time - started) / 3600)
        clock.time += 1
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (1.0, 24.0)


def test_a_host_that_let_us_in_again_starts_anew(
    site: Replica, clock: Clock, tmp_path: Path
) -> None:
    url = site.on("/", html("<title>DDoS-Guard</title>", status=403), html("да"))
    problem(lambda: fetcher(clock, tmp_path).get(url))
    clock.time += 3601
    assert fetcher(clock, tmp_path).get(url).status == 200
    assert (tmp_path / "hosts.json").read_text() == "{}"


def test_a_damaged_record_of_hosts_is_forgotten(
    site: Replica, clock: Clock, tmp_path: Path
) -> None:
    for text in ("[]", "{", '{"h": 1}', '{"h": {"until": "x"}}'):
        (tmp_path / "hosts.json").write_text(text)
        assert fetcher(clock, tmp_path).get(site.on("/", html("да"))).status == 200
