"""`archive publish --to DIR`: the published tree as plain files for any other host, with each version as a ZIP."""

from __future__ import annotations

import io
import shutil
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from dialogue_archive.publishing.builds import MOMENT, Builder
from dialogue_archive.publishing.git import Git
from dialogue_archive.publishing.messages import Refused

Reporter = Callable[..., None]
OFFLINE = "offline"


def write(git: Git, tree: str, folder: Path, offline: Builder, versions: Sequence[int], tell: Reporter) -> None:
    """Write `tree` to `folder` with `offline/archive-N.zip` for each version; all of it, or nothing."""
    folder = folder.absolute()
    made, former = folder.with_name(f".{folder.name}.new"), folder.with_name(f".{folder.name}.old")
    if former.exists() and not folder.exists():
        former.rename(folder)  # a killed run stopped between the two renames below
    if folder.exists() and any(folder.iterdir()) and not (folder / "versions.json").is_file():
        raise Refused("folder_taken", folder=folder)
    for left in (made, former):
        shutil.rmtree(left, ignore_errors=True)
    made.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(git.read("archive", "--format=tar", tree))) as files:
        files.extraction_filter = getattr(tarfile, "data_filter", None)  # Python 3.11.4 brought it, 3.14 has it anyway
        files.extractall(made)
    builds = offline.build(versions, _silent)
    (made / OFFLINE).mkdir()
    for number, site in builds.items():
        tell("zipping", number=number)
        pack(site, made / OFFLINE / f"archive-{number}.zip", f"archive-{number}")
    if folder.exists():
        folder.rename(former)
    made.rename(folder)
    shutil.rmtree(former, ignore_errors=True)


def pack(site: Path, target: Path, name: str) -> None:
    """A ZIP of `site` under a folder `name`: the same files give the same bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(path for path in site.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{name}/{file.relative_to(site).as_posix()}", MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes())


def _silent(key: str, **places: object) -> None:
    """Say nothing."""
