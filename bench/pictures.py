"""Pictures of the pages, in both languages, at both widths, in both schemes: `make pictures`, into pictures/."""

from __future__ import annotations

import shutil
import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import sync_playwright

from lighthouse import PROJECT, browser_path, served

PAGES = {
    "home": "",
    "memo": "rounds/7/",
    "parallel": "rounds/7/parallel/",
    "recommendations": "rounds/7/recommendations/",
    "thread": "threads/r2-p3/",
    "threads": "threads/",
    "people": "people/",
    "round-without-text": "rounds/4/",
}
PREFIXES = {"zh": "", "en": "en/"}
WIDTHS = (390, 1440)
# A whole memo is 20,000 pixels high on a phone; this much of it shows what there is to see.
_HIGHEST = 4000


def main() -> None:
    """Draw every picture anew."""
    folder = PROJECT / "pictures"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with served(PROJECT / "site") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"])
        for scheme, width in product(("light", "dark"), WIDTHS):
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            for (name, path), (language, prefix) in product(PAGES.items(), PREFIXES.items()):
                page.goto(address + prefix + path)
                height = min(page.evaluate("document.documentElement.scrollHeight"), _HIGHEST)
                file = folder / f"{name}-{language}-{width}-{scheme}.png"
                clip = {"x": 0, "y": 0, "width": width, "height": height}
                page.screenshot(path=file, full_page=True, clip=clip)  # type: ignore[arg-type]
            page.close()
        browser.close()
    taken = len(list(folder.glob("*.png")))
    print(f"{taken} pictures in {folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder}")


if __name__ == "__main__":
    sys.exit(main())
