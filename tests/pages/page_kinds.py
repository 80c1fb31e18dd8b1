"""What the reading suite shares: the kinds of page, the site at the address it is published at, axe-core."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from support import PROJECT, served

LANGUAGES = {"zh": "", "en": "en/"}
# One of every kind of page; the 404 page, of both languages at once, is added where it is served.
KINDS = (
    *("", "rounds/", "rounds/7/", "rounds/4/", "rounds/1/", "rounds/7/recommendations/", "rounds/7/participants/"),
    *("rounds/7/parallel/", "threads/", "threads/r2-p3/", "topics/", "topics/national-security/", "people/"),
    *("search/", "about/", "data/"),
)


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
def published(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site at the path at which it is published, where the absolute links of the 404 page lead."""
    with hosted(real_site, tmp_path_factory.mktemp("published")) as address:
        yield address


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return (PROJECT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
