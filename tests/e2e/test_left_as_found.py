"""However the program ends, the terminal is as it was found."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import PACK
from tests.e2e.crashing import SECRET
from tests.e2e.playing import answer, answers, asked
from tests.e2e.streams import left_behind

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Start
    from tests.e2e.terminal import Terminal

CHOICE = ("play", PACK, "--count", "3", "--seed", "7", "--form", "choice")
STOPS = 200 if os.environ.get("FOOTNOTE_SLOW") else 25
MODERN = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;2$y",
    b"\x1b[?2048h": b"\x1b[48;24;80;480;800t",
}
"""A terminal that knows synchronised output, and reports its size in cells and pixels."""


def assert_as_found(terminal: Terminal) -> None:
    assert left_behind(terminal.raw) == []
    assert terminal.settings() == terminal.found


def after(done: str, quiz: str) -> tuple[str, ...]:
    """Return the command that starts the program from one that did something with signals."""
    doing = f"import os, signal, sys; {done}; os.execv(sys.argv[1], sys.argv[1:])"
    return (sys.executable, "-ISc", doing, quiz)


@pytest.mark.parametrize("answers_of", [{}, MODERN], ids=["old", "modern"])
@pytest.mark.parametrize("key", ["q", "ctrl+c", "ctrl+q"])
def test_from_home(start: Start, key: str, answers_of: dict[bytes, bytes]) -> None:
    terminal = start(answers=answers_of)
    terminal.see("facts")
    terminal.press(key)
    assert terminal.ended() == 0
    assert_as_found(terminal)


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
def test_from_a_question(start: Start, home: Path, key: str) -> None:
    terminal = start(*CHOICE)
    answer(terminal, asked(terminal, home), right=True)
    terminal.press(key)
    assert terminal.ended() == 0
    assert_as_found(terminal)
    assert len(answers(home)) == 1


def test_with_the_pointer_over_something_to_click(start: Start, home: Path) -> None:
    terminal = start(*CHOICE, answers=MODERN)
    asked(terminal, home)
    terminal.send(b"\x1b[<35;20;7M\x1b[<35;21;7M")
    terminal.press("ctrl+c")
    assert terminal.ended() == 0
    assert_as_found(terminal)


def test_with_the_pointer_over_a_line_to_type_on(start: Start, home: Path) -> None:
    terminal = start(*CHOICE)
    asked(terminal, home)
    terminal.send(b"\x10")
    terminal.see("Leave Footnote")
    row = next(y for y, line in enumerate(terminal.lines) if "Search for" in line)
    terminal.send(f"\x1b[<35;9;{row + 1}M\x1b[<35;10;{row + 1}M".encode())
    terminal.wait(lambda: b"\x1b]22;text\x07" in terminal.raw, "another pointer")
    terminal.signal(signal.SIGTERM)
    assert terminal.ended() == 128 + signal.SIGTERM
    assert_as_found(terminal)


ENDS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGUSR1]


@pytest.mark.parametrize(
    ("number", "answers_of"),
    [(number, (MODERN, {})[place % 2]) for place, number in enumerate(ENDS)],
    ids=str,
)
def test_a_signal(
    start: Start, home: Path, number: signal.Signals, answers_of: dict[bytes, bytes]
) -> None:
    terminal = start(*CHOICE, answers=answers_of)
    answer(terminal, asked(terminal, home), right=True)
    terminal.signal(number)
    assert terminal.ended() == 128 + number
    assert_as_found(terminal)
    assert len(answers(home)) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=str)
def test_a_signal_where_the_terminal_takes_nothing(
    start: Start, home: Path, number: signal.Signals
) -> None:
    """A write to it waits for good, and the loop with it: the end must not."""
    terminal = start(*CHOICE, answers=MODERN)
    answer(terminal, asked(terminal, home), right=True)
    terminal.take_nothing()
    terminal.press(*["?", "q"] * 30)
    terminal.signal(number)
    assert terminal.ended() == 128 + number
    assert_as_found(terminal)
    assert len(answers(home)) == 1


@pytest.mark.parametrize("number", [*ENDS, signal.SIGTSTP], ids=str)
def test_a_signal_that_was_blocked_by_who_started_it(
    start: Start, quiz: str, home: Path, number: signal.Signals
) -> None:
    """A service that blocks signals hands that down: they have to come all the same."""
    blocked = "signal.pthread_sigmask(signal.SIG_SETMASK, signal.valid_signals())"
    terminal = start(*CHOICE, command=after(blocked, quiz))
    answer(terminal, asked(terminal, home), right=True)
    terminal.signal(number)
    if number is signal.SIGTSTP:
        terminal.stopped()
        terminal.signal(signal.SIGCONT)
        terminal.signal(signal.SIGTERM)
        number = signal.SIGTERM
    assert terminal.ended() == 128 + number
    assert_as_found(terminal)
    assert len(answers(home)) == 1


def test_ctrl_z_where_there_is_no_shell_stops_nothing(start: Start, home: Path) -> None:
    """A window that has only the program in it would hang for good."""
    terminal = start(*CHOICE)
    first = asked(terminal, home)
    terminal.press("ctrl+z")
    terminal.wait(lambda: terminal.raw.count(b"\x1b[?1049h") == 2, "it is back")
    answer(terminal, first, right=True)
    terminal.press("ctrl+c")
    assert terminal.ended() == 0
    assert_as_found(terminal)


def test_signals_again_and_again(start: Start, home: Path) -> None:
    terminal = start(*CHOICE)
    asked(terminal, home)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
        terminal.signal(number)
    assert terminal.ended() in (129, 130, 143)
    assert_as_found(terminal)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=str)
def test_a_signal_during_the_start(start: Start, number: signal.Signals) -> None:
    """The worst moment: modes are being set, and the signal handlers may not be there yet."""
    for wanted in (b"\x1b[?1049h", b"\x1b[?2004h", b"Footnote"):
        terminal = start()
        terminal.wait(lambda wanted=wanted, t=terminal: wanted in t.raw, "it has begun")
        terminal.signal(number)
        assert terminal.ended() in (128 + number, -number)
        assert_as_found(terminal)


@pytest.mark.parametrize("answers_of", [{}, MODERN], ids=["old", "modern"])
def test_stopped_and_continued(start: Start, home: Path, answers_of: dict[bytes, bytes]) -> None:
    """Not by ctrl+z, which reaches the program as a key, but by the system."""
    terminal = start(*CHOICE, answers=answers_of)
    for _ in range(3):
        first = asked(terminal, home)
        terminal.signal(signal.SIGTSTP)
        terminal.stopped()
        assert_as_found(terminal)
        terminal.screen.reset()  # the shell has written over it
        terminal.signal(signal.SIGCONT)
        assert asked(terminal, home) == first
        answer(terminal, first, right=True)
        terminal.press("space")
    terminal.see("3 of 3 right")
    terminal.press("ctrl+c")
    assert terminal.ended() == 0
    assert_as_found(terminal)


def test_stopped_again_and_again_while_it_draws(start: Start, home: Path) -> None:
    """A handler that writes in the middle of a write waits for itself, in one stop of fifty."""
    terminal = start(*CHOICE)
    first = asked(terminal, home)
    for time in range(1, STOPS + 1):
        terminal.press(*["down"] * 10)
        terminal.signal(signal.SIGTSTP)
        terminal.stopped()
        terminal.signal(signal.SIGCONT)
        terminal.wait(lambda n=time: terminal.raw.count(b"\x1b[?1049h") > n, "it is back")
    assert asked(terminal, home) == first
    answer(terminal, first, right=True)
    terminal.press("ctrl+c")
    assert terminal.ended() == 0
    assert_as_found(terminal)


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs a shell that controls jobs")
def test_a_job_of_a_shell_draws_in_the_foreground_only(start: Start, quiz: str) -> None:
    terminal = start("--norc", "-i", command=(str(shutil.which("bash")),))
    typed = 0

    def shell(line: str) -> None:
        nonlocal typed
        typed += 1
        terminal.press(line, "enter")

    def prompt() -> None:
        terminal.wait(lambda: terminal.raw.count(b"ready> ") == typed, f"prompt {typed}")

    shell("bind 'set enable-bracketed-paste off'; PS1=re'ady> '")
    prompt()
    shell(f"{quiz} & echo begun $!")
    prompt()
    found = re.search(rb"begun ([0-9]+)\r", terminal.raw)
    assert found is not None
    for screens in (1, 2):
        shell("until jobs -s | grep quiz; do :; done")
        prompt()
        assert terminal.raw.count(b"\x1b[?1049h") == screens - 1
        assert left_behind(terminal.raw) == []
        terminal.screen.reset()
        shell("fg")
        terminal.see("facts", "q leave")
        os.kill(int(found[1]), signal.SIGTSTP)
        prompt()
        assert left_behind(terminal.raw) == []
        shell("bg")
        prompt()
    shell("fg")
    for screens in (3, 4):
        terminal.wait(lambda n=screens: terminal.raw.count(b"\x1b[?1049h") == n, "it is back")
        terminal.see("q leave")
        if screens == 3:
            terminal.press("ctrl+z")
            prompt()
            assert left_behind(terminal.raw) == []
            terminal.screen.reset()
            shell("fg")
    terminal.press("q")
    prompt()
    assert left_behind(terminal.raw) == []
    shell("exit")
    assert terminal.ended() == 0


def test_a_crash_apologises_and_gives_nothing_away(start: Start, home: Path) -> None:
    terminal = start(*CHOICE, command=(sys.executable, "-m", "tests.e2e.crashing"))
    asked(terminal, home)
    terminal.press("1")
    assert terminal.ended() not in (0, None)
    assert_as_found(terminal)
    said = terminal.raw.rsplit(b"\x1b[?1049l", 1)[1].decode()
    said = " ".join(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", said).split())
    assert said.startswith("Footnote stopped because of a mistake of its own.")
    assert "Traceback" not in terminal.raw.decode()
    assert SECRET not in terminal.raw.decode()
    assert len(answers(home)) == 1
    noted = next(home.rglob("crash.txt")).read_text("utf-8")
    assert "RuntimeError" in noted
    assert SECRET not in noted


def test_a_window_that_is_closed(start: Start, home: Path) -> None:
    terminal = start(*CHOICE)
    answer(terminal, asked(terminal, home), right=True)
    terminal.close()
    assert terminal.ended() == 128 + signal.SIGHUP
    assert len(answers(home)) == 1


def test_a_window_that_is_closed_where_nobody_is_told(start: Start, quiz: str, home: Path) -> None:
    """Under nohup no signal comes: the input that has ended must end the program."""
    ignored = "signal.signal(signal.SIGHUP, signal.SIG_IGN)"
    terminal = start(*CHOICE, command=after(ignored, quiz))
    answer(terminal, asked(terminal, home), right=True)
    terminal.close()
    terminal.let_go()
    assert terminal.ended() == 128 + signal.SIGHUP
    assert len(answers(home)) == 1


def test_the_counter_sees_what_kill_leaves(start: Start) -> None:
    terminal = start()
    terminal.see("facts")
    terminal.signal(signal.SIGKILL)
    terminal.ended()
    said = left_behind(terminal.raw)
    for left in ("cursor is off", "alternate screen is on", "mouse is on", "paste is on"):
        assert any(left in each for each in said), said
    assert terminal.settings() != terminal.found
