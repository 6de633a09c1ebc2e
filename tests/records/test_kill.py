"""kill -9 at random moments of a sitting: every acknowledged answer is in the log.

The naive program of the control must lose answers, so that the test is known to see.
"""

from __future__ import annotations

import contextlib
import random
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from quiz.records.log import Log
from tests.shipped import FULL

ROOT = Path(__file__).parents[2]
VERDICT = re.compile(rb"(?:Right|Not this time)\. \d+ points\.")
KILLS = 50 if FULL else 24
LINES = 15
"""Answers that one run is given: 50 runs do not come to the end of the set."""
WITHIN_S = 0.02
"""The longest that a sitting goes on before it is killed."""


def killed_sitting(
    folder: Path, seconds: float, *flags: str, once: bytes = b"Question"
) -> tuple[int, bytes]:
    """Play until the kill; return how many answers were acknowledged, and all that was said.

    The time until the kill counts from when `once` is said.
    """
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.records.playing", str(folder), *flags],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdin
    assert child.stdout
    assert child.stderr
    said = b""
    playing = threading.Event()

    def listen() -> None:
        nonlocal said
        assert child.stdout
        while chunk := child.stdout.read1():
            said += chunk
            if once in said:
                playing.set()

    listener = threading.Thread(target=listen)
    listener.start()
    # all right, so that no question comes back; the first line goes on with what was left
    child.stdin.write(b"y\n" if any(folder.glob("answers.db")) else b"")
    child.stdin.write(b"1\n" * LINES)
    child.stdin.flush()
    started = playing.wait(20)
    time.sleep(seconds)  # the moment is what is random here
    child.kill()
    listener.join()
    errors = child.stderr.read()
    for pipe in (child.stdin, child.stdout, child.stderr):
        with contextlib.suppress(BrokenPipeError):
            pipe.close()
    child.wait()
    assert started, errors
    assert errors == b""
    return len(VERDICT.findall(said)), said


def test_a_kill_loses_no_acknowledged_answer_and_the_sitting_goes_on(tmp_path: Path) -> None:
    rng = random.Random(7)
    before = 0
    kills_that_cut = 0
    for kill in range(KILLS):
        # every second one has a verdict, however slow the machine is
        once = b" points." if kill % 2 else b"Question"
        acknowledged, said = killed_sitting(tmp_path, rng.uniform(0, WITHIN_S), once=once)
        if before:
            assert b"You stopped in The Pack after %d answer" % before in said
            assert b"Question %d of 800" % (before + 1) in said
        with Log.open(tmp_path) as log:
            assert log.notice == ""
            found = [answer.position for answer in log.answers()]
            assert len(list(log.sittings())) == 1
        assert found == list(range(len(found)))
        assert before + acknowledged <= len(found) <= before + acknowledged + 1, kill
        kills_that_cut += acknowledged > 0
        before = len(found)
    assert kills_that_cut >= KILLS / 2


@pytest.mark.parametrize("seed", [1])
def test_the_control_that_acknowledges_before_it_records_loses_answers(
    tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    lost = 0
    for kill in range(10):
        folder = tmp_path / str(kill)
        acknowledged, _ = killed_sitting(folder, rng.uniform(0, WITHIN_S), "--naive")
        with Log.open(folder) as log:
            lost += max(0, acknowledged - len(list(log.answers())))
    assert lost > 0


def test_the_lock_of_a_killed_program_is_free(tmp_path: Path) -> None:
    killed_sitting(tmp_path, 0.01)
    Log.open(tmp_path).close()
