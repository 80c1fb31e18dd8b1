"""What is measured side by side: this project, and plain sites built from the same Markdown."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

BIN = Path(sys.executable).parent
PROJECT = Path(__file__).resolve().parent.parent
ZENSICAL = "zensical==0.0.73"
_EXTENSIONS: list[Any] = [
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    {"toc": {"permalink": False}},
    "pymdownx.superfences",
    "pymdownx.smartsymbols",
]
_LANGUAGES = [
    {"locale": "zh", "name": "中文", "default": True, "build": True},
    {"locale": "en", "name": "English", "build": True},
]


@dataclass(frozen=True)
class Builder:
    """One way to build a site. `prepare` makes its folder from a made-up archive; `command` builds there into site/."""

    name: str
    label: str
    prepare: Callable[[Path, Path], None]
    command: tuple[str, ...]
    serve: tuple[str, ...] | None = None  # the address to serve at is added at its end
    english_memo: str = "en/rounds/{number}/"  # under the address it is served at, with the path of `site_url`
    english_source: str = "docs/en/rounds/{number}/index.md"


def builders(work: Path) -> tuple[Builder, ...]:
    """All that is measured. `work` has the environment of Zensical, whose packages are not those of the project."""
    mkdocs = str(BIN / "mkdocs")
    zensical = str(work / "zensical" / "bin" / "zensical")
    build = (mkdocs, "build", "--quiet", "--clean")
    site_url = next(line for line in (PROJECT / "mkdocs.yml").read_text().splitlines() if line.startswith("site_url:"))
    mount = urlsplit(site_url.split()[1]).path.lstrip("/")
    serve = (str(BIN / "archive"), "serve", "--address")
    memo = f"{mount}en/rounds/{{number}}/"
    return (
        Builder("archive", "this project", _ours, (*build, "--strict"), serve, english_memo=memo),
        Builder("material", "plain Material", _material, build, (mkdocs, "serve", "--quiet", "--dev-addr")),
        Builder("prune", "plain Material, navigation.prune", _pruned, build),
        Builder("zensical", "Zensical", _zensical, (zensical, "build", "--clean")),
        Builder("zensical-prune", "Zensical, navigation.prune", _zensical_pruned, (zensical, "build", "--clean")),
    )


def _ours(archive: Path, folder: Path) -> None:
    """The made-up archive itself is the project: nothing to prepare but the folder's name."""
    if folder.is_symlink():
        folder.unlink()
    folder.symlink_to(archive)


def _material(archive: Path, folder: Path, *, features: tuple[str, ...] = ()) -> None:
    i18n = {"docs_structure": "folder", "fallback_to_default": False, "languages": _LANGUAGES}
    _plain(archive, folder, features, [{"i18n": i18n}, "search"])


def _pruned(archive: Path, folder: Path) -> None:
    _material(archive, folder, features=("navigation.prune",))


def _zensical(archive: Path, folder: Path) -> None:
    """Both languages as one tree: Zensical runs neither hooks nor static-i18n."""
    _plain(archive, folder, (), None)


def _zensical_pruned(archive: Path, folder: Path) -> None:
    _plain(archive, folder, ("navigation.prune",), None)


def _plain(archive: Path, folder: Path, features: tuple[str, ...], plugins: list[Any] | None) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for language in ("zh", "en"):
        shutil.copytree(archive / "docs" / language, folder / "docs" / language)
    for page in (folder / "docs").rglob("*.md"):  # a page may ask for a template of the archive's
        text = page.read_text(encoding="utf-8")
        if "\ntemplate:" in text:
            page.write_text(re.sub(r"^template:.*\n", "", text, count=1, flags=re.MULTILINE), encoding="utf-8")
    config: dict[str, Any] = {
        "site_name": "Plain",
        "site_url": "https://example.org/",
        "theme": {"name": "material", "language": "zh", "font": False, "features": list(features)},
        "markdown_extensions": _EXTENSIONS,
    }
    if plugins is not None:
        config["plugins"] = plugins
    text = yaml.safe_dump(config, allow_unicode=True, sort_keys=False)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


def install_zensical(work: Path) -> None:
    """Make Zensical's environment, once."""
    folder = work / "zensical"
    if not (folder / "ready").exists():
        print(f"installing {ZENSICAL} …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        pip = [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", ZENSICAL]
        subprocess.run(pip, check=True, stderr=subprocess.DEVNULL)
        (folder / "ready").touch()
