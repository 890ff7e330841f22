"""The quick way of reading front matter gives what PyYAML gives."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench.build.corpus import announcement
from model.content import parse, split, write
from model.plainhead import plain_values
from model.yamlhead import yaml_values
from tests.announcements import announcements

PATH = Path("odin.md")
PIECES = st.sampled_from(
    [
        "title: Курс\n",
        "kind: training\n",
        "title:",
        "body: 'а''б'\n",
        "audience:\n- врачи\n- 'медсёстры: все'\n",
        "evidence:\n  name: до 28 ноября\n",
        "- ещё\n",
        "  apply_close: слово\n",
        " ",
        "  ",
        "\n",
        "# заметка\n",
        " # заметка",
        "а: б",
        "название",
        '"',
        "'",
        "|\n  текст\n",
        ">",
        "[а, б]",
        "{а: б}",
        "&a",
        "*a",
        "!!str",
        "-",
        "---\n",
        "...",
        ":",
        "? ",
        "\xa0",
        "\t",
        "10:30",
        "no",
        "~",
        "%",
        "@",
        "`",
        ",",
        "\u2028",
        "\ufeff",
    ]
)


@settings(max_examples=1500, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=10).map("".join), st.text(max_size=40)))
@example("title: а\n  б")
@example("title: 'а'б")
@example("audience: \n- а")
@example("evidence:\n  name: а\n- б")
def test_plain_front_matter_is_read_asyaml_values(head: str) -> None:
    quick = plain_values(head)
    assert quick is None or quick == yaml_values(head, PATH)


@given(announcements())
def test_what_we_write_is_read_back(made: object) -> None:
    from dataclasses import replace

    text = write(made)  # type: ignore[arg-type]
    head, _ = split(text, PATH)
    quick = plain_values(head)
    assert quick is None or quick == yaml_values(head, PATH)
    assert parse(text, PATH) == replace(made, id="odin")  # type: ignore[type-var]


def test_made_up_announcements_are_plain() -> None:
    heads = [split(write(announcement(number)), PATH)[0] for number in range(100)]
    assert all(plain_values(head) == yaml_values(head, PATH) for head in heads)
