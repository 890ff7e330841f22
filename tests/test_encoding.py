"""Bytes to text: the bytes decide, declarations only vote."""

from __future__ import annotations

import gzip
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.formats.encoding import LIMIT, decode, unpack

RUSSIAN = (
    "Учебный центр объявляет набор на курсы повышения квалификации: «Школа старшей сестры» — "
    "№ 5, заявки до мая, ёлка. "
)
KAZAKH = "Оқу орталығы біліктілікті арттыру курстарына қабылдау жариялайды, өтінімдер күзге дейін."


def page(text: str, charset: str = "") -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}</head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1251", "koi8-r", "latin-1", "x-no"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "iso8859-5"])
def test_the_bytes_win_over_any_declaration(encoding: str, declared: str | None) -> None:
    text = page(RUSSIAN.replace("«", '"').replace("»", '"').replace("—", "-"), declared or "")
    assert decode(text.encode(encoding, "replace"), declared=declared).encoding == encoding


@pytest.mark.parametrize("text", [RUSSIAN, RUSSIAN.upper(), "Новости", "Анонсы: курсы"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r"])
def test_short_lines_and_capitals_are_read_too(encoding: str, text: str) -> None:
    data = text.encode(encoding, "replace")
    assert decode(data).text == data.decode(encoding)


def test_an_old_console_encoding_is_known() -> None:
    text = RUSSIAN.replace("«", "").replace("»", "").replace("—", "-")
    assert decode(text.encode("cp866")).text == text


def test_kazakh_letters_are_read_in_both_encodings() -> None:
    assert decode(KAZAKH.encode()).text == KAZAKH
    assert decode(KAZAKH.encode("kz1048")).text == KAZAKH


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_and_marks_are_known(encoding: str) -> None:
    text = page(RUSSIAN)
    assert decode(text.encode(encoding), declared="windows-1251").text == text


@pytest.mark.parametrize("at", [20, 61, 100])
def test_one_broken_byte_spoils_one_letter(at: int) -> None:
    data = page(RUSSIAN).encode()
    read = decode(data[:at] + b"\xff" + data[at:], declared="windows-1251")
    assert read.encoding == "utf-8"
    assert read.text.count("\ufffd") <= 3
    assert "квалификации" in read.text


def test_a_text_cut_inside_a_letter_is_still_utf8() -> None:
    assert decode(RUSSIAN.encode()[:31]).encoding == "utf-8"


@pytest.mark.parametrize("wrong", ["cp1251", "cp1252"])
def test_utf8_that_was_encoded_twice_is_undone(wrong: str) -> None:
    def as_read(byte: int) -> str:
        return bytes([byte]).decode(wrong, "ignore") or chr(byte)

    mangled = "".join(map(as_read, RUSSIAN.encode()))
    assert decode(mangled.encode()).text == RUSSIAN


def test_capitals_and_signs_are_not_taken_for_mangled_text() -> None:
    text = "СССР РСФСР «РОССИЯ» — РС № 5, САРС ПРС РО"
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("Café – naïve".encode("cp1252"), "iso-8859-1", "Café – naïve"),
        ("日本語のページです".encode("euc-jp"), "euc-jp", "日本語のページです"),
        (b"plain", "utf-16", "plain"),
        (b"", None, ""),
        (b"a\0b\0", "utf-8", "ab"),
        (b"+ADw-script+AD4-", "utf-7", "+ADw-script+AD4-"),
    ],
)
def test_what_is_not_cyrillic_follows_a_plausible_declaration(
    data: bytes, declared: str | None, text: str
) -> None:
    assert decode(data, declared=declared).text == text


def test_gzip_left_packed_is_unpacked_even_twice() -> None:
    packed = gzip.compress(gzip.compress(RUSSIAN.encode("cp1251")))
    assert decode(packed).text == RUSSIAN


def test_a_cut_archive_gives_what_it_held() -> None:
    packed = gzip.compress(RUSSIAN.encode() * 200)
    assert decode(packed[: len(packed) // 2]).text.startswith(RUSSIAN[:20])


def test_what_only_looks_like_gzip_is_left_alone() -> None:
    assert unpack(b"\x1f\x8bnot gzip") == b"\x1f\x8bnot gzip"


def test_a_bomb_is_unpacked_only_up_to_the_limit() -> None:
    stream = zlib.compressobj(wbits=31)
    bomb = b"".join(stream.compress(bytes(1_000_000)) for _ in range(60)) + stream.flush()
    assert len(unpack(bomb)) == LIMIT


@given(st.binary(max_size=400), st.none() | st.text(max_size=20))
def test_any_bytes_are_text(data: bytes, declared: str | None) -> None:
    read = decode(data, declared=declared)
    assert "\0" not in read.text
    read.text.encode()


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюя ", min_size=40, max_size=80))
def test_text_in_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode()).text == text


def test_a_large_page_takes_no_time() -> None:
    started = time.perf_counter()
    decode(RUSSIAN.encode("cp1251") * 40_000)
    assert time.perf_counter() - started < 30
