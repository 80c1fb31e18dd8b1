"""What stands where: on a desktop a text has room, on a phone nothing that matters is hidden or cut off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

both_languages = pytest.mark.parametrize("prefix", ["", "en/"])


@both_languages
def test_every_catalogue_has_room_on_a_desktop(page: Page, address: str, prefix: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    for number in range(1, 8):
        page.goto(f"{address}{prefix}rounds/{number}/recommendations/")
        assert page.locator(".catalogue__text").evaluate("text => text.offsetWidth") > 600, number


@both_languages
@pytest.mark.parametrize("width", [390, 768, 950])
def test_a_recommendation_says_what_it_takes_up_on_small_screens(
    page: Page, address: str, prefix: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}{prefix}rounds/7/")
    margin = page.locator("#semiconductors-2 .margin-note")
    expect(margin.locator("> a")).to_be_visible()
    expect(margin.locator("[data-relation='reaffirms'] a")).to_be_visible()


@both_languages
@pytest.mark.parametrize("path", ["", "topics/"])
@pytest.mark.parametrize("width", [360, 390])
def test_the_newest_round_of_the_matrix_is_in_sight(
    page: Page, address: str, prefix: str, path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + prefix + path, wait_until="networkidle")
    newest = page.locator(".matrix thead th").last.bounding_box()
    assert newest
    assert newest["x"] + newest["width"] <= width


@both_languages
def test_the_id_of_a_followed_recommendation_is_in_sight_on_a_phone(page: Page, address: str, prefix: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{address}{prefix}rounds/7/#r7-08", wait_until="networkidle")
    mark, bar = page.locator("#semiconductors-2 > .mark").bounding_box(), page.locator(".masthead__bar").bounding_box()
    assert mark
    assert bar
    assert mark["y"] >= bar["y"] + bar["height"]
