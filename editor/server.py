"""The editor's server: the preview at /, the form under /admin/, the queue under /review/.

Listens on this machine only and answers nobody but its own pages. What it shows of the site is the
built folder, with a small script added on the way out; nothing of the editor's gets into it.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

from flask import Flask, Response, redirect, render_template, request, send_from_directory
from jinja2 import StrictUndefined
from markupsafe import escape
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from builder.language.words import full
from editor import admin, decap, review
from editor.guard import FOREIGN, HOST, Sessions, foreign
from editor.preview import PROJECT, Built, Preview, Sources
from editor.storage import Storage
from editor.words import count
from model.problem import SettingProblem

STATIC = PROJECT / "static"
AROUND = 2
"""Lines shown above and below a wrong one."""

TYPES = {".atom": "application/atom+xml", ".rss": "application/rss+xml", ".ics": "text/calendar"}
CSP = "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'"


def create(preview: Preview, port: int) -> Flask:
    """The whole desk as one application; ``preview`` need not have started."""
    app = Flask("editor", root_path=str(Path(__file__).parent), static_url_path="/editor/static")
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["full"] = full
    app.config["MAX_CONTENT_LENGTH"] = admin.LIMIT
    app.config["MAX_FORM_MEMORY_SIZE"] = admin.LIMIT
    app.context_processor(lambda: {"count": count, "here": request.path})
    storage, sessions = Storage(root=preview.sources.content), Sessions()
    app.register_blueprint(admin.routes(storage, sessions))
    app.register_blueprint(review.routes(storage, preview.sources))
    _guarded(app, port)
    _site(app, preview)
    return app


def _guarded(app: Flask, port: int) -> None:
    @app.before_request
    def refuse() -> Response | None:
        if foreign(request, port):
            return Response(FOREIGN, 403, mimetype="text/plain")
        return None

    @app.after_request
    def whole(answer: Response) -> Response:
        """A file is read and closed at once: a browser that goes away leaves none open."""
        if answer.direct_passthrough:
            answer.direct_passthrough = False
            answer.make_sequence()
            answer.close()
        return answer

    @app.after_request
    def close(answer: Response) -> Response:
        answer.headers.setdefault("Content-Security-Policy", CSP)
        answer.headers["Cache-Control"] = "no-cache"
        answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["X-Frame-Options"] = "SAMEORIGIN"
        answer.headers["Referrer-Policy"] = "same-origin"
        return answer


def _site(app: Flask, preview: Preview) -> None:
    folder = preview.sources.site

    @app.get("/editor/site/<path:name>")
    def static_of_site(name: str) -> Response:
        return send_from_directory(STATIC, name)

    @app.get("/editor/events")
    def events() -> Response:
        since = request.args.get("since", 0, type=int)
        return Response(_events(preview, since), mimetype="text/event-stream")

    @app.get("/")
    @app.get("/<path:name>")
    def page(name: str = "") -> Any:
        built, path = preview.built, name
        path += "index.html" if not name or name.endswith("/") else ""
        if "without" in request.args:
            answer = redirect(request.path)
            answer.set_cookie("without", request.args["without"], samesite="Strict", httponly=True)
            return answer
        html = path.endswith(".html")
        if html and _in_the_way(built):
            return render_template("trouble.html", built=_shown(built), key=_key(built)), 503
        target = folder.resolve() / path
        if not html:
            if target.is_dir():
                return redirect(f"/{name}/")
            answer = send_from_directory(folder.resolve(), path)
            answer.mimetype = TYPES.get(target.suffix, answer.mimetype or "")
            return answer
        return _page(folder.resolve(), path, built)


def _in_the_way(built: Built) -> bool:
    """Whether to show what is wrong rather than the site; an editor may look past mistakes."""
    if built.failure or not built.number:
        return True
    return bool(built.problems) and request.cookies.get("without") != _key(built)


def _key(built: Built) -> str:
    return blake2b(repr(built.problems).encode(), digest_size=8).hexdigest()


def _page(folder: Path, path: str, built: Built) -> Response:
    html, code = _html(folder, path, built)
    at = html.rfind(b"</body>")
    at = len(html) if at < 0 else at
    answer = Response(html[:at] + _bar(path, built) + html[at:], code, mimetype="text/html")
    # The page's own policy, in its head, holds; a second one here could only forbid what it allows.
    answer.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
    return answer


def _html(folder: Path, path: str, built: Built) -> tuple[bytes, int]:
    """A page and its status. Raises ``NotFound`` if the site has not even a page for that."""
    if path in built.ahead:
        return built.ahead[path], 200
    name, code = safe_join(str(folder), path), 200
    target = Path(name) if name else folder / "404.html"
    if not target.is_file():
        target, code = folder / "404.html", 404
        if not target.is_file():
            raise NotFound
    return target.read_bytes(), code


def _bar(path: str, built: Built) -> bytes:
    """The editor's links on a page of the preview, and the script that reloads it."""
    links = [("/review/", "Очередь проверки"), ("/admin/", "Форма")]
    if path.startswith("a/") and path.count("/") == 2:
        name = path.split("/")[1]
        links = [
            (f"/admin/#/collections/announcements/entries/{name}", "Править в форме"),
            (f"/review/{name}", "Проверить факты"),
            links[0],
        ]
    if built.problems:
        links.append(("/?without=", f"Ошибки: {len(built.problems)}"))
    told = "".join(f'<a href="{escape(href)}">{escape(title)}</a>' for href, title in links)
    return (
        '<link rel="stylesheet" href="/editor/static/desk.css">'
        f'<nav class="radar-desk" aria-label="Стол редактора">{told}</nav>'
        f'<script src="/editor/static/reload.js" data-built="{built.number}"></script>'
    ).encode()


