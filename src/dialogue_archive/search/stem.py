"""English stems, after M. F. Porter, "An algorithm for suffix stripping" (1980), with his later departures.

docs/assets/scripts/search-stem.js is the same in the reader's browser.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[a-z]{3,}")
_STEP_2 = (
    *(("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble")),
    *(("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate")),
    *(("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous")),
    *(("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"), ("logi", "log")),
)
_STEP_3 = (
    *(("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")),
)
_STEP_4 = (
    *("al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "sion", "tion", "ou", "ism"),
    *("ate", "iti", "ous", "ive", "ize"),
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a folded word; a word with other letters than a to z, or shorter than three, is its own.

    >>> [stem(word) for word in ("policies", "semiconductors", "licensing", "20")]
    ['polici', 'semiconductor', 'licens', '20']
    """
    if not _WORD.fullmatch(word):
        return word
    found = _step_1(word)
    for rules in (_STEP_2, _STEP_3):
        found = _replace(found, rules)
    found = _step_5(_step_4(found))
    # Two letters are left to abbreviations: "ICs" is IC, but "using" is not US, nor "one" on.
    return found + "e" if len(found) == 2 and word != found + "s" else found


def _consonants(word: str) -> str:
    """`word` as a pattern of consonants and vowels: `toy` is `cvc`, `syzygy` is `cvcvcv`."""
    shape = ""
    for letter in word:
        vowel = letter in "aeiou" or (letter == "y" and shape[-1:] == "c")
        shape += "v" if vowel else "c"
    return shape


def _measure(word: str) -> int:
    """How many times a vowel is followed by a consonant, Porter's m."""
    return _consonants(word).count("vc")


def _doubled(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and _consonants(word)[-1] == "c"


def _short(word: str) -> bool:
    """Consonant, vowel, consonant other than w, x, y: Porter's *o."""
    return _consonants(word)[-3:] == "cvc" and word[-1] not in "wxy"


def _step_1(word: str) -> str:
    if word.endswith(("sses", "ies")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word.endswith("eed"):
        if _measure(word[:-3]) > 0:
            word = word[:-1]
    else:
        for suffix in ("ed", "ing"):
            if word.endswith(suffix) and "v" in _consonants(word[: -len(suffix)]):
                word = _repaired(word[: -len(suffix)])
                break
    if word.endswith("y") and "v" in _consonants(word[:-1]):
        word = word[:-1] + "i"
    return word


def _repaired(word: str) -> str:
    """What `-ed` or `-ing` left, made a word again: `siz` is `size`, `controll` is `control`."""
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if _doubled(word) and word[-1] not in "lsz":
        return word[:-1]
    if _measure(word) == 1 and _short(word):
        return word + "e"
    return word


def _replace(word: str, rules: tuple[tuple[str, str], ...]) -> str:
    """The longest suffix that fits decides, even where the measure then forbids it."""
    fitting = [rule for rule in rules if word.endswith(rule[0])]
    if not fitting:
        return word
    suffix, other = max(fitting, key=lambda rule: len(rule[0]))
    rest = word[: -len(suffix)]
    return rest + other if _measure(rest) > 0 else word


def _step_4(word: str) -> str:
    fitting = [suffix for suffix in _STEP_4 if word.endswith(suffix)]
    if not fitting:
        return word
    suffix = max(fitting, key=len)
    rest = word[: -len(suffix)]
    if suffix in ("sion", "tion"):
        rest = word[:-3]
    return rest if _measure(rest) > 1 else word


def _step_5(word: str) -> str:
    if word.endswith("e"):
        rest = word[:-1]
        if _measure(rest) > 1 or (_measure(rest) == 1 and not _short(rest)):
            word = rest
    if word.endswith("ll") and _measure(word) > 1:
        word = word[:-1]
    return word
