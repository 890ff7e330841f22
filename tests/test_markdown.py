"""Markup to Markdown: the same words, nothing hostile, nothing without bound."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown import Markdown

from scraper.page.markdown import LIMIT, to_markdown

BASE = "https://site.example.test/news/1/"
SAFE_TAGS = {
    "a", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img",
    "li", "ol", "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def rendered(markdown: str) -> lxml_html.HtmlElement:
    """What the plainest Markdown writer, with raw HTML allowed, makes of it."""
    shown = Markdown(extensions=["tables"]).convert(markdown)
    return lxml_html.fromstring(f"<div>{shown}</div>")


def shown(markdown: str) -> str:
    return " ".join(rendered(markdown).text_content().split())


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        ("Один<br><br>Два<br>три", "Один\n\nДва  \nтри"),
        ("<div>Один<div>Два</div>Три</div>", "Один\n\nДва\n\nТри"),
        ("<h1>Школа</h1><h3>Кто <b>может</b></h3>", "## Школа\n\n### Кто может"),
        ("<p>Это<b> важно </b>и<strong>срочно</strong>.</p>", "Это **важно** и**срочно**."),
        ("<p><b></b><i> </i>пусто</p>", "пусто"),
        ("<p><b><i>оба</i></b> <em>один</em></p>", "***оба*** *один*"),
        ("<ul><li>а</li><li>б<ol start=3><li>в</li></ol></li></ul>", "- а\n- б\n    3. в"),
        ("<ul><li>а</li><ul><li>б</li></ul></ul>", "- а\n    - б"),
        ("<ol><li><p>а</p><p>б</p></li><li>в</li></ol>", "1. а\n\n    б\n\n2. в"),
        ("<ul><li></li><li> </li></ul>текст", "текст"),
        ("<blockquote><p>а</p><p>б</p></blockquote>", "> а\n>\n> б"),
        ("<p>а</p><hr><hr><p>б</p><hr>", "а\n\n---\n\nб"),
        ("<p>а</p><p>_______</p><p>б</p>", "а\n\n---\n\nб"),
        ("<dl><dt>Срок</dt><dd>май</dd></dl>", "**Срок**\n\nмай"),
        ("<pre>раз\n  два</pre>", "раз  \nдва"),
        ("a&nbsp;&nbsp;b&shy;c&#8203;d", "a bcd"),
        ("<p>текст<!-- нет --><script>x()</script><style>p{}</style></p>", "текст"),
        ("<p style='display: none'>скрыто</p><p hidden>и это</p>видно", "видно"),
    ],
)
def test_structure_stays(markup: str, markdown: str) -> None:
    assert to_markdown(markup, BASE) == markdown


@pytest.mark.parametrize(
    ("href", "link"),
    [
        ("/a", "https://site.example.test/a"),
        ("b?x=1&y=2", "https://site.example.test/news/1/b?x=1&y=2"),
        ("//other.example.test/c", "https://other.example.test/c"),
        ("https://other.example.test/#/form", "https://other.example.test/#/form"),
        ("https://other.example.test/a b(c)|d", "https://other.example.test/a%20b%28c%29%7Cd"),
        ("mailto:school@example.test?subject=x", "mailto:school@example.test"),
        ("#top", None),
        ("", None),
        ("javascript:alert(1)", None),
        ("JaVa\tscript:alert(1)", None),
        ("data:text/html,x", None),
        ("vbscript:x", None),
        ("http://", None),
        ("http://[broken", None),
        ("https://other.example.test/" + "a" * 3000, None),
    ],
)
def test_links_lead_somewhere_safe_or_are_plain_words(href: str, link: str | None) -> None:
    words = to_markdown(f'<p>см. <a href="{href}">тут</a></p>', BASE)
    assert words == (f"см. [тут]({link})" if link else "см. тут")


def test_a_link_around_paragraphs_is_given_to_each() -> None:
    assert to_markdown('<a href="/x"><p>а</p><p>б</p></a>', "https://e.example.test/") == (
        "[а](https://e.example.test/x)\n\n[б](https://e.example.test/x)"
    )


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        ('<img src="/a.jpg" alt="Схема [1]">', r"![Схема \[1\]](https://site.example.test/a.jpg)"),
        ('<img src="data:image/gif;base64,x" data-src="a.jpg">', f"![]({BASE}a.jpg)"),
        ('<img data-src="a.jpg"><noscript><img src="a.jpg"></noscript>', f"![]({BASE}a.jpg)"),
        ('<noscript>включите скрипты<img src="a.jpg"></noscript>', f"![]({BASE}a.jpg)"),
        ('<img src="javascript:x"><img><img src="p.gif" width="1" height="1">', ""),
    ],
)
def test_lazy_pictures_are_found_once_and_counters_are_not(markup: str, markdown: str) -> None:
    assert to_markdown(markup, BASE) == markdown


def test_a_table_of_data_stays_a_table() -> None:
    table = """<table><caption>Расписание</caption><tr><th rowspan="2">День</th><th colspan="2">Зал
    </th></tr><tr><td>А|Б</td><td><p>два</p><ul><li>слова</li></ul></td></tr></table>"""
    assert to_markdown(table, BASE) == (
        "Расписание\n\n| День | Зал |  |\n| --- | --- | --- |\n|  | А\\|Б | два слова |"
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td><p>Раз.</p></td></tr><tr><td><p>Два.</p></td></tr></table>",
        "<table><tr><td></td><td><table><tr><td>Раз.</td></tr></table><p>Два.</p></td></tr></table>",
    ],
)
def test_a_table_that_lays_out_the_page_is_read_through(markup: str) -> None:
    assert to_markdown(markup, BASE) == "Раз.\n\nДва."


@pytest.mark.parametrize(
    "line",
    [
        "1. не список", "2026. Год учителя", "- не пункт", "+ плюс", "# не заголовок", "#врачи",
        "> не цитата", "a*b*c", "_d_ и e_f_g", "[x](y)", "`код`", "<b>тег</b> & &lt;", "1) раз",
        "\\ черта \\* звезда", "![x](y)", "2 < 3 > 1", "+7 (000) 11-22-33", "***", "a | b",
        "&copy;", "Иванов_петров@example.test", "<script>alert(1)</script>", "4. ",
        "-", "=== так ===",
    ],
)  # fmt: skip
def test_marks_in_the_text_are_shown_as_they_are(line: str) -> None:
    markup = line.replace("&", "&amp;").replace("<", "&lt;")
    markdown = to_markdown(f"<p>до</p><p>{markup}</p><p>после</p>", BASE)
    expected = "" if line == "***" else line.strip()
    assert shown(markdown) == " ".join(f"до {expected} после".split())


LETTERS = st.text(alphabet="абв ab12.,:;!?-–—+*_#>[](){}<>&|`~=\\/\"'\n\t№«»", max_size=40)


@given(st.lists(LETTERS, min_size=1, max_size=5))
@example(["a\\"])
@example(["&#1"])
def test_any_text_is_shown_as_it_was(lines: list[str]) -> None:
    escape = str.maketrans({"&": "&amp;", "<": "&lt;"})
    markdown = to_markdown("".join(f"<p>{line.translate(escape)}</p>" for line in lines), BASE)
    flat = [" ".join(line.split()) for line in lines]
    kept = [line for line in flat if not re.fullmatch(r"[ =_*~-]{3,}", line)]
    assert shown(markdown) == " ".join(" ".join(kept).split())


TAGS = st.sampled_from([
    "p", "div", "span", "b", "i", "a", "ul", "ol", "li", "table", "tr", "td", "th", "h1", "h6",
    "blockquote", "br", "hr", "img", "pre", "script", "style", "svg", "form", "noscript", "iframe",
    "font", "dl", "dt", "dd", "center", "section", "title", "textarea", "xml:x",
])  # fmt: skip
ATTRIBUTES = st.sampled_from([
    "", ' href="javascript:alert(1)"', ' href="/x"', ' onclick="x()"', ' src="java&#10;script:x"',
    ' style="display:none"', ' href="http://e.example.test/)<script>"', ' colspan="99999"',
    ' start="-1"', ' src="/a.jpg" alt="](javascript:x)"', ' rowspan="x"', ' href="data:text/html"',
])  # fmt: skip
WORDS = st.sampled_from(
    ["слово ", "&lt;script&gt;x", "]]>", "<", "*", "[a](javascript:b)", "\n", "&"]
)
MARKUP = st.lists(
    st.one_of(
        WORDS,
        st.builds("<{}{}>".format, TAGS, ATTRIBUTES),
        st.builds("</{}>".format, TAGS),
    ),
    max_size=40,
).map("".join)


@given(MARKUP)
def test_no_markup_makes_anything_but_harmless_markdown(markup: str) -> None:
    for element in rendered(to_markdown(markup, BASE)).iter():
        assert element.tag in SAFE_TAGS
        assert set(element.keys()) <= {"href", "src", "alt", "start", "style"}
        for name in ("href", "src"):
            scheme = urlsplit(element.get(name) or "https://x").scheme
            assert scheme in ("http", "https", "mailto")


@given(st.text(max_size=200) | MARKUP, st.text(max_size=30))
def test_nothing_raises(markup: str, base: str) -> None:
    to_markdown(markup, base).encode()


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 10_000 + "дно" + "</div>" * 10_000 + "<p>после</p>",
        "<blockquote>" * 5_000 + "дно" + "</blockquote>" * 5_000 + "<p>после</p>",
        "<table><tr><td>" * 2_000 + "дно" + "</td></tr></table>" * 2_000 + "<p>после</p>",
        "<ul><li>" * 2_000 + "дно" + "</li></ul>" * 2_000 + "<p>после</p>",
    ],
)
def test_deep_nesting_is_flattened_and_loses_no_words(markup: str) -> None:
    words = shown(to_markdown(markup, BASE))
    assert words.startswith("дно")
    assert words.endswith("после")


@pytest.mark.parametrize(
    "markup",
    [
        "<p>слово" * 800_000,
        "<ol>" + "<li>слово" * 20_000,
        "<table>" + "<tr><td>а<td>б" * 300_000,
        "<table><tr>" + "<td colspan=9999 rowspan=9999>а" * 3_000,
        "<b>" * 1_000_000,
        "<br>" * 1_000_000,
        "<p>" + "слово " * 800_000,
        "<p>" + "*" * 400_000,
        "<a" * 2_000_000,
    ],
)
def test_huge_markup_is_bounded_in_time_and_size(markup: str) -> None:
    started = time.perf_counter()
    assert len(to_markdown(markup[:5_000_000], BASE)) <= LIMIT
    assert time.perf_counter() - started < 60


def test_a_long_text_is_cut_between_its_lines() -> None:
    markdown = to_markdown("<p>Одна строка текста.</p>" * 20_000, BASE)
    assert set(markdown.split("\n\n")) == {"Одна строка текста."}
    assert LIMIT - 100 < len(markdown) <= LIMIT
