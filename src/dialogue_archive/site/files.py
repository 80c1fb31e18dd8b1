"""The files of a build that no language owns: the list of pages, the style sheet, the data, the search index."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from dialogue_archive.archive import Archive
from dialogue_archive.archive.relations import Links
from dialogue_archive.views.publication import offline_html


def write_list_of_pages(site: Path, archive: Archive, addresses: Sequence[str]) -> None:
    """Write which pages this version has. The version selector of another version asks before it links here."""
    pages = {"round": archive.newest, "pages": list(addresses)}
    (site / "pages.json").write_text(json.dumps(pages, indent=1) + "\n", encoding="utf-8")
    # The compressed copy of the sitemap contains its build time, and nothing links to it.
    (site / "sitemap.xml.gz").unlink(missing_ok=True)


def make_readable_offline(site: Path) -> None:
    """Make every page readable from the file system."""
    for page in site.rglob("*.html"):
        page.write_text(offline_html(page.read_text(encoding="utf-8")), encoding="utf-8")


def write_data(archive: Archive, links: Links, root: Path, site: Path) -> None:
    """Write the archive as data with its schema, the source texts of the project at `root`, and the search index."""
    # Runs in a process of its own, which loads what only it needs.
    from dialogue_archive.exports.dataset import SCHEMA_NAME, dataset_json, schema_json
    from dialogue_archive.search import write_index

    data = site / "data"
    data.mkdir(parents=True, exist_ok=True)
    (data / "archive.json").write_text(dataset_json(archive, links), encoding="utf-8")
    (data / SCHEMA_NAME).write_text(schema_json(), encoding="utf-8")
    for file in archive.documents:
        (site / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / file, site / file)
    write_index(archive, links, site)


FOLDER = "assets/styles/"
SHEET = "assets/archive.css"
# In this order: a later sheet overrides an earlier one.
_PARTS = ("palette", "versions", "archive", "reading", "overview", "search", "print")


def style_sheet(docs: Path) -> str:
    """The sheets of `docs`/assets/styles, one after another. Raises ValueError when the folder has other sheets."""
    found = {path.stem: path.read_text(encoding="utf-8") for path in (docs / FOLDER).glob("*.css")}
    if set(found) != set(_PARTS):
        raise ValueError(
            f"{FOLDER} holds {', '.join(sorted(found))}; src/dialogue_archive/site/files.py expects {', '.join(_PARTS)}"
        )
    return "".join(found[name] for name in _PARTS)
