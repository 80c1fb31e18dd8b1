"""What the suites share: the fixture project of two small rounds, the built site, a server, a browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
FIXTURE = Path(__file__).resolve().parent / "fixture"
# What a project needs beside its content to be built.
MACHINERY = ("mkdocs.yml", "hooks", "overrides", "docs/assets")


def copy_fixture(target: Path) -> Path:
    """The fixture project, whole and buildable, in `target`: its own content, the real templates and words."""
    shutil.copytree(FIXTURE, target, dirs_exist_ok=True)
    shutil.copy(PROJECT / "data" / "interface.yml", target / "data")
    for name in MACHINERY:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, target / name, dirs_exist_ok=True)
        else:
            shutil.copy(source, target / name)
    for name in ("src", "data"):
        (target / name).mkdir(exist_ok=True)
    return target


def build(project: Path, site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build --strict` on `project`, as `make site` does."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    return subprocess.run(command, cwd=project, env=variables, capture_output=True, text=True, check=False)


@pytest.fixture(name="build")
def build_fixture() -> Callable[..., subprocess.CompletedProcess[str]]:
    """`build`, for tests: several folders have a conftest, and only one of them can be imported by that name."""
    return build


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A fresh copy of the fixture project."""
    return copy_fixture(tmp_path / "project")


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real archive, built once."""
    site = tmp_path_factory.mktemp("site")
    result = build(PROJECT, site)
    assert result.returncode == 0, result.stderr
    return site


class Quiet(SimpleHTTPRequestHandler):
    """A plain file server without a log."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def serve(folder: Path) -> tuple[ThreadingHTTPServer, str]:
    """Serve `folder` on a free port of this machine; the caller shuts the server down."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{port}/"


@pytest.fixture(scope="session")
def address(real_site: Path) -> Iterator[str]:
    """The address of the real archive, served."""
    server, url = serve(real_site)
    yield url
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, headless."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "Chromium is missing; tests/install-browser installs it"
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*quiet, "--disable-sync", "--no-first-run"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A new page that fails the test when the site asks another host for anything."""
    context = chromium.new_context()
    found = context.new_page()
    foreign: list[str] = []
    found.on("request", lambda request: foreign.append(request.url) if "127.0.0.1" not in request.url else None)
    yield found
    context.close()
    assert not [url for url in foreign if not url.startswith(("data:", "blob:", "file:"))]
