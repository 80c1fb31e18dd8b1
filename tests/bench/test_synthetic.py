"""The made-up archives: right, the same each time, realistic, and never inside the project."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import synthetic
from dialogue_archive import archive, checks
from dialogue_archive.archive.relations import Links
from dialogue_archive.ids import LANGUAGES

ROUNDS = 5


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthetic.make(ROUNDS, tmp_path_factory.mktemp("made") / "archive")


def _files(root: Path) -> dict[str, bytes]:
    found = {}
    for part in ("docs", "data"):
        for file in sorted((root / part).rglob("*")):
            if file.is_file():
                found[file.relative_to(root).as_posix()] = file.read_bytes()
    return found


def test_the_checks_find_no_problem(made: Path) -> None:
    sources, model = archive.load(made)
    assert checks.run(sources, model) == ()
    assert len(model.rounds) == ROUNDS
    assert all(round_.has_full_text for round_ in model.rounds)


def test_the_same_seed_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    # In a process of its own, where strings hash differently.
    script = [sys.executable, "bench/synthetic.py", "--rounds", str(ROUNDS), "--into", str(tmp_path / "again")]
    subprocess.run(script, cwd=synthetic.PROJECT, check=True, stdout=subprocess.DEVNULL)
    assert _files(tmp_path / "again") == _files(made)
    assert _files(synthetic.make(ROUNDS, tmp_path / "other", seed=8)) != _files(made)


def test_no_sentence_stands_twice(made: Path) -> None:
    _, model = archive.load(made)
    for language, end in zip(LANGUAGES, ("。", ". "), strict=True):
        texts = [block.text[language] for round_ in model.rounds for block in round_.blocks]
        sentences = [sentence for text in texts for sentence in text.split(end) if sentence]
        assert len(sentences) == len(set(sentences))


def test_a_round_is_as_large_as_round_7(made: Path) -> None:
    _, ours = archive.load(made)
    _, real = archive.load(synthetic.PROJECT)
    model, drawn = real.round_by_number[7], ours.round_by_number[5]
    assert len(drawn.items) == len(model.items) == 24
    for language in LANGUAGES:
        size, expected = (sum(len(block.text[language]) for block in r.blocks) for r in (drawn, model))
        assert expected < size < 1.4 * expected


def test_threads_are_bounded_and_people_come_again(made: Path) -> None:
    _, model = archive.load(made)
    threads = Links(model).threads
    assert threads
    assert max(len(thread.items) for thread in threads) <= 10
    attendances = [len(found) for found in model.participants.values()]
    assert 1.4 < sum(attendances) / len(attendances) < 5
    assert max(attendances) < ROUNDS


def test_one_more_round_leaves_those_before_as_they_are(made: Path, tmp_path: Path) -> None:
    before, after = _files(made), _files(synthetic.make(ROUNDS + 1, tmp_path / "more"))
    rounds = [name for name in before if "/rounds/" in name]
    assert rounds
    assert all(after[name] == before[name] for name in rounds)


def test_made_up_rounds_never_stand_in_the_project() -> None:
    with pytest.raises(SystemExit, match=re.escape("inside the project")):
        synthetic.make(1, synthetic.PROJECT / "somewhere")
