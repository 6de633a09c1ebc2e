"""The preview of a pack that is being written: every save shows within a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path


def run(path: Path, *, now: Callable[[], datetime], sources: Sequence[Path] = ()) -> int:
    """Show the pack at `path` until the author leaves; return the exit status.

    `now`: the clock (aware, the author's own time zone). `sources`: more folders to look for local
    copies of sources in.
    """
    from quiz.ui.surroundings import forget_tools

    forget_tools()
    from quiz.paths import data_dir, settings_dir
    from quiz.ui.desk import Room
    from quiz.ui.preview.app import PreviewApp  # deferred: brings Textual and pydantic along

    room = Room(now=now, notes=data_dir(), settings=settings_dir())
    app = PreviewApp(room, path, sources=sources)
    app.expect_signals()
    try:
        app.run()
    finally:
        app.signals_are_over()
    return app.return_code or 0
