"""What the environment says to Textual, as far as it can be meant.

Its variables are tools of those who write programs: one takes a screenshot and leaves, another
opens a file as it is loaded, and a value that none of them knows ends the program.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

_MEANT = {
    "TEXTUAL_ANIMATIONS": ("none", "basic", "full"),
    "TEXTUAL_COLOR_SYSTEM": ("auto", "standard", "256", "truecolor", "windows"),
    "TEXTUAL_DISABLE_KITTY_KEY": ("0", "1"),
    "TEXTUAL_DRIVER": ("textual.drivers.web_driver:webdriver",),
}
"""What somebody who plays may wish for, in small letters."""


def forget_tools() -> None:
    """Forget what only a developer of Textual says; call before that is loaded."""
    for name in [name for name in os.environ if name.upper().startswith("TEXTUAL")]:
        if os.environ[name].lower() not in _MEANT.get(name, ()):
            del os.environ[name]


def forget_sizes() -> None:
    """Forget what the environment says of the window where the terminal itself knows.

    Textual would lay out its first picture by it, and one of 99,999 columns takes minutes. Where
    no terminal knows, what can be a window's size stays.
    """
    known = False
    with suppress(OSError, ValueError, AttributeError):
        known = all(os.get_terminal_size(sys.__stderr__.fileno()))  # type: ignore[union-attr]
    for name in ("COLUMNS", "LINES"):
        said = os.environ.get(name, "")
        if known or not (said.isascii() and said.isdecimal() and len(said) < 4):
            os.environ.pop(name, None)
