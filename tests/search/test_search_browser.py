"""The search page and the search box in Chromium, in both languages, under a subpath and a version's folder."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, Page, Route, expect

from dialogue_archive.search.folding import tokens
from dialogue_archive.search.records import Record

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "folding.yml").read_text(encoding="utf-8"))
PREFIX = {"zh": "", "en": "en/"}
both_languages = pytest.mark.parametrize("language", ["zh", "en"])


def go(page: Page, address: str, language: str, query: str, more: str = "") -> list[str]:
    """Open the search page with a query; the ids of the results, once they are there."""
    page.goto(f"{address}{PREFIX[language]}search/?q={quote(query)}{more}")
    return settled(page)


def settled(page: Page) -> list[str]:
    """The ids of the results once the search is done."""
    page.wait_for_selector("[data-search-state=done], [data-search-state=empty], [data-search-state=error]")
    return ids(page)


def ids(page: Page) -> list[str]:
    """The results as they stand."""
    return page.eval_on_selector_all("[data-search-results] li[data-record]", "all => all.map(li => li.dataset.record)")


def state(page: Page) -> str | None:
    """The state of the search page."""
    return page.get_attribute("[data-search-state]", "data-search-state")


def texts(record: Record) -> list[str]:
    """A record's texts, line by line."""
    found = (record.title.zh, record.title.en, record.text.zh, record.text.en)
    return [line for text in found if text for line in text.split("\n")]


def holding(found: tuple[Record, ...], query: str) -> set[str]:
    """The records that hold a Chinese query, spaces and quotation marks aside: by plain means."""

    def plain(text: str) -> str:
        return re.sub(r"[\s“”‘’《》·]", "", text)

    return {record.id for record in found if any(plain(query) in plain(line) for line in texts(record))}


def ask(page: Page, address: str, queries: list[str]) -> list[dict[str, Any]]:
    """The engine's own answers to many queries, without drawing them."""
    page.goto(f"{address}search/")
    answers: list[dict[str, Any]] = page.evaluate(
        """async ([base, queries]) => {
          const { openIndex } = await import(`${base}assets/scripts/search-index.js`);
          const { search } = await import(`${base}assets/scripts/search-engine.js`);
          const index = await openIndex(base);
          const id = async ({ doc }) => (await index.shown(doc)).id;
          const answers = [];
          for (const query of queries) {
            const { hits, parts } = await search(index, query);
            const exact = hits.filter(({ tier }) => tier < 2);
            answers.push({ all: await Promise.all(hits.map(id)), exact: await Promise.all(exact.map(id)), parts });
          }
          return answers;
        }""",
        [address, queries],
    )
    return answers


# The words of both implementations


def test_the_browser_folds_as_the_build_does(page: Page, address: str) -> None:
    page.goto(f"{address}search/")
    cut = page.evaluate(
        """async ([base, texts]) => {
          const { openIndex } = await import(`${base}assets/scripts/search-index.js`);
          const { createTokenizer } = await import(`${base}assets/scripts/search-fold.js`);
          const { manifest } = await openIndex(base);
          const tokenize = createTokenizer({ ...manifest.traditional, 体: "體", 与: "與", 联: "聯", 车: "車", 辆: "輛", 于: "於", 后: "後", 来: "來" });
          return texts.map((text) => tokenize(text).map((token) => token.text));
        }""",  # noqa: E501
        [address, [case["text"] for case in CASES.values()]],
    )
    assert dict(zip(CASES, cut, strict=True)) == {name: case["tokens"] for name, case in CASES.items()}


def test_the_browser_cuts_every_record_as_the_build_does(page: Page, address: str, found: tuple[Record, ...]) -> None:
    lines = sorted({line for record in found for line in texts(record)})
    page.goto(f"{address}search/")
    cut = page.evaluate(
        """async ([base, texts]) => {
          const { openIndex } = await import(`${base}assets/scripts/search-index.js`);
          const { tokenize } = await openIndex(base);
          return texts.map((text) => tokenize(text).map(({ stem, start, end }) => [stem, start, end]));
        }""",
        [address, lines],
    )
    for line, theirs in zip(lines, cut, strict=True):
        assert theirs == [[token.stem, token.start, token.end] for token in tokens(line)], line


