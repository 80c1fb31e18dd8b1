"""The switch to the other language keeps the place."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

_TOP = "id => Math.round(document.getElementById(id).getBoundingClientRect().top)"
_BAR = "Math.round(document.querySelector('.masthead__bar').getBoundingClientRect().bottom)"


@pytest.mark.parametrize("place", ["semiconductors-2", "r7-08", "artificial-intelligence-4", "conclusion", "xu-lin"])
@pytest.mark.parametrize(("start", "end"), [("", "en/"), ("en/", "")])
@pytest.mark.parametrize("path", ["rounds/7/", "rounds/7/parallel/"])
def test_from_a_place_in_the_address(page: Page, address: str, path: str, start: str, end: str, place: str) -> None:
    page.goto(f"{address}{start}{path}#{place}")
    page.locator("[data-language-switch]").click()
    expect(page).to_have_url(f"{address}{end}{path}#{place}")
    page.wait_for_function(f"id => Math.abs(({_TOP})(id) - ({_BAR})) < 120", arg=place)
    assert page.evaluate(_TOP, place) >= page.evaluate(_BAR), "the header stands over the target"


@pytest.mark.parametrize(
    "path", ["rounds/7/recommendations/#r7-08", "rounds/7/participants/#dennis-blair", "about/#texts"]
)
def test_on_the_other_pages(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    page.locator("[data-language-switch]").click()
    expect(page).to_have_url(f"{address}en/{path}")


def test_from_where_the_reader_has_scrolled_to(page: Page, address: str) -> None:
    page.goto(f"{address}rounds/7/")
    page.mouse.move(400, 400)
    page.mouse.wheel(0, 3000)
    switch = page.locator("[data-language-switch]")
    page.wait_for_function("document.querySelector('[data-language-switch]').hash !== ''")
    place = (switch.get_attribute("href") or "").split("#")[1]
    top = page.evaluate(_TOP, place)
    bottom = page.evaluate("id => document.getElementById(id).getBoundingClientRect().bottom", place)
    assert top < 900
    assert bottom > page.evaluate(_BAR)
    switch.click()
    expect(page).to_have_url(f"{address}en/rounds/7/#{place}")


def test_a_reader_who_scrolls_away_from_the_named_place_leaves_it(page: Page, address: str) -> None:
    page.goto(f"{address}rounds/7/#semiconductors-2")
    page.mouse.move(400, 400)
    page.mouse.wheel(0, 3000)
    page.wait_for_function("!document.querySelector('[data-language-switch]').hash.startsWith('#semi')")


def test_at_the_top_of_a_page_no_place_is_named(page: Page, address: str) -> None:
    page.goto(f"{address}rounds/7/")
    page.locator("[data-language-switch]").click()
    expect(page).to_have_url(f"{address}en/rounds/7/")


def test_the_view_and_the_query_are_kept(page: Page, address: str) -> None:
    page.goto(f"{address}rounds/7/parallel/?view=interleaved#semiconductors-2")
    page.locator("[data-language-switch]").click()
    expect(page).to_have_url(f"{address}en/rounds/7/parallel/?view=interleaved#semiconductors-2")
