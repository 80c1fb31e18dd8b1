"""Every link of the site, within and across languages, leads to a page that exists and an id on it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from support import parse

tree = cache(parse)


@cache
def places(file: Path) -> frozenset[str]:
    """The ids of a page."""
    return frozenset(tree(file).xpath("//@id"))


def test_every_link_resolves(real_site: Path) -> None:
    broken, followed = [], 0
    files = list(real_site.rglob("index.html"))
    for file in files:
        for attribute in tree(file).xpath(
            "//a/@href | //link[@rel!='canonical' and @rel!='alternate']/@href | //script/@src | //img/@src"
        ):
            parts = urlsplit(attribute)
            if parts.scheme or parts.netloc:
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            target = target / "index.html" if target.is_dir() else target
            place = unquote(parts.fragment)
            followed += 1
            if not target.is_file() or (place and target.suffix == ".html" and place not in places(target)):
                broken.append(f"{file.relative_to(real_site)}: {attribute}")
    assert broken == []
    assert followed > 10 * len(files)


def test_no_id_is_twice_on_a_page(real_site: Path) -> None:
    for file in real_site.rglob("index.html"):
        ids = tree(file).xpath("//@id")
        assert len(ids) == len(set(ids)), (file, sorted({i for i in ids if ids.count(i) > 1}))
