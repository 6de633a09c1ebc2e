"""The preview in a terminal, while the file is saved, broken, mended, and opened in an editor."""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

import pytest

from tests.e2e.test_left_as_found import assert_as_found
from tests.ui import rivers

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Run, Start

SIZES = [(80, 24), (120, 40)]
BROKEN = rivers.text(danube="the Marmara").replace('"the Marmara"', '"the Marmara')

EDITOR = """\
#!{python}
import pathlib, sys
assert sys.stdin.isatty() and sys.stdout.isatty()
print("EDITOR", *sys.argv[1:2], flush=True)
file = pathlib.Path(sys.argv[2])
before = file.read_text("utf-8")
if input("the sea: ") == "azov":
    file.write_text(before.replace('"the Black Sea"', '"the Sea of Azov"'), "utf-8")
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rivers.toml"
    path.write_text(rivers.text(), encoding="utf-8")
    return path


@pytest.fixture
def nano(tmp_path: Path) -> str:
    """An editor that knows one word."""
    script = tmp_path / "bin" / "nano"
    script.parent.mkdir()
    script.write_text(EDITOR.format(python=sys.executable), encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return str(script)


@pytest.mark.parametrize(("columns", "rows"), SIZES, ids=["80x24", "120x40"])
def test_saved_broken_mended_and_edited(
    start: Start, file: Path, nano: str, columns: int, rows: int
) -> None:
    terminal = start("preview", str(file), columns=columns, rows=rows, EDITOR=nano)
    terminal.see("Rivers of the world", "▸ Danube", "Into which sea does the Danube flow?")
    terminal.wait(lambda: any("✓" in x and "The Black Sea" in x for x in terminal.lines), "the key")
    terminal.see("no mistakes")

    rivers.save(file, rivers.text(danube="the Euxine"))  # put in its place
    terminal.wait(lambda: any("✓" in x and "The Euxine" in x for x in terminal.lines), "a save")
    assert "The Black Sea" not in terminal.flat

    file.write_text(BROKEN, encoding="utf-8")  # written over
    terminal.see("1 error", f"rivers.toml:{rivers.line_of(BROKEN, 'the Marmara')}:")
    terminal.see("the questions are those of", "Into which sea does the Danube flow?")
    assert "The Euxine" in terminal.flat, "the last good questions stay"

    rivers.save(file, rivers.text())
    terminal.wait(lambda: any("✓" in x and "The Black Sea" in x for x in terminal.lines), "mended")
    terminal.see("no mistakes")

    terminal.press("down", "down", "up", "up", "enter")
    line = rivers.line_of(rivers.text(), 'id = "danube"') - 1
    terminal.see(f"EDITOR +{line}", "the sea:")
    assert terminal.settings() == terminal.found, "the editor finds the terminal as it was"
    terminal.press("azov\r")
    terminal.wait(
        lambda: any("✓" in x and "The Sea of Azov" in x for x in terminal.lines), "edited"
    )

    terminal.press("q")
    assert terminal.ended() == 0
    assert_as_found(terminal)


def test_broken_at_the_start_waits_for_the_save_that_mends_it(
    start: Start, file: Path, nano: str
) -> None:
    rivers.save(file, BROKEN)
    terminal = start("preview", str(file), EDITOR=nano)
    line = rivers.line_of(BROKEN, "the Marmara")
    terminal.see("cannot be played yet", "1 error", f"rivers.toml:{line}:", "m mend")
    terminal.press("m")
    terminal.see(f"EDITOR +{line}")
    terminal.press("no\r")
    terminal.see("cannot be played yet")
    rivers.save(file, rivers.text())
    terminal.see("Into which sea does the Danube flow?", "no mistakes")
    terminal.press("ctrl+c")
    assert terminal.ended() == 0
    assert_as_found(terminal)


def test_an_editor_that_fails_and_one_that_is_not_there(start: Start, file: Path) -> None:
    terminal = start("preview", str(file), EDITOR="false")
    terminal.see("Danube flow?")
    terminal.press("enter")
    terminal.see("The editor ended with status 1.")
    terminal.press("down")
    terminal.see("Rhine flow?")
    terminal.press("q")
    assert terminal.ended() == 0
    terminal = start("preview", str(file), EDITOR="no-such-editor-anywhere")
    terminal.see("Danube flow?")
    terminal.press("enter")
    terminal.see("no-such-editor-anywhere cannot be started")
    terminal.press("q")
    assert terminal.ended() == 0
    assert_as_found(terminal)


def test_what_a_pack_says_controls_no_terminal(start: Start, file: Path) -> None:
    evil = '"\\u001b]0;owned\\u0007\\u009b2J[/x] [@click=app.quit]q[/]"'
    rivers.save(file, rivers.text().replace('"the Black Sea"', evil).replace('"Rhine"', evil))
    terminal = start("preview", str(file))
    terminal.see("[@click=app.quit]q[/]")
    terminal.press("down", "right", "tab")
    terminal.see("[@click=app.quit]q[/]")
    terminal.press("q")
    assert terminal.ended() == 0
    assert b"owned\x07" not in terminal.raw
    assert "\u009b2J".encode() not in terminal.raw
    assert_as_found(terminal)


def test_without_a_terminal_it_says_so(run: Run, file: Path) -> None:
    assert run("preview", str(file), status=2) == ""


def test_without_a_pack_it_says_so(start: Start, tmp_path: Path) -> None:
    terminal = start("preview", str(tmp_path / "nothing.toml"))
    assert terminal.ended() == 1
    assert "There is no pack at" in terminal.flat
    terminal = start("preview", "trotsky-and-stalim")
    assert terminal.ended() == 1
    assert "Did you mean “trotsky-and-stalin”?" in terminal.flat
