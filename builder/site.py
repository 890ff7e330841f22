"""The site's own settings: content/site.toml, all of it optional."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from urllib.parse import urlsplit

from builder.language.speech import say, spoken
from builder.parts.correction import problem
from model.problem import SettingProblem, meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """The same site in another language; ``url`` ends in a slash."""

    code: str
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """``base_url`` ends in a slash; feeds and the sitemap need it, pages link relatively.

    ``corrections`` is where readers tell of mistakes, see :mod:`builder.parts.correction`.
    ``indexnow`` is the key that search engines ask for at its own address. ``language`` is that of
    the pages; ``languages`` are the addresses of this site in others.
    """

    base_url: str = "http://localhost/"
    name: str = field(default_factory=lambda: say("Кадровый радар"))
    tagline: str = field(default_factory=lambda: say("обучение и кадровые проекты медиков"))
    description: str = field(
        default_factory=lambda: say(
            "Курсы, конференции и кадровые проекты для медиков России и Казахстана"
        )
    )
    contact: str = ""
    corrections: str = ""
    indexnow: str = ""
    language: str = field(default_factory=spoken)
    languages: tuple[Tongue, ...] = ()

    @property
    def root(self) -> str:
        """The path under which the site is served, for the one page that lies nowhere: 404."""
        return urlsplit(self.base_url).path

    @property
    def locale(self) -> str:
        """The language with its country, as Open Graph wants it."""
        return {"ru": "ru_RU", "kk": "kk_KZ"}.get(self.language, self.language)

    def address(self, path: str) -> str:
        return self.base_url + path


def read_site(content: Path, base_url: str | None) -> Site:
    """The file's settings; an address given in the command goes before the file's."""
    path = content / "site.toml"
    settings: dict[str, object] = {}
    if path.is_file():
        import tomllib

        try:
            settings = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingProblem(f"{path}: не читается: {error}") from None
    languages = _languages(path, settings.pop("languages", {}))
    known = [one.name for one in fields(Site) if one.name not in ("language", "languages")]
    for name, value in settings.items():
        if name not in known:
            hint = meant(name, known)
            raise SettingProblem(f"{path}: неизвестное поле «{name}»" + (hint and f"; {hint}"))
        if not isinstance(value, str):
            raise SettingProblem(f"{path}: «{name}»: нужна строка в кавычках")
    told = {name: str(value) for name, value in settings.items()}
    site = Site(**told, languages=languages)
    return _checked(replace(site, base_url=base_url or site.base_url))


NAMES = {"ru": "Русский", "kk": "Қазақша", "en": "English"}
"""Languages that the site may be told to be in, each by its own name."""


def _languages(path: Path, told: object) -> tuple[Tongue, ...]:
    """``[languages]`` of the settings: where the site stands in other languages."""
    if not isinstance(told, dict):
        raise SettingProblem(f"{path}: «languages»: нужна таблица [languages]")
    found = []
    for code, url in sorted(told.items()):
        if code not in NAMES:
            hint = f"такого языка не знаем; бывают {', '.join(NAMES)}"
            raise SettingProblem(f"{path}: «languages.{code}»: {hint}")
        if not isinstance(url, str) or not _is_address(url):
            raise SettingProblem(f"{path}: «languages.{code}»: нужен вид https://host/путь/")
        if code != spoken():
            found.append(Tongue(code=code, name=NAMES[code], url=url.rstrip("/") + "/"))
    return tuple(found)


KEY = re.compile(r"[A-Za-z0-9-]{8,128}")
"""What IndexNow takes; it becomes a file's name."""


def _checked(site: Site) -> Site:
    if site.indexnow and not KEY.fullmatch(site.indexnow):
        hint = "от 8 до 128 латинских букв, цифр и дефисов"
        raise SettingProblem(f"ключ indexnow «{site.indexnow}»: нужно {hint}")
    if not _is_address(site.base_url):
        raise SettingProblem(f"адрес сайта «{site.base_url}»: нужен вид https://host/путь/")
    if site.corrections and (wrong := problem(site.corrections)):
        raise SettingProblem(f"куда писать об ошибках, corrections «{site.corrections}»: {wrong}")
    return replace(site, base_url=site.base_url.rstrip("/") + "/")


def _is_address(url: str) -> bool:
    """Whether a site can stand there."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
    return sound and not parts.query and not parts.fragment
