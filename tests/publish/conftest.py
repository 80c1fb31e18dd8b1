"""The fixture dialogue on ocean science in real git repositories, published once for the whole session."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import support
from repository import PublishingRepository


@pytest.fixture(scope="session")
def unpublished(tmp_path_factory: pytest.TempPathFactory) -> PublishingRepository:
    """The project, committed and never published. Only to be read; tests copy it."""
    repository = PublishingRepository(tmp_path_factory.mktemp("unpublished"))
    support.copy_fixture(repository.project, "ocean")
    repository.initialise()
    return repository


@pytest.fixture(scope="session")
def published(unpublished: PublishingRepository, tmp_path_factory: pytest.TempPathFactory) -> PublishingRepository:
    """All versions, published and pushed. Only to be read; `repository` is a copy to work on."""
    repository = unpublished.copy(tmp_path_factory.mktemp("published"))
    repository.publish("--all", "--push")
    return repository


@pytest.fixture
def repository(published: PublishingRepository, tmp_path: Path) -> PublishingRepository:
    """A published repository to work on."""
    return published.copy(tmp_path)


@pytest.fixture(scope="session")
def tree(published: PublishingRepository, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published tree as files, in a folder named as its subpath."""
    folder = tmp_path_factory.mktemp("served") / "dialogue-archive"
    folder.mkdir()
    packed = subprocess.run(["git", "archive", "gh-pages"], cwd=published.remote, capture_output=True, check=True)
    subprocess.run(["tar", "x", "-C", str(folder)], input=packed.stdout, check=True)
    return folder


@pytest.fixture(scope="session")
def exported(
    published: PublishingRepository, tmp_path_factory: pytest.TempPathFactory
) -> tuple[PublishingRepository, Path]:
    """A repository that has written its site to a folder, and the folder."""
    repository = published.copy(tmp_path_factory.mktemp("exported"))
    folder = repository.folder / "out"
    repository.publish("--to", str(folder))
    return repository, folder


@pytest.fixture(scope="session")
def served(tree: Path) -> Iterator[str]:
    """The address of the tree, served under its subpath."""
    with support.served(tree.parent, missing=tree / "404.html") as address:
        yield f"{address}dialogue-archive/"
