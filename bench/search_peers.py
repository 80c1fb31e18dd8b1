"""The peers of `make bench-search`, over the same records: Material's search and Pagefind."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import material

from dialogue_archive.search.records import Record

# Material's search at its best for two languages (stack-notes): both languages, no stemmer (it breaks Chinese), every
# Chinese mark of punctuation a separator, and jieba to cut words at build time, as its plugin does.
_CONFIG = {
    "lang": ["zh", "en"],
    "separator": r"[\s\u200b\u3000\-，。、；：？！“”‘’（）《》〈〉「」·.,;:()\"'/]+",
    "pipeline": [],
    "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
}
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def write_material(records: Sequence[Record], into: Path) -> None:
    """Material's search index and its own worker."""
    import jieba

    jieba.setLogLevel(60)

    def cut(text: str) -> str:
        return _HAN.sub(lambda match: "\u200b" + "\u200b".join(jieba.cut(match[0])) + "\u200b", text).strip("\u200b")

    docs = [
        {
            "location": record.id,
            "title": cut(html.escape(f"{record.title.zh or ''} {record.title.en or ''}".strip())),
            "text": cut(html.escape(f"{record.text.zh or ''} {record.text.en or ''}")),
        }
        for record in records
    ]
    into.mkdir(parents=True)
    index = {"config": _CONFIG, "docs": docs, "options": {"suggest": False}}
    (into / "search_index.json").write_text(json.dumps(index, separators=(",", ":")), encoding="utf-8")
    scripts = Path(material.__file__).parent / "templates" / "assets" / "javascripts"
    shutil.copytree(scripts / "lunr", into / "lunr")
    (into / "workers").mkdir()
    shutil.copy(next((scripts / "workers").glob("search.*.min.js")), into / "workers" / "search.js")


def write_pagefind(records: Sequence[Record], into: Path) -> None:
    """A page a record, both languages on it, and Pagefind over them with nothing set."""
    pages = into.parent / "pagefind-pages"
    pages.mkdir(parents=True)
    for number, record in enumerate(records):
        body = "".join(
            f'<h2 lang="{tag}">{html.escape(title or "")}</h2><p lang="{tag}">{html.escape(text or "")}</p>'
            for tag, title, text in (("zh", record.title.zh, record.text.zh), ("en", record.title.en, record.text.en))
        )
        (pages / f"{number}.html").write_text(
            f'<!doctype html><html lang="zh"><title>{html.escape(record.id)}</title>'
            f'<body data-pagefind-body><span data-pagefind-meta="record:{html.escape(record.id)}"></span>{body}</body>',
            encoding="utf-8",
        )
    subprocess.run(
        [sys.executable, "-m", "pagefind", "--site", str(pages), "--output-path", str(into)],
        check=True,
        capture_output=True,
    )
