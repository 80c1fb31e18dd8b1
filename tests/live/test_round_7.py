"""Round 7 as published: later rounds and corrections add to it, and nothing of it is removed."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from dialogue_archive import archive, checks
from support import PROJECT, page

RECOMMENDATIONS = [f"r7-{number:02d}" for number in range(1, 25)]


def test_the_content_has_no_problem() -> None:
    sources, model = archive.load(PROJECT)
    assert [str(problem) for problem in checks.run(sources, model)] == []


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_24_recommendations_and_22_participants(real_site: Path, prefix: str) -> None:
    catalogue = page(real_site, f"{prefix}rounds/7/recommendations")
    assert catalogue.xpath("//*[@data-item]/@data-item") == RECOMMENDATIONS
    memo = page(real_site, f"{prefix}rounds/7")
    assert memo.xpath("//*[@class='block']/@data-item") == RECOMMENDATIONS
    lists = page(real_site, f"{prefix}rounds/7/participants")
    sides = {side: len(lists.xpath(f"//*[@data-side='{side}']//*[@class='person']")) for side in ("cn", "us")}
    assert sides == {"cn": 10, "us": 12}


def test_the_data_fit_their_schema(real_site: Path) -> None:
    data = json.loads((real_site / "data/archive.json").read_text(encoding="utf-8"))
    schema = json.loads((real_site / "data/archive.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data)
    del data["items"][0]["title"]
    assert list(Draft202012Validator(schema).iter_errors(data))


def test_the_data_hold_the_round_and_every_address(real_site: Path) -> None:
    data = json.loads((real_site / "data/archive.json").read_text(encoding="utf-8"))
    items = {item["id"]: item for item in data["items"]}
    assert [i for i in items if i.startswith("r7-")] == RECOMMENDATIONS
    assert "r2-p3" in [relation["item"] for relation in items["r7-08"]["takes_up"]]
    assert "r7-08" in [relation["item"] for relation in items["r2-p3"]["taken_up_by"]]
    assert len([person for person in data["participants"] if person["round"] == 7]) == 22
    for item in items.values():
        for addresses in item["addresses"].values():
            for language in ("zh", "en"):
                file, _, place = addresses[language].partition("#")
                found = page(real_site, file.rstrip("/"))
                assert found.xpath(f"//*[@id='{place}']"), addresses[language]


def test_lists_in_english_have_a_space_after_the_comma(real_site: Path) -> None:
    text = re.sub(r"\s+", " ", page(real_site, "en/rounds/7").xpath("//main")[0].text_content())
    assert "National Committee on U.S.-China Relations, China-U.S. Green Fund" in text


BREAKS = [
    ("docs/zh/rounds/7/index.md", "镓、锗、石墨", "镓、锗、石黑", 22),
    ("docs/zh/rounds/7/participants.md", "北京大学集成电路学院院长", "北京大学集成电路学院副院长", 17),
]


@pytest.mark.parametrize(("path", "old", "new", "line"), BREAKS)
def test_one_character_is_enough(tmp_path: Path, path: str, old: str, new: str, line: int) -> None:
    project = real_copy(tmp_path)
    edit(project / path, old, new)
    assert {(p.path, p.line) for p in problems(project)} == {(path, line)}


def test_two_bullets_swapped_in_english(tmp_path: Path) -> None:
    project = real_copy(tmp_path)
    file = project / "docs/en/rounds/7/index.md"
    lines = file.read_text(encoding="utf-8").split("\n")
    first = next(number for number, line in enumerate(lines) if "{ #r7-05 }" in line)
    lines[first], lines[first + 1] = lines[first + 1], lines[first]
    file.write_text("\n".join(lines), encoding="utf-8")
    found = {(p.path, p.line) for p in problems(project)}
    assert found == {("docs/en/rounds/7/index.md", first + 1), ("docs/en/rounds/7/index.md", first + 2)}


def test_one_participant_dropped(tmp_path: Path) -> None:
    project = real_copy(tmp_path)
    file = project / "docs/en/rounds/7/participants.md"
    text = file.read_text(encoding="utf-8")
    start = text.index("Stephen Orlins")
    file.write_text(text[:start] + text[text.index("Pamela Passman") :], encoding="utf-8")
    line = (project / "docs/zh/rounds/7/participants.md").read_text(encoding="utf-8").split("\n").index(
        "欧伦斯 { #stephen-orlins }"
    ) + 1
    assert {(p.path, p.line) for p in problems(project)} == {("docs/zh/rounds/7/participants.md", line)}


def real_copy(target: Path) -> Path:
    """A copy of the real content."""
    for name in ("docs", "data"):
        shutil.copytree(PROJECT / name, target / name)
    return target


def edit(file: Path, old: str, new: str) -> None:
    """Replace `old`, which must occur once, by `new`."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def problems(project: Path) -> list[checks.Problem]:
    """What the checks say of a project."""
    sources, model = archive.load(project)
    return list(checks.run(sources, model))
