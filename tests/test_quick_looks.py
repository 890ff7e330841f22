"""Quick looks spare slow ones, and never hide what the slow one would find."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from scraper.facts.document import document
from scraper.facts.layout.chrome import stems
from scraper.facts.layout.published import DATE, DATED

PIECES = st.sampled_from(
    ["5", "12", "08", "25", "2024", "1999", "мая", "мая.", "ж", "жылғы", "July", "-го", ",", " ",
     "\xa0", ".", "-", "/", "г.", "—", "a", "и", "2024-05-05", "5.10.24", "x1", "_"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=9).map("".join))
def test_whatever_holds_a_date_passes_the_quick_look(line: str) -> None:
    assert DATE.search(line) is None or DATED.search(line)


def test_stems_are_of_words_of_four_letters_and_more() -> None:
    assert stems("Школа — это для врачей, 12-летних и 5нов") == {"школа", "враче", "летни"}


def test_a_document_without_its_sentences_is_else_the_same() -> None:
    text = "Врачи учились в Туле. Курс шёл неделю.\n\nСледующий курс начнётся в мае 2026 года."

    whole, unsplit = document(text, "Учёба"), document(text, "Учёба", split=False)

    assert len(whole.sentences) == 3
    assert unsplit == replace(whole, sentences=())
