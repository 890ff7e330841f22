"""Where fetching goes and how much it takes: redirects, addresses, bodies, certificates."""

from __future__ import annotations

import ipaddress
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.fetch import Fetcher, Manners, Response, is_public
from scraper.fetch.connection import Addresses, trust
from scraper.settings import Fetch
from tests.replica import QUICK, Answer, Clock, Replica, fetcher, gzipped, html, problem

TLS = Path(__file__).parent / "tls"


@pytest.fixture
def site() -> Iterator[Replica]:
    with Replica() as replica:
        yield replica


@pytest.fixture
def clock() -> Clock:
    return Clock()


def moved(where: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"Location": where})


def test_redirects_are_followed_to_the_final_address(site: Replica, clock: Clock) -> None:
    site.on("/c/", html("конец"))
    site.on("/b", moved("/c/#part", 307))
    found = fetcher(clock).get(site.on("/a", moved("b", 301)))
    assert (found.url, found.data.decode()) == (site.url("/c/"), "конец")


def test_a_redirect_may_be_written_in_cyrillic(site: Replica, clock: Clock) -> None:
    site.on("/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8", html("да"))
    url = site.on("/", moved("/новости".encode().decode("latin-1")))
    assert fetcher(clock).get(url).status == 200


def test_a_circle_of_redirects_is_told(site: Replica, clock: Clock) -> None:
    site.on("/b", moved("/a"))
    found = problem(lambda: fetcher(clock).get(site.on("/a", moved("/b"))))
    assert (found.state, "по кругу" in found.reason) == ("error", True)


def test_six_redirects_in_a_row_are_too_many(site: Replica, clock: Clock) -> None:
    for n in range(8):
        site.on(f"/{n}", moved(f"/{n + 1}"))
    assert "переадресаций" in problem(lambda: fetcher(clock).get(site.url("/0"))).reason
    assert len(site.asked) == 6


@pytest.mark.parametrize("where", ["file:///etc/passwd", "javascript:alert(1)", "ftp://h/", "//["])
def test_a_redirect_leads_only_to_web_addresses(site: Replica, clock: Clock, where: str) -> None:
    assert problem(lambda: fetcher(clock).get(site.on("/", moved(where)))).state == "error"


def test_a_redirect_to_a_private_address_is_refused(site: Replica, clock: Clock) -> None:
    own = ipaddress.ip_address("127.0.0.1")
    get = Fetcher(
        contact="x", permit=lambda a: a == own, manners=QUICK, clock=clock.now, sleep=clock.sleep
    ).get
    for inside in ("http://127.0.0.2:9/", "http://10.0.0.1/", "http://169.254.169.254/latest/"):
        found = problem(lambda where=inside: get(site.on("/", moved(where))))  # type: ignore[misc]
        assert (found.state, "внутренний адрес" in found.reason) == ("refused", True)


def test_a_redirect_obeys_the_robots_txt_of_its_target(site: Replica, clock: Clock) -> None:
    with Replica() as other:
        other.on("/robots.txt", Answer(body=b"User-agent: *\nDisallow: /"))
        url = site.on("/", moved(other.on("/", html("нет"))))
        assert problem(lambda: fetcher(clock).get(url)).state == "refused"
        assert other.asked == []


