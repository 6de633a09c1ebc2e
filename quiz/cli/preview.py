"""`quiz preview`: the questions of a pack while it is being written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

NO_TERMINAL = 2


def run(args: argparse.Namespace) -> int:
    """Show the preview; return the exit status. Raises PackNotFound."""
    from quiz.cli.play import can_draw
    from quiz.clock import now

    if not can_draw():
        print(
            "`quiz preview` needs a terminal to draw on. `quiz check` and `quiz questions` do not.",
            file=sys.stderr,
        )
        return NO_TERMINAL
    from quiz.packs.library import locate, source_folders
    from quiz.ui.preview import run as run_preview

    return run_preview(locate(args.pack), now=now, sources=source_folders())
