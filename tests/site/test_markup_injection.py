"""Markup in any text of the data files and of the pages stays text, on every page, in JSON-LD, feeds and data.

Every text gets a mark of its own with a payload inside. A build with a payload must be the build with a harmless word
in its place: the same elements and attributes, and the payload, letter for letter, where the word was.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from lxml import html

from dialogue_archive import archive, checks
from dialogue_archive.publishing.root_pages import RootPages
from dialogue_archive.publishing.settings import read_site
from dialogue_archive.reading import inline
from support import build, copy_fixture

PAYLOADS = ("<script>alert(1)</script>", '"', "&", "'", "{{ 7*7 }}", "</script>", "<!--")
HARMLESS = "harmless"
# No page shows these: labels that stand for others, titles that are those of other files. Interface words are shown or
# not as the fixture has what they are said of.
NOT_SHOWN = re.compile(
    r"data/interface\.yml|data/glossary\.yml|data/series\.yml (中方|Chinese|美方|U\.S\.)|docs/(zh|en)/index\.md"
    r"|docs/zh/rounds/./(recommendations\.md 建议|participants\.md 参会者)"
    r"|docs/en/rounds/./(recommendations\.md Recommendations|participants\.md Participants)"
)
SOURCE = "data/sources/round-2.zh.txt"
# Texts of the Chinese memo that can be marked in its source text as well.
IN_SOURCE = ("甲一", "乙二", "丙·三", "某研究院研究员", "美方参会者", "2031年5月")
# Data that the small fixture has no example of.
ADDED = {
    "data/corrections.yml": lambda found: found.append(
        {"on": "2031-06-01", "round": 2, "block": "r2-02", "note": {"zh": "原作“公开”", "en": "It read “public”"}}
    ),
    "data/rounds/1.yml": lambda found: found["dates"].update(remark={"zh": "据报道", "en": "as reported"}),
    "data/rounds/2.yml": lambda found: found["emendations"][3].update(note={"zh": "衍空格", "en": "A stray space"}),
}
_LINE = re.compile(r"(?P<start>#+ |- |:   )?(?P<words>.+?)(?P<id> \{ #[a-z0-9-]+ \})?")


class Marks:
    """Marks texts with a payload. The same name of a person is marked alike in data and pages."""

    def __init__(self, payload: str) -> None:
        self.payload = payload
        self.file = ""
        self.given: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        is_shared = text in IN_SOURCE or text in ("Jia Yi", "Yi Er", "C. Three")
        key = text if is_shared else f"{self.file} {text} {len(self.given)}"
        return text + self.given.setdefault(key, f"Q{len(self.given):04}{self.payload}Z")

    def in_page(self, text: str) -> str:
        """A line of a page, marked; there a literal `<` or `*` is written with a backslash."""
        return text + inline.escape(self(text).removeprefix(text))


def mark_pairs(found: Any, marks: Marks) -> None:
    """Mark every text that a data file has in both languages."""
    for child in found.values() if isinstance(found, dict) else found if isinstance(found, list) else ():
        mark_pairs(child, marks)
    if isinstance(found, dict) and isinstance(found.get("zh"), str) and found["zh"] != "source":
        found.update(zh=marks(found["zh"]), en=marks(found["en"]))


def mark_data(project: Path, marks: Marks) -> None:
    """Mark the texts of all data files."""
    for file in sorted((project / "data").rglob("*.yml")):
        marks.file = name = file.relative_to(project).as_posix()
        found = yaml.safe_load(file.read_text("utf-8"))
        if name in ADDED:
            ADDED[name](found)
        if name == "data/glossary.yml":  # the terms themselves are words of the memos
            found = [{**term, "zh_variants": [marks("词")], "en_variants": [marks("word")]} for term in found]
        else:
            mark_pairs(found, marks)
        file.write_text(yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=10**6), "utf-8")


def mark_page(text: str, marks: Marks, *, is_source: bool, is_standalone: bool) -> str:
    """A page with marks in its front matter and in each line. MkDocs renders standalone pages, which may hold HTML."""
    _, front, body = text.split("---\n", 2)
    title = json.dumps(marks(front.strip().removeprefix("title: ")), ensure_ascii=False)
    description = json.dumps(marks("Description"), ensure_ascii=False)
    lines = body.split("\n")
    for index, line in enumerate(lines):
        match = _LINE.fullmatch(line)
        if match and not is_standalone and (not is_source or match["words"] in IN_SOURCE):
            lines[index] = f"{match['start'] or ''}{marks.in_page(match['words'])}{match['id'] or ''}"
    return f"---\ntitle: {title}\ndescription: {description}\n---\n" + "\n".join(lines)


def mark_project(project: Path, payload: str) -> Marks:
    """Mark every text of the fixture project."""
    marks = Marks(payload)
    mark_data(project, marks)
    for file in sorted((project / "docs").rglob("*.md")):
        path = file.relative_to(project / "docs").as_posix()
        marks.file = f"docs/{path}"
        is_source = path in ("zh/rounds/2/index.md", "zh/rounds/2/participants.md")
        text = mark_page(file.read_text("utf-8"), marks, is_source=is_source, is_standalone="/rounds/" not in path)
        file.write_text(text, "utf-8")
    source = (project / SOURCE).read_text("utf-8")
    for words in IN_SOURCE:
        source = source.replace(words, marks(words))
    (project / SOURCE).write_text(source, "utf-8")
    facts = project / "data" / "rounds" / "2.yml"
    sha256 = hashlib.sha256(source.encode()).hexdigest()
    facts.write_text(re.sub(r"sha256: \w+", f"sha256: {sha256}", facts.read_text("utf-8")), "utf-8")
    return marks


def elements(file: Path) -> list[object]:
    """Every element of a page or an XML file: its name, its attributes, its text; JSON in a script as data."""
    if file.suffix == ".html":
        root = html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot()
    else:
        root = ElementTree.parse(file).getroot()
    found: list[object] = []
    for element in root.iter():
        text: object = element.text
        if element.tag == "script" and str(element.get("type")).endswith("json"):
            text = json.loads(element.text or "")
        found.append((str(element.tag), sorted(element.attrib.items()), text, element.tail))
    return found


def outcome(project: Path) -> dict[str, str]:
    """What the build and the publishing of a project write, by file, as text that shows every element."""
    site, root = project / "site", project / "root"
    result = build(project, site, ARCHIVE_VERSION="2")
    assert result.returncode == 0, result.stderr
    _, model = archive.load(project)
    for path, text in RootPages(model, (1, 2), read_site(project), project).files():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    found: dict[str, object] = {}
    for folder in (site, root):
        for file in folder.rglob("*"):
            if file.suffix in (".html", ".xml"):
                found[file.relative_to(project).as_posix()] = elements(file)
    found["data/archive.json"] = json.loads((site / "data/archive.json").read_text("utf-8"))
    manifest = json.loads((site / "search-index/manifest.json").read_text("utf-8"))
    found["search-index/manifest.json"] = {key: manifest[key] for key in ("sides", "rounds", "kinds")}
    written = {path: json.dumps(value, ensure_ascii=False, indent=1) for path, value in found.items()}
    return {path: re.sub(r"\b[0-9a-f]{64}\b", "sha256", text) for path, text in written.items()}


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is written with a harmless word in each mark."""
    project = copy_fixture(tmp_path_factory.mktemp("harmless"))
    marks = mark_project(project, HARMLESS)
    found = outcome(project)
    shown = "".join(found.values())
    assert [text for text, mark in marks.given.items() if mark not in shown and not NOT_SHOWN.match(text)] == []
    return found


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_a_text_stays_text(tmp_path: Path, harmless: dict[str, str], payload: str) -> None:
    """In the text of a memo, which must not have it raw, with a backslash."""
    project = copy_fixture(tmp_path / "project")
    mark_project(project, payload)
    found = outcome(project)
    assert sorted(found) == sorted(harmless)
    # Interface words with placeholders write a brace twice.
    literals = {payload, payload.replace("{{", "{").replace("}}", "}")}
    pattern = "|".join(
        re.escape(json.dumps(f"{literal}Z")[1:-1]) for literal in sorted(literals, key=len, reverse=True)
    )
    for path, shown in found.items():
        assert re.sub(rf"(Q\d{{4}})(?:{pattern})", rf"\g<1>{HARMLESS}Z", shown) == harmless[path], path


@pytest.mark.parametrize("payload", [payload for payload in PAYLOADS if re.search(r"[<*]", payload)])
def test_markup_in_the_text_of_a_memo_is_refused(project: Path, payload: str) -> None:
    page_path = "docs/en/rounds/2/index.md"
    page = project / page_path
    page.write_text(page.read_text("utf-8").replace("May 2031", f"May 2031 {payload}"), "utf-8")
    sources, model = archive.load(project)
    assert {(problem.path, problem.line) for problem in checks.run(sources, model)} == {(page_path, 7)}
