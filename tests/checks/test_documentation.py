"""docs-dev/checks.md lists every rule as its check states it."""

from __future__ import annotations

import pytest

from dialogue_archive import checks
from support import PROJECT

PAGE = PROJECT / "docs-dev" / "checks.md"
BEGIN, END = "<!-- rules -->\n", "<!-- end of rules -->\n"


def test_the_table_of_rules_is_up_to_date(request: pytest.FixtureRequest) -> None:
    rows = [f"| `{rule.name}` | {rule.summary} |\n" for rule in checks.RULES.values()]
    table = "".join(["\n", "| rule | what it requires |\n", "|---|---|\n", *rows, "\n"])
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    found, after = rest.split(END)
    if request.config.getoption("--update-goldens") and found != table:
        PAGE.write_text(before + BEGIN + table + END + after, encoding="utf-8")
        return
    assert found == table


def test_summaries_are_sentences() -> None:
    """A docstring that goes on in its second line would be cut in the table."""
    assert [rule.name for rule in checks.RULES.values() if not rule.summary.endswith((".", ".)"))] == []
