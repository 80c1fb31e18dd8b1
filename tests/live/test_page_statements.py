"""What the pages say of themselves: what is on record, who asserts it, and whose words they are."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from dialogue_archive.archive import Archive
from dialogue_archive.ids import Language
from dialogue_archive.views.context import PREFIX
from support import page, parse

both_languages = pytest.mark.parametrize("language", ["zh", "en"])


@both_languages
def test_a_round_that_the_editors_identified_is_marked_so(
    real_site: Path, archive: Archive, language: Language
) -> None:
    asserted = {"zh": "所指轮次由编者认定", "en": "the editors identify the round"}[language]
    for relation in archive.relations:
        for here, there in ((relation.source, relation.target), (relation.target, relation.source)):
            root = page(real_site, f"{PREFIX[language]}rounds/{archive.items[here].round}/recommendations")
            shown = root.xpath(f"//*[@data-item='{here}']//*[@data-relation][.//a[contains(@href, '#{there}')]]")
            assert shown, (here, there)
            is_marked = all(asserted in element.text_content() for element in shown)
            assert is_marked is (relation.facts.identified == "editorial"), (here, there)


@both_languages
def test_each_page_of_a_round_has_a_description_of_its_own(
    real_site: Path, archive: Archive, language: Language
) -> None:
    for round_ in archive.rounds:
        found = [
            page(real_site, f"{PREFIX[language]}rounds/{round_.number}{part}").xpath(
                "string(//meta[@name='description']/@content)"
            )
            for part in ("", "/recommendations", "/participants")
        ]
        assert all(found)
        assert len(set(found)) == 3, round_.number


@both_languages
def test_a_paraphrase_is_not_said_to_come_from_a_memorandum(
    real_site: Path, archive: Archive, language: Language
) -> None:
    memorandum = {"zh": "备忘录页", "en": "memorandum page"}[language]
    for round_ in archive.rounds:
        root = page(real_site, f"{PREFIX[language]}rounds/{round_.number}/recommendations")
        remarks = "".join(remark.text_content() for remark in root.xpath("//p[@class='remark']"))
        assert (memorandum in remarks) is round_.has_full_text, round_.number


@both_languages
def test_a_reference_in_a_sentence_is_in_brackets(real_site: Path, archive: Archive, language: Language) -> None:
    found = [
        key
        for round_ in archive.rounds
        for key in page(real_site, f"{PREFIX[language]}rounds/{round_.number}").xpath(
            "//*[@class='text']/a[@title]/text()"
        )
    ]
    assert found
    assert [key for key in found if not (key.startswith("[") and key.endswith("]"))] == []


@both_languages
def test_the_home_page_has_its_name_once(real_site: Path, archive: Archive, language: Language) -> None:
    title = page(real_site, PREFIX[language]).xpath("string(//title)")
    assert title == archive.interface["site_name"][language]


def test_no_space_is_between_chinese_sentences(real_site: Path) -> None:
    for file in real_site.rglob("index.html"):
        if real_site / "en" not in file.parents:
            for text in parse(file).xpath("//p[contains(@class, 'remark')]//text()"):
                assert not re.search(r"。 +\S", text), file


@both_languages
def test_the_source_text_can_be_downloaded_and_has_the_hash_on_its_page(
    real_site: Path, archive: Archive, language: Language
) -> None:
    for round_ in archive.rounds:
        address = f"{PREFIX[language]}rounds/{round_.number}"
        record = page(real_site, address).xpath("//section[@class='record']")[0]
        for document in round_.facts.text.documents:
            (href,) = set(record.xpath(f".//a[code='{document.file}']/@href"))
            file = (real_site / address / href).resolve()
            assert file.is_relative_to(real_site)
            assert hashlib.sha256(file.read_bytes()).hexdigest() in record.text_content()


def test_the_data_hold_what_the_pages_say_of_a_round(real_site: Path, archive: Archive) -> None:
    rounds = json.loads((real_site / "data/archive.json").read_text("utf-8"))["rounds"]
    assert [found["number"] for found in rounds] == [round_.number for round_ in archive.rounds]
    for found, round_ in zip(rounds, archive.rounds, strict=True):
        for name in ("dates", "place", "partners"):
            facts = getattr(round_.facts, name)
            assert (found[name] is None) is (facts is None)
            assert not facts or found[name]["references"] == list(facts.references)
        dates = round_.facts.dates
        if dates and dates.remark:
            assert found["dates"]["remark"] == {"zh": dates.remark.zh, "en": dates.remark.en}
