"""Editing a data file by program: only the lines that change are written.

ruamel.yaml keeps comments, order, quotes and the flow or block style of what it loads. It still normalises indentation,
spaces and line ends, so its output is not written as it is: only the lines that an edit changes are put into the
editor's text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, ScalarString, SingleQuotedScalarString

from dialogue_archive.messages import Refusal
from dialogue_archive.writing.files import lines_of
from dialogue_archive.writing.yaml_writer import is_plain

_BOM = "\ufeff"
_NO_LIMIT = 1_000_000  # columns: a line is never broken


class YamlFile:
    """A YAML file to be edited. Change `data` with `update`, then take the `content`."""

    def __init__(self, content: bytes, name: str) -> None:
        """Parse `content`, the file `name` of the project. Raises Refusal, with the line, for what is not YAML."""
        self.name = name
        self._mark = _BOM if content.startswith(_BOM.encode()) else ""
        try:
            self._lines = lines_of(content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            raise Refusal("edit.not_utf8", path=name, line=line) from None
        self._end = "\r\n" if self._lines and self._lines[0].endswith("\r\n") else "\n"
        self._plain = [line.rstrip("\r\n") for line in self._lines]
        self._yaml = _yaml(self._plain)
        self.data: Any = self._load("\n".join(self._plain))
        self._before = self._dump() if self.data is not None else []
        if self.data is None:
            self.data = CommentedMap()

    @classmethod
    def read(cls, root: Path, name: str) -> YamlFile:
        """The file `name` of the project at `root`; an empty one where it does not exist."""
        file = root / name
        return cls(file.read_bytes() if file.exists() else b"", name)

    def content(self) -> bytes:
        """The file with the edits. Lines that did not change are the same byte for byte.

        Raises Refusal where the edits cannot be put into the text as it is.
        """
        after = self._dump() if self.data or self._before else []
        lines = _merged(self._lines, self._before, after, self._end)
        lines[:-1] = [line if line.endswith(("\n", "\r")) else line + self._end for line in lines[:-1]]
        text = "".join(lines)
        if not self._holds_data(text.replace("\r\n", "\n")):
            pairs = enumerate(zip(self._lines, lines, strict=False), 1)
            line = next((number for number, (one, other) in pairs if one != other), len(self._lines))
            raise Refusal("edit.unsafe", path=self.name, line=line)
        return (self._mark + text).encode("utf-8")

    def _holds_data(self, text: str) -> bool:
        """Whether the text, once read, is what the edits made of the data."""
        try:
            written = self._yaml.load(text)
        except (YAMLError, ValueError):
            return False
        return bool(({} if written is None else written) == self.data)

    def _load(self, text: str) -> Any:
        try:
            return self._yaml.load(text)
        except (YAMLError, ValueError) as error:  # ValueError: a date that does not exist
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            reason = str(getattr(error, "problem", None) or error).split("\n")[0]
            raise Refusal("edit.not_yaml", path=self.name, line=mark.line + 1 if mark else 1, reason=reason) from None

    def _dump(self) -> list[str]:
        stream = StringIO()
        self._yaml.dump(self.data, stream)
        return stream.getvalue().removesuffix("\n").split("\n")


def parse(text: str) -> Any:
    """YAML in the house layout (`yaml_writer`) as values for `update`, which then keep that layout."""
    return _yaml(text.split("\n")).load(text)


def update(target: Any, wanted: Any, *, keep_others: bool = False) -> None:
    """Make the mapping `target` equal to `wanted`, changing as little as possible.

    Keys that are new take the place that they have in `wanted`. `keep_others`: keys that only `target` has stay.
    """
    if not target and isinstance(target, CommentedMap):
        target.fa.set_block_style()  # `{}` becomes lines
    for key in [key for key in target if key not in wanted and target[key] and not keep_others]:
        del target[key]
    place = len(target) if keep_others else 0
    for key, value in wanted.items():
        if key not in target:
            target.insert(place, key, value)
            if key in getattr(wanted, "ca", CommentedMap().ca).items:
                target.ca.items[key] = wanted.ca.items[key]
        elif isinstance(value, Mapping) and isinstance(target[key], Mapping):
            update(target[key], value)
        elif _is_list(value) and _is_list(target[key]):
            _update_list(target[key], value)
        elif target[key] != value:
            target[key] = _in_style_of(target[key], value)
        place = list(target).index(key) + 1


def _update_list(target: Any, wanted: Sequence[Any]) -> None:
    old, new = ([repr(_bare(entry)) for entry in entries] for entries in (target, wanted))
    for tag, i1, i2, j1, j2 in reversed(SequenceMatcher(None, old, new, autojunk=False).get_opcodes()):
        if tag == "equal":
            continue
        if i2 - i1 == j2 - j1 and all(isinstance(entry, Mapping) for entry in (*target[i1:i2], *wanted[j1:j2])):
            for entry, value in zip(target[i1:i2], wanted[j1:j2], strict=True):
                update(entry, value)
            continue
        for index in reversed(range(i1, i2)):
            del target[index]
        for offset, entry in enumerate(wanted[j1:j2]):
            target.insert(i1 + offset, entry)


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _bare(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _bare(entry) for key, entry in value.items()}
    if _is_list(value):
        return [_bare(entry) for entry in value]
    return str(value)


def _in_style_of(old: Any, new: Any) -> Any:
    """The new value, in the quotation marks of the old one where both are words."""
    if not isinstance(new, str) or isinstance(old, (CommentedMap, CommentedSeq)):
        return new
    if isinstance(old, SingleQuotedScalarString) and "\n" not in new:
        return SingleQuotedScalarString(new)
    if isinstance(old, ScalarString) or not is_plain(new):
        return DoubleQuotedScalarString(new)
    return str(new)


def _yaml(lines: Sequence[str]) -> YAML:
    """ruamel.yaml, set to the indentation of lists that a text has."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _NO_LIMIT
    offset = _list_offset(lines)
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    return yaml


