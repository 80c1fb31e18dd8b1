"""A built site, served on the loopback from a version's folder under a subpath, and a browser."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from dialogue_archive.archive import Archive, load
from dialogue_archive.links import Links
from dialogue_archive.search.records import Record, records

PROJECT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# A pages host serves a project under its name, and mike puts each version in a folder.
SUBPATH = "dialogue-archive/7"


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}  # noqa: RUF012

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def build(into: Path, **environment: str) -> Path:
    """Build the project into a folder."""
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(into)],
        cwd=PROJECT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        check=True,
    )
    return into


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    return build(tmp_path_factory.mktemp("www") / SUBPATH)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the version's root, with a slash at its end."""
    root = site.parents[1]
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/{SUBPATH}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page in a context of its own. A script error, or a request that leaves the site, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    page = context.new_page()
    troubles: list[str] = []
    host = address.split("/")[2]
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: None if host in request.url else troubles.append(request.url))
    yield page
    context.close()
    assert not troubles


@pytest.fixture(scope="session")
def archive() -> Archive:
    """The project's archive."""
    return load(PROJECT)[1]


@pytest.fixture(scope="session")
def found(archive: Archive) -> tuple[Record, ...]:
    """Its records."""
    return records(archive, Links(archive))
