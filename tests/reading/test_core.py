"""The core stands without MkDocs, and its small rules are as documented."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import subprocess
import sys

import pytest

import dialogue_archive
from dialogue_archive import ids
from dialogue_archive.reading.schema import Emendation

MODULES = sorted(module.name for module in pkgutil.walk_packages(dialogue_archive.__path__, "dialogue_archive."))
# The one package that knows MkDocs; publishing runs it in a process of its own.
KNOWS_MKDOCS = ("dialogue_archive.site",)


def test_the_core_imports_without_mkdocs() -> None:
    core = [name for name in MODULES if not name.startswith(KNOWS_MKDOCS)]
    blocked = ["mkdocs", "material", "mike", "mkdocs_static_i18n"]
    program = (
        f"import sys\nfor name in {blocked!r}: sys.modules[name] = None\n"
        f"import importlib\nfor name in {core!r}: importlib.import_module(name)\n"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name: str) -> None:
    module = importlib.import_module(name)
    result = doctest.testmod(module, extraglobs={"Emendation": Emendation}, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.failed == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("r7-9", "r7-9 is not a recommendation id; write r7-09"),
        ("R7-08", "R7-08 is not a recommendation id; write r7-08"),
        ("r７-08", "r７-08 is not a recommendation id (full-width ７); write r7-08"),
        ("r7－08", "r7－08 is not a recommendation id (full-width －); write r7-08"),
        ("r2-P1", "r2-P1 is not a position id; write r2-p1"),
        ("r7-08", None),
        ("semiconductors", None),
    ],
)
def test_mistyped_ids_are_explained(text: str, message: str | None) -> None:
    assert ids.explain_item(text) == message
