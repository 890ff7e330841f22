"""The site's own settings: content/site.toml, all of it optional."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from urllib.parse import urlsplit

from builder.correction import problem
from model.problem import SettingProblem, meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """``base_url`` ends in a slash; feeds and the sitemap need it, pages link relatively.

    ``corrections`` is where readers tell of mistakes, see :mod:`builder.correction`.
    ``indexnow`` is the key that search engines ask for at its own address.
    """

    base_url: str = "http://localhost/"
    name: str = "Кадровый радар"
    tagline: str = "обучение и кадровые проекты медиков"
    description: str = "Курсы, конференции и кадровые проекты для медиков России и Казахстана"
    contact: str = ""
    corrections: str = ""
    indexnow: str = ""

    @property
    def root(self) -> str:
        """The path under which the site is served, for the one page that lies nowhere: 404."""
        return urlsplit(self.base_url).path

    def address(self, path: str) -> str:
        return self.base_url + path


def read_site(content: Path, base_url: str | None) -> Site:
    """The file's settings; an address given in the command goes before the file's."""
    path = content / "site.toml"
    settings: dict[str, object] = {}
    if path.is_file():
        try:
            settings = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingProblem(f"{path}: не читается: {error}") from None
    known = [field.name for field in fields(Site)]
    for name, value in settings.items():
        if name not in known:
            hint = meant(name, known)
            raise SettingProblem(f"{path}: неизвестное поле «{name}»" + (hint and f"; {hint}"))
        if not isinstance(value, str):
            raise SettingProblem(f"{path}: «{name}»: нужна строка в кавычках")
    site = Site(**{name: str(value) for name, value in settings.items()})
    return _checked(replace(site, base_url=base_url or site.base_url))


KEY = re.compile(r"[A-Za-z0-9-]{8,128}")
"""What IndexNow takes; it becomes a file's name."""


def _checked(site: Site) -> Site:
    if site.indexnow and not KEY.fullmatch(site.indexnow):
        hint = "от 8 до 128 латинских букв, цифр и дефисов"
        raise SettingProblem(f"ключ indexnow «{site.indexnow}»: нужно {hint}")
    try:
        parts = urlsplit(site.base_url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        valid = False
    if not valid or parts.query or parts.fragment:
        raise SettingProblem(f"адрес сайта «{site.base_url}»: нужен вид https://host/путь/")
    if site.corrections and (wrong := problem(site.corrections)):
        raise SettingProblem(f"куда писать об ошибках, corrections «{site.corrections}»: {wrong}")
    return replace(site, base_url=site.base_url.rstrip("/") + "/")
