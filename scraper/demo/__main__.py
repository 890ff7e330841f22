"""``python -m scraper.demo``: serve the replica web for a person to look at."""

from __future__ import annotations

import contextlib
import sys
import threading
import tomllib

from scraper.demo.server import PORTS, serve
from scraper.demo.sources import sources


def main() -> None:
    with serve(PORTS) as origins:
        tables = [tomllib.loads(text) for text in sources(origins).values()]
        rows = [f"{table['url']}  {table['name']}" for table in tables if "://" in table["url"]]
        sys.stdout.write("\n".join([*rows, "Ctrl+C останавливает.", ""]))
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
