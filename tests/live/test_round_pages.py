"""What the pages of every round must hold, read from the built files."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogue_archive.archive import Archive
from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.project import read_project
from dialogue_archive.views.context import PREFIX
from support import PROJECT, page, parse

both_languages = pytest.mark.parametrize("language", ["zh", "en"])


@both_languages
def test_each_block_is_exactly_its_text(real_site: Path, archive: Archive, language: Language) -> None:
    for round_ in archive.rounds:
        root = page(real_site, f"{PREFIX[language]}rounds/{round_.number}/")
        shown = {
            e.get("id"): e.xpath("string(.//*[contains(@class, 'text')])")
            for e in root.xpath("//*[@class='block' or @class='row']")
        }
        if round_.has_full_text:
            assert shown == {block.id: to_text(block.text[language]) for block in round_.blocks}


@both_languages
@pytest.mark.parametrize("name", ["", "recommendations/", "participants/", "parallel/"])
def test_a_translation_by_the_archive_says_so(real_site: Path, archive: Archive, language: Language, name: str) -> None:
    for round_ in archive.rounds:
        text = round_.facts.text
        translated = [code for code in LANGUAGES if text.text_status(code) == "archive-translation"]
        root = page(real_site, f"{PREFIX[language]}rounds/{round_.number}/{name}")
        said = "".join(root.xpath("//*[@class='text-status']//text()"))
        if language in translated or (translated and name == "parallel/"):
            assert {"zh": "自译", "en": "own translation"}[language] in said, round_.number


@both_languages
def test_the_source_file_and_its_hash_are_named(real_site: Path, archive: Archive, language: Language) -> None:
    for round_ in archive.rounds:
        root = page(real_site, f"{PREFIX[language]}rounds/{round_.number}/")
        record = root.xpath("string(//*[contains(@class, 'record')])")
        for document in round_.facts.text.documents:
            assert document.sha256 in record
            assert document.file in record


@both_languages
def test_a_page_of_a_round_has_the_title_of_its_front_matter(real_site: Path, language: Language) -> None:
    """In its heading, in the browser's bar, and in citations: `第三轮主张`, say, for a round of positions."""
    for (number, name, of), source in read_project(PROJECT).pages.items():
        if of == language and name != "index":
            root = page(real_site, f"{PREFIX[language]}rounds/{number}/{name}/")
            assert root.xpath("//h1/text()") == [source.front.title]
            assert root.xpath("//meta[@property='og:title']/@content") == [source.front.title]
            assert root.xpath("string(//title)").startswith(f"{source.front.title} · ")


@both_languages
def test_what_is_not_on_record_is_marked(real_site: Path, archive: Archive, language: Language) -> None:
    for round_ in archive.rounds:
        facts = round_.facts
        known = (facts.dates, facts.place, facts.partners, facts.themes, facts.text.coverage != "none")
        missing = sum(not fact for fact in known)
        if facts.text.is_official_in_both and not facts.text.authoritative:
            missing += 1  # which of the two texts prevails
        expected = [archive.interface["not_on_record"][language]] * missing
        if not round_.participants:
            expected.append(archive.interface["list_missing"][language])
        root = page(real_site, f"{PREFIX[language]}rounds/{round_.number}/")
        said = root.xpath("//*[contains(@class, 'record')]//dd/*[@class='missing']/text()")
        assert sorted(said) == sorted(expected), round_.number


@both_languages
def test_every_note_on_the_text_of_a_page_is_listed(real_site: Path, archive: Archive, language: Language) -> None:
    for round_ in archive.rounds:
        documents = [found for found in round_.facts.text.documents if found.language == language]
        declared = ["emendation" for found in documents for _ in round_.facts.emendations_of(found)]
        declared += [note.kind for note in round_.facts.notes if note.language == language]
        listed = page(real_site, f"{PREFIX[language]}rounds/{round_.number}/").xpath("//*[@class='notes']//li")
        assert sorted(li.get("data-kind") for li in listed) == sorted(declared)
        numbers = [f"note-{number}" for number in range(1, len(declared) + 1)]
        assert sorted(li.get("id") for li in listed) == sorted(numbers)


@both_languages
def test_relations_are_shown_both_ways(real_site: Path, archive: Archive, language: Language) -> None:
    for relation in archive.relations:
        for here, there in ((relation.source, relation.target), (relation.target, relation.source)):
            number = archive.items[here].round
            for name in ("", "recommendations/"):
                root = page(real_site, f"{PREFIX[language]}rounds/{number}/{name}")
                links = root.xpath(
                    f"//*[@data-item='{here}']//*[@data-relation='{relation.facts.type}']"
                    f"[@data-basis='{relation.facts.basis}']//a/@href"
                )
                assert any(link.endswith(f"#{there}") for link in links), (here, there, name)


@both_languages
def test_at_most_20_kb_of_a_memo_page_are_outside_its_article(
    real_site: Path, archive: Archive, language: Language
) -> None:
    for round_ in archive.rounds:
        text = (real_site / f"{PREFIX[language]}rounds/{round_.number}/index.html").read_text("utf-8")
        start, end = text.index("<article"), text.rindex("</article>")
        assert len((text[:start] + text[end:]).encode()) <= 20_000


@both_languages
def test_the_data_page_leads_to_the_data(real_site: Path, language: Language) -> None:
    folder = real_site / f"{PREFIX[language]}data"
    links = page(real_site, f"{PREFIX[language]}data/").xpath("//*[@class='downloads']//a/@href")
    assert [(folder / link).resolve() for link in links] == [
        (real_site / "data" / name).resolve() for name in ("archive.json", "archive.schema.json")
    ]
    assert all((folder / link).is_file() for link in links)


def test_no_inline_handler_and_no_foreign_file(real_site: Path) -> None:
    for file in real_site.rglob("*.html"):
        root = parse(file)
        assert not root.xpath("//@*[starts-with(name(), 'on')]"), file
        loaded = root.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src")
        assert not [address for address in loaded if "//" in address], file
