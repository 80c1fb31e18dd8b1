"""The git tree that is published: versions added by mike, the pages of the root, and the limits of the whole."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dialogue_archive.archive.model import Archive
from dialogue_archive.language import Wording
from dialogue_archive.messages import Lines, Message, Refusal
from dialogue_archive.publishing.git import ABSENT, Git
from dialogue_archive.publishing.root_pages import OWNED, OWNED_FOLDERS, TEMPLATES, RootPages
from dialogue_archive.publishing.settings import Site
from dialogue_archive.views.publication import LATEST

# mike commits each version to a branch. It gets a branch of its own; the published branch is moved once, at the end.
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

    By default the newest round and those never published. The version that was the newest until now is built again
    too, because it must now say that there is a newer one.
    """
    rounds = [round_.number for round_ in archive.rounds]
    if not rounds:
        raise Refusal("publish.no_rounds")
    for number in asked:
        if number not in rounds:
            raise Refusal("publish.no_round", number=number, known=tuple(rounds))
    chosen = set(rounds) if everything else set(asked)
    if not chosen:
        chosen = {rounds[-1]} | (set(rounds) - set(published))
    former = [number for number, aliases in published.items() if LATEST in aliases]
    chosen.update(number for number in former if number < max(chosen) and number in rounds)
    return sorted(chosen)


@dataclass(frozen=True)
class Assembly:
    """Adds built versions and the root to the tree published at commit `base` (None: nothing is published yet)."""

    git: Git
    base: str | None
    archive: Archive
    site: Site
    folder: Path

    def clear(self) -> None:
        """Remove the working branch of this run, or of an earlier one that was killed."""
        if self.git.commit_of(f"refs/heads/{WORKING_BRANCH}"):
            self.git.run("update-ref", "-d", f"refs/heads/{WORKING_BRANCH}")

    def assemble(self, builds: Mapping[int, Path]) -> tuple[str, list[int]]:
        """The tree with `builds` added and the root written again, and its versions, oldest first."""
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
        # mike imports MkDocs, which nothing else of this module needs.
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
        owned = [path for path in self.git.files(tree) if path in OWNED or path.startswith(OWNED_FOLDERS)]
        return self.git.with_files(tree, folder, paths, owned, self.folder / "index")


def refuse_vanishing(git: Git, base: str | None, tree: str) -> None:
    """Refuse a tree without an address that `base` has: a page, a data file or a feed."""
    if not base:
        return
    kept = git.files(tree)
    lost = [path for path in git.files(base) if path not in kept and _ADDRESS.fullmatch(path)]
    if not lost:
        return
    lines: list[object] = [f"  {path.removesuffix('index.html')}" for path in sorted(lost)]
    if len(lines) > _SHOWN:
        lines[_SHOWN:] = [Message("publish.more", count=len(lines) - _SHOWN)]
    raise Refusal("publish.vanished", count=len(lost), addresses=Lines(lines))


def size_of(git: Git, tree: str) -> int:
    """The size of a tree's files in bytes. Raises Refusal above the limit of GitHub Pages."""
    size = sum(git.files(tree).values())
    if size > SIZE_LIMIT:
        raise Refusal("publish.too_large", size=megabytes(size), limit=megabytes(SIZE_LIMIT))
    return size


def megabytes(size: int) -> str:
    """A number of bytes in MB, for messages."""
    return f"{size / 1_000_000:.1f} MB"