# Complete and exact


def test_every_piece_of_chinese_finds_its_records_and_no_others(
    page: Page, address: str, found: tuple[Record, ...]
) -> None:
    draw = random.Random(4)
    runs = [run for record in found for line in texts(record) for run in re.findall(r"[\u4e00-\u9fff]+", line)]
    queries = sorted({character for run in runs for character in run})
    for run in runs:
        length = draw.randint(2, 9)
        start = draw.randint(0, max(0, len(run) - length))
        queries.append(run[start : start + length])
    for query, answer in zip(queries, ask(page, address, queries), strict=True):
        assert set(answer["exact"]) == holding(found, query), query
        assert answer["parts"] is None


def test_pieces_with_punctuation_and_latin_letters_too(page: Page, address: str, found: tuple[Record, ...]) -> None:
    draw = random.Random(5)
    queries = []
    for record in found:
        for line in (record.text.zh or "").split("\n"):
            around = [match.start() for match in re.finditer(r"[，、；（）]|(?<=[\u4e00-\u9fff])[A-Z0-9]", line)]
            for at in draw.sample(around, min(2, len(around))):
                piece = line[max(0, at - 3) : at + 12].strip("，、；（）。：“”《》 ")
                if re.fullmatch(r"[\u4e00-\u9fff].*[\u4e00-\u9fff]", piece) and not re.search(r"[“”‘’《》\s-]", piece):
                    queries.append(piece)
    assert len(queries) > 40
    for query, answer in zip(queries, ask(page, address, queries), strict=True):
        assert set(answer["exact"]) == holding(found, query), query


def test_no_phrase_reaches_from_one_text_into_another(page: Page, address: str, found: tuple[Record, ...]) -> None:
    items = [record for record in found if record.kind in ("recommendation", "position")]
    across = [
        (record.title.zh or "")[-2:] + "-".join(re.findall("[A-Za-z]+", record.title.en or "")[:2]) for record in items
    ]
    lines = [line for record in found if record.kind == "round" for line in (record.text.zh or "").split("\n")]
    joined = [one[-2:] + other[:2] for one, other in pairwise(lines)]
    queries = [*across, *(query for query in joined if re.fullmatch("[\u4e00-\u9fff]{4}", query))]
    for query, answer in zip(queries, ask(page, address, queries), strict=True):
        assert set(answer["exact"]) == (holding(found, query) if query in joined else set()), query


@both_languages
def test_sub_words_and_single_characters(page: Page, address: str, found: tuple[Record, ...], language: str) -> None:
    for query in ("网联", "标", "安全研究所", "镓"):
        results = go(page, address, language, query)
        assert set(results) == holding(found, query)
        assert page.inner_text("[data-search-count]") == str(len(results))


@both_languages
def test_english_words_by_their_stem(page: Page, address: str, language: str) -> None:
    assert go(page, address, language, "subsidies") == go(page, address, language, "Subsidy")
    assert "r7-10" in ids(page)


@both_languages
def test_quoted_phrases_are_exact(page: Page, address: str, found: tuple[Record, ...], language: str) -> None:
    for query in ('"supply chains"', "“supply chains”"):
        wanted = {r.id for r in found if any(re.search(r"\bsupply chains\b", line, re.I) for line in texts(r))}
        assert set(go(page, address, language, query)) == wanted
    assert go(page, address, language, '"chains supply"') == []
    assert state(page) == "empty"


@both_languages
@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("半導體", "半导体"),
        ("網聯", "网联"),
        ("ＯＥＣＤ", "OECD"),
        ("20纳米", "20 纳米以上".removesuffix("以上")),
        ("cross border", "Cross‑Border"),
        ("《全球数字契约》", "全球数字契约"),
        ("ICT软硬件", "ＩＣＴ软硬件"),
    ],
)
def test_folding(page: Page, address: str, language: str, query: str, same: str) -> None:
    assert go(page, address, language, query)
    assert set(ids(page)) == set(go(page, address, language, same))


