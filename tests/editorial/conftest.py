"""The fixture project with every pair confirmed."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogue_archive.archive import load
from dialogue_archive.cli import main


@pytest.fixture
def confirmed_project(project: Path) -> Path:
    """The fixture project; every pair of every round confirmed."""
    _, archive = load(project)
    for number in archive.round_by_number:
        assert main(["--root", str(project), "confirm", str(number), "--all"]) == 0
    return project
