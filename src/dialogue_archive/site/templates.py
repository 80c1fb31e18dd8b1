"""The Jinja environment, and the clean-up of the HTML that the theme and the templates leave."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache


def quicker(make: Callable[[], Environment], compiled: Path) -> Environment:
    """The environment of `make`, with views read first and no list of the theme's files.

    Compiled templates are kept in the folder `compiled`, for the other language and the next build; Jinja compares
    their sources.
    """
    environment = make()
    compiled.mkdir(parents=True, exist_ok=True)
    environment.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    environment.getattr = _views_first(environment.getattr)  # type: ignore[method-assign, assignment]
    # MkDocs lists 12,000 icons, twice in each language, for files of the theme to copy. The archive copies none.
    environment.list_templates = lambda *_, **__: []  # type: ignore[method-assign]
    return environment


def _views_first(general: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """Look a name up in a view first: Jinja tries the attributes of a dict before its keys."""

    def found(obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return general(obj, attribute)

    return found


# Controls and empty places that Material's base.html draws outside of its blocks for the scripts we do not load. They
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
    """The page without the theme's dead controls, blank lines and indentation.

    >>> clean_html("<p>\\n\\n  text</p>\\n")
    '<p>\\ntext</p>'
    """
    bare = _DIALOG.sub("", _DEAD_CONTROLS.sub("", html, count=_DEAD_CONTROLS_COUNT), count=1)
    return "".join(
        piece if index % 2 else _WHITE.sub("\n", piece) for index, piece in enumerate(_KEPT.split(bare.strip()))
    )
