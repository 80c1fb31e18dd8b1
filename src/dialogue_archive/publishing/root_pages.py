"""What stands at the site's root, outside every version. Made from the newest published version's archive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from dialogue_archive.archive.model import Archive, Item
from dialogue_archive.archive.relations import Links
from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.publishing import feeds
from dialogue_archive.publishing.settings import Site
from dialogue_archive.reading.inline import REFERENCE
from dialogue_archive.views import metadata
from dialogue_archive.views.components import View, item_full, round_brief
from dialogue_archive.views.context import HTML_LANGUAGE, PREFIX, Edition, PageLocation, catalogue_address, memo_address
from dialogue_archive.views.context import edition as edition_of
from dialogue_archive.views.publication import Publication

TEMPLATES = Path("overrides") / "root"
PALETTE = Path("docs") / "assets" / "styles" / "palette.css"
# What is made anew at each publishing; other files at the root are left alone.
OWNED = ("index.html", "404.html", "feed.zh.xml", "feed.en.xml", "sitemap.xml", "robots.txt")
OWNED_FOLDERS = ("r/",)


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
        editions = self._editions()
        shared = {
            "site": self.site,
            "newest": self.archive.newest,
            "words": {language: editions[language].words for language in LANGUAGES},
            "languages": LANGUAGES,
            "html_language": HTML_LANGUAGE,
            "prefix": PREFIX,
            "palette": self._palette(),
        }

        def draw(name: str, **view: Any) -> str:
            return environment.get_template(name).render({**shared, **view})

        yield "index.html", draw("index.html", versions=self._versions(editions))
        yield "404.html", draw("404.html")
        for language in LANGUAGES:
            entries = feeds.entries(self.archive, self.site, language)
            view = {"language": language, "entries": entries, "updated": feeds.updated(entries)}
            yield f"feed.{language}.xml", draw("feed.xml", **view)
        for item in self.archive.items.values():
            yield f"r/{item.id}/index.html", draw("permanent.html", **self._permanent(item, editions))
        yield "r/sitemap.xml", draw("permanent-sitemap.xml", items=list(self.archive.items))
        yield "sitemap.xml", draw("sitemap-index.xml", versions=self.versions)
        yield "robots.txt", draw("robots.txt")
        if self.site.custom_domain:
            yield "CNAME", f"{self.site.custom_domain}\n"

    def _palette(self) -> Markup:
        """The colours of the site, for a style element: the root has no style sheet, and its pages ask for no file."""
        css = (self.project / PALETTE).read_text(encoding="utf-8")
        return Markup(re.sub(r"/\*.*?\*/\s*", "", css, flags=re.DOTALL).strip())

    def _environment(self) -> Environment:
        return Environment(
            loader=FileSystemLoader(self.project / TEMPLATES),
            autoescape=select_autoescape(["html", "xml"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def _editions(self) -> dict[Language, Edition]:
        links = Links(self.archive)
        return {language: edition_of(self.archive, language, links=links) for language in LANGUAGES}

    def _versions(self, editions: dict[Language, Edition]) -> list[View]:
        """The published versions, newest first, with their round in both languages."""
        found = []
        for number in reversed(self.versions):
            round_ = self.archive.round_by_number[number]
            briefs = {
                language: round_brief(PageLocation(editions[language], "", absolute_root=f"{number}/"), round_)
                for language in LANGUAGES
            }
            found.append({"number": number, "round": briefs})
        return found

    def _permanent(self, item: Item, editions: dict[Language, Edition]) -> View:
        """A permanent address: the item in both languages as of the newest version, and every version that has it."""
        up = "../../"
        newest = f"{up}{self.archive.newest}/"
        publication = Publication(self.site.base, self.archive.newest)
        round_ = self.archive.round_by_number[item.round]
        items, rounds, data = {}, {}, []
        for language in LANGUAGES:
            location = PageLocation(editions[language], "", absolute_root=newest)
            items[language] = item_full(location, item)
            rounds[language] = round_brief(location, round_)
            datum = metadata.part(editions[language], publication, item)
            whole = metadata.report(editions[language], publication, round_)
            datum["isPartOf"] = {key: value for key, value in whole.items() if key != "@context"}
            items[language]["bare"] = REFERENCE.sub("", items[language]["text"]).strip()
            data.append({"@context": "https://schema.org", **datum, "text": items[language]["bare"]})
        return {
            "id": item.id,
            "kind": item.kind,
            "items": items,
            "rounds": rounds,
            "relations": len(items["zh"]["takes_up"]) + len(items["zh"]["taken_up_by"]),
            "linked_data": data,
            "citation": metadata.citation(
                editions["en"], round_, items["en"]["title"], f"{self.site.base}r/{item.id}/", item=item
            ),
            "places": [
                {
                    "number": number,
                    "memo": f"{up}{number}/{{prefix}}{memo_address(item.round)}#{item.id}",
                    "catalogue": f"{up}{number}/{{prefix}}{catalogue_address(item.round)}#{item.id}",
                }
                for number in reversed(self.versions)
                if number >= item.round
            ],
        }
