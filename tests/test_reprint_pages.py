"""A reprint has no card of its own: its address leads on, and the leader's page names it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import build
from builder.parts.changes import Change
from builder.parts.reprints import differences, disagreement, families
from builder.plan import next_change, pages, public
from builder.state.addresses import remember
from builder.state.memory import Memory, read_memory
from model.announcement import Announcement
from tests.sites import SITE, TODAY, Links, a_call, catalogue, on, planned, rendered, write_content

LEAD = a_call("glavnyy", title="Набор в резерв", source_url="https://ministry.example.test/1",
              body="Первый абзац.\n\nВторой абзац.\n\nТретий абзац.")  # fmt: skip


def a_copy(name: str = "kopiya", of: str = LEAD.id, /, **values: object) -> Announcement:
    plain: dict[str, object] = {
        "title": LEAD.title,
        "body": LEAD.body,
        "issuer": f"Газета «{name}»",
        "source_url": f"https://gazeta.example.test/{name}",
        "reprint_of": of,
    }
    return a_call(name, **plain | values)


def lead_of(*found: Announcement, kept_back: tuple[str, ...] = ()) -> dict[str, str]:
    """Short names: «a» for 2026-11-08-a."""
    return {k[11:]: v[11:] for k, v in families(found, kept_back).lead_of.items()}


def pointing(**arrows: str) -> list[Announcement]:
    return [a_call(name, reprint_of=to and f"2026-11-08-{to}") for name, to in arrows.items()]


@pytest.mark.parametrize(
    ("arrows", "leads", "wrong"),
    [
        ({"a": "", "b": "a"}, {"b": "a"}, ""),
        ({"a": "", "b": "a", "c": "b"}, {"b": "a", "c": "a"}, ""),
        ({"a": "b", "b": "c", "c": "d", "d": ""}, {"a": "d", "b": "d", "c": "d"}, ""),
        ({"a": "a"}, {}, "a"),
        ({"a": "b", "b": "a"}, {}, "ab"),
        ({"a": "b", "b": "c", "c": "a"}, {}, "abc"),
        ({"a": "b", "b": "a", "c": "a", "d": "c"}, {"c": "a", "d": "a"}, "ab"),
        ({"a": "net", "b": "a"}, {"b": "a"}, "a"),
        ({"a": "", "b": ""}, {}, ""),
    ],
)
def test_who_leads(arrows: dict[str, str], leads: dict[str, str], wrong: str) -> None:
    found = pointing(**{k: v or None for k, v in arrows.items()})  # type: ignore[arg-type]
    assert lead_of(*found) == leads
    assert set(families(found).wrong) == {f"2026-11-08-{name}" for name in wrong}


def test_a_long_chain_is_followed_in_linear_time() -> None:
    names = [f"n{n:05}" for n in range(2000)]
    found = pointing(**dict(zip(names, [None, *names], strict=False)))  # type: ignore[arg-type]
    assert set(lead_of(*found).values()) == {"n00000"}


@pytest.mark.parametrize("flag", ["draft", "hidden"])
def test_copies_of_a_leader_that_is_kept_back_stand_alone(flag: str) -> None:
    pages = planned(replace(LEAD, **{flag: True}), a_copy())  # type: ignore[arg-type]
    assert pages[f"a/{a_copy().id}/index.html"].template == "article.html"
    assert LEAD.id not in str([page.context for page in pages.values()])


def test_a_copy_stands_in_no_list_no_feed_and_no_search() -> None:
    pages = planned(LEAD, a_copy())
    copy = f"a/{a_copy().id}/"
    for path, page in pages.items():
        assert path.startswith(copy) or copy not in str(page.context), path
    assert pages[f"{copy}index.html"].search is None
    assert pages["index.html"].context.total == 1


def test_a_copy_s_address_leads_to_the_leader_without_scripts() -> None:
    html = rendered(LEAD, a_copy(), path=f"a/{a_copy().id}/index.html")
    page = Links(html)
    refresh = [said for tag, said in page.tags if said.get("http-equiv") == "refresh"]
    assert [said["content"] for said in refresh] == [f"0; url=../../a/{LEAD.id}/"]
    canonical = [said["href"] for _, said in page.tags if said.get("rel") == "canonical"]
    assert canonical == [SITE.address(f"a/{LEAD.id}/")]
    assert f"../../a/{LEAD.id}/" in page.links


def test_the_leader_s_page_tells_who_printed_it_when_and_with_which_deadline() -> None:
    copy = a_copy(published=on(-9), apply_close=on(2))
    html = rendered(LEAD, copy, path=f"a/{LEAD.id}/index.html")
    assert "Газета «kopiya»" in html
    assert "9\N{NO-BREAK SPACE}ноября 2026" in html
    assert "<del>до\N{NO-BREAK SPACE}20\N{NO-BREAK SPACE}ноября 2026</del>" in html
    assert "Сроки расходятся." in html


def test_a_leader_nobody_reprinted_has_no_table() -> None:
    html = rendered(LEAD, path=f"a/{LEAD.id}/index.html")
    assert "Перепечатки" not in html


@pytest.mark.parametrize(
    ("copy", "said"),
    [
        ({}, ()),
        ({"title": "«НАБОР» в резерв!"}, ()),
        ({"title": "Иное"}, ("другой заголовок",)),
        ({"body": "Первый абзац.\n\nВторой абзац."}, ("нет последнего абзаца",)),
        ({"body": "Второй абзац.\n\nТретий абзац."}, ("не хватает: 1 абзац",)),
        ({"body": "Совсем другое."}, ("текст изложен иначе",)),
        ({"body": LEAD.body + "\n\nДобавка."}, ("добавлено: 1 абзац",)),
        ({"body": ""}, ()),
        ({"place": "Псков"}, ()),
        ({"event_start": date(2026, 12, 5)}, ("начало 5 декабря 2026",)),
        ({"event_start": date(2026, 12, 5), "review": ("event_start",)}, ()),
    ],
)
def test_differences_of_a_copy(copy: dict[str, object], said: tuple[str, ...]) -> None:
    found = differences(LEAD, a_copy(**copy))
    assert tuple(one.replace("\N{NO-BREAK SPACE}", " ") for one in found) == said


@pytest.mark.parametrize(
    ("lead", "copy", "warned"),
    [
        ({}, {}, False),
        ({}, {"apply_close": None}, False),
        ({}, {"apply_close": on(6)}, True),
        ({"apply_close": None}, {"apply_close": on(6)}, True),
        ({}, {"apply_close": on(6), "review": ("apply_close",)}, False),
        ({"event_start": on(20)}, {"event_start": on(21)}, True),
        ({"event_start": on(20)}, {"event_start": on(20)}, False),
    ],
)
def test_a_reader_is_warned_only_of_certain_disagreement(
    lead: dict[str, object], copy: dict[str, object], warned: bool
) -> None:
    ours, theirs = replace(LEAD, **lead), a_copy(**copy)  # type: ignore[arg-type]
    names = {theirs.id: "Газета", ours.id: "Министерство"}
    assert bool(disagreement(ours, (theirs,), names)) is warned


def test_a_copy_printed_before_a_deadline_moved_is_told_to_be_old() -> None:
    move = Change(day=on(-1), id=LEAD.id, field="apply_close", old=on(2), new=LEAD.apply_close)
    copy = a_copy(apply_close=on(2))
    said = " ".join(disagreement(LEAD, (copy,), {copy.id: "Газета"}, (move,)))
    assert "Это прежний срок" in said


def test_a_deadline_never_comes_from_a_copy() -> None:
    lead = replace(LEAD, apply_close=None)
    pages = planned(lead, a_copy(apply_close=on(5)))
    [card] = pages["index.html"].context.open
    assert card.state.code == "unknown"
    assert next_change(catalogue(lead, a_copy(apply_close=on(5))), TODAY) != on(1)


def test_a_circle_is_told_with_its_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = pointing(a="b", b="a")
    write_content(tmp_path / "content", [one, two])
    arguments = ["--content", str(tmp_path / "content"), "--state", str(tmp_path / "state")]
    assert build.main([*arguments, "--check"]) == build.INCOMPLETE
    said = capsys.readouterr().err
    assert f"{one.id}.md:" in said
    assert "«reprint_of: 2026-11-08-b» — объявления названы перепечатками" in said
    assert not (tmp_path / "state").exists()


def test_a_leader_s_new_name_is_known_to_its_copies() -> None:
    from builder.state.addresses import Address

    memory = Memory(addresses={"a/staroe-imya/": Address(url=LEAD.source_url or "")})
    pages = planned(LEAD, a_copy("kopiya", "staroe-imya"), memory=memory)
    assert pages[f"a/{a_copy().id}/index.html"].context.link.path == f"a/{LEAD.id}/"
    assert pages["a/staroe-imya/index.html"].context.link.path == f"a/{LEAD.id}/"


def test_what_a_build_remembers_of_a_reprint_plans_no_other_page(tmp_path: Path) -> None:
    known = catalogue(LEAD, a_copy())
    first = pages(known, SITE, TODAY, Memory())
    remember(tmp_path, {}, public(known), first)
    again = pages(known, SITE, TODAY, read_memory(tmp_path, tmp_path)[0])
    assert {page.path for page in again} == {page.path for page in first}
