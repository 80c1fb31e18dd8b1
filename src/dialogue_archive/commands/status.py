"""`archive status`: the state of everything on one screen."""

from __future__ import annotations

import argparse
from typing import Any

from dialogue_archive import archive as model
from dialogue_archive.desk import screen
from dialogue_archive.desk.status import state
from dialogue_archive.ids import LANGUAGES


def add(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser("status", help="what is complete, missing, open or not yet published 现状")
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0])
    parser.add_argument("--full", action="store_true", help="list everything, beyond one screen 全部列出")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the state. Always 0: it is a report, and no check."""
    sources, archive = model.load(options.root)
    found = state(sources, archive)
    print(screen.as_text(screen.screen(found, options.lang, full=options.full)))
    return 0
