"""The messages to staff: complete in both languages, all of them used, and none outside of messages.yml."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from dialogue_archive.ids import LANGUAGES
from dialogue_archive.messages import (
    Lines,
    Message,
    MessageError,
    Refusal,
    both,
    help_text,
    message,
    placeholders,
    terminal_language,
)
from support import PROJECT

PACKAGE = PROJECT / "src" / "dialogue_archive"
STAFF_FACING = [
    *(PACKAGE / name for name in ("importing", "editorial", "publishing", "writing", "site/serve.py", "cli.py")),
]
# Chinese that is no message: patterns to recognise documents, tables of names, and the text of new pages and entries.
CHINESE_CONTENT = {
    "cleanup.py",
    "data_files.py",
    "date_and_place.py",
    "formats/pdf.py",
    "formats/pdf_layout.py",
    "formats/markup.py",
    "formats/word.py",
    "headings.py",
    "new_round.py",
    "pages.py",
    "people.py",
    "recognition.py",
    "suggest.py",
    "source_lines.py",
    "alignment.py",
}


def _groups() -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = yaml.safe_load((PACKAGE / "messages.yml").read_text("utf-8"))
    return found


MESSAGES = {f"{group}.{name}": texts for group, entries in _groups().items() for name, texts in entries.items()}


@cache
def _strings(file: Path) -> tuple[str, ...]:
    """Every string in the code of a module, docstrings aside."""
    tree = ast.parse(file.read_text("utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return tuple(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    )


def _modules(*places: Path) -> Iterator[Path]:
    for place in places or (PACKAGE,):
        yield from [place] if place.is_file() else sorted(place.rglob("*.py"))


@pytest.mark.parametrize("key", MESSAGES)
def test_a_message_is_whole(key: str) -> None:
    texts = MESSAGES[key]
    assert list(texts) == list(LANGUAGES)
    zh, en = (placeholders(texts[language]) for language in LANGUAGES)
    assert zh == en
    assert not re.search(r"[\u3400-\u9fff]", re.sub("“[^”]*”", "", texts["en"]))
    for language in LANGUAGES:
        assert message(key, language, **dict.fromkeys(zh, "value"))


def test_each_message_is_used_and_each_key_exists() -> None:
    used = {string for file in _modules() for string in _strings(file)}
    assert set(MESSAGES) <= used
    key = re.compile(rf"(?:{'|'.join(_groups())})\.[a-z_]+")
    assert {string for string in used if key.fullmatch(string)} - {"status.html"} <= set(MESSAGES)


def test_every_call_gives_the_values_that_the_message_has_places_for() -> None:
    names = {"Message", "Refusal", "both", "message"}
    for file in _modules():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in names:
                continue
            given = {keyword.arg for keyword in node.keywords}
            key = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
            if key and None not in given:
                assert given == placeholders(MESSAGES[key]["zh"]), f"{file.name}:{node.lineno}: {key}"


def test_no_chinese_message_stands_in_the_code() -> None:
    found = {
        file.relative_to(PACKAGE).as_posix()
        for file in _modules(*STAFF_FACING)
        if any(re.search(r"[\u3400-\u9fff]", string) for string in _strings(file))
    }
    assert {name for name in found if name.split("/", 1)[1] not in CHINESE_CONTENT} == set()


def test_unknown_keys_and_wrong_values_are_refused() -> None:
    with pytest.raises(MessageError, match=r"no message publish\.nonsense"):
        message("publish.nonsense", "zh")
    with pytest.raises(MessageError, match="expected"):
        message("confirm.done", "en")
    with pytest.raises(MessageError, match="expected"):
        message("confirm.done", "en", count=1, more=2)


def test_values_in_two_languages_and_lists() -> None:
    language = Message("words.english")
    wrong = {"name": "memo.txt", "found": language, "asked": "zh", "right": "en"}
    assert "看来是英文文件" in message("import.wrong_language", "zh", **wrong)
    assert "seems to be English" in message("import.wrong_language", "en", **wrong)
    assert message("publish.committed", "zh", branch="b", commit="c", versions=(1, 2)).endswith("版本 1、2")
    assert message("import.sections_differ", "en", sections=Lines(("a", Message("import.nothing")))) == "a\n(nothing)"


def test_both_languages() -> None:
    assert both("confirm.done", count=2) == "已确认 2 处。\n2 confirmed."
    assert help_text("help.status_full").endswith("全部列出")
    assert Refusal("publish.busy").in_both_languages() == both("publish.busy")
    assert str(Refusal("publish.busy")) == message("publish.busy", "en")


@pytest.mark.parametrize(
    ("environment", "language"), [({"LANG": "zh_CN.UTF-8"}, "zh"), ({"LC_ALL": "C", "LANG": "zh_CN"}, "en"), ({}, "en")]
)
def test_the_language_of_the_terminal(environment: dict[str, str], language: str) -> None:
    assert terminal_language(environment) == language
