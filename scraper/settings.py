"""The tables of a source file: what can be said about a platform, a page, fetching, expectations.

A value is never converted and an unknown key is an error.
"""

from __future__ import annotations

import codecs
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from model.check import one_line
from model.problem import meant

PRESETS = Path(__file__).parent / "presets"


def _selector(value: str) -> str:
    import soupsieve

    try:
        soupsieve.compile(value)
    except soupsieve.SelectorSyntaxError as error:
        reason = str(error).splitlines()[0]
        raise ValueError(f"такого CSS-селектора быть не может ({reason})") from None
    return value


def _encoding(value: str) -> str:
    try:
        return codecs.lookup(value).name
    except LookupError:
        raise ValueError("такой кодировки нет; обычно это utf-8 или windows-1251") from None


def _bundle(value: str, info: ValidationInfo) -> str:
    """A file of PEM certificates, seen from the source file."""
    import ssl

    path = Path((info.context or {}).get("folder", "."), value).resolve()
    if not path.is_file():
        raise ValueError(f"нет такого файла: {path}")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(path)
    except OSError:
        mend = "openssl x509 -inform der -in root.cer -out root.pem"
        raise ValueError(f"в {path} нет сертификатов PEM; файл .cer переводит {mend}") from None
    return str(path)


Line = Annotated[str, one_line]
Selector = Annotated[str, AfterValidator(_selector)]
Selectors = Annotated[tuple[Selector, ...], Field(strict=False)]
Prefixes = Annotated[tuple[Line, ...], Field(strict=False)]
Pages = Annotated[int, Field(ge=1, le=1000)]


class Table(BaseModel):
    """A table of the file: unknown keys are errors, values are never converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Article(Table):
    """How an article's page is read; what is unsaid is found by the general page reader."""

    title: Selector | None = None
    date: Selector | None = None
    body: Selector | None = None
    remove: Selectors = ()


class Html(Article):
    """A listing and its article pages. ``item`` is a card; ``group`` is a block under one date.

    Paging follows the ``next`` link, or asks for ``page_param`` = ``page_from``, then each
    ``page_step`` more; ``pages`` caps it.
    """

    preset: str | None = None
    link: Selector
    item: Selector | None = None
    group: Selector | None = None
    item_date: Selector | None = None
    next: Selector | None = None
    page_param: Line | None = None
    page_from: Annotated[int, Field(ge=0)] = 2
    page_step: Annotated[int, Field(ge=1)] = 1
    pages: Pages = 3

    @model_validator(mode="before")
    @classmethod
    def _preset(cls, table: Any) -> Any:
        """Fill what the file does not say from ``scraper/presets/NAME.toml``."""
        if not isinstance(table, dict) or "preset" not in table:
            return table
        known = presets()
        if table["preset"] not in known:
            hint = meant(str(table["preset"]), known)
            message = f"нет такого набора; есть: {', '.join(known)}"
            raise PydanticCustomError("preset", "{message}", {"message": message, "hint": hint})
        return _without_rivals(known[table["preset"]], table) | table

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if self.next and self.page_param:
            raise ValueError("выберите одно: next или page_param")
        if self.item_date and not (self.item or self.group):
            raise ValueError("item_date ищут внутри item или group; укажите одно из них")
        return self


def _without_rivals(preset: dict[str, Any], table: dict[str, Any]) -> dict[str, Any]:
    """A preset without its way of paging, where the file states another."""
    ways = ("next", "page_param", "page_from", "page_step")
    pages_itself = any(key in table for key in ways[:2])
    return {k: v for k, v in preset.items() if not (pages_itself and k in ways)}


class Feed(Table):
    """Nothing is needed but ``url``."""


class Wordpress(Table):
    """``categories`` are numbers of its own; unsaid, all posts are read."""

    pages: Pages = 1
    per_page: Annotated[int, Field(ge=1, le=100)] = 20
    categories: Annotated[tuple[int, ...], Field(strict=False)] = ()


class Mosru(Table):
    """``sphere`` is a part of a topic's title, such as «здрав»; unsaid, all topics are read."""

    pages: Pages = 1
    per_page: Annotated[int, Field(ge=1, le=50)] = 50
    sphere: Line | None = None


class Govkz(Table):
    """``languages`` in order of preference: a version in a later one serves where none is."""

    pages: Pages = 1
    size: Annotated[int, Field(ge=1, le=100)] = 20
    languages: Annotated[tuple[Literal["ru", "kk"], ...], Field(strict=False, min_length=1)] = (
        "ru",
        "kk",
    )


class Telegram(Table):
    """One page holds up to twenty messages."""

    pages: Pages = 1


class Sitemap(Table):
    """``posts`` caps how many of the newest addresses are read."""

    posts: Annotated[int, Field(ge=1, le=10_000)] = 50


class Files(Table):
    """Nothing is needed but ``url``, a folder."""


class Fetch(Table):
    """How to ask: seconds between requests, seconds for one answer, extra CA certificates."""

    delay: Annotated[float, Field(ge=0, le=600)] | None = None
    timeout: Annotated[float, Field(gt=0, le=600)] | None = None
    ca_bundle: Annotated[str, AfterValidator(_bundle)] | None = None
    encoding: Annotated[str, AfterValidator(_encoding)] | None = None


class Expect(Table):
    """What a healthy run looks like: so many posts, the newest within ``fresh`` days."""

    posts: Annotated[int, Field(ge=0)] | None = None
    fresh: Annotated[int, Field(ge=1)] | None = None


@cache
def presets() -> dict[str, dict[str, Any]]:
    """Settings of whole platforms, by name: what [html] may leave unsaid."""
    import tomllib

    return {p.stem: tomllib.loads(p.read_text("utf-8")) for p in sorted(PRESETS.glob("*.toml"))}
