"""The same input gives the same bytes: built twice, and served through a change, where only some pages are drawn."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import synthetic

# What `archive serve` does, without its server: build, save files (None: delete it), build again; then name the pages
# drawn again.
_SERVE = """
import json, os, sys, time
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config

from dialogue_archive import adapter

site, = sys.argv[1:]
sys.argv = ["mkdocs", "serve", "--dirty"]

def once(is_first):
    config = load_config(site_dir=site, strict=False)
    if is_first:
        config.plugins.on_startup(command="serve", dirty=True)
    build(config, serve_url="http://localhost/", dirty=True)
    adapter._builds[Path.cwd()].beside.wait()

once(True)
before = {file: file.stat().st_mtime_ns for file in Path(site).rglob("*.html")}
time.sleep(0.05)
for name, text in json.load(sys.stdin).items():
    if text is None:
        Path(name).unlink()
    else:
        Path(name).write_text(text, "utf-8")
once(False)
changed = [str(f.relative_to(site)) for f, at in before.items() if f.exists() and f.stat().st_mtime_ns != at]
print(json.dumps(sorted(changed)))
"""
_SAVED = (".md", ".yml", ".txt")


def _bytes(site: Path) -> dict[str, bytes]:
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def _texts(project: Path) -> dict[str, str]:
    files = (file for folder in ("docs", "data") for file in (project / folder).rglob("*.*"))
    return {str(file.relative_to(project)): file.read_text("utf-8") for file in files if file.suffix in _SAVED}


def _serve_and_save(project: Path, site: Path, saved: Mapping[str, str | None]) -> list[str]:
    command = [sys.executable, "-c", _SERVE, str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=project, env=environment, input=json.dumps(saved), capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_built_twice(project: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / name)]
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"}
        subprocess.run(command, cwd=project, env=environment, check=True)
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthetic.make(9, tmp_path_factory.mktemp("made") / "archive")


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        ("docs/en/rounds/4/index.md", "## Semiconductors {", "## Semiconductors, newly headed {"),
        ("docs/en/rounds/4/recommendations.md", " { #r4-01 }", " of another name { #r4-01 }"),
        ("data/topics.yml", "en: Semiconductors", "en: Chips"),
        ("overrides/partials/masthead.html", "<header", '<header data-changed=""'),
    ],
)
def test_served_through_a_change(made: Path, tmp_path: Path, page: str, old: str, new: str) -> None:
    text = (made / page).read_text("utf-8")
    assert old in text
    try:
        drawn = _serve_and_save(made, tmp_path / "served", {page: text.replace(old, new)})
        _serve_and_save(made, tmp_path / "afresh", {})  # the change stands there already
    finally:
        (made / page).write_text(text, "utf-8")
    assert _bytes(tmp_path / "served") == _bytes(tmp_path / "afresh")
    assert "en/topics/index.html" in drawn
    # A round that nothing leads to from round 4 is drawn again only when more than a round changed.
    far = {f"en/rounds/{number}/participants/index.html" for number in range(1, 10)} - set(drawn)
    assert bool(far) == page.startswith("docs/")


def test_a_round_is_deleted_while_it_is_served(tmp_path: Path) -> None:
    """Its pages go from the served site, in both languages, and so do the pages of its threads."""
    made, fewer = synthetic.make(9, tmp_path / "made"), synthetic.make(8, tmp_path / "fewer")
    before, after = _texts(made), _texts(fewer)
    saved = {name: after.get(name) for name in before if after.get(name) != before[name]}
    _serve_and_save(made, tmp_path / "served", saved)
    _serve_and_save(fewer, tmp_path / "afresh", {})
    assert _bytes(tmp_path / "served") == _bytes(tmp_path / "afresh")
