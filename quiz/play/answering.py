"""An answer as the log keeps it (RULES.md Q9)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from quiz.errors import ResponseError
from quiz.model import Answer, Form
from quiz.play.begin import timestamp
from quiz.play.grading import grade, guess, partners
from quiz.text import clean
from quiz.wire import response_from_json, response_to_json

if TYPE_CHECKING:
    from datetime import datetime

    from quiz.model import Question, Response, Sitting, Verdict

_as_json = json.JSONEncoder(ensure_ascii=False).encode
LONGEST = 500
"""Characters of a typed answer that are kept."""


def to_answer(
    sitting: Sitting,
    question: Question,
    response: Response,
    verdict: Verdict,
    *,
    id: str,  # noqa: A002
    now: datetime,
    position: int,
    attempt: int,
    rating: str | None,
    recall: float | None,
    latency_ms: int,
    redone: bool,
) -> Answer:
    """Return the row of the log. `rating`: None where the answer is not rated."""
    text = clean(response.text)[:LONGEST]
    kept = response if text == response.text else replace(response, text=text)
    return Answer(
        id=id,
        sitting=sitting.id,
        position=position,
        ts_utc=timestamp(now),
        user=sitting.user,
        pack=sitting.pack,
        facet=question.facet,
        item_id=question.id,
        variant_id=question.variant,
        form=question.form.value,
        shown_options=_shown(question),
        response=_as_json(response_to_json(kept)),
        given=verdict.given,
        s=verdict.score,
        correct=verdict.correct,
        attempt=attempt,
        rated=rating is not None,
        rating=rating,
        r_before=recall,
        g=guess(question),
        latency_ms=max(0, latency_ms),
        confidence=None,
        primed=False,
        seed=sitting.seed,
        pack_hash=sitting.pack_hash,
        topic=question.topic,
        day=now.date().isoformat(),
        asked=question.key or None,
        redone=redone,
    )


def fits(question: Question, answer: Answer) -> bool:
    """Return whether an answer of the log can be one to the question: anybody can make a log."""
    try:
        verdict = grade(question, response_from_json(json.loads(answer.response)))
    except (ResponseError, ValueError):
        return False
    return not verdict.retry


def _shown(question: Question) -> tuple[str, ...]:
    """Return what stood on the screen to be chosen from or arranged, in its order there."""
    if question.options:
        return tuple(option.text for option in question.options)
    if question.form is Form.MATCH:
        return partners(question)
    return question.items if question.form is Form.TIMELINE else question.shown
