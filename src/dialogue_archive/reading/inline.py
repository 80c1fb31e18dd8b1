"""The inline markup of a block: emphasis, links, references, escapes. Nothing else is markup."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

# A text without any of these characters contains no markup. This is a shortcut for most blocks.
_SPECIAL = re.compile(r"[\\*_`\[\]<&]")
# `[C1]`: a key of data/references.yml.
REFERENCE = re.compile(r"(?<!\\)\[([A-Z][A-Z0-9]*)\](?!\()", re.ASCII)
# The supported part of CommonMark; the preset "zero" supports only text.
_MARKDOWN = MarkdownIt("zero", {"html": False}).enable(
    ["emphasis", "link", "escape", "balance_pairs", "fragments_join"]
)


def to_html(
    text: str,
    references: Mapping[str, tuple[str, str]] | None = None,
    translated: Callable[[str], str] | None = None,
) -> Markup:
    """The block's text as inline HTML: what templates print without escaping it again.

    `references` maps a key, for `[C1]`, to its address and title; `translated` gives the final address of a link.
    """
    return to_html_pieces(text, (), references, translated)[0]


def to_html_pieces(
    text: str,
    offsets: Sequence[int],
    references: Mapping[str, tuple[str, str]] | None = None,
    translated: Callable[[str], str] | None = None,
) -> tuple[Markup, ...]:
    """The block's text as `to_html` gives it, cut at `offsets` of its plain text, which ascend.

    There is one piece more than offsets. Emphasis may begin in one piece and end in another. A link is never cut: an
    offset inside a link cuts after it.
    """
    if not _SPECIAL.search(text):
        bounds = zip((0, *offsets), (*offsets, len(text)), strict=True)
        return tuple(Markup(html.escape(text[start:end], quote=False)) for start, end in bounds)
    if references and "[" in text:
        # Explicit links, because CommonMark reads `[C1][C2]` as one link with the text C1.
        text = REFERENCE.sub(lambda match: _reference_link(match, references), text)
    environment: dict[str, Any] = {}
    tokens = _MARKDOWN.parseInline(text, environment)
    for token in _links(tokens) if translated else ():
        token.attrSet("href", translated(str(token.attrGet("href"))) if translated else "")
    pieces = _cut([child for token in tokens for child in token.children or ()], offsets)
    render = _MARKDOWN.renderer.renderInline  # type: ignore[attr-defined]
    return tuple(Markup(render(piece, _MARKDOWN.options, environment)) for piece in pieces)


def _cut(tokens: Sequence[Token], offsets: Sequence[int]) -> list[list[Token]]:
    """The tokens of an inline text, divided at `offsets` of its plain text and never inside a link."""
    pieces: list[list[Token]] = [[]]
    remaining = list(offsets)
    at = depth = 0  # the offset in the plain text; whether inside a link
    for token in tokens:
        depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        start, rest = at, token
        at += len(token.content) if token.type == "text" else 0
        while start < at and not depth and remaining and remaining[0] <= at:
            end = max(remaining.pop(0), start)
            pieces[-1].append(rest.copy(content=rest.content[: end - start]))
            pieces.append([])
            rest, start = rest.copy(content=rest.content[end - start :]), end
        pieces[-1].append(rest)
        while token.type == "link_close" and remaining and remaining[0] <= at:
            remaining.pop(0)
            pieces.append([])
    return pieces + [[] for _ in remaining]


def _reference_link(match: re.Match[str], references: Mapping[str, tuple[str, str]]) -> str:
    key = match[1]
    if key not in references:
        return match[0]
    href, title = (re.sub(r'([\\"<>])', r"\\\1", part.replace("&", "&amp;")) for part in references[key])
    return f'[\\[{key}\\]](<{href}> "{title}")'


def _links(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from (child for child in token.children or () if child.type == "link_open")


def links(text: str) -> list[str]:
    """The addresses that the links of the block lead to, without references."""
    if "](" not in text:
        return []
    return [unquote(str(token.attrGet("href"))) for token in _links(_MARKDOWN.parseInline(text, {}))]


@lru_cache(maxsize=4096)
def to_text(text: str) -> str:
    r"""The text of the block without its markup, as a reader sees it.

    >>> to_text(r"a *b* [c](https://example.org) 5 \* 6")
    'a b c 5 * 6'
    """
    if not _SPECIAL.search(text):
        return text
    tokens = _MARKDOWN.parseInline(text, {})
    return "".join(child.content for token in tokens for child in token.children or [] if child.type == "text")


def escape(text: str) -> str:
    r"""`text` with escapes, so that nothing in it is markup.

    >>> escape("a*b [c]")
    'a\\*b \\[c\\]'
    """
    return re.sub(r"([\\*_`\[\]<&])", r"\\\1", text)
