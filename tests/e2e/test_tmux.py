"""Inside a real tmux: drawn whole, played, detached and resized, and left as it was found."""

from __future__ import annotations

import select
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import PACK
from tests.e2e.playing import answers, session
from tests.e2e.terminal import PATIENCE
from tests.shipped import FULL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux")
STATE = "#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{pane_current_command}"


class Tmux:
    """A server of its own, with one window in it that nobody looks at."""

    def __init__(self, folder: Path, env: dict[str, str], columns: int, rows: int) -> None:
        self._socket = str(folder / "tmux")
        self._env = env | {"SHELL": "/bin/sh"}  # that of a user of a service may be /bin/false
        self.ask("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows), "sh")

    def ask(self, *command: str) -> str:
        """Tell tmux something; return what it says."""
        done = subprocess.run(
            ["tmux", "-S", self._socket, *command],
            env=self._env,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        return done.stdout.decode()

    def press(self, *keys: str) -> None:
        self.ask("send-keys", *keys)

    @property
    def text(self) -> str:
        return self.ask("capture-pane", "-p")

    @property
    def state(self) -> str:
        return self.ask("display", "-p", STATE).strip()

    def wait(self, state: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not state():
            assert time.monotonic() < deadline, self.text
            select.select([], [], [], 0.02)

    def see(self, *texts: str) -> None:
        for text in texts:
            self.wait(lambda text=text: text in " ".join(self.text.split()))


@pytest.fixture
def tmux(request: pytest.FixtureRequest, tmp_path: Path, env: dict[str, str]) -> Iterator[Tmux]:
    running = Tmux(tmp_path, env, *request.param)
    yield running
    running.ask("kill-server")


@pytest.mark.parametrize(
    "tmux", [(80, 24), (120, 40)] if FULL else [(80, 24)], indirect=True, ids=str
)
def test_played_in_tmux(tmux: Tmux, quiz: str, home: Path) -> None:
    tmux.wait(lambda: tmux.state.endswith("sh"))
    found = tmux.state
    tmux.press(f"{quiz} play {PACK} --count 2 --seed 7 --form choice", "Enter")
    tmux.see("1 of 2", "don’t know", "q pause")
    assert tmux.state.startswith("1 0 1")
    current = session(home).current
    assert current is not None
    for option in current.options:
        tmux.see(" ".join(option.text.split())[:30])
    tmux.press("Down", "Up", "0")
    tmux.see("Here is the answer", "space next")
    tmux.ask("resize-window", "-x", "70", "-y", "20")
    tmux.see("Here is the answer", "space next")
    tmux.press("s")
    tmux.see("s back")
    tmux.press("Escape")
    tmux.see("space next")
    tmux.press("F1")
    tmux.see("Choose, tick")
    tmux.press("Escape")
    tmux.see("space next")
    tmux.press("C-z")
    tmux.wait(lambda: tmux.state == found)
    tmux.press("fg", "Enter")
    tmux.see("space next")
    tmux.press("C-c")
    tmux.wait(lambda: tmux.state == found)
    assert len(answers(home)) == 1
