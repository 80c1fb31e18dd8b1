"""The MkDocs events of the archive. Each takes its event, calls the core's adapter, and returns."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from dialogue_archive import adapter
from dialogue_archive.rendering.tidy import tidy


def on_startup(command: str, dirty: bool) -> None:
    """Know whether `build` or `serve` was asked for."""
    adapter.startup(command)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the whole project before anything is built."""
    adapter.start(config)
    return config


# After static-i18n (-100), which makes its File objects anew and would lose what was added before it.
@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that the model draws."""
    return adapter.files(files, config)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Choose the page's template."""
    return adapter.page_markdown(markdown, page, config)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Give the page's template its data."""
    return adapter.page_context(context, page, config)


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Give the 404 page its words."""
    return adapter.template_context(context, template_name, config)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Take what is dead out of the page."""
    return tidy(output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The same for the 404 page."""
    return tidy(output_content) if template_name.endswith(".html") else output_content


# After static-i18n's own (-100): that one builds the second language, inside of it.
@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the data once both languages are built."""
    adapter.finish(config)
