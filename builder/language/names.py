"""The model's own words in the language of the pages: statuses, specialities, roles, fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from builder.language.speech import RUSSIAN, spoken, translated
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


def role(name: str) -> str:
    """The label of a role's slug; an editor's own words stay as they are."""
    return _labels("role").get(name.casefold(), name)


def specialty(name: str) -> str:
    return _labels("specialty").get(name.casefold(), name)


@cache
def _labels(section: str) -> Mapping[str, str]:
    """By slug; in other languages than Russian also by the Russian label, as texts may have it."""
    ours, theirs = roles(), vocabulary.roles()
    if section == "specialty":
        ours, theirs = specialties(), vocabulary.specialties()
    told = {slug: term.label for slug, term in ours.items()}
    if spoken() == RUSSIAN:
        return told
    return {theirs[slug].label.casefold(): label for slug, label in told.items()} | told


def _said(term: Term) -> Term:
    field = translated(term.field) if term.field else term.field
    return replace(term, label=translated(term.label), field=field)


@cache
def region(code: str) -> str:
    return translated(regions()[code].name)


@cache
def tile(code: str) -> str:
    """The region on a square of the map: four letters at most."""
    shown = regions()[code].tile
    assert shown is not None, "regions without a square are not drawn"
    return translated(shown.label)


@cache
def field(name: str) -> str:
    """The label of an announcement's field."""
    return translated(str(FIELDS[name].metadata["label"]))
