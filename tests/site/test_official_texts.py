"""What the pages say of a text by the languages in which its official document is held: one, the other, both."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from dialogue_archive.archive import load
from dialogue_archive.reading.schema import Status
from dialogue_archive.views.context import PageLocation, edition
from dialogue_archive.views.overview import people
from support import build, copy_fixture

ENGLISH = """# Second test dialogue: consensus memorandum

May 2031

The two sides exchanged views on data. (The lists appear below.)

## Data

The two sides agree that cross-border data flows benefit companies of both countries, and that both governments should take mea sures to reduce obstacles.

### Recommendations:

- As an earlier memorandum recommended, keep data flowing across borders.
- Increase the transparency of rules, and publish standards.

## U.S. participants

C. Three\tSenior fellow at a think tank (head of the U.S. delegation)

## Chinese participants

Ji a Yi\tProfessor at a university (head of the Chinese delegation)
Yi Er\tResearch fellow at an ins titute
"""  # noqa: E501
EMENDATIONS = """  - {lines: [9], kind: spacing, source: mea sures, reading: measures, language: en}
  - lines: [11]
    kind: punctuation
    source: "Recommendations:"
    reading: Recommendations
    language: en
    note: {zh: 冒号系衍文。, en: The colon is not wanted.}
  - {lines: [22], kind: spacing, source: Ji a Yi, reading: Jia Yi, language: en}
  - {lines: [23], kind: spacing, source: ins titute, reading: institute, language: en}
"""
SHA256 = hashlib.sha256(ENGLISH.encode()).hexdigest()
DOCUMENT = f"{{file: data/sources/round-2.en.txt, language: en, sha256: {SHA256}}}"
CHINESE_STATUS = "  status: {zh: source, en: archive-translation}\n"
# What only the archive's own translation is called, in either language.
OWN = ("own translation", "本档案译文", "自译", "本档案根据中文原文")


def held(target: Path, languages: str, more: str = "") -> Path:
    """The site of the fixture project with the official documents of `languages` (`zh`, `en`, `both`) for round 2."""
    project = copy_fixture(target)
    facts = project / "data/rounds/2.yml"
    text = facts.read_text("utf-8")
    if languages != "zh":
        (project / "data/sources/round-2.en.txt").write_text(ENGLISH, encoding="utf-8")
    if languages == "both":
        official = f"  second_source: {DOCUMENT}\n  status: {{zh: source, en: official}}\n{more}"
        text = text.replace(CHINESE_STATUS, official) + EMENDATIONS
    if languages == "en":
        start, end = text.index("  source:"), text.index(CHINESE_STATUS)
        official = f"  source: {DOCUMENT}\n  status: {{zh: archive-translation, en: source}}\n"
        text = text[:start] + official + text[end + len(CHINESE_STATUS) : text.index("emendations:")]
        text += f"emendations:\n{EMENDATIONS}"
    facts.write_text(text, encoding="utf-8")
    result = build(project, project / "site")
    assert result.returncode == 0, result.stderr
    return project / "site"


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Chinese document is held."""
    return held(tmp_path_factory.mktemp("chinese"), "zh")


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The English document is held."""
    return held(tmp_path_factory.mktemp("english"), "en")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both documents are held."""
    return held(tmp_path_factory.mktemp("both"), "both")


def page(site: Path, address: str) -> html.HtmlElement:
    """A built page."""
    file = site / address / "index.html"
    return html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot()


def record(site: Path, address: str) -> dict[str, str]:
    """What the provenance of a memo says, by its terms."""
    rows = page(site, address).xpath("//section[@class='record']//dl/div")
    return {row.findtext("dt"): " ".join(row.find("dd").text_content().split()) for row in rows}


def notes(site: Path, address: str) -> list[tuple[str, str]]:
    """The notes at the end of a page: their numbers, and the language of the source they quote.

    The note on a removed rule quotes nothing; only the Chinese document has one.
    """
    return [
        (note.get("value"), note.xpath("string(.//q/@lang)") or "zh-Hans")
        for note in page(site, address).xpath("//section[@class='notes']//li")
    ]


def status_of(site: Path, address: str) -> str:
    """What a page says of its text above it."""
    return " ".join(page(site, address).xpath("//*[@class='text-status']/text()"))


def test_chinese_held(chinese: Path) -> None:
    assert "own translation" in status_of(chinese, "en/rounds/2")
    assert status_of(chinese, "rounds/2") == ""
    assert "英文为本档案自译" in status_of(chinese, "rounds/2/parallel")
    assert record(chinese, "en/rounds/2")["Base text"] == "The Chinese source text held here"
    assert record(chinese, "rounds/2")["本档案无记录"] == "主办机构发布的备忘录英文本"
    assert {language for _, language in notes(chinese, "rounds/2")} == {"zh-Hans"}
    assert notes(chinese, "en/rounds/2") == []
    assert "Chinese source" in page(chinese, "en/rounds/2").xpath("string(//*[@class='notes__elsewhere'])")


