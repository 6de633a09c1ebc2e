"""A student who presses every key of every screen, whatever stands on it.

It runs inside the program, beside its own driver: the keys come from here, and what the program
draws goes to its terminal as it always does.
"""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from textual.app import App
    from textual.pilot import Pilot

LATE = frozenset({"start", "nth"})
"""Actions that lead elsewhere, pressed when all others were."""
LEAVES = frozenset({"quit", "home", "close", "leave"})
"""Actions that lead away: pressed when nothing else is left to press on a screen."""
TIMES = 1
"""How often an action of a screen is tried."""
FORM_KEYS = ("2", "down", "space", "1", "a", "shift+down", "backspace", "escape", "t", "enter", "3")
"""What is pressed at each form of question, before it is given up."""
OWN_KEYS = {
    "home.nth": ("1", "2"),
    "pick.nth": ("3",),
    "preview.nth": ("1", "3"),
    "duel.left": ("1",),
    "duel.right": ("8",),
}
"""Which of several keys are tried; of others the first."""

_PLAY = ("play", "{pack}", "--seed", "1", "--count", "5", "--student", "student", "--mode")
TOURS: tuple[tuple[str, tuple[str, ...], tuple[str, ...], int], ...] = (
    ("home", (), (), 60),
    ("go on", (), ("enter",), 110),
    ("put away", (), ("x",), 30),
    *((mode, (*_PLAY, mode), (), 45) for mode in ("exam", "timeline", "sprint", "daily", "duel")),
    ("preview", ("preview", "{pack}"), (), 60),
    ("preview of what is refused", ("preview", "{refused}"), (), 40),
    ("preview of a hostile name", ("preview", "{named}"), ("down", "e", "m", "tab"), 0),
)
"""Each by a name: the command line, the keys that come first, and how many follow."""


@dataclass(slots=True)
class Seen:
    """What was seen on the way."""

    screens: Counter[str] = field(default_factory=Counter)
    pressed: Counter[str] = field(default_factory=Counter)
    texts: set[str] = field(default_factory=set)
    actions: set[str] = field(default_factory=set)
    """What a click would do, as the text says; nothing is right."""


