"""YAML with line numbers.

PyYAML reads every scalar as text (`CBaseLoader`, so that `no` is not false and an invalid date is not an error),
pydantic converts it to its type, and the node tree gives the line of what pydantic refuses.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from dialogue_archive.problems import Problem, nearest
from dialogue_archive.reading import files
from dialogue_archive.reading.yaml_errors import YamlConstructor, explain, not_yaml, too_deep

T = TypeVar("T")
Loader: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_OTHER_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_TOO_DEEP = "brackets or list marks are nested too deeply"


@dataclass(frozen=True)
class YamlText:
    """A YAML text that begins at `first_line` of its file, with the line of each node.

    `is_chinese` says that all its text is Chinese, and not only the values of the key `zh`. The node tree is built
    only when a line is needed, because it takes more memory than all other data of a file.
    """

    text: str = ""
    first_line: int = 1
    is_chinese: bool = False

    @cached_property
    def node(self) -> yaml.Node | None:
        """The node tree; None for an empty text and for one that is not YAML."""
        try:
            return _compose(self.text)
        except yaml.YAMLError:
            return None

    def line(self, *path: Hashable) -> int:
        """The line (from 1) of the deepest existing node on `path`, which is a path of keys and indices."""
        node, line = self.node, self.first_line
        for step in path:
            found = _step(node, step)
            if found is None:
                break
            line, node = found[0] + self.first_line, found[1]
        return line


def _step(node: yaml.Node | None, step: Hashable) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child = node.value[step]
        return child.start_mark.line, child
    return None


@dataclass(frozen=True)
class YamlSource(Generic[T]):
    """A validated value with the text that it was read from."""

    path: str
    value: T
    document: YamlText

    def line(self, *path: Hashable) -> int:
        """The line of the node at `path`."""
        return self.document.line(*path)


def read(path: Path, schema: type[T] | Any, *, name: str, default: T) -> tuple[YamlSource[T], list[Problem]]:
    """Read and validate `path`. With problems, the value is `default`; `name` is the path that the problems show."""
    text, fault = files.read_text(path, name)
    if text is None or fault:
        return YamlSource(name, default, YamlText()), [fault] if fault else []
    invisible = list(files.invisible(text, name))
    source, problems = parse(YamlText(text), schema, name=name, default=default)
    if invisible:  # they may be the cause of an error of YAML, and their own message is more helpful
        problems = invisible + [problem for problem in problems if problem.rule != "yaml-syntax"]
    return source, problems


def parse(document: YamlText, schema: type[T] | Any, *, name: str, default: T) -> tuple[YamlSource[T], list[Problem]]:
    """Parse and validate a YAML text of the file `name`. With problems, the value may be `default`."""
    # Reported as invisible characters; YAML would count them as line ends.
    document = replace(document, text=_OTHER_LINE_ENDS.sub(" ", document.text))
    text, first_line = document.text, document.first_line
    unread = YamlSource(name, default, YamlText())
    deep_line = too_deep(text)
    if deep_line is not None:
        return unread, [not_yaml(name, deep_line + first_line, _TOO_DEEP)]
    constructor = YamlConstructor(text)
    try:
        data = constructor.data(_compose(text))
    except RecursionError:  # nested by indentation alone
        return unread, [not_yaml(name, first_line, _TOO_DEEP)]
    except yaml.YAMLError as error:
        return unread, [explain(error, text, name, first_line)]
    problems = list(constructor.problems(name, first_line=first_line, is_chinese=document.is_chinese))
    try:
        value = _adapter(schema).validate_python(data)
    except ValidationError as error:
        problems += [_problem(detail, document, name, schema) for detail in error.errors(include_url=False)]
        return YamlSource(name, default, document), problems
    return YamlSource(name, value, document), problems


_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def _adapter(schema: Any) -> TypeAdapter[Any]:
    key = repr(schema)
    if key not in _ADAPTERS:
        _ADAPTERS[key] = TypeAdapter(schema)
    return _ADAPTERS[key]


def _compose(text: str) -> yaml.Node | None:
    loader = Loader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


def _problem(detail: Any, document: YamlText, name: str, schema: Any) -> Problem:
    # pydantic marks a refused mapping key with a trailing "[key]"; the path to it is what remains.
    path = [step for step in detail["loc"] if step != "[key]"]
    where = ", ".join(f"entry {step + 1}" if isinstance(step, int) else str(step) for step in path)
    kind = detail["type"]
    found = detail["input"]
    if kind == "extra_forbidden":
        known = _fields_at(schema, path[:-1])
        known_list = ", ".join(known)
        message = f"unknown key {path[-1]}{nearest(str(path[-1]), known)} (known here: {known_list})"
        if not found:  # in `{en: Washington, DC}` the text after the comma is a key
            message += "; if it belongs to the text before it, write all of it in quotation marks"
    elif kind == "missing":
        message = f"{where} is missing"
    elif kind == "literal_error":
        expected = detail["ctx"]["expected"]
        words = [word.strip().strip("'") for word in expected.replace(" or ", ",").split(",")]
        message = f"{where}: found {found}, expected {expected}{nearest(str(found), words)}"
    else:
        reason = _EXPECTED.get(kind) or detail["msg"].removeprefix("Value error, ")
        shown = "" if isinstance(found, (dict, list)) else f"found {_short(found)}; "
        message = f"{where or 'the file'}: {shown}{reason}"
    return Problem(name, document.line(*path), message, "data-schema")


# Explanations that are plainer than those of pydantic.
_EXPECTED = {
    "date_from_datetime_parsing": "expected a date of the calendar, like 2024-10-07",
    "date_parsing": "expected a date, like 2024-10-07",
    "int_parsing": "expected a number in ASCII digits",
    "model_type": "expected lines `key: value`",
    "dict_type": "expected lines `key: value`",
    "tuple_type": "expected a list, like [one, two]",
    "string_type": "expected text",
    "string_too_short": "expected text",
    "too_short": "expected at least one entry",
}


def _short(found: Any) -> str:
    text = "nothing" if found is None or found == "" else str(found).replace("\n", " ")
    return text if len(text) <= 60 else text[:57] + "…"


def _fields_at(schema: Any, path: list[Any]) -> list[str]:
    """The names of the fields of `schema` at `path`, from its JSON Schema."""
    node: Any = _adapter(schema).json_schema()
    definitions = node.get("$defs", {})
    for step in path:
        node = _resolve(node, definitions)
        if isinstance(step, int):
            node = node.get("items", {})
        else:
            node = (
                node.get("properties", {}).get(step)
                or node.get("additionalProperties")
                or _first(node.get("patternProperties", {}))
            )
    return list(_resolve(node, definitions).get("properties", {}))


def _first(mapping: dict[str, Any]) -> Any:
    return next(iter(mapping.values()), {})


def _resolve(node: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(node, dict):
        return {}
    for option in node.get("anyOf", []):
        if option.get("type") != "null":
            return _resolve(option, definitions)
    if "$ref" in node:
        return _resolve(definitions[node["$ref"].rsplit("/", 1)[-1]], definitions)
    return node
