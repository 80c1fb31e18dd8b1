"""Files as text, the characters that nobody sees, and the files that nothing reads."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from dialogue_archive.problems import INVISIBLE, Problem, nearest


def read_text(file: Path, name: str) -> tuple[str | None, Problem | None]:
    """The text of `file` with plain line ends, or None and what is wrong; `name` is the path that the problem shows."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        missing = "this file is a link to a file that is not there" if file.is_symlink() else "this file is missing"
        return None, Problem(name, 0, missing)
    except IsADirectoryError:
        return None, Problem(name, 0, "found a folder, expected a file")
    except (OSError, ValueError) as error:
        return None, Problem(name, 0, f"this file cannot be read: {getattr(error, 'strerror', None) or error}")
    return decode(content, name)


def decode(content: bytes, name: str) -> tuple[str | None, Problem | None]:
    """`content` as text with plain line ends and no byte order mark."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = "found bytes that are not UTF-8, expected UTF-8 text; save the file again as UTF-8"
        return None, Problem(name, line, message)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), None


def invisible(text: str, name: str) -> Iterator[Problem]:
    """Each line's first invisible character. `text` has plain line ends."""
    if text.replace("\n", "").isprintable():  # nearly every file, and much sooner known than by the pattern
        return
    last = 0
    for match in INVISIBLE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if line != last:
            last = line
            before = text[max(0, match.start() - 10) : match.start()].rpartition("\n")[2].strip()
            where = f" after {before}" if before else " at the beginning of the line"
            yield Problem(name, line, f"the invisible character U+{ord(match[0]):04X} stands{where}; remove it")


NUMBER = re.compile(r"[1-9]\d{0,3}", re.ASCII)
DATA_FILES = (
    "series",
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
    return [file for file in _walk(folder) if file.name.endswith(suffix)]


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        # A folder that is named like a page is no page; whoever made it is told.
        named_like_files = [name for name in folders if name.endswith((".md", ".yml"))]
        for name in sorted([*names, *named_like_files]):
            if not name.startswith("."):
                yield Path(parent) / name


def unexpected_files(root: Path) -> Iterator[Problem]:
    """Files of data/ that no part of the archive reads."""
    folder = root / "data"
    for file in _walk(folder):
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
