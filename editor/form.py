"""Decap's config.yml, made from the model: every field, in the order of the file, in Russian.

No widget may change a value that nobody touched: dates, numbers and links are plain lines of text,
and the model types them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import Field
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import yaml

from builder.language import words
from editor.storage import LABEL
from model.announcement import FIELDS, FRONT_MATTER, Announcement
from model.check import SLUG
from model.region import regions
from model.table import parsed

LINK = "^https?://\\S+$"
DAY = "^\\d{4}-\\d{2}-\\d{2}$"
MOMENT = "^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2})?(Z|[+-]\\d{2}:\\d{2}))?$"
PATTERNS = {
    "Day": [DAY, "дата пишется так: 2026-11-28"],
    "DayOrTime": [MOMENT, "дата пишется так: 2026-11-28 или 2026-11-28T18:00+03:00"],
    "Link": [LINK, "адрес начинается с https://"],
    "Slug": [SLUG, "строчные латинские буквы, цифры и дефисы"],
    "int": ["^\\d+$", "целое число"],
}
PROVIDERS = ("github", "gitlab", "gitea", "forgejo")

Config = dict[str, Any]


@cache
def _table() -> Mapping[str, Any]:
    return parsed(Path(__file__).with_name("form.toml"))


def local(address: str) -> Config:
    """The config of this machine's form; ``address`` is where our server answers Decap."""
    here = address.partition("/admin/")[0]
    config = _config({"name": "proxy", "proxy_url": address}, here)
    return config | {"local_backend": {"url": address}, "logo": {"src": "/editor/site/icon.svg"}}


def hosted(provider: str, repository: str, site: str, branch: str = "main") -> Config:
    """The same form for a repository on a forge; ``site`` is the published site's address."""
    backend = {
        "name": "gitea" if provider == "forgejo" else provider,
        "repo": repository,
        "branch": branch,
    }
    return _config(backend, site.rstrip("/"))


class _Whole(yaml.SafeDumper):
    """Says everything where it stands, without anchors: people read the hosted config."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def text(config: Config) -> str:
    told = yaml.dump(config, Dumper=_Whole, allow_unicode=True, sort_keys=False, width=10**6)
    return str(told)


def _config(backend: Config, site: str) -> Config:
    return {
        "backend": backend,
        "locale": "ru",
        "site_url": site,
        "display_url": site,
        "media_folder": f"{LABEL}/media",
        "public_folder": "/media",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "collections": [_announcements(), _programmes(), _pages()],
    }


def _announcements() -> Config:
    return {
        "name": "announcements",
        "label": "Объявления",
        "label_singular": "объявление",
        "folder": f"{LABEL}/announcements",
        "extension": "md",
        "format": "yaml-frontmatter",
        "create": True,
        # What an editor may correct never goes into a file's name.
        "slug": "{{year}}-{{month}}-{{day}}-{{hour}}{{minute}}",
        "identifier_field": "title",
        "summary": "{{title}}",
        "preview_path": "a/{{slug}}/",
        "sortable_fields": ["published", "title", "apply_close"],
        "view_filters": [
            {"label": "Черновики", "field": "draft", "pattern": True},
            {"label": "Скрытые", "field": "hidden", "pattern": True},
        ],
        "fields": [*fields(), _body()],
    }


def _programmes() -> Config:
    slug = {
        "name": "programme", "label": "Имя программы", "widget": "string", "required": False,
        "pattern": PATTERNS["Slug"], "hint": "Латинское, как в поле «Программа» у объявлений",
    }  # fmt: skip
    own = {"label": "Программы", "label_singular": "программу", "slug": "{{fields.programme}}"}
    body = _body("Несколько слов: кому, как часто набирают")
    return _texts("programmes", slug, body) | own | {"create": True}


def _pages() -> Config:
    """Pages of words. A new one is a new file, whose name is its address."""
    order = {
        "name": "order", "label": "Место", "widget": "string", "required": False,
        "pattern": PATTERNS["int"], "hint": "Каким по порядку стоит внизу: меньше — левее",
    }  # fmt: skip
    own = {"label": "Страницы", "label_singular": "страницу", "create": False}
    return _texts("pages", order, _body("Текст страницы. Строка «# » начинает раздел")) | own


def _texts(name: str, second: Config, body: Config) -> Config:
    title = {"name": "title", "label": "Название", "widget": "string"}
    return {
        "name": name,
        "folder": f"{LABEL}/{name}",
        "extension": "md",
        "format": "yaml-frontmatter",
        "identifier_field": "title",
        "fields": [title, second, body],
    }


def fields() -> list[Config]:
    """One widget a field of the front matter, in the model's order."""
    hints = get_type_hints(Announcement, include_extras=True)
    return [_field(FIELDS[name], hints[name]) for name in FRONT_MATTER]


