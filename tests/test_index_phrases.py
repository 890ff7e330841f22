"""What phrases of the texts may be shortened to: initials, parts of words; and what not."""

from __future__ import annotations

from array import array
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.index import tally, whole
from builder.index.corpus import BITS, SHIFT, Corpus, entries_of
from builder.index.document import SearchDocument, order
from builder.index.forms import CLIPPED, SHORT
from builder.index.lexicon import is_taken
from builder.index.normalise import form, stem
from builder.index.phrases import phrases
from builder.index.shards import few, near, spelling
from builder.index.shortening import meanings
from builder.index.terms import pack, shelf, told
from builder.index.update import read_new, update
from builder.index.vocabulary import lines
from builder.index.whole import Found, tallied
from tests.search_documents import a_document


def read(*texts: str) -> Corpus:
    corpus = Corpus()
    update(
        corpus,
        read_new(corpus, order(a_document(f"{at:03}", text) for at, text in enumerate(texts))),
    )
    return corpus


def holders(corpus: Corpus, short: str) -> list[int]:
    number = corpus.forms.numbers.get(SHORT + short)
    return [entry >> SHIFT for entry in corpus.entries.get(number or 0, ())]


def names(text: str) -> set[str]:
    corpus = read(text)
    forms = corpus.forms
    row = corpus.reads[corpus.digests[0]].row
    return {" ".join(forms.texts[at] for at in row[span]) for span in phrases(row, forms).values()}


def test_a_phrase_is_nouns_with_their_adjectives_each_of_the_next() -> None:
    assert names("Опыт: артериальной гипертонии учит новый курс") >= {
        "артериальной гипертонии",
        "новый курс",
    }
    assert names("Врачи учат итоги форума") == set()
    assert names("Комитет образования города") == {"комитет образования"}
    assert names("Новая областная больница") == {"новая областная больница", "областная больница"}


def test_a_usual_phrase_is_found_by_its_initials() -> None:
    corpus = read(*["На базе областной клинической больницы"] * 2, "Артериальная гипертония")
    assert (holders(corpus, "окб"), holders(corpus, "аг")) == ([0, 1], [])


@pytest.mark.parametrize(("texts", "found"), [(2, 0), (3, 3)])
def test_a_phrase_that_is_no_institution_must_be_in_several_texts(texts: int, found: int) -> None:
    corpus = read(*["Вышла острая респираторная инфекция"] * texts)
    assert len(holders(corpus, "ори")) == 0  # «Орикс» may still be typed
    corpus = read(*["Хроническая сердечная недостаточность"] * texts)
    assert len(holders(corpus, "хсн")) == found


def test_initials_are_those_of_the_more_usual_phrase() -> None:
    corpus = read(*["Сахарный диабет"] * 9, *["Сестринское дело"] * 3)
    assert holders(corpus, "сд") == list(range(9))


def test_what_the_texts_explain_is_meant_alone() -> None:
    told = "Общество книголюбов Брянска (ОКБ) ждёт"
    corpus = read(told, "ОКБ зовёт", "Областная клиническая больница")
    assert ("окб" in corpus.learned, holders(corpus, "окб")) == (True, [])


def test_beside_what_the_texts_explain_a_more_usual_phrase_is_no_name() -> None:
    told = ("Служба ранней помощи (СРП) открыта", "СРП ждёт родителей", "СРП переехала", "СРП")
    corpus = read(*told, *["Семинар: санитарное просвещение"] * 9)
    assert corpus.learned["срп"] == (("служб", "ран", "помощ"),)


@pytest.mark.parametrize(
    ("short", "taken"),
    [("сон", True), ("опе", True), ("уз", True), ("окб", False), ("сд", False), ("аг", False)],
)
def test_words_and_their_beginnings_are_no_initials(short: str, taken: bool) -> None:
    assert is_taken(short) is taken


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Медицинские сёстры", "медсёстры"),
        ("Государственная служба", "госслужба"),
        ("Онкологическая настороженность", "онконастороженность"),
    ],
)
def test_a_phrase_is_found_by_parts_of_its_words(text: str, short: str) -> None:
    assert holders(read(*[text] * 3), CLIPPED + stem(form(short))) == [0, 1, 2]


