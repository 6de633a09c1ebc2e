"""Every screen ended, stopped and shaken at moments that nobody chose.

`python -m tests.e2e.storm [ROUNDS] [SEED]` goes through every screen so many times for each way to
end, prints a line a screen, and fails where a terminal is not left as it was found, a status is
wrong, a log is not whole, or a program does not end.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.e2e.streams import left_behind
from tests.e2e.terminal import Terminal
from tests.ui import rivers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PACK = "trotsky-and-stalin"
SECONDS = 30.0
"""In which a program has to end, however busy the machine."""
KEYS = (
    *"0123456789abcnsukjhltmoprw?",
    " ",
    "\r",
    "\t",
    "\x1b[A",
    "\x1b[B",
    "\x1b[6~",
    "\x7f",
    "\x1b",
)


class Screen(NamedTuple):
    """How a screen is reached."""

    command: tuple[str, ...]
    keys: tuple[str, ...] = ()
    """Typed one after the other, each once what stands for it in `sees` is seen."""
    sees: tuple[str, ...] = ("facts",)
    """What is seen before each key, and at last where it has come to."""


def _form(form: str) -> Screen:
    return Screen(
        ("play", PACK, "--count", "3", "--seed", "7", "--form", form), (), ("don’t know",)
    )


def _mode(mode: str, sees: str = "don’t know") -> Screen:
    return Screen(("play", PACK, "--count", "3", "--seed", "7", "--mode", mode), (), (sees,))


def _after(*keys: str, sees: tuple[str, ...]) -> Screen:
    first = ("play", PACK, "--count", "1", "--seed", "7", "--form", "choice")
    return Screen(first, ("0", *keys), ("don’t know", "Here is the answer", *sees))


SCREENS: dict[str, Screen] = {
    "home": Screen(()),
    "modes": Screen((), ("m",), ("leave", "choose at once")),
    "topics": Screen((), ("t",), ("leave", "All")),
    "students": Screen((), ("u",), ("leave", "back")),
    "options": Screen((), ("o",), ("leave", "done")),
    "progress": Screen((), ("p",), ("leave", "back")),
    "keys": Screen((), ("?",), ("leave", "Answering")),
    "palette": Screen((), ("\x10",), ("leave", "Leave Footnote")),
    "themes": Screen((), ("\x10", "theme\r"), ("leave", "Leave Footnote", "Search for themes")),
    **{
        form: _form(form)
        for form in ("choice", "multi", "true-false", "typed", "number", "cloze", "order", "match",
                     "odd-one-out", "timeline", "sources")
    },
    "answered": _after(sees=()),
    "sources of an answer": _after("s", sees=("back",)),
    "a report": _after("r", sees=("esc",)),
    "results": Screen(
        ("play", PACK, "--count", "1", "--mode", "exam"), ("0",), ("don’t know", "of 100 points")
    ),
    "exam": _mode("exam"),
    "sprint": _mode("sprint"),
    "a timeline": _mode("timeline"),
    "daily": _mode("daily"),
    "duel": _mode("duel", "pause"),
    "preview": Screen(("preview", "rivers.toml"), (), ("Danube",)),
    "plain": Screen(("play", PACK, "--plain", "--count", "3"), (), ("Question 1 of 3",)),
    "plain duel": Screen(("play", PACK, "--plain", "--mode", "duel"), (), ("Question 1",)),
}  # fmt: skip


def _signal(number: signal.Signals) -> Callable[[Terminal, random.Random], set[int]]:
    def end(terminal: Terminal, _rng: random.Random) -> set[int]:
        terminal.signal(number)
        return {128 + number, -number}

    return end


def _vanish(terminal: Terminal, _rng: random.Random) -> set[int]:
    terminal.close()
    terminal.let_go()
    return {128 + signal.SIGHUP, -signal.SIGHUP, 0}


def _stop(terminal: Terminal, rng: random.Random) -> set[int]:
    for _ in range(3):
        # Lines are only stopped by the system, which leaves out whom no shell looks after.
        plain = b"\x1b" not in terminal.raw
        terminal.signal(signal.SIGSTOP if plain else signal.SIGTSTP)
        terminal.stopped()
        terminal.signal(signal.SIGCONT)
        if rng.random() < 0.5:
            shake(terminal, rng)
    return leave(terminal)


def _resize(terminal: Terminal, rng: random.Random) -> set[int]:
    for _ in range(100):
        terminal.resize(rng.randrange(1, 201), rng.randrange(1, 61))
        terminal.signal(signal.SIGWINCH)
    return leave(terminal)


def _noise(terminal: Terminal, rng: random.Random) -> set[int]:
    # Keys to leave by, and ctrl+s, which stops what is written where a terminal reads lines.
    harmful = b"\x03\x10\x11\x13\x1a\x1c\x04"
    for _ in range(20):
        noise = bytes(rng.randrange(256) for _ in range(rng.randrange(40)))
        terminal.send(bytes(code for code in noise if code not in harmful) + b"\x1b[201~")
    terminal.send(rng.choice([b"\x1b[I\x1b[O", b"\x1b[<35;3;4M" * 50, b"\x1b[200~" + b"1" * 9000]))
    terminal.send(b"\x1b[201~\x1b[9999999u")
    return leave(terminal)


def _pipe(terminal: Terminal, _rng: random.Random) -> set[int]:
    terminal.signal(signal.SIGPIPE)
    return leave(terminal)


def leave(terminal: Terminal) -> set[int]:
    """Leave by the key for it; twice, since the first may copy what noise has selected."""
    terminal.press("ctrl+c", "ctrl+c")
    return {0, 130}


ENDS: dict[str, Callable[[Terminal, random.Random], set[int]]] = {
    "SIGTERM": _signal(signal.SIGTERM),
    "SIGHUP": _signal(signal.SIGHUP),
    "SIGINT": _signal(signal.SIGINT),
    "SIGQUIT": _signal(signal.SIGQUIT),
    "SIGPIPE": _pipe,
    "stopped": _stop,
    "resized": _resize,
    "noise": _noise,
    "closed": _vanish,
}


def shake(terminal: Terminal, rng: random.Random) -> None:
    """Type keys, and read what comes of them for a moment of no certain length."""
    terminal.press(*rng.choices(KEYS, k=rng.randrange(6)))
    until = time.monotonic() + rng.random() * rng.choice([0.002, 0.02, 0.2])
    while (left := until - time.monotonic()) > 0:
        terminal.read_on(left)


def environment(home: Path) -> dict[str, str]:
    (home / "rivers.toml").write_text(rivers.text(), encoding="utf-8")
    own = {"HOME": str(home), "QUIZ_HOME": str(home), "TERM": "xterm-256color"}
    # An editor that ends at once: what another one writes is none of our business.
    rest = {"LANG": "C.UTF-8", "COLORTERM": "truecolor", "EDITOR": "true"}
    return {"PATH": os.environ["PATH"], **own, **rest}


def faults(name: str, way: str, seed: int, home: Path) -> Iterator[str]:
    """Play it once; yield what is wrong afterwards."""
    try:
        yield from _faults(SCREENS[name], way, random.Random(f"{name} {way} {seed}"), home)
    except AssertionError as error:
        yield str(error)


def _faults(screen: Screen, way: str, rng: random.Random, home: Path) -> Iterator[str]:
    quiz = str(Path(sys.executable).with_name("quiz"))
    with Terminal([quiz, *screen.command], env=environment(home), cwd=home) as terminal:
        for key, seen in zip((*screen.keys, ""), screen.sees, strict=True):
            terminal.see(seen)
            terminal.press(key)
        if way != "stopped":  # from the keys themselves
            shake(terminal, rng)
        if not terminal.running:
            return  # a key was the one to leave by
        allowed = ENDS[way](terminal, rng)
        status = terminal.ended(SECONDS)
        if status not in allowed:
            yield f"ends with {status}"
        if way != "closed":
            if terminal.settings() != terminal.found:
                yield "the terminal's settings are others"
            yield from left_behind(terminal.raw)
        if b"Traceback" in terminal.raw:
            yield terminal.text
    if list(home.rglob("crash.txt")):
        yield "it crashed: " + next(home.rglob("crash.txt")).read_text("utf-8")
    for log in home.rglob("answers.db"):
        with closing(sqlite3.connect(log)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                yield "the log is not whole"


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    wanted = sys.argv[3:]
    runs = bad = 0
    for name in wanted or SCREENS:
        found = []
        for way in ENDS:
            for number in range(rounds):
                with tempfile.TemporaryDirectory() as folder:
                    found += [
                        f"  {way} {seed + number}: {fault}"
                        for fault in faults(name, way, seed + number, Path(folder))
                    ]
                runs += 1
        print(f"{name}: {len(ENDS) * rounds} times, {len(found)} faults", flush=True)
        print("\n".join(found), end="\n" if found else "", flush=True)
        bad += len(found)
    print(f"{runs} runs, {bad} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