@both_languages
@pytest.mark.parametrize(
    ("query", "person"),
    [
        ("徐林", "xu-lin"),
        ("Xu Lin", "xu-lin"),
        ("Lin Xu", "xu-lin"),
        ("Blair Dennis", "dennis-blair"),
        ("dennis blair", "dennis-blair"),
        ("布莱尔", "dennis-blair"),
        ("丹尼斯布莱尔", "dennis-blair"),
        ("布萊爾", "dennis-blair"),
    ],
)
def test_names(page: Page, address: str, language: str, query: str, person: str) -> None:
    assert go(page, address, language, query) == [f"7/{person}"]


@both_languages
def test_several_words_all_of_them_then_said_so_some(page: Page, address: str, language: str) -> None:
    every = go(page, address, language, "人工智能 OECD")
    assert {"r7-17", "r7-18"} <= set(every)
    assert page.locator("[data-search-notices]").inner_text().count("OECD") == 0
    some = go(page, address, language, "quantum 镓")
    assert some == ["7/new-developments-3"]
    assert "镓" in page.inner_text("[data-search-notices]")
    assert {"zh": "一部分", "en": "contain some of them"}[language] in page.inner_text("[data-search-notices]")


@both_languages
def test_a_chinese_query_that_nothing_holds_is_tried_in_parts(page: Page, address: str, language: str) -> None:
    assert "r7-20" in go(page, address, language, "监管审查火箭发射")
    assert "监管审查" in page.inner_text("[data-search-notices]")


# Across languages


@both_languages
def test_the_passage_that_matched_and_the_readers_own(page: Page, address: str, language: str) -> None:
    query, tag = {"zh": ("malware", "en"), "en": ("恶意软件", "zh-Hans")}[language]
    own = {"zh": "zh-Hans", "en": "en"}[language]
    go(page, address, language, query)
    result = page.locator("[data-record='r7-09']")
    assert result.locator(".result__match").get_attribute("lang") == tag
    assert query in result.locator(".result__match mark").first.inner_text().lower()
    assert result.locator(".result__own").get_attribute("lang") == own


@both_languages
def test_in_the_readers_own_language_one_passage_is_enough(page: Page, address: str, language: str) -> None:
    go(page, address, language, {"zh": "恶意软件", "en": "malware"}[language])
    assert page.locator("[data-record='r7-09'] .result__passage").count() == 1


@both_languages
def test_the_glossary_widens_below_the_literal_hits_and_says_so(page: Page, address: str, language: str) -> None:
    results = go(page, address, language, "semiconductor")
    widened = page.eval_on_selector_all("[data-widened]", "all => all.map(li => li.dataset.record)")
    assert widened == ["7/cai-yimao"]
    assert results[-1] == "7/cai-yimao"
    assert "集成电路" in page.inner_text("[data-search-notices]")
    assert page.locator("[data-record='7/cai-yimao'] mark").count() > 0


@pytest.mark.parametrize(("query", "wanted"), [("overcapacity", "r2-p1"), ("GDC", "r7-07"), ("产业链", "r3-p2")])
@both_languages
def test_synonyms(page: Page, address: str, language: str, query: str, wanted: str) -> None:
    assert wanted in go(page, address, language, query)


# Order


@both_languages
@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("网联", "r7-14"),  # recommendations before blocks, title before text
        ("数据本地化", "r7-04"),  # title before text
        ("electric vehicles", "r7-12"),  # the whole query before its words
        ("r7-08", "r7-08"),
        ("R7-8", "r7-08"),
        ("r2-p3", "r2-p3"),
    ],
)
def test_order(page: Page, address: str, language: str, query: str, first: str) -> None:
    assert go(page, address, language, query)[0] == first


@both_languages
def test_kinds_come_in_order_and_ties_by_newest_round(page: Page, address: str, language: str) -> None:
    go(page, address, language, "供应链")
    rounds = page.eval_on_selector_all(
        ":is([data-kind=block], [data-kind=record]):not([data-widened])",
        "all => all.map(li => parseInt(li.dataset.record, 10))",
    )
    assert rounds == sorted(rounds, reverse=True)
    assert len(set(rounds)) > 1


