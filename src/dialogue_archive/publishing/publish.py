"""`archive publish`: from a clean tree to one commit on the published branch, or to nothing at all."""

from __future__ import annotations

import argparse
import fcntl
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from dialogue_archive import archive as model
from dialogue_archive import checks
from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.problems import ArchiveError
from dialogue_archive.publishing import export, tree
from dialogue_archive.publishing.builds import Builder, forget
from dialogue_archive.publishing.git import ABSENT, Git, GitError
from dialogue_archive.publishing.messages import Refused, say, terminal_language
from dialogue_archive.publishing.settings import read_site

Reporter = Callable[..., None]


@dataclass(frozen=True)
class PublishOptions:
    """What was asked for."""

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
    """Where the published branch stands: here, and on the remote (None: not there, or there is no remote)."""

    local: str | None
    remote: str | None

    @property
    def base(self) -> str | None:
        """The commit to go on from."""
        return self.remote if self.remote and self.local != self.remote and not self._ahead else self.local

    _ahead: bool = False


def publish(order: PublishOptions, tell: Reporter) -> None:
    """Do what `order` asks, saying each step through `tell`. Raises Refused, or ArchiveError for faulty content."""
    if order.to and order.push:
        raise Refused("push_to")
    git = Git(order.root.resolve())
    head = _ready(git, order)
    site = read_site(git.root, order.site_url)
    folder = git.root / ".cache" / "publish"
    with _alone(folder):
        tell("checking")
        sources, archive = model.load(git.root)
        problems = checks.run(sources, archive)
        if problems:
            raise ArchiveError(problems)
        published = _published(git, order, tell)
        base = published.base
        assembly = tree.Assembly(git, base, archive, site, folder)
        assembly.clear()
        everything = order.everything or _has_moved(git, base, site.base, tell)
        chosen = tree.choose(archive, tree.published_versions(git, base), order.rounds, everything=everything)
        builder = Builder(git.root, folder, git.tree_of(head), site.base)
        offline = Builder(git.root, folder, git.tree_of(head), site.base, offline=True)
        forget(folder, [builder.kept, offline.kept])
        builds = builder.build(chosen, tell)
        tell("assembling")
        made, versions = assembly.assemble(builds)
        _accept(git, base, made, tell)
        if git.commit_of("HEAD") != head or git.changes():
            raise Refused("moved")
        if order.to:
            known = [number for number in versions if number in archive.round_by_number]
            export.write(git, made, order.to, offline, known, tell)
            tell("written", folder=order.to, versions=_list(versions))
        else:
            _move(git, order, published, made, head, versions, tell)


def _ready(git: Git, order: PublishOptions) -> str:
    """The commit to publish. Refused when the tree is dirty, or git cannot commit."""
    try:
        git.run("rev-parse", "--git-dir")
    except (GitError, FileNotFoundError):
        raise Refused("no_git", root=git.root) from None
    head = git.commit_of("HEAD")
    if not head:
        raise Refused("no_commit")
    changes = git.changes()
    if changes:
        raise Refused("dirty", files="\n".join(f"  {change}" for change in changes[:20]))
    try:
        git.run("config", "user.name")
        git.run("config", "user.email")
    except GitError:
        raise Refused("no_identity") from None
    checked_out = git.checked_out(order.branch)
    if checked_out and not order.to:
        raise Refused("checked_out", branch=order.branch, folder=checked_out)
    return head


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One publishing run at a time. The lock goes with the process, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refused("busy") from None
        yield


def _published(git: Git, order: PublishOptions, tell: Reporter) -> Published:
    """Where the branch stands here and there; refused when the two have diverged."""
    local = git.commit_of(f"refs/heads/{order.branch}")
    remote = _fetch(git, order, tell)
    if not local or not remote or git.is_ancestor(local, remote):
        return Published(local, remote)
    if git.is_ancestor(remote, local):
        return Published(local, remote, _ahead=True)
    raise Refused("diverged", branch=order.branch, remote=order.remote, ours=local[:12], theirs=remote[:12])


def _fetch(git: Git, order: PublishOptions, tell: Reporter) -> str | None:
    tracking = f"refs/remotes/{order.remote}/{order.branch}"
    if order.remote not in git.run("remote").splitlines():
        if order.push:
            raise Refused("no_remote", remote=order.remote)
        return None
    if order.to:
        return git.commit_of(tracking)
    tell("fetching", remote=order.remote, branch=order.branch)
    try:
        if not git.run("ls-remote", "--heads", order.remote, f"refs/heads/{order.branch}"):
            return None
        git.run("fetch", "--quiet", "--no-tags", order.remote, f"+refs/heads/{order.branch}:{tracking}")
    except GitError as error:
        raise Refused("unreachable", remote=order.remote, reason=error) from None
    return git.commit_of(tracking)


def _has_moved(git: Git, base: str | None, address: str, tell: Reporter) -> bool:
    """Whether what is published says another address of the site: then its versions are all wrong."""
    index = git.text(base, "sitemap.xml") if base else None
    if index is None or f"<loc>{address}r/sitemap.xml</loc>" in index:
        return False
    tell("address_changed")
    return True


def _accept(git: Git, base: str | None, made: str, tell: Reporter) -> None:
    tree.refuse_vanishing(git, base, made)
    size = tree.size_of(git, made)
    places = {"size": tree.megabytes(size), "limit": tree.megabytes(tree.SIZE_LIMIT)}
    if size > tree.SIZE_WARNING * tree.SIZE_LIMIT:
        tell("size_warning", percent=round(100 * size / tree.SIZE_LIMIT), **places)
    else:
        tell("size", **places)


def _move(
    git: Git, order: PublishOptions, published: Published, made: str, head: str, versions: list[int], tell: Reporter
) -> None:
    """Move the branch: the remote's by a push, then ours. Nothing moves when nothing has changed."""
    base = published.base
    places: dict[str, Any] = {"branch": order.branch, "remote": order.remote}
    if base and git.tree_of(base) == made:
        commit = base
        tell("nothing")
    else:
        message = f"Versions {_list(versions)}\n\nPublished from {head}\n"
        parents = ["-p", base] if base else []
        commit = git.run("commit-tree", made, *parents, stdin=message.encode())
    if order.push and commit != published.remote:
        try:
            git.run("push", "--quiet", order.remote, f"{commit}:refs/heads/{order.branch}")
        except GitError as error:
            raise Refused("push_refused", reason=error, **places) from None
        tell("pushed", **places)
    if commit != published.local:
        try:
            git.run("update-ref", f"refs/heads/{order.branch}", commit, published.local or ABSENT)
        except GitError:
            raise Refused("branch_moved", **places) from None
        tell("committed", commit=commit[:12], versions=_list(versions), **places)
    if not order.push and published.remote != commit and commit != base:
        tell("not_pushed")


def _list(versions: list[int]) -> str:
    return ", ".join(map(str, versions))


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "publish",
        help="publish versions 发布版本",
        description="Build versions and put them on the published branch in one commit. Without a round: the newest, "
        "and those never published. 生成各轮版本，一次提交到发布分支；不写轮次时，发布最新一轮和尚未发布的各轮。",
    )
    parser.add_argument("rounds", metavar="N", nargs="*", type=int, help="the rounds to build 轮次")
    parser.add_argument("--all", action="store_true", dest="everything", help="build every round 全部轮次")
    parser.add_argument("--push", action="store_true", help="push the branch 推送到远程仓库")
    parser.add_argument("--remote", default="origin", help="the remote 远程仓库 (origin)")
    parser.add_argument("--branch", default="gh-pages", help="the published branch 发布分支 (gh-pages)")
    parser.add_argument(
        "--to", type=Path, metavar="DIR", help="write the site to a folder instead, with a ZIP of each version 写入目录"
    )
    parser.add_argument("--site-url", help="the site's address, where it is not that of mkdocs.yml 网站地址")
    parser.add_argument("--lang", choices=LANGUAGES, default=None, help="the language of messages 提示语言")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Publish; 0 when done, 1 when refused."""
    language: Language = options.lang or terminal_language()
    order = PublishOptions(
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
        publish(order, partial(_tell, language))
    except ArchiveError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return _refuse(language, say("problems", language, count=len(error.problems)))
    except Refused as refusal:
        return _refuse(language, say(refusal.key, language, **refusal.places))
    return 0


def _tell(language: Language, key: str, **places: Any) -> None:
    print(say(key, language, **places), flush=True)


def _refuse(language: Language, words: str) -> int:
    print(words, file=sys.stderr)
    print(say("nothing_changed", language), file=sys.stderr)
    return 1
