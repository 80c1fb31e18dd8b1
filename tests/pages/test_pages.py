"""What the pages of the real archive must hold, read from the built files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from lxml import html
from reading_site import PROJECT

from dialogue_archive.archive import Archive, assembly
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.project import read_project

PREFIX = {"zh": "", "en": "en/"}


@cache
def archive() -> Archive:
    """The real archive's model."""
    return assembly(read_project(PROJECT))


def page(site: Path, address: str) -> html.HtmlElement:
    """A built page."""
    return html.parse(str(site / address / "index.html"), html.HTMLParser(encoding="utf-8")).getroot()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_block_is_exactly_its_text(real_site: Path, language: str) -> None:
    root = page(real_site, f"{PREFIX[language]}rounds/7/")
    round_ = archive().round_by_number[7]
    shown = {
        e.get("id"): e.xpath("string(.//*[contains(@class, 'text')])")
        for e in root.xpath("//*[@class='block' or @class='row']")
    }
    assert shown == {block.id: to_text(block.text[language]) for block in round_.blocks}  # type: ignore[index]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["", "recommendations/", "participants/", "parallel/"])
def test_every_page_of_round_7_says_what_the_english_is(real_site: Path, language: str, name: str) -> None:
    root = page(real_site, f"{PREFIX[language]}rounds/7/{name}")
    standing = " ".join(root.xpath("//*[@class='text-status']//text()"))
    if language == "en":
        assert "this archive’s own translation" in standing
    elif name == "parallel/":
        assert "英文为本档案自译" in standing


@pytest.mark.parametrize("language", ["zh", "en"])
def test_provenance_of_the_memo(real_site: Path, language: str) -> None:
    record = page(real_site, f"{PREFIX[language]}rounds/7/").xpath("string(//*[contains(@class, 'record')])")
    source = archive().round_by_number[7].facts.text.source
    assert source
    assert source.sha256 in record
    assert source.file in record


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_of_a_round_is_called_what_its_front_matter_says(real_site: Path, language: str) -> None:
    """In its heading, in the browser's bar, and to whoever links to it: `第三轮立场`, say, of a round of positions."""
    for (number, name, of), source in read_project(PROJECT).pages.items():
        if of == language and name != "index":
            root = page(real_site, f"{PREFIX[language]}rounds/{number}/{name}/")
            assert root.xpath("//h1/text()") == [source.front.title]
            assert root.xpath("//meta[@property='og:title']/@content") == [source.front.title]
            assert root.xpath("string(//title)").startswith(f"{source.front.title} · ")


@pytest.mark.parametrize(
    ("language", "words", "list_words"),
    [("zh", "本档案无记录", "名单无记录"), ("en", "Not on record here", "No list on record here")],
)
@pytest.mark.parametrize(("number", "missing"), [(1, 0), (2, 0), (3, 0), (4, 5), (5, 5), (6, 1)])
def test_what_is_not_on_record_is_said(
    real_site: Path, language: str, words: str, list_words: str, number: int, missing: int
) -> None:
    root = page(real_site, f"{PREFIX[language]}rounds/{number}/")
    said = root.xpath("//*[contains(@class, 'record')]//dd/*[@class='missing']/text()")
    assert sorted(said) == sorted([list_words] + [words] * missing)


def test_every_emendation_is_listed(real_site: Path) -> None:
    emendations = archive().round_by_number[7].facts.emendations
    memo = page(real_site, "rounds/7/").xpath("//*[@class='notes']//li")
    assert len(memo) == len(emendations)
    assert [li.get("id") for li in memo] == [f"note-{number}" for number in range(1, len(memo) + 1)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_relations_are_shown_both_ways(real_site: Path, language: str) -> None:
    for relation in archive().relations:
        for here, there in ((relation.source, relation.target), (relation.target, relation.source)):
            number = archive().items[here].round
            for name in ("", "recommendations/"):
                root = page(real_site, f"{PREFIX[language]}rounds/{number}/{name}")
                links = root.xpath(
                    f"//*[@data-item='{here}']//*[@data-relation='{relation.facts.type}']"
                    f"[@data-basis='{relation.facts.basis}']//a/@href"
                )
                assert any(link.endswith(f"#{there}") for link in links), (here, there, name)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_memo_s_frame_is_small(real_site: Path, language: str) -> None:
    """At most 20 KB of a memo page stand outside its article."""
    text = (real_site / f"{PREFIX[language]}rounds/7/index.html").read_text("utf-8")
    start, end = text.index("<article"), text.rindex("</article>")
    assert len((text[:start] + text[end:]).encode()) <= 20_000


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_data_page_leads_to_the_data(real_site: Path, language: str) -> None:
    folder = real_site / f"{PREFIX[language]}data"
    links = page(real_site, f"{PREFIX[language]}data/").xpath("//*[@class='downloads']//a/@href")
    assert [(folder / link).resolve() for link in links] == [
        (real_site / "data" / name).resolve() for name in ("archive.json", "archive.schema.json")
    ]
    assert all((folder / link).is_file() for link in links)


def test_no_inline_handler_and_no_foreign_file(real_site: Path) -> None:
    for file in real_site.rglob("*.html"):
        root = html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot()
        assert not root.xpath("//@*[starts-with(name(), 'on')]"), file
        loaded = root.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src")
        assert not [address for address in loaded if "//" in address], file
