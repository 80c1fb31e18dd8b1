"""`make bench-search`: our search against Material's and Pagefind, in one run, in Chromium, on the same records.

Prints a table of recall, precision and mean reciprocal rank for the queries of bench/search_queries.yml, and of bytes,
times and sizes on a made-up archive of 200 rounds; writes the same to bench/results/search.md.

    python bench/search_bench.py --synthetic /tmp/archive-200
"""

from __future__ import annotations

import argparse
import functools
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from playwright.sync_api import Browser, Page, sync_playwright

from dialogue_archive.archive import load
from dialogue_archive.archive.relations import Links
from dialogue_archive.search import write_index
from dialogue_archive.search.records import Record, records
from search_peers import write_material, write_pagefind
from search_server import sent, serving

PROJECT = Path(__file__).resolve().parent.parent
ENGINES = {"ours": "Ours", "material": "Material’s search", "pagefind": "Pagefind"}
LITERAL = ("whole", "sub", "character", "english", "phrase", "name", "folding", "several")
CLASSES = {
    "whole": "Chinese words",
    "sub": "parts of Chinese words",
    "character": "single characters",
    "english": "English words",
    "phrase": "quoted phrases",
    "name": "names",
    "folding": "traditional, full-width, mixed",
    "several": "several words",
    "cross": "across languages and synonyms",
    "ranking": "ranking",
}
_CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@dataclass
class Score:
    """One engine's answers to one class of queries."""

    recall: list[float] = field(default_factory=list)
    precision: list[float] = field(default_factory=list)
    reciprocal: list[float] = field(default_factory=list)


# What a query should find. Written apart from the search itself, with plain means.


@functools.cache
def squashed(text: str) -> str:
    """A text without spaces, quotation marks, dots of names; half-width, lower case."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[\s“”\"‘’'「」『』《》〈〉·]", "", plain)


@functools.cache
def spaced(text: str) -> str:
    """A text for whole English words: half-width, lower case, hyphens and apostrophes apart."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    return re.sub(r"'s\b", "", plain)


def holds(texts: Sequence[str], part: str | list[str]) -> bool:
    """Whether one of a record's texts holds the part, or one of its forms."""
    forms = part if isinstance(part, list) else [part]
    for form in forms:
        if re.search(r"[\u3400-\u9fff]", form):
            if any(squashed(form) in squashed(text) for text in texts):
                return True
        else:
            words = r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", form.lower()))
            if any(re.search(rf"(?<![a-z0-9]){words}(?![a-z0-9])", spaced(text)) for text in texts):
                return True
    return False


def truth(found: Sequence[Record], query: dict[str, Any]) -> set[str]:
    """The ids of the records that a query should find."""
    if "expect" in query:
        return set(query["expect"])
    parts = query.get("all", [query["query"]])
    wanted = set()
    for record in found:
        texts = [text for words in (record.title, record.text) for text in (words.zh, words.en) if text]
        lines = [line for text in texts for line in text.split("\n")]
        if all(holds(lines, part) for part in parts):
            wanted.add(record.id)
    return wanted


# The run.


@contextmanager
def prepared(project: Path, folder: Path) -> Iterator[tuple[str, list[Record], dict[str, float]]]:
    """The three engines over one project's records, served: the address, the records, seconds to build each index."""
    _, archive = load(project)
    links = Links(archive)
    found = list(records(archive, links))
    seconds = {}
    for name, write in (
        ("ours", lambda: write_index(archive, links, folder / "ours")),
        ("material", lambda: write_material(found, folder / "material")),
        ("pagefind", lambda: write_pagefind(found, folder / "pagefind")),
    ):
        start = time.perf_counter()
        write()
        seconds[name] = time.perf_counter() - start
    (folder / "run.html").write_text(
        '<!doctype html><meta charset="utf-8"><html lang="zh"><script type="module" src="run.js"></script>',
        encoding="utf-8",
    )
    (folder / "run.js").write_bytes((PROJECT / "bench" / "search_run.js").read_bytes())
    with serving(folder) as address:
        yield address, found, seconds


