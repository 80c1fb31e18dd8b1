"""Publishing on real repositories: what it does, what it refuses, and that nothing is ever half done."""

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
from publish.publishing_desk import BRANCH, COMMAND, Desk, git


def test_all_versions_and_latest_in_one_commit(published_desk: Desk) -> None:
    here, there = published_desk.heads()
    assert here == there
    assert git(published_desk.remote, "rev-list", "--count", BRANCH) == "1"
    listed = git(published_desk.remote, "ls-tree", "--name-only", BRANCH).splitlines()
    rounds = [str(number) for number in range(1, 8)]
    assert set(rounds) < set(listed)
    assert {"latest", "r", "404.html", "index.html", "versions.json", "sitemap.xml", "robots.txt", ".nojekyll"} < set(
        listed
    )
    versions = json.loads(git(published_desk.remote, "show", f"{BRANCH}:versions.json"))
    assert [entry["version"] for entry in versions] == rounds[::-1]
    assert versions[0]["title"] == "第七轮 · Round 7"
    assert [entry["aliases"] for entry in versions] == [["latest"], *[[]] * 6]
    assert not git(published_desk.project, "branch", "--list", "archive-publishing*")


def test_a_second_run_makes_no_commit(desk: Desk) -> None:
    before = desk.heads()
    assert "nothing to publish" in desk.publish("--all", "--push")
    assert desk.heads() == before
    # An own build, not the one that was kept.
    for kept in (desk.project / ".cache" / "publish").iterdir():
        if kept.is_dir():
            subprocess.run(["rm", "-r", str(kept)], check=True)
    assert "nothing to publish" in desk.publish("--all", "--push")
    assert desk.heads() == before


def test_without_push_only_the_local_branch_moves_and_the_next_push_takes_it(desk: Desk) -> None:
    here, there = desk.heads()
    desk.append("docs/zh/about.md", "\n新的一段。\n")
    desk.append("docs/en/about.md", "\nOne more paragraph.\n")
    desk.commit()
    assert "not pushed" in desk.publish()
    assert desk.heads()[0] != here
    assert desk.heads()[1] == there
    desk.publish("--push")
    assert desk.heads()[0] == desk.heads()[1]
    assert git(desk.remote, "rev-list", "--count", BRANCH) == "2"
    # Only the newest was built anew.
    changed = git(desk.remote, "diff", "--name-only", f"{BRANCH}^", BRANCH).splitlines()
    assert {path.split("/")[0] for path in changed} == {"7"}


def test_a_new_round_touches_no_older_version_but_the_one_that_was_newest(fresh_desk: Desk, tmp_path: Path) -> None:
    desk = fresh_desk.copy(tmp_path)
    desk.publish("1", "2", "3", "4", "5", "6", "--push")
    versions = json.loads(git(desk.remote, "show", f"{BRANCH}:versions.json"))
    assert versions[0] == {"version": "6", "title": "第六轮 · Round 6", "aliases": ["latest"]}
    assert "rounds/6/" in git(desk.remote, "show", f"{BRANCH}:latest/rounds/6/index.html")
    before = {number: git(desk.remote, "rev-parse", f"{BRANCH}:{number}") for number in range(1, 7)}
    said = desk.publish("--push")
    assert "building version 5" not in said
    after = {number: git(desk.remote, "rev-parse", f"{BRANCH}:{number}") for number in range(1, 7)}
    assert after == before
    assert "../../../7/rounds/7/" in git(desk.remote, "show", f"{BRANCH}:latest/rounds/7/index.html")


def test_the_version_that_was_newest_says_from_then_on_that_there_is_a_newer_one(
    fresh_desk: Desk, tmp_path: Path
) -> None:
    desk = fresh_desk.copy(tmp_path)
    for path in ("docs/zh/rounds/7", "docs/en/rounds/7", "data/rounds/7.yml"):
        git(desk.project, "rm", "-r", "--quiet", path)
    for path, empty in (("relations", "[]"), ("glossary", "[]"), ("people", "{}"), ("registry", "{}")):
        (desk.project / "data" / f"{path}.yml").write_text(f"{empty}\n", encoding="utf-8")
    desk.commit()
    desk.publish("--push")
    page = f"{BRANCH}:6/rounds/6/index.html"
    assert 'class="as-of"' not in git(desk.remote, "show", page)
    git(desk.project, "revert", "--no-edit", "HEAD")
    said = desk.publish("--push")
    assert 'class="as-of"' in git(desk.remote, "show", page)
    assert "versions 1, 2, 3, 4, 5, 6, 7" in said
    changed = git(desk.remote, "diff", "--name-only", f"{BRANCH}^", BRANCH).splitlines()
    assert not {path.split("/")[0] for path in changed} & {"1", "2", "3", "4", "5"}


