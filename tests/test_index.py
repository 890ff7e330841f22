"""The search index: what is packed, what is learned from the texts."""

from __future__ import annotations

import json
import random
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import snowballstemmer

from builder.index import columns, normalise, odds
from builder.index.corpus import Corpus
from builder.index.document import order
from builder.index.engine import build
from builder.index.lexicon import read
from builder.index.partition import ROOT, grouped, partition
from builder.index.places import parts, places, worked_out
from builder.index.reading import is_abbreviation
from builder.index.update import read_new, update
from tests.search_documents import a_document, documents

CASES: dict[str, Any] = json.loads(
    Path(normalise.__file__).with_name("cases.json").read_text("utf-8")
)


@pytest.mark.parametrize(("text", "words"), CASES["words"])
def test_text_is_folded_to_words(text: str, words: list[str]) -> None:
    assert normalise.words(text) == words


@pytest.mark.parametrize(("word", "stem"), CASES["stem"])
def test_a_stem_is_that_of_the_cases(word: str, stem: str) -> None:
    assert normalise.stem(word) == stem


@pytest.mark.parametrize(("word", "stem"), CASES["kazakh"])
def test_kazakh_endings_are_taken_off(word: str, stem: str) -> None:
    assert normalise.kazakh_stem(word) == stem


def test_stems_are_snowball_s() -> None:
    stemmer = snowballstemmer.stemmer("russian")
    letters = random.Random(7)
    endings = ["ость", "ение", "ующийся", "анными", "ивши", "ейшего", "нный", "ов", "ь"]
    for _ in range(2000):
        word = "".join(letters.choices("абвгдеиклмнопрстуы", k=6)) + letters.choice(endings)
        assert normalise.stem(word) == stemmer.stemWord(word)


@pytest.mark.parametrize(
    ("one", "other"), [("сестёр", "сестра"), ("орла", "орёл"), ("детям", "дети")]
)
def test_forms_of_one_word_share_a_term(one: str, other: str) -> None:
    assert read(normalise.form(one)).terms == read(normalise.form(other)).terms


@pytest.mark.parametrize(
    ("one", "other"), [("ведущий", "вести"), ("лучший", "хороший"), ("детям", "ребенок")]
)
def test_some_forms_stand_for_themselves(one: str, other: str) -> None:
    assert read(one).terms != read(other).terms


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (("томск",), "RU-TOM"),
        (("нижн", "новгород"), "RU-NIZ"),
        (("югр",), "RU-KHM"),
        (("самарск", "губерн"), "RU-SAM"),
    ],
)
def test_places_come_from_the_gazetteer(name: tuple[str, ...], code: str) -> None:
    assert code in places()[name].own


def test_only_areas_of_one_country_were_governorates() -> None:
    assert ("абайск", "губерн") not in places()
    assert ("камчатск", "губерн") not in places()


def test_what_is_told_of_places_is_what_gazetteer_and_dictionary_say() -> None:
    assert parts() == list(worked_out()), "make it anew: python -m builder.index.places"


def test_a_town_says_less_than_a_region() -> None:
    assert places()[("сургут",)].own == ()
    assert places()[("сургут",)].lying == ("RU-KHM",)
    assert places()[("рост", "дон")].own == ("RU-ROS",)  # stop words are not looked for


def test_a_full_name_is_learned_for_its_abbreviation() -> None:
    corpus = Corpus()
    update(corpus, read_new(corpus, order(documents())))
    assert corpus.learned == {"цгэк": (("центр", "гиг", "эпидемиолог", "кра"),)}


def test_initials_by_chance_teach_nothing() -> None:
    corpus = Corpus()
    chance = a_document("chance", "ОСК ждёт", "Осмотр старого корпуса. Ольга сказала коротко.")
    update(corpus, read_new(corpus, [chance, *(a_document(f"{n}", "ОСК ждёт") for n in range(9))]))
    assert "оск" not in corpus.learned


def test_of_a_known_abbreviation_only_what_is_like_its_name_is_learned() -> None:
    chance = "Цифровые сервисы отделений", "Централизованное стерилизационное отделение"
    for name, learned in zip(chance, (False, True), strict=True):
        corpus = Corpus()
        texts = [a_document(f"{n}", "ЦСО ждёт", f"{name} работает.") for n in range(9)]
        update(corpus, read_new(corpus, texts))
        assert ("цсо" in corpus.learned) is learned, name


@pytest.mark.parametrize(
    ("word", "sentence", "is_one"),
    [
        ("НМО", "баллы НМО за курс", True),
        ("СанПиН", "новый СанПиН", True),
        ("ВРАЧИ", "ВСЕ ВРАЧИ ИДУТ", False),
        ("Врач", "", False),
        ("ФАПах", "на ФАПах", False),
        ("ҚазМУ", "ҚазМУ", False),
    ],
)
def test_shouting_is_no_abbreviation(word: str, sentence: str, is_one: bool) -> None:
    assert is_abbreviation(word, sentence.split()) is is_one


def shard_of(word: str, starts: Sequence[str]) -> str:
    """As the browser finds it (shards.js)."""
    return [start for start in starts if start <= word][-1]


