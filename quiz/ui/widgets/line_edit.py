"""A line that is typed into: pure, and fed with keys by whoever owns it.

Not Textual's Input: that is a second place where keys go, and between two places the order of
keys that are typed fast is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from quiz.ui.safe import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONGEST = 200


class LineEdit:
    """Text and a cursor."""

    def __init__(self, allowed: Sequence[Callable[[str], bool]] = ()) -> None:
        self.text = ""
        self.cursor = 0
        self._allowed = allowed

    def clear(self) -> None:
        """Forget what was typed."""
        self.text = ""
        self.cursor = 0

    def press(self, key: str, character: str | None) -> bool:
        """Take a key; return whether it meant something here."""
        move = self._MOVES.get(key)
        if move is not None:
            move(self)
            return True
        if character is None or len(character) != 1 or not character.isprintable():
            return False
        return self.insert(character)

    def insert(self, typed: str) -> bool:
        """Put text in at the cursor, what is not allowed left out; return whether any went in."""
        kept = plain(typed, longest=LONGEST)
        for allowed in self._allowed:
            kept = "".join(filter(allowed, kept))
        kept = kept[: max(0, LONGEST - len(self.text))]
        self.text = "".join((self.text[: self.cursor], kept, self.text[self.cursor :]))
        self.cursor += len(kept)
        return bool(kept)

    def show(self, *, active: bool) -> Content:
        """Return the line with its cursor."""
        if not active:
            return Content(self.text)
        under = self.text[self.cursor : self.cursor + 1] or " "
        return Content.assemble(
            self.text[: self.cursor], (under, "reverse"), self.text[self.cursor + 1 :]
        )

    def _left(self) -> None:
        self.cursor = max(0, self.cursor - 1)

    def _right(self) -> None:
        self.cursor = min(len(self.text), self.cursor + 1)

    def _home(self) -> None:
        self.cursor = 0

    def _end(self) -> None:
        self.cursor = len(self.text)

    def _cut(self, start: int, end: int) -> None:
        self.text = "".join((self.text[:start], self.text[end:]))
        self.cursor = start

    def _backspace(self) -> None:
        if self.cursor:
            self._cut(self.cursor - 1, self.cursor)

    def _delete(self) -> None:
        self._cut(self.cursor, self.cursor + 1)

    def _word_back(self) -> int:
        before = self.text[: self.cursor].rstrip()
        return before.rfind(" ") + 1

    def _backspace_word(self) -> None:
        self._cut(self._word_back(), self.cursor)

    def _left_word(self) -> None:
        self.cursor = self._word_back()

    def _right_word(self) -> None:
        at = self.text.find(" ", self.cursor + 1)
        self.cursor = len(self.text) if at < 0 else at

    def _to_start(self) -> None:
        self._cut(0, self.cursor)

    def _to_end(self) -> None:
        self._cut(self.cursor, len(self.text))

    _MOVES: ClassVar[dict[str, Callable[[LineEdit], None]]] = {
        "left": _left,
        "right": _right,
        "home": _home,
        "end": _end,
        "ctrl+a": _home,
        "ctrl+e": _end,
        "backspace": _backspace,
        "ctrl+h": _backspace,
        "delete": _delete,
        "ctrl+d": _delete,
        "ctrl+w": _backspace_word,
        "alt+backspace": _backspace_word,
        "ctrl+backspace": _backspace_word,
        "ctrl+left": _left_word,
        "alt+b": _left_word,
        "ctrl+right": _right_word,
        "alt+f": _right_word,
        "ctrl+u": _to_start,
        "ctrl+k": _to_end,
    }