def test_a_dirty_tree_is_refused(desk: Desk) -> None:
    before = desk.heads()
    desk.append("docs/zh/about.md", "\n未提交。\n")
    (desk.project / "docs" / "zh" / "new.md").write_text("# 新 { #new }\n", encoding="utf-8")
    said = desk.publish("--push", expect=1)
    assert "not committed" in said
    assert "docs/zh/about.md" in said
    assert "docs/zh/new.md" in said
    assert "尚未提交" in desk.archive("publish", "--lang", "zh", expect=1)
    assert desk.heads() == before


def test_faulty_content_is_refused(desk: Desk) -> None:
    before = desk.heads()
    desk.append(
        "data/relations.yml",
        "\n- {from: r7-99, to: r2-p1, type: extends, basis: editorial, evidence: {zh: 无, en: no}}\n",
    )
    desk.commit()
    said = desk.publish("--push", expect=1)
    assert "r7-99" in said
    assert "nothing was published" in said
    assert desk.heads() == before


def _clone_and_push(desk: Desk, path: Path) -> str:
    """Somebody else adds a file to the published branch."""
    git(desk.folder, "clone", "--quiet", "--branch", "gh-pages", "remote.git", str(path))
    (path / "note.txt").write_text("theirs\n", encoding="utf-8")
    git(path, "add", "-A")
    git(path, "-c", "user.name=Other", "-c", "user.email=other@example.org", "commit", "--quiet", "-m", "Theirs")
    git(path, "push", "--quiet")
    return git(path, "rev-parse", "HEAD")


def test_a_diverged_remote_is_refused_and_nothing_is_lost(desk: Desk, tmp_path: Path) -> None:
    desk.append("docs/zh/about.md", "\n新的一段。\n")
    desk.commit()
    desk.publish()
    ours = desk.heads()[0]
    theirs = _clone_and_push(desk, tmp_path / "other")
    said = desk.publish("--push", expect=1)
    assert "diverged" in said
    assert ours[:12] in said
    assert theirs[:12] in said
    assert desk.heads() == (ours, theirs)


def test_a_remote_that_is_ahead_is_gone_on_from(desk: Desk, tmp_path: Path) -> None:
    theirs = _clone_and_push(desk, tmp_path / "other")
    desk.append("docs/zh/about.md", "\n新的一段。\n")
    desk.commit()
    desk.publish("--push")
    assert git(desk.remote, "rev-parse", f"{BRANCH}^") == theirs
    assert git(desk.remote, "show", f"{BRANCH}:note.txt") == "theirs"


def test_a_push_that_is_not_taken_moves_neither_branch(desk: Desk) -> None:
    before = desk.heads()
    hook = desk.remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho closed today >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    desk.append("docs/zh/about.md", "\n新的一段。\n")
    desk.commit()
    said = desk.publish("--push", expect=1)
    assert "closed today" in said
    assert desk.heads() == before
    hook.unlink()
    desk.publish("--push")
    assert desk.heads()[0] == desk.heads()[1] != before[1]


def test_an_address_that_would_vanish_is_refused(desk: Desk) -> None:
    before = desk.heads()
    for language in ("zh", "en"):
        source = desk.project / "docs" / language / "extra.md"
        source.write_text("---\ntitle: Extra\n---\n\n# Extra { #extra }\n", encoding="utf-8")
    desk.commit()
    desk.publish("--push")
    middle = desk.heads()
    assert middle != before
    for language in ("zh", "en"):
        (desk.project / "docs" / language / "extra.md").unlink()
    desk.commit()
    said = desk.publish("--push", expect=1)
    assert "4 published addresses would vanish" in said
    assert "7/en/extra/" in said
    assert desk.heads() == middle


def test_a_site_over_the_limit_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from dialogue_archive.messages import Refusal
    from dialogue_archive.publishing import tree as trees
    from dialogue_archive.publishing.git import Git

    repository = Git(desk.project)
    size = trees.size_of(repository, desk.heads()[0])
    monkeypatch.setattr(trees, "SIZE_LIMIT", size - 1)
    with pytest.raises(Refusal, match="more than"):
        trees.size_of(repository, desk.heads()[0])


def test_a_round_that_is_not_there_is_refused(desk: Desk) -> None:
    assert "there is no round 9" in desk.publish("9", expect=1)


