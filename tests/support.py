"""What the suites share: projects to build, builds, built pages, a plain file server."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from lxml import html

from dialogue_archive.reading.inline import REFERENCE, to_text
from dialogue_archive.reading.project import read_project
from dialogue_archive.views.context import PREFIX

PROJECT = Path(__file__).resolve().parent.parent
FIXTURES = Path(__file__).resolve().parent / "fixtures"
# Pages and search are tested in the browser on this version of the archive: a later round does not change it.
TESTED_VERSION = 7
# The address of every fixture project's site.
BASE = "https://example.org/dialogue-archive/"
# What a project needs besides its content to be built and published.
MACHINERY = (".gitignore", "mkdocs.yml", "hooks", "overrides", "docs/assets", "data/interface.yml")


def copy_fixture(target: Path, name: str = "small") -> Path:
    """A complete project in `target`: the content of the fixture `name`, the project's own templates and labels.

    `small` has two small rounds, and the golden cases edit it. `ocean` is another dialogue, between other sides, with
    three rounds: paraphrased positions, nothing on record, full text.
    """
    shutil.copytree(FIXTURES / name, target, dirs_exist_ok=True)
    for part in MACHINERY:
        source = PROJECT / part
        if source.is_dir():
            shutil.copytree(source, target / part, dirs_exist_ok=True)
        else:
            shutil.copy(source, target / part)
    (target / "src").mkdir(exist_ok=True)  # `mkdocs serve` watches it
    settings = target / "mkdocs.yml"
    lines = settings.read_text(encoding="utf-8").split("\n")
    lines = [f"site_url: {BASE}" if line.startswith("site_url:") else line for line in lines]
    settings.write_text("\n".join(lines), encoding="utf-8")
    return target


def copy_project(target: Path) -> Path:
    """A copy of this project in `target`, tests included: every file that git tracks or would track."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True).stdout.decode()
    for path in filter(None, listed.split("\0")):
        if (PROJECT / path).is_file():
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / path, target / path)
    return target


def build(project: Path, site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build --strict` on `project`, as `make site` does."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    return subprocess.run(command, cwd=project, env=variables, capture_output=True, text=True, check=False)


def parse(file: Path) -> html.HtmlElement:
    """The root element of a built file."""
    return html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot()


def page(site: Path, address: str) -> html.HtmlElement:
    """The root element of the built page at `address`, such as `en/rounds/7/`."""
    return parse(site / address / "index.html")


def words_of(root: html.HtmlElement) -> str:
    """The text of a page's main part without white space and scripts."""
    main = root.xpath("//main")[0]
    for script in main.xpath(".//script|.//style"):
        script.drop_tree()
    return re.sub(r"\s+", "", main.text_content())


def missing_blocks(project: Path, site: Path) -> list[str]:
    """The blocks of all rounds whose text is not on their page of the site."""
    found = []
    for (number, name, language), source in read_project(project).pages.items():
        folder = "" if name == "index" else name
        shown = words_of(page(site, f"{PREFIX[language]}rounds/{number}/{folder}"))
        for block in source.blocks:
            plain = "".join(to_text(block.text).split())
            # A reference in a sentence is shown as a link with its key.
            linked = re.sub(r"\s+", "", REFERENCE.sub(lambda match: match[1], to_text(block.text)))
            # The level-1 headings of catalogue and list are shown as the title of their front matter.
            if block.level != 1 and plain not in shown and linked not in shown:
                found.append(f"{source.path}:{block.line}: {block.text[:40]}")
    return found


class _Host(SimpleHTTPRequestHandler):
    """A file server without a log. `missing` is the page that answers for files that do not exist."""

    # The machine's own list of types may call a script plain text, and browsers refuse such modules.
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}  # noqa: RUF012

    def __init__(self, *arguments: Any, missing: Path | None = None, **options: Any) -> None:
        self._missing = missing
        super().__init__(*arguments, **options)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's own 404 page."""
        if code != 404 or not self._missing or not self._missing.is_file():
            super().send_error(code, message, explain)
            return
        body = self._missing.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path, *, missing: Path | None = None) -> Iterator[str]:
    """The address, with its slash, at which `folder` is served; `missing` is the 404 page."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(folder), missing=missing)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
