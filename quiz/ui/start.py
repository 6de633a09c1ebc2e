"""Starting the application with the clock, the ids and the folders of the real world."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from quiz import clock
from quiz.play.begin import DEFAULT_USER
from quiz.ui.app import FootnoteApp
from quiz.ui.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from quiz.model import Sitting
    from quiz.packs.content import Pack
    from quiz.records.log import Log


def play(
    *,
    log: Log,
    sitting: Sitting | None,
    pack: Pack | None,
    places: Mapping[str, Path],
    folders: Sequence[Path],
    user: str | None,
    now: Callable[[], datetime] | None,
    new_id: Callable[[], str] | None,
) -> int:
    """Run the application; see `quiz.ui.run`."""
    from quiz.paths import data_dir, settings_dir

    desk = Desk(
        log=log,
        user=user or DEFAULT_USER,
        now=now or clock.now,
        new_id=new_id or (lambda: str(uuid.uuid4())),
        folders=tuple(folders),
        notes=data_dir(),
        people=data_dir(),
        settings=settings_dir(),
    )
    app = FootnoteApp(desk, sitting=sitting, pack=pack, places=places)
    app.expect_signals()
    try:
        app.run()
    finally:
        app.signals_are_over()
    return app.return_code or 0
