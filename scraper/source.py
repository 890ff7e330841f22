"""A source: a publisher that we follow, declared in one TOML file and nothing else.

Knows what such a file must hold and tells, with its line, all that is wrong with one.
Fetches nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from model.check import link, region_code, slug
from model.problem import ContentProblem, meant
from scraper.settings import (
    Article,
    Expect,
    Feed,
    Fetch,
    Files,
    Govkz,
    Html,
    Line,
    Mosru,
    Prefixes,
    Sitemap,
    Table,
    Telegram,
    Wordpress,
)

SIZE_LIMIT = 200_000
Adapter = Literal["feed", "html", "wordpress", "mosru", "govkz", "telegram", "sitemap", "files"]
FULL_TEXT_ROLES = ("ministry", "government", "institution")


class SourceProblem(ContentProblem):
    """One thing wrong in one source file."""


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, KeyError, OSError):
        raise ValueError("такого часового пояса нет; пример: Asia/Omsk") from None
    return value


class Source(Table):
    """``id`` is the file's stem and ``path`` the file; everything else stands in it."""

    id: Annotated[str, slug]
    path: Path
    name: Line
    region: Annotated[str, region_code]
    role: Literal["ministry", "government", "institution", "press"]
    url: Line
    adapter: Adapter
    keep: Literal["relevant", "all"] = "relevant"
    show: Literal["full", "excerpt"]
    under: Prefixes = ()
    """Only addresses that begin so (whole, or from the root) are read: a section of a portal."""
    language: Literal["ru", "kk"] | None = None
    timezone: Annotated[str, AfterValidator(_zone)] | None = None
    paused: Line | None = None
    """Why this source is not fetched at all."""
    confidence: Literal["high", "medium", "low"] | None = None
    note: Line | None = None
    html: Html | None = None
    feed: Feed = Feed()
    wordpress: Wordpress = Wordpress()
    mosru: Mosru = Mosru()
    govkz: Govkz = Govkz()
    telegram: Telegram = Telegram()
    sitemap: Sitemap = Sitemap()
    files: Files = Files()
    article: Article | None = None
    fetch: Fetch = Fetch()
    expect: Expect = Expect()

    @model_validator(mode="before")
    @classmethod
    def _show(cls, table: dict[str, Any]) -> dict[str, Any]:
        role = table.get("role")
        return {"show": "full" if role in FULL_TEXT_ROLES else "excerpt"} | table

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        for name in sorted(TABLES_OF_ADAPTERS & self.model_fields_set - {self.adapter}):
            _wrong(name, f'эта таблица не для adapter = "{self.adapter}"', f"[{self.adapter}]")
        if self.adapter == "html" and self.html is None:
            _wrong("html", "нет таблицы", "укажите [html] и link — селектор ссылок на новости")
        if self.adapter == "html" and self.article is not None:
            _wrong("article", "лишняя таблица", "title, date, body и remove пишут в [html]")
        _check_address(self)
        return self

    def covers(self, url: str) -> bool:
        """Say whether an address lies in the part of the site that this source is about."""
        path = urlsplit(url).path
        return not self.under or any(
            path.startswith(prefix) if prefix.startswith("/") else url.startswith(prefix)
            for prefix in self.under
        )

    @property
    def folder(self) -> Path:
        """Where the files of a ``files`` source lie: ``url``, seen from its own file."""
        return (self.path.parent / self.url).resolve()

    @property
    def zone(self) -> ZoneInfo:
        """The zone that its undated times are in: as stated, else that of its region."""
        from model.region import regions

        return ZoneInfo(self.timezone or regions()[self.region].tz)


TABLES_OF_ADAPTERS = set(get_args(Adapter))


def _wrong(field: str, message: str, hint: str = "") -> None:
    raise PydanticCustomError(
        "field", "{message}", {"message": message, "hint": hint, "field": field}
    )


def _check_address(source: Source) -> None:
    if source.adapter == "files":
        if not source.folder.is_dir():
            _wrong("url", "нет такой папки", f"искали {source.folder}")
        return
    try:
        link.function(source.url)
    except ValueError as error:
        _wrong("url", str(error))
    if source.adapter == "telegram" and "/s/" not in urlsplit(source.url).path:
        _wrong("url", "это не лента канала", "нужен вид https://t.me/s/КАНАЛ")
    if source.adapter == "govkz" and "projects=" not in urlsplit(source.url).query:
        _wrong("url", "не сказано, чьи новости", "добавьте ?projects=eq:ВЕДОМСТВО")


def load(folder: Path) -> tuple[list[Source], list[SourceProblem]]:
    """Read every ``*.toml`` below a folder. A file with a problem gives no source."""
    sources: list[Source] = []
    problems: list[SourceProblem] = []
    if not folder.is_dir():
        return [], [SourceProblem(folder, 1, "", "", "нет такой папки")]
    for path in sorted(folder.rglob("*.toml")):
        source, found = read(path)
        problems += found
        if source:
            sources.append(source)
    return sources, problems + list(_twins(sources))


