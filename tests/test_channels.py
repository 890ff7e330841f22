"""How alerts travel: files, letters to a real SMTP server, issues over real HTTP."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.message import Message as Letter
from email.parser import BytesParser
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from model.problem import SettingProblem
from publish.alerts import WEEKLY, Alert, Event, Message
from publish.channels import channel

SUNDAY = date(2026, 11, 1)
OPENED = Message(event=Event.OPENED, id="a-1", title="Источник не читается: А", text="Почему.\n",
                 then=Alert(since=SUNDAY))  # fmt: skip
CHANGED = replace(OPENED, event=Event.CHANGED, text="Иначе.\n")
CLOSED = replace(OPENED, event=Event.CLOSED, title="Снова читается", text="Хорошо.\n", then=None)
REPORT = replace(OPENED, event=Event.WEEKLY, id=WEEKLY, title="За неделю")


def test_files_come_change_and_go(tmp_path: Path) -> None:
    send = channel(f"file:{tmp_path}/alerts", {})
    handle = send(OPENED, "")
    path = tmp_path / "alerts" / handle
    assert path.read_text("utf-8") == "# Источник не читается: А\n\nПочему.\n"
    send(CHANGED, handle)
    assert "Иначе" in path.read_text("utf-8")
    send(CLOSED, handle)
    send(CLOSED, handle)
    assert not path.exists()


class Box:
    """What an SMTP server was given."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(BytesParser(policy=default).parsebytes(envelope.content))
        return "250 OK"


@pytest.fixture
def mail() -> Iterator[tuple[Box, str]]:
    box = Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, f"smtp://127.0.0.1:{port}"
    controller.stop()


def test_letters_are_russian_threaded_and_quiet_about_small_changes(mail: tuple[Box, str]) -> None:
    box, address = mail
    send = channel("mail:engineer@example.test",
                   {"RADAR_SMTP": address, "RADAR_MAIL_FROM": "radar@example.test"})  # fmt: skip
    handle = send(OPENED, "")
    assert send(CHANGED, handle) == handle
    send(CLOSED, handle)
    first, last = box.letters
    assert first["Subject"] == "Источник не читается: А"
    assert (first["From"], first["To"]) == ("radar@example.test", "engineer@example.test")
    assert first.get_content().strip() == "Почему."  # type: ignore[attr-defined]
    assert last["In-Reply-To"] == first["Message-ID"] == handle
    assert first["Auto-Submitted"] == "auto-generated"


def test_a_title_with_line_breaks_adds_no_header(mail: tuple[Box, str]) -> None:
    box, address = mail
    send = channel("mail:engineer@example.test", {"RADAR_SMTP": address})
    send(replace(OPENED, title="А\r\nBcc: all@example.test"), "")
    assert box.letters[0]["Bcc"] is None


def test_a_server_that_is_away_is_an_error_of_the_disk_s_kind() -> None:
    send = channel("mail:engineer@example.test", {"RADAR_SMTP": "smtp://127.0.0.1:9"})
    with pytest.raises(OSError, match="refused"):
        send(OPENED, "")


class Tracker(BaseHTTPRequestHandler):
    """The part of the trackers' interfaces that we use, with a memory."""

    issues: dict[int, dict[str, Any]]
    asked: list[str]

    def do_GET(self) -> None:
        self._answer([one for one in self.issues.values() if one["state"] != "closed"])

    def do_POST(self) -> None:
        body = self._body()
        if self.path.endswith("/issues"):
            number = len(self.issues) + 1
            self.issues[number] = {"number": number, "iid": number, "state": "open", **body}
            self._answer(self.issues[number])
        else:
            self._answer(body)

    def do_PATCH(self) -> None:
        body = self._body()
        one = self.issues[int(self.path.rpartition("/")[2])]
        one |= {"state": "closed"} if body.get("state_event") == "close" else body
        self._answer(one)

    do_PUT = do_PATCH

    def _body(self) -> dict[str, Any]:
        return dict(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, value: Any) -> None:
        self.asked.append(f"{self.command} {self.path.partition('?')[0]}")
        denied = "secret" not in str(self.headers)
        data = json.dumps(value).encode()
        self.send_response(403 if denied else 200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def tracker() -> Iterator[tuple[type[Tracker], str]]:
    kind = type("_Tracker", (Tracker,), {"issues": {}, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield kind, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def environment(kind: str, address: str) -> dict[str, str]:
    if kind == "gitlab":
        return {"CI_API_V4_URL": address, "CI_PROJECT_ID": "7", "RADAR_TOKEN": "secret"}
    return {"GITHUB_API_URL": address, "GITHUB_REPOSITORY": "o/r", "GITHUB_TOKEN": "secret"}


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_an_issue_opens_once_is_brought_up_to_date_and_closes(
    tracker: tuple[type[Tracker], str], kind: str
) -> None:
    seen, address = tracker
    send = channel("issues", environment(kind, address))
    handle = send(OPENED, "")
    assert send(OPENED, "") == handle, "a run whose memory was lost finds its own issue"
    send(CHANGED, handle)
    issue = seen.issues[1]
    assert "Иначе.\n" in issue.values()
    send(CLOSED, handle)
    assert (len(seen.issues), issue["state"]) == (1, "closed")
    assert issue["title"] == OPENED.title, "a closed issue keeps its title"


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_the_weekly_issue_stays_one(tracker: tuple[type[Tracker], str], kind: str) -> None:
    seen, address = tracker
    send = channel("issues", environment(kind, address))
    handle = send(REPORT, "")
    assert send(replace(REPORT, text="Другая неделя.\n"), handle) == handle
    assert len(seen.issues) == 1


def test_a_tracker_that_refuses_is_told_without_the_token(
    tracker: tuple[type[Tracker], str],
) -> None:
    wrong = environment("github", tracker[1]) | {"GITHUB_TOKEN": "hidden"}
    with pytest.raises(OSError, match="403") as caught:
        channel("issues", wrong)(OPENED, "")
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize(
    ("spec", "word"),
    [("isues", "issues"), ("mail:", "АДРЕС"), ("file:", "ПАПКА"), ("issues", "GITHUB_API_URL")],
)
def test_a_channel_that_cannot_work_is_told_before_the_night(spec: str, word: str) -> None:
    with pytest.raises(SettingProblem, match=word):
        channel(spec, {})
