"""Data files in the house layout."""

from __future__ import annotations

import yaml

from dialogue_archive.reading.schema import RoundFacts
from dialogue_archive.writing import yaml_writer


def test_notes_are_written_as_they_are_read() -> None:
    note = {
        "block": "data-1",
        "kind": "translator",
        "language": "en",
        "quote": "the “quota”: 5 #",
        "text": {"zh": "原文作“配额”：5。", "en": "The Chinese says: 配额."},
    }
    facts = RoundFacts.model_validate({"round": 1, "text": {"coverage": "none"}, "notes": [note, note]})
    text = yaml_writer.round_text(facts)
    assert yaml.safe_load(text)["notes"] == [note, note]
    assert RoundFacts.model_validate(yaml.safe_load(text)) == facts
