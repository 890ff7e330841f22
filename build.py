"""Build the reader's site: read → plan → render → write. See --help."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from builder.cache import stamp
from builder.language.speech import RUSSIAN, speak
from model.problem import SettingProblem

if TYPE_CHECKING:
    from builder.page import Page
    from builder.site import Site
    from builder.state.memory import Memory
    from builder.writing.crew import Means
    from model.content import Catalogue

FINE, INCOMPLETE, WRONG = 0, 1, 2
PROJECT = Path(__file__).parent
SEARCH = "search.memory"
HOME = ZoneInfo("Europe/Moscow")


class Told(NamedTuple):
    """What a build says of itself, for people and for programs."""

    numbers: dict[str, int]
    lines: list[str]
    problems: list[str]
    rows: list[dict[str, Any]]
    turn: str | None


def main(argv: list[str] | None = None) -> int:
    args = arguments().parse_args(argv)
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
    started, began = time.perf_counter(), time.time_ns()
    folder = stamp.folder(args.cache, args.site)
    before = inputs(args)
    known = None if args.clean or args.offline else stamp.same(folder, args.site, before)
    if known:
        told = Told(*known)
    else:
        told = make(args, folder)
        stamp.write(folder, args.site, began, before, inputs(args), tuple(told))
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


def inputs(args: argparse.Namespace) -> stamp.Inputs:
    folders = (args.content.absolute(), args.state.absolute())
    options = (args.base_url, args.today, args.styleguide, args.profile, args.lang)
    return stamp.inputs((*folders, *options), args.content, args.state, PROJECT)


def make(args: argparse.Namespace, folder: Path) -> Told:
    """The whole build: read → plan → render → write."""
    from functools import partial

    from builder import search
    from builder.pages.digest.pages import closed
    from builder.pages.digest.store import write_issues
    from builder.plan import next_change, pages, public
    from builder.site import read_site
    from builder.state.addresses import remember
    from builder.writing.publish import publish

    site = read_site(args.content, args.base_url)
    catalogue, memory = read(args.content, args.state, None if args.clean else folder, args.jobs)
    if not public(catalogue):
        raise SettingProblem(f"{args.content}: ни одного объявления; пустой сайт не публикуем")
    if args.profile != "full":
        planned = plain(catalogue, site, args)
    else:
        planned = pages(catalogue, site, args.today, memory)
    shown = [*planned, *(styleguide(site, args.today) if args.styleguide else ())]
    index = partial(search.index, memory=None if args.clean else folder / SEARCH)
    without = args.profile == "plain"
    with means(args, folder) as own:
        outcome = publish(
            shown, site, args.site, means=own, clean=args.clean, index=nothing if without else index
        )
    if args.profile == "full":
        remember(args.state, memory.addresses, public(catalogue), planned)
        write_issues(args.state, closed(planned))
    turn = next_change(catalogue, args.today)
    lines = [f"Следующая смена статуса: {turn:%d.%m.%Y}" if turn else "Статусы больше не сменятся"]
    if args.offline:
        lines.append(pack(args.site, args.offline))
    return Told(
        numbers={"pages": outcome.pages, "rendered": outcome.rendered, "removed": outcome.removed},
        lines=lines,
        problems=[str(problem) for problem in catalogue.problems],
        rows=[problem.row() for problem in catalogue.problems],
        turn=turn.isoformat() if turn else None,
    )


@contextmanager
def means(args: argparse.Namespace, folder: Path) -> Iterator[Means]:
    """Processes of this machine, or the cluster that was named."""
    from builder.writing.crew import Means

    if not args.executor:
        yield Means(jobs=args.jobs, cache=folder)
        return
    from builder.writing.cluster import connected

    with connected(args.executor) as (executor, jobs):
        yield Means(jobs=jobs, executor=executor, cache=folder)


def verify(args: argparse.Namespace) -> int:
    """Build as usual and anew, and compare every byte."""
    from builder.writing.verify import clean_place, compare

    code = build(args)
    with clean_place(args.cache) as place:
        options = vars(args) | {"site": place / "site", "clean": True, "report": None}
        make(argparse.Namespace(**options), place)
        found = compare(args.site, place / "site")
    for line in found:
        print(line, file=sys.stderr)
    print(f"Отличий от сборки с нуля: {len(found)}")
    return INCOMPLETE if found else code


def check(args: argparse.Namespace) -> int:
    from builder.site import read_site
    from editor.check import findings

    site = read_site(args.content, args.base_url)
    catalogue, memory = read(args.content, args.state)
    found = findings(catalogue, memory, site, (args.content, args.state), args.today)
    mistakes = [one for one in found if not one.note]
    for one in mistakes:
        if one.problem not in catalogue.problems:
            print(one.problem, file=sys.stderr)
    if args.json:
        told = {"announcements": len(catalogue.announcements), "problems": [f.row() for f in found]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print(f"Объявлений без ошибок: {len(catalogue.announcements)}")
        if notes := len(found) - len(mistakes):
            print(f"Замечаний к текстам источников: {notes}; список: --check --json")
    return INCOMPLETE if mistakes else FINE


def read(
    content: Path, state: Path, cache: Path | None = None, jobs: int = 1
) -> tuple[Catalogue, Memory]:
    """All valid content and what is remembered of it; what is wrong with the rest is told."""
    from dataclasses import replace

    from builder.cache.content import load
    from builder.parts import reprints
    from builder.plan import joined
    from builder.state.memory import read_memory

    if not content.is_dir():
        raise SettingProblem(f"{content}: нет такой папки; укажите её: --content")
    catalogue, notes = load(content, cache, jobs)
    memory, damaged = read_memory(state, content)
    wrong = reprints.problems(joined(catalogue, memory).wrong, content)
    found = replace(catalogue, problems=(*catalogue.problems, *wrong, *damaged))
    for line in (*notes, *found.problems):
        print(line, file=sys.stderr)
    return found, memory


def plain(catalogue: Catalogue, site: Site, args: argparse.Namespace) -> list[Page]:
    from builder.plainsite import plain_pages

    return plain_pages(catalogue, site, args.today, searched=args.profile == "searched")


def nothing(found: object, site: Path) -> None:
    """The index of a site without search."""


def styleguide(site: Site, today: date) -> Iterable[Page]:
    from builder.pages.styleguide.pages import styleguide_pages

    return styleguide_pages(site, today)


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
    option("--profile", choices=("full", "plain", "searched"), default="full",
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


if __name__ == "__main__":
    sys.exit(main())
