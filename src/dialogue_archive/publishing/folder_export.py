"""`archive publish --to DIR`: the published tree as files for any other host, with each version as a ZIP."""

from __future__ import annotations

import io
import shutil
import tarfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dialogue_archive.messages import Message, Refusal, Reporter
from dialogue_archive.publishing.builds import MOMENT, Builder
from dialogue_archive.publishing.git import Git

OFFLINE = "offline"


@dataclass(frozen=True)
class FolderExport:
    """Writes a tree of `git` to a folder. `offline` builds the versions that go into ZIPs."""

    git: Git
    offline: Builder
    report: Reporter

    def write(self, tree: str, folder: Path, versions: Sequence[int]) -> None:
        """Write `tree` to `folder` with `offline/archive-N.zip` for each version: everything, or nothing."""
        folder = folder.absolute()
        new, old = folder.with_name(f".{folder.name}.new"), folder.with_name(f".{folder.name}.old")
        if old.exists() and not folder.exists():
            old.rename(folder)  # an earlier run was killed between the two renames below
        if folder.exists() and any(folder.iterdir()) and not (folder / "versions.json").is_file():
            raise Refusal("publish.folder_taken", folder=folder)
        for left in (new, old):
            shutil.rmtree(left, ignore_errors=True)
        new.mkdir(parents=True)
        with tarfile.open(fileobj=io.BytesIO(self.git.read("archive", "--format=tar", tree))) as files:
            files.extraction_filter = getattr(tarfile, "data_filter", None)  # new in Python 3.11.4
            files.extractall(new)
        self._pack_versions(versions, new / OFFLINE)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
        shutil.rmtree(old, ignore_errors=True)

    def _pack_versions(self, versions: Sequence[int], folder: Path) -> None:
        builds = self.offline.build(versions, _silent)
        folder.mkdir()
        for number, site in builds.items():
            self.report(Message("publish.zipping", number=number))
            pack(site, folder / f"archive-{number}.zip", f"archive-{number}")


def pack(site: Path, target: Path, name: str) -> None:
    """Write a ZIP of `site` under a folder `name`. The same files give the same bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(path for path in site.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{name}/{file.relative_to(site).as_posix()}", MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes())


def _silent(_message: Message) -> None:
    """Report nothing."""
