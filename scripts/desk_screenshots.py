"""Pictures of the editor's desk for docs/redaktoru.md: ``make screenshots``, after the site's."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, sync_playwright  # noqa: E402

from checks.chromium import launch  # noqa: E402
from editor import decap  # noqa: E402
from editor.preview import Preview, Sources  # noqa: E402
from editor.server import create, listen  # noqa: E402

DAY = "2026-11-21"
IMAGES = ROOT / "docs/images"
QUALITY = 60
PATIENCE = 300_000


def main() -> int:
    parser = argparse.ArgumentParser(description="Снимки стола редактора для docs/images/")
    parser.add_argument("demo", type=Path, nargs="?", default=ROOT / ".cache/demo")
    demo = parser.parse_args().demo
    decap.install()
    with tempfile.TemporaryDirectory() as name, desk(demo, Path(name)) as (address, content):
        take(address, content)
    print(f"{IMAGES}: снимки стола готовы")
    return 0


@contextmanager
def desk(demo: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """The desk over a copy of the demo content, which the pictures may change."""
    for name in ("content", "state"):
        shutil.copytree(demo / name, folder / name)
    sources = Sources(
        content=folder / "content", state=folder / "state", site=folder / "site", today=DAY
    )
    preview = Preview(sources)
    server, own = listen(lambda port: create(preview, port), 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    preview.start()
    try:
        yield f"http://127.0.0.1:{own.getsockname()[1]}", sources.content
    finally:
        preview.stop()
        server.shutdown()
        server.server_close()
        own.close()


def take(address: str, content: Path) -> None:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        size = {"width": 1280, "height": 900}
        page = browser.new_context(locale="ru-RU", base_url=address, viewport=size).new_page()
        page.set_default_timeout(PATIENCE)
        page.goto("/review/")
        page.wait_for_selector(".src mark.on")
        shoot(page, "editor-review")
        first = page.url if "/review/2" in page.url else page.locator(".queue a").first
        name = str(first.get_attribute("href") if not isinstance(first, str) else first)
        page.goto(f"/admin/#/collections/announcements/entries/{name.rpartition('/')[2]}")
        page.wait_for_selector("input[id^=title-field]")
        page.frame_locator("iframe").locator("h1").wait_for()
        shoot(page, "editor-form")
        page.goto("/")
        page.wait_for_selector("nav.radar-desk")
        path = content / "announcements" / f"{name.rpartition('/')[2]}.md"
        text = path.read_text("utf-8")
        path.write_text(text.replace("apply_close: 2026-11-2", "apply_close: 2026-11-3"), "utf-8")
        page.wait_for_selector("ol.troubles")
        # The reader of the guide has the files in content/, not in a temporary folder.
        page.evaluate(
            "folder => document.querySelectorAll('code').forEach(one => "
            "{ one.textContent = one.textContent.replace(folder, 'content') })",
            str(content),
        )
        shoot(page, "editor-trouble")
        browser.close()


def shoot(page: Page, name: str) -> None:
    page.evaluate("document.fonts.ready")
    page.screenshot(path=IMAGES / f"{name}.jpg", type="jpeg", quality=QUALITY)


if __name__ == "__main__":
    sys.exit(main())
