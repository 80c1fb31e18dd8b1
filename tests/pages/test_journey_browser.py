"""Clicking through the archive as a reader does."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize(("prefix", "label"), [("", "重申"), ("en/", "Reaffirms")])
def test_from_r7_08_to_round_2_and_back(page: Page, address: str, prefix: str, label: str) -> None:
    page.goto(f"{address}{prefix}rounds/7/")
    page.locator("#semiconductors-2 a[href*='recommendations/#r7-08']").first.click()
    expect(page).to_have_url(f"{address}{prefix}rounds/7/recommendations/#r7-08")
    relation = page.locator("[data-item='r7-08'] [data-relation='reaffirms']")
    expect(relation).to_contain_text(label)
    relation.locator("a[href*='#r2-p3']").first.click()
    expect(page).to_have_url(f"{address}{prefix}rounds/2/recommendations/#r2-p3")
    back = page.locator("[data-item='r2-p3'] [data-relation='reaffirms'] a[href*='#r7-08']").first
    back.click()
    expect(page).to_have_url(f"{address}{prefix}rounds/7/recommendations/#r7-08")


def test_no_page_asks_another_host(page: Page, address: str) -> None:
    """The page fixture fails when it does; here the kinds of page are only opened."""
    for path in ("", "rounds/7/", "rounds/7/parallel/", "rounds/7/recommendations/", "threads/", "people/", "search/"):
        page.goto(address + path)
        page.goto(f"{address}en/{path}")
