"""A text too deep for a reader of YAML is a problem, not a crash."""

from __future__ import annotations

import pytest

from dialogue_archive.reading import yaml_source
from dialogue_archive.reading.schema import Topics

_BY_INDENTATION = "\n".join(" " * depth + "a:" for depth in range(1200)) + " b\n"


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, _BY_INDENTATION])
def test_deep_nesting_is_named(text: str) -> None:
    _, problems = yaml_source.parse(yaml_source.YamlText(text), Topics, name="data/topics.yml", default={})
    assert [str(problem) for problem in problems] == [
        "data/topics.yml:1: not YAML: brackets or list marks are nested too deeply [yaml-syntax]"
    ]
