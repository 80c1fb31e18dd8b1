"""Every block of every round's pages is drawn, links inside the archive arrive, and no view shows a later round."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from dialogue_archive import archive
from dialogue_archive.ids import LANGUAGES
from dialogue_archive.reading.inline import REFERENCE, to_html, to_text
from dialogue_archive.reading.project import read_project
from dialogue_archive.views.context import PREFIX, PageLocation, edition
from support import PROJECT, build

FOLDER = {"index": "", "recommendations": "recommendations/", "participants": "participants/"}


def words(file: Path) -> str:
    """The text of a built page, without white space."""
    main = html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot().xpath("//main")[0]
    return re.sub(r"\s+", "", main.text_content())


def undrawn(project: Path, site: Path) -> list[str]:
    """The blocks whose text does not stand on their page of the site."""
    found = []
    for (number, name, language), page in read_project(project).pages.items():
        text = words(site / PREFIX[language] / f"rounds/{number}" / FOLDER[name] / "index.html")
        for block in page.blocks:
            expected = re.sub(r"\s+", "", REFERENCE.sub(lambda match: match[1], to_text(block.text)))
            # The level-1 headings of catalogue and list are shown as the title of their front matter.
            if expected not in text and "".join(to_text(block.text).split()) not in text and block.level != 1:
                found.append(f"{page.path}:{block.line}: {block.text[:40]}")
    return found


def test_every_block_of_the_real_archive_is_drawn(real_site: Path) -> None:
    assert undrawn(PROJECT, real_site) == []


def test_every_block_of_the_fixture_is_drawn(project: Path, tmp_path: Path) -> None:
    result = build(project, tmp_path / "site")
    assert result.returncode == 0, result.stderr
    assert undrawn(project, tmp_path / "site") == []


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
    """`--quiet` would take the warning away before `--strict` counts it."""
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
def test_links_in_a_text_lead_to_built_pages(target: str, address: str) -> None:
    _, model = archive.load(PROJECT)
    place = PageLocation(edition(model, "zh"), "topics/data/")
    assert f'href="{address}"' in place.html(f"见[此]({target})。")


def test_adjacent_citations_are_two_links() -> None:
    references = {"A1": ("https://example.org/?a=1&b=2", 'One "title"'), "A2": ("about/#sources", "Two")}
    found = to_html("见 [A1][A2]、[A3]", references)
    assert found == (
        '见 <a href="https://example.org/?a=1&amp;b=2" title="One &quot;title&quot;">[A1]</a>'
        '<a href="about/#sources" title="Two">[A2]</a>、[A3]'
    )


def test_a_term_of_an_earlier_view_stands_in_its_texts_as_a_word(project: Path) -> None:
    glossary = project / "data" / "glossary.yml"
    glossary.write_text(glossary.read_text(encoding="utf-8") + "- {zh: 数据, en: AT}\n", encoding="utf-8")
    _, model = archive.load(project)
    assert [term.en for term in model.as_of(1).glossary] == ["standards"]


def test_every_word_that_is_asked_for_is_there() -> None:
    interface = read_project(PROJECT).interface.value
    asked = set()
    for folder, pattern in (("overrides", "*.html"), ("src/dialogue_archive/rendering", "*.py")):
        for file in (PROJECT / folder).rglob(pattern):
            asked |= set(re.findall(r"\bwords\(['\"]([a-z_0-9]+)['\"]\s*[,)]", file.read_text(encoding="utf-8")))
    assert len(asked) > 100
    assert asked - set(interface) == set()


def test_lists_in_english_have_a_space_after_the_comma(real_site: Path) -> None:
    page = html.parse(str(real_site / "en/rounds/7/index.html"), html.HTMLParser(encoding="utf-8")).getroot()
    text = re.sub(r"\s+", " ", page.xpath("//main")[0].text_content())
    assert "National Committee on U.S.-China Relations, China-U.S. Green Fund" in text
