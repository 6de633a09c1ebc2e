"""kill -9 in every mode, on the full screen and in lines: python -m tests.e2e.killing [KILLS].

500 kills, two fifths of them on screen, unless it says so. After each one: every answer whose
verdict was shown is in the log, none is there twice, SQLite finds the log in order, and the next
start offers to go on after it.
"""

from __future__ import annotations

import os
import random
import re
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from quiz.model import Response
from quiz.packs.library import load
from quiz.play.begin import DEFAULT_USER
from quiz.play.modes import MODES, mode_of
from quiz.play.prepare import Wished, prepare
from quiz.play.session import Session
from quiz.records.log import Log
from tests.e2e.playing import ANSWERED, OPEN, keys, response, session
from tests.e2e.terminal import Terminal

ROOT = Path(__file__).parents[2]
PACK = "trotsky-and-stalin"
QUIZ = str(Path(sys.executable).with_name("quiz"))
SCREEN_S, LINES_S = 0.06, 0.02
"""The longest between the last key, or the first verdict, and the kill."""
VERDICT = re.compile(rb"Here is the answer|Noted\.|Nobody takes the point")


def environment(home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "QUIZ_HOME": str(home),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    }


def prepared(home: Path) -> Path:
    """Return a home in which a set was missed three days ago: there is something to go back to."""
    then = datetime.now(UTC) - timedelta(days=3)
    ids = count()
    sitting = prepare(
        load(PACK),
        mode_of("practice"),
        Wished(count=60, seed="1", forms=(), topics=(), level=2),
        user=DEFAULT_USER,
        now=lambda: then,
        new_id=lambda: f"before-{next(ids)}",
    )
    played = Session(sitting, now=lambda: then, new_id=lambda: f"before-{next(ids)}")
    with Log.open(home / "data", now=lambda: then) as log:
        log.start(sitting)
        for _ in range(40):
            assert played.current is not None
            turn = played.answer(Response(unknown=True), latency_ms=5)
            if turn.answer is not None:
                log.record(turn.answer)
        log.finish(sitting.id, "2026-01-01T00:00:00.000Z", "left")
    return home


def arguments(mode: str) -> list[str]:
    chosen = ["play", PACK, "--mode", mode, "--seed", "7"]
    forms = [] if mode in ("timeline", "daily") else ["--form", "choice"]
    return [*chosen, *forms, *([] if mode == "daily" else ["--count", "60"])]


