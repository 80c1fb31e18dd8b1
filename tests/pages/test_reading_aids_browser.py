"""Copied addresses, note marks, the scheme, the printed sheet, the page that is not there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect


def test_a_block_s_address_is_copied(chromium: Browser, address: str) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}en/rounds/7/?from=elsewhere")
    page.locator("#semiconductors-1 .copy").click()
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}en/rounds/7/#semiconductors-1"
    expect(page.locator("[data-announce]")).to_have_text("Link copied")
    page.locator("#semiconductors-2 .copy").click()
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}en/rounds/7/#r7-08"
    context.close()


@pytest.mark.parametrize("place", ["semiconductors-2", "r7-08", "semiconductors-1"])
def test_the_target_is_visible(page: Page, address: str, place: str) -> None:
    page.goto(f"{address}rounds/7/")
    block = page.locator("#semiconductors-1" if place.endswith("-1") else "#semiconductors-2")
    before = block.evaluate("element => getComputedStyle(element).backgroundColor")
    page.goto(f"{address}rounds/7/#{place}")
    assert block.evaluate("element => getComputedStyle(element).backgroundColor") != before


def test_a_note_stands_beside_its_place_on_a_wide_screen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{address}rounds/7/")
    note = page.locator("#semiconductors-1 .margin-note__note").first
    expect(note).to_be_visible()
    expect(note).to_contain_text("却不得不应对两国政府的干扰性行动")


def test_a_note_opens_below_its_block_on_a_narrow_screen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{address}rounds/7/")
    mark = page.locator("#semiconductors-1 .note-mark").first
    note = page.locator("#semiconductors-1 .margin-note__note").first
    expect(note).to_be_hidden()
    mark.click()
    expect(note).to_be_visible()
    expect(mark).to_have_attribute("aria-expanded", "true")
    assert "#note-" not in page.url


def test_a_translator_s_note_is_beside_the_translation(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{address}en/rounds/7/")
    note = page.locator("#semiconductors-2 .margin-note__note")
    expect(note).to_contain_text("Translator’s note")
    expect(note).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    expect(note).to_be_hidden()
    page.locator("#semiconductors-2 .note-mark").click()
    expect(note).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".notes li", has_text="previous consensus memoranda")).to_be_visible()


@pytest.mark.parametrize("path", ["rounds/7/", "rounds/7/participants/"])
def test_a_note_stands_with_its_participant(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{address}{path}")
    for place, words in (("#li-wei", "IC MTIA 副会长"), ("[data-side=us]:has(#us)", "美方参会者")):
        note = page.locator(f"{place} .margin-note__note", has_text=words)
        expect(note).to_be_visible()
        page.locator(f"{place} .note-mark[data-note='{note.get_attribute('data-margin-note')}']").hover()
        expect(note).to_have_class("margin-note__note is-highlighted")
    page.set_viewport_size({"width": 390, "height": 800})
    note = page.locator("#naomi-wilson .margin-note__note")
    expect(note).to_be_hidden()
    page.locator("#naomi-wilson .note-mark").click()
    expect(note).to_be_visible()
    page.emulate_media(media="print")
    expect(note).to_be_hidden()
    expect(page.locator(".notes li", has_text="信息技术工业理事会(ITI)亚洲")).to_be_visible()


def test_the_scheme_follows_the_system_until_the_reader_chooses(chromium: Browser, address: str) -> None:
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    paper = "getComputedStyle(document.body).backgroundColor"
    page.goto(address)
    dark = page.evaluate(paper)
    expect(page.locator("[data-scheme-toggle]")).to_have_attribute("aria-pressed", "true")
    page.locator("[data-scheme-toggle]").click()
    light = page.evaluate(paper)
    assert light != dark
    page.goto(f"{address}rounds/7/")
    assert page.evaluate(paper) == light
    context.close()


def test_a_printed_memo_says_address_and_day(page: Page, address: str) -> None:
    page.goto(f"{address}rounds/7/")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".print-address")).to_be_visible()
    expect(page.locator("[data-retrieved]")).to_contain_text(page.evaluate("String(new Date().getFullYear())"))
    expect(page.locator("#semiconductors-2 .mark")).to_be_visible()
    expect(page.locator(".masthead__bar")).to_be_hidden()


@pytest.mark.parametrize(
    ("path", "nearest"),
    [("rounds/8/", 7), ("en/rounds/12/parallel/", 7), ("rounds/3/annex/", 3), ("r/r2-99/", 2), ("rounds/0/", 1)],
)
def test_the_404_page_offers_the_nearest_round(page: Page, published: str, path: str, nearest: int) -> None:
    page.goto(published + path)
    links = page.locator("[data-nearest]:visible a")
    expect(links).to_have_count(2)
    targets = links.evaluate_all("elements => elements.map(element => element.href)")
    assert targets == [f"{published}rounds/{nearest}/", f"{published}en/rounds/{nearest}/"]
    expect(links.first).to_contain_text(str(nearest))
    expect(page.locator("[role=search]:visible")).not_to_have_count(0)


def test_the_404_page_elsewhere_offers_both_homes(page: Page, published: str) -> None:
    page.goto(f"{published}nowhere/")
    expect(page.locator("[data-nearest]:visible")).to_have_count(0)
    for prefix in ("", "en/"):
        assert page.locator(f".not-found a[href$='/{prefix}rounds/']").count() >= 1


@pytest.mark.parametrize("width", [360, 390, 430])
def test_on_a_phone_nothing_is_cut_off_or_broken_over_two_lines(page: Page, published: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for prefix in ("", "en/"):
        page.goto(published + prefix)
        assert page.evaluate("(nav => nav.scrollWidth <= nav.clientWidth)(document.querySelector('.masthead__nav'))")
    page.goto(f"{published}nowhere/")
    for form in page.locator(".not-found form").all():
        field, button = (form.locator(name).bounding_box() for name in ("input", "button"))
        assert field
        assert button
        assert abs(field["y"] - button["y"]) < 4
        assert field["x"] + field["width"] < button["x"]
        assert button["x"] + button["width"] <= width - 24  # the margin of the page
