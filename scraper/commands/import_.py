"""``import``: saved pages, letters and texts, or addresses, into the content folder."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from model.problem import Problem, SettingProblem
from scraper.commands import asking
from scraper.normalise import Rejected, normalise
from scraper.post import Post
from scraper.storage.changes import Recorded
from scraper.storage.store import Store

MOSCOW = ZoneInfo("Europe/Moscow")
NAME = "import"


@dataclass(frozen=True, slots=True)
class Saved:
    """Whoever published what a person saved: nothing is known of them."""

    id: str = NAME
    name: str = "Сохранённые тексты"
    region: str | None = None
    role: str = "press"
    show: str = "excerpt"
    zone: ZoneInfo = MOSCOW


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="+", metavar="PATH|URL", help=".html .txt .eml .md, or http")
    parser.add_argument("--content", type=Path, default=Path("content"), metavar="DIR")
    parser.add_argument("--state", type=Path, default=Path("state"), metavar="DIR")
    parser.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD")
    asking.add_arguments(parser)


def main(args: argparse.Namespace) -> int:
    today = args.today or datetime.now(UTC).date()
    store = Recorded(args.content, args.state, today)
    told: Counter[str] = Counter()
    for name in args.what:
        try:
            told[_one(name, args, store, today)] += 1
        except SettingProblem as problem:
            print(problem, file=sys.stderr)
            return 2
        except (Problem, OSError) as problem:
            print(f"{name}: {problem}", file=sys.stderr)
            told["failed"] += 1
    print(", ".join(f"{count} {what}" for what, count in sorted(told.items())))
    return 1 if told["failed"] else 0


def _one(name: str, args: argparse.Namespace, store: Store, today: date) -> str:
    web = name.startswith(("http://", "https://"))
    post = _fetched(name, args, today) if web else _saved(Path(name))
    match normalise(Saved(), post, today):
        case Rejected() as left_out:
            print(f"{name}: left out ({left_out.reason}) {left_out.why}".rstrip())
            return "left out"
        case announcement:
            stored = store.put(announcement)
            print(f"{name}: {stored.change}: {stored.path}")
            return str(stored.change)


def _saved(path: Path) -> Post:
    """A file's publication. What has no address is known by its content, wherever it lies."""
    from scraper.adapters.files import READERS, SIZE_LIMIT
    from scraper.source import Source

    reader = READERS.get(path.suffix.lower())
    if reader is None or not path.is_file():
        raise SettingProblem(f"{path}: нужен файл {', '.join(sorted(READERS))}")
    source = Source.model_construct(id=NAME, path=path, language=None, article=None)
    with path.open("rb") as file:
        data = file.read(SIZE_LIMIT)
    post = reader(source, path.name, data)
    if post.url.startswith("file:"):
        return replace(post, url=f"file:{sha256(data).hexdigest()}")
    return post


def _fetched(url: str, args: argparse.Namespace, today: date) -> Post:
    from scraper.page import read_page

    answer = asking.fetcher(args).get(url)
    now = datetime.combine(today, datetime.max.time(), tzinfo=UTC)
    page = read_page(answer.data, answer.url, declared=answer.charset, now=now)
    return Post(
        source=NAME,
        url=page.canonical or answer.url,
        title=page.title,
        published=page.published.isoformat() if page.published else None,
        html=page.body_html,
        language=page.language,
    )
