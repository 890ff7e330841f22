"""Pages in the real browser: axe, the console, the policy, nothing wider than the screen."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    sync_playwright,
)

from builder.writing.serve import server
from checks.chromium import launch
from checks.finding import Finding
from checks.tree import Tree, address

WIDTHS = (360, 1280)
NARROWEST = 320
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
REFUSED = """() => {
  window.refused = [];
  const note = event => window.refused.push(event.violatedDirective + " " + event.blockedURI);
  document.addEventListener("securitypolicyviolation", note);
}"""


SETTLED = """() => document.readyState === "complete"
  && (!window.radarMine || "ready" in document.documentElement.dataset)"""


def seen(tree: Tree, now: str) -> Iterator[Finding]:
    """The largest page of each kind in every look, the smallest in one.

    ``now`` is the ISO moment of the reader's clock: that at which the site was built.
    """
    largest, smallest = tree.samples()
    with served(tree) as root, sync_playwright() as playwright:
        browser = launch(playwright)
        for width in WIDTHS:
            for scheme in SCHEMES:
                context = browser.new_context(
                    locale="ru-RU", color_scheme=scheme, viewport={"width": width, "height": 800}
                )
                first = (width, scheme) == (WIDTHS[0], SCHEMES[0])
                names = [*largest, *smallest] if first else largest
                for finding in _looks(context, root, names, now):
                    yield replace(finding, what=f"{width} px, {scheme}: {finding.what}")
                context.close()
        yield from _narrow(browser, root, largest)
        browser.close()


@contextmanager
def served(tree: Tree) -> Iterator[str]:
    with server(tree.folder, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


def _looks(
    context: BrowserContext, root: str, names: Sequence[str], now: str
) -> Iterator[Finding]:  # fmt: skip
    context.add_init_script(f"({REFUSED})()")
    page = context.new_page()
    page.clock.set_fixed_time(now)
    said: list[str] = []
    page.on("console", lambda message: said.extend(_fault(message)))
    page.on("pageerror", lambda error: said.append(str(error)))
    axe = Axe()
    for name in names:
        said.clear()
        page.goto(root + address(name))
        page.wait_for_function(SETTLED)
        found = [*said, *_refused(page), *_too_wide(page), *_axe(axe, page)]
        yield from (Finding(where=name, what=what) for what in found)


def _fault(message: ConsoleMessage) -> Iterator[str]:
    if message.type == "error" and "404.html" not in message.location.get("url", ""):
        yield f"консоль: {message.text}"


def _refused(page: Page) -> list[str]:
    return [f"CSP не пустила: {one}" for one in page.evaluate("window.refused")]


def _too_wide(page: Page) -> Iterator[str]:
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if over > 0:
        yield f"страница шире экрана на {over} px"


def _axe(axe: Axe, page: Page) -> Iterator[str]:
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    for fault in axe.run(page, options=options).response["violations"]:
        nodes = fault["nodes"]
        first = nodes[0]["html"][:160]
        yield f"axe {fault['id']} ({len(nodes)}): {fault['help']}: {first}"


def _narrow(browser: Browser, root: str, names: Sequence[str]) -> Iterator[Finding]:
    """The narrowest screen that WCAG asks for, and text of 200 % on a common one."""
    for label, width, size in (("320 px", NARROWEST, ""), ("текст 200 %", 1280, "200%")):
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        for name in names:
            page.goto(root + address(name))
            page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
            for what in _too_wide(page):
                yield Finding(where=name, what=f"{label}: {what}")
        context.close()