def test_a_block_and_its_recommendation_are_one_result(page: Page, address: str) -> None:
    results = go(page, address, "zh", "零选项")
    assert results == ["r7-09"]
    links = page.eval_on_selector_all("[data-record='r7-09'] .result__links a", "all => all.map(a => a.href)")
    assert [urlsplit(link).fragment for link in links] == ["r7-09"] * len(links)
    assert "/rounds/7/recommendations/" in links[0]
    assert links[1].endswith("/rounds/7/#r7-09")


@both_languages
def test_links_lead_to_what_is_there(page: Page, address: str, language: str) -> None:
    go(
        page,
        address,
        language,
        "",
        "&kind=recommendation&kind=position&kind=thread&kind=participant&kind=round&kind=block",
    )
    links = set(page.eval_on_selector_all("[data-record] a", "all => all.map(a => a.href)"))
    assert len(links) > 150
    by_page: dict[str, set[str]] = {}
    for link in links:
        assert link.startswith(address + PREFIX[language])
        target, _, fragment = link.partition("#")
        by_page.setdefault(target, set()).add(fragment)
    for target, fragments in by_page.items():
        answer = page.request.get(target)
        assert answer.status == 200, target
        html = answer.text()
        for fragment in fragments - {""}:
            assert f'id="{fragment}"' in html, f"{target}#{fragment}"


# Filters, groups, address


@both_languages
def test_filters_count_and_stand_in_the_address(page: Page, address: str, language: str) -> None:
    everything = go(page, address, language, "安全")
    option = page.locator("[data-filter=kind][data-value=recommendation]")
    count = int(option.locator("[data-filter-count]").inner_text())
    assert 0 < count < len(everything)
    option.locator("input").check()
    expect(page.locator("[data-search-count]")).to_have_text(str(count))
    assert parse_qs(urlsplit(page.url).query)["kind"] == ["recommendation"]
    assert page.locator("[data-record]:not([data-kind=recommendation])").count() == 0
    for name in ("round", "topic"):
        other = page.locator(f"[data-filter={name}]").first
        count = int(other.locator("[data-filter-count]").inner_text())
        other.locator("input").check()
        expect(page.locator("[data-search-count]")).to_have_text(str(count))
        assert parse_qs(urlsplit(page.url).query)[name] == [other.get_attribute("data-value")]
    sent = page.url
    kept = ids(page)
    for _ in range(3):
        page.go_back()
    expect(page.locator("[data-search-count]")).to_have_text(str(len(everything)))
    page.goto(sent)
    assert settled(page) == kept


def test_filter_by_side(page: Page, address: str) -> None:
    results = go(page, address, "en", "全球", "&side=us")
    assert results
    assert all(result.startswith("7/") for result in results)
    page.locator("[data-search-clear]").click()
    expect(page.locator("[data-filter=side] input:checked")).to_have_count(0)
    assert "side" not in page.url


@both_languages
def test_grouped_by_round(page: Page, address: str, language: str) -> None:
    go(page, address, language, "供应链")
    page.locator("[data-search-group]").check()
    expect(page.locator("[data-search-results] h2").first).to_contain_text({"zh": "第七轮", "en": "Round 7"}[language])
    assert "group=round" in page.url
    headings = page.locator("[data-search-results] h2").all_inner_texts()
    assert len(headings) > 2


def test_back_returns_to_the_search_before(page: Page, address: str) -> None:
    first = go(page, address, "zh", "网联")
    page.fill("[data-search-input]", "碳排放")
    page.press("[data-search-input]", "Enter")
    expect(page.locator("[data-record='r7-14']")).to_be_visible()
    page.wait_for_url(lambda url: quote("碳排放") in url)
    page.go_back()
    expect(page.locator("[data-search-input]")).to_have_value("网联")
    expect(page.locator("[data-record]")).to_have_count(len(first))


# Keyboard, screen readers, input methods


@both_languages
@pytest.mark.parametrize("where", ["", "rounds/7/", "topics/semiconductors/", "people/", "about/"])
def test_slash_comes_to_the_box_on_every_page(page: Page, address: str, language: str, where: str) -> None:
    page.goto(f"{address}{PREFIX[language]}{where}")
    page.keyboard.press("/")
    expect(page.locator(".search-box__input")).to_be_focused()
    assert page.input_value(".search-box__input") == ""


