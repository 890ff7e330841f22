"""Both languages of the search agree, in a real browser: on words, packed numbers, real words."""

from __future__ import annotations

import gzip
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from builder.index import columns, normalise, odds, packing, partition
from builder.index.rules import rules
from builder.writing.statics import STATIC, statics
from tests.search_pages import address, browser, page, site

pytestmark = pytest.mark.browser

CASES: dict[str, Any] = json.loads(
    Path(normalise.__file__).with_name("cases.json").read_text("utf-8")
)
SCRIPTS = "\n".join(
    (STATIC / "search" / f"{name}.js").read_text("utf-8")
    for name in ("words", "shards", "suggest", "unpack", "lookup", "query")
)


def test_the_script_is_small() -> None:
    script = statics()["static/search/search.js"].data()
    assert len(gzip.compress(script, 9)) <= 12 * 1024
    assert not re.search(rb"\b(const|SETTLED|MINUTE)\b", script)


def test_both_languages_answer_alike(page: Page) -> None:
    run = f"""async calls => {{
        {SCRIPTS}
        await open("../");
        const kazakhStem = word => stem(kazakhWord(word));
        const told = {{words, stem, kazakhStem, hash, fileName, related, initials}};
        return calls.map(([name, ...given]) => told[name](...given));
    }}"""

    def browser_says(*calls: list[Any]) -> list[Any]:
        return list(page.evaluate(run, list(calls)))

    assert browser_says(*(["words", text] for text, _ in CASES["words"])) == [
        normalise.words(text) for text, _ in CASES["words"]
    ]
    assert browser_says(*(["stem", word] for word, _ in CASES["stem"])) == [
        normalise.stem(word) for word, _ in CASES["stem"]
    ]
    assert browser_says(*(["kazakhStem", word] for word, _ in CASES["kazakh"])) == [
        normalise.kazakh_stem(word) for word, _ in CASES["kazakh"]
    ]
    assert browser_says(*(["hash", word] for word in CASES["hash"])) == [
        packing.word_hash(word) for word in CASES["hash"]
    ]
    assert browser_says(*(["fileName", prefix] for prefix in CASES["file_name"])) == [
        partition.file_name(prefix) for prefix in CASES["file_name"]
    ]
    roots = browser_says(*(["related", one, other] for one, other, _ in CASES["related"]))
    for (one, other, kin), found in zip(CASES["related"], roots, strict=True):
        assert bool(found) is kin, (one, other)
    given = browser_says(*(["initials", word] for word, _, _ in CASES["initials"]))
    for (_, letters, holds), found in zip(CASES["initials"], given, strict=True):
        assert (letters in found) is holds


def unpacked(page: Page, column: odds.Column, how: str, told: object) -> list[list[int]]:
    """What the browser reads of a column; ``how`` says what ``told`` is to ``unpack``."""
    run = f"""([packed, told]) => {{
        {SCRIPTS}
        const {{sets, of}} = unpack(packed, told.length, {how});
        return [...of].map(number => sets[number]);
    }}"""
    found: list[list[int]] = page.evaluate(run, [odds.pack(column)[0], told])
    return found


@pytest.mark.parametrize("most", [0, 1, 3])
def test_a_column_is_unpacked_as_it_was_packed(page: Page, most: int) -> None:
    chance = random.Random(most)
    symbols = [
        tuple(sorted(chance.sample(range(1, 40), min(most, chance.randrange(4)))))
        for _ in range(3000)
    ]
    before = [chance.randrange(5) for _ in symbols]
    column = columns.column(symbols, before)
    assert unpacked(page, column, "at => told[at]", before) == [list(some) for some in symbols]


@pytest.mark.parametrize("most", [0, 1, 3])
@pytest.mark.parametrize("groups", [1, 2, 300, 5000])
def test_an_ordered_column_is_unpacked_as_it_was_packed(page: Page, groups: int, most: int) -> None:
    chance = random.Random(groups)
    found = sorted(
        (
            chance.randrange(groups),
            tuple(sorted(chance.sample(range(1, 40), min(most, chance.randrange(4))))),
        )
        for _ in range(5000)
    )
    # After all of one group the other one has none of the usual and all of a rare symbol.
    found = [(at, (7,) if groups == 2 and at and some else some) for at, some in found]
    whose, symbols = zip(*found, strict=True)
    column = columns.column(symbols, odds.left(whose), ordered=True)
    same = "0, at => told[at] === told[at - 1]"
    assert unpacked(page, column, same, whose) == [list(some) for some in symbols]


@pytest.mark.parametrize("shares", [(0, 1, 0, 0), (1, 0, 0, 0), (1, 1, 1, 1), (0, 90, 1, 9)])
@pytest.mark.parametrize("count", [1, 2, 3, 5, packing.RUN, 3 * packing.RUN + 7])
def test_a_list_is_unpacked_as_it_was_packed(
    page: Page, count: int, shares: tuple[int, ...]
) -> None:
    chance = random.Random(count)
    documents = sorted(chance.sample(range(9 * count + 200), count))
    levels = chance.choices(range(4), shares, k=count)
    masks = [chance.randrange(8) for _ in documents]
    how = packing.code(documents[-1], [levels.count(level) for level in range(4)])
    runs = [slice(at, at + packing.RUN) for at in range(0, count, packing.RUN)]
    after = [0, *(documents[run][-1] + 1 for run in runs)]
    text = "".join(
        packing.postings(documents[run], levels[run], how, first, masks[run], 3)
        for run, first in zip(runs, after, strict=False)
    )
    packed = f"{how.head()}{packing.base36(count)}:{packing.finished(text)}"
    run_it = f"""packed => {{
        {SCRIPTS}
        const {{documents, levels, masks}} = postings(packed, ["а", "б", "в"]);
        return [...documents].map((document, at) => [document, levels[at], masks[at]]);
    }}"""
    found = zip(documents, levels, masks, strict=True)
    assert page.evaluate(run_it, packed) == list(map(list, found))


def test_a_real_word_is_known_as_one(page: Page) -> None:
    run = f"""async stems => {{
        {SCRIPTS}
        await open("../");
        return Promise.all(stems.map(isReal));
    }}"""

    def stems(words: list[str]) -> list[str]:
        return [normalise.stem(normalise.fold(word)) for word in words]

    real, others = ["шахматист", "ипотека", "вахтёр"], ["щщъыж", "дерматалог", "ыыыы"]
    assert page.evaluate(run, stems(real)) == [True] * 3
    assert page.evaluate(run, stems(others)) == [False] * 3


def test_stop_words_are_sent_folded() -> None:
    assert all(normalise.fold(word) == word for word in rules().stop)
