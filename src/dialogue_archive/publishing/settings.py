"""The settings of the published site in mkdocs.yml, read without MkDocs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from dialogue_archive.messages import Refusal


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml. Its tags for Python objects are ignored."""


def _ignored(_loader: _Loader, _suffix: str, _node: yaml.Node) -> None:
    return None


_Loader.add_multi_constructor("", _ignored)


@dataclass(frozen=True)
class Site:
    """The published site. `base`: its address, ending in a slash. `tag`: the permanent start of the feeds' ids."""

    base: str
    tag: str
    custom_domain: str | None = None

    @property
    def path(self) -> str:
        """The path of the base: `/dialogue-archive/`, or `/` under a domain of its own."""
        return urlsplit(self.base).path


def read_site(root: Path, site_url: str | None = None) -> Site:
    """The settings of the project at `root`; `site_url` replaces that of mkdocs.yml. Raises Refusal."""
    config = yaml.load((root / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)
    base = site_url or config.get("site_url") or ""
    if not re.fullmatch(r"https?://[^/\s?#]+/([^\s?#]*/)?", base):
        raise Refusal("publish.site_url", found=base or "—")
    extra = config.get("extra") or {}
    domain = extra.get("custom_domain") or None
    if domain is not None and not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", str(domain)):
        raise Refusal("publish.custom_domain", found=domain)
    own = urlsplit(config.get("site_url") or base)
    tag = extra.get("feed_tag") or f"tag:{own.hostname},2026:{own.path.strip('/') or 'archive'}"
    return Site(base, str(tag), domain)
