"""Scrapy's side of the race: its own downloader and scheduler, our functions for the parsing."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.scrape.server import HOSTS, host
from bench.scrape.source import source
from scraper.adapters.html import leads
from scraper.article import Lead, reading
from scraper.formats.markup import page_of
from scraper.response import Response
from scraper.source import Source

SETTINGS = {
    "ROBOTSTXT_OBEY": True,
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "DOWNLOAD_DELAY": 0,
    "LOG_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "COOKIES_ENABLED": False,
    "RETRY_ENABLED": True,
}
COUNTS = {"posts": 0, "letters": 0}


def answer(response: Any) -> Response:
    headers = {k.decode().lower(): v[0].decode() for k, v in response.headers.items()}
    return Response(url=response.url, status=response.status, headers=headers, data=response.body)


class Ministries(scrapy.Spider):
    """Listings, then the articles they lead to."""

    name = "ministries"
    port = 0

    async def start(self) -> Any:
        for number in range(HOSTS):
            one = source(number, host(number), self.port)
            yield scrapy.Request(one.url, self.parse, cb_kwargs={"one": one})

    def parse(self, response: Any, one: Source) -> Iterator[scrapy.Request]:
        assert one.html is not None
        for lead in leads(one, one.html, page_of(one, answer(response))):
            yield scrapy.Request(lead.url, self.read, cb_kwargs={"one": one, "lead": lead})

    def read(self, response: Any, one: Source, lead: Lead) -> None:
        assert one.html is not None
        post = reading(one, answer(response), lead, one.html)
        COUNTS["posts"] += 1
        COUNTS["letters"] += len(post.html)


def main(port: int) -> None:
    Ministries.port = port
    process = CrawlerProcess(SETTINGS)
    process.crawl(Ministries)
    started = time.perf_counter()
    process.start()
    seconds = time.perf_counter() - started
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({**COUNTS, "seconds": seconds, "megabytes": usage.ru_maxrss / 1024,
                      "cpu": usage.ru_utime + usage.ru_stime}))  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]))
