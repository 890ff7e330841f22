"""Measure the search: python -m bench.search.run [CORPUS.jsonl QUERIES.json] [--out DIR]

Without a corpus, over announcements and queries of its own making (made.py).
Builds the index, opens the search page in Chromium and asks every query twice, and then, of a
server that answers late, once more in other visits (trips.py). QUERIES is a list of {group, q,
rel}; a document's id is the last part of its address. Pagefind, if it is installed, indexes the
same texts in the same run.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import resource
import shutil
import statistics
import tempfile
import threading
from collections import defaultdict
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import perf_counter
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.search import made, trips
from bench.search.corpus import documents
from builder.index.document import Known, SearchDocument
from builder.index.engine import build
from tests.browser import launch
from tests.search_site import write_page

HEADERS = 200
"""Bytes of an answer's headers, about."""

ASK = """q => new Promise(done => {
  const box = document.querySelector('[data-search]'), input = document.querySelector('#q');
  let busy = false, from = 0;
  const watch = new MutationObserver(() => {
    if (box.dataset.searchState === 'busy') busy = true;
    else if (busy) {
      watch.disconnect();
      done({ms: performance.now() - from, total: Number(box.dataset.searchTotal),
            found: [...document.querySelectorAll('[data-search-result] a')].slice(0, 10)
              .map(link => link.getAttribute('href'))});
    }
  });
  watch.observe(box, {attributes: true});
  input.value = q;
  from = performance.now();
  input.dispatchEvent(new InputEvent('input', {bubbles: true}));
})"""
PAGEFIND = """async q => {
  const pagefind = await import('/pagefind/pagefind.js'), from = performance.now();
  const answer = await pagefind.search(q), first = answer.results.slice(0, 10);
  const found = (await Promise.all(first.map(one => one.data()))).map(one => one.url);
  return {ms: performance.now() - from, total: answer.results.length, found};
}"""


@dataclass(slots=True)
class Log:
    """Bytes over the wire since it was last cleared, each file packed as a server would."""

    sizes: list[int] = field(default_factory=list)


class Handler(SimpleHTTPRequestHandler):
    """Files of a folder; what is sent is noted."""

    def __init__(self, *args: Any, log: Log, **options: Any) -> None:
        self.log = log
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_file():
            data = path.read_bytes()
            packed = data if path.suffix in (".pagefind", ".woff2") else gzip.compress(data, 6)
            self.log.sizes.append(len(packed) + HEADERS)
        super().do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


def write_site(found: list[SearchDocument], out: Path) -> None:
    write_page(out)
    for one in found:
        folder = out / one.url
        folder.mkdir(parents=True, exist_ok=True)
        text = "".join(f"<p>{html.escape(part)}</p>" for part in one.body.split("\n"))
        title = html.escape(one.title)
        (folder / "index.html").write_text(
            f'<!doctype html><html lang="ru"><meta charset="utf-8"><title>{title}</title>'
            f"<article data-pagefind-body><h1>{title}</h1>{text}</article></html>",
            "utf-8",
        )  # fmt: skip


def measure(page: Page, log: Log, queries: list[dict[str, Any]], script: str) -> dict[str, Any]:
    groups: dict[str, list[tuple[float, float]]] = defaultdict(list)
    sizes: list[int] = []
    for query in queries:
        log.sizes.clear()
        answer = page.evaluate(script, query["q"])
        sizes.append(sum(log.sizes))
        groups[query["group"]].append(score(answer, set(query["rel"])))
    again = sorted(page.evaluate(script, query["q"])["ms"] for query in queries)
    return {
        "groups": groups,
        "first": sizes[0],
        "further": statistics.mean(sizes[1:]),
        "p95": again[int(len(again) * 0.95)],
    }


def score(answer: dict[str, Any], wanted: set[str]) -> tuple[float, float]:
    """Recall at ten and the reciprocal rank; nonsense must find nothing."""
    if not wanted:
        return (float(not answer["total"]),) * 2
    ids = [address.strip("/").split("/")[-1] for address in answer["found"]]
    rank = next((1 / (at + 1) for at, one in enumerate(ids) if one in wanted), 0.0)
    return len(wanted & set(ids)) / min(10, len(wanted)), rank


def changed(found: list[SearchDocument], out: Path, memory: Path) -> float:
    """Seconds of a build after one text has changed; of the others the digests are known, as those
    of announcements are that the site's build remembers."""
    other = replace(found[0], body=f"{found[0].body}\nДобавлена стажировка.")
    others = [Known(one.rank, one.digest(), one) for one in found[1:]]
    started = perf_counter()
    build([other, *others], out, memory)
    return perf_counter() - started


def table(told: dict[str, dict[str, Any]]) -> str:
    names = list(told)
    rows = [["group", *names]]
    for group in next(iter(told.values()))["groups"]:
        means = [
            [statistics.mean(x) for x in zip(*told[n]["groups"][group], strict=True)] for n in names
        ]
        rows.append([group, *(f"{recall:.3f} / {rank:.3f}" for recall, rank in means)])
    rows.append(["first query, KB", *(f"{told[n]['first'] / 1000:.1f}" for n in names)])
    rows.append(["further, KB", *(f"{told[n]['further'] / 1000:.1f}" for n in names)])
    rows.append(["repeat p95, ms", *(f"{told[n]['p95']:.1f}" for n in names)])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("queries", type=Path, nargs="?")
    parser.add_argument("--pages", type=int, default=3000, help="of a corpus of its own")
    parser.add_argument("--out", type=Path, help="keep the built site here")
    args = parser.parse_args()
    out = args.out or Path(tempfile.mkdtemp(prefix="bench-search-"))
    if args.corpus and not args.queries:
        parser.error("with a corpus, name the queries about it too")
    found = list(documents(args.corpus) if args.corpus else made.documents(args.pages))
    queries = (
        json.loads(args.queries.read_text("utf-8"))
        if args.queries
        else [asdict(query) for query in made.queries(args.pages)]
    )
    started = perf_counter()
    summary = build(found, out / "search", out.with_suffix(".memory"))
    seconds = perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    each = summary.bytes / summary.documents
    print(f"{summary}\n{seconds:.1f} s, {peak:.0f} MB, {each:.0f} bytes a page")
    write_site(found, out)
    with_pagefind = pagefind(out)
    log, told = Log(), {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, log=log, directory=str(out)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/search/")
        print(f"page and scripts: {sum(log.sizes) / 1000:.1f} KB")
        told["ours"] = measure(page, log, queries, ASK)
        if with_pagefind:
            told["Pagefind"] = measure(page, log, queries, PAGEFIND)
        page.close()
        print(table(told))
        print(trips.report(browser, out, [query["q"] for query in queries]))
    server.shutdown()
    print(f"one changed text: {changed(found, out / 'search', out.with_suffix('.memory')):.2f} s")
    if not args.out:
        shutil.rmtree(out)


def pagefind(site: Path) -> bool:
    """Index the same pages with Pagefind, if it is there."""
    try:
        from pagefind.service import get_executable
    except ImportError:
        return False
    import subprocess

    command = [str(get_executable()), "--site", str(site), "--glob", "a/*/index.html", "--silent"]
    return subprocess.run([*command, "--force-language", "ru"], check=False).returncode == 0


if __name__ == "__main__":
    main()
