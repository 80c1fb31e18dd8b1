"""`archive register`: write every id of the archive into data/registry.yml. None is ever taken out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import yaml

from dialogue_archive import archive as model
from dialogue_archive import checks, ids
from dialogue_archive.archive.model import Archive, Round
from dialogue_archive.archive.relations import Links
from dialogue_archive.reading.schema import RegisteredRound, Registry

_HEAD = "# Every id that has been published. Written by `archive register`; nothing is ever taken out.\n"


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("register", help="write all ids into data/registry.yml 登记全部编号")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the registry; 0 when done, 1 when the content has problems."""
    sources, archive = model.load(options.root)
    problems = checks.run(sources, archive)
    if problems:
        for problem in problems:
            print(problem, file=sys.stderr)
        print("内容有问题，未登记 problems in the content; nothing was registered", file=sys.stderr)
        return 1
    path = Path(options.root) / "data" / "registry.yml"
    former = sources.registry.value
    text = registry_text(joined(former, archive))
    if path.read_text(encoding="utf-8") == text:
        print("全部编号已登记 every id is registered already")
        return 0
    path.write_text(text, encoding="utf-8")
    before = sum(len(round_.items) for round_ in former.rounds.values())
    print(f"已登记 registered: {len(archive.items)} ({len(archive.items) - before:+d})")
    return 0


def joined(former: Registry, archive: Archive) -> Registry:
    """What was registered, and what the archive has now."""
    links = Links(archive)
    rounds = dict(former.rounds)
    for round_ in archive.rounds:
        rounds[round_.number] = _round(former.rounds.get(round_.number, RegisteredRound()), round_)
    threads = {*former.threads, *(thread.id for thread in links.threads)}
    return Registry(
        rounds=dict(sorted(rounds.items())),
        people=tuple(sorted({*former.people, *archive.people})),
        topics=tuple(sorted({*former.topics, *archive.topics})),
        threads=tuple(sorted(threads, key=ids.sort_key)),
    )


def _round(former: RegisteredRound, round_: Round) -> RegisteredRound:
    counts = {s.id: sum(block.kind != "heading" for block in s.blocks) for s in round_.sections}
    sections = {
        section: max(former.sections.get(section, 0), counts.get(section, 0)) for section in {*former.sections, *counts}
    }
    items = {*former.items, *(item.id for item in round_.items)}
    return RegisteredRound(items=tuple(sorted(items, key=ids.sort_key)), sections=dict(sorted(sections.items())))


def registry_text(registry: Registry) -> str:
    """The file's text: sorted, one id a line."""
    data = registry.model_dump(mode="json")
    for part in ("people", "topics", "threads"):
        data[part] = list(data[part])
    data["rounds"] = {int(number): round_ for number, round_ in data["rounds"].items()}
    return _HEAD + yaml.safe_dump(data, sort_keys=False, allow_unicode=True, default_flow_style=False)
