"""Where the answer to a question goes on paper, whatever the paper is made of.

Each form becomes a few parts, and a kind of paper lays out the parts: it knows no forms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.exchange.paper.sheets import lettered, shown
from quiz.exchange.told import TYPED, is_single, line
from quiz.model import Form
from quiz.quick import dataclass

if TYPE_CHECKING:
    from quiz.model import Question

SEVERAL = "More than one may be right."
INSTEAD = "If it is false:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line to write on."""

    short: bool = False
    """For a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What is to be done."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of whoever calls a statement false."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing to choose, or to refer to by its letter."""

    text: str
    letter: str = ""
    box: bool = True
    """Whether there is a box to tick."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows, one below the other."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What stands on the line from early to late, and a place to tick around each."""

    rows: tuple[Row, ...]
    """The place before what stands beside it; the last is the end, with no text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Two lists, with room for a letter beside each of the first."""

    left: tuple[tuple[str, str], ...]
    """(number, text)."""
    right: tuple[tuple[str, str], ...]
    """(letter, text)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Room for so many letters in order."""

    count: int


Part = Line | Hint | Asked | Rows | Timeline | Pairs | Places


def parts(question: Question) -> tuple[Part, ...]:
    """Return what stands below the prompt."""
    form = question.form
    if form in TYPED:
        return (Line(),)
    if form is Form.NUMBER:
        return (Line(short=True),)
    if form is Form.TRUE_FALSE:
        return _judged(question)
    if form is Form.MATCH:
        left = tuple((str(n), line(text)) for n, (text, _) in enumerate(question.pairs, 1))
        return (Pairs(left=left, right=tuple(shown(question))),)
    if form is Form.ORDER:
        return (_rows(shown(question), box=False), Places(count=len(question.shown)))
    if form is Form.TIMELINE:
        rows = (Row(letter=letter, text=text) for letter, text in shown(question))
        return (Timeline(rows=tuple(rows)),)
    hint = () if is_single(question) else (Hint(text=SEVERAL),)
    return (*hint, _rows(shown(question)))


def _rows(rows: list[tuple[str, str]], *, box: bool = True) -> Rows:
    return Rows(rows=tuple(Row(letter=letter, text=text, box=box) for letter, text in rows))


def _judged(question: Question) -> tuple[Part, ...]:
    judged = Rows(rows=tuple(Row(text=line(option.text)) for option in question.options))
    if question.correction is None:
        return (judged,)
    options = lettered([option.text for option in question.correction.options])
    return (judged, Asked(text=line(question.correction.prompt)), _rows(options))
