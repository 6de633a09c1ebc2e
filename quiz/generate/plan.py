"""What a student's memory asks of a draw: which facets, in which forms, with which rivals.

Both ends of the talk are here, so that memory need not know how questions are made and the making
of questions need not know what a memory is.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from quiz.quick import dataclass

if TYPE_CHECKING:
    from quiz.model import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetInfo:
    """A facet of a pack that at least one question can be made of, as it is today."""

    facet: str
    """pack/kind/fact/field, with "-back" after the field where it is asked backwards."""
    fact: str
    """kind/fact; facets of the same one are siblings (rule Q1)."""
    topic: str
    asked: str
    """The asked value in canonical form, as in `Question.key`; memory starts anew when it
    changes (rule Q8)."""
    was: tuple[str, ...] = ()
    """Facets that this one was called before a row or a field got another id, the newest first."""
    forms: tuple[Form, ...] = ()
    """The forms that can ask it, in the order of `Form`; order, match and odd-one-out too, where it
    would be the facet of the question."""


class Why(StrEnum):
    """Why a facet is wanted."""

    DUE = "due"
    MISSED = "missed"
    """Its last answer was wrong."""
    NEW = "new"
    MIXED = "mixed"
    """Wanted in a form that rests on several facts, for the sake of seeing them together."""
    AHEAD = "ahead"
    """It is known and not due yet: asked only where nothing better is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One facet that should be asked, and how."""

    facet: str
    why: Why
    forms: tuple[Form, ...]
    """All forms of the facet, the most wanted first (rule Q5); a later one is better than none."""
    avoid: tuple[str, ...] = ()
    """Variants (`Question.variant`) that were asked last: another one of the form is better."""
    rivals: tuple[str, ...] = ()
    """Texts that this student took for the answer, the most frequent first: the distractors to
    prefer where the rules allow them (rule L11)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a sitting should ask."""

    wanted: tuple[Wanted, ...]
    """In the order in which it should be asked. Longer than the sitting: where a question cannot
    be made, or gives another one away, the next in line takes its place. Nothing beside it is
    asked: where it is shorter than the sitting, so is the set."""
