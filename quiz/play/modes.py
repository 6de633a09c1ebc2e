"""Modes: when feedback comes, and whether what was missed comes back."""

from __future__ import annotations

from dataclasses import dataclass

RETURN_AFTER = 3
"""Other questions between a miss and its return (RULES.md L4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A way to play a set."""

    id: str
    title: str
    description: str
    feedback_at_once: bool
    returns: bool
    """A missed question comes back after `RETURN_AFTER` others, until it is right once."""


MODES: dict[str, Mode] = {
    mode.id: mode
    for mode in (
        Mode(
            id="practice",
            title="Practice",
            description="Feedback at once; what you miss comes back until it is right.",
            feedback_at_once=True,
            returns=True,
        ),
        Mode(
            id="test",
            title="Test",
            description="No feedback until the end; every question comes once.",
            feedback_at_once=False,
            returns=False,
        ),
    )
}
DEFAULT_MODE = "practice"
