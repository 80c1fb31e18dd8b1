"""A domain of the site's own: the file CNAME on the published branch, by which GitHub Pages knows it."""

from __future__ import annotations

from pathlib import Path

from publish.publishing_desk import BRANCH, Desk, git


def test_a_domain_of_its_own_stands_at_the_root_of_the_branch(fresh_desk: Desk, tmp_path: Path) -> None:
    desk = fresh_desk.copy(tmp_path)
    settings = desk.project / "mkdocs.yml"
    without = settings.read_text("utf-8")

    def publish(domain: str, expect: int = 0) -> str:
        settings.write_text(without.replace("\nextra:\n", f"\nextra:\n  custom_domain: {domain}\n"), encoding="utf-8")
        desk.commit()
        return desk.publish("1", "--push", expect=expect)

    publish("archive.example.org")
    assert git(desk.remote, "show", f"{BRANCH}:CNAME") == "archive.example.org"
    publish("other.example.org")
    assert git(desk.remote, "show", f"{BRANCH}:CNAME") == "other.example.org"
    before = desk.heads()
    assert "found custom_domain https://other.example.org/" in publish("https://other.example.org/", expect=1)
    assert desk.heads() == before


def test_one_that_the_host_has_written_is_kept(desk: Desk, tmp_path: Path) -> None:
    """Whoever names the domain in the settings of GitHub Pages has it write the file: publishing leaves it alone."""
    path = tmp_path / "host"
    git(desk.folder, "clone", "--quiet", "--branch", "gh-pages", "remote.git", str(path))
    (path / "CNAME").write_text("archive.example.org\n", encoding="utf-8")
    git(path, "add", "-A")
    git(path, "-c", "user.name=Host", "-c", "user.email=host@example.org", "commit", "--quiet", "-m", "Create CNAME")
    git(path, "push", "--quiet")
    desk.append("docs/zh/about.md", "\n新的一段。\n")
    desk.commit()
    desk.publish("--push")
    assert git(desk.remote, "rev-list", "--count", BRANCH) == "3"
    assert git(desk.remote, "show", f"{BRANCH}:CNAME") == "archive.example.org"
