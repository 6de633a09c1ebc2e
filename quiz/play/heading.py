"""What stands above a question: its topic, unless that helps to guess the answer (rule B2).

“1917” over “In which year was the Cheka founded?” would be the answer, and where things are picked
from, each with a topic of its own, the topic of one of them would point at it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.model import Form
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.model import Question

_ODD = Form.ODD_ONE_OUT
_LETTERS = 4
"""Of which a word that carries meaning has as many, or more: a year has."""
_ALIKE = 5
"""First letters by which two words are taken for kin."""
_POSSESSIVE = re.compile(r"['’]s?(?=\W|$)")


def heading(question: Question) -> str:
    """Return the topic, empty where a word of it is in a right answer and not in every other.

    And where the options are rows of their own: asked backwards, or for the odd one.
    """
    if question.options and (question.facet.endswith("-back") or question.form is _ODD):
        return ""
    right, others = _answers(question)
    told = _words(question.topic) & _words(" ".join(right))
    if others:
        told -= set[str].intersection(*map(_words, others))
    return "" if told else question.topic


def _words(text: str) -> set[str]:
    bare = _POSSESSIVE.sub("", text)
    return {word[:_ALIKE] for word in fold(bare).split() if len(word) >= _LETTERS}


def _answers(question: Question) -> tuple[Sequence[str], Sequence[str]]:
    """Return the texts that are right, and those that they are picked from."""
    if question.form is Form.TRUE_FALSE:  # it says a value itself, and may be right
        mended = question.correction.options if question.correction is not None else ()
        return (question.prompt, *(o.text for o in mended if o.correct)), ()
    if question.options:
        right = [option.text for option in question.options if option.correct]
        return right, [option.text for option in question.options if not option.correct]
    if question.pairs:
        partners = [right for _, right in question.pairs]
        return partners, partners
    return (question.answer, *question.accepted, *question.dates), ()
