"""The preview's screen: both sides, the keys, the mouse, and text from strangers."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from quiz.ui.desk import Room
from quiz.ui.preview import editor
from quiz.ui.preview.app import PreviewApp
from quiz.ui.screens.help import HelpScreen
from tests.ui import rivers
from tests.ui.conftest import Running
from tests.ui.test_hostile import EVIL, controls

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.pilot import Pilot

DEADLINE = 1500
"""Rounds of the loop that a state is waited for."""


class Previewing(Running):
    """A preview that runs: its thread never ends, so states are waited for."""

    app: PreviewApp

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def settle(self) -> None:
        await self.pilot.pause()

    async def see(self, *texts: str) -> None:
        for text in texts:
            await self.wait(lambda text=text: text in self.flat, text)

    async def wait(self, state: Callable[[], bool], what: str) -> None:
        for _ in range(DEADLINE):
            if state():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"never: {what}\n{self.text}")


@asynccontextmanager
async def previewing(
    path: Path, size: tuple[int, int] = (80, 24), **environ: str
) -> AsyncIterator[Previewing]:
    room = Room(now=lambda: datetime(2026, 1, 1, 12, tzinfo=UTC))
    app = PreviewApp(room, path, environ=environ)
    app.animation_level = "none"
    pilot: Pilot[None]
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        yield Previewing(app, pilot)  # type: ignore[arg-type]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rivers.toml"
    path.write_text(rivers.text(), encoding="utf-8")
    return path


async def test_both_sides_and_the_foot(file: Path, size: tuple[int, int]) -> None:
    async with previewing(file, size) as it:
        await it.see("Rivers of the world", "Rivers (6)", "Europe (4)", "▸ Danube")
        await it.see("choice · asks for “sea”", "Into which sea does the Danube flow?")
        await it.see("If one of the others is chosen", "A school atlas, 1990, p. 1")
        await it.see("✓ no mistakes · read 12:00:00", "q leave")
        key = next(line for line in it.lines() if "✓" in line and "Black" in line)
        assert "The Black Sea" in key


async def test_rows_by_key_and_by_mouse(file: Path) -> None:
    async with previewing(file) as it:
        await it.see("does the Danube flow?")
        await it.press("down", "down")
        await it.see("▸ Oder", "does the Oder flow?")
        await it.click_on("Indus")
        await it.see("▸ Indus", "does the Indus flow?")
        await it.press("end")
        await it.see("▸ Ob", "does the Ob flow?")
        await it.press("g")
        await it.wait(lambda: "Rivers (6)" not in it.flat, "grouped by topic alone")


async def test_rows_are_found_while_typing(file: Path) -> None:
    async with previewing(file) as it:
        await it.see("does the Danube flow?")
        await it.press("slash", "a", "s", "i", "a")
        await it.see("/asia", "▸ Indus", "does the Indus flow?")
        assert "Rhine " not in "\n".join(line[:28] for line in it.lines())
        await it.press("enter", "q")  # q is a key again
        assert it.app._exit

    async with previewing(file) as it:
        await it.see("does the Danube flow?")
        await it.press("slash", "q", "x")
        await it.see("No row has that")
        await it.press("escape")
        await it.see("6 rows", "does the Danube flow?")


async def test_questions_forms_and_levels_are_stepped_through(file: Path) -> None:
    async with previewing(file) as it:
        await it.see("1 of 5 · choice")
        await it.press("right")
        await it.see("2 of 5 ·")
        await it.press("left", "left")
        await it.see("What is not asked, and why", "asked back")
        await it.press("right", "f")
        await it.see("only choice", "1 of 1 · choice")
        await it.press("F", "3")
        await it.see("level 3, options close", "all forms", "1 of 5")
        await it.press("l")
        await it.see("level 1, options far apart")
        await it.press("r")
        await it.see("draw 2", "1 of 5 · choice")


async def test_a_form_that_is_not_asked_says_why(file: Path) -> None:
    async with previewing(file) as it:
        await it.see("1 of 5")
        await it.press("f", "f", "f", "f", "f")
        await it.see("only number", "Not asked as number", "not number:")


async def test_problems_are_read_one_after_the_other(file: Path) -> None:
    rivers.save(file, rivers.text().replace("sea = ", "see = ", 2).replace("page", "pge", 1))
    async with previewing(file) as it:
        await it.see("cannot be played yet", "3 errors, 1 warning · no. 1", "Did you mean")
        first = it.text
        await it.press("tab")
        await it.see("no. 2")
        await it.press("tab", "tab", "tab")
        await it.see("no. 1")
        assert it.text == first
        await it.press("shift+tab")
        await it.see("no. 4")


async def test_a_save_that_breaks_and_one_that_mends(file: Path, size: tuple[int, int]) -> None:
    async with previewing(file, size) as it:
        await it.see("does the Danube flow?", "no mistakes")
        rivers.save(file, rivers.text().replace('"Danube"', '"Danube'))
        await it.see("1 error", "rivers.toml:", "the questions are those of 12:00:00", "m mend")
        assert "does the Danube flow?" in it.flat
        file.unlink()
        await it.see("cannot be read")
        rivers.save(file, rivers.text(danube="the Sulina"))
        await it.see("no mistakes", "The Sulina")


async def test_the_editor_is_asked_for_at_the_line(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, ...]] = []

    def open_window(found: editor.Editor) -> str:
        opened.append(found.arguments)
        return ""

    monkeypatch.setattr(editor, "open_window", open_window)
    async with previewing(file, EDITOR="code -r") as it:
        await it.see("does the Danube flow?")
        await it.press("down", "enter")
        await it.see("Opened in code.")
        line = rivers.line_of(rivers.text(), 'id = "rhine"') - 1
        assert opened == [("code", "-r", "--goto", f"{file}:{line}")]
        await it.click_on("edit")
        assert len(opened) == 2


async def test_without_an_editor_it_says_which_variable_to_set(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor, "USUAL", ())
    async with previewing(file) as it:
        await it.see("does the Danube flow?")
        await it.press("enter")
        await it.see("set VISUAL or EDITOR")


async def test_help_is_the_previews_own(file: Path) -> None:
    async with previewing(file, (120, 60)) as it:
        await it.see("does the Danube flow?")
        await it.press("question_mark")
        await it.see("Open your editor at the row", "Leave from anywhere")
        assert "Play what is marked" not in it.flat
        assert isinstance(it.app.screen, HelpScreen)
        await it.press("q")
        await it.see("does the Danube flow?")


async def test_a_small_window_is_asked_to_grow_and_nothing_is_lost(file: Path) -> None:
    async with previewing(file, (60, 18)) as it:
        await it.see("▸ Danube", "The Black Sea")
        await it.press("down")
        await it.see("▸ Rhine", "The North Sea")
        await it.pilot.resize_terminal(59, 18)
        await it.see("A little larger, please")
        await it.press("down")
        await it.pilot.resize_terminal(80, 24)
        await it.see("does the Rhine flow?")


@pytest.mark.parametrize("evil", EVIL.values(), ids=EVIL)
async def test_text_from_strangers_in_names_values_and_problems(file: Path, evil: str) -> None:
    shown = "".join(f"\\U{ord(c):08X}" for c in evil[:1500] if not "\ud800" <= c <= "\udfff")
    written = rivers.text(oder=f"the {shown} Sea").replace("Danube", f"D {shown}")
    rivers.save(file, written.replace('"Europe"', f'"E {shown}"'))
    async with previewing(file, (120, 40)) as it:
        await it.wait(lambda: "read 12:00:00" in it.flat, "it is read")
        for key in ("down", "right", "w", "tab", "enter", "slash", "x", "escape", "up"):
            await it.press(key)
            assert controls(it.text) == []
        written_down = evil[:300].encode("utf-8", "replace").decode()
        rivers.save(file, written + f"\n[[river]]\nname = 'x {written_down}\n")
        await it.wait(lambda: "error" in it.flat, "its mistake")
        assert controls(it.text) == []


async def test_a_mistake_of_our_own_is_said_and_the_next_save_is_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quiz.ui.preview.edition import Reader

    read = Reader.read
    broken = [True]

    def fail_once(self: Reader) -> object:
        if broken.pop() if broken else False:
            raise ZeroDivisionError
        return read(self)

    monkeypatch.setattr(Reader, "read", fail_once)
    async with previewing(file) as it:
        await it.see("mistake of Footnote’s own")
        rivers.save(file, rivers.text(danube="the Sulina"))
        await it.see("The Sulina")