def test_english_held(english: Path) -> None:
    assert "底本为所存英文原文" in status_of(english, "rounds/2")
    assert status_of(english, "en/rounds/2") == ""
    assert status_of(english, "en/rounds/2/participants") == ""
    assert "The Chinese is this archive’s own translation" in status_of(english, "en/rounds/2/parallel")
    assert "中文为本档案自译" in status_of(english, "rounds/2/parallel")
    assert "中文职务名称" in status_of(english, "people")
    assert status_of(english, "en/people") == ""
    found = record(english, "rounds/2")
    assert found["原始文件"] == f"data/sources/round-2.en.txtSHA-256 {SHA256}"
    assert (found["本页文字"], found["底本"]) == ("本档案译文，不具官方地位", "所存英文原文")
    assert found["本档案无记录"] == "主办机构发布的备忘录中文本"
    assert notes(english, "rounds/2") == []
    assert "英文原文" in page(english, "rounds/2").xpath("string(//*[@class='notes__elsewhere'])")
    assert notes(english, "en/rounds/2") == [(str(number), "en") for number in range(1, 5)]
    remark = page(english, "rounds/2/parallel").xpath("string(//*[@class='notes__remark'])")
    assert "英文原文" in remark


def test_both_held_name_both_documents(both: Path) -> None:
    for address, terms, label in (
        ("rounds/2", ("中文原始文件", "英文原始文件", "本页文字", "作准文本"), "官方文本"),
        (
            "en/rounds/2",
            ("Chinese source file", "English source file", "Text on this page", "Prevailing text"),
            "Official text",
        ),
    ):
        found = record(both, address)
        first, second, text, authoritative = (found[term] for term in terms)
        assert first.startswith("data/sources/round-2.zh.txt")
        assert second.endswith(SHA256)
        assert text == label
        assert authoritative in ("本档案无记录", "Not on record here")
        assert not found.keys() & {"本档案无记录", "Not on record here"}


def test_both_held_are_nowhere_called_a_translation(both: Path) -> None:
    shown = [file for file in both.rglob("index.html") if "about" not in file.parts]
    assert len(shown) > 20
    for file in shown:
        text = file.read_text("utf-8")
        assert not [words for words in OWN if words in text], file
        assert "translationOfWork" not in text
        assert "workTranslation" not in text
    assert status_of(both, "rounds/2/parallel") == "中文、英文均为官方文本。"


def test_both_held_have_each_its_notes(both: Path) -> None:
    ours, theirs = notes(both, "rounds/2"), notes(both, "en/rounds/2")
    assert {language for _, language in ours} == {"zh-Hans"}
    assert theirs == [(str(number), "en") for number in range(1, 5)]
    for prefix in ("", "en/"):
        assert not page(both, f"{prefix}rounds/2").xpath("//*[@class='notes__elsewhere']")
        found = notes(both, f"{prefix}rounds/2/parallel")
        assert [language for _, language in found] == ["zh-Hans"] * len(ours) + ["en"] * len(theirs)
        assert [number for number, _ in found] == [str(number) for number in range(1, len(found) + 1)]
        parallel = page(both, f"{prefix}rounds/2/parallel")
        assert len(parallel.xpath("//*[@class='notes__remark']")) == 2
        for tag in ("zh-Hans", "en"):
            marks = parallel.xpath(f"//*[contains(@class, 'row')]//*[@lang='{tag}']//a[@class='note-mark']/@data-note")
            assert set(marks) == {number for number, language in found if language == tag}


def test_a_note_on_a_name_follows_the_title(both: Path) -> None:
    for address in ("en/rounds/2", "en/rounds/2/participants"):
        person = page(both, address).get_element_by_id("jia-yi")
        (mark,) = person.xpath("dd[@class='text']/a[@class='note-mark']")
        assert mark.getprevious() is None
        assert (
            person.xpath("string(dd[@class='text']/text()[1])")
            == "Professor at a university (head of the Chinese delegation)"
        )
        assert "Ji a Yi" in person.xpath("string(.//*[@class='margin-note__note'])")


def test_both_held_in_the_data(both: Path) -> None:
    data = json.loads((both / "data/archive.json").read_text("utf-8"))
    text = data["rounds"][1]["text"]
    assert text["status"] == {"zh": "official", "en": "official"}
    assert (text["source_language"], text["second_source_language"]) == ("zh", "en")
    assert (text["second_source_sha256"], text["authoritative"]) == (SHA256, None)
    provenances = {item["id"]: item["provenance"] for item in data["items"]}
    assert provenances["r2-01"] == {"zh": "official", "en": "official"}
    assert provenances["r1-p1"] == {"zh": "paraphrase", "en": "paraphrase"}


def test_the_text_that_prevails_is_named_where_the_data_name_it(tmp_path: Path) -> None:
    site = held(tmp_path, "both", "  authoritative: both\n")
    assert record(site, "rounds/2")["作准文本"] == "中文、英文两种文本同等作准"
    assert record(site, "en/rounds/2")["Prevailing text"] == "Both: the Chinese and English texts are equally authentic"
    data = json.loads((site / "data/archive.json").read_text("utf-8"))
    assert data["rounds"][1]["text"]["authoritative"] == "both"


def test_the_people_page_names_the_rounds_whose_titles_are_translated(project: Path) -> None:
    _, archive = load(project)
    round_ = archive.round_by_number[2]
    text = round_.facts.text.model_copy(update={"status": Status(zh="source", en="official")})
    official = replace(round_, number=3, facts=round_.facts.model_copy(update={"text": text}))
    for rounds, said in (
        (archive.rounds, "The English titles are this archive’s own translation"),
        ((*archive.rounds, official), "without official standing: Round 2."),
        ((archive.rounds[0], official), ""),
    ):
        view = people(PageLocation(edition(replace(archive, rounds=rounds), "en"), "people/"))
        assert said in (view.text_status or "")
        assert bool(view.text_status) == bool(said)
