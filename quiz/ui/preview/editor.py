"""The author's own editor, opened at a line, and the terminal while it has it."""

from __future__ import annotations

import shlex
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import PurePath
from typing import TYPE_CHECKING

from quiz.quick import dataclass
from quiz.ui.safe import said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from quiz.ui.preview.edition import Place

USUAL = ("nano", "micro", "nvim", "vim", "vi", "emacs")
"""Looked for where no variable names an editor; the easiest to leave first."""
_PLUS = frozenset(
    (
        "vi", "vim", "nvim", "vimx", "gvim", "nano", "pico", "micro", "emacs", "emacsclient", "mg",
        "jed", "joe", "jmacs", "ne", "kak", "vis", "ee", "editor", "sensible-editor", "gedit",
        "mousepad", "pluma", "xed",
    )
)  # fmt: skip
"""Take `+LINE FILE`."""
_GOTO = frozenset(("code", "code-insiders", "code-oss", "codium", "cursor", "windsurf"))
"""Take `--goto FILE:LINE`."""
_COLON = frozenset(("hx", "helix", "subl", "sublime_text", "zed", "zeditor", "lapce"))
"""Take `FILE:LINE`."""
_LINE = frozenset(("kate", "kwrite", "idea", "pycharm", "webstorm"))
"""Take `--line LINE FILE`."""
_WINDOWS = frozenset(
    (
        *_GOTO, *_LINE, "gvim", "gedit", "mousepad", "pluma", "xed", "subl", "sublime_text", "zed",
        "zeditor", "lapce", "notepad", "notepad++", "open", "xdg-open",
    )
)  # fmt: skip
"""Open a window of their own and leave the terminal alone."""


@dataclass(frozen=True, slots=True)
class Editor:
    """How to open an editor."""

    arguments: tuple[str, ...]
    takes_terminal: bool


def editor_for(
    place: Place, environ: Mapping[str, str], which: Callable[[str], str | None] = shutil.which
) -> Editor | None:
    """Return the editor of `$VISUAL` or `$EDITOR`, else one that is there, else None.

    One that is not known is given the file alone: it might take anything else for a file too.
    """
    named = environ.get("VISUAL", "").strip() or environ.get("EDITOR", "").strip()
    words = _words(named) if named else [name for name in USUAL if which(name)][:1]
    if not words:
        return None
    program = PurePath(words[0].replace("\\", "/")).name.lower().removesuffix(".exe")
    file, line = str(place.file.absolute()), place.line
    at = ":".join((file, str(line)))
    if program in _PLUS:
        where = ["".join(("+", str(line))), file]
    elif program in _GOTO:
        where = ["--goto", at]
    elif program in _COLON:
        where = [at]
    elif program in _LINE:
        where = ["--line", str(line), file]
    else:
        where = [file]
    return Editor((*words, *where), takes_terminal=program not in _WINDOWS)


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:  # a quote that is not closed
        return command.split()


def open_window(editor: Editor) -> str:
    """Start an editor with a window of its own; return why that fails, "" where it does not."""
    quiet = subprocess.DEVNULL
    try:
        subprocess.Popen(
            editor.arguments, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except OSError as error:
        return _why(editor, error)
    return ""


def lend_terminal(editor: Editor) -> str:
    """Run an editor in the terminal until it ends; return what went wrong, "" if nothing did."""
    try:
        with _stepped_aside():
            done = subprocess.run(editor.arguments, check=False)
    except OSError as error:
        return _why(editor, error)
    if not done.returncode:
        return ""
    return said("The editor ended with status {status}.", status=done.returncode)


@contextmanager
def _stepped_aside() -> Iterator[None]:
    """Leave the terminal's signals to the editor, and take its settings back as they were.

    ctrl+c means the editor, not us; ctrl+z stops both, so that the shell gets its prompt.
    """
    before = {number: signal.signal(number, _mind_nothing) for number in (signal.SIGINT, *_quits())}
    stops = getattr(signal, "SIGTSTP", None)
    if stops is not None:
        before[stops] = signal.signal(stops, signal.SIG_DFL)
    try:
        with _settings_kept():
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _mind_nothing(*_signal: object) -> None:
    """Do nothing, where SIG_IGN would be handed down to the editor."""


def _quits() -> list[signal.Signals]:
    return [signal.SIGQUIT] if hasattr(signal, "SIGQUIT") else []


@contextmanager
def _settings_kept() -> Iterator[None]:
    try:
        import termios  # not to be had on Windows
    except ImportError:
        yield
        return
    found = None
    with suppress(termios.error, OSError, ValueError):
        found = termios.tcgetattr(sys.__stdin__.fileno() if sys.__stdin__ else 0)
    try:
        yield
    finally:
        if found is not None:
            with suppress(termios.error, OSError, ValueError):
                termios.tcsetattr(
                    sys.__stdin__.fileno() if sys.__stdin__ else 0, termios.TCSADRAIN, found
                )


def _why(editor: Editor, error: OSError) -> str:
    why = error.strerror or "it is not there"
    return said("{editor} cannot be started: {why}.", editor=editor.arguments[0], why=why)
