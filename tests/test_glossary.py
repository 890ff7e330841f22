"""What short forms stand for where no text tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.index import glossary
from builder.index.corpus import SHIFT, Corpus
from builder.index.document import order
from builder.index.forms import SHORT
from builder.index.normalise import fold, is_stop, words
from builder.index.shortening import meanings
from builder.index.terms import pack, shelf
from builder.index.update import read_new, update
from builder.index.vocabulary import lines, of_texts
from tests.search_documents import a_document

LINES = [
    line for line in glossary.FILE.read_text("utf-8").splitlines() if line[:1] not in ("", "#")
]


def read(*texts: str) -> Corpus:
    corpus = Corpus()
    documents = order(a_document(f"d{at:02}", text) for at, text in enumerate(texts))
    update(corpus, read_new(corpus, documents))
    return corpus


def holders(corpus: Corpus, short: str) -> Sequence[int]:
    number = corpus.forms.numbers.get(SHORT + short)
    return [entry >> SHIFT for entry in corpus.entries.get(number, ())] if number else []


def _is_plain(line: str) -> bool:
    short, _, name = line.partition(" ")
    plain = fold(glossary.PARTED.sub(rf"\1{glossary.LINE}", short.removesuffix(".")))
    return (
        words(plain) == [plain]
        and not is_stop(plain)
        and plain not in words(name)
        and bool(re.fullmatch(r"[\w, -]+\w", name))
    )


def test_lines_are_a_short_form_and_other_words() -> None:
    assert [line for line in LINES if not _is_plain(line)] == []
    assert len(set(LINES)) == len(LINES) > 400


def test_a_known_name_goes_before_one_that_is_more_usual() -> None:
    texts = *["Станция приёма крыс"] * 9, *["Станция переливания крови"] * 3
    assert [name for name, _ in meanings(read(*texts), "спк")] == ["станц переливан кров"]


def test_what_begins_as_a_known_name_does_is_taken_for_it() -> None:
    corpus = read(*["Хроническая болезнь печени"] * 3, *["Хорошая болотная почва"] * 9)
    assert glossary.names("хбп") == (("хроническ", "болезн", "почк"),)
    assert holders(corpus, "хбп") == [0, 1, 2]


def test_an_abbreviation_is_known_though_no_text_has_it_beside_its_name() -> None:
    corpus = read("МГ", "Медицинская гимназия", "Морская галерея", "Морская галерея")
    assert "мг" not in glossary.glossary()
    assert "мг" not in corpus.learned
    corpus = read("КТ", "Компьютерная томография", "Краевой театр", "Краевой театр")
    assert corpus.learned["кт"] == (("компьютерн", "томограф"),)


def test_what_only_the_glossary_knows_is_no_word_of_a_text() -> None:
    told = lines({}, {}, (), glossary.meant())
    assert told["суот"] == "?суот:система управления охраной труда"
    assert told["госгарант"] == "?:государственные гарантии"
    assert list(of_texts(told)) == []


def test_words_of_a_name_that_texts_only_shorten_are_no_words_of_theirs() -> None:
    corpus, terms = read("СУОТ проверили"), shelf()
    pack(corpus, terms, dict.fromkeys(corpus.entries, 0))
    told = lines(terms, {}, (), glossary.meant())
    assert told["систем"].startswith("=управлен охран труд:суот")
    assert {"систем", "суот"} & set(of_texts(told)) == {"суот"}


def test_of_several_meanings_that_is_told_of_which_texts_have_more() -> None:
    corpus, terms = read("Беспилотник доставит пробы"), shelf()
    pack(corpus, terms, dict.fromkeys(corpus.entries, 0))
    assert lines({}, {}, (), glossary.meant())["бпла"] == "?бпла:беспилотный летательный аппарат"
    assert lines(terms, {}, (), glossary.meant())["бпла"] == "?бпла:беспилотник"


def test_words_that_stand_for_each_other_lead_to_one_that_texts_have() -> None:
    assert "отоларинголог" not in lines({}, {}, (), glossary.meant())
    corpus, terms = read("Отоларинголог ведёт приём"), shelf()
    pack(corpus, terms, dict.fromkeys(corpus.entries, 0))
    told = lines(terms, {}, (), glossary.meant())
    assert "?:отоларинголог" in told["оториноларинголог"].split("\t")


def test_a_short_form_may_lead_to_another_one_that_no_text_has() -> None:
    told = lines({}, {}, (), glossary.meant())
    assert told["рпн"] == "?рпн:роспотребнадзор"
    assert told["роспотребнадзор"].startswith("?:федеральная служба")
