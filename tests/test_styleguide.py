"""The style guide: made of real templates, whole for the worst content, and not public."""

from __future__ import annotations

from builder.pages.styleguide.cases import HOSTILE, common, worst
from builder.pages.styleguide.pages import styleguide_pages
from model.status import states
from tests.sites import SITE, TODAY, Links, planned, render, samples


def guide() -> dict[str, str]:
    return {page.path: render()(page).decode() for page in styleguide_pages(SITE, TODAY)}


def test_every_state_and_every_worst_case_is_shown() -> None:
    text = guide()["styleguide/index.html"]
    assert all(f"</svg>{state.word}<" in text for state in states().values())
    for a in (*common(TODAY), *worst(TODAY)):
        assert f'href="../a/{a.id}/"' in text


def test_every_announcement_has_its_own_page() -> None:
    pages = guide()
    assert {f"a/{a.id}/index.html" for a in (*common(TODAY), *worst(TODAY))} <= pages.keys()


def test_markup_in_any_field_stays_text() -> None:
    pages = guide()
    hostile = [text for path, text in pages.items() if "vrazhdebno" in path]
    for text in (pages["styleguide/index.html"], *hostile):
        assert HOSTILE not in text
        tags = Links(text).tags
        assert not [said for _, said in tags if any(name.startswith("on") for name in said)]
        assert not [said for _, said in tags if "javascript:" in str(said.get("href"))]
        assert all(said.get("src") or said.get("type") for tag, said in tags if tag == "script")


def test_nothing_of_it_is_in_the_public_site() -> None:
    assert not [path for path in planned(*samples()) if "styleguide" in path]
    assert all(page.search is None for page in styleguide_pages(SITE, TODAY))
