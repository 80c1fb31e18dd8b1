"""Reading a whole project: every page of every round in both languages, and every data file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.problems import Problem
from dialogue_archive.reading import files, located, pages, shapes, strangers
from dialogue_archive.reading.located import Located
from dialogue_archive.reading.pages import Page
from dialogue_archive.reading.strangers import NUMBER, visible_files

Shape = TypeVar("Shape")
PAGE_NAMES = ("index", "recommendations", "participants")
PageKey = tuple[int, str, Language]
_EMPTY_ROUND = {"round": 1, "text": {"held": "none"}}


@dataclass(frozen=True)
class FreePage:
    """A page outside the rounds: its place, its front matter and its text; the text begins at `first_line`."""

    path: str
    language: Language
    name: str
    text: str
    front: shapes.FreeFrontMatter
    first_line: int = 1


@dataclass(frozen=True)
class Sources:
    """Everything read from the disk, before it is put together, with the problems of reading."""

    root: Path
    pages: Mapping[PageKey, Page]
    free_pages: tuple[FreePage, ...]
    rounds: Mapping[int, Located[shapes.RoundFacts]]
    topics: Located[shapes.Topics]
    people: Located[shapes.People]
    partners: Located[shapes.PartnersFile]
    references: Located[shapes.References]
    glossary: Located[shapes.Glossary]
    relations: Located[shapes.Relations]
    registry: Located[shapes.Registry]
    corrections: Located[shapes.Corrections]
    interface: Located[shapes.Interface]
    problems: tuple[Problem, ...]

    @cached_property
    def broken(self) -> frozenset[str]:
        """The paths of files that could not be read whole: what would follow from them is not worth saying."""
        return frozenset(problem.path for problem in self.problems)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The rounds that have any page or data file."""
        return tuple(sorted({key[0] for key in self.pages} | set(self.rounds)))

    def page(self, number: int, name: str, language: Language) -> Page | None:
        """One page of a round, or None when it is not there."""
        return self.pages.get((number, name, language))


def page_path(number: int, name: str, language: Language) -> str:
    """Where a page of a round stands, relative to the project."""
    return f"docs/{language}/rounds/{number}/{name}.md"


def round_path(number: int) -> str:
    """Where the data of a round stand, relative to the project."""
    return f"data/rounds/{number}.yml"


class Reader:
    """Reads a project again and again, and only what changed: a file is known by its time and size."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known: dict[str, tuple[tuple[int, int], Any]] = {}

    def read(self) -> Sources:
        """Read the project as it stands now."""
        problems: list[Problem] = []
        found_pages: dict[PageKey, Page] = {}
        for number, language, name, path in self._round_pages(problems):
            page, faults = self._once(path, _page_reader(path, number, language, name))
            found_pages[number, name, language] = page
            problems.extend(faults)
        rounds: dict[int, Located[shapes.RoundFacts]] = {}
        problems.extend(strangers.in_data(self.root))
        for file in visible_files(self.root / "data" / "rounds", "*.yml"):
            relative = file.relative_to(self.root).as_posix()
            if not NUMBER.fullmatch(file.stem):
                continue
            facts, faults = self._yaml(relative, shapes.RoundFacts, shapes.RoundFacts.model_validate(_EMPTY_ROUND))
            problems.extend(faults)
            if facts.value.round != int(file.stem) and not faults:
                problems.append(
                    Problem(relative, facts.line("round"), f"found round {facts.value.round}, expected {file.stem}")
                )
            rounds[int(file.stem)] = facts

        def data(name: str, shape: Any, default: Shape) -> Located[Shape]:
            value, faults = self._yaml(f"data/{name}.yml", shape, default)
            problems.extend(faults)
            return value

        return Sources(
            root=self.root,
            pages=MappingProxyType(found_pages),
            free_pages=tuple(self._free_pages(problems)),
            rounds=MappingProxyType(rounds),
            topics=data("topics", shapes.Topics, {}),
            people=data("people", shapes.People, {}),
            partners=data("partners", shapes.PartnersFile, {}),
            references=data("references", shapes.References, {}),
            glossary=data("glossary", shapes.Glossary, ()),
            relations=data("relations", shapes.Relations, ()),
            registry=data("registry", shapes.Registry, shapes.Registry()),
            corrections=data("corrections", shapes.Corrections, ()),
            interface=data("interface", shapes.Interface, {}),
            problems=tuple(problems),
        )

    def _round_pages(self, problems: list[Problem]) -> list[tuple[int, Language, str, str]]:
        found: list[tuple[int, Language, str, str]] = []
        for language in LANGUAGES:
            folder = self.root / "docs" / language / "rounds"
            for file in visible_files(folder, "*.md"):
                relative = file.relative_to(self.root).as_posix()
                inside = file.relative_to(folder).parts
                if len(inside) != 2 or not NUMBER.fullmatch(inside[0]) or file.stem not in PAGE_NAMES:
                    names = ", ".join(f"{name}.md" for name in PAGE_NAMES)
                    problems.append(
                        Problem(relative, 0, f"not a page of a round, expected rounds/<number>/ and {names}")
                    )
                    continue
                found.append((int(inside[0]), language, file.stem, relative))
        return found

    def _free_pages(self, problems: list[Problem]) -> list[FreePage]:
        found = []
        for language in LANGUAGES:
            base = self.root / "docs" / language
            for file in visible_files(base, "*.md"):
                name = file.relative_to(base).with_suffix("").as_posix()
                if not name.startswith("rounds/"):
                    path = file.relative_to(self.root).as_posix()
                    page, faults = self._once(path, _free_page_reader(path, language, name))
                    problems.extend(faults)
                    if page:
                        found.append(page)
        return found

    def _yaml(self, path: str, shape: Any, default: Shape) -> tuple[Located[Shape], list[Problem]]:
        return self._once(path, lambda file: located.read(file, shape, name=path, default=default))

    def _once(self, path: str, read: Callable[[Path], tuple[Shape, list[Problem]]]) -> tuple[Shape, list[Problem]]:
        file = self.root / path
        try:
            status = file.stat()
            state = (status.st_mtime_ns, status.st_size)
        except OSError:
            state = (0, 0)
        if path not in self._known or self._known[path][0] != state:
            self._known[path] = (state, read(file))
        result: tuple[Shape, list[Problem]] = self._known[path][1]
        return result


def _page_reader(path: str, number: int, language: Language, name: str) -> Callable[[Path], tuple[Page, list[Problem]]]:
    def read(file: Path) -> tuple[Page, list[Problem]]:
        text, fault = files.read_text(file, path)
        if text is None:
            page, _ = pages.read("", path=path, language=language, round_number=number, name=name)
            return page, [fault] if fault else []
        return pages.read(text, path=path, language=language, round_number=number, name=name)

    return read


def _free_page_reader(
    path: str, language: Language, name: str
) -> Callable[[Path], tuple[FreePage | None, list[Problem]]]:
    def read(file: Path) -> tuple[FreePage | None, list[Problem]]:
        text, fault = files.read_text(file, path)
        if text is None:
            return None, [fault] if fault else []
        faults = list(files.invisible(text, path))
        lines = text.split("\n")
        empty = shapes.FreeFrontMatter(title="—")
        front, first = pages.read_front(lines, path, language, faults, shapes.FreeFrontMatter, empty)
        return FreePage(path, language, name, "\n".join(lines[first:]), front, first + 1), faults

    return read
