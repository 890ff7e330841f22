"""Build the reader's site: read → plan → render → write. See --help."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from builder import reprints
from builder.addresses import remember
from builder.memory import Memory, read_memory
from builder.plan import joined, next_change, pages, public
from builder.publish import Outcome, publish
from builder.site import read_site
from model.content import Catalogue, load
from model.problem import SettingProblem

FINE, INCOMPLETE, WRONG = 0, 1, 2
HOME = ZoneInfo("Europe/Moscow")


def main(argv: list[str] | None = None) -> int:
    args = arguments().parse_args(argv)
    try:
        return check(args) if args.check else build(args)
    except SettingProblem as problem:
        print(f"build: {problem}", file=sys.stderr)
        return WRONG


def build(args: argparse.Namespace) -> int:
    started = perf_counter()
    site = read_site(args.content, args.base_url)
    catalogue, memory = read(args.content, args.state)
    if not public(catalogue):
        raise SettingProblem(f"{args.content}: ни одного объявления; пустой сайт не публикуем")
    planned = pages(catalogue, site, args.today, memory)
    outcome = publish(planned, site, args.site, jobs=args.jobs, clean=args.clean)
    remember(args.state, memory.addresses, public(catalogue), planned)
    turn = next_change(catalogue, args.today)
    seconds = round(perf_counter() - started, 2)
    print(
        f"{args.site}: страниц {outcome.pages}, собрано {outcome.rendered}, "
        f"взято готовых {outcome.reused}, убрано {outcome.removed}; {seconds} с"
    )
    print(f"Следующая смена статуса: {turn:%d.%m.%Y}" if turn else "Статусы больше не сменятся")
    if args.report:
        write_report(args.report, outcome, catalogue, turn, seconds)
    if args.serve is not None:
        serve(args.site, args.serve)
    return INCOMPLETE if catalogue.problems else FINE


def check(args: argparse.Namespace) -> int:
    catalogue, _ = read(args.content, args.state)
    print(f"Объявлений без ошибок: {len(catalogue.announcements)}")
    return INCOMPLETE if catalogue.problems else FINE


def read(content: Path, state: Path) -> tuple[Catalogue, Memory]:
    """All valid content and what is remembered of it; what is wrong with the rest is told."""
    if not content.is_dir():
        raise SettingProblem(f"{content}: нет такой папки; укажите её: --content")
    catalogue = load(content)
    memory, damaged = read_memory(state, content)
    wrong = reprints.problems(joined(catalogue, memory).wrong, content)
    found = replace(catalogue, problems=(*catalogue.problems, *wrong, *damaged))
    for problem in found.problems:
        print(problem, file=sys.stderr)
    return found, memory


def write_report(
    path: Path, outcome: Outcome, catalogue: Catalogue, turn: date | None, seconds: float
) -> None:
    report = {
        "pages": outcome.pages,
        "rendered": outcome.rendered,
        "reused": outcome.reused,
        "removed": outcome.removed,
        "seconds": seconds,
        "problems": [problem.row() for problem in catalogue.problems],
        "next_change": turn.isoformat() if turn else None,
    }
    path.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", "utf-8")


def serve(folder: Path, port: int) -> None:
    from builder.serve import HOST, server

    with server(folder, port) as running:
        print(f"Смотреть: http://{HOST}:{running.server_port}/  (закончить: Ctrl+C)", flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print()


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description="Собрать сайт из content/")
    option = parser.add_argument
    option("--content", type=Path, default=Path("content"), metavar="DIR", help="объявления")
    option("--state", type=Path, default=Path("state"), metavar="DIR", help="память сборщика")
    option("--site", type=Path, default=Path("site"), metavar="DIR", help="куда положить сайт")
    option("--base-url", metavar="URL", help="адрес, по которому сайт будет открываться")
    option("--today", type=date.fromisoformat, default=datetime.now(HOME).date(), metavar="DATE",
           help="собрать, как если бы сегодня было DATE (ГГГГ-ММ-ДД)")  # fmt: skip
    option("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="сколько процессов")
    option("--check", action="store_true", help="только проверить объявления")
    option("--serve", type=int, nargs="?", const=8000, metavar="PORT", help="показать в браузере")
    option("--clean", action="store_true", help="собрать всё заново")
    option("--report", type=Path, metavar="FILE.json", help="записать итоги для программ")
    return parser


if __name__ == "__main__":
    sys.exit(main())
