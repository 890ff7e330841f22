"""``python -m publish``: the one command inside every kit. See --help and docs/engineer.md."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from model.problem import SettingProblem
from publish import commit, gates, report
from publish.channels import channel
from publish.deliver import is_remote
from publish.job import Job, night
from publish.night import WRONG
from publish.rehearsal import FOLDER, stage
from publish.settings import read_settings
from publish.step import PROJECT
from scraper.demo import ANCHOR

HOME = ZoneInfo("Europe/Moscow")
WORK = Path(".cache/publish")
"""Where the site is built before the gates, and where the report lies unless --report says so."""


def main(argv: list[str] | None = None) -> int:
    args = arguments().parse_args(argv)
    try:
        job = rehearsal(args) if args.demo else job_of(args)
    except SettingProblem as problem:
        print(f"publish: {problem}", file=sys.stderr)
        return WRONG
    if args.dry_run:
        print(plan(job))
        return 0
    done = night(job)
    print("\n".join(report.lines(done)))
    try:
        print(f"Отчёт: {report.save(done, args.report)}")
        _summarise(report.page(done))
    except OSError as error:
        print(f"Отчёт не записан: {error}", file=sys.stderr)
    return done.code


def job_of(args: argparse.Namespace) -> Job:
    """The whole configuration, checked before anything happens."""
    if not args.to:
        raise SettingProblem("куда публиковать? --to ПАПКА или --to СЕРВЕР:ПАПКА")
    if not args.content.is_dir():
        raise SettingProblem(f"{args.content}: нет такой папки; укажите её: --content")
    if not is_remote(args.to) and Path(args.to).resolve() == args.site.resolve():
        raise SettingProblem(f"{args.to}: здесь собирается черновик; публикуйте в другую папку")
    return Job(
        content=args.content,
        state=args.state,
        site=args.site,
        target=args.to,
        today=args.today or datetime.now(HOME).date(),
        settings=read_settings(args.content),
        scrape=None if args.no_scrape else scrape_options(args),
        base_url=args.base_url,
        allow=tuple(args.allow),
        names=names(args.sources),
        channel=channel(args.alerts, os.environ) if args.alerts else None,
        clone=commit.clone(args.content, args.state, branch=args.branch) if args.commit else None,
    )


def rehearsal(args: argparse.Namespace) -> Job:
    """Every step, git and alerts included, on the replica web."""
    here = stage(FOLDER)
    args.content, args.state = here.clone / "content", here.clone / "state"
    args.site, args.report = here.folder / "site", here.folder
    args.to, args.alerts = str(here.readers), f"file:{here.alerts}"
    args.today, args.commit, args.branch = args.today or ANCHOR, True, None
    job = job_of(args)
    return replace(job, scrape=("--demo",))


def scrape_options(args: argparse.Namespace) -> tuple[str, ...]:
    """What the scrape is told beyond its folders."""
    options = [f"--jobs={args.jobs}"] if args.jobs else []
    options += ["--sources", str(args.sources.resolve())] if args.sources else []
    options += ["--allow-private-addresses"] if args.allow_private_addresses else []
    return tuple(options)


def names(folder: Path | None) -> dict[str, str]:
    """What people call each source. Mistakes in the files are the scrape's to tell."""
    from scraper.source import load

    sources, _ = load(folder or PROJECT / "scraper/sources")
    return {source.id: source.name for source in sources}


def plan(job: Job) -> str:
    """What would happen, for --dry-run."""
    steps = [
        f"забрать правки: ветка {job.clone.branch}" if job.clone else "",
        "собрать объявления" if job.scrape is not None else "",
        f"проверить и собрать сайт на {job.today:%d.%m.%Y}",
        f"опубликовать, если не держит ни одна проверка: {job.target}",
        "известить о сломанных источниках" if job.channel else "",
        "сохранить content и state в Git" if job.clone else "",
    ]
    return "\n".join(f"  {n}. {step}" for n, step in enumerate(filter(None, steps), 1))


def _summarise(page: str) -> None:
    """Show the report on the run's own page, where the CI has one."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        body = page.partition("<main>")[2].partition("</main>")[0]
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(body)


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m publish", description="Собрать и опубликовать")
    option = parser.add_argument
    option("--to", metavar="DIR|HOST:DIR", help="куда публиковать: папка или сервер (rsync)")
    option("--content", type=Path, default=Path("content"), metavar="DIR")
    option("--state", type=Path, default=Path("state"), metavar="DIR")
    option("--site", type=Path, default=WORK / "site", metavar="DIR", help="где собрать черновик")
    option("--report", type=Path, default=WORK, metavar="DIR", help="куда положить отчёт")
    option("--sources", type=Path, metavar="DIR", help="файлы источников")
    option("--base-url", metavar="URL", help="адрес сайта; иначе из content/site.toml")
    option("--today", type=date.fromisoformat, metavar="DATE")
    option("--jobs", type=int, metavar="N", help="сколько источников читать сразу")
    option("--no-scrape", action="store_true", help="только собрать и опубликовать")
    option("--allow", action="append", default=[], choices=sorted(gates.GATES), metavar="GATE",
           help="открыть одну проверку: " + ", ".join(gates.GATES))  # fmt: skip
    option("--commit", action="store_true", help="сохранить content и state в Git и отправить")
    option("--branch", metavar="NAME", help="в какую ветку; иначе в текущую")
    option("--alerts", metavar="WHERE", help="извещения: issues, mail:АДРЕС или file:ПАПКА")
    option("--allow-private-addresses", action="store_true", help="для проверок в своей сети")
    option("--demo", action="store_true", help="репетиция: вся работа на учебных сайтах, без сети")
    option("--dry-run", action="store_true", help="только рассказать, что будет сделано")
    return parser


if __name__ == "__main__":
    sys.exit(main())