class Tour:
    """Presses keys until each was pressed on each screen, or so many were."""

    def __init__(
        self, report: Path, *, paste: str, steps: int, start: tuple[str, ...] = ()
    ) -> None:
        self._report = report
        self._paste = paste
        self._steps = steps
        self._start = start
        self.seen = Seen()
        self._tried: Counter[tuple[str, str]] = Counter()

    def install(self) -> None:
        """Let every app of this process be toured."""
        import textual._wait
        from textual.app import App

        textual._wait.SLEEP_GRANULARITY = 0.004
        textual._wait.SLEEP_IDLE = 0.0004
        usual = App.run

        def run(app: App[Any], **options: Any) -> Any:
            app.animation_level = "none"
            return usual(app, **{**options, "auto_pilot": self.go})

        App.run = run  # type: ignore[method-assign]

    async def go(self, pilot: Pilot[Any]) -> None:
        """Press keys; what was seen is written down, however it ends."""
        app = pilot.app
        try:
            await self._settle(pilot)
            for key in self._start:
                await self._press(pilot, key)
            for _ in range(self._steps):
                if not app.is_running:
                    break
                key = self._next(app)
                if key is None:
                    break
                await self._press(pilot, key)
                if app.is_running:
                    await self._fill_in(pilot)
        finally:
            self._report.write_text(
                json.dumps(
                    {
                        "screens": self.seen.screens,
                        "pressed": self.seen.pressed,
                        "texts": sorted(self.seen.texts),
                        "actions": sorted(self.seen.actions),
                    }
                ),
                "utf-8",
            )
            if app.is_running:
                app.exit()

    async def _settle(self, pilot: Pilot[Any]) -> None:
        from textual.worker import WorkerFailed

        for _ in range(2):
            await pilot.pause()
            running = [worker for worker in pilot.app.workers if worker.group != "bench"]
            if running:
                with suppress(WorkerFailed):
                    await pilot.app.workers.wait_for_complete(running)
        await pilot.pause()
        self._look(pilot.app)

    def _look(self, app: App[Any]) -> None:
        screen = app.screen
        self.seen.screens[_name(screen)] += 1
        strips = screen._compositor.render_strips(app.size)
        self.seen.texts.add("\n".join(strip.text.rstrip() for strip in strips))
        styles = {segment.style for strip in strips for segment in strip if segment.style}
        for style in styles:
            acts = [f"{key}={value}" for key, value in style.meta.items() if key[0] == "@"]
            self.seen.actions.update(acts + ([style.link] if style.link else []))

    async def _press(self, pilot: Pilot[Any], key: str) -> None:
        self.seen.pressed[f"{_name(pilot.app.screen)} {key}"] += 1
        await pilot.press(key)
        if pilot.app.is_running:
            await self._settle(pilot)

    async def _fill_in(self, pilot: Pilot[Any]) -> None:
        """Where a line can be written, write into it what was brought along, and hand it in."""
        from textual.events import Paste

        screen = pilot.app.screen
        for edit in screen.query("LineEdit, Input"):
            if edit.display and self._may(screen, edit):
                pilot.app.screen.post_message(Paste(self._paste))
                await self._settle(pilot)
                await self._press(pilot, "enter")
                return

    def _may(self, screen: Any, edit: Any) -> bool:
        key = (_name(screen), f"paste {edit.id}")
        self._tried[key] += 1
        return self._tried[key] <= TIMES

    def _next(self, app: App[Any]) -> str | None:
        """Return a key that was not pressed here yet; then one that leads on, then one away."""
        from quiz.ui.page import Page

        screen = app.screen
        name = _name(screen)
        if not isinstance(screen, Page):
            return "down" if self._once(name, "down") else "escape"
        on = _leads_on(screen)
        fresh, late, away = _sorted(screen.KEYS)
        short = name.partition("/")[0] + name[-6:]
        for key in fresh:
            if key != on and self._once(short, key):
                return key
        for key in FORM_KEYS if name.endswith("open") else ():
            if self._once(name, key):
                return key
        for key in ("ctrl+p", *late):
            if self._once(type(screen).__name__, key):
                return key
        return on or min(away, key=lambda key: self._tried[name, key], default=None)

    def _once(self, name: str, key: str) -> bool:
        """Return whether the key is still to be tried here; count it."""
        self._tried[name, key] += 1
        return self._tried[name, key] <= TIMES


def _sorted(bindings: Iterable[Any]) -> tuple[list[str], list[str], list[str]]:
    """Return the keys of a screen: those to be tried, those that lead elsewhere, and away."""
    fresh: list[str] = []
    late: list[str] = []
    away: list[str] = []
    for binding in bindings:
        key = binding.key.split(",")[0]
        if binding.action in LEAVES:
            away += [key] if binding.action != "quit" else []
        else:
            (late if binding.action in LATE else fresh).extend(
                OWN_KEYS.get(binding.id or "", (key,))
            )
    return fresh, late, away


def _leads_on(screen: Any) -> str:
    """Return the key that leads on from a question: give up, or the next; "" elsewhere."""
    if type(screen).__name__ == "DuelScreen":
        return "space" if screen._turn else "x"
    form = getattr(screen, "_form", None)
    if form is None:
        return ""
    if getattr(screen, "_turn", None):
        return "space"
    return "tab" if form.TYPES else "0"


def _name(screen: Any) -> str:
    """Return what a screen is called; a question's by its form and whether it is answered."""
    name = type(screen).__name__
    form = getattr(screen, "_form", None)
    if form is not None:
        answered = "answered" if getattr(screen, "_turn", None) else "open"
        return f"{name}/{type(form).__name__}/{answered}"
    return name


def tour(
    report: Path, *, paste: str, steps: int = 150, start: tuple[str, ...] = ()
) -> Callable[[], None]:
    """Return what is to be called in the program's process before it starts."""
    return Tour(report, paste=paste, steps=steps, start=start).install
