"""Modes: what a set is drawn from, when feedback comes, and what ends a sitting.

A mode is data. The session, the drawing of a set and both faces read it; none asks for its name.
"""

from __future__ import annotations

from enum import StrEnum

from quiz.form import Form
from quiz.quick import dataclass

RETURN_AFTER = 3
"""Other questions between a miss and its return (RULES.md L4)."""


class Selection(StrEnum):
    """What the questions of a set are drawn by."""

    MIXED = "mixed"
    """What is due first, then what is new, in forms that fit the memory (rules L3, Q5)."""
    DUE = "due"
    MISSED = "missed"
    """What was answered wrong the last time."""
    SEED = "seed"
    """The seed alone: the same set for everyone who has it."""
    DAY = "day"
    """The same, and the seed is the local date."""
    LINE = "line"
    """Dated facts, each to be placed among those before it."""


class Clock(StrEnum):
    """What a time limit counts."""

    SITTING = "sitting"
    """All time since the sitting began, pauses and a closed program too."""
    OPEN = "open"
    """Only the time that a question stands open: to read an explanation costs nothing."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a set is drawn from."""

    count: int
    level: int
    forms: tuple[Form, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A way to play a set."""

    id: str
    title: str
    description: str
    selection: Selection
    feedback_at_once: bool = True
    returns: bool = False
    """A missed question comes back after `RETURN_AFTER` others, until it is right once."""
    rated: bool = True
    """Whether answers say something to memory; those of a game do not."""
    clock: Clock = Clock.OPEN
    seconds: int | None = None
    """The time limit; None: only where the student or the teacher has set one."""
    lives: int | None = None
    """The miss that ends the sitting; None: none does."""
    players: int = 1
    counts_all: bool = True
    """Whether a question that was not reached counts as not known: not in a game that goes on
    until the clock or a miss ends it."""
    dated: bool = False
    """Whether the anchors of a timeline show their dates before the answer."""
    count: int | None = None
    """Questions in a set; None: as many as wished."""
    level: int | None = None
    """How alike the options are; None: as wished."""
    forms: tuple[Form, ...] = ()
    """The only forms asked, unless others are wished or the pack has none of these; (): all."""
    again: str = "practice"
    """The mode in which what was missed is played once more."""

    def fitted(
        self, *, count: int, level: int, forms: tuple[Form, ...], topics: tuple[str, ...]
    ) -> Fitted:
        """Return what is drawn where this is wished: a mode may ask for something of its own.

        The day's set takes no wish, or it would not be the same for everyone; two hands have keys
        for the mode's own forms only.
        """
        if self.selection is Selection.DAY:
            forms, topics = (), ()
        if self.players > 1:
            forms = ()
        return Fitted(self.count or count, self.level or level, forms or self.forms, topics)

    @property
    def undoes(self) -> bool:
        """Whether an answer can be taken back: not where all are to have the same chance."""
        return self.feedback_at_once and self.rated and self.selection is not Selection.DAY

    @property
    def extent(self) -> str:
        """How long a set is, where that is not as wished: "10 questions", "until 3 misses"."""
        if self.lives is not None:
            return f"until {self.lives} misses"
        if self.seconds is not None:
            return "against the clock"
        return f"{self.count} questions" if self.count is not None else ""

    @property
    def scored(self) -> bool:
        """Whether its points go beside those of other sittings of the pack."""
        return self.rated and self.counts_all


MODES: dict[str, Mode] = {
    mode.id: mode
    for mode in (
        Mode(
            id="practice",
            title="Practice",
            description="Feedback at once; what you miss comes back until it is right.",
            selection=Selection.MIXED,
            returns=True,
        ),
        Mode(
            id="review",
            title="Review",
            description="Only what is due today, before you forget it.",
            selection=Selection.DUE,
            returns=True,
            again="review",
        ),
        Mode(
            id="missed",
            title="Missed",
            description="Only what you got wrong the last time.",
            selection=Selection.MISSED,
            returns=True,
            again="missed",
        ),
        Mode(
            id="exam",
            title="Exam",
            description="No feedback until the end; then everything, with its sources.",
            selection=Selection.SEED,
            feedback_at_once=False,
            clock=Clock.SITTING,
            again="exam",
        ),
        Mode(
            id="timeline",
            title="Timeline",
            description="Put event after event on a growing line; three misses end it.",
            selection=Selection.LINE,
            rated=False,
            lives=3,
            counts_all=False,
            dated=True,
            count=40,
            forms=(Form.TIMELINE,),
        ),
        Mode(
            id="sprint",
            title="Sprint",
            description="As many as you can in the time; an explanation costs none of it.",
            selection=Selection.SEED,
            rated=False,
            seconds=90,
            counts_all=False,
            count=60,
            forms=(Form.CHOICE, Form.TRUE_FALSE),
        ),
        Mode(
            id="daily",
            title="Daily",
            description="The same ten for everyone today, and a card to show for it.",
            selection=Selection.DAY,
            count=10,
            level=2,
        ),
        Mode(
            id="duel",
            title="Duel",
            description="Two at one keyboard; the first who is right takes the point.",
            selection=Selection.SEED,
            rated=False,
            players=2,
            forms=(Form.CHOICE,),
        ),
    )
}
DEFAULT_MODE = "practice"
OLD_NAMES = {"test": "exam"}
"""What modes were called in earlier logs and on earlier command lines."""


def mode_of(name: str) -> Mode:
    """Return the mode of that name, also of an old one; practice where none is known."""
    return MODES.get(OLD_NAMES.get(name, name), MODES[DEFAULT_MODE])
