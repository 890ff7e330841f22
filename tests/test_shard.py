"""Scraping spread over several jobs: every source in one part and in one only."""

from __future__ import annotations

import argparse

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.commands.run import BUILT_IN, chosen, own, shard


@given(st.integers(1, 40))
def test_parts_make_the_whole(of: int) -> None:
    sources = chosen(BUILT_IN, [])
    parts = [own(sources, (number, of)) for number in range(1, of + 1)]
    told = [one.id for part in parts for one in part]
    assert sorted(told) == sorted(one.id for one in sources)


def test_a_source_stays_in_its_part_when_another_goes() -> None:
    sources = chosen(BUILT_IN, [])
    fewer = [one.id for one in own(sources[1:], (2, 4))]
    assert [one.id for one in own(sources, (2, 4)) if one is not sources[0]] == fewer
    assert own(sources, None) == sources


@pytest.mark.parametrize("text", ["3", "0/8", "9/8", "a/b", "1/0", "-1/2", "1/2/3", ""])
def test_a_part_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="3/8"):
        shard(text)


def test_a_part_is_two_numbers() -> None:
    assert shard("3/8") == (3, 8)
