"""The rules that reading enforces, by name. `checks` adds the rules that concern the content as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

READING_RULES: Mapping[str, str] = MappingProxyType(
    {
        "readable-files": "Every file of `data/` that the archive needs exists, and every file can be read.",
        "utf-8": "Every page, data file and source text is encoded in UTF-8.",
        "invisible-characters": "No page and no data file contains an invisible character, such as U+200B.",
        "unexpected-files": "`data/` and `docs/<language>/rounds/` contain only files that the archive reads.",
        "page-syntax": "A page of a round uses only the Markdown that docs-dev/formats.md describes.",
        "front-matter": "Every page begins with front matter between two lines `---`.",
        "yaml-syntax": "Every data file and every front matter is valid YAML.",
        "yaml-duplicate-keys": "A YAML mapping has each key only once.",
        "yaml-lost-text": "No text of a YAML value is lost because it begins with ` #`, which YAML reads as a comment.",
        "yaml-chinese-lines": "A Chinese value in YAML is on one line, because a line break would show as a space.",
        "data-schema": "Data files and front matter have the keys and values that docs-dev/formats.md describes.",
        "round-number": "The number in `data/rounds/N.yml` is N.",
    }
)
