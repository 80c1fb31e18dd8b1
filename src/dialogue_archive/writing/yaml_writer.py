"""Data files in the house layout: mappings on one line where they fit, keys in the order of docs-dev/formats.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dialogue_archive.ids import LANGUAGES
from dialogue_archive.messages import message
from dialogue_archive.reading.schema import Annotation, Emendation, Pair, PersonFacts, Reference, RoundFacts, SourceText

_WIDTH = 120
_PLAIN = re.compile(r"[A-Za-z0-9\u3400-\u9fff《][^:#{}\[\],&*?|<>=!%@`\"'\\\n\t]*")
_TAKEN = re.compile(r"(?:true|false|yes|no|on|off|null|~|[-+.\d][\d_.eE+-]*|\d{4}-\d\d-\d\d)", re.IGNORECASE)


def is_plain(text: str) -> bool:
    """Whether `text` can be a YAML scalar without quotation marks: nothing in it could be taken for something else."""
    return bool(_PLAIN.fullmatch(text)) and not _TAKEN.fullmatch(text) and text == text.strip()


def scalar(text: str) -> str:
    """`text` as a YAML scalar in one line, in quotation marks where it needs them."""
    return text if is_plain(text) else quoted(text)


def quoted(text: str) -> str:
    """`text` as a double-quoted YAML scalar, with escapes for characters that are not visible."""
    shown = json.dumps(text, ensure_ascii=False)
    return "".join(
        char if char.isprintable() else f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
        for char in shown
    )


def round_text(facts: RoundFacts, open_items: tuple[str, ...] = ()) -> str:
    """data/rounds/N.yml. `open_items` are recommendations without a topic yet; see `with_open_items`."""
    return "\n".join(_round(facts, open_items)) + "\n"


def with_open_items(text: str, open_items: Iterable[str]) -> str:
    """The text of data/rounds/N.yml with the entries that lack a topic as comments, which ask for one."""
    request = "; ".join(message("edit.name_a_topic", language) for language in reversed(LANGUAGES))
    for item in open_items:
        entry = re.compile(rf"^( *)({re.escape(item)}: \{{topics: \[\]\}})", re.MULTILINE)
        text = entry.sub(rf"\1# \2  # {request}", text)
    return text


def _round(facts: RoundFacts, open_items: tuple[str, ...]) -> Iterator[str]:
    yield f"round: {facts.round}"
    if facts.dates:
        dates = facts.dates
        remark = f", remark: {_pair(dates.remark)}" if dates.remark else ""
        yield f"dates: {{start: {dates.start}, end: {dates.end}{_references(dates.references)}{remark}}}"
    if facts.place:
        place = facts.place
        yield f"place: {{zh: {scalar(place.zh)}, en: {scalar(place.en)}{_references(place.references)}}}"
    if facts.partners:
        names = ", ".join(facts.partners.names)
        yield f"partners: {{names: [{names}]{_references(facts.partners.references)}}}"
    if facts.themes:
        yield "themes:"
        yield from (f"  - {_pair(theme)}" for theme in facts.themes)
    yield "text:"
    yield f"  coverage: {facts.text.coverage}"
    if facts.text.references:
        yield f"  references: [{', '.join(facts.text.references)}]"
    for key, document in (("source", facts.text.source), ("second_source", facts.text.second_source)):
        if document:
            yield from _document(key, document)
    if facts.text.status:
        yield f"  status: {{zh: {facts.text.status.zh}, en: {facts.text.status.en}}}"
    if facts.text.authoritative:
        yield f"  authoritative: {facts.text.authoritative}"
    heads = [f"{side}: {facts.heads[side]}" for side in facts.heads]
    if heads:
        yield f"heads: {{{', '.join(heads)}}}"
    if facts.recommendations or open_items:
        yield "recommendations:"
        for item in sorted({*facts.recommendations, *open_items}, key=lambda item: (len(item), item)):
            if item in facts.recommendations:
                yield f"  {item}: {{topics: [{', '.join(facts.recommendations[item].topics)}]}}"
            else:
                yield f"  {item}: {{topics: []}}"
    if facts.positions:
        yield "positions:"
        for item, position in facts.positions.items():
            became = f", became: {position.became}" if position.became else ""
            topics = ", ".join(position.topics)
            cited = _references(position.references)
            yield f"  {item}: {{stance: {position.stance}, topics: [{topics}]{cited}{became}}}"
    if facts.emendations:
        yield "emendations:"
        for emendation in facts.emendations:
            yield from _emendation(emendation)
    if facts.notes:
        yield "notes:"
        for annotation in facts.notes:
            yield from _annotation(annotation)


def _document(key: str, document: SourceText) -> Iterator[str]:
    yield f"  {key}:"
    yield f"    file: {document.file}"
    yield f"    language: {document.language}"
    yield f"    sha256: {document.sha256}"
    if document.original:
        yield f"    original: {{name: {scalar(document.original.name)}, sha256: {document.original.sha256}}}"


def _emendation(emendation: Emendation) -> Iterator[str]:
    yield f"  - lines: [{', '.join(str(line) for line in emendation.lines)}]"
    yield f"    kind: {emendation.kind}"
    yield f"    source: {quoted(emendation.source)}"
    yield f"    reading: {quoted(emendation.reading)}"
    if emendation.language:
        yield f"    language: {emendation.language}"
    if emendation.note:
        yield "    note:"
        yield f"      zh: {scalar(emendation.note.zh)}"
        yield f"      en: {scalar(emendation.note.en)}"


def _annotation(annotation: Annotation) -> Iterator[str]:
    yield f"  - block: {annotation.block}"
    yield f"    kind: {annotation.kind}"
    yield f"    language: {annotation.language}"
    yield f"    quote: {quoted(annotation.quote)}"
    yield "    text:"
    yield f"      zh: {scalar(annotation.text.zh)}"
    yield f"      en: {scalar(annotation.text.en)}"


def _pair(pair: Pair) -> str:
    return f"{{zh: {scalar(pair.zh)}, en: {scalar(pair.en)}}}"


def _references(keys: tuple[str, ...]) -> str:
    return f", references: [{', '.join(keys)}]" if keys else ""


def people_text(people: Mapping[str, PersonFacts]) -> str:
    """Entries for data/people.yml."""
    return "".join(
        _entry(key, {"zh": scalar(person.zh), "en": scalar(person.en), "side": person.side, "basis": person.basis})
        for key, person in people.items()
    )


def _entry(key: str, values: Mapping[str, str]) -> str:
    """A mapping under a key: on one line where it fits, else one line for each value."""
    line = f"{key}: {{{', '.join(f'{name}: {value}' for name, value in values.items())}}}\n"
    return line if len(line) <= _WIDTH else _block(key, values)


def _block(key: str, values: Mapping[str, Any]) -> str:
    return f"{key}:\n" + "".join(f"  {name}: {value}\n" for name, value in values.items())


def reference_text(key: str, reference: Reference) -> str:
    """An entry for data/references.yml."""
    values: dict[str, Any] = {"zh": scalar(reference.zh), "en": scalar(reference.en)}
    if reference.url:
        values["url"] = reference.url
    if reference.file:
        values["file"] = reference.file
    values["languages"] = f"[{', '.join(reference.languages)}]"
    values["format"] = reference.format or "text"
    if reference.round:
        values["round"] = reference.round
    return _block(key, values)
