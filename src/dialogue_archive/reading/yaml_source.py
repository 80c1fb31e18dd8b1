"""YAML with line numbers.

PyYAML reads every scalar as text (`CBaseLoader`: no `no` that turns into false, no dates that raise), pydantic gives
it its type, and the node tree tells the line of whatever pydantic refuses.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from dialogue_archive.problems import Problem, nearest
from dialogue_archive.reading import files
from dialogue_archive.reading.yaml_errors import PlainData, deep, explain, is_yaml_fault, too_deep

Shape = TypeVar("Shape")
Loader: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_OTHER_LINE_ENDS = re.compile("[\x85\u2028\u2029]")


@dataclass(frozen=True)
class YamlText:
    """A YAML text, asked for the line of a path of keys and indices.

    Its node tree is made only when a line is asked for: kept for every file it would take more room than all else.
    """

    text: str = ""
    first_line: int = 1

    @cached_property
    def node(self) -> yaml.Node | None:
        """The node tree; None where the text is not YAML."""
        try:
            return _compose(self.text)
        except yaml.YAMLError:
            return None

    def line(self, *path: Hashable) -> int:
        """The line (from 1) of the deepest node of `path` that stands there: of its key, where it has one."""
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
class YamlSource(Generic[Shape]):
    """A validated value, with the document it was read from."""

    path: str
    value: Shape
    document: YamlText

    def line(self, *path: Hashable) -> int:
        """The line of the node at `path`."""
        return self.document.line(*path)


def read(path: Path, shape: type[Shape] | Any, *, name: str, default: Shape) -> tuple[YamlSource[Shape], list[Problem]]:
    """Read `path` as `shape`. A fault gives `default` and its problems; `name` is the path that they show."""
    text, fault = files.read_text(path, name)
    if text is None or fault:
        return YamlSource(name, default, YamlText()), [fault] if fault else []
    unseen = list(files.invisible(text, name))
    located, problems = parse(text, shape, name=name, default=default)
    # What YAML says of an invisible character is no help beside its name.
    return located, unseen + [problem for problem in problems if not unseen or not is_yaml_fault(problem)]


def parse(
    text: str, shape: type[Shape] | Any, *, name: str, default: Shape, first_line: int = 1, is_chinese: bool = False
) -> tuple[YamlSource[Shape], list[Problem]]:
    """Parse and validate a YAML text that begins at `first_line` of the file `name`.

    `is_chinese`: all of its words are Chinese, and not only those of the key `zh`.
    """
    text = _OTHER_LINE_ENDS.sub(" ", text)  # refused elsewhere; YAML would count them as lines
    nested = too_deep(text)
    if nested is not None:
        return YamlSource(name, default, YamlText()), [deep(nested + first_line, name)]
    plain = PlainData(text)
    try:
        data = plain.data(_compose(text))
    except RecursionError:  # nested by indentation alone
        return YamlSource(name, default, YamlText()), [deep(first_line, name)]
    except yaml.YAMLError as error:
        return YamlSource(name, default, YamlText()), [explain(error, text, name, first_line)]
    document = YamlText(text, first_line)
    problems = [Problem(name, line + first_line, message) for line, message in plain.faults(is_chinese=is_chinese)]
    try:
        value = _adapter(shape).validate_python(data)
    except ValidationError as error:
        problems += [_problem(detail, document, name, shape) for detail in error.errors(include_url=False)]
        return YamlSource(name, default, document), problems
    return YamlSource(name, value, document), problems


_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def _adapter(shape: Any) -> TypeAdapter[Any]:
    key = repr(shape)
    if key not in _ADAPTERS:
        _ADAPTERS[key] = TypeAdapter(shape)
    return _ADAPTERS[key]


def _compose(text: str) -> yaml.Node | None:
    loader = Loader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


def _problem(detail: Any, document: YamlText, name: str, shape: Any) -> Problem:
    # pydantic marks a refused mapping key with a trailing "[key]"; the path to it is what remains.
    path = [step for step in detail["loc"] if step != "[key]"]
    where = ", ".join(f"entry {step + 1}" if isinstance(step, int) else str(step) for step in path)
    kind = detail["type"]
    found = detail["input"]
    if kind == "extra_forbidden":
        known = _fields_at(shape, path[:-1])
        known_list = ", ".join(known)
        message = f"unknown key {path[-1]}{nearest(str(path[-1]), known)} (known here: {known_list})"
        if not found:  # `{en: Washington, DC}`: the comma has made a key of the words after it
            message += "; if it is the end of the words before it, put the whole in quotation marks"
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
    return Problem(name, document.line(*path), message)


# pydantic's own words, where ours are plainer.
_EXPECTED = {
    "date_from_datetime_parsing": "expected a real day, like 2024-10-07",
    "date_parsing": "expected a day, like 2024-10-07",
    "int_parsing": "expected a number in ASCII digits",
    "model_type": "expected lines `key: value`",
    "dict_type": "expected lines `key: value`",
    "tuple_type": "expected a list, like [one, two]",
    "string_type": "expected words",
    "string_too_short": "expected words",
    "too_short": "expected at least one entry",
}


def _short(found: Any) -> str:
    text = "nothing" if found is None or found == "" else str(found).replace("\n", " ")
    return text if len(text) <= 60 else text[:57] + "…"


def _fields_at(shape: Any, path: list[Any]) -> list[str]:
    """The names of the fields that the shape knows at `path`, from its JSON Schema."""
    schema = _adapter(shape).json_schema()
    definitions = schema.get("$defs", {})
    node: Any = schema
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
