"""The words of the interface."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dialogue_archive.archive.model import Archive
from dialogue_archive.problems import Problem
from dialogue_archive.reading.tree import Sources

_PLACE = re.compile(r"\{(\w+)\}")


def interface(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """Both languages of an interface string have the same places to fill in."""
    for key, pair in sources.interface.value.items():
        ours, theirs = set(_PLACE.findall(pair.zh)), set(_PLACE.findall(pair.en))
        if ours != theirs:
            found, expected = sorted(theirs), sorted(ours)
            message = f"{key}: the English has the places {found}, expected {expected} as in the Chinese"
            yield Problem(sources.interface.path, sources.interface.line(key, "en"), message)
