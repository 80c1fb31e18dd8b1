"""What mkdocs.yml says about the published site, read without MkDocs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from dialogue_archive.publishing.messages import Refused


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml; its tags for Python objects mean nothing here."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


@dataclass(frozen=True)
class Site:
    """`base` is the address of the whole site with its slash; `tag` the unchanging start of the feeds' ids."""

    base: str
    tag: str
    custom_domain: str | None = None

    @property
    def path(self) -> str:
        """The path of the base: `/dialogue-archive/`, or `/` under a domain of its own."""
        return urlsplit(self.base).path


def read_site(root: Path, site_url: str | None = None) -> Site:
    """The settings of the project at `root`; `site_url` takes the place of that in mkdocs.yml."""
    config = yaml.load((root / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)
    base = site_url or config.get("site_url") or ""
    if not re.fullmatch(r"https?://[^/\s?#]+/([^\s?#]*/)?", base):
        raise Refused("site_url", found=base or "—")
    extra = config.get("extra") or {}
    domain = extra.get("custom_domain") or None
    if domain is not None and not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", str(domain)):
        raise Refused("custom_domain", found=domain)
    own = urlsplit(config.get("site_url") or base)
    tag = extra.get("feed_tag") or f"tag:{own.hostname},2026:{own.path.strip('/') or 'archive'}"
    return Site(base, str(tag), domain)
