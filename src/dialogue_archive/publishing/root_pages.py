"""The files at the site's root, outside every version. Made from the archive as of the newest published version."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from dialogue_archive.archive.model import Archive, Item, Round
from dialogue_archive.archive.relations import Links
from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.language import Wording
from dialogue_archive.publishing import feeds
from dialogue_archive.publishing.settings import Site
from dialogue_archive.reading.inline import REFERENCE, to_text
from dialogue_archive.views import metadata
from dialogue_archive.views.components import ItemEntry, RoundBrief, item_entry, round_brief
from dialogue_archive.views.context import HTML_LANGUAGE, PREFIX, Edition, PageLocation, catalogue_address, memo_address
from dialogue_archive.views.context import edition as edition_of
from dialogue_archive.views.publication import Publication

TEMPLATES = Path("overrides") / "root"
PALETTE = Path("docs") / "assets" / "styles" / "palette.css"
# What each publishing writes; other files at the root are left alone.
OWNED = ("index.html", "404.html", "feed.zh.xml", "feed.en.xml", "sitemap.xml", "robots.txt")
OWNED_FOLDERS = ("r/",)


@dataclass(frozen=True, slots=True)
class RootLanguage:
    """One of the languages of a page at the root: its HTML language, its folder (`en/`), its words."""

    code: Language
    html_language: str
    prefix: str
    words: Wording


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """A published version, with its newest round in each language."""

    number: int
    rounds: tuple[tuple[RootLanguage, RoundBrief], ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """`index.html`: the published versions, newest first."""

    versions: tuple[VersionEntry, ...]


@dataclass(frozen=True, slots=True)
class PermanentText:
    """An item in one language, as of the newest version."""

    language: RootLanguage
    round: RoundBrief
    entry: ItemEntry


@dataclass(frozen=True, slots=True)
class PermanentPlace:
    """Where an item is in one version, in one language."""

    language: RootLanguage
    version: int
    catalogue: str
    memo: str


@dataclass(frozen=True, slots=True)
class PermanentPage:
    """`r/<id>/`: an item in both languages, and every version that has it.

    `title` and `description` (the Chinese text) are for the page's head, `relations` counts those of the item.
    """

    id: str
    kind: str
    title: str
    description: str
    texts: tuple[PermanentText, ...]
    relations: int
    linked_data: tuple[metadata.Data, ...]
    citation: tuple[tuple[str, str], ...]
    places: tuple[tuple[PermanentPlace, ...], ...]


@dataclass(frozen=True, slots=True)
class FeedPage:
    """`feed.<language>.xml`."""

    language: RootLanguage
    entries: tuple[feeds.Entry, ...]
    updated: str


@dataclass(frozen=True)
class RootPages:
    """The root of the site: `archive` as of the newest published version, and the versions, oldest first."""

    archive: Archive
    versions: Sequence[int]
    site: Site
    project: Path

    def files(self) -> Iterator[tuple[str, str]]:
        """Every file of the root: its path and its text."""
        environment = self._environment()

        def render(name: str, view: object = None) -> str:
            return environment.get_template(name).render(view=view)

        yield "index.html", render("index.html", self._index())
        yield "404.html", render("404.html")
        for language in self._languages:
            yield f"feed.{language.code}.xml", render("feed.xml", self._feed(language))
        for item in self.archive.items.values():
            yield f"r/{item.id}/index.html", render("permanent.html", self._permanent(item))
        yield "r/sitemap.xml", render("permanent-sitemap.xml", tuple(self.archive.items))
        yield "sitemap.xml", render("sitemap-index.xml", tuple(self.versions))
        yield "robots.txt", render("robots.txt")
        if self.site.custom_domain:
            yield "CNAME", f"{self.site.custom_domain}\n"

    def _environment(self) -> Environment:
        """The environment of the root's templates, with what each of them is given in addition to its `view`."""
        environment = Environment(
            loader=FileSystemLoader(self.project / TEMPLATES),
            autoescape=select_autoescape(["html", "xml"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        zh, en = self._languages
        environment.globals.update(
            site=self.site,
            newest=self.archive.newest,
            languages=self._languages,
            zh=zh.words,
            en=en.words,
            palette=self._palette(),
        )
        return environment

    def _palette(self) -> Markup:
        """The colours of the site, for a style element: the root has no style sheet, and its pages ask for no file."""
        css = (self.project / PALETTE).read_text(encoding="utf-8")
        return Markup(re.sub(r"/\*.*?\*/\s*", "", css, flags=re.DOTALL).strip())

    @cached_property
    def _editions(self) -> Mapping[Language, Edition]:
        links = Links(self.archive)
        return {language: edition_of(self.archive, language, links=links) for language in LANGUAGES}

    @cached_property
    def _languages(self) -> tuple[RootLanguage, ...]:
        return tuple(
            RootLanguage(language, HTML_LANGUAGE[language], PREFIX[language], self._editions[language].words)
            for language in LANGUAGES
        )

    def _location(self, language: RootLanguage, root: str) -> PageLocation:
        """A location with links under `root`, the folder of a version."""
        return PageLocation(self._editions[language.code], "", absolute_root=root)

    def _index(self) -> IndexPage:
        rounds = self.archive.round_by_number
        return IndexPage(
            tuple(
                VersionEntry(
                    number,
                    tuple(
                        (language, round_brief(self._location(language, f"{number}/"), rounds[number]))
                        for language in self._languages
                    ),
                )
                for number in reversed(self.versions)
            )
        )

    def _feed(self, language: RootLanguage) -> FeedPage:
        entries = feeds.entries(self.archive, self.site, language.code)
        return FeedPage(language, entries, feeds.updated(entries))

    def _permanent(self, item: Item) -> PermanentPage:
        round_ = self.archive.round_by_number[item.round]
        texts = tuple(self._text(item, round_, language) for language in self._languages)
        entries = [text.entry for text in texts]
        english = self._editions["en"]
        address = f"{self.site.base}r/{item.id}/"
        return PermanentPage(
            id=item.id,
            kind=item.kind,
            title=" · ".join(entry.item.title for entry in entries),
            description=_without_references(item, "zh"),
            texts=texts,
            relations=len(entries[0].takes_up) + len(entries[0].taken_up_by),
            linked_data=tuple(self._linked_data(item, round_, language) for language in LANGUAGES),
            citation=metadata.citation(english, round_, entries[-1].item.title, address, item=item),
            places=tuple(
                tuple(_place(item, number, language) for language in self._languages)
                for number in reversed(self.versions)
                if number >= item.round
            ),
        )

    def _text(self, item: Item, round_: Round, language: RootLanguage) -> PermanentText:
        location = self._location(language, f"../../{self.archive.newest}/")
        return PermanentText(language, round_brief(location, round_), item_entry(location, item))

    def _linked_data(self, item: Item, round_: Round, language: Language) -> metadata.Data:
        publication = Publication(self.site.base, self.archive.newest)
        whole = metadata.report(self._editions[language], publication, round_)
        return {
            "@context": "https://schema.org",
            **metadata.part(self._editions[language], publication, item),
            "isPartOf": {key: value for key, value in whole.items() if key != "@context"},
            "text": _without_references(item, language),
        }


def _without_references(item: Item, language: Language) -> str:
    """The text of an item as plain text, without `[C1]`."""
    return REFERENCE.sub("", to_text(item.text[language])).strip()


def _place(item: Item, version: int, language: RootLanguage) -> PermanentPlace:
    root = f"../../{version}/{language.prefix}"
    return PermanentPlace(
        language=language,
        version=version,
        catalogue=f"{root}{catalogue_address(item.round)}#{item.id}",
        memo=f"{root}{memo_address(item.round)}#{item.id}",
    )
