"""A sitting in lines over hand-made questions: the program that is killed.

python -m tests.records.playing FOLDER [--naive]; `--naive` says what an answer was worth before it
is recorded, and records in batches, as a program must not.
"""

from __future__ import annotations

import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.plain import Paper, offer_to_go_on, play_plain
from quiz.play.begin import DEFAULT_USER
from quiz.play.session import Session
from quiz.records.log import Log
from tests.make import set_of, sitting

if TYPE_CHECKING:
    from quiz.model import Answer

QUESTIONS = 800


class NaiveLog(Log):
    """Says yes at once and writes later."""

    waiting: list[Answer]

    def record(self, answer: Answer) -> bool:
        self.waiting = [*getattr(self, "waiting", []), answer]
        if len(self.waiting) == 5:
            for each in self.waiting:
                super().record(each)
            self.waiting = []
        return True


def now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    return str(uuid.uuid4())


def main(folder: Path, kind: type[Log]) -> int:
    paper = Paper(sys.stdin, sys.stdout)
    with kind.open(folder) as log:
        played = log.unfinished(DEFAULT_USER)
        answered = tuple(log.answers(sitting=played.id, raw=True)) if played else ()
        if played is None or not offer_to_go_on(played, len(answered), paper):
            played = sitting(set_of(QUESTIONS), mode="practice")
        session = Session(played, now=now, new_id=new_id, answered=answered)
        return play_plain(session, log, sys.stdin, sys.stdout)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), NaiveLog if "--naive" in sys.argv else Log))
