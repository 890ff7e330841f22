"""A programme gathers its announcements and intakes; what may come next is never told as fact."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builder.pages.programmes import ProgrammePage
from builder.pages.timeline import observed, timeline
from builder.parts.card import entry
from builder.state.memory import Memory
from builder.texts.programmetext import ProgrammeText, read_texts
from model.announcement import Announcement, Stage
from tests.sites import TODAY, a_call, a_report, on, planned, rendered

PATH = "programme/opora/index.html"


def an_intake(year: int, month: int = 10, /, **values: object) -> Announcement:
    plain: dict[str, object] = {
        "programme": "opora",
        "name": "Опора",
        "published": date(year, month, 1),
        "apply_open": date(year, month, 7),
        "apply_close": date(year, month, 20),
    }
    return a_call(f"opora-{year}-{month}", **plain | values)


def page(*announcements: Announcement, memory: Memory | None = None) -> ProgrammePage:
    found = planned(*announcements, memory=memory or Memory())[PATH].context
    assert isinstance(found, ProgrammePage)
    return found


def test_one_announcement_is_no_programme() -> None:
    pages = planned(an_intake(2025))
    assert PATH not in pages
    assert pages["programme/index.html"].context.lines == ()


def test_a_reprint_makes_no_programme() -> None:
    lead = an_intake(2025)
    assert PATH not in planned(lead, an_intake(2026, reprint_of=lead.id))


@pytest.mark.parametrize("flag", ["draft", "hidden"])
def test_what_is_kept_back_makes_no_programme(flag: str) -> None:
    assert PATH not in planned(an_intake(2025), an_intake(2026, **{flag: True}))


def test_two_announcements_make_a_page_a_feed_and_a_line_of_the_index() -> None:
    pages = planned(an_intake(2025), an_intake(2024))
    assert pages[PATH].context.title == "Программа «Опора»"
    assert "programme/opora/feed.atom" in pages
    [line] = pages["programme/index.html"].context.lines
    assert (line.title, line.years, line.open) == ("Опора", "2024–2025", "")


def test_an_announcement_links_to_its_programme() -> None:
    first, second = an_intake(2025), an_intake(2024)
    html = rendered(first, second, path=f"a/{first.id}/index.html")
    assert 'href="../../programme/opora/"' in html
    assert "programme/opora" not in rendered(first, path=f"a/{first.id}/index.html")


def test_the_newest_announcement_names_the_programme() -> None:
    assert page(an_intake(2024, name="Старая"), an_intake(2025, name="Новая")).head.title == (
        "Программа «Новая»"
    )
    assert page(an_intake(2024), an_intake(2025, name=None)).head.title == "Программа «Опора»"
    assert page(an_intake(2025, name="Проект «Опора»"), an_intake(2024)).title == "Проект «Опора»"


def test_an_editor_s_text_makes_a_page_and_goes_before_names() -> None:
    memory = Memory(programmes={"opora": ProgrammeText(title="Кадры", body="Идёт **давно**.")})
    assert page(an_intake(2025), memory=memory).title == "Программа «Кадры»"
    html = rendered(a_call("odin"), path=PATH, memory=memory)
    assert "<strong>давно</strong>" in html
    assert "Сейчас набор не идёт." in html


def test_announcements_are_grouped_by_year_and_none_is_lost() -> None:
    found = [an_intake(2024), an_intake(2025), an_intake(2025, 3),
             an_intake(2026, 11, apply_close=on(3)),
             a_report("itogi", programme="opora", published=None)]  # fmt: skip
    parts = page(*found).parts
    assert [(part.title, len(part.cards)) for part in parts] == [
        ("Можно подать заявку", 1), ("2025\N{NO-BREAK SPACE}год", 2),
        ("2024\N{NO-BREAK SPACE}год", 1), ("Год не указан", 1),
    ]  # fmt: skip


def told(*announcements: Announcement) -> list[tuple[str, str, str]]:
    lines = timeline([entry(a, TODAY) for a in announcements], TODAY)
    return [
        (one.year, one.period.replace("\N{NO-BREAK SPACE}", " "), one.bar.look if one.bar else "")
        for one in lines
    ]


def test_the_timeline_shows_the_past_as_past() -> None:
    assert told(an_intake(2025), an_intake(2026, 11, apply_close=on(3))) == [
        ("2026", "Приём с 7 по 21 ноября 2026 года", "go"),
        ("2025", "Приём с 7 по 20 октября 2025 года", "was"),
    ]


def test_a_year_known_from_reports_alone_has_no_dates() -> None:
    report = a_report("itogi", programme="opora", published=date(2025, 12, 11))
    [line] = timeline([entry(report, TODAY)], TODAY)
    assert (line.period, line.bar) == ("Дат в тексте нет", None)
    assert (
        line.meta == "известно из отчёта от 11\N{NO-BREAK SPACE}декабря 2025\N{NO-BREAK SPACE}года"
    )
    assert told(report, an_intake(2025)) == [("2025", "Приём с 7 по 20 октября 2025 года", "was")]


def test_an_inferred_year_is_marked_on_the_timeline() -> None:
    [line] = timeline([entry(an_intake(2025, inferred=("apply_close",)), TODAY)], TODAY)
    assert line.marks == ("год выведен по дате публикации",)


@pytest.mark.parametrize(
    ("intakes", "said"),
    [
        ([an_intake(2024), an_intake(2025)], "В 2024 и 2025 годах приём открывался в октябре."),
        ([an_intake(2023), an_intake(2024), an_intake(2025, 3), an_intake(2026)],
         "В 2023, 2024 и 2026 годах приём открывался в октябре."),
        ([an_intake(2025)], ""),
        ([an_intake(2024), an_intake(2025, 3)], ""),
        ([an_intake(2025), a_call("eshchyo", programme="opora", apply_open=date(2025, 10, 2),
                                  apply_close=date(2025, 10, 9))], ""),
        ([an_intake(2024), an_intake(2025, review=("apply_open",))], ""),
        ([an_intake(2024), an_intake(2025, cancelled=True)], ""),
        ([an_intake(2024, apply_open=None), an_intake(2025, apply_open=None)], ""),
        ([an_intake(2024), an_intake(2025), an_intake(2024, 3), an_intake(2025, 3)], ""),
        ([an_intake(2024), an_intake(2025), a_call("seychas")], ""),
    ],
)  # fmt: skip
def test_what_was_usual_is_told_only_if_it_was(intakes: list[Announcement], said: str) -> None:
    assert observed([entry(a, TODAY) for a in intakes], TODAY) == said


def test_an_observation_says_that_it_is_one() -> None:
    html = rendered(an_intake(2024), an_intake(2025), path=PATH)
    assert "Это наблюдение, а не объявление" in html
    assert "Это наблюдение" not in rendered(an_intake(2024), an_intake(2025, 3), path=PATH)


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("opora", "---\ntitle: Опора\n---\n\nТекст.", ""),
        ("opora", "Текст без шапки", "нет шапки"),
        ("opora", "---\ntext: 5\n---\n", "нет названия"),
        ("opora", "---\n- a\n---\n", "нет названия"),
        ("opora", "---\ntitle: [\n---\n", "шапка не читается"),
        ("Опора", "---\ntitle: Опора\n---\n", "имя файла"),
        ("opora", "---\ntitle: \udcff\n---\n", "не в UTF-8"),
    ],
)
def test_an_editor_s_file_is_read_or_told(tmp_path: Path, name: str, text: str, wrong: str) -> None:
    (tmp_path / "programmes").mkdir()
    (tmp_path / f"programmes/{name}.md").write_bytes(text.encode("utf-8", "surrogateescape"))
    found, problems = read_texts(tmp_path)
    assert bool(found) is not bool(wrong)
    assert all(wrong in str(problem) for problem in problems)
    assert bool(problems) is bool(wrong)


def test_a_programme_without_dates_of_any_kind_has_a_page() -> None:
    bare = [a_call(n, programme="opora", stage=Stage.UPCOMING, apply_close=None, published=None,
                   fetched=None) for n in ("a", "b")]  # fmt: skip
    assert page(*bare).intakes == ()
