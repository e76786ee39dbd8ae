"""What stands in somebody's way on a page? Asked of hundreds of pages, so nothing is looked at twice."""

from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.journeys.conftest import LAPTOP, PHONE

LOOK = Path(__file__).with_name("look.js").read_text()
ZOOMED = {
    "width": 320,
    "height": 256,
}  # what a laptop of 1280 × 1024 shows at 400 percent; also a small phone


class Eyes:
    """Somebody's eyes: they go from page to page in one window, and know what the eyes before them saw."""

    def __init__(self, page: Page, before: "Eyes | None" = None) -> None:
        self.page = page
        page.add_init_script(AXE_SCRIPT)
        page.add_init_script(LOOK)
        page.goto("/privacy/")
        if before:
            seen = before.page.evaluate("() => [...look.seen]")
            page.evaluate("(seen) => { look.seen = new Set(seen); }", seen)

    def open(self, url: str) -> int:
        """Goes to a page at the width it has, and gives the status of the answer."""
        return int(self.page.evaluate("(url) => look.open(url)", url))

    def send_empty(self) -> None:
        self.page.evaluate("() => look.sendEmpty()")

    def at(self, size: dict[str, int], scheme: str = "light") -> None:
        if self.page.viewport_size != size:
            self.page.set_viewport_size(size)
            self.page.emulate_media(color_scheme=scheme)

    def troubles(self, name: str) -> list[str]:
        """Wide and light, narrow and dark, and at 400 percent."""
        found = []
        for size, scheme, axe in ((LAPTOP, "light", "first"), (PHONE, "dark", "again")):
            self.at(size, scheme)
            broken, buttons = self.page.evaluate(
                f"async (name) => [await look.{axe}(name), look.mainButtons()]", name
            )
            found += [f"{size['width']} {scheme}: {trouble}" for trouble in broken]
            if len(buttons) > 1:
                found.append(f"{size['width']}: more than one main button: {buttons}")
        self.at(ZOOMED, "dark")
        wide, title, *headings = self.page.evaluate("() => [look.tooWide(), ...look.title()]")
        if wide:
            found.append(f"scrolls sideways at 320: {wide}")
        if len(headings) != 1:
            found.append(f"{len(headings)} headings h1: {headings}")
        if not title.endswith(" · Samenspel") or len(title) < 15:
            found.append(f"title {title!r}")
        return [f"{self.page.url.split('/', 3)[-1]}: {trouble}" for trouble in found]

    def too_wide(self) -> list[str]:
        return list(self.page.evaluate("() => look.tooWide()"))

    def count(self, selector: str) -> Any:
        return self.page.locator(selector).count()
