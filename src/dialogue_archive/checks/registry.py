"""The registry of rules. A check is a generator of problems, registered under the name of the rule that it enforces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from dialogue_archive.archive.model import Archive
from dialogue_archive.problems import Problem
from dialogue_archive.reading.project import Sources


@dataclass(frozen=True)
class Content:
    """What checks examine: the files as read, with line numbers, and the archive assembled from them."""

    sources: Sources
    archive: Archive


Check = Callable[[Content], Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """A rule of the content. `summary` states it in one sentence; `check` is None for a rule of reading itself."""

    name: str
    summary: str
    check: Check | None = None

    def problems(self, content: Content) -> Iterator[Problem]:
        """What the check finds, marked with the name of the rule unless the problem names a rule of its own."""
        for problem in self.check(content) if self.check else ():
            yield problem if problem.rule else replace(problem, rule=self.name)


_registered: dict[str, Rule] = {}


def rule(name: str) -> Callable[[Check], Check]:
    """Register the decorated check as the rule `name`, in kebab case. The first line of its docstring is the summary.

    Raises ValueError when the name is taken or the check has no docstring.
    """

    def register(check: Check) -> Check:
        summary = (check.__doc__ or "").strip().partition("\n")[0]
        if name in _registered or not summary:
            raise ValueError(f"the rule {name} is already registered, or its check has no docstring")
        _registered[name] = Rule(name, summary, check)
        return check

    return register


def registered() -> tuple[Rule, ...]:
    """The rules registered so far, by name."""
    return tuple(_registered[name] for name in sorted(_registered))
