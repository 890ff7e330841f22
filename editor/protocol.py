"""Decap's local-backend protocol, answered from the content folder.

Decap sends whole files. Of each we take only what its editor changed against what was last served
to them, and change just those lines: comments, quotes, order and unknown fields stay.
https://github.com/decaporg/decap-cms/tree/main/packages/decap-server (3.16.3, read 2026-11)
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

from editor import entry
from editor.storage import MEDIA, Refused, Storage, version
from model import content, frontmatter
from model.announcement import FIELDS
from model.problem import ContentProblem

Params = Mapping[str, Any]
Seen = dict[str, str]
"""The version of each file that a client was last served."""

WORKFLOW = "черновики на согласование здесь не ведутся; спрячьте объявление полем «Черновик»"


def answer(request: Params, storage: Storage, seen: Seen) -> Any:
    """One request's answer. Raises :class:`Refused`; ``seen`` is brought up to date."""
    action, params = request.get("action"), request.get("params") or {}
    if not isinstance(params, dict):
        raise Refused("запрос не по протоколу: params", 400)
    if action == "info":
        return {"repo": storage.root.name, "publish_modes": ["simple"], "type": "local_fs"}
    if isinstance(action, str) and action in ACTIONS:
        return ACTIONS[action](params, storage, seen)
    if isinstance(action, str) and "npublished" in action:
        raise Refused(WORKFLOW)
    raise Refused(f"неизвестное действие: {action}")


def _folder(params: Params, storage: Storage, seen: Seen) -> list[Any]:
    return [_entry(name, storage, seen) for name in storage.names(_text(params, "folder"))]


def _files(params: Params, storage: Storage, seen: Seen) -> list[Any]:
    listed = params.get("files")
    if not isinstance(listed, list):
        raise Refused("запрос не по протоколу: files", 400)
    return [_entry(_text(one, "path"), storage, seen, one.get("label")) for one in listed]


def _get(params: Params, storage: Storage, seen: Seen) -> Any:
    return _entry(_text(params, "path"), storage, seen)


def _entry(name: str, storage: Storage, seen: Seen, label: object = None) -> Any:
    data = storage.read(name)
    if data is None:
        seen.pop(name, None)
        return {"data": None, "file": {"path": name, "label": label, "id": None}}
    seen[name] = version(data)
    text = entry.served(data.decode("utf-8", "replace"))
    return {"data": text, "file": {"path": name, "label": label, "id": seen[name]}}


def _persist(params: Params, storage: Storage, seen: Seen) -> Any:
    listed = params.get("dataFiles") or [params.get("entry")]
    for one in listed:
        name = _text(one, "path")
        moved = one.get("newPath")
        if moved and moved != name:
            raise Refused("файл здесь не переименовать; сделайте это в папке: робот его узнает")
        _persist_file(name, _text(one, "raw"), storage, seen)
    for asset in params.get("assets") or []:
        _persist_asset(asset, storage, seen)
    return {"message": "entry persisted"}


def _persist_file(name: str, raw: str, storage: Storage, seen: Seen) -> None:
    before, had = storage.text(name), seen.get(name)
    storage.unchanged(name, had)
    try:
        text = entry.merged(before, raw) if before is not None else entry.canonical(raw)
    except frontmatter.Unsafe as unsafe:
        raise Refused(f"«{name}»: {unsafe}. Поправьте файл в редакторе текста") from None
    _check(name, before, text, storage)
    seen[name] = storage.write(name, text.encode(), had)


def _check(name: str, before: str | None, text: str, storage: Storage) -> None:
    """No new mistake gets into an announcement; one that was there does not stop its mending."""
    if PurePosixPath(name).parts[1] != content.LABEL:
        return
    path = storage.resolve(name)
    known = {(p.field, p.message) for p in _problems(before, path)} if before else set()
    found = [p for p in _problems(text, path) if (p.field, p.message) not in known]
    if found:
        raise Refused(
            "не записано. " + " ".join(f"{_where(p)}{p.message}. {p.hint}" for p in found)
        )


def _where(problem: ContentProblem) -> str:
    field = FIELDS.get(problem.field)
    label = field.metadata["label"] if field else problem.field
    return f"{label}: «{problem.found}»: " if label else ""


def _problems(text: str, path: Any) -> list[ContentProblem]:
    try:
        content.parse(text, path)
    except ExceptionGroup as group:
        return [one for one in group.exceptions if isinstance(one, ContentProblem)]
    return []


def _delete(params: Params, storage: Storage, seen: Seen) -> Any:
    paths = params.get("paths") or [params.get("filePath")]
    for name in paths:
        endings = MEDIA if str(name).lower().endswith(MEDIA) else (".md",)
        storage.delete(str(name), seen.get(str(name)), endings)
        seen.pop(str(name), None)
    return {"message": f"deleted files {', '.join(map(str, paths))}"}


def _media(params: Params, storage: Storage, seen: Seen) -> list[Any]:
    folder = _text(params, "mediaFolder")
    return [_media_row(name, storage, seen) for name in storage.names(folder, MEDIA)]


def _media_file(params: Params, storage: Storage, seen: Seen) -> Any:
    return _media_row(_text(params, "path"), storage, seen)


def _media_row(name: str, storage: Storage, seen: Seen) -> Any:
    data = storage.read(name, MEDIA)
    if data is None:
        raise Refused(f"«{name}»: нет такого файла", 404)
    seen[name] = version(data)
    encoded = base64.b64encode(data).decode()
    return {"id": seen[name], "content": encoded, "encoding": "base64", "path": name,
            "name": PurePosixPath(name).name}  # fmt: skip


def _persist_media(params: Params, storage: Storage, seen: Seen) -> Any:
    return _persist_asset(params.get("asset"), storage, seen)


def _persist_asset(asset: Any, storage: Storage, seen: Seen) -> Any:
    name = _text(asset, "path")
    try:
        data = base64.b64decode(_text(asset, "content"), validate=True)
    except (binascii.Error, ValueError):
        raise Refused(f"«{name}»: файл передан не в base64", 400) from None
    storage.write(name, data, seen.get(name), MEDIA)
    return _media_row(name, storage, seen)


def _text(params: Any, name: str) -> str:
    said = params.get(name) if isinstance(params, dict) else None
    if not isinstance(said, str):
        raise Refused(f"запрос не по протоколу: {name}", 400)
    return said


ACTIONS: Mapping[str, Callable[[Params, Storage, Seen], Any]] = {
    "entriesByFolder": _folder,
    "entriesByFiles": _files,
    "getEntry": _get,
    "persistEntry": _persist,
    "deleteFile": _delete,
    "deleteFiles": _delete,
    "getMedia": _media,
    "getMediaFile": _media_file,
    "persistMedia": _persist_media,
    "getDeployPreview": lambda params, storage, seen: None,
}
