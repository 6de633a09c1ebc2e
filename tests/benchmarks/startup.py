"""Start-up and key latency in a real terminal, as ratios to an empty Textual app.

python -m tests.benchmarks.startup [ROUNDS]

Floor and program take turns in one run, so that what else the machine does falls on both. Times
are medians. Start-up: from the start of the process to the first painted screen, and to the list
of packs on it. Latency: from a key to the first byte of the repaint that carries the verdict (its
answer is durable in the log by then), against the repaint of one word.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.empty import PAINTED, PRESSED
from tests.e2e.terminal import Terminal

ROOT = Path(__file__).parents[2]
ROUNDS = 10
QUIZ = (str(Path(sys.executable).with_name("quiz")),)
EMPTY = (sys.executable, "-m", "tests.benchmarks.empty")
PLAY = (*QUIZ, "play", "trotsky-and-stalin", "--count", "10", "--seed", "7", "--form", "choice")

Times = dict[str, list[float]]


def seconds_until(terminal: Terminal, *words: str) -> float:
    """Return how long it takes until new output has one of the words."""
    before, began = len(terminal.raw), time.perf_counter()
    wanted = [word.encode() for word in words]
    terminal.wait(lambda: any(word in terminal.raw[before:] for word in wanted), f"one of {words}")
    return time.perf_counter() - began


def measure(env: dict[str, str], times: Times) -> None:
    """Add one round."""

    def note(name: str, seconds: float) -> None:
        times.setdefault(name, []).append(1000 * seconds)

    with Terminal(EMPTY, env=env, cwd=ROOT) as terminal:
        note("empty app, painted", seconds_until(terminal, PAINTED))
        terminal.press("x")
        note("empty app, key", seconds_until(terminal, PRESSED))
    with Terminal(QUIZ, env=env, cwd=ROOT) as terminal:
        painted = seconds_until(terminal, "Footnote")
        note("home, painted", painted)
        listed = 0.0 if "facts" in terminal.text else seconds_until(terminal, "facts")
        note("home, packs listed", painted + listed)
        terminal.press("ctrl+c")
        terminal.ended()
    with Terminal(PLAY, env=env, cwd=ROOT) as terminal:
        note("a question, painted", seconds_until(terminal, "I don’t know"))
        terminal.see("q pause")
        for _ in range(3):
            terminal.press("0")
            note("key to verdict", seconds_until(terminal, "Here is the answer"))
            terminal.see("space next")
            terminal.press("space")
            note("key to next question", seconds_until(terminal, "I don’t know"))
            terminal.see("q pause", "0 don’t know")


def compiled() -> bool:
    """Whether the program's bytecode is on the disk; without it start-up means nothing."""
    return any((ROOT / "quiz" / "ui").glob("__pycache__/*.pyc"))


def report(times: Times) -> list[str]:
    """Return a line for each measurement: median, fastest, and the ratio to its floor."""
    lines = []
    for name, found in times.items():
        floor = "empty app, key" if "key" in name else "empty app, painted"
        ratio = median(found) / median(times[floor])
        lines.append(
            f"{name:22} {median(found):7.1f} ms   fastest {min(found):7.1f}   × {ratio:5.2f}"
        )
    return lines


def main(rounds: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        env = {
            "PATH": os.environ["PATH"],
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
        }
        measure({**env, "QUIZ_HOME": str(Path(folder) / "warm")}, {})  # caches and bytecode
        times: Times = {}
        for number in range(rounds):
            measure({**env, "QUIZ_HOME": str(Path(folder) / str(number))}, times)
    print(f"{rounds} rounds, bytecode {'is' if compiled() else 'is NOT'} there")
    print("\n".join(report(times)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
