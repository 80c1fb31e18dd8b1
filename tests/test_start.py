"""A command loads only what it needs."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from support import PROJECT

DOCUMENT_LIBRARIES = {"charset_normalizer", "docx", "lxml", "pdfminer", "pypinyin"}


def _loaded(code: str) -> set[str]:
    """The top-level modules that are loaded once `code` has run."""
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "ARCHIVE_PREVIEW": "1"}
    command = [sys.executable, "-c", f"{code}\nimport sys\nprint('LOADED', *sys.modules)"]
    done = subprocess.run(command, cwd=PROJECT, env=variables, capture_output=True, text=True, check=True)
    line = next(line for line in done.stdout.split("\n") if line.startswith("LOADED"))
    return {name.split(".")[0] for name in line.split()[1:]}


def test_the_check_loads_nothing_for_documents_or_for_the_site() -> None:
    loaded = _loaded("from dialogue_archive.cli import main\nassert main(['check']) in (0, 1)")
    assert "dialogue_archive" in loaded
    assert loaded.isdisjoint({*DOCUMENT_LIBRARIES, "ruamel", "mkdocs", "mike"})


def test_the_hooks_of_the_site_load_nothing_for_documents() -> None:
    loaded = _loaded("import dialogue_archive.site.build")
    assert loaded.isdisjoint(DOCUMENT_LIBRARIES - {"lxml"})


@pytest.mark.parametrize("command", ["import", "new-round", "status", "publish"])
def test_help_loads_no_library_for_documents(command: str) -> None:
    code = f"""
from dialogue_archive.cli import main
try:
    main(["{command}", "--help"])
except SystemExit:
    pass
"""
    assert _loaded(code).isdisjoint(DOCUMENT_LIBRARIES)
