"""What a change rewrites, and what one build leaves for the next."""

from __future__ import annotations

import fcntl
import random
from array import array
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from builder.index import corpus, engine, memory, tally, terms
from builder.index import update as changes
from builder.index.document import SearchDocument
from builder.index.engine import build
from builder.index.packing import RUN
from tests.search_documents import DAY, a_document, documents


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


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
    for turn in range(16):
        kept = documents()[:: turn % 2 + 1]
        build(kept, tmp_path / "out", tmp_path / "memory")
        build(kept, tmp_path / f"whole{turn}")
        assert files(tmp_path / "out") == files(tmp_path / f"whole{turn}")
        (texts,) = tmp_path.glob("memory-*")
        names.add(texts.name)
        sizes.append(texts.stat().st_size)
    assert len(names) > 1
    assert max(sizes) < 4 * sizes[0]


def test_what_nobody_asked_for_stays_where_it_is(tmp_path: Path) -> None:
    for turn in range(4):
        with closing(memory.Memory(path=tmp_path / "memory", key="")) as kept:
            shelf = tally.shelf()
            kept.recall([shelf])
            shelf[turn] = array("Q", [turn])
            kept.save(b"told", kept.add([shelf]))
    with closing(memory.Memory(path=tmp_path / "memory", key="")) as kept:
        kept.recall([shelf := tally.shelf()])
        assert {number: list(row) for number, row in shelf.items()} == {n: [n] for n in range(4)}


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


def test_a_file_that_an_older_site_has_too_is_left_to_it(tmp_path: Path) -> None:
    build(documents(), tmp_path / "out", tmp_path / "memory")
    before = files(tmp_path / "out")
    (tmp_path / "older").mkdir()
    for name in before:
        (tmp_path / "older" / name).hardlink_to(tmp_path / "out" / name)
    for kept in (documents()[2:], documents()[3:]):  # of the second time the files are its own
        build(kept, tmp_path / "out", tmp_path / "memory")
        build(kept, tmp_path / f"whole{len(kept)}")
        assert files(tmp_path / "out") == files(tmp_path / f"whole{len(kept)}") != before
        assert files(tmp_path / "older") == before


def test_it_does_not_matter_how_many_processes_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name in ((engine, "WORTH"), (changes, "WORTH"), (terms, "SHARED")):
        monkeypatch.setattr(module, name, 1)
    for turn, kept in enumerate((documents(), documents()[1:], [*documents()[2:], documents()[0]])):
        build(kept, tmp_path / "out", tmp_path / "memory", jobs=2)
        build(kept, tmp_path / f"whole{turn}")
        assert files(tmp_path / "out") == files(tmp_path / f"whole{turn}")


@pytest.mark.parametrize("seed", range(6))
def test_any_history_of_changes_gives_the_bytes_of_a_whole_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Of every other one, up to half of the documents are the newest."""
    chance = random.Random(seed)
    monkeypatch.setattr(corpus, "NEWEST_BITS", 1 + seed % 2 * 4)
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


def test_initials_that_a_text_tells_another_name_of(tmp_path: Path) -> None:
    name = "Открыт региональный центр мониторинга."
    old = [a_document(f"n{n}", "Курс", name if n < 4 else "Набор.") for n in range(40)]
    new = [replace(old[0], body="Открыт ремонтный цех мостов (РЦМ). РЦМ ждёт."), *old[1:]]
    for turn, kept in enumerate((old, new, old)):
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
