"""What the suites share: the fixture project of two small rounds, built sites, an address, a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from support import PROJECT, TESTED_VERSION, build, copy_fixture, served


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-goldens`."""
    parser.addoption("--update-goldens", action="store_true", help="write the golden files of tests/cases anew")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A fresh copy of the fixture project."""
    return copy_fixture(tmp_path / "project")


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This archive with all of its rounds, built once."""
    site = tmp_path_factory.mktemp("site")
    result = build(PROJECT, site)
    assert result.returncode == 0, result.stderr
    return site


@pytest.fixture(scope="session")
def version_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This archive as of round TESTED_VERSION, built once."""
    site = tmp_path_factory.mktemp("version")
    result = build(PROJECT, site, ARCHIVE_AS_OF=str(TESTED_VERSION))
    assert result.returncode == 0, result.stderr
    return site


@pytest.fixture(scope="session")
def past_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive as of round 3."""
    site = tmp_path_factory.mktemp("past") / "site"
    result = build(PROJECT, site, ARCHIVE_AS_OF="3")
    assert result.returncode == 0, result.stderr
    return site


@pytest.fixture(scope="session")
def address(version_site: Path) -> Iterator[str]:
    """The address of the archive as of round TESTED_VERSION, served."""
    with served(version_site) as address:
        yield address


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
