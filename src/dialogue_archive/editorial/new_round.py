"""`archive new-round`: the skeleton of a round in both languages, which says that nothing is on record yet."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.language import round_label
from dialogue_archive.messages import both, help_text
from dialogue_archive.reading.project import page_path, read_project, round_path
from dialogue_archive.reading.schema import Series
from dialogue_archive.writing.files import write_all

_CAUTION = "That something is not on record here does not mean that it does not exist."
_ZH = {
    "index": """---
title: {round}对话
description: {dialogue}{round}的现有记录，以及本档案无记录的事项。
---

# {round}对话 {{ #preamble }}

本档案未收录{round}共识文件的文本。

## 本档案无记录 {{ #missing }}

{round}对话的会期、地点、合作机构、主题、参会者和共识文件，本档案均无记录。此处无记录，不等于实际不存在。
""",
    "recommendations": """---
title: {round}建议
description: {dialogue}{round}的建议，本档案无记录。
---

# 建议 {{ #recommendations }}

本档案没有{round}对话所提建议的记录。
""",
    "participants": """---
title: {round}参会者
description: {dialogue}{round}的参会者名单，本档案无记录。
---

# 参会者 {{ #participants }}

本档案没有{round}对话的参会者名单。
""",
}
_EN = {
    "index": """---
title: {round}
description: What is on record about {round} of the {dialogue}, and what is not.
---

# {round} {{ #preamble }}

No text of a consensus document of {round} is held here.

## Not on record here {{ #missing }}

The dates, place, partners, themes, participants, and consensus document of {round} are not on record here. {caution}
""",
    "recommendations": """---
title: Recommendations of {round}
description: No recommendations of {round} of the {dialogue} are on record here.
---

# Recommendations {{ #recommendations }}

No recommendations of {round} are on record here.
""",
    "participants": """---
title: Participants of {round}
description: No list of the participants of {round} of the {dialogue} is on record here.
---

# Participants {{ #participants }}

No list of the participants of {round} is on record here.
""",
}


def page(series: Series, number: int, name: str, language: Language) -> str:
    """One page of the skeleton."""
    text = {"zh": _ZH, "en": _EN}[language][name]
    label = round_label(series.round, number, language)
    return text.format(round=label, dialogue=series.name[language], caution=_CAUTION)


def facts(number: int) -> str:
    """The data file of the skeleton."""
    return f"round: {number}\ntext:\n  coverage: none\n"


def skeleton(series: Series, number: int) -> dict[str, str]:
    """Every file of a round with nothing on record yet: its path and its text."""
    found = {
        page_path(number, name, language): page(series, number, name, language)
        for language in LANGUAGES
        for name in _ZH
    }
    found[round_path(number)] = facts(number)
    return found


def add_parser(subparsers: Any) -> None:
    """Add `archive new-round`."""
    parser = subparsers.add_parser("new-round", help=help_text("help.new_round"))
    parser.add_argument("number", type=int, metavar="N")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the skeleton; 1 when the round already has a file."""
    if options.number < 1:
        print(both("new_round.from_one"), file=sys.stderr)
        return 1
    sources = read_project(options.root)
    fault = next((problem for problem in sources.problems if problem.path == sources.series.path), None)
    if fault:
        print(fault, file=sys.stderr)
        return 1
    files = skeleton(sources.series.value, options.number)
    present = next((name for name in files if (options.root / name).exists()), None)
    if present:
        print(both("new_round.exists", path=present), file=sys.stderr)
        return 1
    write_all(options.root, {name: text.encode("utf-8") for name, text in files.items()})
    print("\n".join(sorted(files)))
    return 0
