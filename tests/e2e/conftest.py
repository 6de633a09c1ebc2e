"""The installed command, a home of its own, and terminals that go away after the test."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from tests.e2e.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SOURCES = ROOT.parent / "shared" / "sources"
PACK = "trotsky-and-stalin"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def quiz() -> str:
    """The console script of the environment that runs the tests."""
    script = Path(sys.executable).with_name("quiz")
    assert script.exists(), f"{script} is missing: install the project first"
    return str(script)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def env(home: Path) -> dict[str, str]:
    """An environment in which nothing of the user's own is left."""
    home.mkdir(exist_ok=True)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "QUIZ_HOME": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
    }


class Start(Protocol):
    """Starts `quiz` with arguments in a terminal."""

    def __call__(
        self,
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        command: tuple[str, ...] = (),
        answers: dict[bytes, bytes] | None = None,
        **more_env: str,
    ) -> Terminal: ...


@pytest.fixture
def start(quiz: str, env: dict[str, str]) -> Iterator[Start]:
    with ExitStack() as terminals:

        def begin(
            *arguments: str,
            columns: int = 80,
            rows: int = 24,
            command: tuple[str, ...] = (),
            answers: dict[bytes, bytes] | None = None,
            **more_env: str,
        ) -> Terminal:
            return terminals.enter_context(
                Terminal(
                    [*(command or (quiz,)), *arguments],
                    env={**env, **more_env},
                    columns=columns,
                    rows=rows,
                    answers=answers,
                    cwd=ROOT,
                )
            )

        yield begin


class Run(Protocol):
    """Runs `quiz` with arguments and pipes; return what it wrote."""

    def __call__(
        self, *arguments: str, typed: str | None = None, status: int = 0, **more_env: str
    ) -> str: ...


@pytest.fixture
def run(quiz: str, env: dict[str, str]) -> Run:
    return partial(_run, quiz, env)


def _run(
    quiz: str,
    env: dict[str, str],
    *arguments: str,
    typed: str | None = None,
    status: int = 0,
    **more_env: str,
) -> str:
    done = subprocess.run(
        [quiz, *arguments],
        input=(typed or "").encode(),
        capture_output=True,
        env={**env, **more_env},
        timeout=60,
        check=False,
    )
    assert done.returncode == status, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    return done.stdout.decode()