def test_every_word_has_one_shard() -> None:
    sizes = {f"{a}{b}{c}": 10 for a in "абвг" for b in "абвг" for c in "абвг"}
    starts = partition(sizes, 120)
    groups = grouped(sizes, starts)
    assert sorted(word for group in groups.values() for word in group) == sorted(sizes)
    assert max(len(group) for group in groups.values()) <= 12
    assert len(starts) < 10
    assert all(shard_of(word, starts) == start for start in starts for word in groups[start])
    assert (shard_of("0", starts), shard_of("яяя", starts)) == ("", starts[-1])


def test_words_of_one_root_lie_in_one_shard() -> None:
    chance = random.Random(4)
    words = {"".join(chance.choices("абвгдежзик", k=6)): chance.randrange(50) for _ in range(3000)}
    starts = partition(words, 900)
    roots = {word[:ROOT]: shard_of(word, starts) for word in words}
    assert len(starts) > 50
    assert all(shard_of(word, starts) == roots[word[:ROOT]] for word in words)


def test_a_small_change_moves_few_bounds() -> None:
    chance = random.Random(3)
    words = {"".join(chance.choices("абвгдежзик", k=6)): chance.randrange(50) for _ in range(3000)}
    moved = []
    for _ in range(20):
        grown = words | {word: words[word] + 2 for word in chance.sample(sorted(words), 5)}
        moved.append(len(set(partition(words, 600)) ^ set(partition(grown, 600))))
    assert sum(moved) / len(moved) < len(partition(words, 600)) / 20


@pytest.mark.parametrize("more", [0, 1, odds.STEP])
def test_a_column_is_packed_on_from_where_it_stood(more: int) -> None:
    symbols = [(at % 7 + 1,) for at in range(2 * odds.STEP + 5 + more)]
    whole, _ = odds.pack(columns.column(symbols, [0] * len(symbols)))
    earlier = symbols[: 2 * odds.STEP + 5]
    _, coded = odds.pack(columns.column(earlier, [0] * len(earlier)))
    assert coded.documents == odds.STEP
    assert odds.pack(columns.column(symbols, [0] * len(symbols)), coded)[0] == whole
    among = [*symbols[: odds.STEP], (7,), *symbols[odds.STEP :]]
    new = columns.column(among, [0] * len(among))
    assert odds.pack(new, coded)[0] == odds.pack(new)[0]
    wrong = coded._replace(told=array("H", [1] * 9))
    assert odds.pack(columns.column(symbols, [0] * len(symbols)), wrong)[0] != whole


@pytest.mark.parametrize("end", [0, 3, 40, odds.STEP])
def test_an_ordered_column_is_packed_on_in_the_midst_of_a_group(end: int) -> None:
    whose = [at // 100 for at in range(3 * odds.STEP)]
    symbols = [(at % 100 // 9,) if at % 100 // 9 else () for at in range(3 * odds.STEP)]
    earlier = slice(len(whose) - end)

    def packed(some: slice, kept: odds.Coded | None = None) -> tuple[list[object], odds.Coded]:
        told = columns.column(symbols[some], odds.left(whose[some]), ordered=True)
        return odds.pack(told, kept)

    _, coded = packed(earlier)
    assert 0 < coded.documents <= len(whose) - end
    assert packed(slice(None), coded)[0] == packed(slice(None))[0]


def test_a_column_out_of_order_is_no_column() -> None:
    told = columns.column([(2,), (1,)], odds.left([1, 1]), ordered=True)
    with pytest.raises(ValueError, match="document 1 of a column is out of order: 1 after 2"):
        odds.pack(told)


def test_a_new_number_leaves_the_code_before_it() -> None:
    earlier = [(at % 5 + 1,) for at in range(2 * odds.STEP)]
    more = columns.column([*earlier, *[(6,)] * 3], [0] * (len(earlier) + 3))
    whole, _ = odds.pack(more)
    _, coded = odds.pack(columns.column(earlier, [0] * len(earlier)))
    assert odds.pack(more, coded)[0] == whole
    wrong = coded._replace(told=array("H", [1] * 9))
    assert odds.pack(more, wrong)[0] != whole


def test_no_documents_make_an_index_that_finds_nothing(tmp_path: Path) -> None:
    assert build([], tmp_path / "out").documents == 0


def test_organisers_are_named_as_the_newest_spells_them_and_the_rare_are_together() -> None:
    def hosted(name: str, *hosts: str) -> columns.Facts:
        return columns.facts(a_document(name, "", hosts=hosts))

    often = [hosted(f"o{n}", f"k{n % 149}\tИмя {n // 149}.{n % 149}") for n in range(298)]
    rare = [hosted(f"r{n}", f"r{n}\tРедкий {n}", "k0\tИмя 0") for n in range(3)]
    values, column = columns.facets([*often, *rare])["organiser"]
    assert len(values) == columns.MOST
    assert {"Имя 0", "Имя 1.1", columns.OTHERS} < set(values)
    assert {values[at - 1] for at in column.symbols[-1]} == {columns.OTHERS, "Имя 0"}
    assert columns.OTHERS not in columns.facets(often)["organiser"].values
