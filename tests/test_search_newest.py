"""The newest documents, whose initials have lists of their own, in a real browser."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from builder.index.corpus import closed
from tests.search_documents import DAY, a_document
from tests.search_pages import address, ask, browser, page
from tests.search_site import write_search

pytestmark = pytest.mark.browser

__all__ = ("address", "browser", "page")

NAME = "Открыт региональный центр мониторинга."
OLD, SPELLED = 72, 5


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("newest") / "site"
    old = [a_document(f"n{n}", "Курс", NAME if n < SPELLED else "Набор.") for n in range(OLD)]
    new = a_document("new", "Новый курс", NAME, published=DAY + timedelta(days=3))
    assert closed(len([*old, new])) == OLD
    write_search([*old, new], folder)
    return folder


@pytest.mark.parametrize("query", ["РЦМ", "рцм курс", "hwv"])
def test_initials_that_no_text_has_find_the_newest_too(page: Page, query: str) -> None:
    wanted = {"new", *(f"n{n}" for n in range(SPELLED))}
    assert set(ask(page, query)) == wanted


def test_how_many_are_closed_moves_in_steps() -> None:
    assert [closed(count) for count in (0, 1, 63, 64, 65, 10_000, 10_239, 10_240)] == [
        0, 1, 63, 64, 64, 9_984, 9_984, 10_240
    ]  # fmt: skip
    assert all(count - closed(count) <= count / 32 for count in range(1, 5_000, 7))
