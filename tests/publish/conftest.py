"""Real git repositories: a copy of the project with a bare remote, published once for the whole session."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import support
from publish.publishing_desk import PROJECT, Desk, git


@pytest.fixture(scope="session")
def fresh_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The project as it stands here, committed, and never published."""
    desk = Desk(tmp_path_factory.mktemp("fresh"))
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        check=True,
    )
    for path in filter(None, listed.stdout.decode().split("\0")):
        if path.startswith(("tests/", "bench/")) or not (PROJECT / path).is_file():
            continue
        target = desk.project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(PROJECT / path, target)
    git(desk.folder, "init", "--quiet", "--bare", "remote.git")
    git(desk.project, "init", "--quiet", "-b", "main")
    git(desk.project, "config", "user.name", "Staff")
    git(desk.project, "config", "user.email", "staff@example.org")
    git(desk.project, "config", "gc.auto", "0")
    git(desk.project, "remote", "add", "origin", "../remote.git")
    desk.commit("The archive")
    return desk


@pytest.fixture(scope="session")
def published_desk(fresh_desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """All versions, published and pushed. Only to be read; `desk` is a copy to work on."""
    desk = fresh_desk.copy(tmp_path_factory.mktemp("published"))
    desk.publish("--all", "--push")
    return desk


@pytest.fixture
def desk(published_desk: Desk, tmp_path: Path) -> Desk:
    return published_desk.copy(tmp_path)


@pytest.fixture(scope="session")
def tree(published_desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published tree as files, in a folder named as its subpath."""
    folder = tmp_path_factory.mktemp("served") / "dialogue-archive"
    folder.mkdir()
    packed = subprocess.run(["git", "archive", "gh-pages"], cwd=published_desk.remote, capture_output=True, check=True)
    subprocess.run(["tar", "x", "-C", str(folder)], input=packed.stdout, check=True)
    return folder


@pytest.fixture(scope="session")
def exported(published_desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Path]:
    """A desk that has written its site to a folder, and the folder."""
    desk = published_desk.copy(tmp_path_factory.mktemp("exported"))
    folder = desk.folder / "out"
    desk.publish("--to", str(folder))
    return desk, folder


@pytest.fixture(scope="session")
def served(tree: Path) -> Iterator[str]:
    """The address of the tree, served under its subpath."""
    with support.served(tree.parent, missing=tree / "404.html") as address:
        yield f"{address}dialogue-archive/"
