"""/admin/: Decap's page, its config and the address that answers it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request, send_from_directory

from editor import decap, form, protocol
from editor.guard import Sessions
from editor.storage import Refused, Storage

LIMIT = 40_000_000
"""Bytes of one request: a picture in base64."""

EXPIRED = "страница устарела: загрузите её заново. Правки скопируйте до того"
CSP = (
    "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; frame-src 'self' blob:; object-src 'none'; base-uri 'none'"
)
"""Decap compiles its schemas and styles in the browser; nothing comes from another host."""


def routes(storage: Storage, sessions: Sessions) -> Blueprint:
    page = Blueprint("admin", __name__, url_prefix="/admin")

    @page.get("/")
    def index() -> Response:
        name = "admin.html" if decap.ready() else "no-form.html"
        answer = Response(render_template(name, package=decap.PACKAGE))
        answer.headers["Content-Security-Policy"] = CSP
        return answer

    @page.get("/config.yml")
    def config() -> Response:
        address = f"http://{request.host}/admin/api?token={sessions.new()}"
        return Response(form.text(form.local(address)), mimetype="text/yaml")

    @page.get("/decap/<path:name>")
    def script(name: str) -> Response:
        return send_from_directory(decap.FOLDER, name)

    @page.post("/api")
    def api() -> tuple[Any, int]:
        seen = sessions.seen(request.args.get("token", ""))
        if seen is None:
            return {"error": EXPIRED}, 403
        asked = request.get_json(force=True, silent=True)
        if not isinstance(asked, dict):
            return {"error": "запрос не по протоколу: нужен JSON с полем action"}, 400
        try:
            answer = protocol.answer(asked, storage, seen)
        except Refused as refused:
            return {"error": str(refused)}, refused.status
        return Response(_json(answer), mimetype="application/json"), 200

    return page


def _json(answer: Any) -> str:
    import json

    return json.dumps(answer, ensure_ascii=False)