def test_a_clipped_name_is_found_in_all_its_cases() -> None:
    corpus, terms = read(*["Министерство здравоохранения"] * 2), shelf()
    pack(corpus, terms, dict.fromkeys(corpus.entries, 0))
    assert holders(corpus, 2 * CLIPPED + "минздрав") == [0, 1]
    forms = ("минздрав", "минздрава", "минздраву", "минздравом", "минздраве")
    assert set(map(stem, forms)) <= {"минздрав", *terms["минздрав"].said.stems}


def test_a_phrase_is_one_in_all_its_cases() -> None:
    texts = "Медицинская сестра", "Опыт медицинской сестры", "Медицинскими сёстрами довольны"
    assert holders(read(*texts), CLIPPED + stem(form("медсестра"))) == [0, 1, 2]


def test_phrases_are_taken_from_the_whole_text() -> None:
    phrase, short = "Государственная служба", CLIPPED + stem(form("госслужба"))
    before = " ".join(f"кодограмма{n}" for n in range(500))
    assert holders(read(*[f"{before}. {phrase}"] * 3), short) == [0, 1, 2]


def test_what_no_text_has_is_no_word_to_mend_and_brings_no_rows() -> None:
    corpus, terms = read(*["Хроническая сердечная недостаточность"] * 3), shelf()
    pack(corpus, terms, dict.fromkeys(corpus.entries, 0))
    assert "хсн" in lines(terms, {}, [], [])
    assert "хсн" not in few(terms, 100)
    files, _ = spelling(terms, terms)
    assert not any("хсн" in part.text() for part in (*files.values(), *near(terms)[0].values()))


def test_what_most_texts_have_is_not_worth_initials_unless_it_is_an_institution() -> None:
    usual = "Хроническая сердечная недостаточность. Областная клиническая больница."
    corpus, terms = read(*[f"{usual} Новая пора лета"] * 3), shelf()
    pack(corpus, terms, dict.fromkeys(corpus.entries, 0))
    shorts = {"хсн", "окб", "нпл"}
    assert [len(shorts & told(terms, count).keys()) for count in (48, 12, 11, 5)] == [3, 3, 2, 1]


def test_a_full_name_leads_to_the_abbreviation_that_texts_have() -> None:
    corpus, terms = read(*["Областная клиническая больница"] * 3, "Врачам ОКБ помогут"), shelf()
    pack(corpus, terms, dict.fromkeys(corpus.entries, 0))
    assert "=клиническ больниц:окб" in lines(terms, {}, [], [])["областн"]


def test_two_words_lead_to_the_texts_that_have_them_side_by_side() -> None:
    apart = ["Главный вопрос задал врач"] * 3
    corpus, terms = read(*["Главный врач, министерство здравоохранения"] * 3, *apart), shelf()
    pack(corpus, terms, dict.fromkeys(corpus.entries, 0))
    assert "=врач:главврач" in lines(terms, {}, [], [])["главн"]
    assert "=здравоохранен:минздрав" in lines(terms, {}, [], [])["министерств"]
    assert terms["главврач"].frequency == 3
    assert not terms["главврач"].said.short


def test_an_adjective_and_a_noun_lead_to_their_compound() -> None:
    corpus, terms = read("Санитарная книжка", "Учебная авиация", "Санавиация вылетает"), shelf()
    pack(corpus, terms, dict.fromkeys(corpus.entries, 0))
    assert "=авиац:санавиац" in lines(terms, {}, [], [])["санитарн"]


