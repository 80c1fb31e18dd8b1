"""The built site of the fixture dialogue on ocean science: another subject, other sides, three rounds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from dialogue_archive.archive import load
from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.language import chinese_numeral
from dialogue_archive.views.context import PREFIX
from support import PROJECT, build, copy_fixture, missing_blocks, page
from traces import traces

both_languages = pytest.mark.parametrize("language", ["zh", "en"])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture project, built into its folder `site`."""
    project = copy_fixture(tmp_path_factory.mktemp("ocean"), "ocean")
    result = build(project, project / "site")
    assert result.returncode == 0, result.stderr
    return project


def test_every_block_is_on_its_page(project: Path) -> None:
    assert missing_blocks(project, project / "site") == []


@both_languages
def test_a_topic_names_the_rounds_without_entries(project: Path, language: Language) -> None:
    topic = page(project / "site", f"{PREFIX[language]}topics/observation")
    said = topic.xpath("string(//p[@class='remark'])")
    without, having = {"zh": ("第二次会议", "第三次会议"), "en": ("Meeting 2", "Meeting 3")}[language]
    assert without in said
    assert having not in said


@both_languages
def test_notes_name_their_paragraphs_by_headings(project: Path, language: Language) -> None:
    parallel = page(project / "site", f"{PREFIX[language]}rounds/3/parallel")
    places = parallel.xpath("//*[@class='notes__where']/a/text()")
    assert {"zh": "海底测绘 1", "en": "Charting the seabed 1"}[language] in places
    assert "charting-1" not in places


def test_no_file_names_this_archive_s_own_series(project: Path) -> None:
    """What is particular to a series is in its data: names, sides, and how a round is called."""
    series = load(PROJECT)[1].series
    pairs = [series.name, series.site.name, series.site.short_name, series.site.description]
    pairs += [side.label for side in series.sides.values()]
    names = [pair[language] for pair in pairs for language in LANGUAGES]
    rounds = [pattern for number in "123" for pattern in (f"Round {number}", f"第{chinese_numeral(int(number))}轮")]
    assert traces(project / "site", {"names": names, "rounds": rounds}) == []


def test_the_sides_are_those_of_its_series(project: Path) -> None:
    for address in ("rounds/3/participants", "rounds/3", "people"):
        found = page(project / "site", address).xpath("//@data-side")
        assert list(dict.fromkeys(found)) == ["northland", "southisle"], address
    parallel = page(project / "site", "en/rounds/3/parallel")
    assert parallel.xpath("//*[@id='northland']")
    data = json.loads((project / "site/data/archive.json").read_text("utf-8"))
    assert {person["side"] for person in data["participants"]} == {"northland", "southisle"}
    schema = json.loads((project / "site/data/archive.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(data)
