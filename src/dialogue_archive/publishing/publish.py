"""`archive publish`: from a clean work tree to one commit on the published branch; if anything fails, no change."""

from __future__ import annotations

import argparse
import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dialogue_archive import archive as model
from dialogue_archive import checks
from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.messages import Lines, Message, Refusal, Reporter, help_text, message, terminal_language
from dialogue_archive.problems import ArchiveError
from dialogue_archive.publishing import tree
from dialogue_archive.publishing.builds import Builder, forget
from dialogue_archive.publishing.folder_export import FolderExport
from dialogue_archive.publishing.git import ABSENT, Git, GitError
from dialogue_archive.publishing.settings import read_site


@dataclass(frozen=True)
class PublishOptions:
    """What the command line asks for. `to`: a folder to write the site to, in place of the branch."""

    root: Path
    rounds: list[int] = field(default_factory=list)
    everything: bool = False
    push: bool = False
    remote: str = "origin"
    branch: str = "gh-pages"
    to: Path | None = None
    site_url: str | None = None


@dataclass(frozen=True)
class Published:
    """The published branch here and on the remote (None: it does not exist there). `base`: the newer of the two."""

    local: str | None
    remote: str | None
    base: str | None


def publish(options: PublishOptions, report: Reporter) -> None:
    """Publish as asked, reporting each step. Raises Refusal, or ArchiveError for faulty content."""
    if options.to and options.push:
        raise Refusal("publish.push_to")
    _Run(Git(options.root.resolve()), options, report).publish()


@dataclass(frozen=True)
class _Run:
    """One run of the command."""

    git: Git
    options: PublishOptions
    report: Reporter

    def publish(self) -> None:
        git, options = self.git, self.options
        head = self._ready()
        site = read_site(git.root, options.site_url)
        folder = git.root / ".cache" / "publish"
        with _alone(folder):
            self.report(Message("publish.checking"))
            sources, archive = model.load(git.root)
            problems = checks.run(sources, archive)
            if problems:
                raise ArchiveError(problems)
            published = self._published()
            assembly = tree.Assembly(git, published.base, archive, site, folder)
            assembly.clear()
            everything = options.everything or self._has_new_address(published.base, site.base)
            chosen = tree.choose(
                archive, tree.published_versions(git, published.base), options.rounds, everything=everything
            )
            builder = Builder(git.root, folder, git.tree_of(head), site.base)
            offline = Builder(git.root, folder, git.tree_of(head), site.base, offline=True)
            forget(folder, [builder.kept, offline.kept])
            builds = builder.build(chosen, self.report)
            self.report(Message("publish.assembling"))
            made, versions = assembly.assemble(builds)
            self._accept(published.base, made)
            if git.commit_of("HEAD") != head or git.changes():
                raise Refusal("publish.moved")
            if options.to:
                known = [number for number in versions if number in archive.round_by_number]
                FolderExport(git, offline, self.report).write(made, options.to, known)
                self.report(Message("publish.written", folder=options.to, versions=tuple(versions)))
            else:
                self._move(published, made, f"Versions {_list(versions)}\n\nPublished from {head}\n", versions)

    def _ready(self) -> str:
        """The commit to publish. Raises Refusal when there are uncommitted changes, or git cannot commit."""
        git = self.git
        try:
            git.run("rev-parse", "--git-dir")
        except (GitError, FileNotFoundError):
            raise Refusal("publish.no_git", root=git.root) from None
        head = git.commit_of("HEAD")
        if not head:
            raise Refusal("publish.no_commit")
        changes = git.changes()
        if changes:
            raise Refusal("publish.dirty", files=Lines(f"  {change}" for change in changes[:20]))
        try:
            git.run("config", "user.name")
            git.run("config", "user.email")
        except GitError:
            raise Refusal("publish.no_identity") from None
        checked_out = git.checked_out(self.options.branch)
        if checked_out and not self.options.to:
            raise Refusal("publish.checked_out", branch=self.options.branch, folder=checked_out)
        return head

    def _published(self) -> Published:
        """The published branch here and on the remote. Raises Refusal when the two have diverged."""
        git, branch, remote_name = self.git, self.options.branch, self.options.remote
        local = git.commit_of(f"refs/heads/{branch}")
        remote = self._fetch()
        if not local or not remote or git.is_ancestor(local, remote):
            return Published(local, remote, remote or local)
        if git.is_ancestor(remote, local):
            return Published(local, remote, local)
        raise Refusal("publish.diverged", branch=branch, remote=remote_name, ours=local[:12], theirs=remote[:12])

    def _fetch(self) -> str | None:
        git, remote, branch = self.git, self.options.remote, self.options.branch
        tracking = f"refs/remotes/{remote}/{branch}"
        if remote not in git.run("remote").splitlines():
            if self.options.push:
                raise Refusal("publish.no_remote", remote=remote)
            return None
        if self.options.to:
            return git.commit_of(tracking)
        self.report(Message("publish.fetching", remote=remote, branch=branch))
        try:
            if not git.run("ls-remote", "--heads", remote, f"refs/heads/{branch}"):
                return None
            git.run("fetch", "--quiet", "--no-tags", remote, f"+refs/heads/{branch}:{tracking}")
        except GitError as error:
            raise Refusal("publish.unreachable", remote=remote, reason=error) from None
        return git.commit_of(tracking)

    def _has_new_address(self, base: str | None, address: str) -> bool:
        """Whether the site was published under another address: then every version has wrong links."""
        index = self.git.text(base, "sitemap.xml") if base else None
        if index is None or f"<loc>{address}r/sitemap.xml</loc>" in index:
            return False
        self.report(Message("publish.address_changed"))
        return True

    def _accept(self, base: str | None, made: str) -> None:
        tree.refuse_vanishing(self.git, base, made)
        size = tree.size_of(self.git, made)
        shown = {"size": tree.megabytes(size), "limit": tree.megabytes(tree.SIZE_LIMIT)}
        if size > tree.SIZE_WARNING * tree.SIZE_LIMIT:
            self.report(Message("publish.size_warning", percent=round(100 * size / tree.SIZE_LIMIT), **shown))
        else:
            self.report(Message("publish.size", **shown))

    def _move(self, published: Published, made: str, text: str, versions: list[int]) -> None:
        """Move the branch: on the remote by a push, then here. Nothing moves when nothing has changed."""
        git, branch, remote, base = self.git, self.options.branch, self.options.remote, published.base
        if base and git.tree_of(base) == made:
            commit = base
            self.report(Message("publish.nothing"))
        else:
            parents = ["-p", base] if base else []
            commit = git.run("commit-tree", made, *parents, stdin=text.encode())
        if self.options.push and commit != published.remote:
            try:
                git.run("push", "--quiet", remote, f"{commit}:refs/heads/{branch}")
            except GitError as error:
                raise Refusal("publish.push_refused", branch=branch, reason=error) from None
            self.report(Message("publish.pushed", remote=remote, branch=branch))
        if commit != published.local:
            try:
                git.run("update-ref", f"refs/heads/{branch}", commit, published.local or ABSENT)
            except GitError:
                raise Refusal("publish.branch_moved", branch=branch) from None
            self.report(Message("publish.committed", branch=branch, commit=commit[:12], versions=tuple(versions)))
        if not self.options.push and published.remote != commit and commit != base:
            self.report(Message("publish.not_pushed"))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One publishing run at a time. The lock is released when the process ends, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refusal("publish.busy") from None
        yield


