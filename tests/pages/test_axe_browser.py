"""axe-core finds nothing on any kind of page, in both languages, both schemes, at both widths; nothing is cut off."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_kinds import KINDS, LANGUAGES
from playwright.sync_api import Browser, Page, expect

from support import served

# The size of targets is of WCAG 2.2, and not among the rules that run unasked.
RUN = "axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})"
Found = list[tuple[str, str, str]]


def violations(page: Page, address: str, axe: str) -> Found:
    """What axe-core finds on the page at `address`, and whether the page is wider than the screen."""
    page.goto(address)
    page.evaluate(axe)
    result = page.evaluate(RUN)
    found = [(address, rule["id"], node["html"][:200]) for rule in result["violations"] for node in rule["nodes"]]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append((address, "wider than the screen", ""))
    return found


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_violation(chromium: Browser, published: str, axe: str, language: str, scheme: str, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, has_touch=width < 600)  # type: ignore[arg-type]
    found: Found = []
    for path in (*KINDS, "no/such/page/"):
        found += violations(page, published + LANGUAGES[language] + path, axe)
    page.close()
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_violation_in_an_earlier_version(page: Page, past_site: Path, axe: str, language: str) -> None:
    """Its pages say at their top that there is a newer one."""
    with served(past_site) as address:
        found = violations(page, f"{address}{LANGUAGES[language]}rounds/3/", axe)
        expect(page.locator(".as-of")).to_be_visible()
    assert found == []
