"""A drawn page without what the theme leaves in it: dead controls, blank lines, indentation."""

from __future__ import annotations

import re

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


def tidy(html: str) -> str:
    """The page without the theme's dead controls, blank lines and indentation.

    >>> tidy("<p>\\n\\n  text</p>\\n")
    '<p>\\ntext</p>'
    """
    bare = _DIALOG.sub("", _DEAD_CONTROLS.sub("", html, count=_DEAD_CONTROLS_COUNT), count=1)
    return "".join(
        piece if index % 2 else _WHITE.sub("\n", piece) for index, piece in enumerate(_KEPT.split(bare.strip()))
    )