def _list(versions: list[int]) -> str:
    return ", ".join(map(str, versions))


def add_parser(subparsers: Any) -> None:
    """Add `archive publish`."""
    parser = subparsers.add_parser(
        "publish", help=help_text("help.publish"), description=help_text("help.publish_description")
    )
    parser.add_argument("rounds", metavar="N", nargs="*", type=int, help=help_text("help.publish_rounds"))
    parser.add_argument("--all", action="store_true", dest="everything", help=help_text("help.publish_all"))
    parser.add_argument("--push", action="store_true", help=help_text("help.publish_push"))
    parser.add_argument("--remote", default="origin", help=help_text("help.publish_remote"))
    parser.add_argument("--branch", default="gh-pages", help=help_text("help.publish_branch"))
    parser.add_argument("--to", type=Path, metavar="DIR", help=help_text("help.publish_to"))
    parser.add_argument("--site-url", help=help_text("help.publish_site_url"))
    parser.add_argument("--lang", choices=LANGUAGES, default=None, help=help_text("help.publish_lang"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Publish; 0 when done, 1 when refused."""
    language: Language = options.lang or terminal_language()
    asked = PublishOptions(
        root=options.root,
        rounds=options.rounds,
        everything=options.everything,
        push=options.push,
        remote=options.remote,
        branch=options.branch,
        to=options.to,
        site_url=options.site_url,
    )
    try:
        publish(asked, lambda step: print(step.text(language), flush=True))
    except ArchiveError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return _refuse(language, Message("publish.problems", count=len(error.problems)))
    except Refusal as refusal:
        return _refuse(language, refusal.message)
    return 0


def _refuse(language: Language, reason: Message) -> int:
    print(reason.text(language), file=sys.stderr)
    print(message("publish.nothing_changed", language), file=sys.stderr)
    return 1
