"""Pages rendered by any executor, and by a real Dask cluster of which a worker dies."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import distributed
import pytest

import build
from bench.build import corpus
from builder.page import Page
from builder.plan import pages
from builder.writing.crew import SHARE, Means
from builder.writing.publish import publish
from model.announcement import Announcement
from model.cluster import connected
from model.problem import SettingProblem
from tests.builds import no_index
from tests.sites import SITE, TODAY, a_report, catalogue, on, samples, tree
from tests.test_shard import kept, run, same, web

__all__ = ["web"]

KEPT = ("a/", "index.html", "open/", "feed.")


def small(*announcements: Announcement) -> list[Page]:
    return [p for p in pages(catalogue(*announcements), SITE, TODAY) if p.path.startswith(KEPT)]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Page], dict[str, bytes]]:
    """Pages for several tasks, and the site as one process makes it."""
    reports = (a_report(f"n{n:03}", published=on(-n)) for n in range(SHARE * 3))
    planned = small(*samples(), *reports)
    folder = tmp_path_factory.mktemp("alone") / "site"
    publish(planned, SITE, folder, index=no_index)
    return planned, tree(folder)


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_any_executor_gives_the_same_bytes(
    kind: str, alone: tuple[list[Page], dict[str, bytes]], tmp_path: Path
) -> None:
    planned, expected = alone
    executor: Executor = ThreadPoolExecutor(2)
    if kind == "processes":
        executor = ProcessPoolExecutor(2, mp_context=get_context("spawn"))
    with executor:
        means = Means(jobs=2, executor=executor)
        publish(planned, SITE, tmp_path / "site", means=means, index=no_index)
    assert tree(tmp_path / "site") == expected


@pytest.fixture
def cluster() -> Iterator[object]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None,
        host="127.0.0.1",
    ) as running:  # fmt: skip
        yield running


@pytest.mark.filterwarnings("default")
def test_a_worker_that_dies_costs_no_page(
    cluster: object, alone: tuple[list[Page], dict[str, bytes]], tmp_path: Path
) -> None:
    planned, expected = alone
    address = str(cluster.scheduler_address).removeprefix("tcp://")  # type: ignore[attr-defined]
    victim = next(iter(cluster.workers.values())).pid  # type: ignore[attr-defined]
    rendered = tmp_path / "seen"

    def kill() -> None:
        while not list(tmp_path.glob(".site.new-*/a/*/index.html")) and not rendered.exists():
            time.sleep(0.005)
        os.kill(victim, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    with connected(f"dask://{address}") as (executor, jobs):
        assert jobs == 2
        killer.start()
        means = Means(jobs=jobs, executor=executor)
        publish(planned, SITE, tmp_path / "site", means=means, index=no_index)
    rendered.touch()
    killer.join()
    assert tree(tmp_path / "site") == expected


@pytest.mark.filterwarnings("default")
def test_sources_asked_by_a_cluster_leave_what_threads_leave(
    cluster: object, web: Path, tmp_path: Path
) -> None:
    address = str(cluster.scheduler_address).removeprefix("tcp://")  # type: ignore[attr-defined]
    assert run(web, tmp_path / "threads").returncode == 0
    told = run(web, tmp_path / "cluster", f"--executor=dask://{address}")
    assert told.returncode == 0, told.stderr
    same(kept(tmp_path / "threads"), kept(tmp_path / "cluster"))


@pytest.mark.filterwarnings("default")
def test_a_command_builds_on_a_cluster_as_on_one_machine(cluster: object, tmp_path: Path) -> None:
    address = str(cluster.scheduler_address).removeprefix("tcp://")  # type: ignore[attr-defined]
    corpus.put(tmp_path / "content", corpus.corpus(60))
    folders = [f"--{name}={tmp_path / name}" for name in ("content", "state")]
    for name, more in (("here", "--jobs=1"), ("there", f"--executor=dask://{address}")):
        site = (f"--site={tmp_path / name}", f"--cache={tmp_path / 'cache'}")
        options = [*folders, *site, "--profile=plain", "--today=2026-11-21", more]
        assert build.main(options) == build.FINE
    same(tree(tmp_path / "here"), tree(tmp_path / "there"))


@pytest.mark.parametrize("url", ["tcp://127.0.0.1:1", "dask://127.0.0.1:1"])
def test_a_cluster_that_is_not_there_is_told(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("model.cluster.PATIENCE", "1s")
    with pytest.raises(SettingProblem, match="--executor"), connected(url):
        pass