def test_the_404_page_searches_too(version: Path) -> None:
    html = (version / "404.html").read_text(encoding="utf-8")
    assert 'data-root="/dialogue-archive/"' in html


@both_languages
def test_the_box_with_the_keyboard(page: Page, address: str, language: str) -> None:
    page.goto(f"{address}{PREFIX[language]}rounds/7/")
    page.keyboard.press("/")
    page.keyboard.type("malware", delay=10)
    box = page.locator(".search-box__input")
    expect(page.locator("[role=option]").first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option]").first).to_have_attribute("aria-selected", "true")
    active = box.get_attribute("aria-activedescendant")
    assert active == page.locator("[role=option]").first.get_attribute("id")
    page.keyboard.press("Escape")
    expect(page.locator("[data-search-panel]")).to_be_hidden()
    expect(box).to_be_focused()
    page.keyboard.type("s")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}{PREFIX[language]}rounds/7/recommendations/#r7-09")


@both_languages
def test_enter_in_the_box_leads_to_all_results(page: Page, address: str, language: str) -> None:
    page.goto(f"{address}{PREFIX[language]}people/")
    page.fill(".search-box__input", "芯片")
    page.press(".search-box__input", "Enter")
    page.wait_for_url(f"{address}{PREFIX[language]}search/?q={quote('芯片')}")
    assert settled(page)


