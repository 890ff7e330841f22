"""Documents of the search are made when they are read; until then they are told by digests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from builder.index import SearchDocument
from builder.parts.card import entry
from builder.search import document
from tests.sites import TODAY, a_call, a_report


def promised(today: date = TODAY, programme: str = "") -> SearchDocument:
    return document(entry(a_call("opora", title="Опора"), today), programme)


def test_what_orders_documents_is_what_they_will_say() -> None:
    for one in (a_call("opora"), a_report("itogi")):
        found = document(entry(one, TODAY))
        before = (found.url, found.published, found.kind, found.regions)
        assert found.title == one.title  # it is made now
        assert (found.url, found.published, found.kind, found.regions) == before


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (promised(TODAY + timedelta(days=1)), True),
        (promised(TODAY + timedelta(days=400)), False),
        (promised(programme="Опора"), False),
        (document(entry(a_call("opora", title="Опора", body="Иначе."), TODAY)), False),
        (document(entry(replace(a_call("opora", title="Опора"), pinned=True), TODAY)), False),
    ],
)
def test_a_digest_moves_with_what_is_found_and_not_with_the_day(
    other: SearchDocument, same: bool
) -> None:
    assert (promised().digest() == other.digest()) is same
    assert promised().digest() == promised().digest()


def test_there_are_no_fields_but_those_of_a_document() -> None:
    with pytest.raises(AttributeError):
        _ = promised().nothing  # type: ignore[attr-defined]
