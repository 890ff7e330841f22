"""The quick way of Markdown gives byte for byte what Python-Markdown and the sanitiser give."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench.build.corpus import announcement
from builder.texts.plainprose import plain
from builder.texts.prose import whole
from scraper.demo.corpus import every
from tests.announcements import bodies

PIECES = st.sampled_from(
    [
        "слово",
        "Медсёстры и врачи",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n\n\n",
        "- ",
        "-",
        "* ",
        "> ",
        ">",
        "# ",
        "###",
        "1. ",
        "2. ",
        "10.",
        "**",
        "*",
        "_",
        "`",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "[текст](https://example.test/a?b=1&c=2)",
        "[x](http://127.0.0.1:18712/a_b*c)",
        "[x](javascript:alert(1))",
        '[x](https://e.test "t")',
        "https://e.test/",
        "**жирно**",
        "*косо*",
        "**а *б* в**",
        "&",
        "&amp;",
        "&copy",
        "&#1;",
        "<b>",
        "<",
        "\\",
        "\\.",
        "\\*",
        "\\-",
        "\\|",
        "|",
        "\xa0",
        "\t",
        "«», — …",
        "---",
        "===",
        "a | b\n--|--\n1 | 2",
        "!",
        "{",
        "}",
        "~~",
        "'",
        '"',
        "%",
        "$",
        "x@e.test",
        "[1]: https://e.test",
        "[x](https://e.test/;a)",
        "[x](https://08.1.1.1/)",
        "[x](https://xn--a.test/)",
        "№ 5",
        "\u2028",
        "[](https://e.test)",
        "[x]()",
        "[x](/a)",
        "![](https://e.test/a.jpg)",
        "![схема](http://e.test/)",
        "\ufeff",
        "\u200b",
        "[x](https://a--b.test)",
        "[x](HTTPS://E.TEST/)",
        "[x](https://e.test:99999/)",
        "[x](https://e.test/%zz)",
        "\r\n",
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)


@settings(max_examples=1500, deadline=None)
@given(st.one_of(TEXTS, bodies, st.text(max_size=60)))
@example("а\n- б")
@example("- а\n\n- б")
@example("> а\n\n> б")
@example("- а\n\n1. б")
@example("# а #")
@example("**а**\n*б*")
@example("а\xa0\nб")
def test_a_plain_text_is_rendered_as_by_markdown(text: str) -> None:
    quick = plain(text)
    assert quick is None or quick == whole(text)


LINES = st.sampled_from(
    [
        "Обычная строка.",
        "Строка с **жирным** словом и *косым*.",
        "Ссылка: [приказ](https://e.test/a?b&c).",
        "Тел\\. 8 \\(391\\) 1",
        "Р&Д & К",
        "5 > 3",
        "До\xa028 ноября!",
        "Строка\nна две",
    ]
)
BLOCKS = st.one_of(
    LINES,
    LINES.map(lambda line: f"## {line}"),
    st.lists(LINES, min_size=1, max_size=3).map(lambda rows: "\n".join(f"- {r}" for r in rows)),
    st.lists(LINES, min_size=1, max_size=3).map(
        lambda rows: "\n".join(f"{n}. {r}" for n, r in enumerate(rows, 1))
    ),
    LINES.map(lambda line: f"> {line}"),
)


@settings(max_examples=500, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=6).map("\n\n".join))
def test_usual_blocks_in_any_order_are_rendered_as_by_markdown(text: str) -> None:
    quick = plain(text)
    assert quick is None or quick == whole(text)


@pytest.mark.parametrize(
    "text",
    [
        "Один абзац.\n\nДругой, с **жирным** и [ссылкой](https://example.test/a?b=1&c=2).",
        "## Программа\n\n- раз;\n- два.\n\nИтог\\. Всё.\n\n> «Цитата», сказал он.",
        "1. раз\n2. два\n\n![](http://127.0.0.1:18712/a.jpg)",
    ],
)
def test_what_announcements_are_made_of_goes_the_quick_way(text: str) -> None:
    assert plain(text) == whole(text)


def test_made_up_announcements_go_the_quick_way_and_come_out_the_same() -> None:
    for number in range(2_000):
        text = announcement(number).body
        assert plain(text) == whole(text)


def test_every_text_of_the_demo_web_comes_out_the_same() -> None:
    texts = [item.text.strip("\n") for item in every()]
    quick = [(text, plain(text)) for text in texts]
    assert all(html is None or html == whole(text) for text, html in quick)
    assert sum(html is not None for _, html in quick) > len(texts) * 0.8
