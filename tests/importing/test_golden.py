"""Round 7 imported again: what differs from the committed pages is what only a person can decide, and is declared."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from dialogue_archive.cli import main
from dialogue_archive.importing import formats
from dialogue_archive.importing.recognition import recognise
from importing.conftest import SERIES

PROJECT = Path(__file__).resolve().parents[2]
SOURCE = PROJECT / "data" / "sources" / "round-7.zh.txt"


def _page(root: Path, name: str) -> list[str]:
    return (root / "docs" / "zh" / "rounds" / "7" / f"{name}.md").read_text("utf-8").split("\n")


def _undone(lines: list[str], emendations: list[dict[str, Any]]) -> list[str]:
    """The committed lines with the editors' emendations of wording, punctuation, dates and single words taken back."""
    text = "\n".join(lines)
    for emendation in emendations:
        source, reading = emendation["source"], emendation["reading"]
        is_layout = "\n" in source or source.startswith(("#", "-"))
        is_editorial = emendation["kind"] in ("wording", "punctuation") or re.search(r"\d [年世]", source)
        if (not is_layout and is_editorial) or "IC MTIA" in source:
            assert reading in text, f"{reading} is declared and not published"
            text = text.replace(reading, source)
    return text.split("\n")


def test_round_7_differs_only_in_what_is_declared(
    empty_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "memo.txt"
    source.write_bytes(SOURCE.read_bytes())
    assert main(["--root", str(empty_project), "import", str(source), "--round", "7", "--lang", "zh"]) == 0
    emendations = yaml.safe_load((PROJECT / "data/rounds/7.yml").read_text("utf-8"))["emendations"]
    report = []
    for name in ("index", "participants", "recommendations"):
        ours, committed = _page(empty_project, name), _page(PROJECT, name)
        report += list(difflib.unified_diff(committed, ours, f"committed/{name}", f"imported/{name}", lineterm="", n=0))
        if name == "recommendations":
            title = re.compile(r"## .* (\{ #r7-\d\d \})")
            assert [title.sub(r"\1", line) for line in ours] == [title.sub(r"\1", line) for line in committed]
        else:
            memo_or_list = [e for e in emendations if (e["lines"][0] < 103) == (name == "index")]
            assert ours == _undone(committed, memo_or_list)
    capsys.readouterr()
    with capsys.disabled():
        print(f"\nRound 7 imported again, against the committed pages: {len(report)} lines of difference")
        print("\n".join(line if len(line) < 160 else line[:157] + "…" for line in report))
    assert (empty_project / "data/sources/round-7.zh.txt").read_bytes() == SOURCE.read_bytes()


def test_the_importer_finds_layout_by_itself() -> None:
    found = recognise(SOURCE.read_text("utf-8"), "zh", SERIES)
    by_kind: dict[str, list[tuple[int, ...]]] = {}
    for emendation in found.emendations:
        by_kind.setdefault(emendation.kind, []).append(emendation.lines)
    assert by_kind["rule"] == [(16, 34, 49, 62, 76, 93, 105, 120)]
    assert by_kind["page-break"] == [(22,), (95,)]
    assert sorted(by_kind["heading"]) == [(53, 66), (60,), (74,), (80,), (91,), (103,), (118,)]
    assert [lines[0] for lines in by_kind["spacing"]] == [7, 36, 51, 55, 56, 56]
    assert set(by_kind) == {"rule", "page-break", "heading", "spacing"}


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
def test_every_kind_of_document_gives_the_same_blocks(
    kind: str, tmp_path: Path, make: Any, to_pdf: Callable[[Path, Path], Path]
) -> None:
    text = SOURCE.read_text("utf-8")
    path = tmp_path / f"memo.{kind}"
    if kind == "docx":
        make.docx(make.units(text), path)
    else:
        page = make.html(make.units(text), tmp_path / "memo.html")
        path = to_pdf(page, path) if kind == "pdf" else page
    document = formats.read(path)
    assert make.shape(recognise(document.text, "zh", SERIES)) == make.shape(recognise(text, "zh", SERIES))


def test_the_original_is_recorded(empty_project: Path, tmp_path: Path, make: Any) -> None:
    path = make.docx(make.units(SOURCE.read_text("utf-8")), tmp_path / "memo.docx")
    assert main(["--root", str(empty_project), "import", str(path), "--round", "7", "--lang", "zh"]) == 0
    source = yaml.safe_load((empty_project / "data/rounds/7.yml").read_text("utf-8"))["text"]["source"]
    assert source["original"]["name"] == "memo.docx"
    assert len(source["original"]["sha256"]) == 64
    assert json.dumps(source["sha256"]) != json.dumps(source["original"]["sha256"])
