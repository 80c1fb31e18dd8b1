"""One build of the site with MkDocs and static-i18n, in both languages. The hooks call it, event by event."""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from dialogue_archive import checks
from dialogue_archive.archive import Archive, load
from dialogue_archive.archive.relations import Links
from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.problems import ArchiveError
from dialogue_archive.reading.project import Sources
from dialogue_archive.site import files as site_files
from dialogue_archive.site.background import BackgroundTask
from dialogue_archive.site.templates import site_environment
from dialogue_archive.views import metadata
from dialogue_archive.views.context import HTML_LANGUAGE, OTHER, PREFIX, Edition, PageLocation, edition
from dialogue_archive.views.overview import not_found
from dialogue_archive.views.pages import PlannedPage, plan, text_as_of
from dialogue_archive.views.publication import Publication, publication


class SiteBuild:
    """One build of both languages. static-i18n runs most events once for each language, on the same configuration."""

    def __init__(self, config: MkDocsConfig) -> None:
        """Read and check the project. Raises PluginError with every problem that was found."""
        self.root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        # The model and its views live as long as the build, so garbage collection can be rare.
        gc.set_threshold(100_000, 50, 1000)
        sources, everything = load(self.root)
        problems = checks.run(sources, everything)
        if problems:
            raise PluginError(str(ArchiveError(problems)))
        self.archive = _as_of(everything)
        self.links = Links(self.archive)
        self.publication = _publication(config)
        self._status_pages = _status_pages(sources, everything)
        self._style_sheet = _style_sheet(config)
        self._editions: dict[Language, Edition] = {}
        self._plans: dict[Language, dict[str, PlannedPage]] = {}
        self._addresses: set[str] = set()
        self._data: BackgroundTask | None = None
        config.site_url = self.publication.url
        folders = config.theme.dirs
        own = Path(config.theme.custom_dir or folders[0])
        environment = site_environment(config.theme.get_env(), own, folders, self.root / ".cache" / "templates")
        # One environment for both languages. MkDocs 1.6 has an event that may replace the theme's environment, but it
        # comes after the theme's files were listed; see `templates._Folders.list_templates`.
        config.theme.get_env = lambda: environment  # type: ignore[method-assign]

    def continue_with(self, config: MkDocsConfig) -> None:
        """Set what the configuration of every later language needs."""
        config.site_url = self.publication.url

    def add_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave out the pages of later rounds, and add the pages that the model plans."""
        language = language_of(config)
        config.theme["language"] = language
        self._editions[language] = edition(self.archive, language, links=self.links)
        words = self._editions[language].words
        config.site_name, config.site_description = words("site_name"), words("site_description")
        planned = {page.address: page for page in plan(self._editions[language])}
        planned.update({page.address: page for page in self._status_pages.get(language, ())})
        self._plans[language] = planned
        for file in list(files):
            if file.src_uri.startswith(site_files.FOLDER):
                files.remove(file)
            if file.src_uri.startswith(f"{language}/rounds/") and _address(file, language) not in planned:
                files.remove(file)
        present = {_address(file, language) for file in files.documentation_pages()}
        for address in planned:
            if address not in present:
                files.append(_generated(config, language, address))
        files.append(File.generated(config, site_files.SHEET, content=self._style_sheet))
        self._addresses.update(present, planned)
        if self._data is None:
            write = partial(site_files.write_data, self.archive, self.links, self.root, Path(config.site_dir))
            self._data = BackgroundTask(write, "writing the data and the search index")
        return files

    def page_markdown(self, markdown: str, page: Page, config: MkDocsConfig) -> str:
        """The text that MkDocs renders: empty for a page rendered from the model, else the page as of the round."""
        language = language_of(config)
        planned = self._plans[language].get(_address(page.file, language))
        if planned:
            page.meta["template"] = planned.template
            page.meta["title"] = planned.title
            if planned.description:
                page.meta["description"] = planned.description
            if planned.address:
                _skip_markdown(page)
                return ""
        return text_as_of(markdown, self.archive.newest)

    def page_context(self, context: Mapping[str, Any], page: Page, config: MkDocsConfig) -> dict[str, Any]:
        """The context of a page's template: its view, the words, and what every page shows."""
        language = language_of(config)
        current = self._editions[language]
        address = _address(page.file, language)
        location = PageLocation(current, address, index=self.publication.index)
        planned = self._plans[language].get(address)
        title = str(page.title)
        return {
            **context,
            **self._shared(location),
            "title": title,
            "description": str(page.meta.get("description") or ""),
            "view": planned.make_view(location) if planned else None,
            "head": metadata.head(current, self.publication, address=address, title=title, planned=planned),
        }

    def template_context(self, context: Mapping[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
        """The context of a template that is no page: the 404 page, served at any address, knows both languages."""
        if template_name == "sitemap.xml":
            return {**context, "sitemap": metadata.sitemap(self.publication, self._pages())}
        if template_name != "404.html":
            return dict(context)
        root = urlsplit(config.site_url or "/").path
        locations = {
            code: PageLocation(self._editions[code], "404.html", absolute_root=root)
            for code in LANGUAGES
            if code in self._editions
        }
        return {
            **context,
            **self._shared(locations[language_of(config)]),
            "title": "",
            "description": "",
            "view": not_found(tuple(locations.values())),
            "head": None,
        }

    def _shared(self, location: PageLocation) -> dict[str, Any]:
        """What every template is given, in addition to `title`, `description`, the page's `view` and its `head`.

        `head` is None on the 404 page alone, which has no address.
        """
        language = location.edition.language
        return {
            "words": location.edition.words,
            "location": location,
            "language": language,
            "html_language": HTML_LANGUAGE[language],
            "other_html_language": HTML_LANGUAGE[OTHER[language]],
            "prefix": PREFIX[language],
            "as_of": self.archive.newest,
            "is_partial_view": self.archive.is_partial_view,
            "publication": self.publication,
            "site_root": self.publication.site_root(location),
            "alternates": location.alternates,
        }

    def finish(self, config: MkDocsConfig, *, wait: bool) -> None:
        """After the last language: write what no language owns. `wait` until the data and the index are written."""
        site_files.write_list_of_pages(Path(config.site_dir), self.archive, self._pages())
        if self.publication.offline:
            site_files.make_readable_offline(Path(config.site_dir))
        if wait:
            self.wait()

    def wait(self) -> None:
        """Wait until the data and the search index are written. Raises RuntimeError when that failed."""
        if self._data:
            self._data.wait()

    def stop(self) -> None:
        """Stop what still runs in the background."""
        if self._data:
            self._data.stop()

    def _pages(self) -> list[str]:
        """The addresses of all pages, in order; the 404 page has none."""
        return sorted(self._addresses - {"404.html"})


def _status_pages(sources: Sources, archive: Archive) -> Mapping[Language, tuple[PlannedPage, ...]]:
    """The status report in each language, in a preview (`ARCHIVE_PREVIEW=1`). A published site never has it."""
    if os.environ.get("ARCHIVE_PREVIEW") != "1":
        return {}
    # Loaded for previews only: the commands of editors bring what edits data files with them.
    from dialogue_archive.editorial import status_report
    from dialogue_archive.editorial.status import state

    found = state(sources, archive)
    return {language: (status_report.page(found, language),) for language in LANGUAGES}


def is_later_language(config: MkDocsConfig) -> bool:
    """Whether this is the second language of a build that is under way."""
    i18n = config.plugins.get("i18n")
    return bool(i18n and getattr(i18n, "building", False))


def language_of(config: MkDocsConfig) -> Language:
    """The language that is being built. Right from `on_files` on; `on_config` still sees the one before."""
    return cast(Language, cast(Any, config.plugins["i18n"]).current_language)


def _style_sheet(config: MkDocsConfig) -> str:
    try:
        return site_files.style_sheet(Path(config.docs_dir))
    except ValueError as error:
        raise PluginError(str(error)) from None


def _publication(config: MkDocsConfig) -> Publication:
    """Where this build goes. `mike deploy` puts its version at the end of `site_url` and loses the slash."""
    site_url, mike_version = config.site_url, os.environ.get("MIKE_DOCS_VERSION", "")
    environment = dict(os.environ)
    if mike_version and site_url:
        site_url = site_url.rstrip("/").removesuffix(f"/{mike_version}")
        environment.setdefault("ARCHIVE_VERSION", mike_version)
    try:
        return publication(site_url, environment)
    except ValueError as error:
        raise PluginError(str(error)) from None


def _as_of(archive: Archive) -> Archive:
    asked = os.environ.get("ARCHIVE_AS_OF", "")
    if not asked:
        return archive
    try:
        return archive.as_of(int(asked))
    except ValueError as error:
        raise PluginError(f"ARCHIVE_AS_OF={asked}: expected the number of a round; {error}") from None


def _address(file: File, language: Language) -> str:
    """A page's address under the root of its language."""
    url = file.url.removeprefix("./")
    return url.removeprefix(PREFIX[language]) if PREFIX[language] else url


def _generated(config: MkDocsConfig, language: Language, address: str) -> File:
    """A page without a Markdown file. static-i18n makes its own `File` objects, so theirs must be imitated."""
    file = File.generated(config, f"{language}/{address}index.md", content="")
    file.dest_uri = f"{PREFIX[language]}{address}index.html"
    file.url = PREFIX[language] + address
    for name, value in (
        ("locale", language),
        ("locale_alternate_of", language),
        ("localization", "folder"),
        ("norm_src_uri", f"{address}index.md"),
        ("alternates", {}),
    ):
        setattr(file, name, value)
    return file


def _skip_markdown(page: Page) -> None:
    """Keep MkDocs from rendering a page whose text comes from the model.

    MkDocs 1.6 sets up a Markdown parser with all extensions for every page, an empty one too, and offers no event to
    go without. Goes when it does.
    """

    def render(*_: object) -> None:
        page.content = ""

    page.render = render  # type: ignore[method-assign, assignment]
