"""Who may talk to the editor's server: pages that it served itself, on this machine."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from threading import Lock

from flask import Request

from editor.protocol import Seen

HOST = "127.0.0.1"
SESSIONS = 500
"""Open forms that are remembered; an older one must be loaded anew."""

FOREIGN = "Этот адрес — для редактора на этом компьютере. Откройте его так, как сказал make edit."


class Sessions:
    """A token for each loaded form, and what that form was last served of each file."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, Seen] = OrderedDict()
        self._lock = Lock()

    def new(self) -> str:
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._seen[token] = {}
            while len(self._seen) > SESSIONS:
                self._seen.popitem(last=False)
        return token

    def seen(self, token: str) -> Seen | None:
        with self._lock:
            if token in self._seen:
                self._seen.move_to_end(token)
            return self._seen.get(token)


def foreign(request: Request, port: int) -> bool:
    """Whether a request comes from a page of another site, or by a name that is not ours.

    A foreign name is how a page whose domain was pointed at 127.0.0.1 would come (DNS rebinding).
    """
    ours = {f"{name}:{port}" for name in (HOST, "localhost")}
    origin = request.headers.get("Origin")
    if request.host not in ours or (origin and origin not in {f"http://{one}" for one in ours}):
        return True
    followed = request.method in ("GET", "HEAD") and request.headers.get("Sec-Fetch-Mode") in (
        "navigate",
        None,
    )
    return request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site") and not followed
