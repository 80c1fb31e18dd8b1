"""Reading a project: every page of every round in both languages, and every data file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.problems import Problem
from dialogue_archive.reading import files, pages, schema, yaml_source
from dialogue_archive.reading.files import NUMBER, visible_files
from dialogue_archive.reading.pages import Page
from dialogue_archive.reading.yaml_source import YamlSource

T = TypeVar("T")
PAGE_NAMES = ("index", "recommendations", "participants")
PageKey = tuple[int, str, Language]
_NAMELESS = {"zh": "—", "en": "—"}
_SIDE = {"label": _NAMELESS, "adjective": _NAMELESS, "names": {}, "person_names": "zh"}
# Replaces data/series.yml where it cannot be read, so that the other files can be checked.
_NO_SERIES = schema.Series.model_validate(
    {
        "name": _NAMELESS,
        "site": {"name": _NAMELESS, "short_name": _NAMELESS, "description": _NAMELESS},
        "round": {"zh": "{numeral}", "en": "{number}"},
        "sides": {"cn": _SIDE, "us": _SIDE},
    }
)
_EMPTY_ROUND = {"round": 1, "text": {"coverage": "none"}}


@dataclass(frozen=True)
class StandalonePage:
    """A page outside the rounds. `text` follows the front matter and begins at `first_line` of the file."""

    path: str
    language: Language
    name: str
    text: str
    front: schema.StandaloneFrontMatter
    first_line: int = 1


@dataclass(frozen=True)
class Sources:
    """Everything read from the disk, before it is assembled, with the problems found while reading."""

    root: Path
    pages: Mapping[PageKey, Page]
    standalone_pages: tuple[StandalonePage, ...]
    rounds: Mapping[int, YamlSource[schema.RoundFacts]]
    series: YamlSource[schema.Series]
    topics: YamlSource[schema.Topics]
    people: YamlSource[schema.People]
    partners: YamlSource[schema.PartnersFile]
    references: YamlSource[schema.References]
    glossary: YamlSource[schema.Glossary]
    relations: YamlSource[schema.Relations]
    registry: YamlSource[schema.Registry]
    corrections: YamlSource[schema.Corrections]
    interface: YamlSource[schema.Interface]
    problems: tuple[Problem, ...]

    @cached_property
    def broken(self) -> frozenset[str]:
        """The paths of files with problems of reading. Checks do not report what only follows from those."""
        return frozenset(problem.path for problem in self.problems)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The rounds that have any page or data file."""
        return tuple(sorted({key[0] for key in self.pages} | set(self.rounds)))

    def page(self, number: int, name: str, language: Language) -> Page | None:
        """One page of a round, or None when it does not exist."""
        return self.pages.get((number, name, language))


def page_path(number: int, name: str, language: Language) -> str:
    """The path of a page of a round, relative to the project."""
    return f"docs/{language}/rounds/{number}/{name}.md"


def round_path(number: int) -> str:
    """The path of the data file of a round, relative to the project."""
    return f"data/rounds/{number}.yml"


def read_project(root: Path) -> Sources:
    """Read the project at `root`. Never raises for faulty content: `Sources.problems` has what is wrong."""
    problems: list[Problem] = []
    found_pages: dict[PageKey, Page] = {}
    for key, path in _round_pages(root, problems):
        found_pages[key] = _read_page(root, path, key, problems)
    problems.extend(files.unexpected_files(root))
    rounds = dict(_rounds(root, problems))

    def data(name: str, schema_: Any, default: T) -> YamlSource[T]:
        return _yaml(root, f"data/{name}.yml", schema_, default, problems)

    return Sources(
        root=root,
        pages=MappingProxyType(found_pages),
        standalone_pages=tuple(_standalone_pages(root, problems)),
        rounds=MappingProxyType(rounds),
        series=data("series", schema.Series, _NO_SERIES),
        topics=data("topics", schema.Topics, {}),
        people=data("people", schema.People, {}),
        partners=data("partners", schema.PartnersFile, {}),
        references=data("references", schema.References, {}),
        glossary=data("glossary", schema.Glossary, ()),
        relations=data("relations", schema.Relations, ()),
        registry=data("registry", schema.Registry, schema.Registry()),
        corrections=data("corrections", schema.Corrections, ()),
        interface=data("interface", schema.Interface, {}),
        problems=tuple(problems),
    )


def _yaml(root: Path, path: str, schema_: Any, default: T, problems: list[Problem]) -> YamlSource[T]:
    value, faults = yaml_source.read(root / path, schema_, name=path, default=default)
    problems.extend(faults)
    return value


def _rounds(root: Path, problems: list[Problem]) -> Iterator[tuple[int, YamlSource[schema.RoundFacts]]]:
    empty = schema.RoundFacts.model_validate(_EMPTY_ROUND)
    for file in visible_files(root / "data" / "rounds", "*.yml"):
        if not NUMBER.fullmatch(file.stem):
            continue
        path = file.relative_to(root).as_posix()
        before = len(problems)
        facts = _yaml(root, path, schema.RoundFacts, empty, problems)
        if facts.value.round != int(file.stem) and len(problems) == before:
            message = f"found round {facts.value.round}, expected {file.stem} as in the name of the file"
            problems.append(Problem(path, facts.line("round"), message, "round-number"))
        yield int(file.stem), facts


def _round_pages(root: Path, problems: list[Problem]) -> Iterator[tuple[PageKey, str]]:
    """The key and the path of each page of a round."""
    for language in LANGUAGES:
        folder = root / "docs" / language / "rounds"
        for file in visible_files(folder, "*.md"):
            path = file.relative_to(root).as_posix()
            inside = file.relative_to(folder).parts
            if len(inside) != 2 or not NUMBER.fullmatch(inside[0]) or file.stem not in PAGE_NAMES:
                names = ", ".join(f"{name}.md" for name in PAGE_NAMES)
                message = f"this is not a page of a round, expected rounds/<number>/ with {names}"
                problems.append(Problem(path, 0, message, "unexpected-files"))
                continue
            yield (int(inside[0]), file.stem, language), path


def _read_page(root: Path, path: str, key: PageKey, problems: list[Problem]) -> Page:
    number, name, language = key
    text, fault = files.read_text(root / path, path)
    page, faults = pages.read(text or "", path=path, language=language, round_number=number, name=name)
    if text is not None:
        problems.extend(faults)
    elif fault:
        problems.append(fault)
    return page


def _standalone_pages(root: Path, problems: list[Problem]) -> Iterator[StandalonePage]:
    for language in LANGUAGES:
        base = root / "docs" / language
        for file in visible_files(base, "*.md"):
            name = file.relative_to(base).with_suffix("").as_posix()
            if name.startswith("rounds/"):
                continue
            path = file.relative_to(root).as_posix()
            text, fault = files.read_text(file, path)
            if text is None:
                problems.extend([fault] if fault else [])
                continue
            problems.extend(files.invisible(text, path))
            lines = text.split("\n")
            front, first, found = pages.read_front(lines, schema.StandaloneFrontMatter, path=path, language=language)
            problems.extend(found)
            yield StandalonePage(path, language, name, "\n".join(lines[first:]), front, first + 1)
