"""What `quiz play` remembers from one sitting to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.play.session import CHANGED
from tests.cli.conftest import pack_text

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Quiz

ALL = ("play", "inventions", "--mode", "exam", "--form", "choice", "--count", "10", "--seed", "1")
DO_NOT_KNOW = "?\n" * 10


def test_an_answer_that_the_author_changed_is_told_once(quiz: Quiz, pack: Path) -> None:
    assert CHANGED not in quiz(*ALL, stdin=DO_NOT_KNOW).out
    pack.write_text(pack_text().replace("the first", "a very early"))  # wording is no change
    assert CHANGED not in quiz(*ALL, stdin=DO_NOT_KNOW).out
    pack.write_text(pack_text(railway="1826", car="1886", flight="1904"))
    told = quiz(*ALL, stdin=DO_NOT_KNOW).out
    assert 2 <= told.count(CHANGED) <= 3  # one may give another away, and is left out
    assert CHANGED not in quiz(*ALL, stdin=DO_NOT_KNOW).out


def test_what_was_asked_comes_back_when_it_is_due(quiz: Quiz) -> None:
    assert "Nothing was asked yet" in quiz("play", "inventions", "--mode", "review").err
    quiz(*ALL, stdin=DO_NOT_KNOW)
    later = quiz("play", "inventions", "--mode", "review")
    assert later.status == 1
    assert "Nothing is due today" in later.err
    assert later.err.strip().endswith("More comes back tomorrow.")
