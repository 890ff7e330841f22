"""Single fields of a file are changed, every other line stays."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from model import yamlhead
from model.announcement import FRONT_MATTER
from model.frontmatter import Unsafe, body, edit, values
from tests.desks import QUIRKS

LINES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")),
                min_size=1, max_size=30)  # fmt: skip
SAID: st.SearchStrategy[Any] = st.one_of(
    LINES,
    st.lists(LINES, min_size=1, max_size=3),
    st.dictionaries(st.sampled_from(("name", "place")), LINES, min_size=1),
)
HEADS = st.dictionaries(st.sampled_from([*FRONT_MATTER, "x_own", "заметка"]), SAID, max_size=6)
STYLES: st.SearchStrategy[str | None] = st.sampled_from([None, '"', "'", "|", ">"])


def lines_of(text: str) -> set[str]:
    return set(text.splitlines())


def test_one_changed_field_changes_one_line() -> None:
    after = edit(QUIRKS, {"apply_close": "2026-12-01"})
    assert after == QUIRKS.replace("apply_close: 2026-11-26", "apply_close: 2026-12-01")


def test_a_new_field_stands_where_the_model_puts_it() -> None:
    after = edit(QUIRKS, {"apply_open": "2026-11-02"}).splitlines()
    assert after[after.index("apply_open: 2026-11-02") - 1] == "published: 2026-11-01"
    assert lines_of(QUIRKS) <= set(after)


def test_a_field_that_is_taken_away_takes_its_own_lines_and_no_comment() -> None:
    text = "---\naudience:\n- врачи\n# о сроках\napply_close: 2026-11-01\n---\n\nТекст\n"
    assert edit(text, {"audience": None}) == text.replace("audience:\n- врачи\n", "")


def test_windows_line_ends_stay() -> None:
    after = edit(QUIRKS.replace("\n", "\r\n"), {"place": "Тверь", "body": "Один.\n\nДва."})
    assert after.count("\r\n") == after.count("\n")
    assert values(after)["place"] == "Тверь"
    assert body(after) == "Один.\n\nДва."


@pytest.mark.parametrize(
    "text", ["без шапки", "---\ntitle: a\n", "---\n{title: a}\n---\n", "---\ntitle: [\n---\n"]
)
def test_what_cannot_be_changed_by_line_is_refused(text: str) -> None:
    with pytest.raises(Unsafe):
        edit(text, {"title": "b"})


@given(HEADS, HEADS, st.sets(st.sampled_from(FRONT_MATTER), max_size=2), STYLES)
def test_only_what_was_asked_for_changes_whatever_stands_there(
    before: dict[str, Any], changes: dict[str, Any], gone: set[str], style: str | None
) -> None:
    head = yaml.dump(before, Dumper=yamlhead.Dumper, allow_unicode=True, default_style=style,
                     sort_keys=False) if before else ""  # fmt: skip
    text = f"---\n{head}---\n\nТекст.\n"
    asked = changes | dict.fromkeys(gone)
    after = edit(text, asked)
    assert values(after) == {k: v for k, v in (before | asked).items() if v is not None}
    assert body(after) == "Текст."
    assert edit(text, {}) == text
