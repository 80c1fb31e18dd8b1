"""What the pages say of themselves: what is on record, who asserts it, and whose words they are."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from lxml import html

from dialogue_archive import archive
from dialogue_archive.archive import Archive
from dialogue_archive.ids import Language
from dialogue_archive.views.context import PREFIX
from support import PROJECT

both_languages = pytest.mark.parametrize("language", ["zh", "en"])


@pytest.fixture(scope="module")
def model() -> Archive:
    return archive.load(PROJECT)[1]


def _page(site: Path, language: Language, address: str) -> html.HtmlElement:
    file = site / PREFIX[language] / address / "index.html"
    return html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot()


@both_languages
def test_a_topic_names_the_rounds_without_entries(real_site: Path, language: Language) -> None:
    said = _page(real_site, language, "topics/semiconductors").xpath("string(//p[@class='remark'])")
    assert {"zh": "第四轮、第五轮、第六轮", "en": "Round 4, Round 5, Round 6"}[language] in said
    assert {"zh": "第三轮", "en": "Round 3"}[language] not in said


@both_languages
def test_a_round_that_the_editors_identified_is_marked_so(real_site: Path, language: Language) -> None:
    asserted = {"zh": "所指轮次由编者认定", "en": "the editors identify the round"}[language]
    for address, item in (("rounds/7", "r7-08"), ("rounds/2/recommendations", "r2-p3"), ("threads", "")):
        found = _page(real_site, language, address).xpath(
            f"//*[@data-item='{item}']//*[@data-basis='memo-text']" if item else "//*[@data-basis='memo-text']"
        )
        assert found, address
        assert all(asserted in relation.text_content() for relation in found), address


@both_languages
def test_each_page_of_a_round_has_a_description_of_its_own(real_site: Path, model: Archive, language: Language) -> None:
    for round_ in model.rounds:
        found = [
            _page(real_site, language, f"rounds/{round_.number}{part}").xpath(
                "string(//meta[@name='description']/@content)"
            )
            for part in ("", "/recommendations", "/participants")
        ]
        assert all(found)
        assert len(set(found)) == 3, round_.number


@both_languages
def test_a_paraphrase_is_not_said_to_come_from_a_memorandum(real_site: Path, language: Language) -> None:
    memorandum = {"zh": "备忘录页", "en": "memorandum page"}[language]
    for number, expected in ((2, False), (7, True)):
        remarks = _page(real_site, language, f"rounds/{number}/recommendations").xpath("//p[@class='remark']")
        assert any(memorandum in remark.text_content() for remark in remarks) is expected


@both_languages
def test_a_reference_in_a_sentence_stands_in_brackets(real_site: Path, language: Language) -> None:
    for number in (1, 2, 3):
        keys = _page(real_site, language, f"rounds/{number}").xpath("//*[@class='text']/a[@title]/text()")
        assert keys
        assert all(key.startswith("[") and key.endswith("]") for key in keys), keys


@both_languages
def test_the_home_page_has_its_name_once(real_site: Path, model: Archive, language: Language) -> None:
    title = _page(real_site, language, "").xpath("string(//title)")
    assert title == model.interface["site_name"][language]


def test_no_space_stands_between_chinese_sentences(real_site: Path) -> None:
    for address in ("threads", "topics", "people", "topics/semiconductors", "rounds/7"):
        for text in _page(real_site, "zh", address).xpath("//p[contains(@class, 'remark')]"):
            assert "。 " not in text.text_content(), address


@both_languages
def test_the_source_text_can_be_had_and_has_the_hash_that_the_page_gives(real_site: Path, language: Language) -> None:
    memo = _page(real_site, language, "rounds/7")
    (href,) = set(memo.xpath("//a[contains(@href, 'data/sources/')]/@href"))
    file = (real_site / PREFIX[language] / "rounds/7" / href).resolve()
    assert file.is_relative_to(real_site)
    assert hashlib.sha256(file.read_bytes()).hexdigest() in memo.text_content()


@both_languages
def test_only_the_list_of_round_1_is_called_missing(real_site: Path, language: Language) -> None:
    record = _page(real_site, language, "rounds/1").xpath("string(//section[@class='record'])")
    assert {"zh": "名单无记录", "en": "No list on record here"}[language] in record


@both_languages
def test_notes_name_their_places_as_readers_know_them(real_site: Path, language: Language) -> None:
    places = _page(real_site, language, "rounds/7/parallel").xpath("//*[@class='notes__where']/a/text()")
    assert {"zh": "半导体 1", "en": "Semiconductors 1"}[language] in places
    assert "semiconductors-1" not in places


def test_the_data_hold_what_the_pages_say_of_a_round(real_site: Path) -> None:
    rounds = json.loads((real_site / "data/archive.json").read_text("utf-8"))["rounds"]
    assert "March 10–12" in rounds[0]["dates"]["remark"]["en"]
    assert rounds[0]["place"]["references"] == ["P19"]
    assert rounds[0]["partners"]["references"]
