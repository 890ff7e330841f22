"""Processes forked from a build: all work is done once, what goes wrong is told where one waits."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.cache.texts import Damaged
from builder.writing.beside import beside
from builder.writing.pool import Lanes, shared
from model.problem import ContentProblem, SettingProblem


@pytest.mark.parametrize("jobs", [1, 3])
def test_every_number_is_worked_on_once(jobs: int) -> None:
    with shared(lambda n: (n, os.getpid()), 5000, jobs) as found:
        told = list(found)
    assert sorted(n for n, _ in told) == list(range(5000))
    assert os.getpid() not in {pid for _, pid in told}


@pytest.mark.parametrize(("count", "jobs"), [(100, 2), (7, 3), (2, 3)])
def test_along_lanes_every_number_is_taken_once_and_neighbours_by_one(
    count: int, jobs: int
) -> None:
    lanes = Lanes(count, jobs)

    def take(_: int) -> tuple[int, int]:
        time.sleep(0.001)
        return lanes.take(), os.getpid()

    with shared(take, count, jobs) as found:
        owners = dict(found)
    assert sorted(owners) == list(range(count))
    changes = sum(owners[n] != owners[n - 1] for n in range(1, count))
    assert changes <= 2 * jobs


def test_a_lane_whose_process_never_comes_is_gone_along_by_the_others() -> None:
    lanes = Lanes(10, 2)
    assert sorted(lanes.take() for _ in range(10)) == list(range(10))


def test_an_answer_of_any_size_comes_whole() -> None:
    with shared(lambda n: bytes([n]) * 10**6, 3, 2) as found:
        assert sorted(found) == [bytes([n]) * 10**6 for n in range(3)]


def test_work_goes_on_while_nobody_looks(tmp_path: Path) -> None:
    def work(n: int) -> None:
        (tmp_path / str(n)).touch()

    with shared(work, 2, 2) as done:
        while len(list(tmp_path.iterdir())) < 2:
            pass
        assert list(done) == [None, None]


WRONG = (
    SettingProblem("поиск не собрался"),
    ContentProblem(Path("a.md"), 3, "kind", "x", "нет такого", "бывает training"),
    OSError(28, "No space left on device", "site/index.html"),
    Damaged("texts-1: кэш повреждён"),
)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: type(one).__name__)
def test_what_goes_wrong_is_raised_where_it_is_waited_for(wrong: Exception) -> None:
    def fail(*_: object) -> None:
        raise wrong

    with pytest.raises(type(wrong)) as one, shared(fail, 10, 2) as found:
        list(found)
    with pytest.raises(type(wrong)) as other, beside(fail) as other_one:
        other_one.wait()
    assert str(one.value) == str(other.value) == str(wrong)


def test_who_has_said_to_be_done_goes_on_to_its_end(tmp_path: Path) -> None:
    def work(hear: Callable[[], Path], say: Callable[[object], None]) -> None:
        end = hear() / "end"
        say(None)
        time.sleep(0.2)
        end.touch()

    with beside(work):
        """Nobody told it a folder: it is not waited for."""
    with beside(work) as one:
        one.tell(tmp_path)
        one.wait()
        assert not (tmp_path / "end").exists()
    assert (tmp_path / "end").exists()


def test_a_mistake_of_ours_tells_its_place() -> None:
    with pytest.raises(ZeroDivisionError) as wrong, shared(lambda n: 1 // n, 1, 2) as found:
        list(found)
    assert "in <lambda>" in str(wrong.value.__cause__)


def test_a_killed_process_is_told() -> None:
    def die(n: int) -> int:
        if n == 7:
            os.kill(os.getpid(), signal.SIGKILL)
        return n

    with pytest.raises(ChildProcessError, match="оборвался"), shared(die, 20, 2) as found:
        list(found)


def test_nobody_works_on_when_the_build_has_failed(tmp_path: Path) -> None:
    def forever(_: int) -> None:
        (tmp_path / str(os.getpid())).touch()
        signal.pause()

    def build() -> None:
        with shared(forever, 2, 2):
            while len(list(tmp_path.iterdir())) < 2:
                pass
            raise SettingProblem("довольно")

    with pytest.raises(SettingProblem):
        build()
    for path in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(path.name), 0)