PUBLIC = ["8.8.8.8", "95.173.136.70", "2a02:6b8::1", "::ffff:8.8.8.8"]
PRIVATE = [
    "127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
    "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:1",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_may_be_reached(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PRIVATE)
def test_an_inside_address_may_not_be_reached(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1"])
def test_loopback_is_refused_however_it_is_written(site: Replica, host: str) -> None:
    found = problem(lambda: Fetcher(contact="x", manners=QUICK).get(site.url("/", host)))
    assert found.state == "refused"
    assert site.every == []


def test_a_name_that_changes_its_mind_leads_nowhere_new() -> None:
    answers = iter(["203.0.114.7", "127.0.0.1"])
    addresses = Addresses(is_public, lambda *_, **__: [(2, 1, 6, "", (next(answers), 80))])
    assert addresses.of("rebinding.test", 80) == ("203.0.114.7",)
    assert addresses.of("rebinding.test", 80) == ("203.0.114.7",)


def test_one_inside_address_among_public_ones_spoils_a_name() -> None:
    rows = [(2, 1, 6, "", (ip, 80)) for ip in ("203.0.114.7", "192.168.0.1")]
    found = problem(lambda: Addresses(is_public, lambda *_, **__: rows).of("mixed.test", 80))
    assert found.state == "refused"


BAD = ["ftp://h.test/x", "file:///etc/passwd", "http://", "//h.test/", "news", "",
       "http://u:p@h.test/", "http://h.test:99999/", "http://h.test:0/", "javascript:alert(1)",
       "http://[::1"]  # fmt: skip


@pytest.mark.parametrize("url", BAD)
def test_what_is_no_web_address_is_not_asked(clock: Clock, url: str) -> None:
    assert problem(lambda: fetcher(clock).get(url)).state == "error"


def test_bytes_arrive_as_they_were_sent(site: Replica, clock: Clock) -> None:
    data = "здравоохранение № 5 — ё".encode("cp1251")
    found = fetcher(clock).get(
        site.on("/", Answer(body=data, headers={"Content-Type": "text/html"}))
    )
    assert (found.data, found.charset) == (data, None)


def test_a_declared_charset_is_told(site: Replica, clock: Clock) -> None:
    url = site.on("/", Answer(headers={"Content-Type": 'text/html; x=1; Charset="Windows-1251"'}))
    assert fetcher(clock).get(url).charset == "Windows-1251"


def test_gzip_is_undone(site: Replica, clock: Clock) -> None:
    assert fetcher(clock).get(site.on("/", gzipped(b"text" * 9999))).data == b"text" * 9999
    assert site.asked[0].headers["accept-encoding"] == "gzip"


def test_a_cut_gzip_is_not_taken_for_a_body(site: Replica, clock: Clock) -> None:
    text = bytes(range(256)) * 50
    found = problem(lambda: fetcher(clock).get(site.on("/", gzipped(text, keep=0.6))))
    assert (found.state, "оборван" in found.reason) == ("error", True)
    assert fetcher(clock).get(site.on("/", gzipped(text, keep=0.6), gzipped(text))).data == text


def test_a_gzip_bomb_ends_at_the_limit(site: Replica, clock: Clock) -> None:
    manners = Manners(delay=0, timeout=5, size=1_000_000)
    url = site.on("/", gzipped(b"\0" * 50_000_000))
    assert "больше 1 МБ" in problem(lambda: fetcher(clock, manners=manners).get(url)).reason


def test_a_body_above_the_limit_is_not_read(site: Replica, clock: Clock) -> None:
    manners = Manners(delay=0, timeout=5, size=1_000_000)
    url = site.on("/", Answer(body=b"x" * 3_000_000))
    found = problem(lambda: fetcher(clock, manners=manners).get(url))
    assert (found.state, len(site.asked)) == ("error", 1)


def test_compression_that_we_did_not_ask_for_is_told(site: Replica, clock: Clock) -> None:
    url = site.on("/", Answer(body=b"\x0b\x02", headers={"Content-Encoding": "br"}))
    assert "«br»" in problem(lambda: fetcher(clock).get(url)).reason


def test_a_body_shorter_than_promised_is_no_body(site: Replica, clock: Clock) -> None:
    found = problem(lambda: fetcher(clock).get(site.on("/", html("текст", promised=500))))
    assert found.state == "unreachable"


SLOW = [
    Answer(body=b"x" * 500, drip=0.02),
    Answer(body=b"x", drip_head=0.02),
    Answer(body=b"x", hang=2.0),
]


@pytest.mark.parametrize("answer", SLOW, ids=["body", "head", "silence"])
def test_a_slow_answer_ends_at_the_deadline(site: Replica, clock: Clock, answer: Answer) -> None:
    get = fetcher(clock, manners=Manners(delay=0, timeout=0.2)).get
    site.on("/robots.txt", html(""))
    started = time.monotonic()
    found = problem(lambda: get(site.on("/", answer)))
    assert (found.state, "вовремя" in found.reason) == ("unreachable", True)
    assert time.monotonic() - started < 20  # three tries


def secure(certificate: str) -> Replica:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / certificate)
    return Replica(context)


def with_root(url: str, clock: Clock) -> Response:
    return fetcher(clock).getter(Fetch.model_construct(ca_bundle=str(TLS / "root.pem")))(url)


def test_an_unknown_authority_is_told_with_the_mend(clock: Clock) -> None:
    with secure("chain.pem") as site:
        found = problem(lambda: fetcher(clock).get(site.on("/", html("да"))))
        assert (found.state, "ca_bundle" in found.reason, site.every) == ("tls", True, [])


def test_a_source_may_trust_an_authority_of_its_own(clock: Clock) -> None:
    with secure("chain.pem") as site:
        assert with_root(site.on("/", html("да")), clock).data.decode() == "да"
        assert with_root(site.url("/", "localhost"), clock).status == 200


@pytest.mark.parametrize("certificate", ["no-intermediate.pem", "other-name.pem"])
def test_a_trusted_root_does_not_excuse_a_bad_certificate(clock: Clock, certificate: str) -> None:
    with secure(certificate) as site:
        assert problem(lambda: with_root(site.on("/", html("да")), clock)).state == "tls"


def test_an_extra_authority_adds_to_the_known_ones() -> None:
    roots = trust(str(TLS / "root.pem")).get_ca_certs()
    assert "Replica Test Root" in str(roots)
    assert len(roots) > 50
