"""How an alert travels: into a folder, by mail, or as an issue of the repository's own tracker.

A channel is a function ``(message, handle) -> handle``; it raises ``OSError`` when it could not
deliver. Secrets and addresses come from the environment that the CI, or the cron line, sets.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from model.files import write
from model.problem import SettingProblem, meant
from publish.alerts import Event, Message

Channel = Callable[[Message, str], str]

TIMEOUT = 30
CHANNELS = ("file", "mail", "issues")


def channel(spec: str, environment: Mapping[str, str]) -> Channel:
    """``file:FOLDER``, ``mail:ADDRESS`` or ``issues``."""
    name, _, target = spec.partition(":")
    if name == "file" and target:
        return partial(_file, Path(target))
    if name == "mail" and "@" in target:
        return partial(_mail, target, environment)
    if name == "issues":
        return _tracker(environment)
    hint = meant(name, CHANNELS)
    asked = "file:ПАПКА, mail:АДРЕС или issues"
    raise SettingProblem(f"--alerts {spec}: нужно {asked}" + (hint and f"; {hint}"))


def _file(folder: Path, message: Message, handle: str) -> str:
    path = folder / f"{message.id}.md"
    if message.event is Event.CLOSED:
        path.unlink(missing_ok=True)
    else:
        write(path, f"# {message.title}\n\n{message.text}")
    return path.name


def _mail(to: str, environment: Mapping[str, str], message: Message, handle: str) -> str:
    """Send a letter; what only changed waits for the weekly one. ``handle`` threads the answers."""
    if message.event is Event.CHANGED:
        return handle
    url = urlsplit(environment.get("RADAR_SMTP", "smtp://localhost"))
    letter = EmailMessage()
    letter["From"] = environment.get("RADAR_MAIL_FROM", to)
    letter["To"] = to
    letter["Subject"] = " ".join(message.title.split())
    letter["Date"] = formatdate()
    letter["Auto-Submitted"] = "auto-generated"
    letter["Message-ID"] = make_msgid(message.id, url.hostname or "localhost")
    if handle and message.event is Event.CLOSED:
        letter["In-Reply-To"] = letter["References"] = handle
    letter.set_content(message.text)
    kind = smtplib.SMTP_SSL if url.scheme == "smtps" else smtplib.SMTP
    with kind(url.hostname or "localhost", url.port or 0, timeout=TIMEOUT) as server:
        server.ehlo()
        if url.scheme == "smtp" and server.has_extn("starttls"):
            # Without a password to guard, a relay's self-signed certificate is no harm.
            server.starttls(context=ssl.create_default_context() if url.username else None)
            server.ehlo()
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(letter)
    return str(letter["Message-ID"])


def _tracker(environment: Mapping[str, str]) -> Channel:
    """The tracker of the CI that runs us: GitLab's, or GitHub's, whose ways Forgejo shares."""
    try:
        if "CI_API_V4_URL" in environment:
            project = quote(environment["CI_PROJECT_ID"], safe="")
            address = f"{environment['CI_API_V4_URL']}/projects/{project}/issues"
            return partial(_gitlab, address, {"PRIVATE-TOKEN": environment["RADAR_TOKEN"]})
        api, repository = environment["GITHUB_API_URL"], environment["GITHUB_REPOSITORY"]
        token = environment.get("RADAR_TOKEN") or environment["GITHUB_TOKEN"]
    except KeyError as missing:
        raise SettingProblem(f"--alerts issues: не задана переменная {missing.args[0]}") from None
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    return partial(_github, f"{api}/repos/{repository}/issues", headers)


def _github(issues: str, headers: Mapping[str, str], message: Message, handle: str) -> str:
    body = {"title": message.title, "body": message.text}
    handle = handle or _found(issues, headers, {"state": "open"}, message, "number")
    if not handle:
        if message.event is Event.CLOSED:
            return ""
        return str(_ask("POST", issues, headers, body)["number"])
    if message.event in (Event.CLOSED, Event.WEEKLY):
        _ask("POST", f"{issues}/{handle}/comments", headers, {"body": message.text})
    closing = {"state": "closed"} if message.event is Event.CLOSED else body | {"state": "open"}
    _ask("PATCH", f"{issues}/{handle}", headers, closing)
    return handle


def _gitlab(issues: str, headers: Mapping[str, str], message: Message, handle: str) -> str:
    body = {"title": message.title, "description": message.text}
    handle = handle or _found(issues, headers, {"state": "opened"}, message, "iid")
    if not handle:
        if message.event is Event.CLOSED:
            return ""
        return str(_ask("POST", issues, headers, body)["iid"])
    if message.event in (Event.CLOSED, Event.WEEKLY):
        _ask("POST", f"{issues}/{handle}/notes", headers, {"body": message.text})
    closing = {"state_event": "close"} if message.event is Event.CLOSED else body
    _ask("PUT", f"{issues}/{handle}", headers, closing)
    return handle


def _found(
    issues: str, headers: Mapping[str, str], query: Mapping[str, str], message: Message, key: str
) -> str:
    """An open issue that says the same, of a run whose memory was lost before it was committed."""
    if message.event is not Event.OPENED:
        return ""
    address = f"{issues}?per_page=100&" + "&".join(f"{k}={v}" for k, v in query.items())
    same = [one for one in _ask("GET", address, headers) if one.get("title") == message.title]
    return str(same[0][key]) if same else ""


def _ask(
    method: str, address: str, headers: Mapping[str, str], body: Mapping[str, str] | None = None
) -> Any:
    import requests

    answer = requests.request(method, address, headers=headers, json=body, timeout=TIMEOUT)
    if not answer.ok:
        raise OSError(f"{method} {address}: {answer.status_code} {answer.reason}")
    return answer.json()
