"""The forms: one module each, and the table that names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.generate.forms import choice, number, order, true_false, typed
from quiz.model import Form

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from quiz.generate.maker import Maker
    from quiz.generate.slots import Slot
    from quiz.model import Question

FORMS: Mapping[Form, Callable[[Maker, Slot], Question]] = {
    Form.CHOICE: choice.make,
    Form.TRUE_FALSE: true_false.make,
    Form.TYPED: typed.make,
    Form.NUMBER: number.make,
    Form.ORDER: order.make,
}
"""Each makes a slot's question in its form, or raises Refused with the rule that forbids it."""
