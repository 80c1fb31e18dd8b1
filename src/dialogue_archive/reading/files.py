"""Files as text, the invisible characters in them, and files that the archive does not read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from dialogue_archive.problems import INVISIBLE, Problem, nearest


def read_text(file: Path, name: str) -> tuple[str | None, Problem | None]:
    r"""The text of `file` with line ends `\n`, or None and the problem; `name` is the path that the problem shows."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        message = "this symbolic link leads to no file" if file.is_symlink() else "this file is missing"
        return None, Problem(name, 0, message, "readable-files")
    except IsADirectoryError:
        return None, Problem(name, 0, "found a folder, expected a file", "readable-files")
    except (OSError, ValueError) as error:
        message = f"this file cannot be read: {getattr(error, 'strerror', None) or error}"
        return None, Problem(name, 0, message, "readable-files")
    return decode(content, name)


def decode(content: bytes, name: str) -> tuple[str | None, Problem | None]:
    r"""`content` as text with line ends `\n` and without a byte order mark, or None and the problem."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = "found bytes that are not UTF-8, expected UTF-8 text; save the file as UTF-8"
        return None, Problem(name, line, message, "utf-8")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), None


def invisible(text: str, name: str) -> Iterator[Problem]:
    r"""The first invisible character of each line. `text` has line ends `\n`."""
    if text.replace("\n", "").isprintable():  # true of nearly every file, and faster than the pattern
        return
    last = 0
    for match in INVISIBLE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if line != last:
            last = line
            before = text[max(0, match.start() - 10) : match.start()].rpartition("\n")[2].strip()
            where = f"after {before}" if before else "at the beginning of the line"
            message = f"found the invisible character U+{ord(match[0]):04X} {where}; remove it"
            yield Problem(name, line, message, "invisible-characters")


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
# Folders of data/ with files that data files name, or that belong to one command.
_OPEN_FOLDERS = ("sources", "confirmed")


def visible_files(folder: Path, pattern: str) -> list[Path]:
    """The files under `folder` that match `pattern`, such as `*.md`, except those whose names begin with a dot.

    Editors and operating systems leave such files.
    """
    suffix = pattern.removeprefix("*")
    return [file for file in _walk(folder) if file.name.endswith(suffix)]


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        # A folder that is named like a file is reported when it is read.
        named_like_files = [name for name in folders if name.endswith((".md", ".yml"))]
        for name in sorted([*names, *named_like_files]):
            if not name.startswith("."):
                yield Path(parent) / name


def unexpected_files(root: Path) -> Iterator[Problem]:
    """Files of data/ that the archive does not read."""
    folder = root / "data"
    for file in _walk(folder):
        parts = file.relative_to(folder).parts
        name = file.relative_to(root).as_posix()
        if parts[0] in _OPEN_FOLDERS and len(parts) > 1:
            continue
        if parts[0] == "rounds" and len(parts) > 1:
            if len(parts) != 2 or not NUMBER.fullmatch(file.stem) or file.suffix != ".yml":
                message = f"found {file.name}, expected the number of a round, like 7.yml"
                yield Problem(name, 0, message, "unexpected-files")
        elif len(parts) > 1 or file.suffix != ".yml" or file.stem not in DATA_FILES:
            known = [f"{stem}.yml" for stem in DATA_FILES]
            message = f"the archive does not read this file{nearest(file.name, known)} (known: {', '.join(known)})"
            yield Problem(name, 0, message, "unexpected-files")
