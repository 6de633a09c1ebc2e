"""What an answer says to memory (RULES.md 3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.form import Form
from quiz.play.grading import guess

if TYPE_CHECKING:
    from quiz.model import Question, Verdict

OF_SEVERAL_FACTS = frozenset({Form.ORDER, Form.MATCH, Form.ODD_ONE_OUT})
KNOWN = 0.8
"""Least chance that a right answer was knowledge for it to be rated good (rule Q4)."""


def rating(
    question: Question, verdict: Verdict, recall: float | None = None, *, redone: bool = False
) -> str | None:
    """Return "again", "hard" or "good", None where the answer says nothing of one facet.

    Rule Q3: wrong is again, right is good, right but not exact (a year within the tolerance, an
    order with half of τ) is hard, never easy. Rule Q6: what rests on several facts is never again
    and never good, so that of these only an order that was right is rated, and it is hard. Rule
    Q4: where `recall`, how likely it was known beforehand, makes a lucky guess as likely as that,
    right is hard; None: it was new. What is answered again after an undo (`redone`) has been told
    already: hard at best.
    """
    if question.form in OF_SEVERAL_FACTS:
        return "hard" if question.form is Form.ORDER and verdict.correct else None
    if not verdict.correct:
        return "again"
    if verdict.score < 1 or redone:
        return "hard"
    guessed = recall is not None and knew(recall, guess(question)) < KNOWN
    return "hard" if guessed else "good"


def knew(recall: float, g: float) -> float:
    """Return how likely a right answer was knowledge and no guess (rule Q4).

    `recall`: how likely it was known beforehand; `g`: what guessing is worth in the form.
    """
    return recall / (recall + (1 - recall) * g) if recall else 0.0
