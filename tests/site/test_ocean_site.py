"""The built site of the fixture dialogue on ocean science: another subject, other sides, three rounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogue_archive.ids import Language
from dialogue_archive.views.context import PREFIX
from support import build, copy_fixture, missing_blocks, page

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
    without, having = {"zh": ("第二轮", "第三轮"), "en": ("Round 2", "Round 3")}[language]
    assert without in said
    assert having not in said


@both_languages
def test_notes_name_their_paragraphs_by_headings(project: Path, language: Language) -> None:
    parallel = page(project / "site", f"{PREFIX[language]}rounds/3/parallel")
    places = parallel.xpath("//*[@class='notes__where']/a/text()")
    assert {"zh": "海底测绘 1", "en": "Charting the seabed 1"}[language] in places
    assert "charting-1" not in places
