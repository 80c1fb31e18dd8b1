"""Where a build will be published: the site's base address, the version's folder under it, or a folder on a disk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dialogue_archive.views.context import PageLocation

LATEST = "latest"


@dataclass(frozen=True)
class Publication:
    """`base` is the address of the whole site, with its slash. `version` is None for a build outside of any version."""

    base: str
    version: int | None = None
    offline: bool = False

    @property
    def url(self) -> str:
        """The absolute address of this build's root."""
        return self.base if self.version is None else f"{self.base}{self.version}/"

    @property
    def is_online_version(self) -> bool:
        """Whether other versions, `r/` and the feeds will be published together with this build."""
        return self.version is not None and not self.offline

    @property
    def index(self) -> str:
        """What a link to a folder ends in: pages opened from a file system name their index page."""
        return "index.html" if self.offline else ""

    def site_root(self, location: PageLocation) -> str:
        """The way from a page to the site's root: relative within the site, absolute from outside of it."""
        if not self.is_online_version:
            return self.base
        return self.base if location.absolute_root else location.root + "../"


def publication(site_url: str | None, environment: Mapping[str, str]) -> Publication:
    """The publication that the environment asks for.

    `ARCHIVE_VERSION=7` says that the build goes to `<site_url>/7/`, `ARCHIVE_SITE_URL` takes the place of `site_url`,
    `ARCHIVE_OFFLINE=1` asks for pages to be opened from the file system. ValueError for what is no version.
    """
    base = (environment.get("ARCHIVE_SITE_URL") or site_url or "/").rstrip("/") + "/"
    version = environment.get("ARCHIVE_VERSION") or ""
    if version and not re.fullmatch(r"[1-9]\d*", version, re.ASCII):
        raise ValueError(f"ARCHIVE_VERSION={version}: expected the number of a round, like 7")
    return Publication(base, int(version) if version else None, environment.get("ARCHIVE_OFFLINE") == "1")


_FOLDER_LINK = re.compile(
    r'(?P<start>\s(?:href|action)=")(?P<way>(?![a-z][a-z0-9+.-]*:|/|#)[^"#?]*/)(?P<rest>(?:\?[^"#]*)?(?:#[^"]*)?")'
)
_NO_SCRIPT = re.compile(r"</?noscript>")
_SCRIPT_FILE = re.compile(r"<script\b[^>]*\ssrc=[^>]*></script>\s*")


def offline_html(html: str) -> str:
    """A page to be opened from the file system: links name the index page, and no script file is asked for.

    Browsers load no modules from a file system, and a page that waits for its scripts shows less than one without.
    What a page says to readers without scripts is therefore said to all.

    >>> offline_html('<a href="../about/#rights">')
    '<a href="../about/index.html#rights">'
    """
    plain = _NO_SCRIPT.sub("", _SCRIPT_FILE.sub("", html))
    return _FOLDER_LINK.sub(r"\g<start>\g<way>index.html\g<rest>", plain)
