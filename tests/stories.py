"""A programme with a past, a reprint and a moved deadline; the state folder that knows of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from model.announcement import Kind
from tests.sites import a_call, on

LEAD = a_call(
    "opora",
    title="Резерв управленцев здравоохранения: набор в проект «Опора»",
    kind=Kind.TALENT,
    apply_open=on(-20),
    apply_close=on(10),
    programme="opora",
    name="Опора",
    source_url="https://ministry.example.test/opora",
    evidence={"apply_close": "до 28 ноября", "name": "«Опора»"},
    body="Проект «Опора» ждёт анкет до 28 ноября.\n\nВторой абзац.",
)
COPY = replace(LEAD, id="kopiya", reprint_of=LEAD.id, issuer="Газета «Степной вестник» района",
               apply_close=on(2), source_url="https://gazeta.example.test/1")  # fmt: skip
PAST = replace(LEAD, id="2024-opora", published=on(-760), apply_open=on(-770),
               apply_close=on(-740), source_url="https://ministry.example.test/0")  # fmt: skip
STORY = (LEAD, COPY, PAST, a_call("drugoy"))


def write_state(state: Path) -> None:
    state.mkdir()
    change = {"day": str(on(-2)), "id": LEAD.id, "field": "apply_close", "old": str(on(2)),
              "new": str(on(10))}  # fmt: skip
    health = [{"id": f"istochnik-{n}", "state": state, "last_run": str(on(0)), "mend": "a" * 300,
               "last_success": str(on(0)), "broken_since": str(on(-1))}
              for n, state in enumerate(("ok", "layout", "refused", "nevedomoe"))]  # fmt: skip
    name = "Министерство здравоохранения Кабардино-Балкарской Республики"
    sources = {"istochnik-0": {"name": name, "url": "https://e.test/", "role": "ministry",
                               "region": "RU-KB"}}  # fmt: skip
    tables = {"objections": {LEAD.id: {"apply_close": str(on(30))}}, "health": {"sources": health},
              "sources": sources, "addresses": {"a/bylo-i-net/": {"region": "RU-TVE"}}}  # fmt: skip
    (state / "changes.jsonl").write_text(json.dumps(change))
    for file, table in tables.items():
        (state / f"{file}.json").write_text(json.dumps(table))
