"""The editor's server answers its own pages on this machine, and nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import requests

from editor.guard import SESSIONS, Sessions
from editor.server import create, listen
from model.problem import SettingProblem
from tests.desks import Running, a_desk, ask

INFO = json.dumps({"action": "info"})


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with a_desk(tmp_path_factory.mktemp("guard")) as running:
        yield running


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example.test"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Host": "evil.example.test"},
        {"Host": "127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
    ],
)
@pytest.mark.parametrize("place", ["api", "/admin/config.yml", "/review/"])
def test_a_foreign_page_or_name_is_refused(
    desk: Running, headers: dict[str, str], place: str
) -> None:
    if place == "api":
        told = requests.post(desk.api(), data=INFO, headers=headers, timeout=30)
    else:
        told = desk.get(place, headers=headers)
    assert told.status_code == 403


def test_our_own_page_is_answered(desk: Running) -> None:
    own = {"Origin": desk.address, "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}
    assert requests.post(desk.api(), data=INFO, headers=own, timeout=30).ok


def test_a_link_from_elsewhere_may_open_a_page_but_not_act(desk: Running) -> None:
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert desk.get("/review/", headers=followed).ok
    posted = requests.post(desk.address + "/review/kurs", data={"verdict": "ok"}, headers=followed,
                           timeout=30)  # fmt: skip
    assert posted.status_code == 403


@pytest.mark.parametrize("token", ["", "?token=", "?token=wrong"])
def test_without_the_token_nothing_is_answered(desk: Running, token: str) -> None:
    told = requests.post(f"{desk.address}/admin/api{token}", data=INFO, timeout=30)
    assert told.status_code == 403


def test_the_queue_takes_no_form_without_its_token(desk: Running) -> None:
    before = desk.file("kurs").read_bytes()
    form = {"verdict": "no", "field": "apply_close", "token": "wrong"}
    told = requests.post(f"{desk.address}/review/kurs", data=form, timeout=30)
    assert told.status_code == 403
    assert desk.file("kurs").read_bytes() == before


def test_the_server_listens_on_this_machine_only(desk: Running) -> None:
    server, own = listen(lambda free: create(desk.preview, free), 0)
    assert own.getsockname()[0] == "127.0.0.1"
    server.server_close()
    own.close()


def test_a_taken_port_is_told_in_words(desk: Running) -> None:
    port = int(desk.address.rpartition(":")[2])
    with pytest.raises(SettingProblem, match="возьмите другой"):
        listen(lambda free: create(desk.preview, free), port)


def test_pages_may_not_be_framed_or_read_from_elsewhere(desk: Running) -> None:
    told = desk.get("/review/")
    assert told.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert told.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "script-src" not in told.headers["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in ask(desk.api(), "info").headers


def test_forms_are_forgotten_the_oldest_first() -> None:
    sessions = Sessions()
    tokens = [sessions.new() for _ in range(SESSIONS)]
    assert sessions.seen(tokens[0]) is not None
    sessions.new()
    assert sessions.seen(tokens[0]) is not None
    assert sessions.seen(tokens[1]) is None