def _list_offset(lines: Sequence[str]) -> int:
    """How far the first list is indented beyond its key: 2 in the house layout, 0 for a file that is a list."""
    parent = 0
    for line in lines:
        words = line.lstrip(" ")
        if words.startswith("- "):
            return len(line) - len(words) - parent
        if words and not words.startswith("#"):
            parent = len(line) - len(words)
    return 2


def _merged(original: list[str], before: list[str], after: list[str], end: str) -> list[str]:
    """`original`, whose lines have their ends, with the changes from `before` to `after`.

    `original` and `before` may differ in layout: changes are put in whole between the nearest places that all three
    texts have in common. Comments are never removed, and one directly above a line stays there.
    """
    ours, theirs = _Places(before, [line.rstrip("\r\n") for line in original]), _Places(before, after)
    common = sorted(ours.first.keys() & theirs.first.keys())
    found: list[str] = []
    for start, stop in zip(common, [*common[1:], len(before)], strict=True):
        found += original[ours.first[start] : ours.last[start]]
        added = [line + end for line in after[theirs.first[start] : theirs.last[start]]]
        at = _above_comment(found, before[start]) if added and start < len(before) else len(found)
        found[at:at] = added
        if start == stop:
            continue
        kept = original[ours.last[start] : ours.first[stop]]
        changed = after[theirs.last[start] : theirs.first[stop]]
        if changed == before[start:stop]:
            found += kept
        else:
            found += [line + end for line in changed]
            found += [line for line in kept if line.lstrip().startswith("#") and line.rstrip("\r\n") not in changed]
    return found


class _Places:
    """Where each place between two lines of `one` is in `other`: the first and the last line number that it has."""

    def __init__(self, one: list[str], other: list[str]) -> None:
        self.first: dict[int, int] = {0: 0}
        self.last: dict[int, int] = {0: 0}
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
            inner = zip(range(i1, i2), range(j1, j2), strict=True) if tag == "equal" else [(i1, j1)]
            for i, j in (*inner, (i2, j2)):
                self.first.setdefault(i, j)
                self.last[i] = j


def _above_comment(lines: list[str], following: str) -> int:
    """The place above the comment that belongs to the line that follows, so that an insertion does not divide them."""
    indent = following[: len(following) - len(following.lstrip())]
    at = len(lines)
    while at and following and lines[at - 1].startswith(f"{indent}#"):
        at -= 1
    return at
