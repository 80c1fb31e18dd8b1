"""Builds of versions, each in its own folder. A build of the same commit and settings is reused."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from dialogue_archive.messages import Message, Refusal, Reporter

# The time stamp of every file in an export: the earliest that a ZIP can hold. The same content gives the same bytes.
MOMENT = (1980, 1, 1, 0, 0, 0)
MOMENT_EPOCH = 315_532_800


@dataclass(frozen=True)
class Builder:
    """Builds versions of the commit whose tree is `tree`, for the site at `base`, under `folder`."""

    root: Path
    folder: Path
    tree: str
    base: str
    offline: bool = False

    @property
    def kept(self) -> Path:
        """The folder for builds of this commit, this address, this Python and this code."""
        python = ".".join(str(part) for part in sys.version_info[:3])
        facts = "\n".join((self.tree, self.base, str(self.offline), python, *_code_hashes()))
        return self.folder / hashlib.sha256(facts.encode()).hexdigest()[:20]

    def build(self, numbers: Sequence[int], report: Reporter) -> dict[int, Path]:
        """Build the versions, several at a time, and return the folder of each. Raises Refusal when one fails."""
        self.kept.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(max_workers=max(1, min(4, os.cpu_count() or 1))) as workers:
            made = workers.map(self._one, numbers)
            found = {}
            for at, (number, (site, is_reused)) in enumerate(zip(numbers, made, strict=True), 1):
                key = "publish.reusing" if is_reused else "publish.building"
                report(Message(key, number=number, at=at, of=len(numbers)))
                found[number] = site
        return found

    def _one(self, number: int) -> tuple[Path, bool]:
        site = self.kept / str(number)
        if site.is_dir():
            return site, True
        partial = self.kept / f"{number}.partial"
        shutil.rmtree(partial, ignore_errors=True)
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean"]
        done = subprocess.run(
            [*command, "--config-file", str(self.root / "mkdocs.yml"), "--site-dir", str(partial)],
            cwd=self.root,
            env=self._environment(number),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            shutil.rmtree(partial, ignore_errors=True)
            raise Refusal("publish.build_failed", number=number, reason=_reason(done.stderr or done.stdout))
        partial.rename(site)
        return site, False

    def _environment(self, number: int) -> dict[str, str]:
        environment = {key: value for key, value in os.environ.items() if key != "MIKE_DOCS_VERSION"}
        return {
            **environment,
            "ARCHIVE_AS_OF": str(number),
            "ARCHIVE_VERSION": str(number),
            "ARCHIVE_SITE_URL": self.base,
            "ARCHIVE_OFFLINE": "1" if self.offline else "",
            "SOURCE_DATE_EPOCH": str(MOMENT_EPOCH),
            "PYTHONHASHSEED": "0",
            "NO_MKDOCS_2_WARNING": "1",
        }


def _reason(output: str) -> str:
    """The output of MkDocs without its progress. `--quiet` would hide the warnings that `--strict` counts."""
    return "\n".join(line for line in output.strip().split("\n") if not line.startswith("INFO"))


def _code_hashes() -> list[str]:
    """Hashes of this package's files. They decide the bytes of a build too, and may differ from those of the commit."""
    package = Path(__file__).resolve().parents[1]
    return [hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(package.rglob("*.py"))]


def forget(folder: Path, keep: Sequence[Path]) -> None:
    """Remove the builds of earlier runs from `folder`, except the folders in `keep`."""
    if not folder.is_dir():
        return
    for found in folder.iterdir():
        if found not in keep and found.name != "lock":
            shutil.rmtree(found) if found.is_dir() else found.unlink()
    for kept in keep:
        for partial in kept.glob("*.partial"):
            shutil.rmtree(partial)
