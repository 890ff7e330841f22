"""The search index: what is packed, what a change rewrites, what is learned from the texts."""

from __future__ import annotations

import fcntl
import json
import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import snowballstemmer

from builder.index import SearchDocument, build, columns, memory, normalise, odds
from builder.index.corpus import Corpus
from builder.index.document import is_abbreviation, order
from builder.index.lexicon import read
from builder.index.packing import RUN
from builder.index.partition import ROOT, grouped, partition, shard_of
from builder.index.places import places
from builder.index.update import update
from tests.search_documents import DAY, a_document, documents

CASES: dict[str, Any] = json.loads(
    Path(normalise.__file__).with_name("cases.json").read_text("utf-8")
)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


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
    ("one", "other"), [("сестёр", "сестра"), ("орла", "орёл"), ("людей", "человек")]
)
def test_forms_of_one_word_share_a_term(one: str, other: str) -> None:
    assert read(normalise.form(one)).terms == read(normalise.form(other)).terms


@pytest.mark.parametrize(("one", "other"), [("ведущий", "вести"), ("лучший", "хороший")])
def test_some_forms_stand_for_themselves(one: str, other: str) -> None:
    assert read(one).terms != read(other).terms


@pytest.mark.parametrize(
    ("name", "code"),
    [(("томск",), "RU-TOM"), (("нижн", "новгород"), "RU-NIZ"), (("югр",), "RU-KHM")],
)
def test_places_come_from_the_gazetteer(name: tuple[str, ...], code: str) -> None:
    assert code in places()[name].own


def test_a_town_says_less_than_a_region() -> None:
    assert places()[("сургут",)].own == ()
    assert places()[("сургут",)].lying == ("RU-KHM",)
    assert places()[("рост", "дон")].own == ("RU-ROS",)  # stop words are not looked for


def test_a_full_name_is_learned_for_its_abbreviation() -> None:
    corpus = Corpus()
    update(corpus, order(documents()))
    assert corpus.learned == {"цгэк": (("центр", "гиг", "эпидемиолог", "кра"),)}


def test_initials_by_chance_teach_nothing() -> None:
    corpus = Corpus()
    chance = a_document("chance", "ОСК ждёт", "Осмотр старого корпуса. Ольга сказала коротко.")
    update(corpus, [chance, *(a_document(f"{n}", "ОСК ждёт") for n in range(9))])
    assert "оск" not in corpus.learned


@pytest.mark.parametrize(
    ("word", "sentence", "is_one"),
    [("НМО", "баллы НМО за курс", True), ("ВРАЧИ", "ВСЕ ВРАЧИ ИДУТ", False), ("Врач", "", False)],
)
def test_shouting_is_no_abbreviation(word: str, sentence: str, is_one: bool) -> None:
    assert is_abbreviation(word, sentence.split()) is is_one


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


def test_the_same_documents_make_the_same_bytes(tmp_path: Path) -> None:
    build(documents(), tmp_path / "one")
    build(documents()[::-1], tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")


def lowered(document: SearchDocument) -> SearchDocument:
    return replace(document, title=document.title.lower(), body=document.body.lower())


@pytest.mark.parametrize("change", ["text", "new", "gone", "older", "abbreviation", "lowered"])
def test_a_change_gives_the_bytes_of_a_whole_build(tmp_path: Path, change: str) -> None:
    old = documents()
    changed = {
        "text": [replace(old[0], body="Дерматологи обсудят лечение ожогов."), *old[1:]],
        "new": [*old, a_document("new", "Новый курс", published=DAY + timedelta(days=3))],
        "gone": old[1:],
        "older": [*old, a_document("late", "Забытый курс", published=DAY - timedelta(days=99))],
        "abbreviation": [replace(old[0], body="Кафедра кожных болезней (ККБ) ждёт."), *old[1:]],
        "lowered": [lowered(one) if "ЦГЭК" in one.body else one for one in old],
    }[change]
    memory = tmp_path / "memory"
    build(old, tmp_path / "out", memory)
    build(changed, tmp_path / "out", memory)
    build(changed, tmp_path / "whole")
    assert files(tmp_path / "out") == files(tmp_path / "whole")


def test_a_change_of_one_text_leaves_most_files_alone(tmp_path: Path) -> None:
    old, memory = documents(), tmp_path / "memory"
    build(old, tmp_path / "out", memory)
    summary = build(
        [replace(old[0], body="Дерматологи обсудят ожоги."), *old[1:]], tmp_path / "out", memory
    )
    assert 0 < summary.written < summary.files / 4


def test_nothing_changed_writes_nothing(tmp_path: Path) -> None:
    build(documents(), tmp_path / "out", tmp_path / "memory")
    assert build(documents(), tmp_path / "out", tmp_path / "memory").written == 0


def test_memory_that_cannot_be_read_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "memory").write_bytes(b"nonsense")
    assert build(documents(), tmp_path / "out", tmp_path / "memory").documents == len(documents())


