"""Writing: all files of an import or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_all(root: Path, files: Mapping[str, bytes]) -> None:
    """Write every file, or none: each is written whole beside its place first, then all are moved there.

    When a move fails, the files moved before it get back what they held.
    """
    ready: list[tuple[Path, Path]] = []
    try:
        for name, content in files.items():
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
            ready.append((Path(beside), target))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(beside).chmod(0o644)
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