def _shown(built: Built) -> dict[str, Any]:
    """The build with the lines around each mistake."""
    rows = [row | {"lines": _lines(row)} for row in built.problems]
    return {"number": built.number, "failure": built.failure, "problems": rows}


def _lines(row: dict[str, str | int]) -> list[tuple[int, str, bool]]:
    try:
        data = Path(str(row["path"])).read_bytes()[:2_000_000]
    except OSError:
        return []
    lines, bad = data.decode("utf-8", "replace").splitlines(), int(row["line"])
    first, last = max(1, bad - AROUND), min(len(lines), bad + AROUND)
    return [(n, lines[n - 1][:200], n == bad) for n in range(first, last + 1)]


def _events(preview: Preview, since: int) -> Iterator[str]:
    yield ": here\n\n"
    for number in preview.turns(since):
        yield f"event: built\ndata: {number}\n\n" if number else ": still here\n\n"


class Quiet(WSGIRequestHandler):
    """Tells nothing of what goes well."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        return


def listen(app_of: Any, port: int) -> tuple[BaseWSGIServer, socket.socket]:
    """A server that is ready to run; port 0 takes a free one."""
    try:
        own = socket.create_server((HOST, port))
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SettingProblem(
            f"порт {port} не открыть ({reason}); возьмите другой: --serve 8001"
        ) from None
    port = own.getsockname()[1]
    server = make_server(
        HOST, port, app_of(port), threaded=True, request_handler=Quiet, fd=own.fileno()
    )
    return server, own


def serve(sources: Sources, port: int) -> None:
    """Run until Ctrl+C."""
    if not sources.content.is_dir():
        raise SettingProblem(f"{sources.content}: нет такой папки; укажите её: --content")
    preview = Preview(sources)
    server, own = listen(lambda free: create(preview, free), port)
    address = f"http://{HOST}:{own.getsockname()[1]}"
    print(f"Просмотр:         {address}/")
    print(f"Очередь проверки: {address}/review/")
    print(f"Форма:            {address}/admin/")
    print("Закончить: Ctrl+C", flush=True)
    if not decap.ready():
        threading.Thread(target=_install, daemon=True).start()
    preview.start()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        preview.stop()
        server.server_close()
        own.close()


def _install() -> None:
    try:
        decap.install()
    except (SettingProblem, OSError) as problem:
        print(f"{problem}. Просмотр и очередь работают и без неё", flush=True)
