"""`archive serve`: serve the archive while it is edited.

MkDocs rebuilds the site when a page, a data file or a template is saved. It loads Python code only once, so a change
of the project's own code restarts MkDocs.
"""

from __future__ import annotations

import argparse
import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dialogue_archive.messages import both, help_text

# Seconds that MkDocs is given to exit by itself.
_EXIT_TIMEOUT = 3.0
# Seconds between two checks for changed code.
_INTERVAL = 1.0


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("serve", help=help_text("help.serve"))
    parser.add_argument("--address", default="localhost:8000", help=help_text("help.serve_address"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until stopped; the exit status is that of MkDocs."""
    root = Path(options.root).resolve()
    # Without --strict: a warning is shown and does not end the serving.
    command = [sys.executable, "-m", "mkdocs", "serve", "--no-strict", "--dev-addr", options.address]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    process = subprocess.Popen(command, cwd=root)
    code = _code(root)
    try:
        while process.poll() is None:
            time.sleep(_INTERVAL)
            if code != (code := _code(root)):
                print(both("serve.code_changed"), flush=True)
                _stop(process)
                process = subprocess.Popen(command, cwd=root)
    except KeyboardInterrupt:
        pass
    finally:
        _stop(process)
    return max(process.returncode, 0)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop MkDocs as Ctrl+C does, so that it removes its temporary folder; kill it when it does not exit.

    A process that was started in the background by a shell script ignores Ctrl+C.
    """
    for end in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            process.send_signal(end)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=_EXIT_TIMEOUT)


def _code(root: Path) -> Mapping[Path, int]:
    """The time of the last change of each file of the hooks and of this package."""
    places = (root / "hooks", Path(__file__).resolve().parent.parent)
    return {file: file.stat().st_mtime_ns for place in places for file in place.rglob("*.py")}
