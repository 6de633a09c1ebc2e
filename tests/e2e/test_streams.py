"""Streams that are closed, full, or read by nobody: a sentence and a status, whatever is asked."""

from __future__ import annotations

import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import PACK
from tests.e2e.playing import answers
from tests.shipped import FULL as EVERY
from tests.ui import rivers

FULL = Path("/dev/full")
COMMANDS = {
    "packs": ("packs",),
    "check": ("check", "rivers.toml"),
    "check of nothing": ("check", "nosuch"),
    "questions": ("questions", "rivers.toml", "--all", "--seed", "7"),
    "export": ("export", "rivers.toml", "--to", "gift", "--seed", "7"),
    "scores": ("scores",),
    "log": ("log", "--format", "csv"),
    "play": ("play", "rivers.toml", "--plain", "--count", "2"),
    "home": (),
    "an unknown student": ("play", "rivers.toml", "--student", "nobody"),
}
CLOSED = ["<&-", "2>&-", "<&- >&- 2>&-", "2>/dev/full"]
SPOKEN = ("packs", "check", "questions", "export", "log", "play", "home")
"""Which of them have something to write to stdout, however new the home."""
if not EVERY:  # 0.2 s each
    SPOKEN = ("check", "export", "play")
    COMMANDS = {name: COMMANDS[name] for name in ("check of nothing", *SPOKEN)}


@pytest.fixture
def at_home(home: Path, env: dict[str, str]) -> dict[str, str]:
    home.mkdir(exist_ok=True)
    (home / "rivers.toml").write_text(rivers.text(), encoding="utf-8")
    return env


def run(
    quiz: str, env: dict[str, str], command: tuple[str, ...], shell: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["sh", "-c", f'"$@" {shell}', "sh", quiz, *command],
        cwd=env["HOME"],
        env=env,
        input=b"0\n\n0\n",
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_device_is_told_of(quiz: str, at_home: dict[str, str], name: str) -> None:
    done = run(quiz, at_home, COMMANDS[name], "> /dev/full")
    said = done.stderr.decode()
    assert done.returncode in (1, 2), said
    assert "Traceback" not in said
    assert "inside Footnote" not in said
    if name in SPOKEN:
        assert said.endswith("could not be: No space left on device.\n"), said


def test_a_closed_stream_breaks_nothing(quiz: str, at_home: dict[str, str]) -> None:
    for name, command in COMMANDS.items():
        whole = run(quiz, at_home, command, "")
        for shell in CLOSED:
            done = run(quiz, at_home, command, shell)
            assert done.returncode == whole.returncode, (name, shell, done.stderr)
            assert b"Traceback" not in done.stderr
            assert b"inside Footnote" not in done.stderr
            if shell.startswith("2>") and name != "play":
                assert done.stdout == whole.stdout, name  # what is said on stderr is not in it


def test_a_stream_that_is_closed_leaves_its_number_to_no_file(
    quiz: str, at_home: dict[str, str], home: Path
) -> None:
    """What is said on stderr would else be written into the log."""
    done = run(quiz, at_home, ("play", PACK, "--plain", "--count", "1"), "<&- >&- 2>&-")
    assert done.returncode == 0
    assert answers(home) == []


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT][: 3 if EVERY else 1]
)
def test_a_long_command_that_is_ended_leaves_no_half_a_file(
    quiz: str, env: dict[str, str], home: Path, number: signal.Signals
) -> None:
    folder = home / "out"
    folder.mkdir()
    command = (quiz, "export", PACK, "--to", "moodle-xml", "--all", "--output", "all.xml")
    listening = "import os, signal, sys; [signal.signal(n, signal.SIG_DFL) for n in (1, 2)];"
    process = subprocess.Popen(
        [sys.executable, "-ISc", listening + "os.execv(sys.argv[1], sys.argv[1:])", *command],
        cwd=folder,
        env=env,
        stderr=subprocess.PIPE,
    )
    while not list(folder.iterdir()):
        assert process.poll() is None
        select.select([], [], [], 0.01)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert b"Traceback" not in said
    assert list(folder.iterdir()) == []
