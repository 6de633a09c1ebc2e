"""A whole pack on all processors: byte for byte what one makes, and no process left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quiz import spread
from quiz.generate import make
from quiz.generate.coverage import cover
from tests.cli.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Outcome

MANY = 3


@pytest.mark.parametrize(
    "words",
    [
        ("questions", "inventions", "--all"),
        ("questions", "inventions", "--all", "--format", "text", "--level", "3"),
        ("questions", "inventions", "--all", "--form", "choice,order", "--topic", "Late"),
        ("questions", "inventions", "--all", "--form", "multi"),
        ("export", "inventions", "--all", "--to", "json"),
        ("coverage", "inventions"),
        ("coverage", "inventions", "--format", "json"),
    ],
)
def test_the_same_bytes_as_from_one_processor(
    quiz: Callable[..., Outcome], words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    seeded = (*words, "--seed", "1")
    alone = quiz(*seeded)
    begun: list[int] = []
    fork = os.fork

    def counted() -> int:
        begun.append(1)
        return fork()

    monkeypatch.setattr(os, "fork", counted)
    assert quiz(*seeded) == alone
    assert not begun  # a small pack is made sooner by one
    for module in (make, cover):
        monkeypatch.setattr(module, "LARGE", 1)
        monkeypatch.setattr(module, "PIECE", 2)
    monkeypatch.setattr(spread, "processors", lambda: MANY)
    assert quiz(*seeded) == alone
    assert len(begun) == MANY
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGKILL"])
def test_no_process_outlives_the_first(name: str) -> None:
    """Each waits at its pipe, or works on; the first is ended and says nothing that is not ours."""
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        pids = json.loads(first.stdout.readline())
        assert len({*pids}) == MANY
        os.kill(first.pid, getattr(signal, name))
        _, said = first.communicate(timeout=30)
    assert b"Traceback" not in said
    wanted = {"SIGTERM": 143, "SIGINT": 130, "SIGKILL": -9}
    assert first.returncode == wanted[name]
    deadline = time.monotonic() + 30
    while any(map(_is_there, pids)):
        assert time.monotonic() < deadline
        time.sleep(0.01)


ENDLESS = """
import json, os, sys
from itertools import count
from quiz import spread
from quiz.cli import questions
from quiz.cli.main import main
spread.processors = lambda: 3
def asked(*_):
    pieces = spread.spread(lambda at, step: ((n, os.getpid()) for n in count(at, step)))
    print(json.dumps([next(pieces)[1] for _ in range(3)]), flush=True)
    return (str(n) for n, _ in pieces if n < 3)
questions.asked = asked
sys.exit(main(["questions", "inventions", "--all", "--seed", "1"]))
"""


def _is_there(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"  # ended, and not waited for by whoever inherited it
