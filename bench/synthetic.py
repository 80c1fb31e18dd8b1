"""Made-up archives of N rounds, for measuring: the project as it is, with other rounds in place of its own.

Each round has the blocks of the real round 7, each block with as much text as there, drawn so that no sentence stands
twice; people who attend several rounds; threads of 5 to 10 items. `archive check` finds no problem in it, and the same
N and seed give the same bytes. Nothing in it is a record of anything.

    python bench/synthetic.py --rounds 200 --into /tmp/archive-200
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from dialogue_archive import ids
from dialogue_archive.ids import LANGUAGES, Language, Side
from dialogue_archive.language import chinese_numeral
from dialogue_archive.reading import pages
from dialogue_archive.reading.pages import Page, PageBlock, numbered
from dialogue_archive.reading.project import PAGE_NAMES, read_project
from dialogue_archive.reading.schema import FrontMatter
from dialogue_archive.views.pages import text_as_of
from names import people
from speech import Speech, coined

PROJECT = Path(__file__).resolve().parent.parent
MODEL_ROUND = 7
# What a build of the archive reads, besides the rounds; `src` is there for `watch` and is a link to the project's own.
_PARTS = (".gitignore", "mkdocs.yml", "overrides", "hooks", "docs", "data")
_NEWCOMERS, _REGULARS = 3, 9  # a side's new people in each round; those of the rounds before who may come again
_TAKEN_UP = 6  # recommendations of a round that take up earlier ones, with 9 or 10 relations in all, as in round 7
SIDES = ("cn", "us")  # of data/series.yml, which a made-up archive takes over
_NOTED = 6  # Chinese blocks of a round with an emendation


@dataclass
class Synthetic:
    """The state of one made-up archive while its rounds are drawn one after another."""

    into: Path
    model: dict[tuple[str, Language], Page]
    speech: dict[Language, Speech]
    random: random.Random
    topics: list[str]
    known: dict[Side, list[tuple[str, str, str]]] = field(default_factory=lambda: {side: [] for side in SIDES})
    titles: dict[str, dict[Language, str]] = field(default_factory=dict)
    open_threads: list[tuple[list[str], int]] = field(default_factory=list)
    threads: list[str] = field(default_factory=list)
    relations: list[dict[str, Any]] = field(default_factory=list)
    registered: dict[int, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class RoundDraft:
    """What the pages and the data of one round share: coined names, and the delegation of each side."""

    number: int
    names: tuple[str, ...]
    delegations: Mapping[Side, list[tuple[str, str, str]]]


def make(rounds: int, into: Path, *, seed: int = 7, project: Path = PROJECT) -> Path:
    """Write an archive of `rounds` made-up rounds into the new folder `into`, and return it."""
    if into.resolve().is_relative_to(project):
        raise SystemExit(f"{into} stands inside the project; made-up rounds never do")
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    for part in _PARTS:
        source = project / part
        if source.is_dir():
            shutil.copytree(source, into / part, ignore=shutil.ignore_patterns("__pycache__", "rounds"))
        else:
            shutil.copy(source, into / part)
    (into / "src").symlink_to(project / "src")
    for page in (into / "docs").rglob("*.md"):  # what became true with a round that is not made here
        page.write_text(text_as_of(page.read_text(encoding="utf-8"), rounds), encoding="utf-8")
    synthetic = _begin(into, seed, project)
    new_people = {side: people(side) for side in SIDES}
    for number in range(1, rounds + 1):
        _round(synthetic, number, new_people)
    _shared_data(synthetic, rounds)
    return into


def _begin(into: Path, seed: int, project: Path) -> Synthetic:
    sources = read_project(project)
    model = {
        (name, language): sources.pages[MODEL_ROUND, name, language] for name in PAGE_NAMES for language in LANGUAGES
    }
    glossary = sources.glossary.value
    speech = {
        language: Speech(
            language,
            (block.text for page in sources.pages.values() if page.language == language for block in page.blocks),
            glossary,
            seed,
        )
        for language in LANGUAGES
    }
    return Synthetic(into, model, speech, random.Random(seed), list(sources.topics.value))


def _round(synthetic: Synthetic, number: int, new_people: dict[Side, Iterator[tuple[str, str, str]]]) -> None:
    names = tuple(coined(synthetic.random) for _ in range(4))
    draft = RoundDraft(number, names, {side: _delegation(synthetic, side, new_people[side]) for side in SIDES})
    made = {
        (name, language): tuple(_blocks(synthetic, name, language, draft))
        for name in PAGE_NAMES
        for language in LANGUAGES
    }
    for (name, language), blocks in made.items():
        label = f"第{chinese_numeral(number)}轮" if language == "zh" else f"Round {number}"
        title = f"{label}{synthetic.model[name, language].title}" if language == "zh" else f"{label}: {name}"
        path = synthetic.into / "docs" / language / "rounds" / str(number) / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        description = synthetic.speech[language].title()
        path.write_text(pages.write(FrontMatter(title=title, description=description), blocks), encoding="utf-8")
    items = [block.id for block in made["index", "zh"] if block.id and ids.is_item(block.id)]
    _relate(synthetic, items)
    memo = replace(synthetic.model["index", "zh"], blocks=made["index", "zh"])
    emendations, source = _source(synthetic, (*made["index", "zh"], *made["participants", "zh"]))
    _round_data(synthetic, draft, items, emendations, source)
    synthetic.registered[number] = {
        "items": items,
        "sections": {
            section.id: sum(block.kind != "heading" for _, block in numbered(section)) for section in memo.sections
        },
    }


def _delegation(synthetic: Synthetic, side: Side, new: Iterator[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Who comes: three for the first time, the others from among the last nine of their side."""
    size = sum(block.kind == "term" for block in _section(synthetic.model["participants", "zh"], side))
    regulars = synthetic.known[side][-_REGULARS:]
    again = synthetic.random.sample(regulars, min(len(regulars), size - _NEWCOMERS))
    first = [next(new) for _ in range(size - len(again))]
    synthetic.known[side] += first
    return again + first


