"""What the suites call: a project to build, a build, a plain file server."""

from __future__ import annotations

import os
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


class _Host(SimpleHTTPRequestHandler):
    """A file server without a log. `missing`, where named, answers for what is not there, as on the real host."""

    # The machine's own list of types may call a script plain text, and browsers refuse such modules.
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}  # noqa: RUF012

    def __init__(self, *arguments: Any, missing: Path | None = None, **options: Any) -> None:
        self._missing = missing
        super().__init__(*arguments, **options)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own 404 page."""
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
    """The address, with its slash, at which `folder` is served; `missing` is the page for what is not there."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(folder), missing=missing)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
