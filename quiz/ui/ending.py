"""Signals that end a program: it is asked to leave in order, and made to where it cannot.

Where a terminal takes nothing any more (a line that hangs, ctrl+s, a window that is frozen) a write
waits for good, and with it the loop that would hear of a signal.
"""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

PATIENCE = 4.0
"""Seconds that an end in order may take."""
_NAMES = ("SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGXCPU", "SIGUSR1", "SIGUSR2")
"""All whose coming ends a program, and that it can do something about."""


class Ending:
    """Handles the signals of one run."""

    def __init__(self, leave: Callable[[int], None], force: Callable[[], bool]) -> None:
        """`leave` asks the app to end with a status, in its loop.

        `force` gives the terminal back without waiting for anything; it returns False where the
        terminal is somebody else's for the time.
        """
        self._leave = leave
        self._force = force
        self.status = 0
        """128 and the number of the first signal that came, 0 while there was none."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._before: dict[int, object] = {}

    def expect(self) -> None:
        """Handle signals from now on, also those that come before there is a loop."""
        for name in _NAMES:
            number = getattr(signal, name, None)
            # One that is ignored (nohup) stays so.
            if number is None or signal.getsignal(number) is signal.SIG_IGN:
                continue
            with suppress(ValueError, OSError):
                self._before[number] = signal.signal(number, self._take)
        if self._before and hasattr(signal, "SIGALRM"):
            self._before[signal.SIGALRM] = signal.signal(signal.SIGALRM, self._end)

    def listen(self) -> None:
        """Go by the loop that runs now."""
        self._loop = asyncio.get_running_loop()
        if self.status:
            self._ask()

    def over(self) -> None:
        """Handle no more of them."""
        self._loop = None
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in self._before.items():
            if handler is not None:
                signal.signal(number, handler)  # type: ignore[arg-type]  # what it was before
        self._before.clear()

    def _take(self, number: int, _frame: FrameType | None) -> None:
        # In the middle of anything, a write to the terminal too: nothing here takes a lock.
        if not self.status:
            self.status = 128 + number
            if hasattr(signal, "setitimer"):
                signal.setitimer(signal.ITIMER_REAL, PATIENCE, PATIENCE)
        self._ask()

    def _ask(self) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # it is closed: we are on the way out
                self._loop.call_soon_threadsafe(self._leave, self.status)

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        if self.status and self._force():
            os._exit(self.status)
