"""Git repositories to publish from: a project, its bare remote, and the commands of the archive run on it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

BRANCH = "refs/heads/gh-pages"
COMMAND = [sys.executable, "-c", "import sys; from dialogue_archive.cli import main; sys.exit(main())"]


def git(folder: Path, *arguments: str) -> str:
    """Run git in `folder`; what it printed."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@dataclass(frozen=True)
class PublishingRepository:
    """A folder with a project under version control and its bare remote."""

    folder: Path

    @property
    def project(self) -> Path:
        return self.folder / "project"

    @property
    def remote(self) -> Path:
        return self.folder / "remote.git"

    def initialise(self) -> None:
        """Put the project's files under version control, and make the remote."""
        git(self.folder, "init", "--quiet", "--bare", "remote.git")
        git(self.project, "init", "--quiet", "-b", "main")
        git(self.project, "config", "user.name", "Staff")
        git(self.project, "config", "user.email", "staff@example.org")
        git(self.project, "config", "gc.auto", "0")
        git(self.project, "remote", "add", "origin", "../remote.git")
        self.commit("The archive")

    def archive(self, *arguments: str, expect: int = 0) -> str:
        """Run a command of the archive, which must exit with `expect`; what it printed, errors last."""
        done = subprocess.run([*COMMAND, "--root", str(self.project), *arguments], capture_output=True, text=True)
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout + done.stderr

    def publish(self, *arguments: str, expect: int = 0) -> str:
        return self.archive("publish", "--lang", "en", *arguments, expect=expect)

    def commit(self, message: str = "A change") -> None:
        git(self.project, "add", "-A")
        git(self.project, "commit", "--quiet", "-m", message)

    def append(self, path: str, text: str) -> None:
        file = self.project / path
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")

    def heads(self) -> tuple[str, str]:
        """The published commit here and on the remote; empty where there is none."""
        found = [
            subprocess.run(["git", "rev-parse", "-q", "--verify", BRANCH], cwd=f, capture_output=True, text=True)
            for f in (self.project, self.remote)
        ]
        return found[0].stdout.strip(), found[1].stdout.strip()

    def copy(self, folder: Path) -> PublishingRepository:
        shutil.copytree(self.folder, folder, symlinks=True, dirs_exist_ok=True)
        return PublishingRepository(folder)
