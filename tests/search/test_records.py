"""The records, the folding and the files of the index, without a browser."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest
import yaml

from dialogue_archive.archive import Archive
from dialogue_archive.archive.relations import Links
from dialogue_archive.search import write_index
from dialogue_archive.search.folding import tokens, traditional
from dialogue_archive.search.postings import encode
from dialogue_archive.search.records import Record, records
from dialogue_archive.search.stem import stem

# tests/scripts runs the same cases on the scripts of the browser.
CASES, STEMS, NUMBERS = (
    yaml.safe_load((Path(__file__).parent / "cases" / f"{name}.yml").read_text(encoding="utf-8"))
    for name in ("folding", "stems", "numbers")
)


@pytest.mark.parametrize("name", CASES)
def test_folding(name: str) -> None:
    assert [token.text for token in tokens(CASES[name]["text"])] == CASES[name]["tokens"]


def test_tokens_say_where_they_stand() -> None:
    text = "“ＡＩ” 安全"
    assert [text[token.start : token.end] for token in tokens(text)] == ["ＡＩ", "安", "全"]


@pytest.mark.parametrize("expected", STEMS)
def test_stems(expected: str) -> None:
    assert {stem(word) for word in STEMS[expected]} == {expected}


def test_traditional_characters_fold_once() -> None:
    table = traditional()
    assert len(table) > 2500
    assert not set(table) & set(table.values())


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_as_text(name: str) -> None:
    assert encode(NUMBERS[name]["numbers"]) == NUMBERS[name]["text"]


def test_a_block_that_holds_an_item_is_no_record_beside_it(archive: Archive, found: tuple[Record, ...]) -> None:
    ids = [record.id for record in found]
    assert len(ids) == len(set(ids))
    for round_ in archive.rounds:
        for block in round_.blocks:
            assert (f"{round_.number}/{block.id}" in ids) is (block.item_id is None)
    assert set(archive.items) <= set(ids)


def test_every_kind_is_there(found: tuple[Record, ...]) -> None:
    ids = {record.id: record for record in found}
    assert ids["r7-11"].kind == "recommendation"
    assert ids["r2-p3"].kind == "position"
    assert ids["7/semiconductors-1"].kind == "block"
    assert ids["6/record-1"].kind == "record"
    assert ids["7/xu-lin"].kind == "participant"
    assert ids["7"].kind == "round"
    assert ids["thread-r2-p3"].rounds == (7, 2)
    assert [name for name, _ in ids["r7-08"].links] == ["recommendation", "memo", "thread"]


def test_words_of_the_archive_are_not_called_the_memo(archive: Archive, found: tuple[Record, ...]) -> None:
    whole = {round_.number for round_ in archive.rounds if round_.has_full_text}
    assert 7 in whole
    for record in found:
        names = {name for name, _ in record.links}
        if record.kind not in ("thread", "participant"):
            assert ("memo" in names) is (record.rounds[0] in whole), record.id
        assert record.kind != "block" or record.rounds[0] in whole


def test_a_round_is_found_by_what_it_has_pages_of(found: tuple[Record, ...]) -> None:
    texts = {record.id: (record.text.zh or "").split("\n") for record in found if record.kind == "round"}
    assert {"备忘录", "建议", "参会者"} <= set(texts["7"])
    assert "主张" in texts["2"]
    assert not {"备忘录", "参会者"} & set(texts["2"])


def test_texts_are_without_markup_and_references(found: tuple[Record, ...]) -> None:
    for record in found:
        for text in (record.title.zh, record.title.en, record.text.zh, record.text.en):
            assert "[C" not in (text or "")
            assert "](" not in (text or "")


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def unpacked(file: Path) -> str:
    """A file of the index as JSON."""
    content = file.read_bytes()
    return (zlib.decompress(content) if file.suffix == ".bin" else content).decode()


def test_the_same_archive_gives_the_same_bytes(archive: Archive, tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_index(archive, Links(archive), tmp_path / name)
    assert _files(tmp_path / "one") == _files(tmp_path / "other")


def test_shards_are_in_the_order_of_the_browser(archive: Archive, tmp_path: Path) -> None:
    write_index(archive, Links(archive), tmp_path)
    manifest = json.loads((tmp_path / "search-index" / "manifest.json").read_text(encoding="utf-8"))
    folder = tmp_path / "search-index" / manifest["folder"]
    for number, start in enumerate(manifest["shards"]):
        after = manifest["shards"][number + 1 :]
        for key in json.loads(unpacked(folder / f"t{number}.bin")):
            assert start.encode("utf-16-be") <= key.encode("utf-16-be")
            assert all(key.encode("utf-16-be") < other.encode("utf-16-be") for other in after)


def test_an_index_of_a_past_round_holds_nothing_of_later_ones(archive: Archive, past_site: Path) -> None:
    view = archive.as_of(3)
    found = records(view, Links(view))
    assert {number for record in found for number in record.rounds} == {1, 2, 3}
    past = "".join(unpacked(file) for file in (past_site / "search-index").rglob("*") if file.is_file())
    for later in ("r7-", "7/", "xu-lin", "徐林", "第七轮", "第四轮", "Round 6", "苏州", "TikTok", "tiktok", "布莱切利"):
        assert later not in past, later
    assert "r3-p1" in past
