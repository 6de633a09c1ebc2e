"""What comes in is anything at all: the sitting goes on, or ends in order."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import PACK, ROOT
from tests.e2e.playing import answer, answers, asked
from tests.e2e.streams import foreign, left_behind
from tests.e2e.terminal import PATIENCE
from tests.shipped import FULL

if TYPE_CHECKING:
    from tests.e2e.conftest import Start

CHOICE = ("play", PACK, "--count", "3", "--seed", "7", "--form", "choice")
HARMLESS = {
    "0xFF": b"\xff",
    "Latin-1": "é".encode("latin-1"),
    "half a character": "€".encode()[:2],
    "no such key": b"\x1b[9999999u",
    "no such key at all": b"\x1b[999999999999999999999999u",
    "no such key with shift": b"\x1b[999999999;5u",
    "a surrogate": b"\x1b[55296u",
    "mouse nowhere": b"\x1b[<0;99999;99999M\x1b[<0;0;0m",
    "NUL": b"\0\0\0",
    "controls": bytes(code for code in range(1, 27) if code not in (3, 9, 13, 16, 17)),
    "C1": "\x80\x9bJ\x9c".encode(),
    "paste of everything": b"\x1b[200~" + bytes(range(28, 256)) + b"\x1b[201~",
    "focus": b"\x1b[O\x1b[I" * 20,
    "bidi": "\u202e\u2066".encode(),
    "paste of escapes": b"\x1b[200~\x1b[2J\x1b]0;2\x07\x1b[1;2Z\x1bP1\x1b\\\x1b[201~",
    "keys of nothing": b"\x1b[2J\x1b[1;2Z\x1b[[1\x1b[3z",
}
"""What means nothing."""
REPLIES = {
    "its kind": b"\x1b[?62;22c",
    "its version": b"\x1bP>|kitty(0.35.1)\x1b\\",
    "its ground": b"\x1b]11;rgb:1818/1515/1212\x1b\\",
    "its ink": b"\x1b]10;rgb:1818/1515/1212\x07",
    "its keyboard": b"\x1b[?1u",
    "its cursor": b"\x1b[24;1R",
    "its size": b"\x1b[4;480;640t",
    "its health": b"\x1b[0n",
    "its theme": b"\x1b[?997;1n",
}
"""What a terminal says late, to a question that some program before this one asked."""
STRANGE = {
    "a negative key": b"\x1b[-1u",
    "mouse without a place": b"\x1b[<;;M\x1b[<M",
    "mouse of bytes": b"\x1b[M\xff\xff\xff",
    "half a mouse": b"\x1b[<0;1",
    "a size of nothing": b"\x1b[48;0;0;0;0t",
    "a size from afar": b"\x1b[48;99999;99999;9;9t",
    "paste without an end": b"\x1b[200~" + b"x" * 5000,
    "paste of much": b"\x1b[200~" + b"x" * 200_000 + b"\x1b[201~",
    "a long escape": b"\x1b[" + b"1;" * 3000 + b"m",
}
"""What may mean something or other, and only must not break anything."""


def test_what_means_nothing_does_nothing(start: Start, home: Path) -> None:
    """Each before an answer of its own, in one sitting: what comes after it is as it was."""
    terminal = start("play", PACK, "--count", str(len(HARMLESS) + 1), "--form", "choice")
    for number, (name, data) in enumerate(HARMLESS.items(), 1):
        question = asked(terminal, home)
        terminal.send(data)
        answer(terminal, question, right=True)
        assert [row.correct for row in answers(home)] == [True] * number, name
        assert foreign(terminal.raw) == [], name
        terminal.press("space")
    asked(terminal, home)
    terminal.press("ctrl+c")
    assert terminal.ended() == 0
    assert left_behind(terminal.raw) == []
    assert foreign(terminal.raw) == []


def test_a_late_reply_of_the_terminal_answers_nothing(start: Start, home: Path) -> None:
    terminal = start(*CHOICE)
    first = asked(terminal, home)
    for name, data in REPLIES.items():
        terminal.send(data)
        terminal.press("?")
        terminal.see("Answering")  # what came before it is dealt with
        terminal.press("?")
        assert asked(terminal, home) == first, name
        assert answers(home) == [], name
    terminal.press("ctrl+c")
    assert terminal.ended() == 0
    assert answers(home) == []


@pytest.mark.parametrize("data", STRANGE.values(), ids=STRANGE)
def test_strange_bytes_break_nothing(start: Start, home: Path, data: bytes) -> None:
    terminal = start(*CHOICE)
    asked(terminal, home)
    terminal.send(data)
    terminal.send(b"\x1b[201~")  # the end of a paste, if that is what it was
    terminal.press("ctrl+c")
    assert terminal.ended() == 0
    assert left_behind(terminal.raw) == []
    assert foreign(terminal.raw) == []
    assert not list(home.rglob("crash.txt"))


def test_keys_before_a_new_size_come_before_it(start: Start, home: Path) -> None:
    """The size comes by a signal, the keys by a line: typed into a window that is too small."""
    terminal = start(*CHOICE, columns=59, rows=17)
    for _ in range(20):
        terminal.see("A little larger")
        terminal.press("1")
        terminal.resize(80, 24)
        asked(terminal, home)
        terminal.resize(59, 17)
    assert answers(home) == []


def test_a_line_that_cannot_wait_is_waited_for(start: Start, home: Path) -> None:
    """Some programs leave the terminal so, and reading and writing then fail for now."""
    unready = "import os, sys; os.set_blocking(0, False); os.execv(sys.argv[1], sys.argv[1:])"
    quiz = Path(sys.executable).with_name("quiz")
    terminal = start(*CHOICE, command=(sys.executable, "-ISc", unready, str(quiz)))
    answer(terminal, asked(terminal, home), right=True)
    terminal.press("ctrl+c")
    assert terminal.ended() == 0
    assert len(answers(home)) == 1


@pytest.mark.parametrize("seed", range(3))
def test_noise_ends_nothing_but_in_order(start: Start, home: Path, seed: int) -> None:
    rng = random.Random(seed)
    ends = b"\x03\x10\x11"
    terminal = start("play", PACK, "--count", "50", "--seed", "7", columns=80, rows=24)
    asked(terminal, home)
    for _ in range(30):
        noise = bytes(rng.randrange(256) for _ in range(rng.randrange(60)))
        terminal.send(bytes(code for code in noise if code not in ends) + b"\x1b[201~")
        terminal.send(rng.choice([b"0", b"1", b" ", b"\r", b"?", b"\t", b"\x1b[A", b"\x1b[B"]))
        terminal.resize(rng.choice([80, 60, 120]), rng.choice([24, 18, 40]))
    terminal.press("ctrl+c", "ctrl+c")  # the first may copy what the mouse has selected
    assert terminal.ended() == 0, terminal.text
    assert left_behind(terminal.raw) == []
    assert terminal.settings() == terminal.found
    assert not list(home.rglob("crash.txt"))
    rows = answers(home, raw=True)  # noise may take an answer back
    assert [row.position for row in rows] == list(range(len(rows)))


@pytest.mark.parametrize("where", ["/dev/null", "closed"])
def test_without_an_input_it_ends_at_once(quiz: str, env: dict[str, str], where: str) -> None:
    shell = {"/dev/null": '"$@" < /dev/null', "closed": '"$@" <&-'}[where]
    for command in ([quiz], [quiz, *CHOICE], [quiz, *CHOICE, "--plain"]):
        done = subprocess.run(
            ["sh", "-c", shell, "sh", *command],
            env=env,
            cwd=ROOT,
            capture_output=True,
            timeout=30,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert b"Traceback" not in done.stderr
        assert b"\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize("where", ["/dev/null", "closed"])
def test_without_an_input_but_on_a_terminal(start: Start, quiz: str, where: str) -> None:
    shell = {"/dev/null": '"$@" < /dev/null', "closed": '"$@" <&-'}[where]
    terminal = start(*CHOICE, command=("/bin/sh", "-c", shell, "sh", quiz))
    assert terminal.ended() == 0
    assert terminal.settings() == terminal.found
    assert b"\x1b" not in terminal.raw


def test_the_second_window_is_told_of_the_first(start: Start, home: Path) -> None:
    first = start(*CHOICE)
    asked(first, home)
    second = start()
    second.see("Another Footnote window has your log open", "not saved yet")
    second.press("q")
    second.ended()
    reader = start("scores")
    assert reader.ended() == 0


MEGABYTE = {
    "text": b"Leon Trotsky, " * 75_000,
    "lines": b"1 Trotsky\n" * 100_000,
    "marked": b"\x1b[200~" + b"Leon Trotsky, " * 75_000 + b"\x1b[201~",
    "marked lines": b"\x1b[200~" + b"1 Trotsky\n" * 100_000 + b"\x1b[201~",
}
PLACES = {
    "typed": (("play", PACK, "--count", "3", "--seed", "7", "--form", "typed"), "", "tab"),
    "choice": (CHOICE, "", "don’t know"),
    "home": ((), "", "Trotsky and Stalin"),
    "palette": ((), "\x10", "Search"),
    "students": ((), "u", "Who plays"),
}
"""Where it is pasted, the key that leads there, what is seen then."""
PASTES = [
    (place, kind)
    for place in PLACES
    for kind in MEGABYTE
    if FULL or (place, kind) in (("typed", "text"), ("choice", "lines"))
]


@pytest.mark.parametrize(("place", "kind"), PASTES)
def test_a_megabyte_that_is_pasted_is_taken_at_once(
    start: Start, home: Path, place: str, kind: str
) -> None:
    """As keys it took minutes and a gigabyte, where the terminal does not mark it."""
    arguments, key, seen = PLACES[place]
    terminal = start(*arguments)
    terminal.see("Trotsky and Stalin", "don’t know" if arguments else "facts, not begun")
    terminal.press(key)
    terminal.see(seen)
    terminal.pour(MEGABYTE[kind], patience=20)
    if place == "typed":
        terminal.see("Trotsky, Leon Trotsky" if "lines" not in kind else "1 Trotsky 1 Trotsky")
        terminal.press("enter")
        terminal.wait(lambda: len(answers(home)) == 1, "an answer")
        assert len(answers(home)[0].given) <= 200
    used = int(
        re.findall(r"VmHWM:\s*(\d+)", Path(f"/proc/{terminal.process.pid}/status").read_text())[0]
    )
    assert used < 120_000, "kB"
    terminal.press("ctrl+c", "ctrl+c")  # the first may copy what is marked
    assert terminal.ended() == 0
    if place != "typed":
        assert len(answers(home)) <= 1, "what came before it was known for a paste"
    assert left_behind(terminal.raw) == []
    assert not list(home.rglob("crash.txt"))


def test_a_slow_line_loses_no_key(start: Start, home: Path) -> None:
    """Keys come in a burst; what they are answered with is read thirty bytes at a time."""
    terminal = start("play", PACK, "--count", "6", "--seed", "7", "--form", "choice")
    asked(terminal, home)
    deadline = time.monotonic() + PATIENCE
    for expected in (2, 4):
        terminal.press(*["0", "space"] * 2)
        while len(answers(home)) < expected:
            assert time.monotonic() < deadline
            for _ in range(20):
                terminal.sip(30)
    terminal.press("ctrl+c")
    while terminal.running:
        assert time.monotonic() < deadline
        terminal.sip(30)
    assert terminal.ended() == 0
    assert [row.position for row in answers(home)] == [0, 1, 2, 3]
    assert left_behind(terminal.raw) == []
