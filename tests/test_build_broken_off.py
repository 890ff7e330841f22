"""A build that fails or is killed leaves a whole site; a reader never meets a part of one."""

from __future__ import annotations

import errno
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest

from builder.index.engine import Where
from builder.page import Page
from builder.plan import pages
from builder.search import Wanted
from builder.writing import output
from builder.writing.crew import WORTH, Means
from builder.writing.indexing import indexing
from builder.writing.publish import publish
from model.announcement import Announcement
from model.problem import SettingProblem
from tests.builds import no_index, put
from tests.sites import SITE, TODAY, a_call, catalogue, samples, tree


def test_a_failed_build_leaves_the_old_site(tmp_path: Path) -> None:
    put(tmp_path / "site", *samples())
    before = tree(tmp_path / "site")

    def broken(found: Wanted, site: Where, done: Callable[[], None]) -> None:
        raise SettingProblem("поиск не собрался")

    with pytest.raises(SettingProblem):
        publish(
            small(a_call("odin")), SITE, tmp_path / "site", index=partial(indexing, make=broken)
        )
    assert tree(tmp_path / "site") == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def small(*announcements: Announcement) -> list[Page]:
    """The announcements and the front page: enough to be caught in the middle of."""
    found = pages(catalogue(*announcements), SITE, TODAY)
    return [page for page in found if page.path.startswith(("a/", "index", "static/", "feed"))]


@pytest.mark.parametrize("remembers", [False, True])
def test_a_killed_build_leaves_the_old_site_or_the_new(tmp_path: Path, remembers: bool) -> None:
    means = Means(cache=tmp_path / "cache" if remembers else None)
    old, new, started = small(*samples()), small(*samples(), a_call("novyy")), time.perf_counter()
    for folder, planned in (("old", old), ("new", new)):
        publish(planned, SITE, tmp_path / folder, index=no_index)
    usual, whole = time.perf_counter() - started, [tree(tmp_path / "old"), tree(tmp_path / "new")]

    def rebuild() -> None:
        while True:
            for planned in (new, old):
                publish(planned, SITE, tmp_path / "site", means=means, index=no_index)

    random.seed(1)
    seen = set()
    for _ in range(12):
        process = get_context("fork").Process(target=rebuild)
        process.start()
        time.sleep(random.uniform(0.2, 1.5) * usual)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        if (tmp_path / "site").exists():
            seen.add(whole.index(tree(tmp_path / "site")))
    assert seen
    publish(new, SITE, tmp_path / "site", means=means, index=no_index)
    assert tree(tmp_path / "site") == whole[1]
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"old", "new", "site"} | ({"cache"} if remembers else set())


def test_a_reader_always_finds_a_page(tmp_path: Path) -> None:
    old, new = small(*samples()), small(*samples(), a_call("novyy"))
    publish(old, SITE, tmp_path / "site", index=no_index)
    missed, done = [], threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                assert (tmp_path / "site/index.html").read_bytes().endswith(b"</html>\n")
            except FileNotFoundError as error:
                missed.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for planned in (new, old, new, old):
        publish(planned, SITE, tmp_path / "site", index=no_index)
    done.set()
    reader.join()
    assert missed == []


def test_a_site_set_aside_by_a_killed_build_comes_back(tmp_path: Path) -> None:
    put(tmp_path / "site", *samples())
    (tmp_path / "site").rename(tmp_path / ".site.old")
    assert output.read_built(tmp_path / "site").digests
    assert (tmp_path / "site/index.html").is_file()


def test_an_index_made_beside_the_pages_is_waited_for_and_its_failure_is_ours(
    tmp_path: Path,
) -> None:
    own, many = os.getpid(), [a_call(f"n{n}") for n in range(WORTH)]
    planned = small(*many)

    def slow(found: Wanted, site: Where, done: Callable[[], None]) -> None:
        time.sleep(0.3)
        folder = site() / "search"
        folder.mkdir(exist_ok=True)
        (folder / "of.js").write_text(str(os.getpid()))

    def killed(found: Wanted, site: Where, done: Callable[[], None]) -> None:
        assert os.getpid() != own
        os.kill(os.getpid(), signal.SIGKILL)

    def full(found: Wanted, site: Where, done: Callable[[], None]) -> None:
        raise OSError(errno.ENOSPC, "нет места")

    means = Means(jobs=2)
    for wrong, told in ((killed, "оборвался"), (full, "нет места")):
        with pytest.raises(OSError, match=told):
            publish(
                planned, SITE, tmp_path / "site", means=means, index=partial(indexing, make=wrong)
            )
        assert not (tmp_path / "site").exists()
    publish(planned, SITE, tmp_path / "site", means=means, index=partial(indexing, make=slow))
    assert int((tmp_path / "site/search/of.js").read_text()) != own
