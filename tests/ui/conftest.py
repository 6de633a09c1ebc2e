"""Fixtures: a log of its own, a clock that stands, no animations."""

from __future__ import annotations

import asyncio
import math
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from time import process_time
from typing import TYPE_CHECKING

import pytest
import textual.app
import textual.pilot
from textual._context import active_app

from quiz.records.log import Log
from quiz.ui.app import FootnoteApp
from quiz.ui.desk import Desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from textual.pilot import Pilot

    from quiz.model import Sitting
    from quiz.packs.content import Pack

FRAME = 1 / 60
"""Seconds: a timer that runs out within them is waited for."""
PASSES = 3
"""So often the loop finds nothing to run, one after the other."""
NAP = 0.004
"""Seconds: a worker that takes no time of the processor for so long waits for something itself."""
SIZES = [(80, 24), (120, 40)]


@pytest.fixture(params=SIZES, ids=["80x24", "120x40"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return request.param


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("QUIZ_PACKS", "")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(autouse=True)
def _brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Textual's pilot ask the loop whether the app is idle: it sleeps until no time passes."""
    monkeypatch.setattr(textual.app, "wait_for_idle", at_rest)
    monkeypatch.setattr(textual.pilot, "wait_for_idle", at_rest)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    with Log.open(tmp_path / "home" / "data") as opened:
        yield opened


@pytest.fixture
def desk(log: Log, tmp_path: Path) -> Desk:
    start = datetime(2026, 1, 1, 12, tzinfo=UTC)
    seconds, ids = count(), count(1)
    return Desk(
        log=log,
        user="student",
        now=lambda: start + timedelta(seconds=next(seconds)),
        new_id=lambda: f"id-{next(ids):06d}",
        tick=lambda: 0.0,
        notes=tmp_path / "home" / "data",
    )


async def at_rest(_least: float = 0.0, most: float = 1.0) -> None:
    """Wait until the loop has nothing to run, now or soon, and no worker of the app works."""
    loop = asyncio.get_running_loop()
    start, still = loop.time(), 0
    while still < PASSES and loop.time() < start + most:
        await asyncio.sleep(0)
        still = 0 if loop._ready else still + 1
        timers = [each._when for each in loop._scheduled if not each._cancelled]
        if still and (due := min(timers, default=math.inf)) < start + FRAME:
            still = await asyncio.sleep(max(0, due - loop.time()), 0)
        elif still == PASSES and any(each.is_running for each in active_app.get().workers):
            used = process_time()
            await asyncio.sleep(NAP)  # one that watches files never ends
            still *= process_time() - used < NAP / 10


class Running:
    """An app that runs, and what its screen shows."""

    def __init__(self, app: FootnoteApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Wait for workers and for the layout, however often one follows from the other."""
        for _ in range(3):
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()

    def lines(self) -> list[str]:
        """The screen as text, line by line."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return [strip.text.rstrip() for strip in strips]

    @property
    def text(self) -> str:
        return "\n".join(self.lines())

    @property
    def flat(self) -> str:
        """The column's text in one line, so that a wrapped sentence is found."""
        return " ".join(" ".join(self.lines()).split())

    async def click_on(self, text: str, *, nth: int = 0) -> None:
        """Click the first cell of a text on the screen."""
        places = [(line.index(text), y) for y, line in enumerate(self.lines()) if text in line]
        await self.pilot.click(offset=places[nth])
        await self.settle()


Run = "Callable[..., AsyncIterator[Running]]"


@pytest.fixture
def run(desk: Desk) -> Callable[..., object]:
    @asynccontextmanager
    async def start(
        sitting: Sitting | None = None,
        *,
        size: tuple[int, int] = (80, 24),
        pack: Pack | None = None,
        with_desk: Desk | None = None,
    ) -> AsyncIterator[Running]:
        app = FootnoteApp(with_desk or desk, sitting=sitting, pack=pack)
        app.animation_level = "none"
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            running = Running(app, pilot)
            await running.settle()
            yield running

    return start
