"""Which form asks a facet next: choice first, recall once it is known (rules Q5 and L2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.form import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quiz.play.memory import Memory

FIRM = 7.0
"""Days of stability from which a facet is asked without anything to choose from."""
RECALL = (Form.TYPED, Form.NUMBER, Form.CLOZE)
SEVERAL = (Form.ORDER, Form.MATCH, Form.ODD_ONE_OUT)
"""Forms that rest on several facts and tell memory next to nothing (rule Q6)."""

_PICK = (Form.CHOICE, Form.TRUE_FALSE)
_WIDE = (Form.MULTI, Form.SOURCES)
_PLACE = (Form.TIMELINE,)
NEW = ((Form.CHOICE,), (Form.TRUE_FALSE,), _WIDE, (Form.CHOICE,), _PLACE)
"""What new facets are asked in, turn by turn; choice is what most of them have besides."""
_ORDER_EVERY = 5
"""An order tells less of the one facet than the other forms without options."""


def forms_for(memory: Memory | None, forms: Sequence[Form], turn: int = 0) -> tuple[Form, ...]:
    """Return all the forms, the one to ask the facet in first.

    New: something to choose from or to place, by turns. Missed: choice, or a gap. Recognised, but
    not firm: a gap, or another thing to choose or to place. Firm, or right perhaps by a guess:
    without options. The form of the last time comes behind its like. `turn` is any whole number:
    with it the forms of one rank take turns.
    """
    wanted = _of_rank(memory, turn)
    ordered = list(dict.fromkeys(form for group in wanted for form in group if form in forms))
    return (*ordered, *(form for form in forms if form not in ordered))


def mixed_first(forms: Sequence[Form], turn: int = 0) -> tuple[Form, ...]:
    """Return the forms with those that rest on several facts first, taking turns."""
    several = [form for form in SEVERAL if form in forms]
    return (*_rotated(several, turn), *(form for form in forms if form not in several))


def _of_rank(memory: Memory | None, turn: int) -> list[tuple[Form, ...]]:
    if memory is None or not memory.reviews:
        return [
            NEW[turn % len(NEW)],
            _PICK,
            _WIDE,
            (Form.CLOZE,),
            _PLACE,
            (Form.NUMBER, Form.TYPED),
            SEVERAL,
        ]
    if memory.missed or not memory.successes:
        groups = [(Form.CHOICE, Form.CLOZE), _WIDE, (Form.TRUE_FALSE,), _PLACE, RECALL]
    elif memory.stability < FIRM and not memory.doubted:
        groups = [(Form.CLOZE,), _rotated((*_PICK, *_PLACE, *_WIDE), turn), RECALL]
    else:
        groups = [_rotated((*RECALL, *_PLACE), turn), (Form.ORDER,), _WIDE, _PICK]
        if not memory.doubted and turn % _ORDER_EVERY == 0:
            groups[:2] = [groups[1], groups[0]]
    return [_last_behind(group, memory) for group in groups]


def _rotated(forms: Sequence[Form], turn: int) -> tuple[Form, ...]:
    at = turn % len(forms) if forms else 0
    return (*forms[at:], *forms[:at])


def _last_behind(forms: Iterable[Form], memory: Memory) -> tuple[Form, ...]:
    return tuple(sorted(forms, key=lambda form: form.value == memory.last_form))
