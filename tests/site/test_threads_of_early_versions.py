"""A version without relations says so, and describes no drawing."""

from __future__ import annotations

from pathlib import Path

from dialogue_archive.archive import load
from support import build, copy_fixture


def test_a_version_without_relations_says_so(tmp_path: Path) -> None:
    project = copy_fixture(tmp_path / "project")
    assert build(project, tmp_path / "site", ARCHIVE_AS_OF="1").returncode == 0
    page = (tmp_path / "site" / "en" / "threads" / "index.html").read_text("utf-8")
    assert "No relations between rounds are recorded as of this version." in page
    assert load(project)[1].interface["threads_remark"]["en"] not in page
