"""Problems of the content, and the one form in which the command line and the build print them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One fault of the content, ordered by path and line.

    `path` is relative to the project; `line` counts from 1 and is 0 where the problem concerns the file as a whole.
    `rule` is the name of the violated rule, such as `unique-ids`; docs-dev/checks.md lists the rules.

    >>> print(Problem("data/relations.yml", 3, "r7-9 is not a recommendation id; write r7-09", "relation-targets"))
    data/relations.yml:3: r7-9 is not a recommendation id; write r7-09 [relation-targets]
    """

    path: str
    line: int
    message: str
    rule: str = ""

    @property
    def location(self) -> str:
        """The path, and the line where there is one: `data/relations.yml:3`."""
        return f"{self.path}:{self.line}" if self.line else self.path

    def __str__(self) -> str:
        return f"{self.location}: {visible(self.message)}" + (f" [{self.rule}]" if self.rule else "")


class ArchiveError(Exception):
    """The content breaks the rules. Carries every problem that was found, sorted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        lines = "\n".join(str(problem) for problem in self.problems)
        super().__init__(f"{lines}\n{count} problem{'' if count == 1 else 's'} in the content")


def annotation(problem: Problem) -> str:
    """The problem as a workflow command of GitHub Actions, which shows it on its line in the pull request.

    >>> annotation(Problem("data/relations.yml", 3, "50% of r7-9", "relation-targets"))
    '::error file=data/relations.yml,line=3,title=relation-targets::50%25 of r7-9'
    """

    def escaped(text: str, more: str = "") -> str:
        for character in "%\r\n" + more:
            text = text.replace(character, f"%{ord(character):02X}")
        return text

    line = f",line={problem.line}" if problem.line else ""
    title = f",title={escaped(problem.rule, ':,')}" if problem.rule else ""
    return f"::error file={escaped(problem.path, ':,')}{line}{title}::{escaped(visible(problem.message))}"


# Characters of Unicode's categories Cf, Zl, Zp and Cc, except line ends and the tab. They are invisible: two texts
# that differ only in them look the same.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0001\U000e0020-\U000e007f]"
)
_UNSEEN = re.compile(rf"[^\S \n\t\u3000]|{INVISIBLE.pattern}")


def visible(text: str) -> str:
    r"""`text` with its invisible characters named, so that what was found and what was expected look different.

    >>> visible("r2-02\u200b")
    'r2-02⟨U+200B⟩'
    """
    return _UNSEEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def nearest(found: str, known: Iterable[str]) -> str:
    """The part of a message that suggests the known word most similar to `found`; empty when none is similar.

    >>> nearest("topcis", ["topics", "text"])
    '; did you mean topics?'
    """
    close = difflib.get_close_matches(found, list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""
