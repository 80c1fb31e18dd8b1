"""The built site under a subpath and in a version's folder, and its records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dialogue_archive.archive import Archive, load
from dialogue_archive.archive.relations import Links
from dialogue_archive.search.records import Record, records
from support import PROJECT, TESTED_VERSION, served

# A pages host serves a project under its name, and mike puts each version in a folder.
SUBPATH = f"dialogue-archive/{TESTED_VERSION}"


@pytest.fixture(scope="session")
def version(version_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive as of that round in the folder of a version."""
    folder = tmp_path_factory.mktemp("www") / SUBPATH
    folder.parent.mkdir()
    folder.symlink_to(version_site)
    return folder


@pytest.fixture(scope="session")
def address(version: Path) -> Iterator[str]:
    """The address of the version's root, with a slash at its end."""
    with served(version.parents[1]) as address:
        yield f"{address}{SUBPATH}/"


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A page in a context of its own. A script error, or a request that leaves the site, fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(20_000)
    found = context.new_page()
    troubles: list[str] = []
    host = address.split("/")[2]
    found.on("pageerror", lambda error: troubles.append(str(error)))
    found.on("request", lambda request: None if host in request.url else troubles.append(request.url))
    yield found
    context.close()
    assert not troubles


@pytest.fixture(scope="session")
def archive() -> Archive:
    """The archive as of that round."""
    return load(PROJECT)[1].as_of(TESTED_VERSION)


@pytest.fixture(scope="session")
def found(archive: Archive) -> tuple[Record, ...]:
    """Its records."""
    return records(archive, Links(archive))
