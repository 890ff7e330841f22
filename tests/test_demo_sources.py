"""The scraper reads the replica web as it reads any site: through source files and adapters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.adapters import collect
from scraper.demo import replica
from scraper.demo.corpus import Item, every
from scraper.fetch import Fetcher, is_any
from scraper.post import Post
from scraper.source import load

OFF_TOPIC = {"tramvai"}
"""Of a topic that the portal's source file does not ask for."""

SECOND_LANGUAGE = {"taraz-pediatriya-kk"}
"""The same item as another, in the language that the source prefers less."""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with replica() as found:
        yield found


@pytest.fixture(scope="module")
def posts(folder: Path) -> list[Post]:
    return read_all(folder)


def read_all(folder: Path) -> list[Post]:
    fetcher = Fetcher(contact="https://example.org/", permit=is_any)
    sources, _ = load(folder)
    return [post for source in sources for post in collect(source, fetcher.getter(source.fetch))]


def test_no_source_file_has_a_problem(folder: Path) -> None:
    sources, problems = load(folder)
    assert problems == []
    assert len({source.id for source in sources}) == len(list(folder.glob("*.toml")))


def test_every_item_becomes_one_post(posts: list[Post]) -> None:
    expected = [i for i in every() if i.slug not in OFF_TOPIC | SECOND_LANGUAGE]
    assert len(posts) == len(expected)
    assert len({post.url for post in posts}) == len(posts)
    missing = [item.slug for item in expected if not any(_tells(post, item) for post in posts)]
    assert missing == []


def _tells(post: Post, item: Item) -> bool:
    """A paragraph may have its marks as entities or be wrapped: its longest words tell enough."""
    said = f"{post.title or ''} {post.html} {post.text}"
    words = sorted(set(item.text.split()), key=len)[-12:]
    return all(word.strip("«».,:;()—") in said for word in words)


def test_titles_come_without_markup_and_entities(posts: list[Post]) -> None:
    titles = {item.title for item in every()}
    named = [post.title for post in posts if post.title]
    assert len(named) > 80
    assert set(named) <= titles


def test_a_second_run_finds_the_same_posts_save_for_the_date_that_is_always_now(
    folder: Path, posts: list[Post]
) -> None:
    again = read_all(folder)
    assert [post.url for post in again] == [post.url for post in posts]
    changed = [one for one, two in zip(posts, again, strict=True) if one != two]
    assert [post.url.rpartition("/news/")[2] for post in changed] == ["4111/"]
