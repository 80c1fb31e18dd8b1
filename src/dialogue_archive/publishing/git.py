"""The git commands that publishing needs. Objects are written first; a branch is moved in one step, or not at all."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

ABSENT = "0" * 40


class GitError(Exception):
    """A git command failed; the message is what git said."""


@dataclass(frozen=True)
class Git:
    """The repository that holds `root`."""

    root: Path

    def run(self, *arguments: str, stdin: bytes | None = None, environment: Mapping[str, str] | None = None) -> str:
        """Run git and return what it printed, without the last line end; GitError when it fails."""
        return self.read(*arguments, stdin=stdin, environment=environment).decode("utf-8").rstrip("\n")

    def read(self, *arguments: str, stdin: bytes | None = None, environment: Mapping[str, str] | None = None) -> bytes:
        """Run git and return the bytes it printed."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            input=stdin if stdin is not None else b"",
            capture_output=True,
            env={**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", **(environment or {})},
        )
        if done.returncode:
            raise GitError(done.stderr.decode("utf-8", "replace").strip())
        return done.stdout

    def commit_of(self, name: str) -> str | None:
        """The commit that a name refers to, or None."""
        try:
            return self.run("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}") or None
        except GitError:
            return None

    def is_ancestor(self, one: str, other: str) -> bool:
        """Whether commit `one` is `other` or comes before it."""
        try:
            self.run("merge-base", "--is-ancestor", one, other)
        except GitError:
            return False
        return True

    def changes(self) -> list[str]:
        """Uncommitted changes and untracked files, as `git status` prints them."""
        return self.run("status", "--porcelain", "--untracked-files=all", "--", ".").splitlines()

    def tree_of(self, name: str) -> str:
        """The tree of a commit."""
        return self.run("rev-parse", f"{name}^{{tree}}")

    def files(self, tree: str) -> dict[str, int]:
        """Every file of a tree with its size in bytes."""
        found = {}
        for entry in self.read("ls-tree", "-r", "-l", "-z", "--full-tree", tree).split(b"\0"):
            if entry:
                facts, path = entry.split(b"\t", 1)
                found[path.decode("utf-8")] = int(facts.split()[3])
        return found

    def text(self, tree: str, path: str) -> str | None:
        """The text of one file of a tree, or None when it is not there."""
        try:
            return self.read("cat-file", "blob", f"{tree}:{path}").decode("utf-8")
        except GitError:
            return None

    def with_files(self, tree: str, folder: Path, files: Iterable[str], removed: Iterable[str], index: Path) -> str:
        """The tree `tree` with `files` (of `folder`) added and `removed` taken out. `index`: a temporary index file."""
        environment = {"GIT_INDEX_FILE": str(index)}
        index.unlink(missing_ok=True)
        self.run("read-tree", tree, environment=environment)
        paths = sorted(files)
        listed = "".join(f"{folder / path}\n" for path in paths).encode()
        hashes = self.run("hash-object", "-w", "--no-filters", "--stdin-paths", stdin=listed).splitlines()
        lines = [f"0 {ABSENT}\t{path}\0" for path in sorted(set(removed) - set(paths))]
        lines += [f"100644 {blob}\t{path}\0" for blob, path in zip(hashes, paths, strict=True)]
        self.run("update-index", "-z", "--index-info", stdin="".join(lines).encode(), environment=environment)
        found = self.run("write-tree", environment=environment)
        index.unlink(missing_ok=True)
        return found

    def checked_out(self, branch: str) -> str | None:
        """The folder in which `branch` is checked out, or None."""
        folder = ""
        for line in self.run("worktree", "list", "--porcelain").splitlines():
            if line.startswith("worktree "):
                folder = line.removeprefix("worktree ")
            if line == f"branch refs/heads/{branch}":
                return folder
        return None
