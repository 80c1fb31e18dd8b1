"""The Jinja environment, made quicker for views."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType
from typing import Any

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache


class _Compiled(BytecodeCache):
    """Compiled templates, for both languages and for every build of `serve`. Jinja compares the sources."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is known of a template as it stands now."""
        checksum, code = self._known.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember a template."""
        if bucket.code:
            self._known[bucket.key] = (bucket.checksum, bucket.code)


_compiled = _Compiled()


def quicker(make: Callable[[], Environment]) -> Environment:
    """The environment of `make`, with compiled templates kept, views read first, and no list of the theme's files."""
    environment = make()
    environment.bytecode_cache = _compiled
    environment.getattr = _views_first(environment.getattr)  # type: ignore[method-assign, assignment]
    # MkDocs lists 12,000 icons, twice in each language, for files of the theme to copy. The archive copies none.
    environment.list_templates = lambda *_, **__: []  # type: ignore[method-assign]
    return environment


def _views_first(general: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """Look a name up in a view first: Jinja tries the attributes of a dict before its keys."""

    def found(obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return general(obj, attribute)

    return found
