"""What staff are told, in both languages. The words are in messages.yml, which is loaded when the first are needed."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Protocol, runtime_checkable

import yaml

from dialogue_archive.ids import LANGUAGES, Language


class MessageError(Exception):
    """A message that does not exist, or that was not given exactly the values it has placeholders for."""


@dataclass(frozen=True, init=False)
class Message:
    """A message by its key, with the values of its placeholders.

    A value may itself be in two languages: a Message, or a pair with `zh` and `en`. A tuple of values is listed with
    the comma of the language; Lines are put one below the other.
    """

    key: str
    values: Mapping[str, object]

    def __init__(self, key: str, /, **values: object) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "values", values)

    def text(self, language: Language) -> str:
        """The message in one language. Raises MessageError."""
        return message(self.key, language, **self.values)


@runtime_checkable
class Bilingual(Protocol):
    """Words in both languages, as data files have them."""

    zh: str
    en: str


Reporter = Callable[[Message], None]
"""Takes each message of a longer run as it happens."""


class Lines(tuple[object, ...]):
    """Values that are put one below the other."""


class Refusal(Exception):
    """Something that cannot be done as asked. Says why, and what to do; nothing was changed."""

    def __init__(self, key: str, /, **values: object) -> None:
        self.message = Message(key, **values)
        super().__init__(self.message.text("en"))

    def in_both_languages(self) -> str:
        """The reason in both languages, Chinese first."""
        return both(self.message.key, **self.message.values)


def message(key: str, language: Language, /, **values: object) -> str:
    """The message `key` in `language` with its placeholders filled in.

    Raises MessageError for an unknown key, a missing value, or a value that the message has no placeholder for.
    """
    pattern = _patterns().get(key, {}).get(language)
    if pattern is None:
        raise MessageError(f"no message {key} in {language}")
    places = placeholders(pattern)
    if places != set(values):
        raise MessageError(f"{key}: found the values {sorted(values)}, expected {sorted(places)}")
    return pattern.format(**{name: _shown(value, language) for name, value in values.items()})


def both(key: str, /, **values: object) -> str:
    """The message in both languages, each on lines of its own, Chinese first."""
    return "\n".join(message(key, language, **values) for language in LANGUAGES)


def help_text(key: str) -> str:
    """The message in both languages on one line, English first, for the help of a command."""
    return " ".join(message(key, language) for language in reversed(LANGUAGES))


def placeholders(pattern: str) -> set[str]:
    """The names of the placeholders of a pattern.

    >>> sorted(placeholders("{a} of {b}, {{c}}"))
    ['a', 'b']
    """
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}


def terminal_language(environment: Mapping[str, str] = os.environ) -> Language:
    """The language of the terminal: Chinese where the locale is Chinese, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh" if environment[name].lower().startswith("zh") else "en"
    return "en"


@cache
def _patterns() -> Mapping[str, Mapping[str, str]]:
    """Every message: its dotted key, and its pattern in each language."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    groups = yaml.load(files("dialogue_archive").joinpath("messages.yml").read_text(encoding="utf-8"), loader)
    return {f"{group}.{name}": texts for group, entries in groups.items() for name, texts in entries.items()}


def _shown(value: object, language: Language) -> object:
    if isinstance(value, Message):
        return value.text(language)
    if isinstance(value, Bilingual):
        return getattr(value, language)
    if isinstance(value, Lines):
        return "\n".join(str(_shown(part, language)) for part in value)
    if isinstance(value, tuple):
        return message("words.comma", language).join(str(_shown(part, language)) for part in value)
    return value
