"""The same input gives the same bytes: built twice, and rebuilt by `archive serve` after a change."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

# What `archive serve` does, without its server: build, save files (None: delete it), build again in the same process.
_SERVE = """
import json, sys
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config

site, = sys.argv[1:]

def once():
    config = load_config(site_dir=site, strict=False)
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://localhost/")
    return next(module for name, module in sys.modules.items() if name.endswith("dialogue_archive_hooks.py"))

once()
for name, text in json.load(sys.stdin).items():
    if text is None:
        Path(name).unlink()
    else:
        Path(name).write_text(text, "utf-8")
once()._build.wait()
"""


def _bytes(site: Path) -> dict[str, bytes]:
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def _serve_and_save(project: Path, site: Path, saved: Mapping[str, str | None]) -> dict[str, bytes]:
    """The site as served after `saved` was saved."""
    command = [sys.executable, "-c", _SERVE, str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"}
    done = subprocess.run(
        command, cwd=project, env=environment, input=json.dumps(saved), capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return _bytes(site)


def test_built_twice(project: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / name)]
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"}
        subprocess.run(command, cwd=project, env=environment, check=True)
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


@pytest.mark.parametrize(
    ("path", "old", "new", "shown"),
    [
        ("docs/en/rounds/2/recommendations.md", " { #r2-01 }", " (renamed) { #r2-01 }", "(renamed)"),
        ("data/topics.yml", "en: Data", "en: Information", "Information"),
        ("overrides/partials/masthead.html", "<header", '<header data-changed=""', "data-changed"),
    ],
)
def test_rebuilt_after_a_change(project: Path, tmp_path: Path, path: str, old: str, new: str, shown: str) -> None:
    text = (project / path).read_text("utf-8")
    assert old in text
    served = _serve_and_save(project, tmp_path / "served", {path: text.replace(old, new)})
    assert served == _serve_and_save(project, tmp_path / "fresh", {})
    assert any(shown.encode() in page for name, page in served.items() if name.endswith(".html"))


def test_rebuilt_after_a_page_was_deleted(project: Path, tmp_path: Path) -> None:
    """The served site no longer has the page, in either language."""
    for language in ("zh", "en"):
        (project / "docs" / language / "extra.md").write_text("---\ntitle: Extra\n---\n\nExtra.\n", "utf-8")
    served = _serve_and_save(project, tmp_path / "served", {"docs/zh/extra.md": None, "docs/en/extra.md": None})
    assert served == _serve_and_save(project, tmp_path / "fresh", {})
    assert not [name for name in served if "extra" in name]
