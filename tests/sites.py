"""Small sites for tests: announcements with invented names, and what a build makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from builder.page import Page
from builder.pages.article import articles
from builder.parts.card import entry
from builder.plan import pages
from builder.site import Site
from builder.state.memory import EMPTY, Memory
from builder.writing.render import Renderer
from model.announcement import Announcement, Format, Kind, Stage
from model.content import Catalogue, write
from tests.announcements import an_announcement

TODAY = date(2026, 11, 18)
SITE = Site(base_url="https://radar.example.test/")
VERSIONS = {
    f"static/{name}": "0"
    for name in ("site.css", "site.js", "mine.js", "status.js",
                 "search/search.js", "search/search.css")
}  # fmt: skip


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def a_call(name: str, /, **values: object) -> Announcement:
    """A call of the Tver region that closes in five days, published ten days ago."""
    plain: dict[str, object] = {
        "id": f"2026-11-08-{name}",
        "title": f"Набор «{name}»",
        "region": "RU-TVE",
        "published": on(-10),
        "apply_close": on(5),
        "fetched": on(-1),
    }
    return an_announcement(**plain | values)


def a_report(name: str, /, **values: object) -> Announcement:
    return a_call(name, stage=Stage.REPORT, apply_close=None, **values)


def catalogue(*announcements: Announcement) -> Catalogue:
    return Catalogue(announcements=announcements, problems=())


def planned(
    *announcements: Announcement, today: date = TODAY, memory: Memory = EMPTY
) -> dict[str, Page]:
    found = pages(catalogue(*announcements), SITE, today, memory)
    return {page.path: page for page in found}


@cache
def render() -> Renderer:
    return Renderer(SITE, VERSIONS)


def rendered(
    *announcements: Announcement,
    path: str = "index.html",
    today: date = TODAY,
    memory: Memory = EMPTY,
) -> str:
    return render()(planned(*announcements, today=today, memory=memory)[path]).decode()


def page_of(announcement: Announcement, today: date = TODAY) -> str:
    [page] = articles((entry(announcement, today),))
    return render()(page).decode()


def write_content(folder: Path, announcements: Iterable[Announcement]) -> Path:
    (folder / "announcements").mkdir(parents=True, exist_ok=True)
    for one in announcements:
        (folder / "announcements" / f"{one.id}.md").write_text(write(one), "utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    found = ((str(path.relative_to(folder)), path) for path in folder.rglob("*") if path.is_file())
    return {name: path.read_bytes() for name, path in found}


class Links(HTMLParser):
    """Addresses and fragments that a page points to, and the names that it can be pointed at."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.assets: list[str] = []
        self.ids: set[str] = set()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.append((tag, said))
        if said.get("id"):
            self.ids.add(str(said["id"]))
        for name in ("href", "action", "src"):
            if said.get(name):
                asset = tag in ("link", "script", "img") and said.get("rel") != "canonical"
                (self.assets if asset else self.links).append(str(said[name]))


def samples() -> list[Announcement]:
    """One of everything that a reader may meet."""
    krasnoyarsk = timezone(timedelta(hours=7))
    return [
        a_call(
            "tihaya-smena",
            title="Практикум «Тихая смена» для операционных сестёр",
            region="RU-KYA",
            apply_close=datetime(2026, 11, 18, 18, tzinfo=krasnoyarsk),
            audience=("Операционные медсёстры",),
            format=Format.ONLINE,
            apply_url="https://forms.example.test/smena",
            contacts="8 (391) 000-00-00, kadry@example.test",
            evidence={"apply_close": "до 18:00 18 ноября"},
            body="Центр «Калина» зовёт на практикум. Анкеты принимают до 18:00 18 ноября.",
        ),
        a_call(
            "opora",
            title="Резерв управленцев: набор в проект «Опора»",
            kind=Kind.TALENT,
            region="RU-LIP",
            apply_close=on(10),
            inferred=("apply_close",),
            evidence={"apply_close": "до 28 ноября"},
            organiser="Кадровый центр «Опора»",
            programme="opora",
            body="Заполнить анкету можно **до 28 ноября** на [сайте](https://example.test/).",
            also_at=("https://gazeta.example.test/1",),
        ),
        a_call(
            "selskiy",
            title="Сельский главврач: приём анкет продолжается",
            kind=Kind.TALENT,
            region="RU-BU",
            apply_close=None,
            review=("apply_close",),
            evidence={"apply_close": "до заполнения мест"},
            body="В этом году анкеты принимают до заполнения мест.",
        ),
        a_call("zimnyaya", region="RU-NVS", apply_open=on(20), apply_close=on(50)),
        a_call("mechta", kind=Kind.TALENT, region="RU-LIP", published=on(-60), apply_close=on(-19)),
        an_announcement(id="bez-vsego", title="Набор слушателей", source_url=None, body=""),
        a_call(
            "chteniya",
            title="Сестринские чтения «Белый причал»",
            kind=Kind.CONFERENCE,
            stage=Stage.UPCOMING,
            region="RU-SAM",
            apply_close=None,
            event_start=on(6),
        ),
        a_call(
            "ochered",
            title="Форум «Больница без очереди»",
            kind=Kind.CONFERENCE,
            stage=Stage.UPCOMING,
            region="RU-LIP",
            apply_close=None,
            event_start=on(7),
            cancelled=True,
        ),
        a_report(
            "rostok",
            title="В центре «Росток» говорили о наставничестве",
            kind=Kind.CONFERENCE,
            region="RU-MOS",
            published=on(-54),
            participants=300,
            evidence={"participants": "более 300 человек"},
            body="В зале было более 300 человек. Кардиологов и медсестёр пригласят снова.",
            show="excerpt",
        ),
        a_report("fap", region="KZ-35", title="Фельдшеры прошли курс «Дорога до пациента»"),
    ]
