"""The built site of the fixture project: two small rounds, both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import html

from support import build, copy_fixture


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture project, built."""
    project = copy_fixture(tmp_path_factory.mktemp("project"))
    result = build(project, project / "site")
    assert result.returncode == 0, result.stderr
    return project / "site"


def pages(site: Path) -> dict[str, html.HtmlElement]:
    """Every page of the site by its address."""
    return {
        file.parent.relative_to(site).as_posix().removeprefix("."): html.parse(
            str(file), html.HTMLParser(encoding="utf-8")
        ).getroot()
        for file in site.rglob("index.html")
    }


def test_every_page_has_its_twin(site: Path) -> None:
    addresses = set(pages(site))
    chinese = {a for a in addresses if a != "en" and not a.startswith("en/")}
    english = {a.removeprefix("en").removeprefix("/") for a in addresses - chinese}
    assert chinese == english
    assert {"rounds/1", "rounds/2/parallel", "rounds/2/recommendations", "topics/data", "threads/r1-p1"} <= chinese


def test_the_language_switch_of_every_page_leads_to_its_twin(site: Path) -> None:
    for address, page in pages(site).items():
        (switch,) = page.xpath("//a[@data-language-switch]")
        other = (
            address.removeprefix("en").removeprefix("/")
            if address.split("/")[0] == "en"
            else f"en/{address}".strip("/")
        )
        target = (site / address / switch.get("href").split("#")[0]).resolve()
        assert target == (site / other).resolve(), address


def test_relations_show_both_ways(site: Path) -> None:
    found = pages(site)
    for prefix in ("", "en/"):
        later = found[f"{prefix}rounds/2/recommendations"].get_element_by_id("r2-01")
        earlier = found[f"{prefix}rounds/1/recommendations"].get_element_by_id("r1-p1")
        (up,) = later.xpath(".//*[@data-relation='reaffirms']//a[contains(@href, '#r1-p1')]")
        (down,) = earlier.xpath(".//*[@data-relation='reaffirms']//a[contains(@href, '#r2-01')]")
        assert up.get("href") == "../../1/recommendations/#r1-p1"
        assert down.get("href") == "../../2/recommendations/#r2-01"


def test_a_view_as_of_round_1_knows_nothing_of_round_2(tmp_path: Path) -> None:
    project = copy_fixture(tmp_path / "project")
    result = build(project, tmp_path / "site", ARCHIVE_AS_OF="1")
    assert result.returncode == 0, result.stderr
    data = json.loads((tmp_path / "site/data/archive.json").read_text(encoding="utf-8"))
    assert data["as_of"] == 1
    assert [round_["number"] for round_ in data["rounds"]] == [1]
    assert not list((tmp_path / "site").rglob("rounds/2"))
    assert "Since round 2" not in (tmp_path / "site/en/about/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("asked", ["9", "three"])
def test_a_view_as_of_no_round_is_refused(project: Path, asked: str) -> None:
    result = build(project, project / "site", ARCHIVE_AS_OF=asked)
    assert result.returncode != 0
    assert f"ARCHIVE_AS_OF={asked}: expected the number of a round" in result.stderr


def test_a_fault_of_the_content_stops_the_build_with_every_message(project: Path) -> None:
    page = project / "docs/en/rounds/2/index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("{ #r2-02 }", "{ #r2-2 }"), encoding="utf-8")
    people = project / "docs/en/rounds/2/participants.md"
    people.write_text(people.read_text(encoding="utf-8").replace("Yi Er", "Er Yi"), encoding="utf-8")
    result = build(project, project / "site")
    assert result.returncode != 0
    assert "docs/en/rounds/2/index.md:19: r2-2 is not a recommendation id; write r2-02" in result.stderr
    assert "participants.md:12: found Er Yi, expected Yi Er, the name of yi-er in data/people.yml" in result.stderr
    assert not (project / "site").exists()


def test_who_heads_a_delegation_is_said_once(project: Path) -> None:
    """By the title as the memo prints it, as for c-three; by a tag where the title does not say it, as for yi-er."""
    facts = project / "data/rounds/2.yml"
    facts.write_text(facts.read_text("utf-8").replace("cn: jia-yi", "cn: yi-er"), encoding="utf-8")
    result = build(project, project / "site")
    assert result.returncode == 0, result.stderr
    for address in ("rounds/2", "rounds/2/participants", "people"):
        for prefix in ("", "en/"):
            file = project / "site" / prefix / address / "index.html"
            page = html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot()
            assert page.xpath("//*[@class='tag']/ancestor::*[@class='person']/@id") == ["yi-er"], file


def test_a_correction_stands_on_the_page_it_corrects(project: Path) -> None:
    note = "{zh: 原作“公开”, en: It read “public.”}"
    (project / "data/corrections.yml").write_text(
        f"- {{on: 2031-06-01, round: 2, block: r2-02, note: {note}}}\n", encoding="utf-8"
    )
    result = build(project, project / "site")
    assert result.returncode == 0, result.stderr
    for prefix, words in (("", "2031年6月1日 r2-02 原作“公开”"), ("en/", "June 1, 2031 r2-02 It read “public.”")):
        file = project / "site" / prefix / "rounds/2/index.html"
        page = html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot()
        (listed,) = page.xpath("//section[contains(@class, 'corrections')]//li")
        assert " ".join(listed.text_content().split()) == words
    assert "corrections" not in (project / "site/rounds/1/index.html").read_text(encoding="utf-8")
