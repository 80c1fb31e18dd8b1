"""Every visible word of the interface stands in data/interface.yml, in both languages, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from lxml import html

from dialogue_archive.archive import load
from support import PROJECT, parse

TEMPLATES = sorted((PROJECT / "overrides").rglob("*.html"))
# mike fills in the address of this one and knows no words: it holds both languages itself.
REDIRECT = PROJECT / "overrides" / "root" / "redirect.html"
MODULES = sorted((PROJECT / "src" / "dialogue_archive" / "views").glob("*.py"))
SCRIPTS = sorted((PROJECT / "docs" / "assets" / "scripts").glob("*.js"))
_CJK = re.compile(r"[\u3400-\u9fff]")
_LETTERS = re.compile(r"[A-Za-z\u3400-\u9fff]")
# What is left of an address between its parts, as in r/…/.
_ADDRESS = re.compile(r"[a-z]?[/ ]+")
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# Words that docs-dev/interface-terms.md replaces, or keeps for code and data.
_NOT_SAID = re.compile(
    r"立场|条文|提及前文|官方效力|非官方|为准|搜索|逐段交错|深色显示|报告错误|没有这一页"
    r"|\b(?i:positions?|newest|authoritative|unofficial|refers? back|not held here|attendances)\b|\b[Ii]ds?\b"
)
_SPOKEN = ("aria-label", "title", "placeholder", "alt")


def interface() -> dict[str, dict[str, str]]:
    """The words of the interface."""
    found: dict[str, dict[str, str]] = yaml.safe_load((PROJECT / "data" / "interface.yml").read_text("utf-8"))
    return found


def labels() -> set[str]:
    """The keys of the interface, and of the labels that data/series.yml gives."""
    return set(load(PROJECT)[1].interface)


def test_every_key_has_both_languages() -> None:
    missing = [key for key, pair in interface().items() if not (pair.get("zh") and pair.get("en"))]
    assert missing == []


def test_no_language_holds_the_other() -> None:
    """`other_language` is the name of the other language in itself; names that both share may stand in either."""
    for key, pair in interface().items():
        if key == "other_language":
            continue
        assert not _CJK.search(re.sub(r"\{.*?\}", "", pair["en"])), key
        letters = _LETTERS.search(re.sub(r"\{.*?\}", "", pair["en"]))
        latin_name = pair["zh"] == pair["en"]
        assert not letters or latin_name or _CJK.search(pair["zh"]), key


def test_the_places_to_fill_are_the_same_in_both() -> None:
    for key, pair in interface().items():
        assert sorted(re.findall(r"\{\w+\}", pair["zh"])) == sorted(re.findall(r"\{\w+\}", pair["en"])), key


def test_one_thing_has_one_name() -> None:
    for key, pair in interface().items():
        for text in pair.values():
            assert _NOT_SAID.findall(re.sub(r"\{.*?\}", "", text)) == [], key


def named(source: str) -> Iterator[tuple[str, bool]]:
    """The keys that a template or module asks for, and whether each is only the beginning of one."""
    for call in re.finditer(r"\b(?:words|say)\((?P<key>[^,()]*)", source):
        for key in re.finditer(r"""(?<!== )(['"])(?P<key>\w+)\1(?P<joined>\s*~)?""", call["key"]):
            yield key["key"], bool(key["joined"])


@pytest.mark.parametrize("file", [*TEMPLATES, *MODULES], ids=lambda path: path.stem)
def test_every_key_that_is_asked_for_is_there(file: Path) -> None:
    known = labels()
    for key, is_beginning in named(file.read_text("utf-8")):
        assert any(word.startswith(key) for word in known) if is_beginning else key in known, key


def test_every_label_that_is_asked_for_exists() -> None:
    asked = set()
    for folder, pattern in (("overrides", "*.html"), ("src/dialogue_archive/views", "*.py")):
        for file in (PROJECT / folder).rglob(pattern):
            asked |= set(re.findall(r"\bwords\(['\"]([a-z_0-9]+)['\"]\s*[,)]", file.read_text(encoding="utf-8")))
    assert len(asked) > 100
    assert asked - labels() == set()


def literals(template: str) -> Iterator[str]:
    """What a template shows or speaks without asking for it: its text and its spoken attributes."""
    bare = _JINJA.sub(" ", template)
    bare = re.sub(r"<(script|style|code)\b.*?</\1>", " ", bare, flags=re.DOTALL)
    for attribute in _SPOKEN:
        yield from re.findall(rf"""\b{attribute}="([^"]*)\"""", bare)
    yield from re.sub(r"<[^>]*>", "\n", bare).split("\n")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_shows_words_of_its_own(template: Path) -> None:
    shown = [text.strip() for text in literals(template.read_text("utf-8")) if _LETTERS.search(text)]
    found = [text for text in shown if not _ADDRESS.fullmatch(text)]
    if template == REDIRECT:
        assert all(f'lang="{tag}"' in template.read_text("utf-8") for tag in ("zh-Hans", "en"))
    else:
        assert found == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_no_script_shows_words_of_its_own(script: Path) -> None:
    shown = re.findall(
        r"""(?:textContent|innerText|ariaLabel|title)\s*=\s*(["'`])([^"'`]*)\1""", script.read_text("utf-8")
    )
    assert [text for _, text in shown if _LETTERS.search(text)] == []


def spoken_in(root: html.HtmlElement, tag: str) -> Iterator[str]:
    """The texts and spoken attributes of a page that are said to be in the language `tag`."""
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "code"):
            continue
        near = next((e.get("lang") for e in (element, *element.iterancestors()) if e.get("lang")), "")
        if near.startswith(tag):
            yield element.text or ""
            yield from (element.get(name) or "" for name in _SPOKEN)
        parent = element.getparent()
        if parent is not None:
            around = next((e.get("lang") for e in (parent, *parent.iterancestors()) if e.get("lang")), "")
            if around.startswith(tag):
                yield element.tail or ""


def pages(site: Path, *, english: bool) -> list[Path]:
    """The pages of one language."""
    return [file for file in sorted(site.rglob("index.html")) if (site / "en" in file.parents) == english]


def test_no_english_page_shows_chinese_that_is_not_marked(real_site: Path) -> None:
    found = []
    for file in pages(real_site, english=True):
        root = parse(file)
        found += [(file.parent.name, text.strip()) for text in spoken_in(root, "en") if _CJK.search(text)]
    assert found == []


def test_no_chinese_page_shows_english_sentences(real_site: Path) -> None:
    sentence = re.compile(r"[A-Za-z]+(?: [a-z]+){4,}")
    for file in pages(real_site, english=False):
        root = parse(file)
        found = [text.strip() for text in spoken_in(root, "zh") if sentence.search(text)]
        assert found == [], file
