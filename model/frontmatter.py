"""Changing single fields of a content file: every other line stays byte for byte.

A file belongs to its editors: their order, quotes, comments and unknown fields are not ours to
tidy. Pure text in, text out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import yaml

from model.announcement import FRONT_MATTER, Announcement
from model.content import FENCE, write
from model.yamlhead import Loader, dump

Value = str | list[Any] | dict[str, Any] | None
"""As the file has it: text, a list or pairs of such. ``None`` takes the field away."""


class Unsafe(Exception):
    """The front matter cannot be changed line by line; the message says why, in Russian."""


class Parts(NamedTuple):
    """A file cut up: ``head`` are the lines between the fences, ``tail`` all after them."""

    open: str
    head: list[str]
    tail: str
    newline: str


def cut(text: str) -> Parts:
    """Cut a file at its fences. Raises :class:`Unsafe` if it has none."""
    lines = text.splitlines(keepends=True)
    newline = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if not lines or lines[0].lstrip("\ufeff").rstrip() != FENCE:
        raise Unsafe("в файле нет шапки с полями между строками «---»")
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == FENCE:
            return Parts(lines[0], lines[1:number], "".join(lines[number:]), newline)
    raise Unsafe("шапка не закрыта: нет второй строки «---»")


def values(text: str) -> dict[str, Any]:
    """All fields as text, lists and pairs, unknown ones too. ``body`` is not among them."""
    return _load("".join(cut(text).head))


def body(text: str) -> str:
    """What stands below the front matter, without the blank lines around it."""
    tail = cut(text).tail.replace("\r\n", "\n")
    return tail.partition("\n")[2].strip("\n")


def edit(text: str, changes: Mapping[str, Value]) -> str:
    """The text with some fields set or taken away; ``body`` may be among them.

    Raises :class:`Unsafe` rather than write anything else than was asked for.
    """
    parts = cut(text)
    fields = {name: value for name, value in changes.items() if name != "body"}
    before = _load("".join(parts.head))
    head = _edited(parts, before, fields) if fields else parts.head
    expected = {name: value for name, value in (before | fields).items() if value is not None}
    if _load("".join(head)) != expected:
        raise Unsafe("поля в шапке записаны так, что по одному их не поправить")
    tail = parts.tail
    if "body" in changes:
        close = tail.splitlines(keepends=True)[0].rstrip("\r\n")
        said = str(changes["body"] or "").replace("\r\n", "\n").strip("\n")
        tail = f"{close}\n\n{said}\n".replace("\n", parts.newline)
    return parts.open + "".join(head) + tail


def rewrite(text: str, before: Announcement, after: Announcement) -> str:
    """The text of ``before`` as that of ``after``: only lines of fields that differ are changed.

    What cannot be changed line by line is written anew, whole.
    """
    whole = write(after)
    old, new = values(write(before)), values(whole)
    changes = {name: new.get(name) for name in {**old, **new} if old.get(name) != new.get(name)}
    if before.body != after.body:
        changes["body"] = after.body
    try:
        return edit(text, changes)
    except Unsafe:
        return whole


def _load(head: str) -> dict[str, Any]:
    try:
        found = yaml.load(head, Loader=Loader)
    except (yaml.YAMLError, RecursionError):
        raise Unsafe("шапка не читается") from None
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise Unsafe("в шапке нужны строки «поле: значение»")
    return found


def _edited(parts: Parts, before: Mapping[str, Any], changes: Mapping[str, Value]) -> list[str]:
    """The head's lines with each changed field's own lines replaced."""
    head = [*parts.head]
    for name, value in changes.items():
        lines = _lines(name, value, parts.newline)
        spans = _spans("".join(head))
        if name in spans:
            start, end = spans[name]
            head[start:end] = lines
        elif lines:
            at = _place(name, spans, len(head))
            head[at:at] = lines
    return head


def _lines(name: str, value: Value, newline: str) -> list[str]:
    if value is None:
        return []
    return [line + newline for line in dump({name: value}).splitlines()]


def _spans(head: str) -> dict[str, tuple[int, int]]:
    """The lines of each field, its comments and the blank lines after it left out."""
    node = yaml.compose(head, Loader=Loader)
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise Unsafe("поля в шапке записаны в одну строку, в фигурных скобках")
    lines = head.splitlines()
    found = {}
    for key, value in node.value:
        start, end = key.start_mark.line, value.end_mark.line
        last = end if value.end_mark.column or end == start else end - 1
        found[str(key.value)] = (start, _trimmed(lines, start, min(last + 1, len(lines)), value))
    return found


def _trimmed(lines: Sequence[str], start: int, end: int, value: yaml.Node) -> int:
    """Comments and blank lines below a list or pairs belong to what follows."""
    if isinstance(value, yaml.ScalarNode) and value.style in ("|", ">"):
        return end
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip()[:1] == "#"):
        end -= 1
    return end


def _place(name: str, spans: Mapping[str, tuple[int, int]], end: int) -> int:
    """After the nearest field that the model puts before this one, else at the top."""
    if name not in FRONT_MATTER:
        return end
    for earlier in reversed(FRONT_MATTER[: FRONT_MATTER.index(name)]):
        if earlier in spans:
            return spans[earlier][1]
    return 0
