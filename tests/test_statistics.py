"""Statistics: what is counted, what is said to be uncounted, and that a table says the same."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

from builder.pages.statistics.chart import WIDTH, bars
from builder.pages.statistics.count import by_kind, by_month, by_region, notice, stated
from model.announcement import Kind
from model.region import regions
from tests.sites import Links, a_call, a_report, on, rendered, samples


def told(chart: object) -> dict[str, int]:
    return {bar.label: bar.value for bar in (*chart.bars, *chart.rest)}  # type: ignore[attr-defined]


def test_empty_months_between_are_shown_and_the_undated_are_counted() -> None:
    dated = [a_call("a", published=date(2026, 11, 2)), a_call("b", published=date(2026, 9, 30))]
    chart = by_month([*dated, a_call("c", published=None)])
    assert [bar.value for bar in chart.bars] == [1, 0, 1]
    assert "Без даты публикации: 1." in chart.remark


def test_a_wrong_year_draws_no_thousand_months() -> None:
    chart = by_month([a_call("a", published=date(1026, 1, 1)), a_call("b")])
    assert len(chart.bars) == 2


def test_every_announcement_stands_in_one_bar_of_kinds_and_of_regions() -> None:
    found = samples()
    assert sum(told(by_kind(found)).values()) == len(found)
    counted = told(by_region(found))
    assert sum(counted.values()) == len(found)
    assert counted["Регион не указан"] == 1
    assert counted["Липецкая область"] == 3


def test_regions_without_any_word_are_numbered() -> None:
    assert f"не нашли ничего: {len(regions()) - 1}." in by_region([a_call("a")]).remark


def test_the_time_left_is_counted_only_where_both_dates_are_sure() -> None:
    chart = notice([
        a_call("a", published=on(0), apply_close=on(7)),
        a_call("b", published=on(0), apply_close=on(8)),
        a_call("late", published=on(0), apply_close=on(-1)),
        a_call("silent", apply_close=None),
        a_call("undated", published=None),
        a_call("doubtful", review=("apply_close",)),
        a_report("r"),
    ])  # fmt: skip
    assert told(chart) == {"до недели": 1, "8–14 дней": 1, "15–30 дней": 0, "31–60 дней": 0,
                           "больше 60 дней": 0, "позже срока": 1}  # fmt: skip
    assert "нет: 3 из 6" in chart.remark
    assert "за 7\N{NO-BREAK SPACE}дней до срока" in chart.remark


def test_shares_are_of_calls_alone() -> None:
    chart = stated([a_call("a", cost="бесплатно"), a_call("b"), a_report("r", cost="1000 рублей")])
    assert told(chart)["Стоимость"] == 50
    assert told(chart)["Срок подачи"] == 100


def test_nothing_at_all_can_be_counted() -> None:
    for count in (by_month, by_kind, by_region, notice, stated):
        assert not any(told(count([])).values())


def test_the_longest_bar_takes_the_whole_width() -> None:
    assert [bar.length for bar in bars([("a", 4), ("b", 1)])] == [WIDTH, WIDTH // 4 + 1]


def test_behind_each_drawing_stands_a_table_with_its_numbers() -> None:
    text = rendered(*samples(), a_call("m", kind=Kind.TALENT), path="statistics/index.html")
    page = Links(text)
    drawings = [one for one in page.tags if one[1].get("class") == "bars"]
    assert len(drawings) == 5
    svg = text.split('<svg class="bars"')[2]
    drawing = ElementTree.fromstring('<svg class="bars"' + svg[: svg.index("</svg>")] + "</svg>")
    words = [one.text for one in drawing.iter("text")]
    table = text.split('aria-label="По видам, таблица"')[1]
    rows = table[: table.index("</table>")]
    for label, value in zip(words[::2], words[1::2], strict=True):
        assert f'<th scope="row">{label}</th><td>{value}</td>' in rows
