"""The one module that knows MkDocs. The hooks call it; it calls the core.

MkDocs runs all events once for each language on the same configuration (mkdocs-static-i18n), so what both languages
share is kept in one `Build` from `on_config` of the first language to `on_post_build` of the last.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from dialogue_archive import checks, common_files, styles
from dialogue_archive.archive import Archive, assemble
from dialogue_archive.archive.assemble import Known
from dialogue_archive.beside import Beside
from dialogue_archive.desk import preview
from dialogue_archive.desk.status import State
from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.links import Links
from dialogue_archive.problems import ArchiveError
from dialogue_archive.reading.tree import Reader
from dialogue_archive.rendering import machine
from dialogue_archive.rendering.context import HTML_LANGUAGE, PREFIX, Edition, Place, edition
from dialogue_archive.rendering.publication import Publication, publication
from dialogue_archive.rendering.site import PlannedPage, free_page, plan
from dialogue_archive.serving import Drawn, drawn, is_changed, take_away
from dialogue_archive.templates import quicker

log = get_plugin_logger("dialogue_archive")


@dataclass
class Build:
    """What one build of both languages shares."""

    archive: Archive
    links: Links
    newest_of_all: int
    publication: Publication
    drawn: Drawn
    changes: frozenset[int] | None
    style_sheet: str
    desk: State | None = None
    editions: dict[Language, Edition] = field(default_factory=dict)
    plans: dict[Language, dict[str, PlannedPage]] = field(default_factory=dict)
    addresses: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    beside: Beside | None = None

    @property
    def pages(self) -> list[str]:
        """The addresses of all pages, in order; the 404 page has none."""
        return sorted(self.addresses - {"404.html"})


# The theme's own scripts and styles: the archive has its own, and these would be two megabytes in every version.
# `root/` holds the templates of what stands outside every version.
_UNUSED_THEME_FILES = ("assets/javascripts/", "assets/stylesheets/", "assets/images/favicon.png", "root/")

_readers: dict[Path, Reader] = {}
_rounds: dict[Path, Known] = {}
_builds: dict[Path, Build] = {}
# What the last build that came to its end was drawn from; only `serve` builds more than once in a process.
_drawn: dict[Path, Drawn] = {}
# The files that builds have written, those of a build that failed too.
_written: dict[Path, set[str]] = {}
_is_serving = False


def startup(command: str) -> None:
    """Know whether `build` or `serve` was asked for."""
    global _is_serving
    _is_serving = command == "serve"
    if _is_serving:
        # `archive serve` builds "dirty", and MkDocs warns that such a site may be wrong: it asks us what changed.
        logging.getLogger("mkdocs.commands.build").addFilter(lambda record: "'dirty' build" not in record.getMessage())


def project_root(config: MkDocsConfig) -> Path:
    """The folder of mkdocs.yml."""
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent


def start(config: MkDocsConfig) -> None:
    """Read and check the project once a build; fail with every problem found."""
    root = project_root(config)
    if _is_later_language(config):
        config.site_url = _builds[root].publication.url
        return
    # The model and its views live as long as the build: Python need not look through them for garbage so often.
    gc.set_threshold(100_000, 50, 1000)
    reader = _readers.setdefault(root, Reader(root))
    sources = reader.read()
    whole = assemble(sources, _rounds.setdefault(root, {}))
    problems = checks.run(sources, whole)
    if problems:
        raise PluginError(str(ArchiveError(problems)))
    archive = _as_of(whole)
    destination = _publication(config)
    config.site_url = destination.url
    before = _builds.get(root)
    if before and before.beside:
        before.beside.stop()  # in `serve`, a build may begin before the one before has its index
    config.theme.get_env = partial(quicker, config.theme.get_env, root / ".cache" / "templates")  # type: ignore[method-assign]
    now = drawn(root, sources, archive, destination, whole.newest)
    _builds[root] = Build(
        archive,
        Links(archive),
        whole.newest,
        destination,
        now,
        now.changes(_drawn.pop(root, None)),
        style_sheet=_style_sheet(config),
        desk=preview.look(sources, whole),
    )


def _style_sheet(config: MkDocsConfig) -> str:
    try:
        return styles.style_sheet(Path(config.docs_dir))
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


def _is_later_language(config: MkDocsConfig) -> bool:
    """Whether this is the second language of a build that is under way."""
    i18n = config.plugins.get("i18n")
    return bool(i18n and getattr(i18n, "building", False))


def _as_of(archive: Archive) -> Archive:
    asked = os.environ.get("ARCHIVE_AS_OF", "")
    if not asked:
        return archive
    try:
        return archive.as_of(int(asked))
    except ValueError as error:
        raise PluginError(f"ARCHIVE_AS_OF={asked}: expected the number of a round; {error}") from None


def language_of(config: MkDocsConfig) -> Language:
    """The language that is being built. Right from `on_files` on; `on_config` still sees the one before."""
    return cast(Language, cast(Any, config.plugins["i18n"]).current_language)


def files(found: Files, config: MkDocsConfig) -> Files:
    """Leave out the pages of later rounds, and add those that the model draws."""
    build, language = _builds[project_root(config)], language_of(config)
    config.theme["language"] = language
    for other in build.editions.values():
        other.views.clear()  # its pages are drawn
    current = edition(build.archive, language, newest_of_all=build.newest_of_all, links=build.links)
    build.editions[language] = current
    planned = {page.address: page for page in plan(current)}
    if build.desk:
        planned[preview.ADDRESS] = preview.page(build.desk, language)
    build.plans[language] = planned
    for file in list(found):
        if file.src_uri.startswith((*_UNUSED_THEME_FILES, styles.FOLDER)):
            found.remove(file)
        if file.src_uri.startswith(f"{language}/rounds/") and _address(file, language) not in planned:
            found.remove(file)
    present = {_address(file, language) for file in found.documentation_pages()}
    for address in planned:
        if address not in present:
            found.append(_generated(config, language, address))
    found.append(File.generated(config, styles.SHEET, content=build.style_sheet))
    build.addresses.update(present, planned)
    build.files.update(file.dest_uri for file in found)
    _written.setdefault(project_root(config), set()).update(build.files)
    for file in found.documentation_pages():  # where MkDocs builds "dirty", it asks which pages are to be drawn again
        if (changed := is_changed(planned.get(_address(file, language)), build.changes)) is not None:
            file.is_modified = partial(bool, changed)  # type: ignore[method-assign]
    if build.beside is None:
        task = partial(common_files.write_data, build.archive, build.links, project_root(config), Path(config.site_dir))
        build.beside = Beside(task, "writing the data and the search index")
    return found


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


def page_markdown(markdown: str, page: Page, config: MkDocsConfig) -> str:
    """The text that MkDocs renders: nothing for a page that a template draws, else the page as of the round."""
    build, language = _builds[project_root(config)], language_of(config)
    planned = build.plans[language].get(_address(page.file, language))
    if planned:
        page.meta["template"] = planned.template
        page.meta["title"] = planned.title
        if planned.description:
            page.meta["description"] = planned.description
        if planned.address:
            _skip_markdown(page)
            return ""
    return free_page(markdown, build.archive.newest)


def _skip_markdown(page: Page) -> None:
    """Let MkDocs not render a page whose text the model draws: it sets up a whole Markdown parser for each page."""

    def render(config: MkDocsConfig, files: Files) -> None:
        page.content = ""

    page.render = render  # type: ignore[method-assign]


def page_context(context: Mapping[str, Any], page: Page, config: MkDocsConfig) -> dict[str, Any]:
    """The context of a page's template: its view, the words, and what every page shows."""
    build, language = _builds[project_root(config)], language_of(config)
    current = build.editions[language]
    address = _address(page.file, language)
    place = Place(current, address, index=build.publication.index)
    planned = build.plans[language].get(address)
    return {
        **context,
        **_shared(build, place),
        "planned": planned,
        "view": planned.draw(place) if planned else {},
        "head": machine.head(
            current,
            build.publication,
            address=address,
            title=str(page.title),
            template=planned.template if planned else "",
            round_number=planned.round if planned else None,
        ),
    }


