"""What the published tree holds: every link, what machines read, and nothing of rounds to come."""

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
from dialogue_archive.ids import LANGUAGES
from dialogue_archive.language import Wording
from dialogue_archive.reading.inline import to_text
from publish.publishing_desk import BASE, PROJECT, Desk

VERSIONS = range(1, 8)
ATOM = "{http://www.w3.org/2005/Atom}"


@cache
def page(file: Path) -> html.HtmlElement:
    return html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot()


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
        entries = page(tree / "7" / prefix / "rounds/7/recommendations/index.html").xpath("//article[@data-item]")
        ways = {entry.get("data-item"): entry.xpath(".//a[@data-permanent]/@href") for entry in entries}
        root = "../../../../" + "../" * bool(prefix)
        assert ways == {item: [f"{root}r/{item}/"] for item in ways}
        assert len(ways) == 24


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
    assert min(followed.values()) > 500


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
    assert followed > 300


def test_latest_leads_to_the_same_page_of_the_newest_and_never_to_itself(tree: Path) -> None:
    newest = {file.relative_to(tree / "7") for file in pages_of(tree, 7)}
    aliases = {file.relative_to(tree / "latest") for file in (tree / "latest").rglob("*.html")}
    assert aliases == newest
    for file in (tree / "latest").rglob("*.html"):
        (link,) = page(file).xpath("//a/@href")
        target = file_at(tree, file, link)
        assert target == tree / "7" / file.relative_to(tree / "latest")
        assert "location.search + location.hash" in file.read_text(encoding="utf-8")
    for file in tree.rglob("*"):
        if file.suffix in (".html", ".xml", ".json"):
            assert "latest/latest" not in file.read_text(encoding="utf-8"), file


def words_of_later_rounds(version: int) -> dict[str, list[str]]:
    """What stands in the record of later rounds and not in that of this version: ids, titles, dates, texts."""
    _, whole = model.load(PROJECT)
    ours = [round_ for round_ in whole.rounds if round_.number <= version]
    later = [round_ for round_ in whole.rounds if round_.number > version]
    earlier_words = "\n".join(
        to_text(words[language] or "")
        for round_ in ours
        for words in (round_.title, round_.description, *(block.text for block in round_.blocks))
        for language in LANGUAGES
    )
    found: dict[str, list[str]] = {"ids": [], "titles": [], "dates": [], "texts": [], "people": [], "rounds": []}
    for round_ in later:
        found["ids"] += [item.id for item in round_.items]
        found["rounds"] += [f"rounds/{round_.number}/"]
        for language in LANGUAGES:
            wording = Wording(whole.interface, language)
            found["rounds"].append(wording.round(round_.number))
            found["titles"] += [to_text(round_.title[language] or ""), to_text(round_.description[language] or "")]
            found["titles"] += [to_text(item.title[language] or "") for item in round_.items]
            found["texts"] += [to_text(block.text[language] or "")[:60] for block in round_.blocks]
            if round_.facts.dates:
                found["dates"].append(wording.dates(round_.facts.dates))
        if round_.facts.dates:
            found["dates"] += [round_.facts.dates.start.isoformat(), round_.facts.dates.end.isoformat()]
    here = {p.person_id for round_ in ours for p in round_.participants}
    found["people"] = sorted({p.person_id for round_ in later for p in round_.participants} - here)
    found["topics"] = [
        f"topics/{slug}/"
        for slug in whole.topics
        if not any(slug in item.topics for round_ in ours for item in round_.items)
    ]
    found["partners"] = [
        words
        for name, partner in whole.partners.items()
        if not any(r.facts.partners and name in r.facts.partners.names for r in ours)
        and not (name == "cusgf" and version >= 5)  # on record as the partner since 2022: a passage since round 5
        for words in (partner.zh, partner.en)
    ]
    return {
        kind: sorted({word for word in words if word and word not in earlier_words}) for kind, words in found.items()
    }