@both_languages
def test_arrows_move_through_the_results_and_enter_goes(page: Page, address: str, language: str) -> None:
    go(page, address, language, "网联")
    page.focus("[data-search-input]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-record='r7-13'] .result__title a")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(page.locator("[data-search-input]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}{PREFIX[language]}rounds/7/recommendations/#r7-14")


@both_languages
def test_counts_are_announced(page: Page, address: str, language: str) -> None:
    go(page, address, language, "网联")
    said = page.locator("[data-search-announcement]")
    assert said.get_attribute("aria-live") == "polite"
    expect(said).to_contain_text({"zh": "共4条结果", "en": "4 results"}[language])
    go(page, address, language, "网联", "&kind=thread")
    expect(said).to_contain_text({"zh": "都不符合", "en": "none match"}[language])


@both_languages
@pytest.mark.parametrize("field", ["[data-search-input]", ".search-box__input"])
def test_nothing_fires_while_composing(page: Page, address: str, language: str, field: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}{PREFIX[language]}search/")
    page.focus(field)
    page.wait_for_load_state("networkidle")
    asked.clear()
    keyboard = page.context.new_cdp_session(page)
    for text in ("w", "wang", "wang lian"):
        keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        page.wait_for_timeout(200)
        page.dispatch_event(field, "keydown", {"key": "ArrowDown", "isComposing": True})
        page.dispatch_event(field, "keydown", {"key": "Enter", "keyCode": 229})
    assert page.input_value(field) == "wang lian"
    assert not asked
    assert state(page) == "idle"
    assert "q=" not in page.url
    keyboard.send("Input.insertText", {"text": "网联"})
    if field == "[data-search-input]":
        assert len(settled(page)) == 4
    else:
        expect(page.locator("[role=option]")).to_have_count(5)


# When things go wrong


@both_languages
def test_without_scripts(chromium: Browser, address: str, language: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{PREFIX[language]}search/?q=x")
    expect(page.get_by_text({"zh": "检索需要启用脚本", "en": "Search requires JavaScript"}[language])).to_be_visible()
    links = page.locator("[data-search-idle] a")
    assert links.count() > 20
    assert page.locator("[data-search-idle] a[href$='topics/semiconductors/']").is_visible()
    page.fill(".search-box__input", "芯片")
    page.press(".search-box__input", "Enter")
    page.wait_for_url(f"{address}{PREFIX[language]}search/?q={quote('芯片')}")
    context.close()


@both_languages
def test_an_index_that_cannot_load(page: Page, address: str, language: str) -> None:
    page.route("**/search-index/**", lambda route: route.abort())
    assert go(page, address, language, "芯片") == []
    assert state(page) == "error"
    message = page.locator("[data-search-error]")
    assert "检索索引未能载入" in message.inner_text()
    assert "could not be loaded" in message.inner_text()
    assert page.locator("[data-search-idle] a").first.is_visible()
    page.unroute("**/search-index/**")
    page.locator("[data-search-retry]").click()
    expect(page.locator("[data-record]").first).to_be_visible()
    assert message.is_hidden()


def test_a_shard_that_cannot_load_is_tried_again(page: Page, address: str) -> None:
    page.route(re.compile("/t[0-9]+[.]bin"), lambda route: route.fulfill(status=500))
    go(page, address, "zh", "芯片")
    assert state(page) == "error"
    page.unroute(re.compile("/t[0-9]+[.]bin"))
    page.locator("[data-search-retry]").click()
    expect(page.locator("[data-record]").first).to_be_visible()


@both_languages
def test_a_query_of_ten_thousand_characters(page: Page, address: str, language: str) -> None:
    page.goto(f"{address}{PREFIX[language]}search/")
    page.fill("[data-search-input]", "数字经济" * 2500)
    settled(page)
    assert "300" in page.inner_text("[data-search-notices]")
    assert len(page.url) < 4000
    page.fill(".search-box__input", "芯片 " * 3000)
    expect(page.locator("[data-search-panel]")).to_be_visible()


@both_languages
@pytest.mark.parametrize(
    "query",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "constructor", "__proto__", "%00", '"', "、。"],
)
def test_no_query_breaks_anything(page: Page, address: str, language: str, query: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail("a query ran"))
    go(page, address, language, query)
    assert page.locator("[data-search] img, [data-search-results] script").count() == 0
    assert state(page) in ("done", "empty")
    page.fill(".search-box__input", query)
    page.wait_for_timeout(250)
    assert page.locator("[data-search-panel] img, [data-search-panel] script").count() == 0


@both_languages
@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_runs_over_the_edge(page: Page, address: str, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    go(page, address, language, "semiconductors")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.fill(".search-box__input", "semiconductors")
    expect(page.locator("[role=option]").first).to_be_visible()
    edges = page.locator("[data-search-panel]").bounding_box()
    assert edges
    assert edges["x"] >= 0
    assert edges["x"] + edges["width"] <= width


def test_a_panel_that_comes_late_does_not_open_behind_the_reader(page: Page, address: str) -> None:
    page.route("**/search-panel.js", lambda route: (page.wait_for_timeout(600), route.continue_()))
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("security")
    page.keyboard.press("Tab")
    page.wait_for_function("document.querySelector('[data-search-panel]')")
    page.wait_for_timeout(400)
    expect(page.locator("[data-search-panel]")).to_be_hidden()
    page.locator(".search-box__input").focus()
    page.keyboard.type(" ")
    expect(page.locator("[role=option]").first).to_be_visible()


def test_a_panel_that_failed_to_load_is_asked_for_again(chromium: Browser, address: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.abort()
        else:
            route.continue_()

    page.route("**/search-panel.js*", answer)
    page.goto(address)
    box = page.locator(".search-box__input")
    box.focus()
    page.wait_for_timeout(300)
    box.blur()
    box.focus()
    box.press_sequentially("芯片")
    expect(page.locator("[role=option]").first).to_be_visible()
    assert len(asked) == 2
    context.close()


def test_the_words_typed_before_the_panel_came_lead_to_the_results(page: Page, address: str) -> None:
    page.route("**/search-panel.js", lambda route: route.abort())
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("chip")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=chip")


def test_a_reader_who_does_not_search_fetches_no_search(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    page.goto(f"{address}rounds/7/", wait_until="networkidle")
    assert "search-box.js" in asked
    assert not [name for name in asked if name.startswith("search-") and name != "search-box.js"]


@both_languages
def test_a_name_that_no_record_holds_is_not_found_by_one_of_its_characters(
    page: Page, address: str, language: str
) -> None:
    assert go(page, address, language, "切尔托夫") == []
    assert state(page) == "empty"
