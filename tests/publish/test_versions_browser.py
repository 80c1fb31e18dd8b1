"""Between versions and languages in Chromium, on a plain file server under a subpath."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from repository import PublishingRepository


@pytest.fixture(autouse=True)
def calm(page: Page) -> None:
    """No smooth scrolling, during which the reader is between two paragraphs; no long waits."""
    page.emulate_media(reduced_motion="reduce")
    page.set_default_timeout(10_000)


def choose(page: Page, version: int) -> None:
    page.locator("[data-versions] summary").click()
    page.locator(f"[data-versions] a[data-version='{version}']").click()


def switch_language(page: Page) -> None:
    page.locator("[data-language-switch]").first.click()


def test_to_an_earlier_version_and_back_in_both_languages(page: Page, served: str) -> None:
    item = "en/rounds/1/recommendations/#r1-p2"
    page.goto(f"{served}3/{item}")
    choose(page, 2)
    page.wait_for_url(f"{served}2/{item}")
    expect(page.locator(".as-of")).to_contain_text("Meeting 2")
    expect(page.locator("[data-arrival]:visible")).to_have_count(0)
    page.locator("[data-newest]").click()
    page.wait_for_url(f"{served}3/{item}")
    switch_language(page)
    page.wait_for_url(f"{served}3/rounds/1/recommendations/#r1-p2")
    choose(page, 2)
    page.wait_for_url(f"{served}2/rounds/1/recommendations/#r1-p2")
    switch_language(page)
    page.wait_for_url(f"{served}2/{item}")
    choose(page, 3)
    page.wait_for_url(f"{served}3/{item}")


def test_a_page_that_the_other_version_lacks_leads_to_the_nearest_and_says_so(page: Page, served: str) -> None:
    page.goto(f"{served}3/en/rounds/3/recommendations/#r3-03")
    choose(page, 1)
    page.wait_for_url(f"{served}1/en/")
    notice = page.locator("[data-arrival='page']")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("Meeting 1")
    notice.locator("[data-arrival-back]").click()
    page.wait_for_url(f"{served}3/en/rounds/3/recommendations/#r3-03")
    # The thread began with a later round; its first item is there.
    page.goto(f"{served}3/threads/r1-p2/#r3-03")
    choose(page, 2)
    page.wait_for_url(f"{served}2/rounds/1/recommendations/#r1-p2")
    expect(page.locator("[data-arrival='page']")).to_be_visible()


def test_a_fragment_that_the_other_version_lacks_is_announced(page: Page, served: str) -> None:
    page.goto(f"{served}3/en/topics/observation/#round-3")
    choose(page, 2)
    page.wait_for_url(f"{served}2/en/topics/observation/#round-3")
    notice = page.locator("[data-arrival='place']")
    expect(notice).to_be_visible()
    notice.locator("[data-arrival-back]").click()
    page.wait_for_url(f"{served}3/en/topics/observation/#round-3")


def test_the_paragraph_in_view_is_kept_without_a_fragment(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(f"{served}3/en/rounds/3/")
    page.locator("#charting-2").evaluate("element => element.scrollIntoView()")
    page.wait_for_function("scrollY > 300")
    switch_language(page)
    page.wait_for_url(f"{served}3/rounds/3/#*")
    assert page.url.split("#")[1] in ("charting-1", "charting-2", "r3-03", "charting-3", "r3-04")


def test_latest_leads_to_the_number_and_keeps_the_language(page: Page, served: str) -> None:
    page.goto(f"{served}latest/en/rounds/3/recommendations/#r3-03")
    page.wait_for_url(f"{served}3/en/rounds/3/recommendations/#r3-03")
    assert "latest" not in page.url


def test_without_scripts_the_versions_and_the_newest_are_reached(chromium, served: str) -> None:  # type: ignore[no-untyped-def]
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}2/en/rounds/1/recommendations/")
    page.locator("[data-newest]").click()
    page.wait_for_url(f"{served}3/en/rounds/1/recommendations/")
    page.locator("[data-versions] a").click()
    page.wait_for_url(f"{served}#versions")
    page.get_by_role("link", name="As of Meeting 2").click()
    page.wait_for_url(f"{served}2/en/")
    page.goto(f"{served}r/r3-03/")
    expect(page.locator("article")).to_have_count(2)
    page.goto(f"{served}2/en/rounds/9/")
    expect(page.locator("h1")).to_have_count(2)
    context.close()


def nearest(page: Page, language: str) -> list[str]:
    box = page.locator(f"[data-missing='{language}'] [data-nearest]")
    expect(box).to_be_visible()
    return [link.get_attribute("href") or "" for link in box.locator("a").all()]


def test_the_404_page_knows_version_and_language(page: Page, served: str) -> None:
    page.goto(f"{served}2/en/rounds/9/")
    assert nearest(page, "en") == ["/dialogue-archive/2/en/rounds/2/", "/dialogue-archive/2/en/"]
    expect(page.locator("[data-missing]").first).to_have_attribute("data-missing", "en")
    page.goto(f"{served}1/en/rounds/3/recommendations/#r3-03")
    assert nearest(page, "en") == [
        "/dialogue-archive/1/en/rounds/1/",
        "/dialogue-archive/3/en/rounds/3/recommendations/#r3-03",
        "/dialogue-archive/1/en/",
    ]
    page.goto(f"{served}latest/rounds/3/nothing/")
    assert nearest(page, "zh") == ["/dialogue-archive/3/rounds/3/", "/dialogue-archive/3/"]
    page.goto(f"{served}9/")
    assert nearest(page, "zh") == ["/dialogue-archive/3/"]
    page.goto(f"{served}r/r3-3/")
    assert nearest(page, "zh") == ["/dialogue-archive/r/r3-03/"]


def test_the_offline_zip_works_from_the_file_system(
    page: Page, exported: tuple[PublishingRepository, Path], tmp_path: Path
) -> None:
    with zipfile.ZipFile(exported[1] / "offline" / "archive-3.zip") as packed:
        packed.extractall(tmp_path / "read")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    # A request that the next page interrupted is no error.
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
        # The `href` of a link inside a drawing is not a string.
        absolute = "links => links.map(link => new URL(link.getAttribute('href'), document.baseURI).href)"
        hrefs = page.eval_on_selector_all("a[href]", absolute)
        local = [href for href in hrefs if href.startswith("file:")]
        assert not [href for href in local if href.split("#")[0].endswith("/")], address
        waiting += local
    pages = {file.as_uri() for file in (tmp_path / "read").rglob("index.html")}
    # The search needs a server, so no page of the offline archive leads to it.
    assert {address.split("archive-3/")[1] for address in pages - seen} == {
        "search/index.html",
        "en/search/index.html",
    }
    assert errors == []