def read(path: Path) -> tuple[Source | None, list[SourceProblem]]:
    """Read one file: a source, or all that is wrong with it."""
    try:
        data = path.read_bytes()
        text = data[:SIZE_LIMIT].decode("utf-8-sig")
        table = tomllib.loads(text)
    except OSError as error:
        return None, [SourceProblem(path, 1, "", "", f"не читается: {error.strerror}")]
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return None, [SourceProblem(path, line, "", "", "файл не в UTF-8", "сохраните его в UTF-8")]
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return None, [_unreadable(path, str(error))]
    own = {"id": path.stem, "path": path}
    lines = _lines(text)
    twice = [SourceProblem(path, lines.get((k,), 1), k, str(table[k]), "этого ключа в файле нет",
                           "берётся из имени файла") for k in own if k in table]  # fmt: skip
    try:
        source = Source.model_validate(table | own, context={"folder": path.parent})
    except ValidationError as errors:
        return None, twice + [_problem(path, lines, table, e) for e in errors.errors()]
    return (None, twice) if twice else (source, [])


def _unreadable(path: Path, message: str) -> SourceProblem:
    at = re.search(r"\(at line (\d+), column (\d+)\)", message)
    said = message.partition(" (at ")[0]
    hint = 'строки пишут в кавычках: name = "…", списки — ["…", "…"]'
    return SourceProblem(path, int(at[1]) if at else 1, "", "", f"TOML не читается: {said}", hint)


def _twins(sources: list[Source]) -> Iterator[SourceProblem]:
    """One id or one address declared twice: both files are right alone and wrong together."""
    seen: dict[object, Path] = {}
    for source in sources:
        place = (source.url, source.under) if source.adapter != "files" else source.folder
        for key, field, found in ((source.id, "id", source.id), (place, "url", source.url)):
            if key in seen:
                yield SourceProblem(source.path, 1, field, found, f"уже есть в {seen[key]}")
            seen.setdefault(key, source.path)


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """Where each table and key of a file stands. Good enough to point at; never raises."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*\[+\s*([\w.\"'-]+)\s*\]", line):
            table = tuple(part.strip("\"'") for part in head[1].split("."))
            found.setdefault(table, number)
        elif key := re.match(r"\s*([\w.\"'-]+)\s*=", line):
            place = (*table, *(part.strip("\"'") for part in key[1].split(".")))
            found.setdefault(place, number)
    return found


MESSAGES = {
    "missing": "обязательное поле не указано",
    "string_type": "нужна строка в кавычках",
    "int_type": "нужно целое число без кавычек",
    "float_type": "нужно число без кавычек",
    "tuple_type": 'нужен список: ["…", "…"]',
    "model_type": "нужна таблица [{field}]",
    "greater_than": "должно быть больше {gt}",
    "greater_than_equal": "должно быть не меньше {ge}",
    "less_than_equal": "должно быть не больше {le}",
    "too_short": "список пуст",
    "value_error": "{error}",
    "literal_error": "можно только: {expected}",
    "extra_forbidden": "такого ключа нет",
}


def _problem(
    path: Path,
    lines: Mapping[tuple[str, ...], int],
    table: Mapping[str, Any],
    error: ErrorDetails,
) -> SourceProblem:
    """Say one of pydantic's errors in Russian, with its line."""
    context = dict(error.get("ctx", {}))
    place = tuple(str(part) for part in error["loc"] if not isinstance(part, int))
    place = place or tuple(filter(None, [context.get("field", "")]))
    field = ".".join(place)
    known = MESSAGES.get(error["type"])
    message = known.format_map({**context, "field": field}) if known else error["msg"]
    found = "" if error["type"] == "missing" else _found(table, place)
    line = next((lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in lines), 1)
    return SourceProblem(path, line, field, found, message, _hint(error, context, place))


def _found(table: Mapping[str, Any], place: tuple[str, ...]) -> str:
    value: Any = table
    for part in place:
        value = value.get(part, "") if isinstance(value, Mapping) else ""
    return "" if isinstance(value, Mapping) else str(value)


def _hint(error: ErrorDetails, context: Mapping[str, Any], place: tuple[str, ...]) -> str:
    if error["type"] == "literal_error":
        return meant(str(error["input"]), re.findall(r"'([^']*)'", str(context["expected"])))
    if error["type"] != "extra_forbidden":
        return str(context.get("hint", ""))
    word, above = place[-1], Source.model_fields.keys() - {"id", "path"}
    if len(place) > 1 and word in above:
        return f"«{word}» пишут выше первой [таблицы]"
    return meant(word, above if len(place) == 1 else _keys(place[0]))


def _keys(name: str) -> list[str]:
    """The keys that a table of the file may hold."""
    for kind in (
        Source.model_fields[name].annotation,
        *get_args(Source.model_fields[name].annotation),
    ):
        if isinstance(kind, type) and issubclass(kind, Table):
            return list(kind.model_fields)
    return []
