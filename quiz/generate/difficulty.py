"""How hard a question should be before anybody has answered it (RULES.md 1.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.model import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.generate.maker import Maker
    from quiz.generate.shown import Candidate
    from quiz.generate.slots import Slot

OFFSET = {
    Form.TRUE_FALSE: -0.8,
    Form.CHOICE: 0.0,
    Form.ODD_ONE_OUT: 0.0,
    Form.MATCH: 0.0,
    Form.MULTI: 0.4,
    Form.NUMBER: 0.5,
    Form.TIMELINE: 0.5,
    Form.ORDER: 0.6,
    Form.SOURCES: 0.3,
    Form.CLOZE: 1.0,
    Form.TYPED: 1.0,
}
THREE_OPTIONS = -0.4


def prior(maker: Maker, slot: Slot, form: Form, distractors: Sequence[Candidate] = ()) -> float:
    """Return b0 in logits: form offset + 1.5·(mean similarity − ½) − ½·z(log degree) + 0.3 if back.

    The constants are starting guesses and the prior mean of the later fit.
    """
    offset = OFFSET[form]
    if form is Form.CHOICE and len(distractors) == 2:
        offset += THREE_OPTIONS
    alike = 0.0
    if distractors:
        alike = 1.5 * (sum([c.similarity for c in distractors]) / len(distractors) - 0.5)
    z = maker.relations.standing(slot.fact.key)
    return round(offset + alike - 0.5 * z + (0.3 if slot.back else 0.0), 6)