def _section(page: Page, section_id: str) -> tuple[PageBlock, ...]:
    return next(section.blocks for section in page.sections if section.id == section_id)


def _blocks(synthetic: Synthetic, name: str, language: Language, draft: RoundDraft) -> Iterator[PageBlock]:
    """The blocks of a page of the model round with other ids, names and texts."""
    names = draft.names
    speech = synthetic.speech[language]
    persons = iter([person for side in SIDES for person in draft.delegations[side]])
    for index, block in enumerate(synthetic.model[name, language].blocks):
        identifier = block.id.replace(f"r{MODEL_ROUND}-", f"r{draft.number}-") if block.id else None
        text = block.text
        if block.kind == "term":
            identifier, zh, en = next(persons)
            text = zh if language == "zh" else en
        elif identifier and ids.is_item(identifier) and block.kind == "heading":
            text = synthetic.titles.setdefault(identifier, {}).setdefault(language, speech.title())
        elif block.kind == "definition":
            text = speech.title()
        elif block.kind != "heading":
            text = speech.text(len(text), name=names[index // 3] if index % 3 == 0 and index // 3 < len(names) else "")
        yield PageBlock(block.kind, text, 0, level=block.level, id=identifier)


def _relate(synthetic: Synthetic, items: list[str]) -> None:
    """Let some items continue open threads, and open new ones that later rounds may take up."""
    chosen = synthetic.random.sample(items, len(items))
    due = synthetic.open_threads[:_TAKEN_UP]
    del synthetic.open_threads[:_TAKEN_UP]
    for (members, length), item in zip(due, chosen, strict=False):
        later = [*members, item]
        for target in dict.fromkeys((later[-2], synthetic.random.choice(later[:-1]))):
            synthetic.relations.append(_relation(synthetic, item, target))
        if len(members) == 1:
            synthetic.threads.append(members[0])
        if len(later) < length:
            synthetic.open_threads.append((later, length))
    fresh = chosen[len(due) :][: max(0, 2 * _TAKEN_UP - len(synthetic.open_threads))]
    for item in fresh:
        synthetic.open_threads.append(([item], synthetic.random.randint(5, 10)))


def _relation(synthetic: Synthetic, later: str, earlier: str) -> dict[str, Any]:
    evidence = {language: synthetic.speech[language].text(60 if language == "zh" else 200) for language in LANGUAGES}
    kind = synthetic.random.choice(ids.RELATION_TYPES)
    return {"from": later, "to": earlier, "type": kind, "basis": "editorial", "evidence": evidence}


def _source(synthetic: Synthetic, blocks: tuple[PageBlock, ...]) -> tuple[list[dict[str, Any]], str]:
    """The source text of the Chinese pages, with stray spaces in some lines, and the emendations that take them out."""
    marks = {"item": "- ", "paragraph": "", "heading": ""}
    lines: list[str] = []
    emendations: list[dict[str, Any]] = []
    long = [index for index, block in enumerate(blocks) if block.kind in ("paragraph", "item") and len(block.text) > 40]
    noted = set(synthetic.random.sample(long, _NOTED))
    for index, block in enumerate(blocks):
        if block.kind == "heading" and block.id == "participants":
            continue  # the page's own title, not the source's
        text = block.text
        if index in noted:
            at = synthetic.random.randint(8, len(text) - 8)
            stray, right = f"{text[at - 4 : at]} {text[at : at + 4]}", text[at - 4 : at + 4]
            text = text[:at] + " " + text[at:]
            note = {language: synthetic.speech[language].text(20) for language in LANGUAGES}
            emendations.append(
                {"lines": [len(lines) + 1], "kind": "spacing", "source": stray, "reading": right, "note": note}
            )
        if block.kind == "definition":
            lines[-2] += f"\t{text}"
        else:
            mark = "#" * block.level + " " if block.kind == "heading" else marks.get(block.kind, "")
            lines += [mark + text, ""]
    return emendations, "\n".join(lines)


def _round_data(
    synthetic: Synthetic,
    draft: RoundDraft,
    items: list[str],
    emendations: list[dict[str, Any]],
    source: str,
) -> None:
    number = draft.number
    file = f"data/sources/round-{number}.zh.txt"
    _write(synthetic.into / file, source)
    start = date(2019, 3, 1) + timedelta(days=180 * number)
    facts = {
        "round": number,
        "dates": {"start": start, "end": start + timedelta(days=1), "references": [f"S{number}"]},
        "place": {"zh": "某地", "en": "Someplace", "references": [f"S{number}"]},
        "themes": [{language: synthetic.speech[language].title() for language in LANGUAGES} for _ in range(5)],
        "text": {
            "coverage": "full",
            "references": [f"S{number}"],
            "source": {"file": file, "language": "zh", "sha256": hashlib.sha256(source.encode()).hexdigest()},
            "status": {"zh": "source", "en": "archive-translation"},
        },
        "heads": {side: draft.delegations[side][0][0] for side in SIDES},
        "recommendations": {
            item: {"topics": synthetic.random.sample(synthetic.topics, synthetic.random.randint(1, 4))}
            for item in items
        },
        "emendations": emendations,
    }
    _write(synthetic.into / "data" / "rounds" / f"{number}.yml", _yaml(facts))


def _shared_data(synthetic: Synthetic, rounds: int) -> None:
    data = synthetic.into / "data"
    persons = {
        identifier: {"zh": zh, "en": en, "side": side, "basis": "romanised" if side == "cn" else "public"}
        for side in SIDES
        for identifier, zh, en in synthetic.known[side]
    }
    references = "".join(
        f"S{number}: {{zh: 第{number}轮页面, en: Page of round {number}, url: 'https://example.org/{number}/', "
        f"languages: [zh], format: html, round: {number}}}\n"
        for number in range(1, rounds + 1)
    )
    _write(data / "people.yml", _yaml(persons))
    _write(data / "relations.yml", _yaml(synthetic.relations))
    _write(data / "corrections.yml", "[]\n")
    _write(data / "references.yml", (data / "references.yml").read_text(encoding="utf-8") + references)
    registry = {
        "rounds": synthetic.registered,
        "people": list(persons),
        "topics": synthetic.topics,
        "threads": synthetic.threads,
    }
    _write(data / "registry.yml", _yaml(registry))


def _yaml(value: Any) -> str:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(value, Dumper=dumper, allow_unicode=True, sort_keys=False, width=10**6))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Write a made-up archive, for measuring.")
    parser.add_argument("--rounds", type=int, required=True, help="how many rounds")
    parser.add_argument("--into", type=Path, required=True, help="a folder outside the project; it is made anew")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    print(make(options.rounds, options.into, seed=options.seed))


if __name__ == "__main__":
    main()
