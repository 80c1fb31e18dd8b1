"""The outline of a standalone page: its links, its headings with their ids, and its paragraphs on several lines.

MkDocs renders these pages, so they are read as CommonMark, which does not find links in code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
_ATTRIBUTES = re.compile(r"\s*\{:?(?P<inside>[^{}]*)\}\s*$")
_ID = re.compile(r"#([^\s#}]+)")


@dataclass(frozen=True)
class Heading:
    """A heading: its line, its level, and its id, which is written or generated."""

    line: int
    level: int
    id: str


@dataclass(frozen=True)
class Outline:
    """The links of a page with their lines, its headings, the lines of paragraphs on several lines, and other ids."""

    links: tuple[tuple[int, str], ...]
    headings: tuple[Heading, ...]
    broken_paragraphs: tuple[int, ...]
    other_ids: frozenset[str]


@lru_cache(maxsize=256)
def outline(text: str, first_line: int) -> Outline:
    """The outline of Markdown text that begins at `first_line` of its file."""
    links: list[tuple[int, str]] = []
    headings: list[Heading] = []
    broken: list[int] = []
    others: set[str] = set()
    used: set[str] = set()
    tokens = _MARKDOWN.parse(text)
    for index, token in enumerate(tokens):
        if token.type != "inline":
            continue
        line = (token.map or [0])[0] + first_line
        links += _links(token, line)
        before = tokens[index - 1] if index else None
        match = _ATTRIBUTES.search(token.content)
        written = _ID.search(match["inside"]) if match else None
        if before and before.type == "heading_open":
            words = token.content[: match.start()] if match else token.content
            identifier = written[1] if written else _automatic(words, used)
            used.add(identifier)
            headings.append(Heading(line, int(before.tag[1:]), identifier))
        elif written:
            others.add(written[1])
        is_paragraph = before is not None and before.type == "paragraph_open"
        if is_paragraph and any(child.type == "softbreak" for child in token.children or ()):
            broken.append(line)
    return Outline(tuple(links), tuple(headings), tuple(broken), frozenset(others))


def _links(token: Token, line: int) -> list[tuple[int, str]]:
    found = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type == "link_open":
            found.append((line, unquote(str(child.attrGet("href")))))
    return found


def _automatic(words: str, used: set[str]) -> str:
    """The id that Python-Markdown generates for a heading without one."""
    ascii_words = words.encode("ascii", "ignore").decode()
    slug = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii_words).strip().lower())
    candidate, number = slug, 0
    while not candidate or candidate in used:
        number += 1
        candidate = f"{slug}_{number}"
    return candidate
