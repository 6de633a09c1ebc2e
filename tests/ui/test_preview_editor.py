"""Which editor is opened, and how it is told the line."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quiz.ui.preview.edition import Place
from quiz.ui.preview.editor import Editor, editor_for, lend_terminal, open_window

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNALS = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP)


@pytest.fixture(autouse=True)
def _signals_come_back() -> Iterator[None]:
    before = [signal.getsignal(number) for number in SIGNALS]
    yield
    assert [signal.getsignal(number) for number in SIGNALS] == before


FILE = Path("/packs/my pack.toml")
PLACE = Place(file=FILE, line=12)
F = str(FILE)


@pytest.mark.parametrize(
    ("named", "arguments", "takes_terminal"),
    [
        ("vi", ["vi", "+12", F], True),
        ("nvim -p", ["nvim", "-p", "+12", F], True),
        ("/usr/bin/vim", ["/usr/bin/vim", "+12", F], True),
        ("'/opt/my tools/nano' -w", ["/opt/my tools/nano", "-w", "+12", F], True),
        ("emacs -nw", ["emacs", "-nw", "+12", F], True),
        ("micro", ["micro", "+12", F], True),
        ("hx", ["hx", f"{F}:12"], True),
        ("code", ["code", "--goto", f"{F}:12"], False),
        ("code --wait", ["code", "--wait", "--goto", f"{F}:12"], False),
        ("subl", ["subl", f"{F}:12"], False),
        ("kate", ["kate", "--line", "12", F], False),
        ("gedit", ["gedit", "+12", F], False),
        ("my-own-editor", ["my-own-editor", F], True),
        ("nano 'unclosed", ["nano", "'unclosed", "+12", F], True),
    ],
)
def test_each_editor_is_told_the_line_in_its_way(
    named: str, arguments: list[str], takes_terminal: bool
) -> None:
    assert editor_for(PLACE, {"EDITOR": named}) == Editor(
        tuple(arguments), takes_terminal=takes_terminal
    )


def test_visual_goes_before_editor_and_an_empty_one_counts_for_none() -> None:
    found = editor_for(PLACE, {"VISUAL": "code", "EDITOR": "vi"})
    assert found is not None
    assert found.arguments[0] == "code"
    found = editor_for(PLACE, {"VISUAL": " ", "EDITOR": "vi"})
    assert found is not None
    assert found.arguments[0] == "vi"


def test_without_a_name_one_that_is_there_is_taken() -> None:
    there = {"vim": "/usr/bin/vim", "vi": "/usr/bin/vi"}
    assert editor_for(PLACE, {}, there.get) == Editor(("vim", "+12", F), takes_terminal=True)
    assert editor_for(PLACE, {}, {}.get) is None


def test_a_file_of_this_folder_cannot_be_taken_for_a_flag() -> None:
    found = editor_for(Place(file=Path("-c.toml"), line=1), {"EDITOR": "vi"})
    assert found is not None
    assert Path(found.arguments[-1]).is_absolute()


def test_an_editor_that_is_not_there_is_a_sentence() -> None:
    nowhere = Editor(("no-such-editor-anywhere", F), takes_terminal=True)
    for start in (lend_terminal, open_window):
        assert "no-such-editor-anywhere cannot be started" in start(nowhere)


def test_how_the_editor_ended_is_told() -> None:
    ends = Editor((sys.executable, "-c", "raise SystemExit(3)"), takes_terminal=True)
    assert lend_terminal(ends) == "The editor ended with status 3."
    well = Editor((sys.executable, "-c", ""), takes_terminal=True)
    assert lend_terminal(well) == ""


def test_ctrl_c_in_the_editor_is_the_editors() -> None:
    """The terminal sends it to both; here the editor sends it to us."""
    code = "import os, signal; os.kill(os.getppid(), signal.SIGINT)"
    assert lend_terminal(Editor((sys.executable, "-c", code), takes_terminal=True)) == ""
