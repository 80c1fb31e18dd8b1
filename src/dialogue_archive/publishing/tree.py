"""The tree that is published: versions put in by mike, the root, and what it must keep to."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dialogue_archive.archive.model import Archive
from dialogue_archive.language import Wording
from dialogue_archive.publishing.git import ABSENT, Git
from dialogue_archive.publishing.messages import Refused
from dialogue_archive.publishing.root_pages import OWNED, OWNED_FOLDERS, TEMPLATES, RootPages
from dialogue_archive.publishing.settings import Site
from dialogue_archive.views.publication import LATEST

# mike moves a branch with each version, so it is given one of its own; the published branch is moved once, at the end.
WORKING_BRANCH = "archive-publishing-in-progress"
SIZE_LIMIT = 1_000_000_000  # GitHub Pages: a published site may be no larger than 1 GB
SIZE_WARNING = 0.8
_SHOWN = 20

_ADDRESS = re.compile(r"(.*\.html|([1-9]\d*/)?(.*/)?data/.*|feed\.\w+\.xml|versions\.json)")


def published_versions(git: Git, base: str | None) -> dict[int, list[str]]:
    """The versions of the published tree with their aliases, oldest first."""
    text = git.text(base, "versions.json") if base else None
    found = {int(entry["version"]): list(entry["aliases"]) for entry in json.loads(text or "[]")}
    return dict(sorted(found.items()))


def choose(archive: Archive, published: Mapping[int, list[str]], asked: list[int], *, everything: bool) -> list[int]:
    """The versions to build, oldest first.

    Without any asked for: the newest round and those never published. The version that was the newest until now is
    built again too, as it must say from now on that there is a newer one.
    """
    rounds = [round_.number for round_ in archive.rounds]
    if not rounds:
        raise Refused("no_rounds")
    for number in asked:
        if number not in rounds:
            raise Refused("no_round", number=number, known=", ".join(map(str, rounds)))
    chosen = set(rounds) if everything else set(asked)
    if not chosen:
        chosen = {rounds[-1]} | (set(rounds) - set(published))
    former = [number for number, aliases in published.items() if LATEST in aliases]
    chosen.update(number for number in former if number < max(chosen) and number in rounds)
    return sorted(chosen)


@dataclass(frozen=True)
class Assembly:
    """Puts built versions and the root onto what is published at `base` (None: nothing yet)."""

    git: Git
    base: str | None
    archive: Archive
    site: Site
    folder: Path

    def clear(self) -> None:
        """Remove the working branch, this run's or one that a killed run has left."""
        if self.git.commit_of(f"refs/heads/{WORKING_BRANCH}"):
            self.git.run("update-ref", "-d", f"refs/heads/{WORKING_BRANCH}")

    def assemble(self, builds: Mapping[int, Path]) -> tuple[str, list[int]]:
        """The tree with `builds` in it and the root made anew, and its versions, oldest first."""
        published = published_versions(self.git, self.base)
        versions = sorted({*published, *builds})
        self.clear()
        if self.base:
            self.git.run("update-ref", f"refs/heads/{WORKING_BRANCH}", self.base, ABSENT)
        for number, site in sorted(builds.items()):
            self._put(number, site, is_newest=number == versions[-1])
        tree = self.git.tree_of(WORKING_BRANCH)
        self.clear()
        return self._with_root(tree, versions), versions

    def _put(self, number: int, site: Path, *, is_newest: bool) -> None:
        # mike imports MkDocs, which the core does without: only this function needs it.
        from mike import commands as mike

        words = {language: Wording(self.archive.interface, language) for language in ("zh", "en")}
        title = " · ".join(words[language].round(number) for language in words)
        with (
            contextlib.chdir(self.git.root),
            mike.deploy(
                {"site_dir": str(site), "use_directory_urls": True},
                str(number),
                title,
                [LATEST] if is_newest else [],
                update_aliases=True,
                alias_type=mike.AliasType.redirect,
                template=str(self.git.root / TEMPLATES / "redirect.html"),
                branch=WORKING_BRANCH,
                message=f"Version {number}",
                allow_empty=True,
            ),
        ):
            pass

    def _with_root(self, tree: str, versions: list[int]) -> str:
        root = RootPages(self.archive.as_of(versions[-1]), versions, self.site, self.git.root)
        folder = self.folder / "root"
        paths = []
        for path, text in root.files():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            paths.append(path)
        gone = [path for path in self.git.files(tree) if path in OWNED or path.startswith(OWNED_FOLDERS)]
        return self.git.with_files(tree, folder, paths, gone, self.folder / "index")


def refuse_vanishing(git: Git, base: str | None, tree: str) -> None:
    """Refuse a tree that lacks an address that `base` has: a page, a data file, a feed."""
    if not base:
        return
    kept = git.files(tree)
    lost = [path for path in git.files(base) if path not in kept and _ADDRESS.fullmatch(path)]
    if not lost:
        return
    lines = [f"  {path.removesuffix('index.html')}" for path in sorted(lost)]
    if len(lines) > _SHOWN:
        lines[_SHOWN:] = [f"  + {len(lines) - _SHOWN}"]
    raise Refused("vanished", count=len(lost), addresses="\n".join(lines))


def size_of(git: Git, tree: str) -> int:
    """How many bytes the files of a tree have; refused above what Pages allows."""
    size = sum(git.files(tree).values())
    if size > SIZE_LIMIT:
        raise Refused("too_large", size=megabytes(size), limit=megabytes(SIZE_LIMIT))
    return size


def megabytes(size: int) -> str:
    """A size for people to read."""
    return f"{size / 1_000_000:.1f} MB"