def opened(browser: Browser, address: str, engine: str, *, first: bool = False) -> Page:
    """A new page with one engine open, its index loaded and nothing asked yet."""
    page = browser.new_context().new_page()
    page.goto(f"{address}run.html?site={quote(address + engine + '/')}{'&first' if first else ''}")
    page.wait_for_function("window.ready")
    page.evaluate(f"open_.{engine}().then(ask => {{ window.ask = ask; }})")
    return page


def asked(page: Page, query: str) -> dict[str, Any]:
    """The answer to a query."""
    answer: dict[str, Any] = page.evaluate("query => ask(query)", query)
    return answer


def quality(browser: Browser, address: str, found: list[Record], queries: dict[str, list[dict[str, Any]]]) -> Any:
    """Scores by class and engine; and each query where ours is not perfect."""
    scores = {name: {engine: Score() for engine in ENGINES} for name in queries}
    misses = []
    known = {record.id for record in found}
    for engine in ENGINES:
        page = opened(browser, address, engine)
        for name, entries in queries.items():
            for query in entries:
                wanted = truth(found, query)
                if unknown := wanted - known:
                    raise SystemExit(f"bench/search_queries.yml: {query['query']}: no records {sorted(unknown)}")
                answer = asked(page, query["query"])
                ids = answer["ids"]
                exact = answer["literal"] if wanted and name in LITERAL else ids
                if not wanted:
                    exact = answer["literal"]
                score = scores[name][engine]
                recall = len(wanted & set(ids)) / len(wanted) if wanted else 1.0
                precision = len(wanted & set(exact)) / len(exact) if exact else 1.0
                score.recall.append(recall)
                if name in LITERAL:
                    score.precision.append(precision)
                ranks = [ids.index(one) + 1 for one in wanted if one in ids]
                if wanted:
                    score.reciprocal.append(1 / min(ranks) if ranks else 0.0)
                if engine == "ours" and (recall < 1 or (name in LITERAL and precision < 1)):
                    misses.append(f"{query['query']}: wanted {sorted(wanted)}, found {exact}")
        page.context.close()
    return scores, misses


def table(scores: dict[str, dict[str, Score]]) -> list[str]:
    """The table of recall, precision and mean reciprocal rank."""
    lines = [
        "| queries | n | " + " | ".join(f"{name}: recall | precision | MRR" for name in ENGINES.values()) + " |",
        "|---|--:|" + "--:|" * (3 * len(ENGINES)),
    ]

    def mean(values: Sequence[float]) -> str:
        return f"{statistics.fmean(values):.2f}" if values else "–"

    def row(name: str, by_engine: dict[str, Score]) -> str:
        cells = []
        for engine in ENGINES:
            score = by_engine[engine]
            cells += [mean(score.recall), mean(score.precision), mean(score.reciprocal)]
        return f"| {name} | {len(by_engine['ours'].recall)} | " + " | ".join(cells) + " |"

    lines += [row(CLASSES[name], by_engine) for name, by_engine in scores.items()]
    together = {
        engine: Score(
            *(
                [value for name in LITERAL for value in getattr(scores[name][engine], part)]
                for part in ("recall", "precision", "reciprocal")
            )
        )
        for engine in ENGINES
    }
    lines.append(row("**all literal queries**", together))
    return lines


def synthetic_queries(found: Sequence[Record], count: int) -> list[str]:
    """Queries drawn from the texts, always the same ones: Chinese of 2 to 5 characters, English words."""
    draw = random.Random(7)
    queries = []
    while len(queries) < count:
        record = draw.choice(found)
        if len(queries) % 3 == 2:
            words = re.findall(r"[A-Za-z]{6,}", record.text.en or "")
            queries += [draw.choice(words)] if words else []
        else:
            runs = re.findall(r"[\u4e00-\u9fff]{5,}", record.text.zh or "")
            if runs:
                run, length = draw.choice(runs), draw.randint(2, 5)
                start = draw.randint(0, len(run) - length)
                queries.append(run[start : start + length])
    return ["半导体", "人工智能", "semiconductor", "supply chain", *queries]


def milliseconds(browser: Browser, address: str, engine: str, queries: Sequence[str]) -> list[float]:
    """From the question to the first result, the index loaded. A fresh page each, but where all is loaded at once."""
    times = []
    page = opened(browser, address, engine, first=True)
    for query in queries:
        if engine != "material":
            page.context.close()
            page = opened(browser, address, engine, first=True)
        times.append(asked(page, query)["ms"])
    page.context.close()
    return times


