"""`quiz` alone: the home screen, or where nothing can be drawn, a choice of packs in lines."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from quiz.cli.wanted import Wanted

if TYPE_CHECKING:
    import argparse


def run(_args: argparse.Namespace | None) -> int:
    """Open the home screen; return the exit status. Raises QuizError."""
    from quiz.cli import play

    if not play.can_draw():
        return play.run(Wanted(plain=True))
    gc.disable()  # until the first page is painted: what is loaded for it stays, and looking
    # through it again and again takes a tenth of the time
    from quiz.paths import data_dir
    from quiz.records.log import Log
    from quiz.records.students import whose
    from quiz.ui import run as run_screens

    with Log.open_anyway(data_dir()) as log:
        play.say_notice(log)
        status = run_screens(log=log, user=whose(data_dir(), log).id)
    return play.say_lost(log, status)
