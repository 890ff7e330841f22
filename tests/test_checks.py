"""The checks of a built site find what is broken: each is given a site with one fault."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checks import formats, links, screen, validity, weight
from checks.__main__ import main, report
from checks.finding import Finding, result
from checks.tree import Tree, kind

POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; base-uri 'none'\">"
)
PAGE = (
    '<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8">{policy}<title>Проба</title>{head}'
    '</head><body><main id="main"{attributes}><h1 id="top">Проба</h1>{body}</main></body></html>'
)


def a_page(body: str = "", head: str = "", policy: str = POLICY, attributes: str = "") -> str:
    return PAGE.format(body=body, head=head, policy=policy, attributes=attributes)


def a_tree(folder: Path, **files: str | bytes) -> Tree:
    """Names have «__» for a slash and «_» for a point."""
    for name, data in ({"index_html": a_page()} | files).items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return Tree(folder)


def told(check: Callable[[Tree], Iterator[Finding]], tree: Tree) -> list[str]:
    return [finding.what for finding in check(tree)]


def test_a_sound_site_has_no_findings(tmp_path: Path) -> None:
    tree = a_tree(tmp_path, a__index_html=a_page('<a href="../#top">к</a> <a href="./">к</a>'))
    for check in (links.broken, links.foreign, weight.over_budget, formats.unreadable):
        assert told(check, tree) == []


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("nigde/", "ссылка в никуда: nigde/"),
        ("../", "ссылка ведёт вон из сайта: ../"),
        ("#netu", "нет такого места на странице: #netu"),
        ("a/#netu", "нет такого места на странице: a/#netu"),
    ],
)
def test_a_link_to_nothing_is_found(tmp_path: Path, link: str, fault: str) -> None:
    tree = a_tree(tmp_path, index_html=a_page(f'<a href="{link}">к</a>'), a__index_html=a_page())
    assert told(links.broken, tree) == [fault]


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        (a_page(head='<script src="https://cdn.example/x.js"></script>'), "загружает чужое"),
        (a_page(head='<link rel="stylesheet" href="//cdn.example/x.css">'), "загружает чужое"),
        (a_page(body="<script>1</script>"), "внутри страницы: <script>"),
        (a_page(body='<p style="color:red">к</p>'), "внутри страницы: <p>"),
        (a_page(body='<p onclick="x()">к</p>'), "внутри страницы: <p>"),
        (a_page(policy=""), "нет строгой CSP"),
        (a_page(policy=POLICY.replace("'self'", "'self' 'unsafe-inline'")), "нет строгой CSP"),
    ],
)
def test_what_comes_from_elsewhere_is_found(tmp_path: Path, page: str, fault: str) -> None:
    [found] = told(links.foreign, a_tree(tmp_path, index_html=page))
    assert fault in found


def test_structured_data_is_no_script(tmp_path: Path) -> None:
    page = a_page(head='<script type="application/ld+json">{}</script>')
    assert told(links.foreign, a_tree(tmp_path, index_html=page)) == []


def test_a_heavy_page_is_found_and_a_list_may_weigh_more(tmp_path: Path) -> None:
    noise = "".join(random.Random(1).choices(string.printable[:62], k=150_000))
    page, wide = a_page(noise), a_page(noise, attributes=" data-list")
    tree = a_tree(tmp_path, a__index_html=page, b__index_html=wide)
    assert [finding.where for finding in weight.over_budget(tree)] == ["a/index.html"]


def test_fonts_weigh_by_the_letters_of_the_page(tmp_path: Path) -> None:
    face = "@font-face{font-family:G;src:url(%s.woff2);unicode-range:U+%s}"
    tree = a_tree(
        tmp_path,
        index_html=a_page("жё", head='<link rel="stylesheet" href="s.css?v=1">'),
        s_css=face % ("cyrillic", "400-45F") + face % ("kazakh", "492-4AF"),
        cyrillic_woff2=b"x" * 9000,
        kazakh_woff2=b"x" * 9000,
    )
    assert 9000 < weight.Scale(tree).page("index.html", tree.pages["index.html"]) < 10_000


def test_a_third_script_is_found(tmp_path: Path) -> None:
    scripts = "".join(f'<script src="static/{n}.js"></script>' for n in range(3))
    files = {f"static__{n}_js": "1" for n in range(3)}
    tree = a_tree(tmp_path, index_html=a_page(head=scripts), **files)
    assert "программ больше двух" in told(weight.over_budget, tree)[0]


EVENT = "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261121T000000Z\r\n{}END:VEVENT\r\n"
CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//\r\n{}END:VCALENDAR\r\n"
WHOLE = EVENT.format("DTSTART;VALUE=DATE:20261121\r\nSUMMARY:Срок\r\n")
ENTRY = "<entry><id>{}</id><title>t</title><link href='{}'/></entry>"
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title><id>i</id>{}</feed>"


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("x_atom", "<feed", "не XML"),
        ("x_atom", ATOM.format(ENTRY.format(1, "/a/")), "нет полной ссылки"),
        ("x_atom", ATOM.format(ENTRY.format(1, "https://x.example") * 2), "имён (id)"),
        ("x_ics", CALENDAR.format(WHOLE * 2), "UID повторяются"),
        ("x_ics", CALENDAR.format(WHOLE).replace("\r\n", "\n"), "RFC 5545"),
        ("x_ics", CALENDAR.format(EVENT.format("SUMMARY:Срок\r\n")), "нет дня или названия"),
        ("x_ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n", "не читается"),
        ("list_csv", "a;b\r\n", "BOM"),
        ("list_csv", "\ufeffa;b\r\n1\r\n", "разное число полей"),
        ("list_csv", "\ufeffa;b\r\n=1+1;2\r\n", "формулу"),
        ("feed_json", '{"version": "1"}', "не JSON Feed"),
    ],
)
def test_a_form_that_others_cannot_read_is_found(
    tmp_path: Path, name: str, data: str, fault: str
) -> None:
    assert fault in " ".join(told(formats.unreadable, a_tree(tmp_path, **{name: data})))


def test_sound_forms_pass(tmp_path: Path) -> None:
    atom = ATOM.format(ENTRY.format(1, "https://x.example"))
    tree = a_tree(tmp_path, x_atom=atom, x_ics=CALENDAR.format(WHOLE), list_csv="\ufeffa;b\r\n")
    assert told(formats.unreadable, tree) == []


def test_html_that_is_not_valid_is_found(tmp_path: Path) -> None:
    """By a program that tells as the validator does: the real one is a large download."""
    java = tmp_path / "java"
    java.write_text(
        '#!/bin/sh\nfor last; do :; done\necho "{\\"messages\\": [{\\"url\\": \\"file:$last\\", '
        '\\"lastLine\\": 7, \\"message\\": \\"Stray end tag\\"}]}"\n'
    )
    java.chmod(0o755)
    tree = a_tree(tmp_path.resolve() / "site")
    [found] = validity.invalid(tree, java=str(java))
    assert found == Finding(where="index.html", what="строка 7: Stray end tag")


@pytest.mark.browser
def test_what_only_a_browser_sees_is_found(tmp_path: Path) -> None:
    body = (
        '<img src="x.png"><p id="faint">бледно</p><div id="wide">широко</div>'
        '<iframe src="data:text/html,x" title="к"></iframe>'
    )
    styles = "#faint{color:#ccc}#wide{width:2000px}"
    page = a_page(body, head='<link rel="stylesheet" href="s.css">')
    tree = a_tree(tmp_path, index_html=page, s_css=styles, x_png="")
    found = " ".join(finding.what for finding in screen.seen(tree, "2026-11-21T09:00:00Z"))
    for fault in ("axe color-contrast", "axe image-alt", "шире экрана", "CSP не пустила"):
        assert fault in found
    for look in ("360 px, light", "1280 px, dark", "320 px", "текст 200 %"):
        assert look in found


def test_pages_that_lie_alike_are_of_one_kind(tmp_path: Path) -> None:
    assert kind("a/kurs/index.html") == kind("a/shkola/index.html") == "a/*"
    assert kind("region/ru-kir/2026/index.html") == kind("kind/talent/bez-daty/index.html")
    assert kind("a/kurs/notice/index.html") == "a/*/notice"
    assert kind("calendar/2026-12/index.html") != kind("2026/12/index.html")
    assert len({kind(name) for name in ("index.html", "404.html", "moe/index.html")}) == 3


def test_the_table_tells_and_the_exit_code_says(capsys: pytest.CaptureFixture[str]) -> None:
    fault = Finding(where="a/", what="плохо")
    assert report(iter([result("вес", "1 страниц", iter([]))])) == 0
    assert report(iter([result("вес", "1 страниц", iter([fault, fault]))])) == 1
    told = capsys.readouterr().out
    assert "чисто" in told
    assert "нарушений: 1" in told
    assert "вес: a/\n    плохо" in told


def test_a_ready_site_can_be_checked(tmp_path: Path) -> None:
    a_tree(tmp_path)
    assert main(["--site", str(tmp_path), "--quick"]) == 0
    a_tree(tmp_path, b__index_html=a_page('<a href="netu/">к</a>'))
    assert main(["--site", str(tmp_path), "--quick"]) == 1
