"""Translator's notes and editor's notes of a round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from dialogue_archive.archive.annotations import annotated_texts
from dialogue_archive.archive.model import Round
from dialogue_archive.checks.registry import Content, rule
from dialogue_archive.problems import Problem, nearest
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.schema import Annotation

_LANGUAGE_NAMES = {"zh": "Chinese", "en": "English"}


@rule("notes-on-blocks")
def notes_on_blocks(content: Content) -> Iterator[Problem]:
    """A note is on a block, heading or participant of its round, and its quote occurs exactly once in that text."""
    for number, facts in content.sources.rounds.items():
        round_ = content.archive.round_by_number.get(number)
        for index, annotation in enumerate(facts.value.notes if round_ else ()):
            found = _fault(round_, annotation) if round_ else None
            if found:
                key, message = found
                yield Problem(facts.path, facts.line("notes", index, key), message)


def _fault(round_: Round, annotation: Annotation) -> tuple[str, str] | None:
    """The key of a note that is wrong, and why; None for a note that is right."""
    block, quote, texts = annotation.block, annotation.quote, annotated_texts(round_)
    if block not in texts:
        return "block", _unknown(round_, block, nearest(block, texts))
    plain = [to_text(words[annotation.language]) for words in texts[block]]
    text = f"the {_LANGUAGE_NAMES[annotation.language]} text of {block}"
    count = sum(part.count(quote) for part in plain)
    if count > 1:
        whole = next(part for part in plain if quote in part)
        example = f'quote more of it, like "{_unique(whole, quote)}"'
        return "quote", f"the quote {quote} occurs {count} times in {text}, expected once; {example}"
    if not any(plain):
        return "language", f"{block} has no text in this language, so there is nothing to quote"
    if not count:
        example = _similar(max(plain, key=lambda part: _common(part, quote)[2]), quote)
        return "quote", f'found the quote {quote}, expected words of {text} exactly as on the page, like "{example}"'
    return None


def _unknown(round_: Round, block: str, suggestion: str) -> str:
    item = next((item for item in round_.items if item.id == block), None)
    if item:
        return f"found {block}, expected the id of its block: {item.block_id}"
    return f"round {round_.number} has no {block}{suggestion}"


def _common(text: str, quote: str) -> tuple[int, int, int]:
    """The longest part that both have: where it begins in each, and its length."""
    match = SequenceMatcher(None, text, quote, autojunk=False).find_longest_match()
    return match.a, match.b, match.size


def _similar(text: str, quote: str) -> str:
    """The part of the text that is most similar to the quote, about as long as the quote."""
    in_text, in_quote, _ = _common(text, quote)
    start = max(0, in_text - in_quote)
    return text[start : start + len(quote)].strip(" ,.;，。；、")


def _unique(text: str, quote: str) -> str:
    """The quote at its first place with as much of what follows, in whole words, as makes it unique."""
    start = text.index(quote)
    ends = range(start + len(quote) + 1, len(text))
    longer = (text[start:end] for end in ends if not re.fullmatch("[A-Za-z]{2}", text[end - 1 : end + 1]))
    return next((part for part in longer if text.count(part) == 1), text[start:])
