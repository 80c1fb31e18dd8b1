"""Our stemmer against Snowball's Porter on every word of the site: each difference follows from a rule."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import snowballstemmer

from dialogue_archive.search.folding import tokens
from dialogue_archive.search.records import Record
from dialogue_archive.search.stem import stem

Rule = Callable[[str, str, str], bool]
_PORTER = snowballstemmer.stemmer("porter")

# Why a stem differs, as a condition on the word, our stem and Porter's.
RULES: dict[str, Rule] = {
    # Words with digits, and letters of other scripts, have no English endings.
    "other characters": lambda word, ours, porter: ours == word and not re.fullmatch("[a-z]+", word),
    # "as" and "us" are no plurals, and abbreviations have two letters.
    "short words": lambda word, ours, porter: ours == word and len(word) < 3,
    # Stems of two letters are left to abbreviations: "using" must not be found by "US", nor "one" by "on".
    "stems of two letters": lambda word, ours, porter: len(porter) == 2 and ours == f"{porter}e",
    # The two later departures that Porter himself lists, which Snowball's "porter" leaves out.
    "logi to log": lambda word, ours, porter: porter == f"{ours}i" and ours.endswith("log"),
    "bli to ble": lambda word, ours, porter: porter.endswith("bli") and bool(re.search(r"[^a]bl(?:y|ies)$", word)),
    # Porter undoubles every double consonant but l, s and z; Snowball only those of its own list.
    "double consonants": lambda word, ours, porter: (
        porter == ours + ours[-1] and bool(re.search(r"([chjkqvwxy])\1(?:ed|ing)$", word))
    ),
}


def rules_of(word: str) -> list[str]:
    """The rules by which the stems of a word differ."""
    ours, porter = stem(word), _PORTER.stemWord(word)
    return [name for name, rule in RULES.items() if ours != porter and rule(word, ours, porter)]


@pytest.mark.parametrize(
    ("word", "ours", "porter", "rule"),
    [
        ("1980s", "1980s", "1980", "other characters"),
        ("us", "us", "u", "short words"),
        ("using", "use", "us", "stems of two letters"),
        ("one", "one", "on", "stems of two letters"),
        ("technologies", "technolog", "technologi", "logi to log"),
        ("possibly", "possibl", "possibli", "bli to ble"),
        ("specced", "spec", "specc", "double consonants"),
    ],
)
def test_examples_of_each_rule(word: str, ours: str, porter: str, rule: str) -> None:
    assert (stem(word), _PORTER.stemWord(word)) == (ours, porter)
    assert rules_of(word) == [rule]


def test_every_stem_of_the_site_is_porters_or_differs_by_a_rule(found: tuple[Record, ...]) -> None:
    texts = [text or "" for record in found for text in (record.title.en, record.text.en)]
    words = {token.text for text in texts for token in tokens(text) if token.kind == "word"}
    assert len(words) > 500
    different = {word for word in words if stem(word) != _PORTER.stemWord(word)}
    assert different, "the comparison compares nothing"
    assert {word: (stem(word), _PORTER.stemWord(word)) for word in different if not rules_of(word)} == {}
