"""The measures of the search: round trips told from requests, over a real page that is late."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.search import columns, trips
from tests.search_pages import browser, site

__all__ = ["browser", "site"]


def test_requests_that_wait_for_one_another_are_a_chain() -> None:
    assert trips.chain([]) == 0
    assert trips.chain([(0, 100), (1, 101), (2, 150)]) == 1
    assert trips.chain([(0, 100), (50, 160), (101, 200), (170, 270), (201, 300)]) == 3


def test_time_of_several_requests_at_once_counts_once() -> None:
    assert trips.waited([(10, 110), (20, 115), (120, 220)], 0) == 205
    assert trips.waited([(-50, 50)], 0) == 50


@pytest.mark.browser
def test_a_late_answer_is_a_trip_and_a_repeated_query_none(browser: Browser, site: Path) -> None:
    with trips.late(site) as address:
        page = browser.new_page()
        page.goto(f"{address}search/")
        trips.ask(page, trips.FIRST, 0)
        new, again = (trips.ask(page, "дерматолог", 0) for _ in range(2))
        page.close()
    assert new.trips >= 1
    assert new.ms >= new.trips * trips.TRIP
    assert again.trips == 0
    assert again.own == again.ms


def test_columns_of_real_facts_are_smaller_than_those_of_even_ones() -> None:
    real, even = (columns.sizes(200, even=even) for even in (False, True))
    assert real.keys() == even.keys() >= {"cstate", "caudience", "labels"}
    assert sum(real.values()) < sum(even.values())