def template_context(context: Mapping[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """The context of a template that is no page: the 404 page, served at any address, knows both languages."""
    if template_name == "sitemap.xml":
        build = _builds[project_root(config)]
        return {**context, "sitemap": machine.sitemap(build.publication, build.pages)}
    if template_name != "404.html":
        return dict(context)
    build, language = _builds[project_root(config)], language_of(config)
    root = urlsplit(config.site_url or "/").path
    places = {
        code: Place(build.editions[code], "404.html", absolute_root=root)
        for code in LANGUAGES
        if code in build.editions
    }
    return {**context, **_shared(build, places[language]), "places": places, "planned": None, "view": {}, "head": None}


def _shared(build: Build, place: Place) -> dict[str, Any]:
    """What every template is given."""
    return {
        "words": place.edition.words,
        "place": place,
        "language": place.edition.language,
        "html_language": HTML_LANGUAGE[place.edition.language],
        "as_of": build.archive.newest,
        "newest_of_all": build.newest_of_all,
        "is_partial_view": build.archive.is_partial_view,
        "publication": build.publication,
        "site_root": build.publication.site_root(place),
        "alternates": place.alternates,
    }


def finish(config: MkDocsConfig) -> None:
    """After the last language: write what no language owns."""
    if _is_later_language(config):
        return
    build = _builds[project_root(config)]
    common_files.write_list_of_pages(Path(config.site_dir), build.archive, build.pages)
    if build.publication.offline:
        common_files.make_readable_offline(Path(config.site_dir))
    take_away(Path(config.site_dir), _written[project_root(config)], build.files)
    _drawn[project_root(config)] = build.drawn
    if build.beside and not _is_serving:  # whoever serves sees pages at once, and can search a few seconds later
        build.beside.wait()
