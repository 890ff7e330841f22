"""Every text of the reader's interface, found where it stands: code, templates, scripts, tables.

For the catalogues' own use (``make messages`` and the tests); no build needs it.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from builder.forms.dataset import PUBLIC
from builder.language.catalogue import file
from builder.language.scripts import words_of
from model.announcement import FIELDS

PROJECT = Path(__file__).parents[2]
CODE = ("build.py", "builder/**/*.py")
TEMPLATES = ("templates/**/*.*",)
SCRIPTS = ("static/**/*.js",)
TABLES: Mapping[str, tuple[str, ...]] = {
    "builder/language/words.toml": (),
    "builder/pages/fields.toml": (),
    "builder/pages/facets/roles.toml": (),
    "model/states.toml": (),
    "model/vocabulary.toml": ("label", "field"),
    "model/regions.toml": ("name", "tile"),
}
"""Tables of words, with the keys that readers see; all of them if none is named."""

KEPT = ("templates/styleguide.html",)
"""Pages for those who make the site."""

SAYING = ("say", "translated")
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
SLOT = re.compile(r"\{(\w+)(?::[^}]*)?\}|%\((\w+)\)s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """``text`` in Russian and where it stands; ``many`` is the form after 5, if it is a noun."""

    text: str
    place: str
    many: str = ""


def messages() -> Iterator[Message]:
    """All texts, by file."""
    for path in _files(CODE):
        yield from _of_code(path)
    for path in _files(TEMPLATES):
        yield from _of_template(path)
    for path in _files(SCRIPTS):
        for _, text in words_of(path.read_text("utf-8")):
            yield Message(text=text, place=_place(path))
    for name, keys in TABLES.items():
        yield from _of_table(PROJECT / name, keys)
    for name in PUBLIC:
        yield Message(text=str(FIELDS[name].metadata["label"]), place="model/announcement.py")


def _files(patterns: tuple[str, ...]) -> list[Path]:
    found = (path for pattern in patterns for path in PROJECT.glob(pattern) if path.is_file())
    return sorted(path for path in found if _place(path) not in KEPT)


def _place(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def _of_code(path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *_]) if (
                name in SAYING
            ):
                yield Message(text=text, place=_place(path))


def _of_template(path: Path) -> Iterator[Message]:
    options = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
    with path.open("rb") as opened:
        for _, _, told, _ in babel_extract(opened, ("_", "gettext"), (), options):
            text = told if isinstance(told, str) else next(filter(None, told or ()))
            yield Message(text=text, place=_place(path))


def _of_table(path: Path, keys: tuple[str, ...]) -> Iterator[Message]:
    table = tomllib.loads(path.read_text("utf-8"))
    for noun in table.pop("noun", {}).values():
        yield Message(text=noun[0], many=noun[2], place=_place(path))
    for text in _texts(table, keys):
        yield Message(text=text, place=_place(path))


def _texts(table: Any, keys: tuple[str, ...]) -> Iterator[str]:
    """Every text in Russian letters that stands under one of the keys."""
    if isinstance(table, list):
        yield from (text for one in table for text in _texts(one, keys))
    elif isinstance(table, Mapping):
        for name, one in table.items():
            if not keys or name in keys:
                yield from _texts(one, ())
            elif isinstance(one, Mapping):
                yield from _texts(one, keys)
    elif isinstance(table, str) and CYRILLIC.search(table):
        yield table


def template(language: str) -> Catalog:
    """A catalogue of all texts, none of them translated."""
    found = Catalog(locale=language, charset="utf-8", fuzzy=False)
    for one in messages():
        key: Any = (one.text, one.many) if one.many else one.text
        found.add(key, locations=[(one.place, 0)])
    return found


def update(language: str) -> None:
    """Bring the language's file up to date: new texts are empty, what is no more goes."""
    path = file(language)
    with path.open("rb") as opened:
        known = read_po(opened, locale=language)
    created = known.creation_date
    known.update(template(language), no_fuzzy_matching=True, update_header_comment=False)
    known.obsolete.clear()
    # Without the day of the run: a catalogue in which nothing moved keeps its bytes.
    known.creation_date = known.revision_date = created
    known.project, known.version, known.msgid_bugs_address = "kadrovy-radar", "1", ""
    known.last_translator = known.language_team = ""
    with path.open("wb") as opened:
        write_po(opened, known, width=100, sort_by_file=True, include_lineno=False)


def slots(text: str) -> frozenset[str]:
    """Names of the values that a text has places for."""
    return frozenset(one for pair in SLOT.findall(text) for one in pair if one)


def wrong(known: Catalog) -> list[str]:
    """What a catalogue lacks: texts, translations that are empty or not sure, lost values."""
    found = []
    for message in template(str(known.locale)):
        if not message.id:
            continue
        own = known.get(message.id)
        text = message.id if isinstance(message.id, str) else message.id[0]
        if own is None:
            found.append(f"{text}: not in the catalogue; run: make messages")
            continue
        told = [own.string] if isinstance(own.string, str) else list(own.string or ("",))
        if not all(told) or own.fuzzy:
            found.append(f"{text}: not translated")
        elif any(slots(one) != slots(text) for one in told):
            found.append(f"{text}: not the same values in: {told[0]}")
    return found
