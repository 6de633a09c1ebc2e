"""Every screen at every size from 1×1 to 200×60: drawn within it, and whole again afterwards.

Some sizes and screens; `FOOTNOTE_TESTS=full` takes all screens and some hundred sizes each, with
the edges at which something changes.
"""

from __future__ import annotations

import asyncio
import random
import time
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import pytest
from rich.cells import cell_len
from textual.events import Resize
from textual.geometry import Size

from quiz.ui.measure import LEAST
from tests.shipped import FULL
from tests.ui import samples
from tests.ui.samples import ALL, CHOICE, TIMELINE, keys_for, sitting
from tests.ui.test_home import packs as packs  # a fixture
from tests.ui.test_progress import fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quiz.model import Sitting
    from tests.ui.conftest import Running

GRID = list(product(range(1, 201), range(1, 61)))
EDGES = [
    *product((1, 2, 59, 60, 61, 79, 80, 100, 119, 120, 200), (1, 2, 17, 18, 19, 24, 33, 34, 40, 60))
]
SMALL = list(product(range(1, 25), range(1, 19)))
"""Where nothing has room for anything."""
PATIENCE = 60.0
"""Seconds for a picture, on a machine that is busy."""
SAMPLE = 200 if FULL else 3


class Seen(NamedTuple):
    """A screen, how to get to it, and what of it is seen at any size that is large enough."""

    keys: tuple[str, ...] = ()
    sitting: Sitting | None = None
    sees: tuple[str, ...] = ()


def _screens() -> Iterator[tuple[str, Seen]]:
    yield "home", Seen(sees=("leave",))
    for name, key in {"modes": "m", "topics": "t", "students": "u", "options": "o"}.items():
        yield name, Seen((key,), sees=("▸",))
    for page in "12345":
        yield f"progress {page}", Seen(("p", page), sees=("back",))
    yield "keys", Seen(("question_mark",), sees=("back",))
    yield "palette", Seen(("ctrl+p",))
    for question in ALL:
        alone = sitting([question])
        wrong = tuple(keys_for(samples.WRONG_KEYS[question.id]))
        yield f"{question.id} open", Seen((), alone, ("don’t know", "pause"))
        yield f"{question.id} answered", Seen(wrong, alone, ("Not ", "space", "pause"))
    yield "sources", Seen(("3", "s"), sitting([CHOICE]), ("s back",))
    yield "report", Seen(("3", "r", "b", "a", "d"), sitting([CHOICE]), ("report", "bad"))
    yield "sure", Seen(("3",), sitting([CHOICE], settings={"count": "1", "confidence": "on"}))
    for mode in ("exam", "sprint", "timeline", "daily", "duel"):
        first = TIMELINE if mode == "timeline" else CHOICE
        yield mode, Seen((), sitting([first], mode=mode), ("pause",))
        yield f"{mode} over", Seen(("0", "x"), sitting([first], mode=mode))


SCREENS = dict(_screens())


def sizes(name: str) -> list[tuple[int, int]]:
    """Return the sizes for a screen: others for each, and all edges where all are taken."""
    rng = random.Random(name)
    chosen = rng.sample(GRID, SAMPLE) + rng.sample(SMALL, SAMPLE)
    return chosen + (EDGES if FULL else rng.sample(EDGES, 3))


async def until(it: Running, so: Callable[[], bool], why: Callable[[], object]) -> None:
    """Let everything that is posted be done until something is so.

    The pilot's own pause waits for an idle processor, which is never on a busy machine: a second
    for each size.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        await it.pilot._wait_for_screen()
        it.app.screen._on_timer_update()
        if so():
            return
        assert time.monotonic() < deadline, why()
        await asyncio.sleep(0.001)


async def drawn(it: Running, width: int, height: int) -> None:
    """Change the window, and wait until the screen is drawn for it with all that follows."""
    size = Size(width, height)
    it.app._driver._size = size  # type: ignore[union-attr]
    it.app.post_message(Resize(size, size))

    def whole() -> bool:
        screen = it.app.screen
        later = screen._callbacks or screen._layout_required or screen._dirty_widgets
        return screen._compositor.size == size and not later

    await until(it, whole, lambda: (size, it.app.screen._compositor.size))


def told(it: Running) -> Callable[[], str]:
    """Return what says what is on the screen."""
    return lambda: f"{it.app.size.width}×{it.app.size.height}\n{it.text}"


@pytest.mark.parametrize("name", SCREENS if FULL else [*SCREENS][1::9])
async def test_a_screen_fits_every_size_and_comes_back(run, log, packs, name):
    fill(log)
    screen = SCREENS[name]
    async with run(screen.sitting) as it:
        await it.press(*screen.keys)
        before = it.text
        for width, height in sizes(name):
            await drawn(it, width, height)
            assert all(cell_len(line) <= width for line in it.lines()), (width, height)
            if width >= LEAST[0] and height >= LEAST[1]:
                await until(it, lambda: all(seen in it.text for seen in screen.sees), told(it))
        await drawn(it, 80, 24)
        await until(it, lambda: it.text == before, told(it))
