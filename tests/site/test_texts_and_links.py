"""Texts, links and passages on the built site of the small fixture project."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogue_archive import archive
from dialogue_archive.ids import LANGUAGES
from dialogue_archive.reading.inline import to_html
from dialogue_archive.views.context import PageLocation, edition
from support import build, missing_blocks


def test_every_block_of_the_fixture_is_drawn(project: Path, tmp_path: Path) -> None:
    result = build(project, tmp_path / "site")
    assert result.returncode == 0, result.stderr
    assert missing_blocks(project, tmp_path / "site") == []


def test_an_earlier_view_hides_passages_of_the_home_page(project: Path, tmp_path: Path) -> None:
    for language in LANGUAGES:
        with (project / "docs" / language / "index.md").open("a", encoding="utf-8") as file:
            file.write("\n<!-- since round 2 -->\n\nLATERWORDS\n\n<!-- end -->\n")
    for number, shown in (("1", False), ("2", True)):
        site = tmp_path / f"site-{number}"
        result = build(project, site, ARCHIVE_AS_OF=number)
        assert result.returncode == 0, result.stderr
        assert ("LATERWORDS" in (site / "index.html").read_text(encoding="utf-8")) is shown


def test_a_dead_link_fails_the_build(project: Path, tmp_path: Path) -> None:
    """`--quiet` would drop the warning before `--strict` counts it."""
    about = project / "docs" / "en" / "about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\n[nowhere](../../assets/none.png)\n", encoding="utf-8")
    assert build(project, tmp_path / "site").returncode != 0


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("../2/index.md#r2-01", "../../rounds/2/#r2-01"),
        ("../2/participants.md", "../../rounds/2/participants/"),
        ("../../about.md#sources", "../../about/#sources"),
        ("../../index.md", "../../"),
        ("../../../en/rounds/2/index.md", "../../en/rounds/2/"),
        ("https://example.org/a.md", "https://example.org/a.md"),
    ],
)
def test_links_in_a_text_lead_to_built_pages(project: Path, target: str, address: str) -> None:
    _, model = archive.load(project)
    place = PageLocation(edition(model, "zh"), "topics/data/")
    assert f'href="{address}"' in place.html(f"见[此]({target})。")


def test_adjacent_citations_are_two_links() -> None:
    references = {"A1": ("https://example.org/?a=1&b=2", 'One "title"'), "A2": ("about/#sources", "Two")}
    found = to_html("见 [A1][A2]、[A3]", references)
    assert found == (
        '见 <a href="https://example.org/?a=1&amp;b=2" title="One &quot;title&quot;">[A1]</a>'
        '<a href="about/#sources" title="Two">[A2]</a>、[A3]'
    )


def test_an_earlier_view_has_the_terms_that_its_texts_use_as_words(project: Path) -> None:
    glossary = project / "data" / "glossary.yml"
    glossary.write_text(glossary.read_text(encoding="utf-8") + "- {zh: 数据, en: AT}\n", encoding="utf-8")
    _, model = archive.load(project)
    assert [term.en for term in model.as_of(1).glossary] == ["standards"]
