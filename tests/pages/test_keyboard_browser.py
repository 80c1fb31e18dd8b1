"""With the keyboard alone: from the home page to a recommendation, to what it reaffirms, to the other language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

# What of the masthead lies over the middle of the focused element, if anything.
_OVER_THE_FOCUS = """() => {
  const { x, y, width, height } = document.activeElement.getBoundingClientRect();
  const top = document.elementFromPoint(x + width / 2, y + height / 2);
  return document.activeElement.closest("main") && top?.closest(".masthead") ? document.activeElement.outerHTML : "";
}"""


def follow(page: Page, selector: str, *, limit: int = 200) -> None:
    """Press Tab until the focus is on an element that matches, see that the focus is visible, and press Enter."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"the focus on {selector} cannot be seen"
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{limit} tabs did not reach {selector}")


def test_the_journey(page: Page, address: str) -> None:
    page.goto(address)
    follow(page, ".newest a[href$='rounds/7/recommendations/']")
    expect(page).to_have_url(f"{address}rounds/7/recommendations/")
    follow(page, "[data-item='r7-08'] [data-relation='reaffirms'] a")
    expect(page).to_have_url(f"{address}rounds/2/recommendations/#r2-p3")
    page.keyboard.press("Shift+Tab")
    for _ in range(60):
        if page.evaluate("document.activeElement?.matches('[data-language-switch]')"):
            break
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}en/rounds/2/recommendations/#r2-p3")
    expect(page.locator("#r2-p3")).to_be_in_viewport()


def test_the_skip_link_leads_to_the_text(page: Page, address: str) -> None:
    page.goto(f"{address}rounds/7/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#text")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.masthead')")


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.parametrize(("path", "height"), [("", 844), ("rounds/7/parallel/", 844), ("rounds/7/", 640)])
def test_the_bar_hides_no_focus_on_a_phone(page: Page, address: str, path: str, height: int, key: str) -> None:
    page.set_viewport_size({"width": 390, "height": height})
    page.goto(address + path)
    for _ in range(100):
        page.keyboard.press(key)
        assert page.evaluate(_OVER_THE_FOCUS) == ""


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_from_the_search_box_the_next_tab_leads_on_and_closes_the_panel(page: Page, address: str, prefix: str) -> None:
    page.goto(address + prefix)
    page.keyboard.press("/")
    page.keyboard.type("AI")
    expect(page.locator("[data-search-panel]")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("[data-language-switch]")).to_be_focused()
    expect(page.locator("[data-search-panel]")).to_be_hidden()
