"""`archive register`: add every id of the archive to data/registry.yml. Registered ids are never removed."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from dialogue_archive import archive as model
from dialogue_archive import checks, ids
from dialogue_archive.archive.model import Archive, Round
from dialogue_archive.archive.relations import Links
from dialogue_archive.messages import Refusal, both, help_text
from dialogue_archive.reading.schema import RegisteredRound, Registry
from dialogue_archive.writing.files import write_all
from dialogue_archive.writing.yaml_edit import YamlFile, update

PATH = "data/registry.yml"


def add_parser(subparsers: Any) -> None:
    """Add `archive register`."""
    parser = subparsers.add_parser("register", help=help_text("help.register"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the registry; 0 when done, 1 when the content has problems."""
    sources, archive = model.load(options.root)
    problems = checks.run(sources, archive)
    if problems:
        for problem in problems:
            print(problem, file=sys.stderr)
        print(both("register.problems"), file=sys.stderr)
        return 1
    registered = sources.registry.value
    file = YamlFile.read(options.root, PATH)
    update(file.data, registry_data(joined(registered, archive)))
    try:
        content = file.content()
    except Refusal as refusal:
        print(refusal.in_both_languages(), file=sys.stderr)
        return 1
    if content == (options.root / PATH).read_bytes():
        print(both("register.unchanged"))
        return 0
    write_all(options.root, {PATH: content})
    before = sum(len(round_.items) for round_ in registered.rounds.values())
    print(both("register.done", count=len(archive.items), added=len(archive.items) - before))
    return 0


def joined(registered: Registry, archive: Archive) -> Registry:
    """The ids registered before together with those that the archive has now."""
    links = Links(archive)
    rounds = dict(registered.rounds)
    for round_ in archive.rounds:
        rounds[round_.number] = _round(registered.rounds.get(round_.number, RegisteredRound()), round_)
    threads = {*registered.threads, *(thread.id for thread in links.threads)}
    return Registry(
        rounds=dict(sorted(rounds.items())),
        people=tuple(sorted({*registered.people, *archive.people})),
        topics=tuple(sorted({*registered.topics, *archive.topics})),
        threads=tuple(sorted(threads, key=ids.sort_key)),
    )


def _round(registered: RegisteredRound, round_: Round) -> RegisteredRound:
    counts = {s.id: sum(block.kind != "heading" for block in s.blocks) for s in round_.sections}
    known = registered.sections
    sections = {section: max(known.get(section, 0), counts.get(section, 0)) for section in {*known, *counts}}
    items = {*registered.items, *(item.id for item in round_.items)}
    return RegisteredRound(items=tuple(sorted(items, key=ids.sort_key)), sections=dict(sorted(sections.items())))


def registry_data(registry: Registry) -> dict[str, Any]:
    """The registry as the values of data/registry.yml, sorted."""
    data = registry.model_dump(mode="json")
    return {**data, "rounds": {int(number): round_ for number, round_ in data["rounds"].items()}}
