"""The Jinja environment, and the clean-up of the HTML that the theme and the templates leave."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2 import Template as JinjaTemplate


def site_environment(theme: Environment, own: Path, theme_folders: Sequence[str], cache: Path) -> Environment:
    """The environment of the pages. `theme` is the one that MkDocs made for its theme; it is changed.

    The templates of the folder `own` escape what they print, and fail on undefined names. Material's templates, which
    ours extend and include, are written for an environment that does neither. Jinja compiles a template, and each of
    its blocks and macros, for one environment, so each folder is loaded with an environment of its own: a block of
    ours follows our policy wherever Material's page prints it.

    Compiled templates are kept in the folder `cache` for the next build. Jinja compares their sources only, so the
    policy is part of their file names.
    """
    cache.mkdir(parents=True, exist_ok=True)
    ours = theme.overlay(
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=FileSystemBytecodeCache(str(cache), "strict-%s.cache"),
    )
    theme.bytecode_cache = FileSystemBytecodeCache(str(cache), "theme-%s.cache")
    loader = ChoiceLoader([_Folders([str(own)], ours), _Folders(theme_folders, theme)])
    ours.loader = theme.loader = loader
    # A view has every attribute that its template may ask for: Jinja need not look for an item of that name.
    ours.getattr = getattr  # type: ignore[method-assign, assignment]
    ours.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return ours


class _Folders(FileSystemLoader):
    """Templates of some folders, compiled for one environment whichever template asks for them."""

    def __init__(self, folders: Sequence[str], environment: Environment) -> None:
        super().__init__(folders)
        self._environment = environment

    def load(
        self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> JinjaTemplate:
        """The compiled template. `environment` is that of the template that asks."""
        del environment  # this folder has its own
        return super().load(self._environment, name, globals)

    def list_templates(self) -> list[str]:
        """No names. MkDocs 1.6 lists the theme's files in each language, to copy those that are no templates.

        Material has 14,000 icons, and the archive copies none: listing them would be a fifth of a build.
        """
        return []


# Controls and empty elements that base.html of Material renders outside of its blocks for scripts we do not load. They
# would be dead, and `autocomplete` on a checkbox is no valid HTML. Goes when base.html puts them into a block.
_DEAD_CONTROLS = re.compile(
    r'<(?:input class="md-toggle"[^>]*>|label class="md-overlay"[^>]*></label>'
    r'|div data-md-component="(?:skip|announce)">\s*</div>)\s*'
)
_DEAD_CONTROLS_COUNT = 5  # with them all found, the rest of a long page is not searched
_DIALOG = re.compile(r'<div class="md-dialog" data-md-component="dialog">\s*<div[^>]*></div>\s*</div>')

# Blank lines and indentation, which the theme and the templates leave; where they mean something, they stay.
_KEPT = re.compile(r"(<(?:pre|textarea|script)\b.*?</(?:pre|textarea|script)>)", re.DOTALL)
_WHITE = re.compile(r"\n\s+")


def clean_html(html: str) -> str:
    r"""The page without the theme's dead controls, blank lines and indentation.

    >>> clean_html("<p>\n\n  text</p>\n")
    '<p>\ntext</p>'
    """
    bare = _DIALOG.sub("", _DEAD_CONTROLS.sub("", html, count=_DEAD_CONTROLS_COUNT), count=1)
    return "".join(
        piece if index % 2 else _WHITE.sub("\n", piece) for index, piece in enumerate(_KEPT.split(bare.strip()))
    )
