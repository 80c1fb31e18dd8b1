"""The parallel text: complete rows in order, views that stand in the address, pairs that light up."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

_BLOCKS = "elements => elements.map(element => element.id)"
_BACKGROUND = "element => getComputedStyle(element).backgroundColor"


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize("number", [1, 4, 7])
def test_rows_are_the_blocks_of_each_language_in_order(page: Page, address: str, prefix: str, number: int) -> None:
    blocks = []
    for language in ("", "en/"):
        page.goto(f"{address}{language}rounds/{number}/")
        blocks.append(page.locator(".block").evaluate_all(_BLOCKS))
    page.goto(f"{address}{prefix}rounds/{number}/parallel/")
    rows = page.locator(".row:not(.row--heading, .row--person)").evaluate_all(_BLOCKS)
    assert rows == blocks[0] == blocks[1]
    assert rows
    for row in rows:
        for language in ("zh-Hans", "en"):
            assert page.locator(f"#{row} .text[lang='{language}']").inner_text().strip(), (row, language)


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_each_row_has_the_texts_of_the_memo(page: Page, address: str, prefix: str) -> None:
    texts = "elements => Object.fromEntries(elements.map(e => [e.id, e.querySelector('.text').textContent]))"
    page.goto(f"{address}{prefix}rounds/7/")
    memo = page.locator(".block").evaluate_all(texts)
    page.goto(f"{address}rounds/7/parallel/")
    tag = "en" if prefix else "zh-Hans"
    rows = page.locator(".row:not(.row--heading, .row--person)")
    assert rows.evaluate_all(texts.replace("'.text'", f"'.text[lang=\"{tag}\"]'")) == memo


def test_recommendations_and_participants_have_their_ids(page: Page, address: str) -> None:
    page.goto(f"{address}rounds/7/parallel/")
    assert page.locator(".row[data-item]").count() == 24
    assert page.locator(".row--person").count() == 22
    for place in ("r7-01", "r7-24", "xu-lin", "naomi-wilson"):
        assert page.locator(f"[id='{place}']").count() == 1


def test_views_by_the_keyboard_stand_in_the_address(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{address}rounds/7/parallel/")
    zh, en = (page.locator(f"#semiconductors-2 > [lang={code}]") for code in ("zh-Hans", "en"))
    page.locator("input[name=view]:checked").focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(f"{address}rounds/7/parallel/?view=zh")
    expect(en).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(zh).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(f"{address}rounds/7/parallel/?view=interleaved")
    assert zh.bounding_box()["y"] < en.bounding_box()["y"]  # type: ignore[index]
    page.goto(f"{address}rounds/7/parallel/?view=en#semiconductors-2")
    expect(zh).to_be_hidden()
    expect(page.locator("input[value=en]")).to_be_checked()


@pytest.mark.parametrize("value", ["", "?view=", "?view=%22%5D", "?view=none"])
def test_an_unknown_view_shows_both(page: Page, address: str, value: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}rounds/7/parallel/{value}")
    expect(page.locator("#semiconductors-2 > [lang=zh-Hans]")).to_be_visible()
    expect(page.locator("#semiconductors-2 > [lang=en]")).to_be_visible()
    assert errors == []


def test_pairs_stand_side_by_side_or_stacked(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{address}rounds/7/parallel/")
    zh, en = (page.locator(f"#semiconductors-2 > [lang={code}]") for code in ("zh-Hans", "en"))
    assert abs(zh.bounding_box()["y"] - en.bounding_box()["y"]) < 2  # type: ignore[index]
    page.set_viewport_size({"width": 390, "height": 800})
    upper, lower = zh.bounding_box(), en.bounding_box()
    assert upper
    assert lower
    assert lower["y"] >= upper["y"] + upper["height"]
    assert upper["width"] > 300


def test_a_pair_lights_up(page: Page, address: str) -> None:
    page.goto(f"{address}rounds/7/parallel/")
    row = page.locator("#semiconductors-2")
    dark = row.evaluate(_BACKGROUND)
    row.hover()
    assert row.evaluate(_BACKGROUND) != dark
    page.mouse.move(0, 0)
    row.locator(".mark").focus()
    assert row.evaluate(_BACKGROUND) != dark
    row.locator("> [lang=en]").click()
    page.locator(".scheme").focus()
    page.mouse.move(0, 0)
    assert row.evaluate(_BACKGROUND) != dark


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize("width", [360, 390, 430])
def test_the_choice_of_views_is_one_line_on_a_phone(page: Page, address: str, prefix: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for view in ("interleaved", "both", "zh", "en"):
        page.goto(f"{address}{prefix}rounds/7/parallel/?view={view}")
        expect(page.locator(f"input[value={view}]")).to_be_checked()
        # Pairs stack here, which is the same as interleaved: offered only to whoever came with it.
        expect(page.locator(".views label:has([value=interleaved])")).to_be_visible(visible=view == "interleaved")
        boxes = [label.bounding_box() for label in page.locator(".views label:visible").all()]
        assert len({box["y"] for box in boxes if box}) == 1
        assert all(box["height"] >= 44 and box["width"] >= 44 for box in boxes if box)
        cut_off = "spans => spans.filter(span => span.scrollWidth > span.clientWidth).length"
        assert page.locator(".views span").evaluate_all(cut_off) == 0
