"""What a student says is wrong with a question, as a note to the pack's author. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.model import Complaint
from quiz.play.begin import timestamp
from quiz.text import clean

if TYPE_CHECKING:
    from datetime import datetime

    from quiz.model import Sitting
    from quiz.play.session import Turn

LONGEST = 500
"""Characters of the student's words that are kept."""

Place = tuple[str, int]
"""A file of the pack and a line in it, from 1."""


def complaint(
    sitting: Sitting, turn: Turn, words: str, place: Place | None, *, now: datetime, new_id: str
) -> Complaint:
    """Return the note on an answered question; `place`: where its fact stands, if that is known."""
    file, line = place or ("", None)
    return Complaint(
        id=new_id,
        ts_utc=timestamp(now),
        user=sitting.user,
        pack=sitting.pack,
        pack_hash=sitting.pack_hash,
        file=file,
        line=line,
        item_id=turn.question.id,
        variant_id=turn.question.variant,
        prompt=turn.question.prompt,
        given=turn.verdict.given,
        words=clean(words).strip()[:LONGEST],
    )
