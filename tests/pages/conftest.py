"""The site at the address at which it is published, and axe-core."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from support import PROJECT, served


@contextmanager
def hosted(site: Path, folder: Path) -> Iterator[str]:
    """The address of `site` served from `folder` under the path of its `site_url`."""
    lines = (PROJECT / "mkdocs.yml").read_text("utf-8").splitlines()
    path = urlsplit(next(line for line in lines if line.startswith("site_url:")).split()[1]).path.strip("/")
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(site)
    with served(folder, missing=site / "404.html") as address:
        yield f"{address}{path}/"


@pytest.fixture(scope="session")
def published(version_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site at the path at which it is published, where the absolute links of the 404 page lead."""
    with hosted(version_site, tmp_path_factory.mktemp("published")) as address:
        yield address


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return (PROJECT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
