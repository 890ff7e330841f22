"""Pictures of the demo site for docs/images/: ``make screenshots``. JPEG, to stay small."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, sync_playwright  # noqa: E402

import build  # noqa: E402
from checks.chromium import launch  # noqa: E402
from checks.screen import SCHEMES, SETTLED, served  # noqa: E402
from checks.tree import Tree  # noqa: E402

DAY = "2026-11-21"
IMAGES = ROOT / "docs/images"
WIDTHS = {360: 740, 768: 900, 1280: 900}
PAGES = {"front": "", "region": "region/ru-kir/", "search": "search/?q=медсестра"}
QUALITY = 55


def main() -> int:
    parser = argparse.ArgumentParser(description="Снимки сайта для docs/images/")
    parser.add_argument("demo", type=Path, nargs="?", default=ROOT / ".cache/demo")
    demo = parser.parse_args().demo
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        options = ["--content", str(demo / "content"), "--state", str(demo / "state")]
        done = build.main([*options, "--site", str(site), "--cache", folder, "--today", DAY])
        if done == build.WRONG:
            return done
        IMAGES.mkdir(parents=True, exist_ok=True)
        taken = take(Tree(site.resolve()))
    print(f"{IMAGES}: снимков {taken}")
    return 0


def take(tree: Tree) -> int:
    taken = 0
    with served(tree) as root, sync_playwright() as playwright:
        browser = launch(playwright)
        for width, height in WIDTHS.items():
            for scheme in SCHEMES:
                context = browser.new_context(
                    locale="ru-RU",
                    color_scheme=scheme,
                    viewport={"width": width, "height": height},
                )
                page = context.new_page()
                page.clock.set_fixed_time(f"{DAY}T09:00:00Z")
                for name in (*PAGES, "call"):
                    _open(page, root, name)
                    path = IMAGES / f"{name}-{width}-{scheme}.jpg"
                    page.screenshot(path=path, type="jpeg", quality=QUALITY)
                    taken += 1
                context.close()
        browser.close()
    return taken


def _open(page: Page, root: str, name: str) -> None:
    """«call» is the page of the first call of the front page."""
    page.goto(root + PAGES.get(name, ""))
    if name == "call":
        page.locator(".item h3 a").first.click()
    page.wait_for_function(SETTLED)
    if name == "search":
        page.wait_for_selector("[data-results] .item")
    page.evaluate("document.fonts.ready")


if __name__ == "__main__":
    sys.exit(main())
