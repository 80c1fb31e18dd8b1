"""The command line of the archive. Each command lives in the module of its subject; only that module is loaded."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

# A command and the module whose `add_parser` adds it.
_COMMANDS = {
    "check": "dialogue_archive.cli",
    "import": "dialogue_archive.importing.command",
    "new-round": "dialogue_archive.editorial.new_round",
    "suggest": "dialogue_archive.editorial.suggest",
    "status": "dialogue_archive.editorial.status_report",
    "confirm": "dialogue_archive.editorial.confirm",
    "register": "dialogue_archive.editorial.register",
    "publish": "dialogue_archive.publishing.publish",
    "serve": "dialogue_archive.site.serve",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status: 0 done, 1 refused, 2 called wrongly."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--root", type=Path, default=Path(), help="the project's folder (default: here)")
    known, rest = common.parse_known_args(arguments)
    asked = next((argument for argument in rest if not argument.startswith("-")), "")
    parser = argparse.ArgumentParser(prog="archive", description="The staff commands of the archive.", parents=[common])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in [asked] if asked in _COMMANDS else _COMMANDS:
        import_module(_COMMANDS[name]).add_parser(commands)
    options = parser.parse_args(rest, known)
    return int(options.run(options))


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `archive check`."""
    parser = subparsers.add_parser("check", help="check every page and data file")
    parser.add_argument(
        "--annotate",
        action="store_true",
        default=os.environ.get("GITHUB_ACTIONS") == "true",
        help="print problems as annotations of GitHub Actions (there: always)",
    )
    parser.add_argument(
        "--rule",
        action="append",
        metavar="NAME",
        help="check only this rule, like unique-ids; may be repeated (docs-dev/checks.md lists the rules)",
    )
    parser.set_defaults(run=check)


def check(options: argparse.Namespace) -> int:
    """`archive check`: print each problem with its file, its line and the name of its rule."""
    from dialogue_archive import archive as model
    from dialogue_archive import checks
    from dialogue_archive.problems import annotation, nearest

    unknown = [name for name in options.rule or () if name not in checks.RULES]
    if unknown:
        for name in unknown:
            print(f"unknown rule {name}{nearest(name, checks.RULES)}", file=sys.stderr)
        return 2
    sources, archive = model.load(options.root)
    problems = checks.run(sources, archive, options.rule)
    for problem in problems:
        print(problem, file=sys.stderr)
        if options.annotate:
            print(annotation(problem))
    if problems:
        print(f"{len(problems)} problem{'s' if len(problems) > 1 else ''} in the content", file=sys.stderr)
        return 1
    rounds, items = len(archive.rounds), len(archive.items)
    print(
        f"{rounds} rounds, {items} recommendations and statements, {len(archive.relations)} relations: no problem found"
    )
    return 0
