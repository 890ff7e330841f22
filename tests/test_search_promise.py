"""Documents of the search are made when they are read; until then they are told by digests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from builder.index.document import Promise
from builder.parts.card import entry
from builder.searched import document
from tests.sites import TODAY, a_call, a_report


def promised(today: date = TODAY, programme: str = "") -> Promise:
    return document(entry(a_call("opora", title="Опора"), today), programme)


def test_what_orders_documents_is_what_they_will_say() -> None:
    far = a_call("dva", region="RU-TVE", other_regions=("RU-BEL", "RU-LIP"))
    for one in (a_call("opora"), a_report("itogi"), far, a_call("nigde", region=None)):
        found = document(entry(one, TODAY))
        made = found.made()
        told = [(one.url, one.rank) for one in (found, made)]
        assert made.title == one.title
        assert told[0] == told[1]
    # Columns have a document's regions in the order of their codes.
    assert document(entry(far, TODAY)).rank[1] == "RU-BEL"


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
def test_a_digest_moves_with_what_is_found_and_not_with_the_day(other: Promise, same: bool) -> None:
    assert (promised().digest() == other.digest()) is same
    assert promised().digest() == promised().digest()
