"""Our side of the race: adapter and fetcher, a thread a source, eight at once."""

from __future__ import annotations

import json
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.scrape.server import HOSTS, host
from bench.scrape.source import source
from scraper.adapters import collect
from scraper.fetch import Fetcher, Manners, is_any
from scraper.source import Source

JOBS = 8


def main(port: int, cache: Path) -> None:
    fetcher = Fetcher(
        contact="https://bench.example.test/",
        cache=cache,
        permit=is_any,
        manners=Manners(delay=0.0),
    )
    sources = [source(number, host(number), port) for number in range(HOSTS)]
    started = time.perf_counter()

    def read(one: Source) -> tuple[int, int]:
        posts = list(collect(one, fetcher.getter(one.fetch)))
        return len(posts), sum(len(post.html) for post in posts)

    with ThreadPoolExecutor(JOBS) as pool:
        counts = list(pool.map(read, sources))
    seconds = time.perf_counter() - started
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({
        "posts": sum(n for n, _ in counts), "letters": sum(n for _, n in counts),
        "seconds": seconds, "megabytes": usage.ru_maxrss / 1024,
        "cpu": usage.ru_utime + usage.ru_stime,
    }))  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