def fetched(browser: Browser, start: str, action: str = "", query: str = "") -> int:
    """Bytes of all scripts and index files that a first query takes, as the server packed them, headers left out."""
    context = browser.new_context()
    page = context.new_page()
    sent()
    page.goto(start)
    if action:
        page.wait_for_function("window.ready")
        page.evaluate(action, query)
    else:
        page.wait_for_selector("[data-record]")
    page.wait_for_load_state("networkidle")
    context.close()
    return sent()


def disk(folder: Path) -> int:
    """Bytes of the files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def scale(browser: Browser, project: Path, site: Path) -> list[str]:
    """The figures of the made-up archive."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        _copy_site(site, folder / "ours")
        with prepared(project, folder) as (address, found, seconds):
            queries = synthetic_queries(found, 26)
            lines = [
                f"{len(found)} records, {len(queries)} queries, none of them asked before on its page.",
                "",
                "| | bytes of a first query: median | most | first result: median | 95 % | index on disk | built in |",
                "|---|--:|--:|--:|--:|--:|--:|",
            ]
            for engine, name in ENGINES.items():
                if engine == "ours":
                    sizes = [fetched(browser, f"{address}ours/search/?q={quote(query)}") for query in queries]
                else:
                    start = f"{address}run.html?site={quote(address + engine + '/')}&first"
                    sizes = [
                        fetched(browser, start, f"query => open_.{engine}().then(ask => ask(query))", query)
                        for query in (queries[:1] if engine == "material" else queries)
                    ]
                times = sorted(milliseconds(browser, address, engine, queries))
                built = disk(folder / engine / "search-index" if engine == "ours" else folder / engine)
                lines.append(
                    f"| {name} | {statistics.median(sizes) / 1000:.0f} KB | {max(sizes) / 1000:.0f} KB | "
                    f"{statistics.median(times):.0f} ms | {times[int(len(times) * 0.95) - 1]:.0f} ms | "
                    f"{built / 1e6:.1f} MB | {seconds[engine]:.1f} s |"
                )
            return lines


def _copy_site(site: Path, into: Path) -> None:
    """The search page and its scripts: what stands beside the index."""
    for name in ("assets", "search"):
        shutil.copytree(site / name, into / name)


def main() -> int:
    """Run; return 1 when ours misses what it must reach."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--project", type=Path, default=PROJECT, help="the project whose records are searched")
    parser.add_argument("--synthetic", type=Path, help="a made-up project; left out: made by bench/synthetic.py")
    parser.add_argument("--quick", action="store_true", help="leave the made-up archive out, and write no results")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--results", type=Path, default=PROJECT / "bench" / "results" / "search.md")
    options = parser.parse_args()
    queries = yaml.safe_load((PROJECT / "bench" / "search_queries.yml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "ours")],
            cwd=options.project,
            check=True,
        )
        browser = playwright.chromium.launch(executable_path=options.chromium, args=_CHROMIUM)
        with prepared(options.project, folder) as (address, found, _):
            scores, misses = quality(browser, address, found, queries)
        total = sum(len(entries) for entries in queries.values())
        about = f"`make bench-search`, Chromium {browser.version}. {len(found)} records, {total} queries."
        about += f" {os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}."
        lines = ["# Search, measured", "", about, "", *table(scores)]
        synthetic = None if options.quick else options.synthetic or _synthetic(folder / "synthetic")
        if synthetic:
            lines += ["", "## Two hundred rounds, made up", "", *scale(browser, synthetic, folder / "ours")]
        browser.close()
    report = "\n".join(lines) + "\n"
    print(report)
    if not options.quick:
        options.results.write_text(report, encoding="utf-8")
    for miss in misses:
        print("ours missed", miss, file=sys.stderr)
    return 1 if misses else 0


def _synthetic(into: Path) -> Path | None:
    """An archive of 200 rounds, when the generator is there."""
    generator = PROJECT / "bench" / "synthetic.py"
    if not generator.exists():
        print("bench/synthetic.py is not there; give --synthetic", file=sys.stderr)
        return None
    subprocess.run([sys.executable, str(generator), "--rounds", "200", "--into", str(into)], check=True)
    return into


if __name__ == "__main__":
    raise SystemExit(main())
