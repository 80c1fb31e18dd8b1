"""The fixture `ocean` with translator's and editor's notes on both texts of its third round."""

from __future__ import annotations

from pathlib import Path

from support import copy_fixture

NOTES = """\
notes:
  - {block: buoys-1, kind: translator, language: en, quote: too far apart, text: {zh: 原文作“过大”。, en: From 过大.}}
  - {block: buoys-1, kind: editor, language: zh, quote: 研究船, text: {zh: 船名不详。, en: The ships are not named.}}
  - {block: coral, kind: editor, language: zh, quote: 珊瑚, text: {zh: 标题如此。, en: So headed.}}
  - {block: ayla-reef, kind: translator, language: en, quote: Reef, text: {zh: 姓氏。, en: The family name.}}
  - {block: ayla-reef, kind: translator, language: en, quote: President, text: {zh: 职务。, en: The office.}}
"""


def copy_noted(target: Path) -> Path:
    """A complete project in `target`."""
    project = copy_fixture(target, "ocean")
    with (project / "data/rounds/3.yml").open("a", encoding="utf-8") as file:
        file.write(NOTES)
    return project
