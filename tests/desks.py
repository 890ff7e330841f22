"""The editor's server for tests: real folders, real HTTP over loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from editor.preview import Preview, Sources
from editor.server import create, listen
from model import files
from model.announcement import Announcement
from model.content import write
from tests.sites import TODAY

QUIRKS = """\
---
# Пишет редактор, а не робот.
title: "Курс «Тихая смена»: набор"   # в кавычках из-за двоеточия
kind: training
stage: call
region: RU-TVE
published: 2026-11-01
apply_close: 2026-11-26
name: "10:00"
place: no
cost: '2026-11-01'
credits: 36.0
eligibility: ~
contacts: "+79990000000"
specialties:
  - Кардиология
audience: [медсёстры, 007]
evidence:
  apply_close: "до 26 ноября"
  name: yes
inferred: [apply_close]
review:
- apply_close
pinned: false
---

Центр «Калина» зовёт на практикум. Анкеты принимают до 26 ноября.

Второй абзац,
в две строки.
"""
"""What YAML would read as numbers, times and flags, with comments and every way to quote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A desk that answers; ``folder`` holds content/, state/ and site/."""

    folder: Path
    address: str
    preview: Preview

    @property
    def content(self) -> Path:
        return self.folder / "content"

    def file(self, name: str) -> Path:
        return self.content / "announcements" / f"{name}.md"

    def get(self, path: str, **options: Any) -> requests.Response:
        return requests.get(self.address + path, timeout=30, **options)

    def api(self) -> str:
        """A new form's address for Decap's requests."""
        config = self.get("/admin/config.yml").text
        (line,) = (one for one in config.splitlines() if "proxy_url:" in one)
        return line.partition(": ")[2]


def ask(api: str, action: str, **params: Any) -> requests.Response:
    return requests.post(api, json={"action": action, "params": params}, timeout=30)


def entry(api: str, name: str) -> str:
    """A file as Decap is served it."""
    told = ask(api, "getEntry", path=f"content/announcements/{name}.md").json()
    return str(told["data"])


def save(api: str, name: str, raw: str) -> requests.Response:
    path = f"content/announcements/{name}.md"
    return ask(api, "persistEntry", dataFiles=[{"path": path, "slug": name, "raw": raw}],
               assets=[], options={"commitMessage": "x"})  # fmt: skip


@contextmanager
def a_desk(
    folder: Path, announcements: Iterable[Announcement] = (), *, preview: bool = False
) -> Iterator[Running]:
    """A desk over some announcements and the file of quirks, called ``kurs``."""
    for one in announcements:
        files.write(folder / "content/announcements" / f"{one.id}.md", write(one))
    files.write(folder / "content/announcements/kurs.md", QUIRKS)
    (folder / "state").mkdir(exist_ok=True)
    sources = Sources(content=folder / "content", state=folder / "state", site=folder / "site",
                      today=TODAY.isoformat())  # fmt: skip
    own = Preview(sources)
    server, listening = listen(lambda port: create(own, port), 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    if preview:
        own.start()
    try:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        yield Running(folder=folder, address=address, preview=own)
    finally:
        own.stop()
        server.shutdown()
        server.server_close()
        listening.close()
        thread.join()
