"""What a reader and an editor wait for, measured in Chromium: a cold visit, a first search, a save in `serve`."""

from __future__ import annotations

import functools
import http.server
import socket
import statistics
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

from builders import Builder
from measure import environment

_CHROMIUM = "/usr/bin/chromium"
_ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
)
_QUERY = "semiconductor"
# Where the search of each kind of site is typed into, and what shows that it has answered.
_SEARCH = {
    "archive": (".search-box__input", ".search-box__list li"),
    "material": ("input.md-search__input", ".md-search-result__item"),
}
_PATIENCE = 240.0  # seconds to wait for a page that a slow peer builds first


@dataclass(frozen=True)
class Traffic:
    """Requests, and bytes of their answers, uncompressed."""

    requests: int
    size: int


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser of the system's."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


class _Counted(http.server.SimpleHTTPRequestHandler):
    """Serves files, and counts what was asked for; requests of workers too, which the page itself does not see."""

    def __init__(self, *arguments: Any, sent: list[int], **options: Any) -> None:
        self._sent = sent
        super().__init__(*arguments, **options)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        content = source.read()
        self._sent.append(len(content))
        with suppress(ConnectionError):
            outputfile.write(content)


@contextmanager
def served(site: Path) -> Iterator[tuple[str, list[int]]]:
    """The address at which the files of `site` are served on loopback, and the size of each answer so far."""
    sent: list[int] = []
    handler = functools.partial(_Counted, directory=str(site), sent=sent)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", sent
    finally:
        server.shutdown()
        server.server_close()


def visit(browser: Browser, site: Path, address: str, kind: str) -> tuple[Traffic, Traffic | None, str]:
    """A cold visit to `address`, then a first search from there; why there was none, when there was none."""
    with served(site) as (root, sent):
        context = browser.new_context()
        try:
            page = context.new_page()
            page.goto(root + address, wait_until="networkidle")
            cold = Traffic(len(sent), sum(sent))
            reason = _search(page, kind)
            page.wait_for_load_state("networkidle")
            found = Traffic(len(sent) - cold.requests, sum(sent) - cold.size)
        finally:
            context.close()
    return cold, None if reason else found, reason


def _search(page: Page, kind: str) -> str:
    if kind not in _SEARCH:
        return "not measured"
    field, result = _SEARCH[kind]
    try:
        if not page.locator(field).count():
            return "the page has no search yet"
        if kind == "material":
            page.locator("label.md-search__icon").first.click(force=True)
        page.locator(field).first.click(force=True, timeout=3000)
        page.keyboard.type(_QUERY, delay=20)
        page.locator(result).first.wait_for(state="attached", timeout=20000)
    except BrowserError as error:
        return f"no answer: {error.message.splitlines()[0]}"
    return ""


def save_to_reload(browser: Browser, builder: Builder, folder: Path, number: int, *, saves: int = 3) -> list[float]:
    """Serve `folder`, open an English memo, save a change of its text `saves` times: seconds until each is seen."""
    source = folder / builder.english_source.format(number=number)
    before = source.read_text(encoding="utf-8")
    address = f"127.0.0.1:{_free_port()}"
    assert builder.serve
    server = subprocess.Popen(
        [*builder.serve, address],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
    try:
        page = browser.new_page()
        page.set_default_timeout(_PATIENCE * 1000)
        _open(page, f"http://{address}/{builder.english_memo.format(number=number)}", server)
        found = []
        for attempt in range(saves):
            marker = f"Saved for the {attempt + 1}th time"
            time.sleep(1.5)  # an editor does not save while the page is still loading
            source.write_text(before.rstrip() + f" {marker}.\n", encoding="utf-8")
            start = time.perf_counter()
            page.wait_for_function("marker => document.body && document.body.innerText.includes(marker)", arg=marker)
            found.append(time.perf_counter() - start)
        page.close()
        return found
    finally:
        source.write_text(before, encoding="utf-8")
        server.terminate()
        server.wait(10)


def median(found: list[float]) -> float:
    """The median, rounded to milliseconds."""
    return round(statistics.median(found), 3)


def _open(page: Page, address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            page.goto(address, wait_until="load")
            return
        except BrowserError:
            if server.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"{address} is not served") from None
            time.sleep(0.3)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
