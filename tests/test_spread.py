"""Work on several processors: the same as on one, whatever becomes of the other processes."""

from __future__ import annotations

import os
import resource
import signal
import threading
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quiz import spread as module
from quiz.spread import spread

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = os.getpid()
PIECES = 24
MANY = 3


@pytest.fixture(autouse=True)
def several_processors(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(module, "processors", lambda: MANY)
    before = open_files()
    yield
    with pytest.raises(ChildProcessError):  # no process is left, not even one that has ended
        os.waitpid(-1, os.WNOHANG)
    assert open_files() == before


def open_files() -> int:
    folder = Path("/proc/self/fd")
    return len([*folder.iterdir()]) if folder.exists() else 0


def work(first: int, step: int) -> Iterator[tuple[int, str, int]]:
    """Make pieces of any size, some wider than a pipe."""
    for number in range(first, PIECES, step):
        yield number, "x" * (number % 4 * 200_000), os.getpid()


def without_makers(pieces: Iterator[tuple[int, str, int]]) -> list[tuple[int, str]]:
    return [(number, text) for number, text, _ in pieces]


ALONE = without_makers(work(0, 1))


def test_the_pieces_come_in_their_order_each_from_its_process() -> None:
    found = list(spread(work))
    assert without_makers(iter(found)) == ALONE
    makers = [pid for _, _, pid in found]
    assert len({*makers}) == MANY
    assert HERE not in makers
    assert all(pid == makers[number % MANY] for number, pid in enumerate(makers))


@pytest.mark.parametrize("pieces", range(5))
def test_few_pieces_or_none(pieces: int) -> None:
    assert [*spread(lambda first, step: iter(range(first, pieces, step)))] == [*range(pieces)]


@pytest.mark.parametrize("lost", [0, 7, PIECES - 1])
@pytest.mark.parametrize("how", ["exit", "kill", "raise"])
def test_what_another_process_does_not_hand_on_is_made_here(lost: int, how: str) -> None:
    def breaking(first: int, step: int) -> Iterator[tuple[int, str, int]]:
        for piece in work(first, step):
            if piece[0] == lost and os.getpid() != HERE:
                if how == "exit":
                    os._exit(0)
                if how == "kill":
                    os.kill(os.getpid(), signal.SIGKILL)
                raise KeyboardInterrupt
            yield piece

    found = list(spread(breaking))
    assert without_makers(iter(found)) == ALONE
    assert [n for n, _, pid in found if pid == HERE] == [*range(lost, PIECES, MANY)]


def test_what_cannot_be_made_anywhere_is_said_here() -> None:
    def failing(first: int, step: int) -> Iterator[int]:
        for number in range(first, PIECES, step):
            yield 1 // (5 - number)

    pieces = spread(failing)
    assert [*islice(pieces, 5)] == [0, 0, 0, 0, 1]
    with pytest.raises(ZeroDivisionError):
        next(pieces)


def test_who_looks_at_the_first_only_leaves_no_process_behind() -> None:
    pieces = spread(lambda first, step: iter(range(first, 10**12, step)))
    assert [*islice(pieces, 5)] == [0, 1, 2, 3, 4]
    pieces.close()  # type: ignore[attr-defined]


def test_with_one_processor_no_process_or_threads_it_is_made_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def makers() -> set[int]:
        return {pid for _, _, pid in spread(work)}

    forks: list[int] = []
    fork = os.fork

    def second_fails() -> int:
        if len(forks) == 1:
            raise BlockingIOError
        forks.append(0)
        return fork()

    with monkeypatch.context() as now:
        now.setattr(module, "processors", lambda: 1)
        assert makers() == {HERE}
    with monkeypatch.context() as now:
        now.delattr(os, "fork")
        assert makers() == {HERE}
    with monkeypatch.context() as now:
        now.setattr(os, "fork", second_fails)
        assert makers() == {HERE}
        assert forks == [0]
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    assert makers() == {HERE}
    done.set()
    thread.join()
    assert HERE not in makers()


def test_no_file_to_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (open_files() + 3, hard))
    try:
        assert without_makers(spread(work)) == ALONE
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
