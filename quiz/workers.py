"""Work that several processes of this program share in turns, told anew what the others found.

Each is started anew and not forked, so that it may be had beside threads; it is told and tells by
pipes. It ends as soon as nobody is there to tell it anything, however whoever started it ended.
"""

from __future__ import annotations

import marshal
import os
import selectors
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    Work = Generator[Any, Any, None]

_LENGTH = 8
_BEGIN = (
    "import sys, marshal; sys.path[:] = marshal.loads(bytes.fromhex(sys.argv[1])); "
    "from quiz.workers import serve; serve(sys.argv[2])"
)


class Failed(Exception):
    """A worker ended, or was never there: whoever asked does the work alone."""


class Workers:
    """Processes that each do a part. What they are told and tell is what marshal takes."""

    def __init__(self, number: int, work: str) -> None:
        """Start so many; `work`: module:function, a generator that is sent what it is told and
        yields what it tells. It gets what it may call to say how many things more it has done.
        Raises Failed.
        """
        self._all: list[subprocess.Popen[bytes]] = []
        if os.name != "posix" or not sys.executable or hasattr(sys, "frozen"):
            raise Failed
        command = [sys.executable, "-c", _BEGIN, marshal.dumps(sys.path).hex(), work]
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        try:
            for _ in range(number):
                one = subprocess.Popen(command, bufsize=0, stdin=pipe, stdout=pipe, stderr=nowhere)
                self._all.append(one)
        except (OSError, ValueError) as error:
            self.end()
            raise Failed from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def __len__(self) -> int:
        return len(self._all)

    def tell(self, told: Sequence[Any]) -> None:
        """Tell each worker something. Raises Failed."""
        try:
            for one, said in zip(self._all, told, strict=True):
                _write(one.stdin, said)
        except (OSError, ValueError) as error:
            raise Failed from error

    def hear(self, said: Callable[[int], object] = abs) -> list[Any]:
        """Wait for what each tells, and return it in their order. Raises Failed.

        `said`: hears meanwhile how many things more were done by any of them.
        """
        heard: list[Any] = [None] * len(self._all)
        with selectors.DefaultSelector() as waiting:
            for at, one in enumerate(self._all):
                waiting.register(one.stdout or -1, selectors.EVENT_READ, (at, one.stdout))
            while waiting.get_map():
                for key, _ in waiting.select():
                    at, pipe = key.data
                    try:
                        done, told = _read(pipe)
                    except (OSError, ValueError, EOFError, TypeError) as error:
                        raise Failed from error
                    if done:
                        said(done)  # whose own troubles are no worker's
                    else:
                        heard[at] = told
                        waiting.unregister(pipe)
        return heard

    def end(self) -> None:
        """Send all away, whatever they are at."""
        for one in self._all:
            one.kill()
        for one in self._all:
            for pipe in filter(None, (one.stdin, one.stdout)):
                with suppress(OSError):  # what was still to be told to it
                    pipe.close()
            one.wait()
        self._all = []


def serve(work: str) -> None:
    """Work, in a process of `Workers`, until nobody tells anything more."""
    try:
        told: SimpleQueue[Any] = SimpleQueue()
        module, _, name = work.partition(":")
        tells = os.fdopen(os.dup(1), "wb", buffering=0)
        os.dup2(2, 1)  # whatever else would print
        Thread(target=_listen, args=(os.fdopen(os.dup(0), "rb", buffering=0), told.put)).start()
        working: Work = getattr(import_module(module), name)(
            lambda done: _write(tells, (done, None))
        )
        next(working)
        while True:
            _write(tells, (0, working.send(told.get())))
    finally:
        os._exit(1)  # or what listens would hold the process


def _listen(pipe: Any, put: Callable[[Any], None]) -> None:
    """Take in what is told; end the process when that is over, though it be at work."""
    try:
        while True:
            put(_read(pipe))
    finally:
        os._exit(0)


def _write(pipe: Any, said: Any) -> None:
    raw = marshal.dumps(said)
    left = memoryview(len(raw).to_bytes(_LENGTH, "little") + raw)
    while left:
        left = left[pipe.write(left) :]


def _read(pipe: Any) -> Any:
    """Return what was said next. Raises EOFError where nobody is left to say it."""
    length = int.from_bytes(_exactly(pipe, _LENGTH), "little")
    return marshal.loads(_exactly(pipe, length))  # noqa: S302  # from this very program


def _exactly(pipe: Any, length: int) -> bytearray:
    """Return the next so many bytes, and read no further: `select` does not tell of those."""
    raw = bytearray(length)
    left = memoryview(raw)
    while left:
        count = pipe.readinto(left)
        if not count:
            raise EOFError
        left = left[count:]
    return raw
