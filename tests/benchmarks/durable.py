"""One answer graded and durable on the disk, in turns with Anki's library answering a card.

Both have a thousand to ask, both keep their database in the same folder, and both sync it. Ours
grades and writes; theirs schedules and writes. What each looks up before anybody answers is not
counted: theirs the card, ours whether its fact was rated today; nor what is shown afterwards.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from quiz.generate import draw
from quiz.packs.library import load
from quiz.play.begin import DEFAULT_USER, new_sitting
from quiz.play.session import Session
from quiz.records.log import Log
from tests.benchmarks import peers
from tests.benchmarks.startup import PACK
from tests.benchmarks.table import Row
from tests.make import key

if TYPE_CHECKING:
    from collections.abc import Iterator

CARDS = 1_000


def rows(rounds: int) -> Iterator[Row]:
    """Measure; a round is one answer of each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "anki").mkdir()
        command = peers.script("anki_answer.py", str(folder / "anki"), str(CARDS))
        with (
            Log.open(folder / "log") as log,
            subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            ) as anki,
        ):
            assert anki.stdin is not None
            assert anki.stdout is not None
            _line(anki.stdout)  # its collection is made
            session = _session(log, rounds + 2)
            ours, theirs = [], []
            for number in range(rounds + 1):
                spent = _answer(session, log)
                anki.stdin.write("answer\n")
                anki.stdin.flush()
                other = float(_line(anki.stdout)) / 1000
                if number:
                    ours.append(spent)
                    theirs.append(other)
            anki.stdin.close()
    yield Row(
        work="one durable answer",
        ours=ours,
        unit="ms",
        against="Anki answering a card",
        theirs=theirs,
        aim=1.0,
    )


def _line(stream: IO[str]) -> str:
    """Return the next line that is a figure or "ready"; Anki writes others."""
    for line in stream:
        word = line.strip()
        if word == "ready" or word.replace(".", "", 1).isdecimal():
            return word
    raise AssertionError("Anki ended")


def _session(log: Log, count: int) -> Session:
    pack = load(PACK)
    sitting = new_sitting(
        pack,
        draw(pack, count=count, seed="1"),
        mode="practice",
        seed="1",
        settings={},
        user=DEFAULT_USER,
        now=_now,
        new_id=_new_id,
    )
    log.start(sitting)
    return Session(sitting, now=_now, new_id=_new_id)


def _answer(session: Session, log: Log) -> float:
    """Answer the question that is asked; return the milliseconds until it was durable."""
    question = session.current
    assert question is not None
    response = key(question)
    known = log.rated_today(DEFAULT_USER, question.facet, _now())
    began = time.perf_counter()
    turn = session.answer(response, latency_ms=4000, rated_today=known)
    assert turn.answer is not None
    assert log.record(turn.answer)
    return 1000 * (time.perf_counter() - began)


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    return str(uuid.uuid4())
