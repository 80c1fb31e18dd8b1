"""A reader in Chromium, on a plain file server under a subpath: between versions and languages, and back."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from publish.publishing_desk import Desk


@pytest.fixture(autouse=True)
def calm(page: Page) -> None:
    """No smooth scrolling, during which the reader is between two places; no long waits."""
    page.emulate_media(reduced_motion="reduce")
    page.set_default_timeout(10_000)


def choose(page: Page, version: int) -> None:
    page.locator("[data-versions] summary").click()
    page.locator(f"[data-versions] a[data-version='{version}']").click()


def switch_language(page: Page) -> None:
    page.locator("[data-language-switch]").first.click()


def test_from_a_recommendation_to_version_3_and_back_and_to_chinese_and_back(page: Page, served: str) -> None:
    item = "en/rounds/2/recommendations/#r2-p3"
    page.goto(f"{served}7/{item}")
    choose(page, 3)
    page.wait_for_url(f"{served}3/{item}")
    expect(page.locator(".as-of")).to_contain_text("Round 3")
    expect(page.locator("[data-arrival]:visible")).to_have_count(0)
    page.locator("[data-newest]").click()
    page.wait_for_url(f"{served}7/{item}")
    switch_language(page)
    page.wait_for_url(f"{served}7/rounds/2/recommendations/#r2-p3")
    choose(page, 3)
    page.wait_for_url(f"{served}3/rounds/2/recommendations/#r2-p3")
    switch_language(page)
    page.wait_for_url(f"{served}3/{item}")
    choose(page, 7)
    page.wait_for_url(f"{served}7/{item}")


def test_a_page_that_the_other_version_lacks_leads_to_the_nearest_and_says_so(page: Page, served: str) -> None:
    page.goto(f"{served}7/en/rounds/7/recommendations/#r7-08")
    choose(page, 3)
    page.wait_for_url(f"{served}3/en/")
    notice = page.locator("[data-arrival='page']")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("Round 3")
    notice.locator("[data-arrival-back]").click()
    page.wait_for_url(f"{served}7/en/rounds/7/recommendations/#r7-08")
    # A thread that began later than it is known: to its item.
    page.goto(f"{served}7/threads/r2-p3/#r7-08")
    choose(page, 3)
    page.wait_for_url(f"{served}3/rounds/2/recommendations/#r2-p3")
    expect(page.locator("[data-arrival='page']")).to_be_visible()


def test_a_place_that_the_other_version_lacks_is_said(page: Page, served: str) -> None:
    page.goto(f"{served}7/en/topics/data-flows/#round-7")
    choose(page, 3)
    page.wait_for_url(f"{served}3/en/topics/data-flows/#round-7")
    notice = page.locator("[data-arrival='place']")
    expect(notice).to_be_visible()
    notice.locator("[data-arrival-back]").click()
    page.wait_for_url(f"{served}7/en/topics/data-flows/#round-7")


def test_the_place_in_view_is_kept_without_a_fragment(page: Page, served: str) -> None:
    page.goto(f"{served}7/en/rounds/7/")
    page.locator("#semiconductors-2").evaluate("element => element.scrollIntoView()")
    page.wait_for_function("scrollY > 500")
    switch_language(page)
    page.wait_for_url(f"{served}7/rounds/7/#*")
    assert page.url.split("#")[1].startswith("semiconductors-")


def test_latest_goes_to_the_number_and_keeps_the_language(page: Page, served: str) -> None:
    page.goto(f"{served}latest/en/rounds/7/recommendations/#r7-08")
    page.wait_for_url(f"{served}7/en/rounds/7/recommendations/#r7-08")
    assert "latest" not in page.url


def test_without_scripts_the_versions_and_the_newest_are_reached(chromium, served: str) -> None:  # type: ignore[no-untyped-def]
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}3/en/rounds/2/recommendations/")
    page.locator("[data-newest]").click()
    page.wait_for_url(f"{served}7/en/rounds/2/recommendations/")
    page.locator("[data-versions] a").click()
    page.wait_for_url(f"{served}#versions")
    page.get_by_role("link", name="As of Round 3").click()
    page.wait_for_url(f"{served}3/en/")
    page.goto(f"{served}r/r7-08/")
    expect(page.locator("article")).to_have_count(2)
    page.goto(f"{served}5/en/rounds/9/")
    expect(page.locator("h1")).to_have_count(2)
    context.close()


def nearest(page: Page, language: str) -> list[str]:
    box = page.locator(f"[data-missing='{language}'] [data-nearest]")
    expect(box).to_be_visible()
    return [link.get_attribute("href") or "" for link in box.locator("a").all()]


def test_the_404_page_knows_version_and_language(page: Page, served: str) -> None:
    page.goto(f"{served}5/en/rounds/9/")
    assert nearest(page, "en") == ["/dialogue-archive/5/en/rounds/5/", "/dialogue-archive/5/en/"]
    expect(page.locator("[data-missing]").first).to_have_attribute("data-missing", "en")
    page.goto(f"{served}3/en/rounds/7/recommendations/#r7-08")
    assert nearest(page, "en") == [
        "/dialogue-archive/3/en/rounds/3/",
        "/dialogue-archive/7/en/rounds/7/recommendations/#r7-08",
        "/dialogue-archive/3/en/",
    ]
    page.goto(f"{served}latest/rounds/7/nothing/")
    assert nearest(page, "zh") == ["/dialogue-archive/7/rounds/7/", "/dialogue-archive/7/"]
    page.goto(f"{served}9/")
    assert nearest(page, "zh") == ["/dialogue-archive/7/"]
    page.goto(f"{served}r/r7-8/")
    assert nearest(page, "zh") == ["/dialogue-archive/r/r7-08/"]


def test_the_offline_zip_works_from_the_file_system(page: Page, exported: tuple[Desk, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(exported[1] / "offline" / "archive-3.zip") as packed:
        packed.extractall(tmp_path / "read")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    # What the next page cut short is no error.
    page.on(
        "requestfailed", lambda request: errors.append(request.url) if request.failure != "net::ERR_ABORTED" else None
    )
    page.goto((tmp_path / "read" / "archive-3" / "index.html").as_uri())
    seen: set[str] = set()
    waiting = [page.url]
    while waiting:
        address = waiting.pop().split("#")[0]
        if address in seen:
            continue
        seen.add(address)
        page.goto(address)
        hrefs = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        local = [href for href in hrefs if href.startswith("file:")]
        assert not [href for href in local if href.split("#")[0].endswith("/")], address
        waiting += local
    assert len(seen) == len(list((tmp_path / "read").rglob("index.html")))
    assert errors == []
