"""Build the reader's site: read → plan → render → write. See --help."""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar

from builder.cache import census, stamp
from builder.cache.census import Census
from builder.language.speech import RUSSIAN, speak
from model.problem import SettingProblem

if TYPE_CHECKING:
    from builder.page import Page
    from builder.profiles import Sources
    from builder.writing.crew import Means

FINE, INCOMPLETE, WRONG = 0, 1, 2
PROJECT = Path(__file__).parent
PROFILES = ("full", "plain", "searched")
HOME = timezone(timedelta(hours=3), "Europe/Moscow")
OBJECTS = 500_000
"""Made before Python looks for garbage: a build makes many objects and lets go of few."""

LASTING: list[object] = []
Made = TypeVar("Made")


class Told(NamedTuple):
    """What a build says of itself, for people and for programs."""

    numbers: dict[str, int]
    lines: list[str]
    problems: list[str]
    rows: list[dict[str, Any]]
    turn: str | None


def main(argv: list[str] | None = None) -> int:
    args = arguments().parse_args(argv)
    gc.set_threshold(OBJECTS, 20, 100)
    try:
        speak(args.lang)
        if args.serve is not None:
            return serve(args)
        if args.check:
            return check(args)
        return verify(args) if args.verify else build(args)
    except SettingProblem as problem:
        print(f"build: {problem}", file=sys.stderr)
    except OSError as error:
        where = error.filename or args.site
        print(f"build: {where}: {error.strerror or error}; прежний сайт на месте", file=sys.stderr)
    return WRONG


def build(args: argparse.Namespace) -> int:
    """Bring the site up to date; if nothing moved since the last build, only say so."""
    started, folder = time.perf_counter(), stamp.folder(args.cache, args.site)
    found = take(args, None if args.clean else folder)
    key = found.key(settings(args))
    known = None if args.clean or args.offline else stamp.same(folder, args.site, key)
    told = Told(*known) if known else again(args, folder, found)
    if not known:
        found.again()
        stamp.write(folder, args.site, found.key(settings(args)), tuple(told))
        stamp.prune(args.cache, folder)
    found.save(folder)
    for problem in told.problems if known else ():
        print(problem, file=sys.stderr)
    seconds = round(time.perf_counter() - started, 2)
    numbers = told.numbers | {"rendered": 0, "removed": 0} if known else told.numbers
    reused = numbers["pages"] - numbers["rendered"]
    print(
        f"{args.site}: страниц {numbers['pages']}, собрано {numbers['rendered']}, "
        f"взято готовых {reused}, убрано {numbers['removed']}; {seconds} с"
    )
    print(*told.lines, sep="\n")
    if args.report:
        report = numbers | {"reused": reused, "seconds": seconds, "problems": told.rows}
        text = json.dumps(report | {"next_change": told.turn}, ensure_ascii=False, indent=2)
        args.report.write_text(text + "\n", "utf-8")
    return INCOMPLETE if told.problems else FINE


def settings(args: argparse.Namespace) -> tuple[object, ...]:
    """All options that the site, or what is told of it, follows from."""
    folders = (args.content.absolute(), args.state.absolute())
    return (*folders, args.base_url, args.today, args.styleguide, args.profile, args.lang)


def take(args: argparse.Namespace, cache: Path | None) -> Census:
    if not args.content.is_dir():
        raise SettingProblem(f"{args.content}: нет такой папки; укажите её: --content")
    return census.take(cache, (args.content, args.state, PROJECT))


def again(args: argparse.Namespace, folder: Path, found: Census) -> Told:
    """The whole build, anew without its memory if that turns out to be damaged."""
    import shutil

    from builder.cache.texts import Damaged
    from builder.writing.output import locked

    with locked(folder):
        try:
            return make(args, folder, found)
        except Damaged as damage:
            print(damage, file=sys.stderr)
        shutil.rmtree(folder)
        return make(args, folder, found)


def make(args: argparse.Namespace, folder: Path, found: Census) -> Told:
    """The whole build: read → plan → render → write."""
    from functools import partial

    from builder.cache.content import load
    from builder.entries import follows
    from builder.profiles import planned, prepare
    from builder.site import read_site
    from builder.writing.indexing import beginning
    from builder.writing.publish import publish

    cache = None if args.clean else folder
    site = read_site(args.content, args.base_url)
    with means(args, folder, found) as own, beginning(own) as index:
        follow, meanwhile = partial(follows, today=args.today), partial(prepare, args.profile)
        catalogue, shelf = kept(load(args.content, found, cache, args.jobs, follow, meanwhile))
        plan = kept(planned(catalogue, site, sources(args)))
        for line in filter(None, (found.note, *shelf.notes, *plan.problems)):
            print(line, file=sys.stderr)

        def rest() -> Sequence[Page]:
            shelf.save()
            return kept(plan.rest())

        outcome = publish(plan.pages, site, args.site, rest=rest, means=own, index=index)
        plan.published()
    turn = plan.turn
    lines = [f"Следующая смена статуса: {turn:%d.%m.%Y}" if turn else "Статусы больше не сменятся"]
    if args.offline:
        lines.append(pack(args.site, args.offline))
    return Told(
        numbers={"pages": outcome.pages, "rendered": outcome.rendered, "removed": outcome.removed},
        lines=lines,
        problems=[str(problem) for problem in plan.problems],
        rows=[problem.row() for problem in plan.problems],
        turn=turn.isoformat() if turn else None,
    )