def traces(folder: Path, words: dict[str, list[str]]) -> list[str]:
    """Where any of the words stands in any byte of `folder`: names of files too, and packed files unpacked."""
    found = []
    patterns = [(word, word.encode()) for group in words.values() for word in group]
    numbered = [(word, re.compile(re.escape(word.encode()) + rb"(?![0-9])")) for word in words["rounds"]]
    patterns = [(word, re.compile(re.escape(needle))) for word, needle in patterns if word not in words["rounds"]]
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = file.read_bytes()
        if content[:2] == b"\x1f\x8b":
            content = gzip.decompress(content)
        if file.suffix == ".bin":  # the search index
            content = zlib.decompress(content)
        # JSON and scripts may write Chinese as escapes.
        unescaped = re.sub(rb"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)).encode("utf-8", "ignore"), content)
        content = b"\n".join((str(file.relative_to(folder)).encode(), content, html_unescaped(content), unescaped))
        found += [f"{file.relative_to(folder)}: {word}" for word, p in (*patterns, *numbered) if p.search(content)]
    return found


def html_unescaped(content: bytes) -> bytes:
    import html as entities

    return entities.unescape(content.decode("utf-8", "ignore")).encode("utf-8", "ignore")


@pytest.mark.parametrize("version", range(1, 7))
def test_a_version_holds_no_trace_of_later_rounds(tree: Path, version: int) -> None:
    words = words_of_later_rounds(version)
    assert len(words["ids"]) >= 24
    assert len(words["dates"]) >= 4
    assert traces(tree / str(version), words) == []


def test_the_search_for_traces_finds_them(tree: Path, tmp_path: Path) -> None:
    words = words_of_later_rounds(3)
    assert traces(tree / "7", words)
    (tmp_path / "index.pf").write_bytes(gzip.compress("见 r7-08".encode()))
    (tmp_path / "a.json").write_text(json.dumps("第七轮"), encoding="utf-8")
    (tmp_path / "t0.bin").write_bytes(zlib.compress(b'{"#r7-08":"A"}'))
    assert traces(tmp_path, words) == ["a.json: 第七轮", "index.pf: r7-08", "t0.bin: r7-08"]


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
def test_feeds_have_stable_ids_and_dates_on_record(tree: Path, language: str) -> None:
    _, archive = model.load(PROJECT)
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


def test_each_permanent_address_has_both_languages_and_every_version(tree: Path) -> None:
    _, archive = model.load(PROJECT)
    assert {folder.name for folder in (tree / "r").iterdir() if folder.is_dir()} == set(archive.items)
    for item in archive.items.values():
        file = tree / "r" / item.id / "index.html"
        text = page(file).text_content()
        for language in LANGUAGES:
            assert without_references(to_text(item.text[language])) in without_references(text)
        found = {address for _, address in links(file)}
        for version in range(item.round, 8):
            for prefix in ("", "en/"):
                assert f"../../{version}/{prefix}rounds/{item.round}/recommendations/#{item.id}" in found
        assert not [address for address in found if re.match(rf"\.\./\.\./[0-{item.round - 1}]/", address)]
        assert not page(file).xpath("//script[@src]")


def test_linked_data_names_no_author(tree: Path) -> None:
    seen = Counter[str]()
    for file in [*pages_of(tree, 7), *(tree / "r").rglob("*.html")]:
        for script in page(file).xpath("//script[@type='application/ld+json']"):
            datum = json.loads(script.text)
            seen[datum["@type"]] += 1
            assert datum["@context"] == "https://schema.org"
            assert not {"author", "creator", "datePublished", "publisher"} & set(datum)
        assert not page(file).xpath("//meta[@name='citation_author']")
    assert seen["Report"] == 4  # memo and catalogue of the one round held whole, in two languages
    memo = page(tree / "7" / "en" / "rounds" / "7" / "index.html")
    (script,) = memo.xpath("//script[@type='application/ld+json']")
    datum = json.loads(script.text)
    assert "hasPart" not in datum
    assert datum["translationOfWork"]["@id"] == f"{BASE}7/rounds/7/"
    assert datum["recordedAt"]["startDate"] == "2024-10-07"
    assert memo.xpath("//meta[@name='citation_date']/@content") == ["2024/10/08"]
    catalogue = page(tree / "7" / "en" / "rounds" / "7" / "recommendations" / "index.html")
    parts = json.loads(catalogue.xpath("string(//script[@type='application/ld+json'])"))["hasPart"]
    assert len(parts) == 24
    assert parts[7]["@id"] == f"{BASE}r/r7-08/"
    fourth = page(tree / "7" / "rounds" / "4" / "index.html")
    assert not fourth.xpath("//meta[@name='citation_date']")


def test_a_plain_mike_deploy_keeps_the_slash(desk: Desk, tmp_path: Path) -> None:
    """mike puts its version at the end of `site_url` without a slash; the sitemap would say `…/7en/`."""
    import os
    import subprocess
    import sys

    environment = {**os.environ, "MIKE_DOCS_VERSION": "7", "NO_MKDOCS_2_WARNING": "1"}
    config = (desk.project / "mkdocs.yml").read_text(encoding="utf-8").replace("plugins:\n", "plugins:\n  - mike:\n", 1)
    (desk.project / "mkdocs.yml").write_text(config, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=desk.project, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "site" / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>{BASE}7/en/rounds/7/</loc>" in text
    assert "7en/" not in text
    assert "7/7/" not in text.replace("rounds/7/", "")
