"""The corpus of the replica web is what it claims to be: wide, own words, sound labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from model.region import regions
from scraper.demo import ANCHOR
from scraper.demo.corpus import Item, every, items
from scraper.demo.saved import write_texts

RUN = 8
"""Words in a row that two announcements may not share by chance."""

SHORTEST = {"telegram": 250}
"""Characters; a message of a channel is shorter than an article."""

RELEVANT = [item for item in every() if item.labels.relevant]


def test_the_corpus_is_wide_enough() -> None:
    kinds = Counter(item.labels.kind for item in RELEVANT)
    stages = Counter(item.labels.stage for item in RELEVANT)
    regions = {item.labels.region for item in RELEVANT}
    assert len(every()) - len(RELEVANT) >= 10
    assert len(RELEVANT) >= 46
    assert len(regions) >= 16
    assert len([code for code in regions if code.startswith("KZ-")]) >= 3
    assert min(kinds[kind] for kind in ("training", "conference", "talent")) >= 10
    assert min(stages[stage] for stage in ("call", "upcoming", "report")) >= 8
    assert sum(item.lang == "kk" for item in RELEVANT) >= 2


def test_every_item_has_its_own_address() -> None:
    keys = Counter((item.site, item.number, item.lang) for item in every())
    slugs = Counter((item.site, item.slug) for item in every())
    assert max(keys.values()) == max(slugs.values()) == 1


def test_many_calls_are_open_on_the_anchor_day() -> None:
    stories = {
        item.reprint or item.slug
        for item in RELEVANT
        if item.labels.stage == "call" and (item.labels.apply_close or ANCHOR) >= ANCHOR
    }
    assert len(stories) >= 16
    assert any(item.labels.apply_close is None for item in RELEVANT if item.labels.stage == "call")


def test_stories_are_reprinted_and_one_reprint_has_another_deadline() -> None:
    groups: dict[str, list[Item]] = {}
    for item in every():
        if item.reprint:
            groups.setdefault(item.reprint, []).append(item)
    assert len(groups) >= 4
    assert all(len({item.title for item in group}) == len(group) > 1 for group in groups.values())
    deadlines = [{item.labels.apply_close for item in group} for group in groups.values()]
    assert sum(len(days) > 1 for days in deadlines) == 1


@pytest.mark.parametrize("item", every(), ids=lambda item: f"{item.site}/{item.slug}")
def test_labels_are_sound(item: Item) -> None:
    labels = item.labels
    assert labels.region in regions()
    assert SHORTEST.get(item.site, 600) <= len(item.text.strip()) <= 1500
    assert item.published is None or item.published.date() <= ANCHOR
    days = (labels.event_start, labels.event_end, labels.apply_open, labels.apply_close)
    assert all(type(day) in (date, type(None)) for day in days)
    if not labels.relevant:
        assert (labels.kind, labels.stage, *days) == (None,) * 6
        return
    assert labels.kind in ("training", "conference", "talent")
    assert labels.stage in ("call", "upcoming", "report")
    assert not labels.event_end or not labels.event_start or labels.event_start <= labels.event_end
    assert labels.name is None or labels.name in item.text
    if labels.apply_close:
        assert labels.stage == "call"
    if item.published and labels.event_start:
        ahead = labels.event_start > item.published.date()
        assert ahead == (labels.stage != "report")


def test_no_two_items_share_a_sentence() -> None:
    owners: dict[tuple[str, ...], Item] = {}
    for item in every():
        for run in _runs(f"{item.title}. {item.text}"):
            other = owners.setdefault(run, item)
            if other is not item:
                assert item.reprint, f"{' '.join(run)}: {item.slug}, {other.slug}"
                assert item.reprint == other.reprint


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[\w-]+", text.lower())
    return zip(*(words[start:] for start in range(RUN)), strict=False)


def test_saved_texts_come_in_two_encodings_and_two_forms(tmp_path: Path) -> None:
    write_texts(tmp_path)
    files = sorted(tmp_path.iterdir())
    assert len(files) == len(items("texts"))
    assert {path.suffix for path in files} == {".txt", ".html"}
    old = [path for path in files if not _is_utf8(path.read_bytes())]
    assert 0 < len(old) < len(files)
    assert all("ноябр" in path.read_bytes().decode("windows-1251").lower() for path in old)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
