"""The forms: one module each, and the table that names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.generate.forms import (
    choice,
    cloze,
    match,
    multi,
    number,
    odd_one_out,
    order,
    sources,
    timeline,
    true_false,
    typed,
)
from quiz.model import Form

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from quiz.generate.maker import Maker
    from quiz.generate.slots import Slot
    from quiz.model import Question

FORMS: Mapping[Form, tuple[Callable[[Maker, Slot], Question], ...]] = {
    Form.CHOICE: (choice.make,),
    Form.MULTI: (multi.make,),
    Form.TRUE_FALSE: (true_false.make,),
    Form.TYPED: (typed.make,),
    Form.NUMBER: (number.make,),
    Form.CLOZE: (cloze.make,),
    Form.ORDER: (order.make,),
    Form.MATCH: (match.make,),
    Form.ODD_ONE_OUT: (odd_one_out.make,),
    Form.TIMELINE: (timeline.make,),
    Form.SOURCES: sources.TEMPLATES,
}
"""For each form its templates. A template makes a slot's question, or raises Refused with the rule
that forbids it."""
