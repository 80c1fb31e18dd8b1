"""A custom domain: the file CNAME on the published branch, from which GitHub Pages reads it."""

from __future__ import annotations

from pathlib import Path

from repository import BRANCH, PublishingRepository, git


def test_a_custom_domain_is_written_to_the_root_of_the_branch(
    unpublished: PublishingRepository, tmp_path: Path
) -> None:
    repository = unpublished.copy(tmp_path)
    settings = repository.project / "mkdocs.yml"
    without = settings.read_text("utf-8")

    def publish(domain: str, expect: int = 0) -> str:
        settings.write_text(without.replace("\nextra:\n", f"\nextra:\n  custom_domain: {domain}\n"), encoding="utf-8")
        repository.commit()
        return repository.publish("1", "--push", expect=expect)

    publish("archive.example.org")
    assert git(repository.remote, "show", f"{BRANCH}:CNAME") == "archive.example.org"
    publish("other.example.org")
    assert git(repository.remote, "show", f"{BRANCH}:CNAME") == "other.example.org"
    before = repository.heads()
    assert "found custom_domain https://other.example.org/" in publish("https://other.example.org/", expect=1)
    assert repository.heads() == before


def test_a_file_written_by_the_host_is_kept(repository: PublishingRepository, tmp_path: Path) -> None:
    """GitHub Pages writes the file when the domain is set in its settings: publishing leaves it alone."""
    path = tmp_path / "host"
    git(repository.folder, "clone", "--quiet", "--branch", "gh-pages", "remote.git", str(path))
    (path / "CNAME").write_text("archive.example.org\n", encoding="utf-8")
    git(path, "add", "-A")
    git(path, "-c", "user.name=Host", "-c", "user.email=host@example.org", "commit", "--quiet", "-m", "Create CNAME")
    git(path, "push", "--quiet")
    repository.append("docs/zh/about.md", "\n新的一段。\n")
    repository.commit()
    repository.publish("--push")
    assert git(repository.remote, "rev-list", "--count", BRANCH) == "3"
    assert git(repository.remote, "show", f"{BRANCH}:CNAME") == "archive.example.org"
