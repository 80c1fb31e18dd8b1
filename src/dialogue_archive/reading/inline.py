"""The inline markup of a block: emphasis, links, references, escapes. Nothing else is markup."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import lru_cache

from markdown_it import MarkdownIt

# A text without one of these characters holds no markup: most blocks, and a short way for them.
_SPECIAL = re.compile(r"[\\*_`\[\]<&]")
# `[C1]`: a key of data/references.yml.
REFERENCE = re.compile(r"(?<!\\)\[([A-Z][A-Z0-9]*)\](?!\()")
# The part of CommonMark that we know; "zero" knows nothing but text.
_MARKDOWN = MarkdownIt("zero", {"html": False}).enable(
    ["emphasis", "link", "escape", "balance_pairs", "fragments_join"]
)


def to_html(text: str, references: Mapping[str, tuple[str, str]] | None = None) -> str:
    """The block's text as inline HTML. `references` maps a key to its address and title, for `[C1]`."""
    if not _SPECIAL.search(text):
        return html.escape(text, quote=False)
    environment = {
        "references": {key: {"href": href, "title": title} for key, (href, title) in (references or {}).items()}
    }
    return str(_MARKDOWN.renderInline(text, environment))


@lru_cache(maxsize=4096)
def to_text(text: str) -> str:
    """The block's text with its markup taken away: what a reader reads.

    >>> to_text(r"a *b* [c](https://example.org) 5 \\* 6")
    'a b c 5 * 6'
    """
    if not _SPECIAL.search(text):
        return text
    tokens = _MARKDOWN.parseInline(text, {})
    return "".join(child.content for token in tokens for child in token.children or [] if child.type == "text")


def escape(text: str) -> str:
    """`text` written so that nothing in it is markup.

    >>> escape("a*b [c]")
    'a\\\\*b \\\\[c\\\\]'
    """
    return re.sub(r"([\\*_`\[\]<&])", r"\\\1", text)
