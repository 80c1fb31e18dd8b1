"""The built pages of a round with translator's and editor's notes beside its emendations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from noted import copy_noted
from support import build, page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the fixture `ocean` with notes."""
    project = copy_noted(tmp_path_factory.mktemp("noted"))
    result = build(project, project / "site")
    assert result.returncode == 0, result.stderr
    return project / "site"


def test_a_note_is_at_its_words_beside_them_and_at_the_end(site: Path) -> None:
    memo = page(site, "en/rounds/3")
    (mark,) = memo.xpath("//*[@id='buoys-1']//a[@class='note-mark']")
    assert mark.getprevious() is None
    assert mark.getparent().text.endswith("stand too far apart")
    assert mark.get("aria-label") == "Translator’s note 1"
    (beside,) = memo.xpath("//*[@id='buoys-1']//*[@data-margin-note='1']")
    assert " ".join(beside.text_content().split()) == "1 Translator’s note From 过大."
    (listed,) = memo.xpath("//li[@id='note-1']")
    assert (
        " ".join(listed.text_content().split()) == "Translator’s note too far apart: From 过大. Observation by buoys 1"
    )
    assert listed.xpath("q/@lang") == ["en"]


@pytest.mark.parametrize(
    ("address", "kinds"),
    [
        ("rounds/3", {"emendation": 4, "editor": 2}),
        ("en/rounds/3", {"translator": 3}),
        ("rounds/3/parallel", {"emendation": 4, "editor": 2, "translator": 3}),
        ("en/rounds/3/parallel", {"emendation": 4, "editor": 2, "translator": 3}),
        ("rounds/3/participants", {}),
        ("en/rounds/3/participants", {"translator": 2}),
    ],
)
def test_each_page_lists_the_notes_on_its_texts(site: Path, address: str, kinds: dict[str, int]) -> None:
    found = page(site, address)
    listed = found.xpath("//*[@class='notes']//li")
    assert {kind: sum(li.get("data-kind") == kind for li in listed) for kind in kinds} == kinds
    assert len(listed) == sum(kinds.values())
    marks = {mark.get("href") for mark in found.xpath("//a[@class='note-mark']")}
    assert marks == {f"#{li.get('id')}" for li in listed}


def test_a_note_on_a_name_follows_the_name(site: Path) -> None:
    for address, name in (("en/rounds/3/participants", "a"), ("en/rounds/3/parallel", "b")):
        (mark,) = page(site, address).xpath("//*[@id='ayla-reef']//a[@data-note][1][ancestor::dt or parent::div]")
        assert (mark.getprevious().tag, mark.getprevious().text) == (name, "Ayla Reef")


def test_a_memo_leads_to_the_notes_on_the_other_text(site: Path) -> None:
    said = page(site, "en/rounds/3").xpath("//*[@class='notes__elsewhere']/a")
    assert [link.get("href") for link in said] == ["../3/parallel/#notes"] * 2
    assert [link.text.split(" concern ")[0] for link in said] == ["The emendations", "The editor’s notes"]


def test_the_dataset_has_the_notes(site: Path) -> None:
    data = json.loads((site / "data/archive.json").read_text("utf-8"))
    Draft202012Validator(json.loads((site / "data/archive.schema.json").read_text("utf-8"))).validate(data)
    assert [len(round_["notes"]) for round_ in data["rounds"]] == [0, 0, 5]
    assert data["rounds"][2]["notes"][0] == {
        "block": "buoys-1",
        "kind": "translator",
        "language": "en",
        "quote": "too far apart",
        "text": {"zh": "原文作“过大”。", "en": "From 过大."},
    }
