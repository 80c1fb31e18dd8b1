"""axe-core finds nothing on any kind of page, in both languages, both schemes, at both widths; nothing is cut off."""

from __future__ import annotations

import pytest
from page_kinds import KINDS, LANGUAGES
from playwright.sync_api import Browser

# The size of targets is of WCAG 2.2, and not among the rules that run unasked.
RUN = "axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})"
Found = list[tuple[str, str, str]]


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_violation(chromium: Browser, published: str, axe: str, language: str, scheme: str, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, has_touch=width < 600)  # type: ignore[arg-type]
    found: Found = []
    for path in (*KINDS, "no/such/page/"):
        page.goto(published + LANGUAGES[language] + path)
        page.evaluate(axe)
        result = page.evaluate(RUN)
        found += [(path, rule["id"], node["html"][:200]) for rule in result["violations"] for node in rule["nodes"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append((path, "wider than the screen", ""))
    page.close()
    assert found == []
