"""What every view is made from: the archive, its links, the language, and the way from a page to the root."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import unquote

from markupsafe import Markup

from dialogue_archive.archive.model import Archive
from dialogue_archive.archive.relations import Links
from dialogue_archive.ids import LANGUAGES, Language, Side
from dialogue_archive.language import Wording
from dialogue_archive.reading.inline import to_html_pieces

PREFIX: Mapping[Language, str] = {"zh": "", "en": "en/"}
OTHER: Mapping[Language, Language] = {"zh": "en", "en": "zh"}
HTML_LANGUAGE: Mapping[Language, str] = {"zh": "zh-Hans", "en": "en"}

View = TypeVar("View")

_OWN_TREE = "-"  # the tree of the language that the page is in
_ROUND_FOLDER = f"{_OWN_TREE}/rounds/0"


@dataclass(frozen=True)
class Edition:
    """One language of one build. Shared by all of its pages."""

    archive: Archive
    links: Links
    language: Language

    @cached_property
    def words(self) -> Wording:
        """The interface words of this language."""
        return Wording(self.archive.interface, self.language)

    @cached_property
    def _shared(self) -> dict[tuple[object, ...], Any]:
        return {}

    def shared(self, key: tuple[object, ...], make: Callable[[], View]) -> View:
        """What `make` returns, made once for each `key`: for views that are on many pages."""
        if key not in self._shared:
            self._shared[key] = make()
        found: View = self._shared[key]
        return found

    def side_number(self, side: Side) -> int:
        """Whether a side is the first or the second of the series: it decides the colour and the mark."""
        return list(self.archive.series.sides).index(side) + 1

    @property
    def other(self) -> Language:
        """The other language."""
        return OTHER[self.language]


def edition(archive: Archive, language: Language, *, links: Links | None = None) -> Edition:
    """The edition of `archive` in `language`; `links` where they were made for another language already."""
    return Edition(archive, links or Links(archive), language)


@dataclass(frozen=True, slots=True)
class Alternate:
    """A page in one of the languages: relative `href`, and `address` under the version's root."""

    language: Language
    html_language: str
    href: str
    address: str


@dataclass(frozen=True)
class PageLocation:
    """The location of a page: its address under the version's root, such as `rounds/7/`, the language aside."""

    edition: Edition
    address: str
    # An index page is named in links when pages are opened from the file system.
    index: str = field(default="")
    # A page that is served at any address (the 404 page) knows its root only absolutely.
    absolute_root: str = field(default="")

    @cached_property
    def root(self) -> str:
        """The relative way from the page to the version's root: `../../`, or `./` at the root itself."""
        if self.absolute_root:
            return self.absolute_root
        depth = (PREFIX[self.edition.language] + self.address).count("/")
        return "../" * depth or "./"

    def href(self, address: str, fragment: str = "", language: Language | None = None) -> str:
        """A relative link to `address` in `language` (this page's when None), at `fragment`."""
        rest = f"{address}{self.index}#{fragment}" if fragment else address + self.index
        if self.absolute_root or (language and language != self.edition.language):
            return self.root + PREFIX[language or self.edition.language] + rest
        if address.startswith(self.top):
            return self._up_to_top + rest[len(self.top) :] or "./"
        return self._up + rest

    @property
    def alternates(self) -> tuple[Alternate, ...]:
        """This page in each language, itself too."""
        return tuple(
            Alternate(
                language=language,
                html_language=HTML_LANGUAGE[language],
                href=self.href(self.address, language=language),
                address=PREFIX[language] + self.address,
            )
            for language in LANGUAGES
        )

    @cached_property
    def top(self) -> str:
        """The folder under the root of the language that the page is in, such as `rounds/`."""
        folder, slash, _ = self.address.partition("/")
        return folder + slash if slash else ""

    @cached_property
    def _up(self) -> str:
        """The way from the page to the root of its language."""
        return "../" * self.address.count("/") or "./"

    @cached_property
    def _up_to_top(self) -> str:
        """The way from the page to its top folder: the shortest to the pages in it, too."""
        return "../" * (self.address.count("/") - 1) if self.top else self._up

    @cached_property
    def link_base(self) -> tuple[str, str, str]:
        """What links from the page depend on: pages equally deep in one folder have the same."""
        return (self.top, self.root, self.index)

    def asset(self, path: str) -> str:
        """A relative link to a file that no language owns."""
        return self.root + path

    def document(self, file: str | None) -> str:
        """A relative link to a file of the project where it is published, else to what the archive says of it."""
        return self.asset(file) if file in self.edition.archive.documents else self.href("about/", "texts")

    def html(self, text: str) -> Markup:
        """A block's Markdown as inline HTML, safe to print in a template; `[C1]` becomes a link to the reference."""
        return self.html_pieces(text, ())[0]

    def html_pieces(self, text: str, offsets: Sequence[int]) -> tuple[Markup, ...]:
        """A block's Markdown as inline HTML, cut at offsets of its plain text; see `inline.to_html_pieces`."""
        references = (
            {
                key: (reference.url or self.document(reference.file), reference[self.edition.language])
                for key, reference in self.edition.archive.references.items()
            }
            if "[" in text
            else {}
        )
        return to_html_pieces(text, offsets, references, self._translated if "](" in text else None)

    def _translated(self, target: str) -> str:
        """The address that a link in a round's page leads to; `../2/index.md#r2-01` is a page of ours.

        A text is shown on many pages, so its links are resolved from its own page: every round's folder is as deep.
        """
        path, _, fragment = target.partition("#")
        if not path.endswith(".md") or ":" in path:
            return target
        tree, _, page = posixpath.normpath(posixpath.join(_ROUND_FOLDER, unquote(path))).partition("/")
        known: dict[str, Language] = {_OWN_TREE: self.edition.language, "zh": "zh", "en": "en"}
        if tree not in known:
            return target
        address = re.sub(r"(^|/)index$", r"\1", page.removesuffix(".md"))
        return self.href(address if address[-1:] in ("", "/") else f"{address}/", fragment, language=known[tree])


def memo_address(number: int) -> str:
    """`rounds/7/`."""
    return f"rounds/{number}/"


def catalogue_address(number: int) -> str:
    """`rounds/7/recommendations/`."""
    return f"rounds/{number}/recommendations/"


def participants_address(number: int) -> str:
    """`rounds/7/participants/`."""
    return f"rounds/{number}/participants/"


def parallel_address(number: int) -> str:
    """`rounds/7/parallel/`."""
    return f"rounds/{number}/parallel/"


def thread_address(identifier: str) -> str:
    """`threads/r2-p3/`."""
    return f"threads/{identifier}/"


def topic_address(slug: str) -> str:
    """`topics/semiconductors/`."""
    return f"topics/{slug}/"
