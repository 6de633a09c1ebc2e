"""What a sitting says of confidence: a verdict only where there are answers enough."""

from __future__ import annotations

import pytest

from quiz.play.certainty import FAIRLY, GUESSING, SURE, Certainty, Level
from quiz.reports.sureness import marks, told


def found(confidence: int, right: int, of: int) -> Certainty:
    return Certainty(levels=(Level(confidence=confidence, right=right, of=of),))


@pytest.mark.parametrize(
    ("confidence", "right", "of", "said"),
    [
        (SURE, 3, 4, "3 of 4 right, likely 30 to 95 %; meant for over 80 %."),
        (SURE, 5, 20, "5 of 20 right, likely 11 to 47 %; meant for over 80 %: less often"),
        (SURE, 38, 40, "38 of 40 right; meant for over 80 %: it fits."),
        (FAIRLY, 60, 60, "60 of 60 right; meant for 67 to 80 %: more often right than you said."),
        (GUESSING, 0, 9, "0 of 9 right, likely 0 to 30 %; meant for under 67 %: it fits."),
    ],
)
def test_each_degree_has_a_sentence(confidence: int, right: int, of: int, said: str) -> None:
    ((_, sentence),) = told(found(confidence, right, of))
    assert sentence.startswith(said)


def test_a_degree_that_was_never_chosen_has_none() -> None:
    assert told(found(SURE, 0, 0)) == []


def test_the_marks_are_told_apart_from_the_points() -> None:
    assert marks(found(SURE, 0, 2)) == (
        "−12 marks for confidence, of 6 at most; no part of your points"
    )
