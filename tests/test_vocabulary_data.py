from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.check import SLUG
from model.slug import LONGEST, slugify
from model.vocabulary import Term, roles, roles_in, specialties, specialties_in

TERMS = [*specialties().values(), *roles().values()]

SPECIALTIES = [
    ("врачам-терапевтам и детским хирургам", ["terapiya", "detskaya-khirurgiya"]),
    ("акушеры-гинекологи", ["akusherstvo-i-ginekologiya"]),
    ("анестезиологов-реаниматологов", ["anesteziologiya-reanimatologiya"]),
    ("сердечно-сосудистые хирурги", ["serdechno-sosudistaya-khirurgiya"]),
    ("физиотерапевты", ["fizioterapiya"]),
    ("операционных медсестёр", ["operatsionnoe-delo"]),
    ("психиатр-нарколог", ["psikhiatriya-narkologiya"]),
    ("УЗИ-диагностика", ["ultrazvukovaya-diagnostika"]),
    ("бригады скорой помощи", ["skoraya-meditsinskaya-pomoshch"]),
    ("травматологи-ортопеды", ["travmatologiya-i-ortopediya"]),
]

NO_SPECIALTIES = [
    "химия и физика",
    "руководители",
    "экскурсия в театр",
    "лорды",
    "узина",
    "общество",
]

ROLES = [
    ("главные врачи", ["glavnye-vrachi", "rukovoditeli"]),
    ("студенты-целевики", ["studenty", "tseleviki"]),
    ("врачи-целевики", ["vrachi", "tseleviki"]),
    ("ученики медицинских классов", ["shkolniki"]),
    ("десятиклассники", ["shkolniki"]),
    ("заведующие отделениями", ["zaveduyushchie-otdeleniyami", "rukovoditeli"]),
    ("медицинских сестёр", ["medsyostry"]),
    ("молодые врачи", ["molodye-spetsialisty"]),
    ("неврологи", ["vrachi"]),
    ("мейіргерлер", ["medsyostry"]),
]

NO_ROLES = ["врачебная тайна", "студия", "докторская колбаса", "директива", "интернет", "санитария"]

SLUGS = [
    ("Щука, ёж и Йод", "shchuka-yozh-i-yod"),
    ("Қазақ тілі: әңгіме", "qazaq-tili-angime"),
    ("  «IX Съезд»  ", "ix-sezd"),
    ("№ 5", "no-5"),
    ("", "bez-nazvaniya"),
    ("— !!! —", "bez-nazvaniya"),
    ("日本", "bez-nazvaniya"),
]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.slug)
def test_every_term_finds_itself_by_its_own_patterns(term: Term) -> None:
    assert re.fullmatch(SLUG, term.slug)
    assert term.label.strip() == term.label
    assert term.words
    find = specialties_in if term.field else roles_in
    for words in term.words:
        stem = words.replace("*", "").replace("~", "")
        assert term in find(stem), words


def test_labels_and_fields_are_for_people() -> None:
    labels = [term.label for term in specialties().values()]
    assert len(labels) == len(set(labels))
    fields = {term.field for term in specialties().values()}
    assert 15 <= len(fields) <= 25
    assert all(term.field is None for term in roles().values())


def test_wider_roles_exist() -> None:
    assert all(slug in roles() for term in roles().values() for slug in term.also)


@pytest.mark.parametrize(("text", "expected"), SPECIALTIES)
def test_a_speciality_is_found_in_any_case_and_the_longest_wins(
    text: str, expected: list[str]
) -> None:
    assert [term.slug for term in specialties_in(text)] == expected


@pytest.mark.parametrize("text", NO_SPECIALTIES)
def test_a_stem_inside_another_word_is_no_speciality(text: str) -> None:
    assert specialties_in(text) == ()


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_a_role_is_found_with_the_wider_one(text: str, expected: list[str]) -> None:
    assert [term.slug for term in roles_in(text)] == expected


@pytest.mark.parametrize("text", NO_ROLES)
def test_a_word_of_the_same_stem_is_no_role(text: str) -> None:
    assert roles_in(text) == ()


@pytest.mark.parametrize(("text", "expected"), SLUGS)
def test_a_slug_is_latin(text: str, expected: str) -> None:
    assert slugify(text) == expected


@given(st.text(max_size=200))
def test_a_slug_is_always_an_address(text: str) -> None:
    slug = slugify(text)
    assert re.fullmatch(SLUG, slug)
    assert len(slug) <= LONGEST


@given(st.text(max_size=200))
def test_any_text_is_searched(text: str) -> None:
    specialties_in(text)
    roles_in(text)
