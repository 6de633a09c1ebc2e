"""The same pack, settings and seed give the same bytes, whoever asks and wherever."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.conftest import PACK, ROOT

if TYPE_CHECKING:
    from pathlib import Path

LEAST_QUESTIONS = 600
CHOSEN = {"choice", "multi", "true-false", "odd-one-out", "sources"}


def printed(
    quiz: str, env: dict[str, str], *arguments: str, cwd: Path = ROOT, **more_env: str
) -> bytes:
    done = subprocess.run(
        [quiz, "questions", PACK, *arguments, "--format", "jsonl"],
        env={**env, **more_env},
        cwd=cwd,
        capture_output=True,
        timeout=120,
        check=True,
    )
    return done.stdout


SETTINGS: dict[str, list[str]] = {
    "twenty": ["--count", "20", "--seed", "7"],
    "a form": ["--count", "9", "--seed", "a ü 漢 \U0001f600", "--form", "match,number"],
}


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_the_same_bytes(
    quiz: str, env: dict[str, str], tmp_path: Path, settings: list[str]
) -> None:
    first = printed(quiz, env, *settings, PYTHONHASHSEED="1")
    assert first.count(b"\n") == int(settings[1])
    elsewhere: list[dict[str, Any]] = [
        {"PYTHONHASHSEED": "4242", "LC_ALL": "C", "cwd": tmp_path},
        {"PYTHONHASHSEED": "0", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR", "TZ": "Asia/Tokyo"},
        {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0", "LC_ALL": "POSIX", "cwd": ROOT / "quiz"},
        {"TERM": "dumb", "COLUMNS": "20", "NO_COLOR": "1", "PYTHONOPTIMIZE": "2"},
    ]
    for changed in elsewhere:
        assert printed(quiz, env, *settings, **changed) == first, changed


def test_another_seed_gives_other_questions(quiz: str, env: dict[str, str]) -> None:
    seeds = ("7", "8", "07")
    sets = {printed(quiz, env, "--count", "5", "--seed", seed) for seed in seeds}
    assert len(sets) == len(seeds)


@pytest.fixture(scope="module")
def everything(quiz: str, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    env = {"PATH": os.environ["PATH"], "QUIZ_HOME": str(tmp_path_factory.mktemp("home"))}
    lines = printed(quiz, env, "--all", "--seed", "1").splitlines()
    return [json.loads(line) for line in lines]


def test_there_are_enough_questions_of_every_form(everything: list[dict[str, Any]]) -> None:
    assert len(everything) >= LEAST_QUESTIONS
    assert len({question["id"] for question in everything}) >= LEAST_QUESTIONS
    assert len({question["form"] for question in everything}) == 11


def test_each_has_a_citation_and_an_explanation(everything: list[dict[str, Any]]) -> None:
    for question in everything:
        assert question["explanation"].strip(), question["id"]
        assert question["citations"], question["id"]
        for citation in question["citations"]:
            assert citation["source"], question["id"]
            assert citation["text"], question["id"]


def test_every_option_has_its_own_citation(everything: list[dict[str, Any]]) -> None:
    for question in everything:
        if question["form"] not in CHOSEN:
            assert "options" not in question, question["id"]
            continue
        assert len(question["options"]) >= 2, question["id"]
        assert any(option["correct"] for option in question["options"]), question["id"]
        for option in question["options"]:
            assert option["citations"], (question["id"], option["text"])
            assert option["why"].strip(), (question["id"], option["text"])


def test_the_options_of_a_choice_are_told_apart(everything: list[dict[str, Any]]) -> None:
    for question in everything:
        if question["form"] == "choice":
            texts = [option["text"].casefold() for option in question["options"]]
            assert len(set(texts)) == len(texts), question["id"]
            assert sum(option["correct"] for option in question["options"]) == 1, question["id"]
