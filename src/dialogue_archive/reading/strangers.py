"""Files that nobody reads: each is refused, or what stands in it would be lost in silence."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from dialogue_archive.problems import Problem, nearest

NUMBER = re.compile(r"[1-9]\d{0,3}", re.ASCII)
DATA_FILES = (
    "topics",
    "people",
    "partners",
    "references",
    "glossary",
    "relations",
    "registry",
    "corrections",
    "interface",
)
# Folders of data/ whose files are named by data files, or belong to a tool of their own.
_OPEN_FOLDERS = ("sources", "confirmed")


def visible_files(folder: Path, pattern: str) -> list[Path]:
    """The files under `folder`, those of editors and systems aside, whose names begin with a dot."""
    suffix = pattern.removeprefix("*")
    return [file for file in _files(folder) if file.name.endswith(suffix)]


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        # A folder that is named like a page is no page; whoever made it is told.
        named_like_files = [name for name in folders if name.endswith((".md", ".yml"))]
        for name in sorted([*names, *named_like_files]):
            if not name.startswith("."):
                yield Path(parent) / name


def in_data(root: Path) -> Iterator[Problem]:
    """Files of data/ that no part of the archive reads."""
    folder = root / "data"
    for file in _files(folder):
        parts = file.relative_to(folder).parts
        name = file.relative_to(root).as_posix()
        if parts[0] in _OPEN_FOLDERS and len(parts) > 1:
            continue
        if parts[0] == "rounds" and len(parts) > 1:
            if len(parts) != 2 or not NUMBER.fullmatch(file.stem) or file.suffix != ".yml":
                yield Problem(name, 0, f"found {file.name}, expected the number of a round, like 7.yml")
        elif len(parts) > 1 or file.suffix != ".yml" or file.stem not in DATA_FILES:
            known = [f"{stem}.yml" for stem in DATA_FILES]
            message = f"no part of the archive reads this file{nearest(file.name, known)} (known: {', '.join(known)})"
            yield Problem(name, 0, message)
