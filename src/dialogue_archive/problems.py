"""What a check finds, and the one wording of it that the command line and the build share."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One fault of the content. `path` is relative to the project; `line` counts from 1, 0 for the whole file."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        message = visible(self.message)
        return f"{self.path}:{self.line}: {message}" if self.line else f"{self.path}: {message}"


class ArchiveError(Exception):
    """The content does not stand. Carries every problem that was found, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        lines = "\n".join(str(problem) for problem in self.problems)
        super().__init__(f"{lines}\n{count} problem{'' if count == 1 else 's'} in the content")


def annotation(problem: Problem) -> str:
    """The problem as a workflow command of GitHub Actions, which shows it on its line in the pull request.

    >>> annotation(Problem("data/relations.yml", 3, "50% of r7-9"))
    '::error file=data/relations.yml,line=3::50%25 of r7-9'
    """

    def escaped(text: str, more: str = "") -> str:
        for character in "%\r\n" + more:
            text = text.replace(character, f"%{ord(character):02X}")
        return text

    line = f",line={problem.line}" if problem.line else ""
    return f"::error file={escaped(problem.path, ':,')}{line}::{escaped(visible(problem.message))}"


# Characters of Unicode's categories Cf, Zl, Zp and Cc, line ends and the tab aside. They are not seen, and two texts
# that differ in them alone look the same.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0001\U000e0020-\U000e007f]"
)
_UNSEEN = re.compile(rf"[^\S \n\t\u3000]|{INVISIBLE.pattern}")


def visible(text: str) -> str:
    """`text` with the characters that nobody sees named, so that what was found and what was expected look different.

    >>> visible("r2-02\\u200b")
    'r2-02⟨U+200B⟩'
    """
    return _UNSEEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def nearest(found: str, known: Iterable[str]) -> str:
    """The part of a message that suggests the known word nearest to `found`; empty when none is near.

    >>> nearest("topcis", ["topics", "text"])
    '; did you mean topics?'
    """
    close = difflib.get_close_matches(found, list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""
