"""Writing several files at once or none, and editing single lines of a page."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from io import StringIO
from pathlib import Path


def write_all(root: Path, files: Mapping[str, bytes]) -> None:
    """Write every file (path relative to `root`: content), or none.

    Each is first written to a temporary file in its folder, then all are renamed. When a rename fails, the files
    renamed before it get their earlier content back. Raises OSError.
    """
    ready: list[tuple[Path, Path]] = []
    try:
        for name, content in files.items():
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
            ready.append((Path(temporary), target))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary).chmod(0o644)
        _move(ready)
    finally:
        for written, _ in ready:
            written.unlink(missing_ok=True)


def _move(ready: list[tuple[Path, Path]]) -> None:
    before: list[tuple[Path, bytes | None]] = []
    try:
        for written, target in ready:
            before.append((target, target.read_bytes() if target.exists() else None))
            written.replace(target)
    except OSError:
        for target, content in before:
            if content is None:
                target.unlink(missing_ok=True)
            else:
                target.write_bytes(content)
        raise


def lines_of(text: str) -> list[str]:
    """The lines of a text with the line ends that each has: LF, CR LF or CR."""
    return StringIO(text, newline="").readlines()


def with_ids(content: bytes, ids: Mapping[int, str]) -> bytes:
    r"""The page `content` with an id `{ #id }` added at the end of some lines, which are numbered from 1.

    >>> with_ids(b"a\r\nb \r\n", {2: "x"})
    b'a\r\nb { #x }\r\n'
    """
    lines = lines_of(content.decode("utf-8"))
    for number, identifier in ids.items():
        lines[number - 1] = re.sub(r"[^\S\r\n]*(?=[\r\n]*$)", f" {{ #{identifier} }}", lines[number - 1], count=1)
    return "".join(lines).encode("utf-8")
