"""The colours are defined in one place, docs/assets/styles/palette.css."""

from __future__ import annotations

import re

from support import PROJECT

PALETTE = PROJECT / "docs" / "assets" / "styles" / "palette.css"
# A colour in a declaration: not an anchor, not a reference such as &#8203;, not the drawing of an icon.
COLOUR = re.compile(r":[^;{}\"']*?(#[0-9a-f]{3,8}\b|\b(?:hsl|oklch)\()", re.IGNORECASE)


def test_no_other_sheet_or_template_defines_a_colour() -> None:
    sheets = [path for path in PALETTE.parent.glob("*.css") if path != PALETTE]
    templates = [path for path in (PROJECT / "overrides").rglob("*.html") if "<style" in path.read_text("utf-8")]
    assert sheets
    assert templates
    found = [
        (path.name, match[1]) for path in (*sheets, *templates) for match in COLOUR.finditer(path.read_text("utf-8"))
    ]
    assert found == []


def test_every_colour_has_its_value_for_light_dark_and_paper() -> None:
    screen, paper = PALETTE.read_text("utf-8").split("@media print")
    both = set(re.findall(r"(--[\w-]+): var\(--light, #\w{6}\) var\(--dark, #\w{6}\);", screen))
    assert both == set(re.findall(r"(--[\w-]+): #\w+;", paper))
    assert {"--background", "--text", "--border", "--highlight"} <= both
