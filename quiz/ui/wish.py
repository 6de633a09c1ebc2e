"""What a student wishes, and what was begun: what home shows and the game acts on."""

from __future__ import annotations

from dataclasses import field

from quiz.play.modes import DEFAULT_MODE
from quiz.quick import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A sitting that was not finished."""

    title: str
    number: int
    total: int
    """0 where there is no last question to come to."""
    mode: str
    left: str = ""
    """The time that is left, in figures; "" where there is no limit."""
    over: bool = False
    """Whether its time ran out meanwhile: there are only results to be seen."""


@dataclass(slots=True, kw_only=True)
class Wish:
    """How the student wants to be asked."""

    count: int = 10
    mode: str = DEFAULT_MODE
    topics: dict[str, str] = field(default_factory=dict)
    """The topic chosen in a pack, by the pack's id; kept while the program runs."""
