"""What Decap is given, and what of its answer reaches the file."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from editor import entry, form
from editor.storage import LABEL
from model import frontmatter
from model.announcement import FIELDS, FRONT_MATTER
from model.yamlhead import Loader
from tests.desks import QUIRKS


def config() -> dict[str, Any]:
    told: dict[str, Any] = yaml.load(form.text(form.local("http://127.0.0.1:1/admin/api?token=x")),
                                     Loader=Loader)  # fmt: skip
    return told


def test_the_form_has_every_field_in_the_order_of_the_file() -> None:
    (announcements, *_) = config()["collections"]
    names = [field["name"] for field in announcements["fields"]]
    assert names == [*FRONT_MATTER, "body"]
    assert announcements["folder"] == f"{LABEL}/announcements"


def test_every_field_has_a_russian_label_and_a_hint() -> None:
    for field in config()["collections"][0]["fields"]:
        assert field["label"] == FIELDS[field["name"]].metadata["label"]
        assert field["hint"]


def test_no_widget_rewrites_what_it_shows() -> None:
    widgets = {one["name"]: one["widget"] for one in config()["collections"][0]["fields"]}
    assert set(widgets.values()) <= {
        "string", "text", "select", "boolean", "list", "object", "markdown"
    }  # fmt: skip
    assert not {"datetime", "number", "date", "relation"} & set(widgets.values())
    body = config()["collections"][0]["fields"][-1]
    assert body["modes"] == ["raw"]


def test_only_what_every_announcement_has_is_required() -> None:
    fields = config()["collections"][0]["fields"]
    required = [one["name"] for one in fields if one["required"] == "true"]
    assert required == ["title", "kind", "stage"]


def test_texts_of_editors_have_forms_too() -> None:
    told = {one["name"]: one for one in config()["collections"]}
    assert told["pages"]["create"] == "false"
    names = [[field["name"] for field in told[n]["fields"]] for n in ("programmes", "pages")]
    assert names == [["title", "programme", "body"], ["title", "order", "body"]]


def test_the_hosted_form_differs_in_its_backend_alone() -> None:
    hosted = form.hosted("github", "owner/radar", "https://radar.example.test/")
    assert hosted["backend"] == {"name": "github", "repo": "owner/radar", "branch": "main"}
    local = form.local("http://127.0.0.1:1/admin/api")
    assert hosted["collections"] == local["collections"]
    assert "local_backend" not in hosted


@pytest.mark.parametrize("word", ["36.0", "007", "~", "1e3", "+7", ".5", "0x1F", "True", "null",
                                  "2026-11-01T10:00:00Z", "99999999999999999999"])  # fmt: skip
def test_a_word_that_decap_would_misread_is_shown_in_quotes(word: str) -> None:
    text = f"---\ntitle: {word}\n---\n\nТекст\n"
    assert f'title: "{word}"' in entry.served(text)


@pytest.mark.parametrize("word", ["300", "2026-11-28", "10:00", "no", "Тверь", '"007"', "RU-TVE"])
def test_what_decap_reads_as_it_stands_is_shown_as_it_stands(word: str) -> None:
    text = f"---\ntitle: {word}\n---\n\nТекст\n"
    assert entry.served(text) == text


def decap(text: str, **changes: Any) -> str:
    """A file as Decap writes it: no comments, no quotes, its own order of unknown fields."""
    fields = frontmatter.values(entry.served(text)) | changes
    head = yaml.safe_dump(fields, allow_unicode=True, sort_keys=True, default_flow_style=True)
    return f"---\n{head}---\n\n{frontmatter.body(text)}"


def test_saving_without_a_change_changes_no_byte() -> None:
    assert entry.merged(QUIRKS, decap(QUIRKS)) == QUIRKS


def test_one_edited_field_is_the_only_line_that_changes() -> None:
    after = entry.merged(QUIRKS, decap(QUIRKS, place="Тверь"))
    assert after == QUIRKS.replace("place: no", "place: Тверь")


def test_an_unknown_field_survives() -> None:
    text = QUIRKS.replace("place: no", "place: no\nx_note: 1.50  # наше")
    assert "x_note: 1.50  # наше" in entry.merged(text, decap(text, title="Новый"))


def test_emptied_fields_go_and_an_untouched_empty_one_stays() -> None:
    text = QUIRKS.replace("place: no", "place:")
    after = entry.merged(text, decap(text, cost="", audience=[], pinned=False))
    assert frontmatter.values(after).keys() == frontmatter.values(text).keys() - {
        "cost",
        "audience",
    }
    assert "place:\n" in after
    assert "pinned: false" in after


def test_a_new_entry_is_written_in_the_models_order_without_what_is_empty() -> None:
    raw = "---\nstage: call\ntitle: Курс\nkind: training\nplace: ''\ndraft: false\nx: 1\n---\nТекст"
    assert entry.canonical(raw) == (
        "---\ntitle: Курс\nkind: training\nstage: call\nx: 1\n---\n\nТекст\n"
    )
