"""The one style sheet that pages ask for, made of the sheets that editors and designers work on."""

from __future__ import annotations

from pathlib import Path

FOLDER = "assets/styles/"
SHEET = "assets/archive.css"
# In this order: a later sheet overrules an earlier one.
_PARTS = ("versions", "archive", "reading", "overview", "search", "print")


def style_sheet(docs: Path) -> str:
    """The sheets of `docs`/assets/styles, one after another. ValueError when the folder holds others."""
    found = {path.stem: path.read_text(encoding="utf-8") for path in (docs / FOLDER).glob("*.css")}
    if set(found) != set(_PARTS):
        raise ValueError(
            f"{FOLDER} holds {', '.join(sorted(found))}; src/dialogue_archive/styles.py expects {', '.join(_PARTS)}"
        )
    return "".join(found[name] for name in _PARTS)
