"""The importer and the skeleton of a round know the sides and the rounds of a series from its data."""

from __future__ import annotations

import pytest

from dialogue_archive.editorial import new_round
from dialogue_archive.importing.headings import role_of, side_names
from dialogue_archive.importing.recognition import recognise
from dialogue_archive.reading.project import read_project
from importing.conftest import SERIES
from support import PROJECT

OCEAN = read_project(PROJECT / "tests" / "fixtures" / "ocean").series.value
OCEAN_MEMO = """# 海洋科学试验对话备忘录

## 观测

### 建议：

- 双方应共享浮标数据。

## 北原方代表团

海一	北原大学教授

## 南屿方代表团

Ann Reef	Professor, Southisle University
"""


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("中方参会者名单", "cn"),
        ("Members of the U.S. delegation", "us"),
        ("Participants from the United States", "us"),
        ("Chinese delegation", "cn"),
        ("Music participants", "section"),
        ("中美双方参会者名单", "people"),
        ("Chinese and American participants", "section"),
        ("建议：", "recommendations"),
        ("北原方代表团", "section"),
    ],
)
def test_headings_of_this_series(heading: str, role: str) -> None:
    assert role_of(heading, side_names(SERIES)) == role


@pytest.mark.parametrize(
    ("heading", "role"),
    [("北原方代表团", "northland"), ("Southisle delegation", "southisle"), ("中方参会者名单", "section")],
)
def test_headings_of_another_series(heading: str, role: str) -> None:
    assert role_of(heading, side_names(OCEAN)) == role


def test_a_memo_of_another_series_is_recognised() -> None:
    found = recognise(OCEAN_MEMO, "zh", OCEAN)
    people = [(part.side, part.text, part.title) for part in found.parts if part.role == "person"]
    assert people == [
        ("northland", "海一", "北原大学教授"),
        ("southisle", "Ann Reef", "Professor, Southisle University"),
    ]


def test_a_new_round_is_named_as_its_series_names_rounds() -> None:
    files = new_round.skeleton(OCEAN, 4)
    assert files["docs/zh/rounds/4/index.md"].startswith("---\ntitle: 第四次会议对话\n")
    assert "# Meeting 4 { #preamble }" in files["docs/en/rounds/4/index.md"]
    assert not [path for path, text in files.items() if "中美" in text or "U.S." in text or "Round" in text]
