"""A YAML text as plain data, with what YAML itself lets pass in silence, and its errors in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.constructor import ConstructorError

from dialogue_archive.problems import Problem

_LOST = re.compile(r"\s+(#[^\s#].*)")
_MAY_BE_LOST = re.compile(r"[ \t]#[^\s#]")
_NOT_YAML = "not YAML: "
_FALSE_BREAK = re.compile(r"\\\n")
# Deeper than any file of ours, and far from where YAML's reader exhausts the stack, which can end the whole program.
_DEEPEST = 60
_OPENED_AT_ONCE = re.compile(rf"(?:[-?:][ \t]+){{{_DEEPEST}}}")
_BRACKETS = re.compile(r"[\[\]{}]")


def too_deep(text: str) -> int | None:
    """The line (from 0) where brackets or list marks are nested deeper than any file of ours; None when nowhere."""
    at = _OPENED_AT_ONCE.search(text)
    if at:
        return text.count("\n", 0, at.start())
    if text.count("[") + text.count("{") <= _DEEPEST:
        return None
    depth = 0
    for bracket in _BRACKETS.finditer(text):
        depth = max(0, depth + (1 if bracket[0] in "[{" else -1))
        if depth > _DEEPEST:
            return text.count("\n", 0, bracket.start())
    return None


class PlainData:
    """The data of one text: mappings, lists and strings; and the faults met on the way.

    PyYAML's own constructor does the same at three times the cost, because it knows types and tags; we know neither.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._duplicates: list[tuple[int, str]] = []
        self._scalars: list[yaml.ScalarNode] = []
        self._wrapped: list[tuple[str, yaml.ScalarNode]] = []
        self._watches_marks = "#" in text and bool(_MAY_BE_LOST.search(text))

    def data(self, node: yaml.Node | None, above: tuple[yaml.Node, ...] = ()) -> Any:
        """The plain data of a node."""
        if isinstance(node, yaml.ScalarNode):
            if self._watches_marks and not node.style:
                self._scalars.append(node)
            return node.value
        if node is None:
            return None
        if node in above:
            raise ConstructorError(None, None, "found a value that holds itself", node.start_mark)
        if isinstance(node, yaml.SequenceNode):
            return [self.data(child, (*above, node)) for child in node.value]
        found: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise ConstructorError(None, None, "found a key that is not text", key.start_mark)
            name = key.value
            if name in found:
                message = f"the key {name} stands here a second time"
                self._duplicates.append((key.start_mark.line, message))
            if isinstance(value, yaml.ScalarNode) and value.start_mark.line != value.end_mark.line:
                self._wrapped.append((name, value))
            found[name] = self.data(value, (*above, node))
        return found

    def faults(self, *, is_chinese: bool) -> Iterator[tuple[int, str]]:
        """Line (from 0) and message of what is wrong though it is YAML."""
        yield from self._duplicates
        lines = self.text.split("\n") if self._scalars or self._wrapped else []
        for node in self._scalars:
            mark = node.end_mark
            lost = _LOST.match(lines[mark.line], mark.column) if mark.line < len(lines) else None
            if lost:
                message = (
                    f"everything from {lost[1][:30]} on is lost, because YAML takes it for a remark; "
                    f'put the words in quotation marks: "{node.value[-20:]} {lost[1][:20]}"'
                )
                yield mark.line, message
        for name, node in self._wrapped:
            if (is_chinese or name == "zh") and self._breaks(node, lines):
                yield (
                    node.start_mark.line,
                    "these words run over several lines; in Chinese they stand on one, or a space shows",
                )

    def _breaks(self, node: yaml.ScalarNode, lines: list[str]) -> bool:
        """Whether a line end inside the words shows."""
        start, end = node.start_mark, node.end_mark
        if node.style in ("|", ">"):
            return sum(bool(line.strip()) for line in lines[start.line + 1 : end.line]) > 1
        inside = "\n".join([lines[start.line][start.column :], *lines[start.line + 1 : end.line]])
        return len(_FALSE_BREAK.findall(inside + "\n")) < end.line - start.line


def is_yaml_fault(problem: Problem) -> bool:
    """Whether the problem says that a text is not YAML at all."""
    return problem.message.startswith(_NOT_YAML)


def deep(line: int, name: str) -> Problem:
    """The problem of a text that is nested too deeply at `line` of the file `name`."""
    return Problem(name, line, _NOT_YAML + "brackets or list marks are nested too deeply")


# What the parser says, and what an editor is to do. Those with True are told of the place where the thing was opened.
_QUOTE = "put words that hold : # , [ ] { } or begin with another mark in quotation marks"
_IN_PLAIN_WORDS: tuple[tuple[str, str, bool], ...] = (
    ("quoted scalar", "the quotation mark opened here is not closed, or the text after it is not", True),
    ("flow mapping", "the { opened here is not closed, or stray marks stand in it; " + _QUOTE, True),
    ("flow sequence", "the [ opened here is not closed, or stray marks stand in it; " + _QUOTE, True),
    ("simple key", "found no colon after this key, expected `key: value` with a half-width colon and a space", True),
    ("mapping values are not allowed", "found a second colon in the line; " + _QUOTE, False),
    ("tab character", "found a tab, expected spaces", False),
    ("'\\t'", "found a tab, expected spaces", False),
    ("cannot start any token", "found a mark that no words may begin with; " + _QUOTE, False),
    ("expected key", "this line does not fit those before it: compare their indentation; " + _QUOTE, False),
    (
        "'-' indicator",
        "this line does not fit those before it: compare their indentation; each entry begins with -",
        False,
    ),
    ("expected <block end>", "this line does not fit those before it: compare their indentation; " + _QUOTE, False),
    ("node content", "found a mark that no words may begin with, or a bracket that is not closed; " + _QUOTE, False),
    ("single document", "found a second --- or ..., expected one text without them", False),
    ("<document start>", "this line does not fit those before it: compare their indentation; " + _QUOTE, False),
    ("undefined alias", "found words that begin with *; " + _QUOTE, False),
    ("scanning an alias", "found words that begin with *; " + _QUOTE, False),
    ("scanning an anchor", "found words that begin with &; " + _QUOTE, False),
)


def explain(error: yaml.YAMLError, text: str, name: str, first_line: int) -> Problem:
    """The error at the line where an editor looks for it."""
    if not isinstance(error, yaml.MarkedYAMLError):
        position = getattr(error, "position", 0) or 0
        line = text.encode("utf-8", "replace")[:position].count(b"\n") + first_line
        return Problem(name, line, _NOT_YAML + "found a character that YAML does not take")
    said = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark
    for phrase, words, is_at_opening in _IN_PLAIN_WORDS:
        if phrase in said:
            if is_at_opening and error.context_mark:
                mark = error.context_mark
            line = mark.line if mark else 0
            return Problem(name, line + first_line, _NOT_YAML + words)
    return Problem(name, (mark.line if mark else 0) + first_line, f"{_NOT_YAML}{error.problem}")
