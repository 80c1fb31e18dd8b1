"""The grammar of a round's pages: a small part of Markdown, read line by line (docs-dev/formats.md).

A reader of our own, not a Markdown library, because it must refuse what it does not know, with the line, and because
`write` must give back what `read` took.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from dialogue_archive.ids import Language
from dialogue_archive.problems import Problem
from dialogue_archive.reading import located
from dialogue_archive.reading.shapes import FrontMatter

Kind = Literal["heading", "paragraph", "item", "term", "definition", "doubt"]

_HEADING = re.compile(r"(?P<marks>#{1,6})(?P<space>\s*)(?P<text>.*)")
_ATTRIBUTES = re.compile(r"(?P<text>.*?)\s*\{:?\s*(?P<inside>[^{}]*?)\s*\}", re.DOTALL)
_OTHER_MARKUP = (
    (re.compile(r"\s{4,}\S|\t"), "an indented line", "text that begins at the margin"),
    (re.compile(r"\s+[-*+]\s"), "a nested list", "a list item that begins at the margin, `- text`"),
    (re.compile(r"[*+]\s"), "a list item with another mark", "`- text`"),
    (re.compile(r"\d+[.)]\s"), "a numbered list", "`- text`, or a backslash before the dot"),
    (re.compile(r"\|"), "a table", "paragraphs and list items"),
    (re.compile(r"<"), "HTML", "text, with a backslash before a literal <"),
    (re.compile(r"```|~~~"), "code", "paragraphs and list items"),
    (re.compile(r"(!!!|\?\?\?|===|///)\s"), "an admonition", "paragraphs and list items"),
    (re.compile(r"(-{3,}|\*{3,}|_{3,}|={3,})\s*$"), "a rule", "nothing: headings divide a page"),
)


@dataclass(frozen=True)
class PageBlock:
    """One block of a page. `level` counts the marks of a heading, 0 elsewhere; `id` is as written, or None.

    `joined` is true when the text stood on several lines, which shows as a space inside a Chinese paragraph.
    """

    kind: Kind
    text: str
    line: int
    level: int = 0
    id: str | None = None
    joined: bool = False


@dataclass(frozen=True)
class Page:
    """A page of a round as read. `name` is `index`, `recommendations` or `participants`."""

    path: str
    language: Language
    round: int
    name: str
    front: FrontMatter
    blocks: tuple[PageBlock, ...] = field(default=())

    @property
    def title(self) -> str:
        """The level-1 heading; the front matter's title when there is none."""
        return next((block.text for block in self.blocks if block.level == 1), self.front.title)


def read(text: str, *, path: str, language: Language, round_number: int, name: str) -> tuple[Page, list[Problem]]:
    """Read the text of a page. Lines that the grammar does not know are problems; the rest is still read."""
    problems: list[Problem] = []
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    front, first = _front_matter(lines, path, problems)
    blocks = tuple(_blocks(lines, first, path, problems))
    return Page(path, language, round_number, name, front, blocks), problems


def _front_matter(lines: list[str], path: str, problems: list[Problem]) -> tuple[FrontMatter, int]:
    empty = FrontMatter(title="—")
    if not lines or lines[0].rstrip() != "---":
        problems.append(Problem(path, 1, "found no front matter, expected --- and title: on the first lines"))
        return empty, 0
    for number in range(1, len(lines)):
        if lines[number].rstrip() == "---":
            source = "\n".join(lines[1:number])
            front, found = located.parse(source, FrontMatter, name=path, default=empty, first_line=2)
            problems.extend(found)
            return front.value, number + 1
    problems.append(Problem(path, 1, "the front matter is not closed, expected a second line ---"))
    return empty, len(lines)


