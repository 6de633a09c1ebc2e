"""Who plays: one of those there are, or someone new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from quiz.quick import dataclass
from quiz.ui import keys
from quiz.ui.list_page import ListPage
from quiz.ui.marks import count
from quiz.ui.page import Scroll
from quiz.ui.safe import block, say, text
from quiz.ui.widgets.hud import Hud, Standing
from quiz.ui.widgets.keybar import Hint
from quiz.ui.widgets.line_edit import LineEdit
from quiz.ui.widgets.listing import Entry, Listing
from quiz.ui.widgets.prose import BLANK, Prose, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from quiz.records.students import Student

NEW = "Someone new"


class StudentScreen(ListPage):
    """A list to choose from, and a line to type a name in."""

    KEYS = keys.STUDENTS
    SECTION = "Students"

    @dataclass
    class Chosen(Message):
        """A student was chosen; None to leave it as it was."""

        student: Student | None

    @dataclass
    class Named(Message):
        """Somebody new wants to play under this name."""

        name: str

    def __init__(
        self, students: Sequence[Student], answers: dict[str, int], *, playing: str
    ) -> None:
        """`answers`: how many each has given, by the id; `playing`: the id of who plays now."""
        super().__init__()
        self._students = tuple(students)
        self._answers = answers
        self._playing = playing
        self._line: LineEdit | None = None

    def parts(self) -> ComposeResult:
        """Compose head, list and the line."""
        yield Hud()
        with Scroll(id="text"):
            yield Listing()
            yield Prose(ident="name")

    def on_mount(self) -> None:
        """Show the list, who plays now marked."""
        self.query_one(Hud).set(Standing(number=0, total=0, done=0, title="Who plays?"))
        entries = [self._entry(index, each) for index, each in enumerate(self._students, start=1)]
        entries.append(Entry(key="n", lines=(text(NEW),)))
        ids = [student.id for student in self._students]
        at = ids.index(self._playing) if self._playing in ids else 0
        listing = self.query_one(Listing)
        listing.show(entries, at)
        self.call_after_refresh(listing.keep_in_sight, self.query_one("#text", Scroll))
        self.show_hints()

    def _entry(self, index: int, student: Student) -> Entry:
        told = count(self._answers.get(student.id, 0), "answer", "answers")
        line = say("{name}  {told}", name=student.name, told=text(told, "$faint"))
        return Entry(key=str(index) if index < 10 else "·", lines=(line,))

    def refuse(self, sentence: str) -> None:
        """Say why a name cannot be used; what was typed stays."""
        self._show_line(sentence)

    def hints(self) -> Sequence[Hint]:
        """Return the keys."""
        if self._line is not None:
            return (Hint("enter", "begin", "enter"), Hint("esc", "back", "escape"))
        return (
            Hint("↑ ↓", "student"),
            Hint("enter", "choose", "enter"),
            Hint("n", "someone new", "n"),
            Hint("u", "back", "u"),
        )

    def _show_line(self, notice: str = "") -> None:
        if self._line is None:
            self.query_one("#name", Prose).set([])
            return
        rows = [
            BLANK,
            Row(margin=text("name", "$note"), body=self._line.show(active=True)),
            Row(body=block(notice, "$note") if notice else text("Type a name.", "$faint")),
        ]
        self.query_one("#name", Prose).set(rows)
        self.call_after_refresh(self.query_one("#text", Scroll).scroll_end, animate=False)

    @property
    def writing(self) -> bool:
        """Whether a name is being typed."""
        return self._line is not None

    def typed(self, key: str, character: str | None) -> bool:
        """Give the line its keys while a name is typed."""
        if self._line is None:
            return False
        if key == "escape":
            self._line = None
        elif key == "enter":
            self.post_message(self.Named(self._line.text))
            return True
        else:
            self._line.press(key, character)
        self._show_line()
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Put what was pasted into the line."""
        if self._line is not None:
            event.stop()
            self._line.insert(event.text)
            self._show_line()

    def do_nth(self, number: int) -> None:
        """Choose by number."""
        if number <= len(self._students):
            self.choose(number - 1)

    def do_new(self) -> None:
        """Let a name be typed."""
        self.choose(len(self._students))

    def do_close(self) -> None:
        """Leave it as it was."""
        self.post_message(self.Chosen(None))

    def choose(self, index: int) -> None:
        """Choose a student; the entry after the last one is someone new."""
        if 0 <= index < len(self._students):
            self.post_message(self.Chosen(self._students[index]))
        elif self._line is None:
            self._line = LineEdit()
            self._show_line()
            self.show_hints()
