"""The review queue: what comes first, what each answer writes, whose word each field is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import requests

from builder.language.words import NBSP
from editor.marks import paragraphs
from editor.origin import origins
from editor.queue import doubts
from editor.value import read, show
from model import content, files
from model.announcement import Announcement, Stage
from tests.desks import QUIRKS, Running, a_desk
from tests.sites import TODAY, a_call, on


def unsure(name: str, /, **values: object) -> Announcement:
    quote = "Заявки принимают до 23 ноября."
    plain: dict[str, object] = {
        "review": ("apply_close",),
        "evidence": {"apply_close": quote},
        "body": f"Центр «Калина» зовёт на курс. {quote}\n\nПриходите.",
        "source_url": f"https://example.test/{name}/",
    }
    return a_call(name, **plain | values)


NEAR = unsure("blizko", apply_close=on(2))
FAR = unsure("daleko", apply_close=on(40))
MERELY = unsure("vyveden", apply_close=on(2), review=(), inferred=("apply_close",))
PAST = unsure("proshlo", apply_close=on(-5))
PLACE = unsure("mesto", review=("place",), place="Тверь", apply_close=on(3))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Running]:
    with a_desk(tmp_path, [NEAR, FAR, MERELY, PAST, PLACE]) as running:
        for one in (NEAR, FAR):
            files.write(running.folder / f"state/pristine/{one.id}.md", content.write(one))
        yield running


def record(desk: Running, name: str) -> Announcement:
    return content.read(desk.file(name))


def form(desk: Running, name: str, field: str = "") -> dict[str, str]:
    """The hidden fields that the page of an announcement would send."""
    page = desk.get(f"/review/{name}").text
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    return {key: said for key, said in hidden if key in ("token", "version")} | {"field": field}


def answer(desk: Running, name: str, field: str, verdict: str, **more: str) -> requests.Response:
    asked = form(desk, name, field) | {"verdict": verdict} | more
    return requests.post(f"{desk.address}/review/{name}", data=asked, timeout=30)


def order(desk: Running) -> list[str]:
    page = desk.get("/review/").text
    return re.findall(r'<li><a href="/review/([^"]+)"', page)


def test_the_most_harmful_comes_first(desk: Running) -> None:
    names = order(desk)
    assert names[0] == NEAR.id
    assert names.index("kurs") < names.index(FAR.id) < names.index(MERELY.id)
    assert names[-1] == PAST.id


def test_a_confirmed_field_leaves_the_queue_and_only_the_marks_change(desk: Running) -> None:
    before = desk.file(NEAR.id).read_text("utf-8")
    assert answer(desk, NEAR.id, "apply_close", "ok").ok
    after = desk.file(NEAR.id).read_text("utf-8")
    assert after == before.replace("review:\n- apply_close\n", "confirmed:\n- apply_close\n")
    assert NEAR.id not in order(desk)


def test_a_correction_is_written_as_the_model_writes_it(desk: Running) -> None:
    assert answer(desk, NEAR.id, "apply_close", "fix", value="24 ноября 2026 года").ok
    now = record(desk, NEAR.id)
    assert now.apply_close == date(2026, 11, 24)
    assert (now.review, now.confirmed) == ((), ("apply_close",))


def test_a_rejected_field_goes_with_its_quote(desk: Running) -> None:
    assert answer(desk, NEAR.id, "apply_close", "no").ok
    now = record(desk, NEAR.id)
    assert now.apply_close is None
    assert now.evidence == {}
    assert now.confirmed == ("apply_close",)


def test_what_every_announcement_has_cannot_be_rejected(desk: Running) -> None:
    told = answer(desk, NEAR.id, "title", "no")
    assert told.status_code == 422
    assert "исправьте, а не отклоняйте" in told.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31 ноября 2026", "такой даты нет"),
        ("скоро", "дата пишется так"),
        ("1 мая 20266", "пишется так"),
    ],
)
def test_an_impossible_correction_is_refused_in_words(desk: Running, typed: str, said: str) -> None:
    before = desk.file(NEAR.id).read_bytes()
    told = answer(desk, NEAR.id, "apply_close", "fix", value=typed)
    assert told.status_code == 422
    assert said in told.text
    assert desk.file(NEAR.id).read_bytes() == before


def test_a_quote_must_stand_in_the_text(desk: Running) -> None:
    told = answer(desk, NEAR.id, "apply_close", "fix", value="24.11.2026", quote="до вторника")
    assert "аких слов в тексте нет" in told.text
    assert answer(desk, NEAR.id, "apply_close", "fix", value="24.11.2026", quote="на курс").ok
    assert record(desk, NEAR.id).evidence == {"apply_close": "на курс"}


def test_a_file_changed_underneath_is_not_overwritten(desk: Running) -> None:
    asked = form(desk, NEAR.id, "apply_close") | {"verdict": "ok"}
    theirs = desk.file(NEAR.id).read_text("utf-8").replace("Приходите.", "Приезжайте.")
    desk.file(NEAR.id).write_text(theirs, "utf-8")
    told = requests.post(f"{desk.address}/review/{NEAR.id}", data=asked, timeout=30)
    assert told.status_code == 409
    assert "пока вы его правили" in told.text
    assert desk.file(NEAR.id).read_text("utf-8") == theirs


def test_comments_and_quotes_of_an_editor_survive_an_answer(desk: Running) -> None:
    assert answer(desk, "kurs", "apply_close", "ok").ok
    gone = QUIRKS.replace("inferred: [apply_close]\n", "").replace("review:\n- apply_close\n", "")
    assert desk.file("kurs").read_text("utf-8") == gone.replace(
        "pinned: false", "confirmed:\n- apply_close\npinned: false"
    )


def test_the_last_answer_can_be_undone(desk: Running) -> None:
    before = desk.file(NEAR.id).read_bytes()
    token = form(desk, NEAR.id)["token"]
    answer(desk, NEAR.id, "apply_close", "no")
    undone = requests.post(f"{desk.address}/review/undo", data={"token": token}, timeout=30)
    assert undone.url.endswith(NEAR.id)
    assert desk.file(NEAR.id).read_bytes() == before


def test_many_are_confirmed_at_one_go_and_a_changed_one_stops_none(desk: Running) -> None:
    page = desk.get(f"/review/same/{NEAR.id}/apply_close").text
    listed = re.findall(r'name="one" value="([^"]+)"', page)
    assert {one.partition("|")[0] for one in listed} >= {NEAR.id, FAR.id}
    theirs = desk.file(FAR.id).read_text("utf-8").replace("Приходите.", "Приезжайте.")
    desk.file(FAR.id).write_text(theirs, "utf-8")
    token = form(desk, NEAR.id)["token"]
    told = requests.post(desk.address + "/review/", timeout=30,
                         data={"token": token, "field": "apply_close", "one": listed})  # fmt: skip
    assert told.status_code == 409
    assert FAR.id in told.text
    assert record(desk, NEAR.id).confirmed == ("apply_close",)
    assert desk.file(FAR.id).read_text("utf-8") == theirs


def test_a_reprint_is_joined_and_split(desk: Running) -> None:
    assert answer(desk, NEAR.id, "", "join", lead=FAR.id).ok
    assert record(desk, NEAR.id).reprint_of == FAR.id
    assert answer(desk, FAR.id, "", "join", lead=NEAR.id).status_code == 422
    assert answer(desk, NEAR.id, "", "join", lead="net-takogo").status_code == 404
    assert answer(desk, NEAR.id, "", "split").ok
    now = record(desk, NEAR.id)
    assert now.reprint_of is None
    assert "reprint_of" in now.confirmed


def test_an_objection_is_shown_taken_or_turned_down(desk: Running) -> None:
    told = {NEAR.id: {"apply_close": "2026-11-30"}, FAR.id: {"apply_close": "2026-12-30"}}
    path = desk.folder / "state/objections.json"
    files.write(path, json.dumps(told))
    page = desk.get(f"/review/{NEAR.id}").text.replace(NBSP, " ")
    assert "Источник теперь пишет: до 30 ноября 2026" in page
    assert answer(desk, NEAR.id, "apply_close", "take").ok
    assert record(desk, NEAR.id).apply_close == date(2026, 11, 30)
    assert "apply_close" not in record(desk, NEAR.id).confirmed
    assert answer(desk, FAR.id, "apply_close", "ok").ok
    assert record(desk, FAR.id).apply_close == FAR.apply_close
    assert json.loads(path.read_text("utf-8")) == {}


def test_an_answer_to_a_file_that_is_no_more_says_so(desk: Running) -> None:
    asked = form(desk, NEAR.id, "apply_close") | {"verdict": "ok"}
    desk.file(NEAR.id).unlink()
    told = requests.post(f"{desk.address}/review/{NEAR.id}", data=asked, timeout=30)
    assert told.status_code == 404
    assert not desk.file(NEAR.id).exists()


def test_copies_that_name_another_day_are_a_doubt() -> None:
    notes = {"apply_close": ("Газета: 14 ноября 2026",)}
    lead = a_call("glavnoe", apply_close=on(5))
    (one,) = doubts(lead, {}, notes, TODAY)
    assert (one.field, one.kinds, one.notes) == ("apply_close", ("copies",), notes["apply_close"])


def test_a_report_of_the_past_waits_longer_than_a_call() -> None:
    call = unsure("nabor", apply_close=on(9))
    report = unsure("otchet", stage=Stage.REPORT, apply_close=None, review=("region",))
    (one,), (two,) = (doubts(a, {}, {}, TODAY) for a in (call, report))
    assert one.harm < two.harm


def test_whose_word_each_field_is() -> None:
    read_ = unsure("chyo", place="Тверь", name="Курс", inferred=("name",), participants=30)
    now = unsure("chyo", place="Клин", name="Курс", inferred=("name",), participants=30,
                 confirmed=("title",), review=("apply_close",))  # fmt: skip
    told = {row.field: row.origin for row in origins(now, read_, {"participants"})}
    assert told["place"] == "edited"
    assert told["title"] == "confirmed"
    assert told["apply_close"] == "doubtful"
    assert told["name"] == "inferred"
    assert told["participants"] == "objection"
    assert told["kind"] == "read"


def test_quotes_are_marked_in_the_text_by_number() -> None:
    body = "Приём **до 28 ноября**, начало 7 октября.\n\nДо 28\nноября и ни днём позже."
    marked = paragraphs(body, ["до 28 ноября", "начало 7 октября", "нет такого", "До 28 ноября и"])
    assert [(p.text, p.numbers) for p in marked[0] if p.numbers] == [
        ("до 28 ноября", (1,)), ("начало 7 октября", (2,))
    ]  # fmt: skip
    assert [p.text for p in marked[1] if p.numbers == (4,)] == ["До 28\nноября и"]
    assert "".join(p.text for p in marked[0]) == "Приём до 28 ноября, начало 7 октября."


@pytest.mark.parametrize(
    ("field", "typed", "file"),
    [
        ("apply_close", "28 ноября 2026", "2026-11-28"),
        ("apply_close", "8 мая 2026 года", "2026-05-08"),
        ("apply_close", "08.03.2026", "2026-03-08"),
        ("apply_close", "2026-11-28T18:00+03:00", "2026-11-28T18:00+03:00"),
        ("region", "липецкая область", "RU-LIP"),
        ("kind", "Конференция", "conference"),
        ("audience", "врачи; медсёстры", ["врачи", "медсёстры"]),
        ("cancelled", "да", "true"),
        ("cancelled", "нет", None),
        ("place", "  ", None),
    ],
)
def test_what_an_editor_types_becomes_what_the_file_says(
    field: str, typed: str, file: object
) -> None:
    assert read(field, typed) == file


@pytest.mark.parametrize("field", ["apply_close", "region", "audience", "cancelled", "name"])
def test_what_is_shown_can_be_typed_back(field: str) -> None:
    a = unsure("tuda", region="RU-LIP", audience=("врачи", "медсёстры"), cancelled=True, name="Да")
    typed = read(field, show(field, getattr(a, field)))
    head = content.write(a)
    (value,) = (one for one in [content.parse(head, Path("x.md"))] if one)
    expected = getattr(value, field)
    assert typed in (str(expected), list(expected) if isinstance(expected, tuple) else "true")
