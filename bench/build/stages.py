"""Where a cold build's time goes: seconds of work by stage, in one process.

    python -m bench.build.stages --count 5000 --profile plain

Each stage is told without those inside it. The clock costs some microseconds a call.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.build import corpus
from bench.build.race import TODAY
from bench.build.results import ROOT

STAGES = {
    "look at all files": ("builder.cache.census", "take"),
    "read and check files": ("builder.cache.reading", "read_share"),
    "catalogue, cache": ("builder.cache.content", "load"),
    "plan the pages": ("builder.profiles", "planned"),
    "digest every page": ("builder.page", "digest"),
    "compare with what lies there": ("builder.writing.difference", "difference"),
    "gather contexts": ("builder.page", "made"),
    "Markdown": ("builder.texts.prose", "markdown"),
    "feeds": ("builder.forms.feedxml", "write_atom"),
    "feeds, RSS": ("builder.forms.feedxml", "write_rss"),
    "feeds, JSON": ("builder.forms.jsonforms", "write_feed"),
    "calendars": ("builder.forms.ical", "write"),
    "tables": ("builder.forms.table", "write"),
    "records": ("builder.forms.jsonforms", "write_dataset"),
    "pictures": ("builder.found.picture", "draw"),
    "templates, all else of rendering": ("builder.writing.crew", "render_all"),
    "write files": ("builder.cache.put", "put"),
    "search index": ("builder.index.engine", "build"),
    "swap the folders": ("builder.cache.twin", "settle"),
    "all else": ("build", "build"),
}
"""A function by the name of what it does; of those within each other the inner one counts."""


@dataclass(slots=True)
class Stage:
    """Seconds of work: in the program itself, and in the system for it."""

    calls: int = 0
    user: float = 0
    system: float = 0


class Clock:
    """Work of this process, each second told to the innermost stage that runs."""

    def __init__(self) -> None:
        self.stages = {name: Stage() for name in STAGES}
        self._inner = [(0.0, 0.0)]

    def told(self, name: str, do: Callable[..., Any]) -> Callable[..., Any]:
        stage = self.stages[name]

        @wraps(do)
        def timed(*args: Any, **named: Any) -> Any:
            began = _work()
            self._inner.append((0.0, 0.0))
            try:
                return do(*args, **named)
            finally:
                ended, inside = _work(), self._inner.pop()
                user, system = ended[0] - began[0], ended[1] - began[1]
                around = self._inner[-1]
                self._inner[-1] = (around[0] + user, around[1] + system)
                stage.calls += 1
                stage.user += user - inside[0]
                stage.system += system - inside[1]

        return timed


def _work() -> tuple[float, float]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime, used.ru_stime


def watch(clock: Clock) -> None:
    """Put the clock into every place where a stage's function is known."""
    for module, _ in STAGES.values():
        import_module(module)
    import_module("builder.writing.render")
    for name, (module, function) in STAGES.items():
        plain = getattr(sys.modules[module], function)
        timed = clock.told(name, plain)
        for place in list(sys.modules.values()):
            if getattr(place, function, None) is plain:
                setattr(place, function, timed)
            for known in ("WRITERS",):
                table = getattr(place, known, None)
                if isinstance(table, dict):
                    table.update({key: timed for key, one in table.items() if one is plain})


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.build.stages", description=__doc__)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--profile", choices=("plain", "searched", "full"), default="plain")
    parser.add_argument("--jobs", type=int, default=1, help="of several, only the first is told of")
    parser.add_argument("--work", type=Path, default=ROOT / ".cache/bench-stages")
    options = parser.parse_args()
    shutil.rmtree(options.work, ignore_errors=True)
    corpus.put(options.work / "content", corpus.corpus(options.count))
    import build

    began, before, clock = time.perf_counter(), _work(), Clock()
    watch(clock)
    loaded = _work()
    folders = [f"--{name}={options.work / name}" for name in ("content", "state", "site", "cache")]
    build.main(
        [*folders, f"--profile={options.profile}", f"--today={TODAY}", f"--jobs={options.jobs}"]
    )
    loading = [now - then for now, then in zip(loaded, before, strict=True)]
    print("\n| stage | times | user, s | system, s |\n| --- | --- | --- | --- |")
    print(f"| import everything | 1 | {loading[0]:.2f} | {loading[1]:.2f} |")
    for name, one in clock.stages.items():
        if one.calls:
            print(f"| {name} | {one.calls:,} | {one.user:.2f} | {one.system:.2f} |")
    used = _work()
    print(f"| all | | {used[0] - before[0]:.2f} | {used[1] - before[1]:.2f} |")
    print(f"\n{time.perf_counter() - began:.1f} s by the clock, one process.")
    shutil.rmtree(options.work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
