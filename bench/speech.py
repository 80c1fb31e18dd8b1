"""Made-up sentences in both languages: words in the order in which real memos have them next to each other.

A chain of the first order over the words of the project's own memos (over the characters, in Chinese), so that word
lengths, frequencies and sentence lengths are those of real text, and no sentence stands twice in one archive.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from itertools import cycle, pairwise

from dialogue_archive.ids import Language
from dialogue_archive.reading.schema import Term

_UNITS = {"zh": re.compile(r"[\u4e00-\u9fff]"), "en": re.compile(r"[A-Za-z][A-Za-z’-]*[A-Za-z]")}
_SENTENCE = {"zh": (18, 44), "en": (12, 34)}  # units: characters in Chinese, words in English
_SYLLABLES = ("ba", "den", "fi", "gor", "hel", "jo", "kan", "lu", "mi", "nex", "or", "pra", "qui", "ro", "sta", "tel")


class Speech:
    """Draws text of one language. The same seed gives the same text."""

    def __init__(self, language: Language, corpus: Iterable[str], terms: Iterable[Term], seed: int) -> None:
        self.language = language
        self._random = random.Random(f"{seed} {language}")
        self._terms: Iterator[str] = cycle([term[language] for term in terms] or [""])
        self._following: dict[str, list[str]] = {}
        self._said: set[str] = set()
        for text in corpus:
            units = _UNITS[language].findall(text)
            for one, other in pairwise(units):
                self._following.setdefault(one, []).append(other)
        self._all = sorted(self._following)

    def text(self, size: int, *, name: str = "") -> str:
        """Sentences of about `size` characters in all, with two terms of the glossary, and with `name` if given."""
        wanted = [next(self._terms), next(self._terms), name]
        said: list[str] = []
        while sum(map(len, said)) < size or any(wanted):
            said.append(self._sentence(wanted.pop(0) if wanted else ""))
        return ("" if self.language == "zh" else " ").join(said)

    def title(self) -> str:
        """A short title, without a mark at its end."""
        while True:
            units = self._units(self._random.randint(8, 15) if self.language == "zh" else self._random.randint(4, 8))
            title = _joined(units, self.language)
            if title not in self._said:
                self._said.add(title)
                return title

    def _sentence(self, inserted: str) -> str:
        low, high = _SENTENCE[self.language]
        while True:
            units = self._units(self._random.randint(low, high))
            if inserted:
                units.insert(self._random.randint(2, len(units) - 2), inserted)
            step = self._random.randint(9, 16)
            comma = "，" if self.language == "zh" else ","
            for at in range(step, len(units) - 3, step):
                units[at] += comma
            sentence = _joined(units, self.language) + ("。" if self.language == "zh" else ".")
            if sentence not in self._said:
                self._said.add(sentence)
                return sentence

    def _units(self, count: int) -> list[str]:
        unit = self._random.choice(self._all)
        found = [unit]
        while len(found) < count:
            unit = self._random.choice(self._following.get(unit) or self._all)
            found.append(unit)
        return found


def _joined(units: list[str], language: Language) -> str:
    if language == "zh":
        return "".join(units)
    text = " ".join(units)
    return text[0].upper() + text[1:]


def coined(random_: random.Random) -> str:
    """A name nobody bears, such as `Tellugor`: real memos bring new names with every round."""
    return "".join(random_.choice(_SYLLABLES) for _ in range(3)).capitalize()
