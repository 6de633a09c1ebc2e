"""What every form's widget shares: choosing by key and by mouse, and showing how it went.

A form is told the question, is fed keys one at a time, and says when it has a response. It knows
nothing of grading: `reveal` hands it the turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from quiz.model import Response
from quiz.quick import dataclass
from quiz.ui.marks import CURSOR, RIGHT, WRONG
from quiz.ui.safe import block, join, say, text
from quiz.ui.widgets.prose import BLANK, Prose, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.content import Content

    from quiz.model import Question
    from quiz.play.session import Turn
    from quiz.ui.widgets.keybar import Hint

UNKNOWN = "unknown"
"""Target of the row "I don't know"."""


class Form(Prose):
    """A question waiting for its answer, or answered."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Form {
        display: none;
    }
    Form.-asked {
        display: block;
    }
    """
    TYPES: ClassVar[bool] = False
    """Whether letters and digits are part of the answer here."""
    SHOWS_ANSWER: ClassVar[bool] = True
    """Whether the form itself shows what is right, once it is answered."""

    @dataclass
    class Given(Message):
        """The mouse gave the response."""

        response: Response

    @dataclass
    class Touched(Message):
        """The mouse changed something that is not yet a response."""

    def __init__(self) -> None:
        super().__init__()
        self.question: Question | None = None
        self.turn: Turn | None = None
        self.cursor = -1
        """Index into `targets()` of the row that enter means; -1 while there is none."""
        self.dated = False
        """Whether the dates of things that are placed already are shown before the answer."""
        self.notice = ""
        """A sentence on what is missing before there is an answer."""
        self._hovered: object = None

    # What a form says of itself

    def targets(self) -> Sequence[object]:
        """Return what can be pointed at, in the order of the arrows."""
        raise NotImplementedError

    def rows(self) -> list[Row]:
        """Return the form as it stands."""
        raise NotImplementedError

    def choose(self, target: object) -> Response | None:
        """Take a target that was pressed or clicked; return the response if that completes it."""
        raise NotImplementedError

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys that answer."""
        raise NotImplementedError

    def begin(self) -> None:
        """Forget what was given to the question before."""

    def take(self, _key: str, _character: str | None) -> Response | bool:
        """Take a key of the form's own; return a response, or whether the key meant something."""
        return False

    # What a screen calls

    def ask(self, question: Question) -> None:
        """Show a question."""
        self.question = question
        self.turn = None
        self.cursor = -1
        self.notice = ""
        self._hovered = None
        self.begin()
        self.add_class("-asked")
        self.set(self.rows())

    def leave(self) -> None:
        """Be out of sight."""
        self.remove_class("-asked")

    def reveal(self, turn: Turn) -> None:
        """Show what was given and what is right."""
        self.turn = turn
        self.notice = ""
        self._hovered = None
        self.set(self.rows())

    def say_back(self, notice: str) -> None:
        """Show why there is no answer yet; what was given stays."""
        self.notice = notice
        self.set(self.rows())

    def hold(self, response: Response) -> None:
        """Point at what was given, while something is asked before it counts."""
        given = response.chosen[0] if len(response.chosen) == 1 else None
        for cursor, target in enumerate(self.targets()):
            if target == given and given is not None:
                self.cursor = cursor
        self.notice = ""
        self.set(self.rows())

    def press(self, key: str, character: str | None) -> Response | bool:
        """Take a key; return the response if it gives one, else whether it meant something."""
        if self.turn is not None or self.question is None:
            return False
        self.notice = ""
        reply = self.take(key, character)
        if reply is False:
            reply = self._move(key)
        if reply is True:  # what a response changes is told once it is graded
            self.set(self.rows())
        return reply

    def paste(self, _pasted: str) -> bool:
        """Take pasted text; return whether it meant something."""
        return False

    def current(self) -> object:
        """Return the target that the cursor is on, None for none."""
        targets = self.targets()
        return targets[self.cursor] if 0 <= self.cursor < len(targets) else None

    # Keys and mouse that work the same everywhere

    def _move(self, key: str) -> Response | bool:
        targets = self.targets()
        if key in ("down", "up"):
            step = 1 if key == "down" else -1
            if self.cursor < 0:
                self.cursor = 0 if step > 0 else len(targets) - 1
            else:
                self.cursor = (self.cursor + step) % len(targets)
            return True
        if key in ("enter", "space") and self.current() is not None:
            return self.choose(self.current()) or True
        return False

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked."""
        row = self.row_at(event.y)
        if self.turn is not None or row is None or row.target is None:
            return
        event.stop()
        self.notice = ""
        response = self.choose(row.target)
        self.set(self.rows())
        self.post_message(self.Touched() if response is None else self.Given(response))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show what a click would choose."""
        row = self.row_at(event.y)
        self._hover(None if row is None or self.turn is not None else row.target)

    def on_leave(self) -> None:
        """Show that a click would choose nothing."""
        self._hover(None)

    def _hover(self, target: object) -> None:
        if target != self._hovered:
            self._hovered = target
            self.repaint(self.rows())

    # Rows that look the same everywhere

    def open_row(self, key: str, body: str, target: object, mark: str = "") -> Row:
        """Return a row that can be chosen, `mark` before its key."""
        here = target is not None and target == self.current()
        label = text(key, "reverse" if here else "$note")
        parts = [text(CURSOR if here else "", "$note"), text(mark), label]
        style = "bold" if here else "underline" if target == self._hovered else ""
        return Row(margin=join(parts, " "), body=block(body, style), target=target, air=True)

    def closed_row(self, key: str, body: str, *, right: bool, given: bool) -> Row:
        """Return a row of an answered question: symbol and word, not colour alone."""
        if not right and not given:
            return Row(margin=text(key, "$faint"), body=block(body, "$faint"), air=True)
        style = "$right" if right else "$wrong"
        mark = text(RIGHT if right else WRONG, style)
        narrow = "yours" if given else "right"
        wide = "your answer" if given else "the answer"
        label = text(key, style)
        return Row(
            margin=join([text(narrow, "$faint"), mark, label], " "),
            wide=join([text(wide, "$faint"), mark, label], " "),
            body=block(body, "bold" if right else style),
            air=True,
        )

    def unknown_row(self, key: str = "0") -> Row:
        """Return the row that is always there."""
        if self.turn is not None:
            return BLANK
        here = self.current() == UNKNOWN
        style = "bold" if here else "underline" if self._hovered == UNKNOWN else "$faint"
        label = text(key, "reverse" if here else "$note")
        return Row(
            margin=join([text(CURSOR if here else "", "$note"), label], " "),
            body=text("I don’t know", style),
            target=UNKNOWN,
            air=True,
        )

    def notice_rows(self) -> list[Row]:
        """Return the notice, if there is one, with a line before it."""
        return (
            [BLANK, Row(body=say("{notice}", "$note", notice=self.notice))] if self.notice else []
        )

    def unknown_rows(self) -> list[Row]:
        """Return how "I don't know" looks afterwards, or the row to choose it."""
        return [] if self.turn is not None else [self.unknown_row()]


def digit(key: str) -> int | None:
    """Return the digit that a key is, from a keypad or not."""
    return int(key) if len(key) == 1 and key.isascii() and key.isdigit() else None


def given_rows(content: Content, *, right: bool) -> list[Row]:
    """Return what was typed, marked as right or wrong."""
    style = "$right" if right else "$wrong"
    mark = text(RIGHT if right else WRONG, style)
    return [
        Row(
            margin=join([text("yours", "$faint"), mark], " "),
            wide=join([text("your answer", "$faint"), mark], " "),
            body=content.stylize_before("bold" if right else style),
        )
    ]


def dated(thing: str, date: str) -> Content:
    """Return a thing and, once it is told, its date."""
    if not date:
        return block(thing)
    return say("{thing}, {date}", thing=block(thing), date=text(date, "italic $faint"))


NOTHING_KNOWN = Response(unknown=True)
