"""The archive's own content."""

from __future__ import annotations

import pytest

from dialogue_archive.archive import Archive, load
from support import PROJECT


@pytest.fixture(scope="session")
def archive() -> Archive:
    """The model of this archive."""
    return load(PROJECT)[1]
