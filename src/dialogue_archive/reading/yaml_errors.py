"""The data of a YAML text, faults that YAML itself accepts silently, and its errors in plain language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.constructor import ConstructorError

from dialogue_archive.problems import Problem

_LOST = re.compile(r"\s+(#[^\s#].*)")
_MAY_BE_LOST = re.compile(r"[ \t]#[^\s#]")
_FALSE_BREAK = re.compile(r"\\\n")
# Deeper than any file of the archive, and far below the depth at which PyYAML exhausts the stack and crashes Python.
_MAX_DEPTH = 60
_NESTED_MARKS = re.compile(rf"(?:[-?:][ \t]+){{{_MAX_DEPTH}}}")
_BRACKETS = re.compile(r"[\[\]{}]")


def too_deep(text: str) -> int | None:
    """The line (from 0) where brackets or list marks are nested too deeply; None where they are not."""
    at = _NESTED_MARKS.search(text)
    if at:
        return text.count("\n", 0, at.start())
    if text.count("[") + text.count("{") <= _MAX_DEPTH:
        return None
    depth = 0
    for bracket in _BRACKETS.finditer(text):
        depth = max(0, depth + (1 if bracket[0] in "[{" else -1))
        if depth > _MAX_DEPTH:
            return text.count("\n", 0, bracket.start())
    return None


class YamlConstructor:
    """Constructs the data of one text, as mappings, lists and strings, and collects faults that YAML accepts.

    PyYAML's own constructor takes three times as long, because it also handles types and tags.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._duplicates: list[tuple[int, str]] = []
        self._scalars: list[yaml.ScalarNode] = []
        self._wrapped: list[tuple[str, yaml.ScalarNode]] = []
        self._may_lose_text = "#" in text and bool(_MAY_BE_LOST.search(text))

    def data(self, node: yaml.Node | None, above: tuple[yaml.Node, ...] = ()) -> Any:
        """The data of a node. Raises ConstructorError for recursive values and for keys that are not text."""
        if isinstance(node, yaml.ScalarNode):
            if self._may_lose_text and not node.style:
                self._scalars.append(node)
            return node.value
        if node is None:
            return None
        if node in above:
            raise ConstructorError(None, None, "found a value that contains itself", node.start_mark)
        if isinstance(node, yaml.SequenceNode):
            return [self.data(child, (*above, node)) for child in node.value]
        found: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise ConstructorError(None, None, "found a key that is not text", key.start_mark)
            name = key.value
            if name in found:
                self._duplicates.append((key.start_mark.line, f"duplicate key {name}"))
            if isinstance(value, yaml.ScalarNode) and value.start_mark.line != value.end_mark.line:
                self._wrapped.append((name, value))
            found[name] = self.data(value, (*above, node))
        return found

    def problems(self, path: str, *, first_line: int, is_chinese: bool) -> Iterator[Problem]:
        """Problems of a text that is valid YAML: duplicate keys, lost text, Chinese text on several lines."""
        for line, message in self._duplicates:
            yield Problem(path, line + first_line, message, "yaml-duplicate-keys")
        lines = self.text.split("\n") if self._scalars or self._wrapped else []
        for node in self._scalars:
            mark = node.end_mark
            lost = _LOST.match(lines[mark.line], mark.column) if mark.line < len(lines) else None
            if lost:
                message = (
                    f"the text from {lost[1][:30]} on would be lost, because YAML reads it as a comment; "
                    f'write the text in quotation marks: "{node.value[-20:]} {lost[1][:20]}"'
                )
                yield Problem(path, mark.line + first_line, message, "yaml-lost-text")
        for name, node in self._wrapped:
            if (is_chinese or name == "zh") and self._breaks(node, lines):
                message = "found text on several lines, expected one line; in Chinese a line break shows as a space"
                yield Problem(path, node.start_mark.line + first_line, message, "yaml-chinese-lines")

    def _breaks(self, node: yaml.ScalarNode, lines: list[str]) -> bool:
        """Whether a line break inside the text shows as a space."""
        start, end = node.start_mark, node.end_mark
        if node.style in ("|", ">"):
            return sum(bool(line.strip()) for line in lines[start.line + 1 : end.line]) > 1
        inside = "\n".join([lines[start.line][start.column :], *lines[start.line + 1 : end.line]])
        return len(_FALSE_BREAK.findall(inside + "\n")) < end.line - start.line


def not_yaml(path: str, line: int, reason: str) -> Problem:
    """The problem of a text that is not YAML."""
    return Problem(path, line, f"not YAML: {reason}", "yaml-syntax")


# A phrase of the parser's error, the explanation for editors, and whether the line is the one of the opening mark.
_QUOTE = "write text that contains : # , [ ] { } or begins with a special character in quotation marks"
_EXPLANATIONS: tuple[tuple[str, str, bool], ...] = (
    ("quoted scalar", "the quotation mark here is not closed, or one in the text after it is not", True),
    ("flow mapping", "the { here is not closed, or there is a stray character in it; " + _QUOTE, True),
    ("flow sequence", "the [ here is not closed, or there is a stray character in it; " + _QUOTE, True),
    ("simple key", "found no colon after this key, expected `key: value` with a half-width colon and a space", True),
    ("mapping values are not allowed", "found a second colon in this line; " + _QUOTE, False),
    ("tab character", "found a tab, expected spaces", False),
    ("'\\t'", "found a tab, expected spaces", False),
    ("cannot start any token", "found a character that text cannot begin with; " + _QUOTE, False),
    ("expected key", "this line does not match the lines before it, compare their indentation; " + _QUOTE, False),
    (
        "'-' indicator",
        "this line does not match the lines before it, compare their indentation; each entry begins with -",
        False,
    ),
    (
        "expected <block end>",
        "this line does not match the lines before it, compare their indentation; " + _QUOTE,
        False,
    ),
    (
        "node content",
        "found a character that text cannot begin with, or a bracket that is not closed; " + _QUOTE,
        False,
    ),
    ("single document", "found a second --- or ..., expected none", False),
    ("<document start>", "this line does not match the lines before it, compare their indentation; " + _QUOTE, False),
    ("undefined alias", "found text that begins with *; " + _QUOTE, False),
    ("scanning an alias", "found text that begins with *; " + _QUOTE, False),
    ("scanning an anchor", "found text that begins with &; " + _QUOTE, False),
)


def explain(error: yaml.YAMLError, text: str, path: str, first_line: int) -> Problem:
    """The problem for an error of the parser, at the line where an editor can correct it."""
    if not isinstance(error, yaml.MarkedYAMLError):
        position = getattr(error, "position", 0) or 0
        line = text.encode("utf-8", "replace")[:position].count(b"\n") + first_line
        return not_yaml(path, line, "found a character that YAML does not allow")
    said = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark
    for phrase, explanation, is_at_opening in _EXPLANATIONS:
        if phrase in said:
            if is_at_opening and error.context_mark:
                mark = error.context_mark
            line = mark.line if mark else 0
            return not_yaml(path, line + first_line, explanation)
    return not_yaml(path, (mark.line if mark else 0) + first_line, str(error.problem))