@pytest.mark.parametrize("name", ["memory", "memory-1"])
@pytest.mark.parametrize("damage", [b"?", b""])
def test_memory_that_is_damaged_is_made_anew(tmp_path: Path, name: str, damage: bytes) -> None:
    memory = tmp_path / "memory"
    build(documents(), tmp_path / "out", memory)
    data = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(data[:4096] + damage * (len(data) - 4096))
    build(documents()[1:], tmp_path / "out", memory)
    build(documents()[1:], tmp_path / "whole")
    assert files(tmp_path / "out") == files(tmp_path / "whole")
    assert build(documents()[1:], tmp_path / "out", memory).written == 0


def test_memory_forgets_what_counts_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "SPARE", 0)
    names, sizes = set(), []
    for turn in range(8):
        kept = documents()[:: turn % 2 + 1]
        build(kept, tmp_path / "out", tmp_path / "memory")
        build(kept, tmp_path / f"whole{turn}")
        assert files(tmp_path / "out") == files(tmp_path / f"whole{turn}")
        (texts,) = tmp_path.glob("memory-*")
        names.add(texts.name)
        sizes.append(texts.stat().st_size)
    assert len(names) > 1
    assert max(sizes) < 4 * sizes[0]


def test_memory_of_other_code_is_not_used(tmp_path: Path) -> None:
    build(documents()[1:], tmp_path / "out", tmp_path / "memory", "old")
    build(documents(), tmp_path / "out", tmp_path / "memory", "new")
    build(documents(), tmp_path / "whole")
    assert files(tmp_path / "out") == files(tmp_path / "whole")


def test_memory_that_another_build_uses_is_left_to_it(tmp_path: Path) -> None:
    memory = tmp_path / "memory"
    build(documents(), tmp_path / "out", memory)
    before = memory.read_bytes()
    with memory.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        build(documents()[1:], tmp_path / "out", memory)
    assert memory.read_bytes() == before


def test_a_file_that_was_meddled_with_is_written_again(tmp_path: Path) -> None:
    build(documents(), tmp_path / "out", tmp_path / "memory")
    whole = files(tmp_path / "out")
    (tmp_path / "out" / "labels.js").write_text("?")
    (tmp_path / "out" / "cstate.js").unlink()
    build(documents(), tmp_path / "out", tmp_path / "memory")
    assert files(tmp_path / "out") == whole


@pytest.mark.parametrize("seed", range(3))
def test_any_history_of_changes_gives_the_bytes_of_a_whole_build(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    texts = ("Врачи скорой помощи.", "Школа сестёр (ШС).", "Курс ЦГЭК.", "Мұғалімдерге арналған.",
             "Областная клиническая больница.", "Врачам ОКБ.", "Новый подход.")  # fmt: skip
    kept = documents()
    for turn in range(6):
        for _ in range(chance.randrange(1, 4)):
            kept.pop(chance.randrange(len(kept)))
        at = chance.randrange(len(kept))
        kept[at] = replace(kept[at], body=chance.choice(texts), audience=("Врачи",))
        day = DAY - timedelta(days=chance.choice((0, 0, 1, 400)))
        region = chance.choice(("RU-TOM", "RU-AD", "KZ-35"))
        new = a_document(f"new{turn}", chance.choice(texts), published=day, regions=(region,))
        kept.append(new)
        build(kept, tmp_path / "out", tmp_path / "memory")
        build(kept, tmp_path / f"whole{turn}")
        assert files(tmp_path / "out") == files(tmp_path / f"whole{turn}")


def test_a_long_list_is_packed_on_from_where_it_changed(tmp_path: Path) -> None:
    chance, common = random.Random(5), (documents()[-1], documents()[0])
    kept = [
        replace(chance.choice(common), url=f"a/{n}/", published=DAY + timedelta(days=n // 9))
        for n in range(3 * RUN)
    ]
    for turn, at in enumerate((0, len(kept) - 1, RUN, 2 * RUN - 1, 2 * RUN + 5)):
        kept[at] = replace(kept[at], title="Врачи скорой помощи", body=f"Для врачей: {turn}.")
        kept.append(replace(common[0], url=f"a/new{turn}/", published=DAY + timedelta(days=999)))
        build(kept, tmp_path / "out", tmp_path / "memory")
        build(kept, tmp_path / f"whole{turn}")
        assert files(tmp_path / "out") == files(tmp_path / f"whole{turn}")


@pytest.mark.parametrize("more", [0, 1, odds.STEP])
def test_a_column_is_packed_on_from_where_it_stood(more: int) -> None:
    symbols = [(at % 7 + 1,) for at in range(odds.STEP + 5 + more)]
    whole, _ = odds.pack(columns.column(symbols, [0] * len(symbols)))
    earlier = symbols[: odds.STEP + 5]
    _, coded = odds.pack(columns.column(earlier, [0] * len(earlier)))
    assert coded.documents == odds.STEP
    assert odds.pack(columns.column(symbols, [0] * len(symbols)), coded)[0] == whole


def test_a_new_number_leaves_the_code_before_it() -> None:
    earlier = [(at % 5 + 1,) for at in range(odds.STEP)]
    more = columns.column([*earlier, *[(6,)] * 3], [0] * (len(earlier) + 3))
    whole, _ = odds.pack(more)
    _, coded = odds.pack(columns.column(earlier, [0] * len(earlier)))
    assert odds.pack(more, coded)[0] == whole
    assert odds.pack(more, coded._replace(told=b"?"))[0] != whole


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
