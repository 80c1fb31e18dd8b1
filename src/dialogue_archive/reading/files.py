"""Files as text, and the characters that nobody sees: one way for pages, data and sources to refuse both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dialogue_archive.problems import INVISIBLE, Problem


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
