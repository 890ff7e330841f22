"""Pages that editors write: from a file to a page, and what is told of a wrong file."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.pages.textpage import KNOWN, RESERVED, SHIPPED, Text, read_pages, shipped
from builder.state.memory import Memory, read_memory
from builder.texts.headings import page_text
from tests.sites import Links, a_call, planned, render, rendered, samples


def written(folder: Path, **texts: str) -> Path:
    (folder / "pages").mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"pages/{name.replace('_', '-')}.md").write_text(text, "utf-8")
    return folder


def test_a_file_becomes_a_page_at_its_name(tmp_path: Path) -> None:
    head = "---\ntitle: Кому мы благодарны\norder: 5\n---\n"
    written(tmp_path, spasibo=f"{head}# Людям\n\n**Всем** [им](../about/).\n")
    memory, problems = read_memory(tmp_path / "state", tmp_path)
    assert problems == []
    text = rendered(a_call("a"), path="spasibo/index.html", memory=memory)
    assert "<h1>Кому мы благодарны</h1>" in text
    assert "<h2>Людям</h2>" in text
    assert "<strong>Всем</strong>" in text
    about = Links(rendered(a_call("a"), path="about/index.html", memory=memory)).links
    assert (
        about.index("../spasibo/") < about.index("../accessibility/") < about.index("../licence/")
    )
    assert "spasibo/</loc>" in rendered(a_call("a"), path="sitemap.xml", memory=memory)


def test_an_editors_text_stands_in_place_of_the_shipped_one(tmp_path: Path) -> None:
    written(tmp_path, licence="---\ntitle: Лицензия\n---\nCC BY 4.0")
    found, _ = read_pages(tmp_path)
    text = rendered(a_call("a"), path="licence/index.html", memory=Memory(pages=found))
    assert "CC BY 4.0" in text
    assert "не выбрана" not in text


def test_pages_that_everything_links_to_are_shipped_and_honest() -> None:
    assert shipped().keys() == KNOWN.keys()
    assert all(text.body for text in shipped().values())
    assert "не выбрана" in rendered(a_call("a"), path="licence/index.html")
    assert "ещё не проверял человек" in rendered(a_call("a"), path="accessibility/index.html")
    found, problems = read_pages(SHIPPED.parent)
    assert problems == []
    assert found.keys() >= KNOWN.keys()


def test_an_unwritten_page_says_so() -> None:
    empty = Memory(pages={"licence": Text(title="Лицензия", order=1, body="")})
    text = rendered(a_call("a"), path="licence/index.html", memory=empty)
    assert "Текст этой страницы ещё не написан." in text


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("region", "---\ntitle: Т\n---\n", "занят"),
        ("2026", "---\ntitle: Т\n---\n", "занят"),
        ("Plohoe_Imya", "---\ntitle: Т\n---\n", "имя файла"),
        ("a-b", "---\norder: 1\n---\n", "нет названия"),
        ("a-b", "---\ntitle: Т\norder: первый\n---\n", "целое число"),
        ("a-b", "---\ntitle: Т\nmenu: да\n---\n", "неизвестное поле"),
        ("a-b", "текст без шапки", "нет шапки"),
        ("a-b", "---\ntitle: [\n---\n", "шапка не читается"),
    ],
)
def test_a_wrong_file_is_told_and_stops_nothing(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / f"pages/{name}.md").write_text(text, "utf-8")
    found, [problem] = read_pages(tmp_path)
    assert found == {}
    assert told in str(problem)
    assert str(tmp_path) in str(problem)


def test_no_name_of_an_editors_page_can_take_an_address_of_the_site() -> None:
    first = {path.partition("/")[0] for path in planned(*samples()) if "/" in path}
    assert [name for name in first - KNOWN.keys() if not RESERVED.fullmatch(name)] == []


def test_hostile_text_is_made_safe() -> None:
    body = "# <img src=x onerror=alert(1)>\n\n[x](javascript:alert(1)) <script>alert(2)</script>"
    memory = Memory(pages={"plohaya": Text(title="<b>Т</b>", order=1, body=body)})
    page = Links(render()(planned(a_call("a"), memory=memory)["plohaya/index.html"]).decode())
    assert not [tag for tag, _ in page.tags if tag in ("img", "b")]
    assert not [link for link in page.links if "javascript" in link]


@pytest.mark.parametrize("text", ["# A\n\n## B", "## A\n\n### B", "### A\n\n#### B"])
def test_headings_begin_below_the_title_wherever_an_editor_begins(text: str) -> None:
    assert str(page_text(text)).replace("\n", "") == "<h2>A</h2><h3>B</h3>"


def test_a_missing_page_leads_on() -> None:
    page = Links(rendered(a_call("a"), path="404.html"))
    assert {"/search/", "/region/", "/digest/", "/archive/"} <= set(page.links)
