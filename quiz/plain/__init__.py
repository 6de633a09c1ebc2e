"""The complete sitting line by line: for pipes, for screen readers, for any terminal at all.

No cursor is moved and nothing is drawn: every line says what it means when it is read aloud.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from quiz.plain.paper import Paper
from quiz.plain.sitting import PlainSitting, offer_to_go_on

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TextIO

    from quiz.packs.content import Source
    from quiz.play.complaining import Place
    from quiz.play.session import Session
    from quiz.records.log import Log

__all__ = ["Paper", "offer_to_go_on", "play_plain"]


def play_plain(
    session: Session,
    log: Log,
    stdin: TextIO,
    stdout: TextIO,
    *,
    width: int = 0,
    clock: Callable[[], float] = time.monotonic,
    source_text: Callable[[str], str | None] | None = None,
    closing: Callable[[Session], Sequence[str]] = lambda _: (),
    place: Callable[[str], Place | None] | None = None,
    source: Callable[[str], Source | None] | None = None,
) -> int:
    """Play the session in lines; return the exit status.

    `width`: cells to break lines at, 0 for none. `clock`: seconds, to time answers.
    `source_text`: gives the local copy of a source by its id, to show passages from.
    `closing`: what a mode has of its own to say at the end. `place`: where a fact stands in the
    pack, by its key. `source`: a source by its id, for references in a style.
    """
    paper = Paper(stdin, stdout, width=width)
    return PlainSitting(
        session,
        log,
        paper,
        clock=clock,
        source_text=source_text,
        closing=closing,
        place=place,
        source=source,
    ).play()
