"""The command line of the archive. Each command is one function; messages are those of the build."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dialogue_archive import archive as model
from dialogue_archive import checks
from dialogue_archive.commands import confirm, import_, new_round, publish, register, serve, status, suggest
from dialogue_archive.problems import annotation


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status: 0 done, 1 refused, 2 called wrongly."""
    parser = argparse.ArgumentParser(prog="archive", description="The staff commands of the archive.")
    parser.add_argument("--root", type=Path, default=Path(), help="the project's folder (default: here)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    checker = commands.add_parser("check", help="check every page and data file")
    checker.add_argument(
        "--annotate",
        action="store_true",
        default=os.environ.get("GITHUB_ACTIONS") == "true",
        help="print problems as annotations of GitHub Actions (there: always)",
    )
    checker.set_defaults(run=check)
    publish.add(commands)
    register.add(commands)
    for command in (import_, new_round, suggest, status, confirm, serve):
        command.add(commands)
    options = parser.parse_args(arguments)
    return int(options.run(options))


def check(options: argparse.Namespace) -> int:
    """`archive check`: print each problem with its file and line."""
    sources, archive = model.load(options.root)
    problems = checks.run(sources, archive)
    for problem in problems:
        print(problem, file=sys.stderr)
        if options.annotate:
            print(annotation(problem))
    if problems:
        print(f"{len(problems)} problem{'s' if len(problems) > 1 else ''} in the content", file=sys.stderr)
        return 1
    rounds, items = len(archive.rounds), len(archive.items)
    print(
        f"{rounds} rounds, {items} recommendations and positions, {len(archive.relations)} relations: no problem found"
    )
    return 0