def _field(field: Field[Any], hint: Any) -> Config:
    name, table = field.name, _table()
    out: Config = {"name": name, "label": field.metadata["label"]}
    if said := table["hint"].get(name):
        out["hint"] = said
    kind, optional = _unwrapped(hint)
    out["required"] = not optional and name in ("title", "kind", "stage")
    return out | _widget(name, kind)


def _widget(name: str, kind: Any) -> Config:
    table = _table()
    many = get_origin(kind) is tuple
    if name in table["choices"]:
        options = _options()[table["choices"][name]]
        return {"widget": "select", "options": options} | ({"multiple": True} if many else {})
    if name in table["options"]:
        return {"widget": "select", "options": _labelled(table["options"][name])}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"widget": "select", "options": _labelled(_enum(kind))}
    if kind is bool:
        return {"widget": "boolean"}
    if get_origin(kind) is dict:
        pairs = [_quote(one) for one in FRONT_MATTER if one not in _MARKS]
        return {"widget": "object", "collapsed": True, "fields": pairs}
    if many:
        one = {"name": "value", "label": "Значение", "widget": "string"}
        return {"widget": "list", "field": one, "collapsed": False}
    pattern = PATTERNS.get(_type_name(name))
    widget = table["widget"].get(name, "string")
    return {"widget": widget} | ({"pattern": pattern} if pattern else {})


_MARKS = (
    "evidence", "inferred", "review", "confirmed", "draft", "hidden", "pinned", "fetched", "show",
    "source", "source_url",
)  # fmt: skip


def _quote(name: str) -> Config:
    label = FIELDS[name].metadata["label"]
    return {"name": name, "label": label, "widget": "string", "required": False}


def _body(hint: str = "") -> Config:
    # Decap's rich editor would write the whole text anew; the plain one leaves it as it stands.
    label = FIELDS["body"].metadata["label"]
    said = hint or _table()["hint"]["body"]
    return {"name": "body", "label": label, "widget": "markdown", "required": False,
            "modes": ["raw"], "hint": said}  # fmt: skip


def _unwrapped(hint: Any) -> tuple[Any, bool]:
    """The bare type, and whether it may stay unsaid."""
    if get_origin(hint) in (Union, UnionType):
        kinds = [one for one in get_args(hint) if one is not type(None)]
        return _unwrapped(kinds[0])[0], len(kinds) < len(get_args(hint))
    if get_origin(hint) is Annotated:
        return _unwrapped(get_args(hint)[0])
    return hint, False


def _type_name(name: str) -> str:
    """The type's first word as the model declares it: «DayOrTime | None» → «DayOrTime»."""
    return str(FIELDS[name].type).partition(" ")[0]


@cache
def _options() -> Mapping[str, list[Config]]:
    places = {code: region.name for code, region in regions().items()}
    names = {name: str(FIELDS[name].metadata["label"]) for name in FRONT_MATTER}
    return {"regions": _labelled(places), "fields": _labelled(names)}


def _enum(kind: type[StrEnum]) -> dict[str, str]:
    told = words.table()[kind.__name__.lower()]
    return {one.value: one_of(told[one.value]) for one in kind}


def one_of(told: Any) -> str:
    return str(told["one"] if isinstance(told, dict) else told)


def _labelled(options: Mapping[str, str]) -> list[Config]:
    return [{"label": label, "value": value} for value, label in options.items()]


def main() -> int:
    """``python -m editor.form``: the hosted form's config.yml, on standard output."""
    parser = argparse.ArgumentParser(prog="python -m editor.form")
    parser.add_argument("--backend", choices=PROVIDERS, required=True)
    parser.add_argument("--repo", required=True, metavar="OWNER/NAME")
    parser.add_argument("--site", required=True, metavar="URL", help="the published site")
    parser.add_argument("--branch", default="main")
    args = parser.parse_args()
    sys.stdout.write(text(hosted(args.backend, args.repo, args.site, args.branch)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