def kept(made: Made) -> Made:
    """It stays to the end: it is not looked through for garbage, nor taken apart."""
    LASTING.append(made)
    gc.freeze()
    return made


def sources(args: argparse.Namespace) -> Sources:
    from builder.profiles import Sources

    return Sources(content=args.content, state=args.state, today=args.today,
                   profile=args.profile, styleguide=args.styleguide)  # fmt: skip


@contextmanager
def means(args: argparse.Namespace, folder: Path, found: Census) -> Iterator[Means]:
    """Processes of this machine, or the cluster that was named."""
    from builder.writing.crew import Means
    from builder.writing.publish import CODE, code

    known = code(one for name in CODE for one in found.below(name))
    own = Means(jobs=args.jobs, cache=folder, code=known, clean=args.clean)
    if not args.executor:
        yield own
        return
    from model.cluster import connected

    with connected(args.executor) as (executor, jobs):
        yield own.of(executor, jobs)


def verify(args: argparse.Namespace) -> int:
    """Build as usual and anew, and compare every byte."""
    from builder.writing.verify import clean_place, compare

    code = build(args)
    with clean_place(args.cache) as place:
        options = vars(args) | {"site": place / "site", "clean": True, "report": None}
        make(argparse.Namespace(**options), place, take(args, None))
        found = compare(args.site, place / "site")
    for line in found:
        print(line, file=sys.stderr)
    print(f"Отличий от сборки с нуля: {len(found)}")
    return INCOMPLETE if found else code


def check(args: argparse.Namespace) -> int:
    from builder.cache.content import load
    from builder.profiles import remembered
    from builder.site import read_site
    from editor.check import findings

    site = read_site(args.content, args.base_url)
    read, _ = load(args.content, take(args, None), jobs=args.jobs)
    catalogue, memory = remembered(read, args.content, args.state)
    found = findings(catalogue, memory, site, (args.content, args.state), args.today)
    mistakes = [one for one in found if not one.note]
    told = [*catalogue.problems, *(m.problem for m in mistakes)]
    for problem in dict.fromkeys(map(str, told)):
        print(problem, file=sys.stderr)
    if args.json:
        said = {"announcements": len(catalogue.announcements), "problems": [f.row() for f in found]}
        print(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        print(f"Объявлений без ошибок: {len(catalogue.announcements)}")
        if notes := len(found) - len(mistakes):
            print(f"Замечаний к текстам источников: {notes}; список: --check --json")
    return INCOMPLETE if mistakes else FINE


def pack(site: Path, target: Path) -> str:
    from builder.writing.offline import write_offline

    return f"{target}: файлов {write_offline(site, target)}; распаковать и открыть index.html"


def serve(args: argparse.Namespace) -> int:
    """The editor's desk: preview, form and queue, until Ctrl+C."""
    from editor.preview import Sources
    from editor.server import serve

    sources = Sources(content=args.content, state=args.state, site=args.site,
                      today=args.today.isoformat(), base_url=args.base_url)  # fmt: skip
    serve(sources, args.serve)
    return FINE


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description="Собрать сайт из content/")
    option = parser.add_argument
    option("--content", type=Path, default=Path("content"), metavar="DIR", help="объявления")
    option("--state", type=Path, default=Path("state"), metavar="DIR", help="память сборщика")
    option("--site", type=Path, default=Path("site"), metavar="DIR", help="куда положить сайт")
    option(
        "--cache",
        type=Path,
        default=Path(".cache"),
        metavar="DIR",
        help="что сборка помнит; можно стереть",
    )
    option("--base-url", metavar="URL", help="адрес, по которому сайт будет открываться")
    option("--today", type=date.fromisoformat, default=datetime.now(HOME).date(), metavar="DATE",
           help="собрать, как если бы сегодня было DATE (ГГГГ-ММ-ДД)")  # fmt: skip
    option("--lang", default=RUSSIAN, metavar="CODE", help="язык страниц: ru, kk")
    option("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="сколько процессов")
    option("--profile", choices=PROFILES, default="full",
           help="plain: только объявления, списки и лента; searched: и поиск по ним")  # fmt: skip
    option("--executor", metavar="dask://HOST:PORT", help="собирать на кластере Dask")
    option("--verify", action="store_true", help="собрать и сравнить со сборкой с нуля")
    option("--check", action="store_true", help="только проверить объявления")
    option("--json", action="store_true", help="с --check: найденное в JSON")
    option(
        "--serve", type=int, nargs="?", const=8000, metavar="PORT", help="стол редактора в браузере"
    )
    option("--clean", action="store_true", help="собрать всё заново")
    option("--offline", type=Path, metavar="ZIP", help="ещё и архив, который работает с диска")
    option("--styleguide", action="store_true", help="добавить страницу с частями сайта")
    option("--report", type=Path, metavar="FILE.json", help="записать итоги для программ")
    return parser


def end(code: int) -> NoReturn:
    """Leave at once: to take apart all that a build has made would take as long as fifty pages.

    Whoever watches (a profiler, a debugger) tells what it saw at the usual end.
    """
    if sys.getprofile() or sys.gettrace():
        sys.exit(code)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    end(main())
