"""The model's own words in the language of the pages: statuses, specialities, roles, fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from builder.language.speech import translated
from model import status, vocabulary
from model.announcement import FIELDS
from model.region import regions
from model.status import State
from model.vocabulary import Term


@cache
def states() -> Mapping[str, State]:
    return {
        code: replace(one, word=translated(one.word), note=translated(one.note) if one.note else "")
        for code, one in status.states().items()
    }


@cache
def specialties() -> Mapping[str, Term]:
    return {slug: _said(term) for slug, term in vocabulary.specialties().items()}


@cache
def roles() -> Mapping[str, Term]:
    return {slug: _said(term) for slug, term in vocabulary.roles().items()}


def _said(term: Term) -> Term:
    field = translated(term.field) if term.field else term.field
    return replace(term, label=translated(term.label), field=field)


@cache
def region(code: str) -> str:
    return translated(regions()[code].name)


@cache
def field(name: str) -> str:
    """The label of an announcement's field."""
    return translated(str(FIELDS[name].metadata["label"]))
