"""Each platform's preset reads the markup that the platform is known for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from scraper.settings import presets
from tests.publishers import page, posts, publisher
from tests.replica import Replica


@dataclass(frozen=True)
class Platform:
    """A listing with one article, the article's page, and what must be read of them."""

    listing: str
    article: str
    title: str
    published: str | None
    kept: str
    left_out: str = "Поделиться"
    next: str = ""


TEXT = "Приглашаем врачей и медицинских сестёр на курс повышения квалификации по реабилитации. "
PLAIN = f"<h1>Курс по реабилитации</h1><p>{TEXT * 3}</p><p>{TEXT}</p>"

PLATFORMS = {
    "bitrix": Platform(
        # the lead's <div> closes the card's <p> early, as it does in browsers
        listing="""<div class="news-list"><p class="news-item"><a href="/1/"><img
            class="preview_picture" src="i.png"></a><span class="news-date-time">05.03.2026</span>
            <a href="/1/"><b>Курс по реабилитации</b></a><br><div>Лид <a href="/vk">ссылка</a></div>
            </p><font class="text"><a href="?PAGEN_1=2">След.</a></font></div>""",
        article=f"""<div class="news-detail"><span class="news-date-time">05.03.2026</span>
            <h3>Курс по реабилитации</h3><p>{TEXT}</p><h3>Как записаться</h3>
            <div class="news-detail-share">Поделиться</div></div>""",
        title="Курс по реабилитации",
        published="05.03.2026",
        kept="Как записаться",
        next="?PAGEN_1=2",
    ),
    "bitrix-bootstrap": Platform(
        listing="""<div class="bx-newslist-container"><div class="bx-newslist-block">
            <h3 class="bx-newslist-title"><a href="/1/">Курс</a></h3><div class="bx-newslist-date">
            05.03.2026</div></div></div><div class="bx-pagination"><li class="bx-pag-next">
            <a href="?PAGEN_1=2"><span>Вперед</span></a></li></div>""",
        article=f"""<div class="bx-newsdetail"><h3 class="bx-newsdetail-title">Курс</h3>
            <div class="bx-newsdetail-content">{TEXT}</div><div class="bx-newsdetail-date">
            05.03.2026</div><div>Поделиться</div></div>""",
        title="Курс",
        published="05.03.2026",
        kept="медицинских сестёр",
        next="?PAGEN_1=2",
    ),
    "netcat": Platform(
        listing="""<div class="object-item"><div class="image"><img src="i.png"></div>
            <a href="/1/"><div class="object-item-title">Курс по реабилитации</div></a>
            <div class="object-item-announce">Лид</div></div>""",
        article=PLAIN,
        title="Курс по реабилитации",
        published=None,
        kept="медицинских сестёр",
    ),
    "mosreg": Platform(
        listing="""<div class="event__content"><a href="/1/">Курс по реабилитации</a>
            <div class="event__pub-date">5 марта 2026 г., 14:07</div></div>""",
        article=PLAIN,
        title="Курс по реабилитации",
        published="5 марта 2026 г., 14:07",
        kept="медицинских сестёр",
        next="?page=2",
    ),
    "tatarstan": Platform(
        listing="""<div class="list"><div class="row"><div class="day-month"><div
            class="day-month__date">5</div><div class="day-month__row">марта</div></div>
            <div class="list__item"><div class="list__title"><a href="/1/">Курс</a></div>
            <div class="list__text"><p>Лид</p></div></div></div></div>""",
        article=f"""<div class="article"><div class="article__photo-photo"><img src="i.png"></div>
            <div class="wysiwyg"><p>{TEXT}</p></div></div><div>Поделиться</div>""",
        title="Курс",
        published="5 марта",
        kept="медицинских сестёр",
    ),
    "cap": Platform(
        listing="""<div class="item_news"><a class="news-list_title" href="/1/">Курс</a>
            <div class="news-list_date">05.03.2026</div></div>""",
        article=f'<img class="map_img"><div class="news_text">{TEXT}</div><div>Поделиться</div>',
        title="Курс",
        published="05.03.2026",
        kept="медицинских сестёр",
        next="?page=2",
    ),
    "minzdrav-ru": Platform(
        listing="""<div class="media media-news-item"><div class="media-body"><time
            datetime="2026-03-05T09:00:00+03:00">5 марта</time>
            <a href="/1/">Курс по реабилитации</a></div></div>""",
        article=PLAIN,
        title="Курс по реабилитации",
        published="2026-03-05T09:00:00+03:00",
        kept="медицинских сестёр",
        next="?page=2",
    ),
}


@pytest.fixture
def site() -> Iterator[Replica]:
    with Replica() as replica:
        yield replica


def test_every_preset_has_its_replica() -> None:
    assert set(PLATFORMS) == set(presets())


@pytest.mark.parametrize("name", sorted(PLATFORMS))
def test_a_preset_reads_its_platform(site: Replica, name: str) -> None:
    platform = PLATFORMS[name]
    site.on("/news/", page(platform.listing))
    site.on("/1/", page(platform.article))
    (post,) = posts(publisher(site.url("/news/"), "html", html={"preset": name, "pages": 2}))
    assert (post.url, post.title, post.published) == (
        site.url("/1/"),
        platform.title,
        platform.published,
    )
    assert platform.kept in post.html
    assert platform.left_out not in post.html
    listings = [asked.query for asked in site.asked if asked.path == "/news/"]
    key, _, number = platform.next.removeprefix("?").partition("=")
    assert listings == ([{}, {key: [number]}] if platform.next else [{}])