def _blocks(lines: list[str], first: int, path: str, problems: list[Problem]) -> Iterator[PageBlock]:
    open_block: list[tuple[int, str]] = []
    open_kind: Kind = "paragraph"

    def closed() -> Iterator[PageBlock]:
        if open_block:
            block = _block(open_kind, open_block, path, problems)
            open_block.clear()
            if block:
                yield block

    for index in range(first, len(lines)):
        line, number = lines[index].rstrip(), index + 1
        if not line:
            yield from closed()
            continue
        kind = _kind(line)
        if kind == "heading":
            yield from closed()
            block = _heading(line, number, path, problems)
            if block:
                yield block
        elif kind in ("item", "definition", "doubt"):
            if kind == "definition" and open_block and open_kind == "paragraph":
                open_kind = "term"
            yield from closed()
            open_kind = kind
            open_block.append((number, line.lstrip("->:").strip()))
        elif line.startswith("  ") and open_block and not line.startswith("    "):
            open_block.append((number, line.strip()))
        else:
            strange = _strange(line)
            if strange:
                problems.append(
                    Problem(path, number, f"found {strange[0]}, expected {strange[1]}: {line.strip()[:40]}")
                )
                continue
            if open_kind != "paragraph":
                yield from closed()
            open_kind = "paragraph"
            open_block.append((number, line.strip()))
    yield from closed()


def _kind(line: str) -> Kind:
    if line.startswith("#"):
        return "heading"
    if re.match(r"- |-$", line):
        return "item"
    if re.match(r":\s", line):
        return "definition"
    if line.startswith(">"):
        return "doubt"
    return "paragraph"


def _strange(line: str) -> tuple[str, str] | None:
    for pattern, found, expected in _OTHER_MARKUP:
        if pattern.match(line):
            return found, expected
    return None


def _heading(line: str, number: int, path: str, problems: list[Problem]) -> PageBlock | None:
    match = _HEADING.match(line)
    assert match
    text, identifier = _attributes(match["text"], number, path, problems)
    if not match["space"] or not text:
        problems.append(Problem(path, number, f"found {line[:40]}, expected a heading, `## Heading {{ #section-id }}`"))
        return None
    return PageBlock("heading", text, number, level=len(match["marks"]), id=identifier)


def _block(kind: Kind, lines: list[tuple[int, str]], path: str, problems: list[Problem]) -> PageBlock | None:
    number = lines[0][0]
    text, identifier = _attributes(" ".join(text for _, text in lines), lines[-1][0], path, problems)
    if not text:
        problems.append(Problem(path, number, f"found an empty {kind}, expected text"))
        return None
    return PageBlock(kind, text, number, id=identifier, joined=len(lines) > 1)


def _attributes(text: str, number: int, path: str, problems: list[Problem]) -> tuple[str, str | None]:
    """Split `text { #id }` into its text and its id."""
    if not text.endswith("}") or text.endswith("\\}"):
        return text.strip(), None
    match = _ATTRIBUTES.fullmatch(text)
    inside = match["inside"] if match else ""
    if not match or not inside.startswith("#") or len(inside) < 2 or " " in inside:
        tail = text[text.rfind("{") :] if "{" in text else text[-20:]
        problems.append(Problem(path, number, f"found {tail} at the end, expected an id, like {{ #r7-08 }}"))
        return (match["text"] if match else text).strip(), None
    return match["text"].strip(), inside[1:]


def write(front: FrontMatter, blocks: Iterable[PageBlock]) -> str:
    """The text of a page. `read(write(front, blocks))` gives `blocks` again, lines aside."""
    parts = ["---", f"title: {_scalar(front.title)}"]
    if front.description:
        parts.append(f"description: {_scalar(front.description)}")
    parts.append("---")
    previous: PageBlock | None = None
    for block in blocks:
        together = previous and (previous.kind, block.kind) in {("item", "item"), ("term", "definition")}
        if not together:
            parts.append("")
        mark = {"heading": "#" * block.level + " ", "item": "- ", "definition": ":   ", "doubt": "> "}.get(
            block.kind, ""
        )
        parts.append(mark + block.text + (f" {{ #{block.id} }}" if block.id else ""))
        previous = block
    return "\n".join(parts) + "\n"


def _scalar(text: str) -> str:
    """`text` as a YAML scalar, quoted where plain style could be taken for something else."""
    if re.search(r"^[\s\W_]|: |\s#|\s$|:$", text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text
