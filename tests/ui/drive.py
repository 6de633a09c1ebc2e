"""Plays a sitting on a real terminal: `python -m tests.ui.drive FOLDER [crash]`."""

from __future__ import annotations

import sys
from pathlib import Path

from quiz.records.log import Log
from quiz.ui import run
from tests.ui import samples


def main() -> int:
    folder = Path(sys.argv[1])
    if "crash" in sys.argv:
        from quiz.ui.screens.question import QuestionScreen

        def broken(self, response):
            answer = "November 1927"
            raise RuntimeError(answer)

        QuestionScreen._submit = broken
    questions = [samples.CHOICE, samples.TYPED, samples.MULTI]
    with Log.open(folder) as log:
        return run(log=log, sitting=samples.sitting(questions))


if __name__ == "__main__":
    sys.exit(main())
