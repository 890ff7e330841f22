"""One target under libFuzzer, with what must hold of every answer, whatever the input."""

from __future__ import annotations

import importlib
import json
import random
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

DAY = date(2025, 11, 21)
MOST = 3
"""Words put in, moved or left out by one mutation."""
BYTES = 0.3
"""The share of mutations that are libFuzzer's own, of bytes."""


def main() -> None:
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["scraper", "model"]):
        target = TARGETS[sys.argv[1]]()
    from bench.fuzz.seeds import VOCABULARY

    def mutated(data: bytes, longest: int, seed: int) -> bytes:
        """Words are what readers see: bytes alone would spend their time on broken letters."""
        chance = random.Random(seed)
        if chance.random() < BYTES:
            changed: bytes = atheris.Mutate(data, longest)
            return changed
        return reworded(data, chance, VOCABULARY).encode("utf-8", "replace")[:longest]

    atheris.Setup([sys.argv[0], *sys.argv[2:]], target, custom_mutator=mutated)
    atheris.Fuzz()


def reworded(data: bytes, chance: random.Random, vocabulary: tuple[str, ...]) -> str:
    words = data.decode("utf-8", "replace").split(" ")
    for _ in range(chance.randint(1, MOST)):
        at, other = chance.randrange(len(words)), chance.randrange(len(words))
        word = chance.choice(vocabulary)
        match chance.randrange(6):
            case 0:
                words.insert(at, word)
            case 1:
                words[at] = word
            case 2:
                words[at] += word
            case 3:
                words[at], words[other] = words[other], words[at]
            case 4:
                words[at:at] = words[other : other + chance.randint(1, 20)]
            case _:
                del words[at : at + chance.randint(1, 20)]
                words = words or [word]
    return " ".join(words)


def _text(data: bytes) -> str:
    """Lone surrogates too: JSON can carry them."""
    return data.decode("utf-8", "surrogateescape")


def _read() -> Callable[[bytes], None]:
    from scraper.facts.read import read, row

    def target(data: bytes) -> None:
        text = _text(data)
        reading = read(text, published=DAY if len(data) % 3 else None)
        json.dumps(row(reading))
        said = "".join(text.split())
        for name, quote in reading.evidence.items():
            assert "".join(quote.split()) in said, f"{name}: no quote of the text: {quote!r}"
        first, last = reading.event_start, reading.event_end
        assert first is None or last is None or first <= last, f"{first} after {last}"

    return target


def _dates() -> Callable[[bytes], None]:
    from scraper.facts.dates import best, spans

    def target(data: bytes) -> None:
        text = _text(data)
        found = spans(text, DAY if len(data) % 3 else None)
        best(found)
        at = 0
        for span in found:
            assert at <= span.at < span.to, f"out of order: {span}"
            assert text[span.at : span.to] == span.quote
            ordered = span.start is None or span.end is None or span.start <= span.end
            assert ordered, f"ends before it starts: {span}"
            at = span.to

    return target


def _document() -> Callable[[bytes], None]:
    from scraper.facts.document import document

    def target(data: bytes) -> None:
        text = _text(data)
        page = document(text)
        said = "".join(text.split())
        for piece in (*page.paragraphs, *page.sentences, *page.chrome):
            assert "".join(piece.split()) in said, f"not of the text: {piece!r}"

    return target


def _extract() -> Callable[[bytes], None]:
    from scraper.page import read_page

    def target(data: bytes) -> None:
        page = read_page(data, "https://site.example.test/news/1/")
        json.dumps([page.title, page.body, page.published and page.published.isoformat()])
        assert "<script" not in page.body_html.lower()

    return target


def _duplicates() -> Callable[[bytes], None]:
    from bench.fuzz.seeds import APART
    from scraper.joining.duplicates import clusters
    from scraper.joining.traits import Record

    def target(data: bytes) -> None:
        texts = _text(data).split(APART)
        rows = [
            Record(id=str(at), title=text[:80], text=text, published=DAY if at % 2 else None)
            for at, text in enumerate(texts)
        ]
        found = clusters(rows)
        assert set(found) == {row.id for row in rows}
        assert clusters(rows[::-1]).keys() == found.keys()

    return target


TARGETS: dict[str, Callable[[], Callable[[bytes], None]]] = {
    "read": _read,
    "dates": _dates,
    "document": _document,
    "extract": _extract,
    "duplicates": _duplicates,
}

if __name__ == "__main__":
    main()
