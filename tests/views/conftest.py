"""The views of the fixture `ocean`, made without building a site."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dialogue_archive import archive
from dialogue_archive.archive import Archive
from dialogue_archive.ids import Language
from dialogue_archive.views.context import PageLocation, edition
from support import copy_fixture

At = Callable[[str, Language], PageLocation]


@pytest.fixture(scope="session")
def ocean(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Three rounds: paraphrased positions, nothing on record, full text with notes, a correction and relations."""
    return archive.load(copy_fixture(tmp_path_factory.mktemp("ocean"), "ocean"))[1]


@pytest.fixture(scope="session")
def at(ocean: Archive) -> At:
    """The location of an address in a language."""
    editions = {language: edition(ocean, language) for language in ("zh", "en")}
    return lambda address, language: PageLocation(editions[language], address)
