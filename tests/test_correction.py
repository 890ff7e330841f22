"""«Предложить исправление»: a link on every page, to where the site's settings say."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from builder.parts.correction import correction
from builder.site import Site, read_site
from model.problem import SettingProblem

FORM = "https://git.example/issues/new?title={title}&body={address}"
PAGE = "https://radar.example/a/kurs/"


def test_a_letter_names_the_page() -> None:
    link = urlsplit(correction("mailto:kadry@example.org", PAGE, 'Курс «А & Б» <b>"'))
    told = parse_qs(link.query)
    assert link.path == "kadry@example.org"
    assert told["subject"] == ['Исправление: Курс «А & Б» <b>"']
    assert PAGE in told["body"][0]


def test_a_form_gets_the_page_in_its_address() -> None:
    told = parse_qs(urlsplit(correction(FORM, PAGE, "Курс & {address}")).query)
    assert told["body"] == [PAGE]
    assert told["title"][0].startswith("Курс & ")


def test_a_title_of_any_length_keeps_the_address_short() -> None:
    assert len(correction(FORM, PAGE, "щ" * 5000)) < 2000


def test_no_setting_no_link() -> None:
    assert correction("", PAGE, "Курс") == ""


@pytest.mark.parametrize("to", ["kadry@example.org", "mailto:", "https://git.example/new", "//x"])
def test_a_setting_that_cannot_work_is_told(tmp_path: Path, to: str) -> None:
    (tmp_path / "site.toml").write_text(f'corrections = "{to}"', "utf-8")
    with pytest.raises(SettingProblem, match="corrections"):
        read_site(tmp_path, None)


def test_the_setting_reaches_the_site(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text('corrections = "mailto:a@example.org"', "utf-8")
    assert read_site(tmp_path, None) == Site(corrections="mailto:a@example.org")
