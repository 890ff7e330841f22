"""The server of a built site: its pages as they lie now and its own 404, on this machine only."""

from __future__ import annotations

import threading
from http.client import HTTPConnection
from pathlib import Path

from builder.writing.serve import server
from tests.builds import put
from tests.sites import samples


def test_the_preview_shows_pages_and_our_own_404(tmp_path: Path) -> None:
    put(tmp_path / "site", *samples())
    with server(tmp_path / "site", 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        assert running.server_address[0] == "127.0.0.1"
        for path, status, said in (
            ("/", 200, "Куда сейчас можно подать заявку"),
            ("/region/ru-lip/", 200, "Липецкая область"),
            ("/net/", 404, "Нет такой страницы"),
            ("/static/", 404, "Нет такой страницы"),
        ):
            connection = HTTPConnection("127.0.0.1", running.server_port)
            connection.request("GET", path)
            answer = connection.getresponse()
            assert (answer.status, said in answer.read().decode()) == (status, True)
            connection.close()
        running.shutdown()


def test_a_file_made_anew_within_a_second_is_sent_anew(tmp_path: Path) -> None:
    with server(tmp_path, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        connection = HTTPConnection("127.0.0.1", running.server_port)
        headers: dict[str, str] = {}
        for said in (b"17", b"18"):
            (tmp_path / "fresh.json").write_bytes(said)
            connection.request("GET", "/fresh.json", headers=headers)
            answer = connection.getresponse()
            assert (answer.status, answer.read()) == (200, said)
            headers = {"If-Modified-Since": str(answer.headers["Last-Modified"])}
        connection.close()
        running.shutdown()
