"""Rules of every test: no network but loopback, nothing skipped, the browser's tests really run.

Fixtures of a reader stand here too; what they need is imported by those who ask for it.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Times belong in benchmarks: a busy machine is no failure. CI draws the same examples each time.
# EXAMPLES=1000 looks longer than a test of every day does.
settings.register_profile(
    "radar",
    deadline=None,
    derandomize="CI" in os.environ,
    max_examples=int(os.environ.get("EXAMPLES", "40")),
)
settings.load_profile("radar")

# Tests start many processes of this project. A container often forbids Python to keep what it has
# compiled; then each of them, and each of the workers, would compile all of it anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

LOOPBACK = ("127.", "::1", "localhost")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--complete",
        action="store_true",
        help="fail unless every test ran, the browser's too, and none was skipped",
    )


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection to anywhere else fails the test that tried it."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if not str(host).startswith(LOOPBACK):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    return


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of :func:`tests.sites.samples`, for reading only."""
    from tests.browser import built
    from tests.sites import samples, write_content

    folder = tmp_path_factory.mktemp("samples")
    write_content(folder / "content", samples())
    return built(folder)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the module's site is served."""
    from tests.browser import served

    with served(site) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, once a module: Playwright bears no second one of its own in a process."""
    from tests.browser import running

    with running() as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    from tests.browser import opened

    with opened(browser) as found:
        yield found


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each worker begins its share with long tests: one left for the end keeps the others idle."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    long = [item for item in items if item.get_closest_marker("long")]
    rest = iter([item for item in items if not item.get_closest_marker("long")])
    ends = [len(items) * n // workers for n in range(workers + 1)]
    shares = ((long[n::workers], ends[n + 1] - ends[n]) for n in range(workers))
    items[:] = [item for own, size in shares for item in [*own, *islice(rest, size - len(own))]]
    items += rest


class Tally:
    """Counts what ran, on the process that reports."""

    def __init__(self) -> None:
        self.browser = 0
        self.skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped:
            self.skipped.append(report.nodeid)
        if report.when == "call" and report.passed and "browser" in report.keywords:
            self.browser += 1

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if exitstatus != 0:
            return
        if self.skipped or not self.browser:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
            said = f"skipped: {self.skipped}" if self.skipped else "no browser test ran"
            print(f"\nnot complete: {said}")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--complete") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Tally(), "tally")
