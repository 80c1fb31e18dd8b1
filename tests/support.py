"""What the suites call: a project to build, a build, a plain file server."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

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
