"""What a terminal says of itself, told apart from what a student types.

A reply can come late: over a slow line, or because another program asked and left. Textual hands
on a sequence that it does not know as single keys, and a digit is an answer here.
"""

from __future__ import annotations

import re

_REPLY = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC: colours, the title, the clipboard
    r"|\x1bP[^\x1b]*\x1b\\"  # DCS: the terminal's name and abilities
    r"|\x1b\[[?>=][0-9;]*[cnut]"  # what it is, its key and colour modes
    r"|\x1b\[(?!48;)[0-9;]*[cnt]"  # its state and size; 48 is the resize that Textual asks for
    r"|\x1b\[\[[A-E]"  # the function keys of a bare console
    r"|\x1b\[[0-9]{7,}[0-9;:]*u"  # a key with a number that no character has
)
_BEGUN = re.compile(r"\x1b(?:\][^\x07\x1b]*|P[^\x1b]*)\x1b?\Z|\x1b\[[?>=][0-9;]*\Z")
LONGEST = 65536
"""Characters of a reply that never ends, after which it is forgotten."""


class Replies:
    """Takes replies out of what comes in, also where one comes in pieces."""

    def __init__(self) -> None:
        self._begun = ""

    def without(self, typed: str | None) -> str | None:
        """Return what was typed; None as it came: nothing more followed for a moment."""
        if typed is None:
            self._begun = ""
            return None
        text = _REPLY.sub("", self._begun + typed)
        found = _BEGUN.search(text)
        self._begun = text[found.start() :] if found else ""
        if len(self._begun) > LONGEST:
            self._begun = ""
        return text[: found.start()] if found else text
