"""What the published tree holds: every link, the metadata, and nothing of later rounds."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from lxml import html

from dialogue_archive import archive as model
from dialogue_archive.archive import Archive
from dialogue_archive.ids import LANGUAGES
from dialogue_archive.reading.inline import to_text
from repository import PublishingRepository
from support import BASE, FIXTURES, parse
from traces import standalone_texts, traces, words_of_later_rounds

VERSIONS = (1, 2, 3)
ATOM = "{http://www.w3.org/2005/Atom}"


page = cache(parse)


@pytest.fixture(scope="module")
def archive(unpublished: PublishingRepository) -> Archive:
    """The archive that was published."""
    return model.load(unpublished.project)[1]


@cache
def places(file: Path) -> frozenset[str]:
    return frozenset(page(file).xpath("//@id"))


def pages_of(tree: Path, version: int) -> list[Path]:
    return sorted((tree / str(version)).rglob("*.html"))


def file_at(tree: Path, file: Path, address: str) -> Path | None:
    """The file that an address on the page `file` names; None when it is of another site."""
    if address.startswith((BASE, "/dialogue-archive/")):
        target = tree / unquote(urlsplit(address).path).removeprefix("/dialogue-archive/")
    elif urlsplit(address).scheme or urlsplit(address).netloc:
        return None
    else:
        path = unquote(urlsplit(address).path)
        target = (file.parent / path).resolve() if path else file
    return target / "index.html" if target.is_dir() or address.split("#")[0].endswith("/") else target


def links(file: Path) -> list[tuple[html.HtmlElement, str]]:
    """Every address on a page, with the element that has it."""
    found = page(file).xpath("//a[@href] | //link[@href] | //script[@src] | //img[@src] | //form[@action]")
    return [(e, e.get("href") or e.get("src") or e.get("action")) for e in found]


def is_meant_to_leave(element: html.HtmlElement, address: str) -> bool:
    """Whether a link leads out of its version on purpose: the newest, versions, feeds, permanent addresses."""
    if element.tag == "link":
        return element.get("type") == "application/atom+xml"
    if any(element.get(name) is not None for name in ("data-newest", "data-arrival-back", "data-permanent")):
        return True
    return any("versions" in (e.get("class") or "").split() for e in element.iterancestors())


def test_every_entry_of_a_version_leads_to_its_permanent_address(tree: Path) -> None:
    for prefix in ("", "en/"):
        entries = page(tree / "3" / prefix / "rounds/3/recommendations/index.html").xpath("//article[@data-item]")
        ways = {entry.get("data-item"): entry.xpath(".//a[@data-permanent]/@href") for entry in entries}
        root = "../../../../" + "../" * bool(prefix)
        assert ways == {item: [f"{root}r/{item}/"] for item in ways}
        assert list(ways) == [f"r3-{number:02d}" for number in range(1, 7)]


def test_every_link_of_every_version_resolves_and_stays(tree: Path) -> None:
    broken, leaving, followed = [], [], Counter[int]()
    for version in VERSIONS:
        home = tree / str(version)
        for file in pages_of(tree, version):
            for element, address in links(file):
                target = file_at(tree, file, address)
                if target is None:
                    continue
                followed[version] += 1
                fragment = unquote(urlsplit(address).fragment)
                where = f"{file.relative_to(tree)}: {address}"
                # A redirect carries the fragment on; its target has it, as the test of `latest` shows.
                is_redirect = "latest" in target.parts
                if not target.is_file() or (fragment and not is_redirect and fragment not in places(target)):
                    broken.append(where)
                if home not in target.parents and not is_meant_to_leave(element, address):
                    leaving.append(where)
    assert broken == []
    assert leaving == []
    assert min(followed.values()) > 100


def test_every_link_of_the_root_resolves(tree: Path) -> None:
    broken, followed = [], 0
    files = [tree / "index.html", tree / "404.html", *sorted((tree / "r").rglob("*.html"))]
    for file in files:
        for _, address in links(file):
            target = file_at(tree, file, address)
            if target is None:
                continue
            followed += 1
            fragment = urlsplit(address).fragment
            if not target.is_file() or (fragment and fragment not in places(target)):
                broken.append(f"{file.relative_to(tree)}: {address}")
    assert broken == []
    assert followed > 50


def test_latest_leads_to_the_same_page_of_the_newest_and_never_to_itself(tree: Path) -> None:
    newest = {file.relative_to(tree / "3") for file in pages_of(tree, 3)}
    aliases = {file.relative_to(tree / "latest") for file in (tree / "latest").rglob("*.html")}
    assert aliases == newest
    for file in (tree / "latest").rglob("*.html"):
        (link,) = page(file).xpath("//a/@href")
        target = file_at(tree, file, link)
        assert target == tree / "3" / file.relative_to(tree / "latest")
        assert "location.search + location.hash" in file.read_text(encoding="utf-8")
    for file in tree.rglob("*"):
        if file.suffix in (".html", ".xml", ".json"):
            assert "latest/latest" not in file.read_text(encoding="utf-8"), file


@pytest.mark.parametrize("version", [1, 2])
def test_a_version_holds_no_trace_of_later_rounds(tree: Path, archive: Archive, version: int) -> None:
    words = words_of_later_rounds(archive, version, standalone_texts(FIXTURES / "ocean", version))
    assert all(words.values())
    assert traces(tree / str(version), words) == []


def test_the_search_for_traces_finds_them(tree: Path, archive: Archive, tmp_path: Path) -> None:
    words = words_of_later_rounds(archive, 1, standalone_texts(FIXTURES / "ocean", 1))
    found = "\n".join(traces(tree / "3", words))
    assert all(any(word in found for word in group) for group in words.values())
    (tmp_path / "index.pf").write_bytes(gzip.compress("见 r3-04".encode()))
    (tmp_path / "a.json").write_text(json.dumps("第三次会议"), encoding="utf-8")
    (tmp_path / "t0.bin").write_bytes(zlib.compress(b'{"#r3-04":"A"}'))
    assert traces(tmp_path, words) == ["a.json: 第三次会议", "index.pf: r3-04", "t0.bin: r3-04"]


@pytest.mark.parametrize("version", VERSIONS)
def test_alternates_and_canonical_stay_in_the_version(tree: Path, version: int) -> None:
    for file in pages_of(tree, version):
        if file.name == "404.html":
            continue
        address = file.parent.relative_to(tree / str(version)).as_posix().removeprefix(".")
        address = f"{address}/" if address else ""
        bare = address.removeprefix("en/")
        root = f"{BASE}{version}/"
        assert page(file).xpath("//link[@rel='canonical']/@href") == [root + address]
        assert page(file).xpath("//meta[@property='og:url']/@content") == [root + address]
        alternates = page(file).xpath("//link[@rel='alternate'][not(@type)]")
        assert {(e.get("hreflang"), e.get("href")) for e in alternates} == {
            ("zh-Hans", root + bare),
            ("en", f"{root}en/{bare}"),
            ("x-default", root + bare),
        }


@pytest.mark.parametrize("version", VERSIONS)
def test_the_sitemap_has_every_page_in_both_languages(tree: Path, version: int) -> None:
    text = (tree / str(version) / "sitemap.xml").read_text(encoding="utf-8")
    assert "lastmod" not in text
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    locations = [e.text for e in ElementTree.fromstring(text).iterfind("s:url/s:loc", space)]
    files = [f for f in pages_of(tree, version) if f.name == "index.html"]
    expected = [BASE + f.parent.relative_to(tree).as_posix() + "/" for f in files]
    assert sorted(locations) == sorted(expected)
    for entry in ElementTree.fromstring(text).iterfind("s:url", space):
        alternates = {e.get("hreflang"): e.get("href") for e in entry.iterfind("x:link", space)}
        assert set(alternates) == {"zh-Hans", "en", "x-default"}
        assert entry.find("s:loc", space).text in alternates.values()


def test_the_sitemap_index_leads_to_every_sitemap(tree: Path) -> None:
    text = (tree / "sitemap.xml").read_text(encoding="utf-8")
    found = re.findall(r"<loc>([^<]+)</loc>", text)
    assert found == [f"{BASE}r/sitemap.xml", *(f"{BASE}{number}/sitemap.xml" for number in VERSIONS)]
    assert all((tree / address.removeprefix(BASE)).is_file() for address in found)


def test_every_version_says_which_pages_it_has(tree: Path) -> None:
    for version in VERSIONS:
        known = json.loads((tree / str(version) / "pages.json").read_text(encoding="utf-8"))
        assert known["round"] == version
        for prefix in ("", "en/"):
            assert all((tree / str(version) / prefix / address / "index.html").is_file() for address in known["pages"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_feeds_have_stable_ids_and_dates_on_record(tree: Path, archive: Archive, language: str) -> None:
    feed = ElementTree.parse(tree / f"feed.{language}.xml").getroot()
    entries = feed.findall(f"{ATOM}entry")
    dated = [r for r in archive.rounds if r.facts.dates]
    assert len(entries) == len(dated) + len(archive.corrections)
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    assert f"tag:example.org,2026:dialogue-archive/rounds/{dated[-1].number}" in ids
    days = {r.facts.dates.end.isoformat() for r in dated} | {c.on.isoformat() for c in archive.corrections}
    updated = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert {day[:10] for day in updated} <= days
    assert updated == sorted(updated, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == updated[0]
    for entry in entries:
        link = entry.find(f"{ATOM}link").get("href")
        assert file_at(tree, tree / "index.html", link).is_file()
        assert entry.findtext(f"{ATOM}summary")


def without_references(text: str) -> str:
    """A text without `[C1]`, which a page shows as a link."""
    return re.sub(r"\s*\[?\b[CPM]\d+\]?", "", text)


def test_each_permanent_address_has_both_languages_and_every_version(tree: Path, archive: Archive) -> None:
    assert {folder.name for folder in (tree / "r").iterdir() if folder.is_dir()} == set(archive.items)
    for item in archive.items.values():
        file = tree / "r" / item.id / "index.html"
        text = page(file).text_content()
        for language in LANGUAGES:
            assert without_references(to_text(item.text[language])) in without_references(text)
        found = {address for _, address in links(file)}
        for version in range(item.round, 4):
            for prefix in ("", "en/"):
                assert f"../../{version}/{prefix}rounds/{item.round}/recommendations/#{item.id}" in found
        assert not [address for address in found if re.match(rf"\.\./\.\./[0-{item.round - 1}]/", address)]
        assert not page(file).xpath("//script[@src]")


def test_linked_data_names_no_author(tree: Path) -> None:
    seen = Counter[str]()
    for file in [*pages_of(tree, 3), *(tree / "r").rglob("*.html")]:
        for script in page(file).xpath("//script[@type='application/ld+json']"):
            found = json.loads(script.text)
            seen[found["@type"]] += 1
            assert found["@context"] == "https://schema.org"
            assert not {"author", "creator", "datePublished", "publisher"} & set(found)
        assert not page(file).xpath("//meta[@name='citation_author']")
    assert seen["Report"] == 4  # memo and catalogue of the one round with its full text, in two languages
    memo = page(tree / "3" / "en" / "rounds" / "3" / "index.html")
    (script,) = memo.xpath("//script[@type='application/ld+json']")
    found = json.loads(script.text)
    assert "hasPart" not in found
    assert found["translationOfWork"]["@id"] == f"{BASE}3/rounds/3/"
    assert found["recordedAt"]["startDate"] == "2043-09-18"
    assert memo.xpath("//meta[@name='citation_date']/@content") == ["2043/09/19"]
    catalogue = page(tree / "3" / "en" / "rounds" / "3" / "recommendations" / "index.html")
    parts = json.loads(catalogue.xpath("string(//script[@type='application/ld+json'])"))["hasPart"]
    assert [part["@id"] for part in parts] == [f"{BASE}r/r3-{number:02d}/" for number in range(1, 7)]
    undated = page(tree / "3" / "rounds" / "2" / "index.html")
    assert not undated.xpath("//meta[@name='citation_date']")


def test_a_plain_mike_deploy_keeps_the_slash(repository: PublishingRepository, tmp_path: Path) -> None:
    """mike puts its version at the end of `site_url` without a slash; the sitemap would say `…/3en/`."""
    import os
    import subprocess
    import sys

    environment = {**os.environ, "MIKE_DOCS_VERSION": "3", "NO_MKDOCS_2_WARNING": "1"}
    config = (
        (repository.project / "mkdocs.yml")
        .read_text(encoding="utf-8")
        .replace("plugins:\n", "plugins:\n  - mike:\n", 1)
    )
    (repository.project / "mkdocs.yml").write_text(config, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=repository.project, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "site" / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>{BASE}3/en/rounds/3/</loc>" in text
    assert "3en/" not in text
    assert "3/3/" not in text.replace("rounds/3/", "")
