"""The MkDocs events of the archive. Each takes its event, calls the build, and returns."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from dialogue_archive.site.build import SiteBuild, is_later_language
from dialogue_archive.site.templates import clean_html

# Hooks are plain functions of a module, so the state of a build has no other place than the module.
_command = "build"
_build: SiteBuild | None = None


def _current() -> SiteBuild:
    """The build that is under way."""
    assert _build is not None, "on_config runs before every other event"
    return _build


def on_startup(command: str, **_: Any) -> None:
    """Know whether `build` or `serve` was asked for."""
    global _command
    _command = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the project before anything is built."""
    global _build
    if _build and is_later_language(config):
        _build.continue_with(config)
        return config
    if _build:
        _build.stop()  # `serve` may begin a build before the one before has written its index
    _build = SiteBuild(config)
    return config


# After static-i18n (-100), which makes its File objects anew and would lose what was added before it.
@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that the model plans."""
    return _current().add_files(files, config)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Choose the page's template."""
    return _current().page_markdown(markdown, page, config)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> dict[str, Any]:
    """Give the page's template its data."""
    return _current().page_context(context, page, config)


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Give the 404 page its words."""
    return _current().template_context(context, template_name, config)


def on_post_page(output: str, **_: Any) -> str:
    """Remove the theme's unused controls from the page."""
    return clean_html(output)


def on_post_template(output_content: str, template_name: str, **_: Any) -> str:
    """The same for the 404 page."""
    return clean_html(output_content) if template_name.endswith(".html") else output_content


# After static-i18n's own (-100): that one builds the second language, inside of it.
@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the data once both languages are built. In `serve`, pages can be read before the search is ready."""
    if not is_later_language(config):
        _current().finish(config, wait=_command != "serve")