@pytest.mark.parametrize("seed", range(3))
def test_a_history_of_changes_ends_where_a_fresh_start_does(seed: int) -> None:
    chance, corpus = Random(seed), Corpus()
    words = "хроническая сердечная недостаточность", "областная клиническая больница"
    texts = (*words, "сахарный диабет", "областная больница", "сердечная больница")
    documents = [a_document(f"{at:02}", ". ".join(chance.choices(texts, k=2))) for at in range(40)]
    update(corpus, read_new(corpus, order(documents)))
    for _ in range(12):
        for at in chance.sample(range(len(documents)), chance.randint(1, 4)):
            title = ". ".join(chance.choices(texts, k=chance.randint(0, 3)))
            documents[at] = replace(documents[at], title=title)
        del documents[len(documents) - chance.randint(0, 2) :]
        update(corpus, read_new(corpus, order(documents)))
        fresh = Corpus()
        update(fresh, read_new(fresh, order(documents)))
        shorts = {*corpus.phrases, *fresh.phrases}
        assert {s: holders(corpus, s) for s in shorts} == {s: holders(fresh, s) for s in shorts}
        assert {s: meanings(corpus, s) for s in shorts} == {s: meanings(fresh, s) for s in shorts}
        assert corpus.tally == fresh.tally
        assert corpus.phrases.keys() == fresh.phrases.keys()


@given(
    st.lists(
        st.tuples(st.integers(0, 2**tally.REST_BITS + 3), st.sets(st.integers(0, 9)), st.booleans())
    )
)
def test_a_tally_is_a_mapping_of_keys_to_documents(
    steps: list[tuple[int, set[int], bool]],
) -> None:
    counts, plain = tally.shelf(), dict[int, set[int]]()
    for one, documents, there in steps:
        for at in documents:
            tally.put(counts, one, at, there=there)
        plain[one] = (
            plain.get(one, set()) | documents if there else plain.get(one, set()) - documents
        )
    for one, documents in plain.items():
        assert tally.documents(counts, one) == sorted(documents)
        assert tally.is_usual(counts, one) is (len(documents) >= (2 if one & 1 else 3))
    again = tally.shelf()
    pairs = [(one, at) for one, found in plain.items() for at in found]
    columns = (np.array([pair[n] for pair in pairs], np.uint64) for n in (0, 1, 1))
    rows, usual = tallied(Found(*columns))
    again.update(enumerate(rows))
    assert {one: (often.first, often.documents) for one, often in usual.items()} == {
        one: (min(found), len(found)) for one, found in plain.items() if tally.is_usual(counts, one)
    }
    assert all(tally.documents(again, one) == sorted(found) for one, found in plain.items())


WORDS = ("Новая", "областная", "больница", "города", "и", "врач.", "В", "Москве", "ОКБ", "курс\n")


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join), max_size=12))
def test_all_documents_at_once_say_what_they_say_one_by_one(texts: list[str]) -> None:
    corpus = read(*texts)
    rows = [corpus.reads[digest].row for digest in corpus.digests]
    plain: dict[int, list[int]] = {}
    for at, row in enumerate(rows):
        for found in entries_of(corpus, row):
            plain.setdefault(found >> SHIFT, []).append(at << SHIFT | found & BITS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whole, "STRETCH", 3)
        assert {n: list(e) for n, e in whole.entries(rows, corpus.forms).items()} == plain
        kept, usual = whole.phrases(rows, corpus.forms)
    counts = tally.shelf()
    counts.update(enumerate(kept))
    one_by_one = [phrases(row, corpus.forms) for row in rows]
    keys = set().union(*one_by_one)
    for one in keys:
        assert tally.documents(counts, one) == [n for n, own in enumerate(one_by_one) if one in own]
    assert usual.keys() == {one for one in keys if tally.is_usual(counts, one)}
    for one, often in usual.items():
        assert one in phrases(array("I", [4, *rows[often.first][often.place], 4]), corpus.forms)
        assert often.documents == tally.frequency(counts, one)


def test_a_phrase_that_goes_takes_its_initials_along() -> None:
    one = a_document("1", "Хроническая сердечная недостаточность")
    documents = [one, replace(one, url="a/2/"), replace(one, url="a/3/"), *others()]
    corpus = Corpus()
    update(corpus, read_new(corpus, order(documents)))
    update(corpus, read_new(corpus, order([replace(one, title="Иное"), *documents[1:]])))
    assert holders(corpus, "хсн") == []


def others() -> list[SearchDocument]:
    return [a_document(f"other{at}", "Врачи") for at in range(9)]
