"""Every mix of edits by people and updates by the robot, on real files: nobody's work is lost."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from editor import verdict
from model import content, files
from model.announcement import Announcement
from model.frontmatter import edit, values
from scraper.storage.changes import Recorded
from tests.announcements import an_announcement

DAYS = st.integers(0, 200).map(lambda n: date(2026, 11, 1) + timedelta(days=n))
WORDS = st.sampled_from(["Тверь", "Клин", "Курск", "Елец", "Ржев", "Муром"])
NUMBERS = st.sampled_from(range(3))
FIELDS = ("place", "apply_close", "name", "eligibility")
PARAGRAPHS = 4


def value(draw_day: date, word: str, name: str) -> Any:
    return draw_day if name == "apply_close" else f"{word} ({name})"


def text(said: Any) -> str:
    return said.isoformat() if isinstance(said, date) else str(said)


class Rounds(RuleBasedStateMachine):
    """Three publications. ``own`` is what people last said of a field, with what the source said
    when it was last read; ``confirmed`` fields are theirs whatever the source says."""

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="rounds-"))
        self.said: dict[int, Announcement] = {}
        self.read: dict[int, Announcement] = {}
        self.own: dict[tuple[int, str], Any] = {}
        self.confirmed: set[tuple[int, str]] = set()
        self.lines: dict[tuple[int, int], str] = {}
        self.names: dict[int, str] = {}
        self.deleted: set[int] = set()
        self.counter = 0

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    def path(self, n: int) -> Path:
        return self.folder / "content/announcements" / self.names[n]

    def here(self, n: int) -> bool:
        return n in self.names and n not in self.deleted

    def now(self, n: int) -> Announcement:
        return content.read(self.path(n))

    @rule(n=NUMBERS, day=DAYS, word=WORDS, at=st.integers(0, PARAGRAPHS - 1))
    def the_source_says(self, n: int, day: date, word: str, at: int) -> None:
        before = self.said.get(n) or an_announcement(
            id=f"2026-11-01-kurs-a1b2c{n}",
            source_url=f"https://example.test/{n}/",
            body="\n\n".join(f"Абзац {m}." for m in range(PARAGRAPHS)),
        )
        body = before.body.split("\n\n")
        body[at] = f"Источник: {word}, {day}."
        fields = {name: value(day, word, name) for name in FIELDS}
        quote = {"apply_close": body[at]}
        self.said[n] = replace(before, **fields, evidence=quote, body="\n\n".join(body))

    @rule()
    def the_robot_runs(self) -> None:
        for one in self.said.values():
            self._store().put(one)
        for n, said in self.said.items():
            if n not in self.names:
                self.names[n] = f"{said.id}.md"
            for name in FIELDS:
                # What both say alike is the source's again, unless a person vouched for it.
                if (n, name) not in self.confirmed and self.own.get((n, name), self) == getattr(
                    said, name
                ):
                    del self.own[n, name]
            self.read[n] = said

    def _store(self) -> Recorded:
        return Recorded(self.folder / "content", self.folder / "state", date(2026, 11, 20))

    @rule()
    def a_second_run_writes_nothing(self) -> None:
        self.the_robot_runs()
        before = self._tree()
        self.the_robot_runs()
        assert self._tree() == before

    def _tree(self) -> dict[str, bytes]:
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in found}

    @precondition(lambda self: any(self.here(n) for n in range(3)))
    @rule(n=NUMBERS, name=st.sampled_from(FIELDS), day=DAYS, word=WORDS, gone=st.booleans())
    def a_person_edits(self, n: int, name: str, day: date, word: str, gone: bool) -> None:
        if not self.here(n):
            return
        said = None if gone else value(day, f"Редактор {word}", name)
        self._change(n, {name: text(said) if said else None})
        self.own[n, name] = said
        if said == getattr(self.read[n], name) and (n, name) not in self.confirmed:
            del self.own[n, name]

    @rule(n=NUMBERS, name=st.sampled_from(FIELDS))
    def a_person_confirms(self, n: int, name: str) -> None:
        if not self.here(n):
            return
        a = self.now(n)
        self._change(n, verdict.confirm(a, name))
        self.own[n, name] = getattr(a, name)
        self.confirmed.add((n, name))

    @rule(n=NUMBERS, at=st.integers(0, PARAGRAPHS - 1))
    def a_person_rewrites_a_paragraph(self, n: int, at: int) -> None:
        if not self.here(n):
            return
        body = self.now(n).body.split("\n\n")
        self.counter += 1
        lost = [key for key, said in self.lines.items() if key[0] == n and said == body[at]]
        for key in lost:
            del self.lines[key]
        body[at] = f"Слова редактора {self.counter}."
        self.lines[n, self.counter] = body[at]
        self._change(n, {"body": "\n\n".join(body)})

    @rule(n=NUMBERS, word=st.sampled_from(["2026", "arhiv", "."]))
    def a_person_moves_or_renames(self, n: int, word: str) -> None:
        if not self.here(n):
            return
        self.counter += 1
        target = f"{word}/imya-{self.counter}.md"
        new = self.folder / "content/announcements" / target
        new.parent.mkdir(exist_ok=True)
        self.path(n).rename(new)
        self.names[n] = target

    @rule(n=NUMBERS)
    def a_person_deletes(self, n: int) -> None:
        if self.here(n):
            self.path(n).unlink()
            self.deleted.add(n)

    @rule(n=NUMBERS, other=NUMBERS)
    def a_person_joins(self, n: int, other: int) -> None:
        if not (self.here(n) and self.here(other)) or n == other:
            return
        a, lead = self.now(n), self.now(other)
        if lead.reprint_of != a.id:
            self._change(n, verdict.join(a, lead))
            self.own[n, "reprint_of"] = lead.id
            self.confirmed.add((n, "reprint_of"))

    @rule(n=NUMBERS)
    def a_person_splits(self, n: int) -> None:
        if self.here(n):
            self._change(n, verdict.split(self.now(n)))
            self.own[n, "reprint_of"] = None
            self.confirmed.add((n, "reprint_of"))

    @rule(n=NUMBERS, other=NUMBERS)
    def the_robot_joins(self, n: int, other: int) -> None:
        if n in self.read and other in self.read and n != other:
            self._store().relate(self.said[n].id, self.said[other].id)

    def _change(self, n: int, changes: dict[str, Any]) -> None:
        path = self.path(n)
        files.write(path, edit(path.read_text("utf-8"), changes))

    @invariant()
    def what_a_person_said_stands(self) -> None:
        for (n, name), said in self.own.items():
            if self.here(n):
                assert getattr(self.now(n), name) == said, (n, name)
        for (n, _), line in self.lines.items():
            if self.here(n):
                assert line in self.now(n).body

    @invariant()
    def what_nobody_touched_follows_its_source(self) -> None:
        for n, said in self.read.items():
            if self.here(n):
                a = self.now(n)
                for name in FIELDS:
                    if (n, name) not in self.own:
                        assert getattr(a, name) == getattr(said, name), (n, name)

    @invariant()
    def what_is_confirmed_stays_so(self) -> None:
        for n, name in self.confirmed:
            if self.here(n):
                assert name in self.now(n).confirmed

    @invariant()
    def files_are_whole_and_as_many_as_there_should_be(self) -> None:
        found = list(content.files(self.folder / "content")) if hasattr(self, "folder") else []
        assert len(found) == len([n for n in self.names if self.here(n)])
        for path in found:
            assert values(path.read_text("utf-8"))


Rounds.TestCase.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)
TestRounds = Rounds.TestCase
