"""Search: the records, and the static index that the reader's browser asks. docs-dev/search.md explains it."""

from dialogue_archive.search.index import write_index

__all__ = ["write_index"]
