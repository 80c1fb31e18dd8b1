"""Editing a page by program: only the lines that change are written."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dialogue_archive.writing.files import lines_of


def with_ids(content: bytes, ids: Mapping[int, str]) -> bytes:
    r"""The page `content` with an id `{ #id }` added at the end of some lines, which are numbered from 1.

    >>> with_ids(b"a\r\nb \r\n", {2: "x"})
    b'a\r\nb { #x }\r\n'
    """
    lines = lines_of(content.decode("utf-8"))
    for number, identifier in ids.items():
        lines[number - 1] = re.sub(r"[^\S\r\n]*(?=[\r\n]*$)", f" {{ #{identifier} }}", lines[number - 1], count=1)
    return "".join(lines).encode("utf-8")
