"""Processes that share a work: each tells its own, and none outlives whoever started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from quiz.workers import Failed, Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

PATIENCE = 20.0


def again(said: Callable[[int], object]) -> Generator[Any, Any, None]:
    """Tell what is told, and who tells it."""
    print("what somebody prints is not heard")
    told: Any = None
    while True:
        told = yield (os.getpid(), told)
        said(2)


def broken(_said: object) -> Generator[Any, Any, None]:
    """Break."""
    yield
    raise ValueError


def busy(_said: object) -> Generator[Any, Any, None]:
    """Never tell anything."""
    yield
    while True:
        time.sleep(PATIENCE)


def test_each_is_told_and_tells() -> None:
    long = "x" * 1_000_000
    with Workers(2, f"{__name__}:again") as some:
        some.tell([1, long])
        done: list[int] = []
        (first, one), (second, other) = some.hear(done.append)
        assert done == [2, 2]
        assert (one, other) == (1, long)
        some.tell([[(b"2",)], None])
        assert some.hear() == [(first, [(b"2",)]), (second, None)]
        assert len({first, second, os.getpid()}) == 3
    no_child_is_left()


def test_where_nobody_hears_how_far_it_is_the_work_ends() -> None:
    """It is no fault of a worker's, which would be taken for a reason to do the work alone."""

    def gone(_done: int) -> None:
        raise BrokenPipeError

    with Workers(1, f"{__name__}:again") as some:
        some.tell([1])
        with pytest.raises(BrokenPipeError):
            some.hear(gone)
    no_child_is_left()


def test_one_that_breaks_is_no_worker() -> None:
    with Workers(1, f"{__name__}:broken") as some:
        some.tell(["anything"])
        with pytest.raises(Failed):
            some.hear()
        with pytest.raises(Failed):
            some.tell(["x" * 1_000_000])
    no_child_is_left()


def test_where_no_process_can_be_had_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    real, left = subprocess.Popen, [1, 0]

    def scarce(*args: Any, **named: Any) -> Any:
        if not left.pop(0):
            raise BlockingIOError
        return real(*args, **named)

    monkeypatch.setattr(subprocess, "Popen", scarce)
    with pytest.raises(Failed):
        Workers(2, f"{__name__}:busy")
    no_child_is_left()


def test_they_end_with_whoever_started_them() -> None:
    """Killed as it may be, and however much they are at work."""
    code = (
        "import sys, time; from quiz.workers import Workers\n"
        f"some = Workers(2, '{__name__}:again'); some.tell([1, 2])\n"
        "print(*[pid for pid, _ in some.hear()], flush=True)\n"
        f"more = Workers(1, '{__name__}:busy'); more.tell([1]); more.hear()"
    )
    root = Path(__file__).parents[1]
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as one:
        assert one.stdout is not None
        pids = [int(pid) for pid in one.stdout.readline().split()]
        until = time.monotonic() + PATIENCE
        while len(children := children_of(one.pid)) < 3:
            assert time.monotonic() < until
        one.send_signal(signal.SIGKILL)
    assert set(pids) < set(children)
    while any(map(lives, children)):
        assert time.monotonic() < until, "somebody is left"


def test_without_an_interpreter_to_start_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(Failed):
        Workers(1, f"{__name__}:again")


def children_of(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text("ascii").split()]


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def no_child_is_left() -> None:
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