class Life:
    """One home, in which one sitting of a mode is killed again and again until it is over."""

    def __init__(self, mode: str, home: Path, before: Path) -> None:
        self.mode, self.home = mode, home
        shutil.copytree(before, home)
        self.given = 0
        """Answers that the sitting has by now."""
        self.over = False

    def rows(self) -> list[tuple[str, int, int]]:
        with closing(sqlite3.connect(self.home / "data" / "answers.db")) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            found: list[tuple[str, int, int]] = db.execute(
                "SELECT sitting, position, attempt FROM answer WHERE sitting NOT LIKE 'before%'"
                " ORDER BY seq"
            ).fetchall()
        return found

    def check(self, acknowledged: int, what: str) -> None:
        """Look for what was acknowledged, and whether it can be gone on with."""
        rows = self.rows()
        each = 2 if self.mode == "duel" else 1  # both hands of it gave up
        assert len({sitting for sitting, _, _ in rows}) <= 1, (what, rows)
        assert self.given + acknowledged <= len(rows), (what, self.given, acknowledged, rows)
        assert len(rows) <= self.given + each * (acknowledged + 1), (what, rows)
        if self.mode != "duel":
            assert [position for _, position, _ in rows] == list(range(len(rows))), (what, rows)
        self.given = len(rows)
        with Log.open(self.home / "data", read_only=True) as log:
            assert log.damaged == 0
            left = log.unfinished(DEFAULT_USER)
        # One that was killed before its first answer was begun again, and is not offered.
        played = left is not None and (not rows or left.id == rows[-1][0])
        self.over = not played or (self.mode != "duel" and session(self.home).finished)

    # On the full screen

    def on_screen(self, rng: random.Random) -> int:
        """Play, be killed soon after a key; return how many answers were acknowledged."""
        again = self.given > 0
        command = [QUIZ] if again else [QUIZ, *arguments(self.mode)]
        with Terminal(command, env=environment(self.home), cwd=ROOT) as terminal:
            if again:
                terminal.see("Go on where you stopped")
                terminal.press("enter")
            acknowledged = 0
            for _ in range(rng.randrange(3)):
                if not self._give(terminal):
                    return acknowledged
                self._acknowledged(terminal)
                acknowledged += 1
                if self.mode != "exam":
                    terminal.press("space")
            if not self._give(terminal):
                return acknowledged
            asked = terminal.head
            select.select([], [], [], rng.uniform(0, SCREEN_S))  # the moment is random here
            terminal.signal(signal.SIGKILL)
            terminal.ended()
            shown = self._says_verdict(terminal)
            if self.mode == "exam":
                shown = number(terminal.head) > number(asked) > 0
            return acknowledged + shown

    def _give(self, terminal: Terminal) -> bool:
        """Press the key of an answer; return whether there was a question."""
        ready = "nobody knows" if self.mode == "duel" else OPEN
        ends = ("points", "misses: the line", "Time is up", " right of ", "wins, ")
        # By its last line: the page of a verdict still shows how one could have given up.
        terminal.wait(
            lambda: ready in terminal.foot or any(end in terminal.flat for end in ends),
            "a question, or the end",
        )
        if ready not in terminal.foot:
            return False
        self._asked = number(terminal.head)
        if self.mode == "timeline":  # three misses would end it
            question = session(self.home).current
            assert question is not None
            terminal.press(*keys(question, response(question, right=True)))
        else:
            typed = "tab I don" in terminal.flat  # a figure would be part of what is typed
            given_up = ("x",) if self.mode == "duel" else ("tab", "enter") if typed else ("0",)
            terminal.press(*given_up)
        return True

    def _acknowledged(self, terminal: Terminal) -> None:
        if self.mode == "exam":
            terminal.wait(
                lambda: number(terminal.head) > self._asked or "points" in terminal.flat, "the next"
            )
        else:
            terminal.wait(lambda: ANSWERED in terminal.foot, "a verdict, painted to its last line")

    def _says_verdict(self, terminal: Terminal) -> bool:
        told = ("Here is the answer", "Right", "Not this time", "Nobody takes the point")
        return ANSWERED in terminal.foot or any(f"{each}" in terminal.flat for each in told[:1])

    # In lines

    def in_lines(self, rng: random.Random) -> int:
        """Play, be killed soon after the first verdict; return how many were acknowledged."""
        lines = 2 if self.mode == "timeline" else 6
        typed = (b"y\n" if self.given else b"") + b"?\n" * lines
        with subprocess.Popen(
            [QUIZ, *arguments(self.mode), "--plain"],
            cwd=ROOT,
            env=environment(self.home),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as child:
            assert child.stdin
            assert child.stdout
            assert child.stderr
            said = b""
            begun = threading.Event()
            once = re.compile(b"Question" if rng.random() < 0.4 else VERDICT.pattern)

            def listen() -> None:
                nonlocal said
                assert child.stdout
                while chunk := child.stdout.read1():
                    said += chunk
                    if once.search(said):
                        begun.set()
                begun.set()

            listener = threading.Thread(target=listen)
            listener.start()
            with suppress(BrokenPipeError):
                child.stdin.write(typed)
                child.stdin.flush()
            begun.wait(60)
            select.select([], [], [], rng.uniform(0, LINES_S))  # the moment is random here
            child.kill()
            listener.join()
            errors = child.stderr.read()
            with suppress(BrokenPipeError):
                child.stdin.close()
        assert b"Traceback" not in errors, errors
        assert b"NOT SAVED" not in said
        if self.given:
            assert b"You stopped in" in said, (said, errors)
        return len(VERDICT.findall(said))


def number(head: str) -> int:
    """Return which question the first line says it is; 0 where it says none."""
    found = re.search(r"(\d+) of \d+", head)
    return int(found[1]) if found else 0


def run(
    kills: int, folder: Path, *, on_screen: bool, modes: tuple[str, ...], seed: int = 7
) -> Counter[str]:
    """Kill so many times, the modes in turn; return how many answers were acknowledged in each."""
    rng = random.Random(seed)
    before = prepared(folder / "before")
    lives: dict[str, Life] = {}
    told: Counter[str] = Counter()
    for kill in range(kills):
        mode = modes[kill % len(modes)]
        life = lives.get(mode)
        if life is None or life.over or life.given > 50:
            life = lives[mode] = Life(mode, folder / f"{mode}-{kill}", before)
        acknowledged = life.on_screen(rng) if on_screen else life.in_lines(rng)
        life.check(acknowledged, f"{mode}, kill {kill}, {'screen' if on_screen else 'lines'}")
        told[mode] += acknowledged
    return told


def main(kills: int = 500) -> int:
    screen = kills * 2 // 5
    for number_of, on_screen in ((kills - screen, False), (screen, True)):
        with tempfile.TemporaryDirectory() as folder:
            told = run(number_of, Path(folder), on_screen=on_screen, modes=tuple(MODES))
        where = "on screen" if on_screen else "in lines"
        print(f"{number_of} kills {where}: {sum(told.values())} answers acknowledged, 0 lost")
        print("   ", ", ".join(f"{mode} {answers}" for mode, answers in told.items()), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
