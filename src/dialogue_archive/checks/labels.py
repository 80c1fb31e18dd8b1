"""The words of the interface."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

from dialogue_archive.archive.model import Archive
from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.problems import Problem
from dialogue_archive.reading.tree import Sources


def interface(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """Both languages of an interface string have the same places to fill in."""
    for key, pair in sources.interface.value.items():
        found: dict[Language, set[str]] = {}
        for language in LANGUAGES:
            places = _places(pair[language])
            if places is None:
                line = sources.interface.line(key, language)
                message = (
                    f"{key}: a brace stands alone or is empty in {pair[language][:40]}, expected places like {{count}}"
                )
                yield Problem(sources.interface.path, line, message)
            else:
                found[language] = places
        if len(found) == len(LANGUAGES) and found["zh"] != found["en"]:
            message = (
                f"{key}: the English has the places {sorted(found['en'])}, "
                f"expected {sorted(found['zh'])} as in the Chinese"
            )
            yield Problem(sources.interface.path, sources.interface.line(key, "en"), message)


def _places(text: str) -> set[str] | None:
    """The names of the places to fill in; None where the braces make no sense."""
    if "{" not in text and "}" not in text:
        return set()
    try:
        names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None
    return names if all(re.fullmatch(r"[a-z_]+", name) for name in names) else None
