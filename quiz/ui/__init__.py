"""The full-screen face of Footnote.

`run(log=…)` opens the home screen. `run(log=…, sitting=…, pack=…)` goes straight into a sitting
that the caller has made (`quiz play`); `pack` is where its local copies of sources are, and may be
left out, or `places` says where to read it from, by its id. The sitting is started in the log
here, and what the log already has of it is replayed, so that one that was interrupted goes on where
it stopped. The caller opens the log, and closes it afterwards. Returns the exit status: 0, or what
the program ended with (1 after an error of its own, 128 + n after signal n).
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from quiz.model import Sitting
    from quiz.packs.content import Pack
    from quiz.records.log import Log


def run(
    *,
    log: Log,
    sitting: Sitting | None = None,
    pack: Pack | None = None,
    places: Mapping[str, Path] | None = None,
    folders: Sequence[Path] = (),
    user: str | None = None,
    now: Callable[[], datetime] | None = None,
    new_id: Callable[[], str] | None = None,
) -> int:
    """Play until the student leaves; return the exit status.

    `folders`: more places to look for packs in. `user`: whose sittings these are (default: the
    one that the records use). `now` and `new_id`: the clock (aware, UTC) and the maker of ids.
    """
    load_textual()
    from quiz.ui.start import play  # deferred: 200 ms, and only this face needs Textual

    return play(
        log=log,
        sitting=sitting,
        pack=pack,
        places=places or {},
        folders=folders,
        user=user,
        now=now,
        new_id=new_id,
    )


def warm() -> None:
    """Load what a question is played with, before there is one."""
    load_textual()
    from quiz.ui import reporting, start  # noqa: F401
    from quiz.ui.screens import question  # noqa: F401
    from quiz.ui.widgets.forms import choice  # noqa: F401  # nearly every set has one

    if os.name != "nt":
        from quiz.ui import terminal  # noqa: F401  # not to be had on Windows


class _Later(ModuleType):
    """Stands for a module that is imported once it is used: all names in it are empty classes."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("_"):
            raise AttributeError(name)
        return type(name, (), {})


def load_textual() -> None:
    """Load Textual without the tools of its makers, and without what no first page needs.

    Whoever needs that later imports it as ever. It is `ssl`, as in a Python that has none, since
    no connection is ever made here (5 ms, 3 MB); and the list of commands, for which Textual loads
    its inputs, trees and selections (15 ms). Of these it takes the names alone: the list is ours,
    and `quiz.ui.palette` loads what it is made of.
    """
    from quiz.ui.surroundings import forget_tools

    forget_tools()
    _load_without("ssl", None, "asyncio")
    _load_without("textual.command", _Later("textual.command"), "textual.app")


def _load_without(missing: str, stand_in: ModuleType | None, name: str) -> None:
    if sys.modules.keys() & {missing, name}:
        return
    sys.modules[missing] = stand_in  # type: ignore[assignment]  # None makes an import of it fail
    try:
        import_module(name)
    finally:
        del sys.modules[missing]
