"""With scripts off, every text is there to be read and nothing asks for a script."""

from __future__ import annotations

from page_kinds import KINDS, LANGUAGES
from playwright.sync_api import Browser, expect


def test_every_text_is_visible_and_no_control_is_dead(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for prefix in LANGUAGES.values():
        for path in KINDS:
            page.goto(address + prefix + path)
            for selector in ("main .text", "main h1", "main .relation", "main .margin-note__note"):
                for element in page.locator(selector).all()[:400]:
                    assert element.is_visible(), (prefix + path, selector, element.text_content())
            assert page.locator("main button:visible").count() == 0 or path == "search/", path
    context.close()


def test_note_marks_lead_to_the_notes_at_the_end(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{address}rounds/7/")
    page.locator("#semiconductors-1 .note-mark").first.click()
    note = page.locator(":target")
    expect(note).to_contain_text("应对")
    expect(note).to_be_in_viewport()
    context.close()


def test_the_404_page_leads_on(chromium: Browser, published: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{published}rounds/8/")
    for prefix in LANGUAGES.values():
        for target in ("", "rounds/", "topics/"):
            link = page.locator(f".not-found a[href='/{published.split('/', 3)[3]}{prefix}{target}']:visible")
            expect(link).to_be_visible()
    context.close()
