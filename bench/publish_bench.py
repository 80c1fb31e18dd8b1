"""Publishing one more round onto those published: the time, and the growth of the branch, packed."""

from __future__ import annotations

import math
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from builders import BIN
from measure import environment
from synthetic import make

# What GitHub Pages allows a site, uncompressed.
PAGES_LIMIT = 1_000_000_000


def measure(work: Path, *, say: Callable[[str], None], rounds: int = 40) -> dict[str, Any]:
    """The figures, or a note where `archive publish` is not there yet."""
    known = subprocess.run([BIN / "archive", "--help"], capture_output=True, text=True)
    if "publish" not in known.stdout:
        return {"note": "`archive publish` is not there yet"}
    project = work / "publish"
    make(rounds, project)
    _git(project, "init", "--quiet", "-b", "main")
    _git(project, "config", "user.name", "Bench")
    _git(project, "config", "user.email", "bench@example.org")
    _commit(project, f"{rounds} rounds")
    all_seconds = _publish(project, "--all")
    say(f"publish: {rounds} rounds in {all_seconds:.0f} s; now one more")
    packed_before = _packed(project, work)
    _replace(project, make(rounds + 1, work / "publish-next"))
    _commit(project, "one more round")
    one_seconds = _publish(project)
    packed_after = _packed(project, work)
    newest = _size(project, f"gh-pages:{rounds + 1}/")
    return {
        "note": "",
        f"publishing {rounds} rounds at once, s": round(all_seconds, 1),
        "publishing one more round, s": round(one_seconds, 1),
        "branch, packed, before, MB": round(packed_before / 1e6, 2),
        "growth of the packed branch, MB": round((packed_after - packed_before) / 1e6, 2),
        "the newest version, MB": round(newest / 1e6, 1),
        "all versions, MB": round(_size(project, "gh-pages") / 1e6, 1),
        "rounds that fit into GitHub Pages (1 GB), every version kept": _fitting(newest / (rounds + 1)),
    }


def _fitting(size_of_round: float) -> int:
    """How many versions fit: version n holds n rounds, so that all are n(n+1)/2 times the size of a round."""
    return math.floor((math.sqrt(1 + 8 * PAGES_LIMIT / size_of_round) - 1) / 2)


def _publish(project: Path, *options: str) -> float:
    start = time.perf_counter()
    command = [BIN / "archive", "publish", *options]
    done = subprocess.run(command, cwd=project, env=environment(), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"archive publish failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - start


def _replace(project: Path, newer: Path) -> None:
    """Put the files of `newer` into the place of those of `project`, whose history stays."""
    for old in project.iterdir():
        if old.name != ".git":
            old.unlink() if old.is_symlink() or old.is_file() else shutil.rmtree(old)
    for new in newer.iterdir():
        shutil.move(str(new), project / new.name)


def _packed(project: Path, work: Path) -> int:
    """The bytes of the published branch as a fresh, packed clone holds it."""
    clone = work / "publish-packed.git"
    shutil.rmtree(clone, ignore_errors=True)
    _git(work, "clone", "--quiet", "--bare", "--single-branch", "--branch", "gh-pages", project.as_uri(), str(clone))
    _git(clone, "repack", "-a", "-d", "--quiet")
    size = sum(file.stat().st_size for file in (clone / "objects" / "pack").iterdir())
    shutil.rmtree(clone)
    return size


def _size(project: Path, tree: str) -> int:
    listed = _git(project, "ls-tree", "-r", "-l", tree)
    return sum(int(line.split()[3]) for line in listed.splitlines())


def _commit(project: Path, message: str) -> None:
    _git(project, "add", "--all")
    _git(project, "commit", "--quiet", "-m", message)


def _git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout
