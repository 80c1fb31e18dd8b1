"""Publishing from real repositories: what it does, what it refuses, and that an interrupted run changes nothing."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from dialogue_archive import archive as model
from dialogue_archive.views.pages import text_as_of
from repository import BRANCH, COMMAND, PublishingRepository, git


def test_all_versions_and_latest_in_one_commit(published: PublishingRepository) -> None:
    here, there = published.heads()
    assert here == there
    assert git(published.remote, "rev-list", "--count", BRANCH) == "1"
    listed = git(published.remote, "ls-tree", "--name-only", BRANCH).splitlines()
    assert {"1", "2", "3"} < set(listed)
    assert {"latest", "r", "404.html", "index.html", "versions.json", "sitemap.xml", "robots.txt", ".nojekyll"} < set(
        listed
    )
    versions = json.loads(git(published.remote, "show", f"{BRANCH}:versions.json"))
    assert [entry["version"] for entry in versions] == ["3", "2", "1"]
    assert versions[0]["title"] == "第三次会议 · Meeting 3"
    assert [entry["aliases"] for entry in versions] == [["latest"], [], []]
    assert not git(published.project, "branch", "--list", "archive-publishing*")


def test_a_second_run_makes_no_commit(repository: PublishingRepository) -> None:
    before = repository.heads()
    assert "nothing to publish" in repository.publish("--all", "--push")
    assert repository.heads() == before
    # A new build, not the one that was kept.
    for kept in (repository.project / ".cache" / "publish").iterdir():
        if kept.is_dir():
            subprocess.run(["rm", "-r", str(kept)], check=True)
    assert "nothing to publish" in repository.publish("--all", "--push")
    assert repository.heads() == before


def test_without_push_only_the_local_branch_moves_and_the_next_push_takes_it(repository: PublishingRepository) -> None:
    here, there = repository.heads()
    repository.append("docs/zh/about.md", "\n新的一段。\n")
    repository.append("docs/en/about.md", "\nOne more paragraph.\n")
    repository.commit()
    assert "not pushed" in repository.publish()
    assert repository.heads()[0] != here
    assert repository.heads()[1] == there
    repository.publish("--push")
    assert repository.heads()[0] == repository.heads()[1]
    assert git(repository.remote, "rev-list", "--count", BRANCH) == "2"
    # Only the newest version was built again.
    changed = git(repository.remote, "diff", "--name-only", f"{BRANCH}^", BRANCH).splitlines()
    assert {path.split("/")[0] for path in changed} == {"3"}


def test_a_new_round_changes_no_older_version(unpublished: PublishingRepository, tmp_path: Path) -> None:
    repository = unpublished.copy(tmp_path)
    repository.publish("1", "2", "--push")
    versions = json.loads(git(repository.remote, "show", f"{BRANCH}:versions.json"))
    assert versions[0] == {"version": "2", "title": "第二次会议 · Meeting 2", "aliases": ["latest"]}
    assert "rounds/2/" in git(repository.remote, "show", f"{BRANCH}:latest/rounds/2/index.html")
    before = {number: git(repository.remote, "rev-parse", f"{BRANCH}:{number}") for number in (1, 2)}
    said = repository.publish("--push")
    assert "building version 1" not in said
    after = {number: git(repository.remote, "rev-parse", f"{BRANCH}:{number}") for number in (1, 2)}
    assert after == before
    assert "../../../3/rounds/3/" in git(repository.remote, "show", f"{BRANCH}:latest/rounds/3/index.html")


def test_the_former_newest_version_says_that_there_is_a_newer_one(
    unpublished: PublishingRepository, tmp_path: Path
) -> None:
    repository = unpublished.copy(tmp_path)
    for path in ("docs/zh/rounds/3", "docs/en/rounds/3", "data/rounds/3.yml"):
        git(repository.project, "rm", "-r", "--quiet", path)
    for name in ("relations", "corrections", "glossary"):
        (repository.project / "data" / f"{name}.yml").write_text("[]\n", encoding="utf-8")
    for name in ("people", "registry"):
        (repository.project / "data" / f"{name}.yml").write_text("{}\n", encoding="utf-8")
    for file in (repository.project / "docs").glob("*/*.md"):
        file.write_text(text_as_of(file.read_text(encoding="utf-8"), 2), encoding="utf-8")
    repository.commit()
    repository.publish("--push")
    page = f"{BRANCH}:2/rounds/2/index.html"
    assert 'class="as-of"' not in git(repository.remote, "show", page)
    git(repository.project, "revert", "--no-edit", "HEAD")
    said = repository.publish("--push")
    assert 'class="as-of"' in git(repository.remote, "show", page)
    assert "versions 1, 2, 3" in said
    changed = git(repository.remote, "diff", "--name-only", f"{BRANCH}^", BRANCH).splitlines()
    assert "1" not in {path.split("/")[0] for path in changed}


def test_a_dirty_tree_is_refused(repository: PublishingRepository) -> None:
    before = repository.heads()
    repository.append("docs/zh/about.md", "\n未提交。\n")
    (repository.project / "docs" / "zh" / "new.md").write_text("# 新 { #new }\n", encoding="utf-8")
    said = repository.publish("--push", expect=1)
    assert "not committed" in said
    assert "docs/zh/about.md" in said
    assert "docs/zh/new.md" in said
    assert "尚未提交" in repository.archive("publish", "--lang", "zh", expect=1)
    assert repository.heads() == before


def test_faulty_content_is_refused(repository: PublishingRepository) -> None:
    before = repository.heads()
    repository.append(
        "data/relations.yml",
        "\n- {from: r3-99, to: r1-p1, type: extends, basis: editorial, evidence: {zh: 无, en: no}}\n",
    )
    repository.commit()
    said = repository.publish("--push", expect=1)
    assert "r3-99" in said
    assert "nothing was published" in said
    assert repository.heads() == before


def _clone_and_push(repository: PublishingRepository, path: Path) -> str:
    """Somebody else adds a file to the published branch."""
    git(repository.folder, "clone", "--quiet", "--branch", "gh-pages", "remote.git", str(path))
    (path / "note.txt").write_text("theirs\n", encoding="utf-8")
    git(path, "add", "-A")
    git(path, "-c", "user.name=Other", "-c", "user.email=other@example.org", "commit", "--quiet", "-m", "Theirs")
    git(path, "push", "--quiet")
    return git(path, "rev-parse", "HEAD")


def test_a_diverged_remote_is_refused_and_nothing_is_lost(repository: PublishingRepository, tmp_path: Path) -> None:
    repository.append("docs/zh/about.md", "\n新的一段。\n")
    repository.commit()
    repository.publish()
    ours = repository.heads()[0]
    theirs = _clone_and_push(repository, tmp_path / "other")
    said = repository.publish("--push", expect=1)
    assert "diverged" in said
    assert ours[:12] in said
    assert theirs[:12] in said
    assert repository.heads() == (ours, theirs)


def test_a_remote_that_is_ahead_is_continued(repository: PublishingRepository, tmp_path: Path) -> None:
    theirs = _clone_and_push(repository, tmp_path / "other")
    repository.append("docs/zh/about.md", "\n新的一段。\n")
    repository.commit()
    repository.publish("--push")
    assert git(repository.remote, "rev-parse", f"{BRANCH}^") == theirs
    assert git(repository.remote, "show", f"{BRANCH}:note.txt") == "theirs"


def test_a_refused_push_moves_neither_branch(repository: PublishingRepository) -> None:
    before = repository.heads()
    hook = repository.remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho closed today >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    repository.append("docs/zh/about.md", "\n新的一段。\n")
    repository.commit()
    said = repository.publish("--push", expect=1)
    assert "closed today" in said
    assert repository.heads() == before
    hook.unlink()
    repository.publish("--push")
    assert repository.heads()[0] == repository.heads()[1] != before[1]


def test_an_address_that_would_disappear_is_refused(repository: PublishingRepository) -> None:
    before = repository.heads()
    for language in ("zh", "en"):
        source = repository.project / "docs" / language / "extra.md"
        source.write_text("---\ntitle: Extra\n---\n\n# Extra { #extra }\n", encoding="utf-8")
    repository.commit()
    repository.publish("--push")
    middle = repository.heads()
    assert middle != before
    for language in ("zh", "en"):
        (repository.project / "docs" / language / "extra.md").unlink()
    repository.commit()
    said = repository.publish("--push", expect=1)
    assert "4 published addresses would vanish" in said
    assert "3/en/extra/" in said
    assert repository.heads() == middle


def test_a_site_over_the_limit_is_refused(repository: PublishingRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    from dialogue_archive.messages import Refusal
    from dialogue_archive.publishing import tree as trees
    from dialogue_archive.publishing.git import Git

    objects, commit = Git(repository.project), repository.heads()[0]
    monkeypatch.setattr(trees, "SIZE_LIMIT", trees.size_of(objects, commit) - 1)
    with pytest.raises(Refusal, match="more than"):
        trees.size_of(objects, commit)


def test_an_unknown_round_is_refused(repository: PublishingRepository) -> None:
    assert "there is no round 9" in repository.publish("9", expect=1)


def test_another_site_url_builds_every_version_again(repository: PublishingRepository) -> None:
    said = repository.publish("--site-url", "https://archive.example.net/")
    assert "every version is built again" in said
    page = git(repository.project, "show", "gh-pages:2/en/rounds/2/index.html")
    assert 'href="https://archive.example.net/2/en/rounds/2/"' in page
    assert "example.org/dialogue-archive" not in page


def test_to_a_folder_the_same_tree_and_a_zip_of_each_version(
    exported: tuple[PublishingRepository, Path], tree: Path
) -> None:
    repository, folder = exported
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    zips = {path: files.pop(path) for path in list(files) if path.startswith("offline/")}
    assert files == {p.relative_to(tree).as_posix(): p.read_bytes() for p in tree.rglob("*") if p.is_file()}
    assert sorted(zips) == [f"offline/archive-{number}.zip" for number in (1, 2, 3)]
    repository.publish("--to", str(folder))
    assert {path: (folder / path).read_bytes() for path in zips} == zips
    assert sorted(path.name for path in folder.parent.iterdir()) == ["out", "project", "remote.git"]


def test_a_folder_that_holds_something_else_is_left_alone(
    exported: tuple[PublishingRepository, Path], tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("keep", encoding="utf-8")
    assert "not a site written before" in exported[0].publish("--to", str(tmp_path), expect=1)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_killed_at_any_moment_the_remote_is_in_the_old_or_the_new_state(
    published: PublishingRepository, tmp_path: Path
) -> None:
    """20 kills: anywhere, and where the branch is made and moved; of the process alone, and of its children too."""
    repository = published.copy(tmp_path / "killed")
    chance = random.Random(5)
    old, change = repository.heads()[1], 0

    def next_states() -> set[str]:
        nonlocal change
        change += 1
        for language in ("zh", "en"):
            repository.append(f"docs/{language}/about.md", f"\n{change}\n")
        repository.commit()
        second = repository.copy(tmp_path / f"second-{change}")
        second.publish("--all", "--push")
        if change > 1:  # the first change is built while it is being killed, later ones are there
            shutil.copytree(second.project / ".cache", repository.project / ".cache", dirs_exist_ok=True)
        return {
            git(repository.remote, "rev-parse", f"{old}^{{tree}}"),
            git(second.remote, "rev-parse", f"{BRANCH}^{{tree}}"),
        }

    states = next_states()
    interrupted = 0
    for attempt in range(20):
        process = subprocess.Popen(
            [*COMMAND, "--root", str(repository.project), "publish", "--all", "--push", "--lang", "en"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            text=True,
        )
        assert process.stdout
        if attempt % 4:
            # Past the building: from here on objects are made and branches move.
            any(line.startswith("putting") for line in process.stdout)
        time.sleep(chance.uniform(0, 0.8))
        if process.poll() is None:
            interrupted += 1
            if attempt % 2:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
        process.stdout.close()
        _wait_for_children(process.pid)
        here, there = repository.heads()
        assert git(repository.remote, "rev-parse", f"{there}^{{tree}}") in states
        assert git(repository.project, "rev-parse", f"{here}^{{tree}}") in states
        assert git(repository.remote, "rev-list", "--count", BRANCH) in {str(change), str(change + 1)}
        if there != old:
            repository.publish("--all", "--push")
            assert repository.heads() == (there, there)
            old = there
            states = next_states()
    assert interrupted >= 5
    repository.publish("--all", "--push")
    here, there = repository.heads()
    assert here == there
    assert git(repository.remote, "rev-parse", f"{there}^{{tree}}") in states
    assert git(repository.remote, "rev-parse", f"{there}^") == old
    assert not git(repository.project, "branch", "--list", "archive-publishing*")
    git(repository.remote, "fsck", "--strict")


def _wait_for_children(session: int) -> None:
    """Wait for the processes that a killed one has left running: they must do no harm either."""
    for _ in range(200):
        found = subprocess.run(["pgrep", "-s", str(session)], capture_output=True, text=True).stdout
        if not found.strip():
            return
        time.sleep(0.05)


def test_register_writes_every_id_and_removes_none(repository: PublishingRepository) -> None:
    repository.archive("register")
    _, archive = model.load(repository.project)
    text = (repository.project / "data" / "registry.yml").read_text(encoding="utf-8")
    assert all(f"- {item}\n" in text for item in archive.items)
    assert all(f"- {person}\n" in text for person in archive.people)
    repository.archive("check")
    repository.archive("register")
    assert (repository.project / "data" / "registry.yml").read_text(encoding="utf-8") == text
    relations = repository.project / "data" / "relations.yml"
    relations.write_text("[]\n", encoding="utf-8")
    said = repository.archive("register", expect=1)
    assert "published ids must not be removed" in said
    assert (repository.project / "data" / "registry.yml").read_text(encoding="utf-8") == text
