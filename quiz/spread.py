"""Long work on all processors, with what comes of it in its order.

Process k of n does the pieces k, k + n, k + 2n … and hands each on through a pipe of its own; they
are taken from the pipes in turn. Who is far ahead waits, for a pipe holds only so much; and who
writes to a pipe that nobody reads any more is ended, so that none is left behind however this
process ends. Whatever goes wrong in one of them is done again here, where it can be said.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
MOST = 8
"""Processes at most: who takes the pieces keeps no more of them busy."""
_ROOM = 1 << 20
"""Bytes that a pipe is asked to hold: some pieces, so that one that takes long stops nobody."""
_HEAD = 8
"""Bytes before a piece that tell how long it is; 0 stands behind the last."""


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(work: Callable[[int, int], Iterator[T]]) -> Iterator[T]:
    """Yield all pieces of `work` in their order, each made by one of several processes.

    `work` gets the number of its first piece and by how many it goes on from piece to piece; each
    has to be the same whoever makes it. With one processor, or no process to be had, or threads,
    which are lost in a new one, it is `work(0, 1)`.
    """
    helpers = _begun(work, min(processors(), MOST))
    if not helpers:
        yield from work(0, 1)
        return
    try:
        shares = [
            _share(helper, work, number, len(helpers)) for number, helper in enumerate(helpers)
        ]
        while True:
            for share in shares:
                try:
                    piece = next(share)
                except StopIteration:
                    return
                yield piece
    finally:
        for helper in helpers:
            helper.end()


def _share(
    helper: _Helper, work: Callable[[int, int], Iterator[T]], first: int, step: int
) -> Iterator[T]:
    """Yield the pieces of one process, and make those that it does not hand on."""
    done = 0
    while (told := helper.told()) is not None:
        if not told:
            return
        import pickle  # deferred: only long work needs it

        yield pickle.loads(told)  # noqa: S301  # from this very program
        done += 1
    yield from work(first + done * step, step)


class _Helper:
    """A process that makes pieces."""

    def __init__(self, pid: int, hear: int) -> None:
        self._pid = pid
        self._pieces = open(hear, "rb")  # noqa: SIM115  # until `end`

    def told(self) -> bytes | None:
        """Return the next piece as it was written; b"" behind the last, None where it broke off."""
        head = self._pieces.read(_HEAD)
        length = int.from_bytes(head, "big")
        piece = self._pieces.read(length)
        return piece if len(head) == _HEAD and len(piece) == length else None

    def leave(self) -> None:
        """Hear no more of it."""
        self._pieces.close()

    def end(self) -> None:
        """Send it away, whatever it is at."""
        self.leave()
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            self._pid = 0


def _begun(work: Callable[[int, int], Iterator[T]], many: int) -> list[_Helper]:
    """Start so many processes; return none where that cannot be, or not safely."""
    if many < 2 or not hasattr(os, "fork") or threading.active_count() > 1:
        return []
    helpers: list[_Helper] = []
    # no signal comes between a process and our knowing of it, nor into one that is half begun
    held = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    try:
        for number in range(many):
            hear, tell = os.pipe()
            try:
                pid = os.fork()
            except OSError:
                os.close(hear)
                os.close(tell)
                raise
            if not pid:
                for each in helpers:
                    each.leave()  # else nobody would notice that the first process is gone
                os.close(hear)
                _hand_on(work(number, many), tell, held)
            os.close(tell)
            helpers.append(_Helper(pid, hear))
    except OSError:  # too many processes, or files
        for each in helpers:
            each.end()
        return []
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
    return helpers


def _hand_on(pieces: Iterator[T], tell: int, held: set[int | signal.Signals]) -> NoReturn:
    """Write the pieces to a pipe, in a process that touches nothing else, and end."""
    status = 1
    try:
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        gc.freeze()  # what is there is shared with the first process until it is looked through
        _widen(tell)
        import pickle

        with open(tell, "wb") as pipe:
            for piece in pieces:
                told = pickle.dumps(piece, pickle.HIGHEST_PROTOCOL)
                pipe.write(len(told).to_bytes(_HEAD, "big"))
                pipe.write(told)
                pipe.flush()
            pipe.write(bytes(_HEAD))
        status = 0
    finally:
        os._exit(status)


def _widen(pipe: int) -> None:
    from fcntl import fcntl

    with suppress(ImportError, OSError):
        from fcntl import F_SETPIPE_SZ

        fcntl(pipe, F_SETPIPE_SZ, _ROOM)
