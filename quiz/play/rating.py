"""What an answer says to memory (RULES.md 3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.model import Form

if TYPE_CHECKING:
    from quiz.model import Question, Verdict

_OF_SEVERAL_FACTS = frozenset({Form.ORDER, Form.MATCH, Form.ODD_ONE_OUT})


def rating(question: Question, verdict: Verdict) -> str | None:
    """Return "again", "hard" or "good", None where the answer says nothing of one facet.

    Rule Q3: wrong is again, right is good, right but not exact (a year within the tolerance, an
    order with half of τ) is hard, never easy. Rule Q6: what rests on several facts is never again
    and never good, so that of these only an order that was right is rated, and it is hard.
    """
    if question.form in _OF_SEVERAL_FACTS:
        return "hard" if question.form is Form.ORDER and verdict.correct else None
    if not verdict.correct:
        return "again"
    return "good" if verdict.score == 1 else "hard"
