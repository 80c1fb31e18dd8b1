"""The state of the archive in words: the same lines for the terminal and for the page in the preview."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dialogue_archive.desk.status import RoundState, State
from dialogue_archive.ids import Language
from dialogue_archive.reading.shapes import Pair
from dialogue_archive.rendering.wording import chinese_numeral

_MANY = 6
_W: Mapping[str, Pair] = {
    key: Pair(zh=zh, en=en)
    for key, (zh, en) in {
        "title": ("编辑部工作台：档案现状", "Staff desk: the state of the archive"),
        "whole": ("收录全文", "whole text"),
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
        "doubts": ("待处理的疑问", "open doubts"),
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
class Entry:
    """One line: what it is about, what it says. `is_open` when somebody has something to do."""

    label: str
    text: str
    is_open: bool = False


@dataclass(frozen=True)
class Part:
    """One part of the screen: a round, or the archive as a whole."""

    heading: str
    entries: tuple[Entry, ...]


def screen(state: State, language: Language, *, full: bool = False) -> tuple[Part, ...]:
    """The state in words. `full` lists everything; without it long lists are cut, to fit one screen."""
    return (
        *(_round(round_, language, full=full) for round_ in reversed(state.rounds)),
        Part(_W["title"][language], tuple(_whole(state, language, full=full))),
    )


def title(language: Language) -> str:
    """The title of the screen."""
    return _W["title"][language]


def as_text(parts: Sequence[Part]) -> str:
    """The screen for a terminal: one line a round, then what is open in it."""
    lines = []
    for part in parts:
        first, *rest = part.entries or (Entry("", ""),)
        lines.append(f"{part.heading}  {first.text}")
        lines += [f"  {'!' if entry.is_open else ' '} {entry.label}: {entry.text}" for entry in rest]
    return "\n".join(lines)


def _round(round_: RoundState, language: Language, *, full: bool) -> Part:
    def words(key: str, **places: object) -> str:
        return _W[key][language].format(**places)

    number = round_.number
    heading = f"第{chinese_numeral(number)}轮" if language == "zh" else f"Round {number}"
    held = words(round_.held)
    if round_.status:
        names = ("中文", "英文") if language == "zh" else ("Chinese", "English")
        pairs = zip(names, round_.status, strict=True)
        held += "（" if language == "zh" else " ("
        held += ("，" if language == "zh" else ", ").join(f"{name}: {words(status)}" for name, status in pairs)
        held += "）" if language == "zh" else ")"
    parts = [held]
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
    return Part(
        heading, (Entry("", ("；" if language == "zh" else "; ").join(parts)), *_open(round_, language, full=full))
    )


def _open(round_: RoundState, language: Language, *, full: bool) -> Iterator[Entry]:
    for missing_in in ("zh", "en"):
        found = [place for side, place in round_.missing if side == missing_in]
        if found:
            yield Entry(_W[f"missing_{missing_in}"][language], _listed(found, language, full=full), True)
    if round_.doubts:
        yield Entry(_W["doubts"][language], _listed(round_.doubts, language, full=full), True)
    if round_.unconfirmed:
        yield Entry(_W["unconfirmed"][language], _listed(round_.unconfirmed, language, full=full), True)
    if round_.terms:
        notes = [f"{note.block} {note.zh} / {note.en}" for note in round_.terms]
        yield Entry(_W["terms"][language], _listed(notes, language, full=full))
    if round_.gaps:
        yield Entry(_W["gaps"][language], _join([_W[gap][language] for gap in round_.gaps], language))


def _whole(state: State, language: Language, *, full: bool) -> Iterator[Entry]:
    if state.problems:
        yield Entry("", f"{_W['problems'][language]} {len(state.problems)}", True)
        yield from (Entry(f"{p.path}:{p.line}", p.message, True) for p in state.problems[: None if full else _MANY])
    else:
        yield Entry("", _W["no_problems"][language])
    if state.published is None:
        yield Entry(_W["published"][language], _W["unknown_published"][language])
    else:
        yield Entry(_W["published"][language], _join(list(state.published), language))


def _listed(found: Sequence[str], language: Language, *, full: bool) -> str:
    if full or len(found) <= _MANY:
        return _join(found, language)
    return f"{_join(found[:_MANY], language)} {_W['more'][language].format(count=len(found))}"


def _join(found: Sequence[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(found)
