"""`archive status`: the status in words: the same lines for the terminal and the preview page."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dialogue_archive import archive as model
from dialogue_archive.editorial.status import RoundState, State, state
from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.language import chinese_numeral
from dialogue_archive.reading.schema import Pair

_MANY = 6
_W: Mapping[str, Pair] = {
    key: Pair(zh=zh, en=en)
    for key, (zh, en) in {
        "title": ("编辑部工作台：档案现状", "Staff desk: the state of the archive"),
        "full": ("收录全文", "full text"),
        "paraphrase": ("仅有转述", "paraphrase only"),
        "none": ("未收录文本", "no text on record"),
        "source": ("原文", "source"),
        "official": ("官方文本", "official"),
        "archive-translation": ("本档案译文", "archive’s translation"),
        "counts": (
            "{items} 条建议或立场，{people} 位参会者",
            "{items} recommendations or positions, {people} participants",
        ),
        "complete": ("两种语言齐备", "complete in both languages"),
        "missing_zh": ("中文缺", "missing in Chinese"),
        "missing_en": ("英文缺", "missing in English"),
        "gaps": ("无记录", "not on record"),
        "unconfirmed": ("译文待确认", "translations to confirm"),
        "all_confirmed": ("译文均已确认", "all translations confirmed"),
        "terms": ("术语未照术语表", "terms not as in the glossary"),
        "emendations": ("校勘", "emendations"),
        "unresolved": ("待处理的疑问", "open unresolved"),
        "not_published": ("尚未发布", "not yet published"),
        "problems": ("检查发现的问题", "problems that the check finds"),
        "no_problems": ("检查通过", "the check passes"),
        "unknown_published": (
            "此处看不到已发布的版本（没有 gh-pages 分支）",
            "published versions are not known here (no gh-pages)",
        ),
        "published": ("已发布的版本", "published versions"),
        "dates": ("日期", "dates"),
        "place": ("地点", "place"),
        "partners": ("主办方", "partners"),
        "themes": ("主题", "themes"),
        "text": ("文本", "text"),
        "participants": ("参会者", "participants"),
        "more": ("……等 {count} 处", "… {count} in all"),
    }.items()
}


@dataclass(frozen=True)
class ReportEntry:
    """One line: what it is about, what it says. `is_open` when somebody has something to do."""

    label: str
    text: str
    is_open: bool = False


@dataclass(frozen=True)
class ReportSection:
    """One part of the screen: a round, or the archive as a whole."""

    heading: str
    entries: tuple[ReportEntry, ...]


def status_report(state: State, language: Language, *, full: bool = False) -> tuple[ReportSection, ...]:
    """The state in words. `full` lists everything; without it long lists are cut, to fit one screen."""
    return (
        *(_round_section(round_, language, full=full) for round_ in reversed(state.rounds)),
        ReportSection(_W["title"][language], tuple(_whole(state, language, full=full))),
    )


def title(language: Language) -> str:
    """The title of the screen."""
    return _W["title"][language]


def as_text(parts: Sequence[ReportSection]) -> str:
    """The screen for a terminal: one line a round, then what is open in it."""
    lines = []
    for part in parts:
        first, *rest = part.entries or (ReportEntry("", ""),)
        lines.append(f"{part.heading}  {first.text}")
        lines += [f"  {'!' if entry.is_open else ' '} {entry.label}: {entry.text}" for entry in rest]
    return "\n".join(lines)


def _round_section(round_: RoundState, language: Language, *, full: bool) -> ReportSection:
    def words(key: str, **places: object) -> str:
        return _W[key][language].format(**places)

    number = round_.number
    heading = f"第{chinese_numeral(number)}轮" if language == "zh" else f"Round {number}"
    coverage = words(round_.coverage)
    if round_.status:
        names = ("中文", "英文") if language == "zh" else ("Chinese", "English")
        pairs = zip(names, round_.status, strict=True)
        coverage += "（" if language == "zh" else " ("
        coverage += ("，" if language == "zh" else ", ").join(f"{name}: {words(status)}" for name, status in pairs)
        coverage += "）" if language == "zh" else ")"
    parts = [coverage]
    if round_.items or round_.participants:
        parts.append(words("counts", items=round_.items, people=round_.participants))
    if not round_.missing:
        parts.append(words("complete"))
    if not round_.unconfirmed:
        parts.append(words("all_confirmed"))
    if round_.emendations:
        parts.append(f"{words('emendations')} {round_.emendations}")
    if round_.is_published is False:
        parts.append(words("not_published"))
    return ReportSection(
        heading,
        (ReportEntry("", ("；" if language == "zh" else "; ").join(parts)), *_open(round_, language, full=full)),
    )


def _open(round_: RoundState, language: Language, *, full: bool) -> Iterator[ReportEntry]:
    for missing_in in ("zh", "en"):
        found = [place for side, place in round_.missing if side == missing_in]
        if found:
            yield ReportEntry(_W[f"missing_{missing_in}"][language], _listed(found, language, full=full), True)
    if round_.unresolved:
        yield ReportEntry(_W["unresolved"][language], _listed(round_.unresolved, language, full=full), True)
    if round_.unconfirmed:
        yield ReportEntry(_W["unconfirmed"][language], _listed(round_.unconfirmed, language, full=full), True)
    if round_.terms:
        notes = [f"{note.block} {note.zh} / {note.en}" for note in round_.terms]
        yield ReportEntry(_W["terms"][language], _listed(notes, language, full=full))
    if round_.gaps:
        yield ReportEntry(_W["gaps"][language], _join([_W[gap][language] for gap in round_.gaps], language))


def _whole(state: State, language: Language, *, full: bool) -> Iterator[ReportEntry]:
    if state.problems:
        yield ReportEntry("", f"{_W['problems'][language]} {len(state.problems)}", True)
        yield from (
            ReportEntry(f"{p.path}:{p.line}", p.message, True) for p in state.problems[: None if full else _MANY]
        )
    else:
        yield ReportEntry("", _W["no_problems"][language])
    if state.published is None:
        yield ReportEntry(_W["published"][language], _W["unknown_published"][language])
    else:
        yield ReportEntry(_W["published"][language], _join(list(state.published), language))


def _listed(found: Sequence[str], language: Language, *, full: bool) -> str:
    if full or len(found) <= _MANY:
        return _join(found, language)
    return f"{_join(found[:_MANY], language)} {_W['more'][language].format(count=len(found))}"


def _join(found: Sequence[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(found)


def add_parser(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser("status", help="what is complete, missing, open or not yet published 现状")
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0])
    parser.add_argument("--full", action="store_true", help="list everything, beyond one screen 全部列出")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the state. Always 0: it is a report, and no check."""
    sources, archive = model.load(options.root)
    found = state(sources, archive)
    print(as_text(status_report(found, options.lang, full=options.full)))
    return 0