def test_another_address_of_the_site_builds_every_version_anew(desk: Desk) -> None:
    said = desk.publish("--site-url", "https://archive.example.net/")
    assert "every version is built again" in said
    page = git(desk.project, "show", "gh-pages:3/en/rounds/3/index.html")
    assert 'href="https://archive.example.net/3/en/rounds/3/"' in page
    assert "example.org/dialogue-archive" not in page


def test_to_a_folder_the_same_tree_and_a_zip_of_each_version(exported: tuple[Desk, Path], tree: Path) -> None:
    desk, folder = exported
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    zips = {path: files.pop(path) for path in list(files) if path.startswith("offline/")}
    assert files == {p.relative_to(tree).as_posix(): p.read_bytes() for p in tree.rglob("*") if p.is_file()}
    assert sorted(zips) == [f"offline/archive-{number}.zip" for number in range(1, 8)]
    desk.publish("--to", str(folder))
    assert {path: (folder / path).read_bytes() for path in zips} == zips
    assert sorted(path.name for path in folder.parent.iterdir()) == ["out", "project", "remote.git"]


def test_a_folder_that_holds_something_else_is_left_alone(exported: tuple[Desk, Path], tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep", encoding="utf-8")
    assert "not a site written before" in exported[0].publish("--to", str(tmp_path), expect=1)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_killed_at_any_moment_the_remote_is_one_of_the_two_states(published_desk: Desk, tmp_path: Path) -> None:
    """20 kills: anywhere, and where the branch is made and moved; of the process alone, and of its children too."""
    desk = published_desk.copy(tmp_path / "killed")
    chance = random.Random(5)
    old, change = desk.heads()[1], 0

    def next_states() -> set[str]:
        nonlocal change
        change += 1
        for language in ("zh", "en"):
            desk.append(f"docs/{language}/about.md", f"\n{change}\n")
        desk.commit()
        twin = desk.copy(tmp_path / f"twin-{change}")
        twin.publish("--all", "--push")
        if change > 1:  # the first change is built while it is being killed, later ones are there
            shutil.copytree(twin.project / ".cache", desk.project / ".cache", dirs_exist_ok=True)
        return {git(desk.remote, "rev-parse", f"{old}^{{tree}}"), git(twin.remote, "rev-parse", f"{BRANCH}^{{tree}}")}

    states = next_states()
    interrupted = 0
    for attempt in range(20):
        process = subprocess.Popen(
            [*COMMAND, "--root", str(desk.project), "publish", "--all", "--push", "--lang", "en"],
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
        _let_orphans_end(process.pid)
        here, there = desk.heads()
        assert git(desk.remote, "rev-parse", f"{there}^{{tree}}") in states
        assert git(desk.project, "rev-parse", f"{here}^{{tree}}") in states
        assert git(desk.remote, "rev-list", "--count", BRANCH) in {str(change), str(change + 1)}
        if there != old:
            desk.publish("--all", "--push")
            assert desk.heads() == (there, there)
            old = there
            states = next_states()
    assert interrupted >= 5
    desk.publish("--all", "--push")
    here, there = desk.heads()
    assert here == there
    assert git(desk.remote, "rev-parse", f"{there}^{{tree}}") in states
    assert git(desk.remote, "rev-parse", f"{there}^") == old
    assert not git(desk.project, "branch", "--list", "archive-publishing*")
    git(desk.remote, "fsck", "--strict")


def _let_orphans_end(session: int) -> None:
    """Wait for what a killed process has left running: it must do no harm either."""
    for _ in range(200):
        found = subprocess.run(["pgrep", "-s", str(session)], capture_output=True, text=True).stdout
        if not found.strip():
            return
        time.sleep(0.05)


def test_register_writes_every_id_and_takes_none_out(desk: Desk) -> None:
    desk.archive("register")
    _, archive = model.load(desk.project)
    text = (desk.project / "data" / "registry.yml").read_text(encoding="utf-8")
    assert all(f"- {item}\n" in text for item in archive.items)
    assert all(f"- {person}\n" in text for person in archive.people)
    desk.archive("check")
    desk.archive("register")
    assert (desk.project / "data" / "registry.yml").read_text(encoding="utf-8") == text
    relations = desk.project / "data" / "relations.yml"
    relations.write_text("[]\n", encoding="utf-8")
    said = desk.archive("register", expect=1)
    assert "was published and is gone" in said
    assert (desk.project / "data" / "registry.yml").read_text(encoding="utf-8") == text
