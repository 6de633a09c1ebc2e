"""What a student has chosen: a page of rows, each with its value."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.message import Message

from quiz.quick import dataclass
from quiz.records.settings import EXTRAS, OWN, TITLES
from quiz.ui import keys
from quiz.ui.marks import count
from quiz.ui.page import Page, Scroll
from quiz.ui.safe import say, text
from quiz.ui.widgets.hud import Hud, Standing
from quiz.ui.widgets.keybar import Hint
from quiz.ui.widgets.listing import Entry, Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from quiz.records.settings import Settings

MINUTES = (0, 5, 10, 15, 20, 30, 45, 60, 90, 120)
NEW = (0, 5, 10, 15, 20, 30)
GOALS = (0, 5, 10, 15, 20, 30, 50, 100)
LABEL = 16
"""Cells of the column of names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One thing to choose: the name of its setting, its values, and what is said of it."""

    name: str
    label: str
    told: str
    values: tuple[Any, ...]
    shown: Callable[[Any], str]

    def next(self, value: Any, step: int) -> Any:
        """Return the value after another, round the end; the first for one that is not known."""
        if value not in self.values:
            return self.values[0]
        return self.values[(self.values.index(value) + step) % len(self.values)]


def _options(themes: Sequence[str]) -> tuple[Setting, ...]:
    return (
        Setting(
            name="confidence",
            label="Confidence",
            told="Say how sure you are before each verdict; points stay as they are.",
            values=(False, True),
            shown=lambda value: "on" if value else "off",
        ),
        Setting(
            name="extra",
            label="Extra time",
            told="Every time limit is that much longer, wherever there is one.",
            values=EXTRAS,
            shown=lambda value: "none" if value == 1 else say("× {n}", n=format(value, "g")).plain,
        ),
        Setting(
            name="minutes",
            label="Exam time",
            told="How long an exam may take.",
            values=MINUTES,
            shown=lambda value: _counted(value, "minute", "minutes", "as long as it takes"),
        ),
        Setting(
            name="new",
            label="New in a day",
            told="What you have not met before, at most; the rest is what is due.",
            values=NEW,
            shown=lambda value: _counted(value, "fact", "facts", "nothing new"),
        ),
        Setting(
            name="goal",
            label="Goal for a day",
            told="Shown on the first page. Nothing happens to those who miss it.",
            values=GOALS,
            shown=lambda value: _counted(value, "question", "questions", "no goal"),
        ),
        Setting(
            name="style",
            label="References",
            told="How c copies them from the page of a source; c again takes the next style.",
            values=tuple(TITLES),
            shown=lambda value: TITLES.get(value, TITLES[OWN]),
        ),
        Setting(
            name="theme",
            label="Theme",
            told="Ink is dark, paper is light; l on the home screen turns the page.",
            values=tuple(themes),
            shown=str,
        ),
    )


def _counted(value: int, one: str, many: str, none: str) -> str:
    return count(value, one, many) if value else none


class OptionsScreen(Page):
    """Rows to point at and to change."""

    KEYS = keys.OPTIONS
    SECTION = "Options"

    @dataclass
    class Changed(Message):
        """Something else was chosen."""

        settings: Settings

    class Closed(Message):
        """Enough."""

    def __init__(self, settings: Settings, themes: Sequence[str], *, student: str) -> None:
        """`student`: whose options these are, "" where there is one student only."""
        super().__init__()
        self._settings = settings
        self._options = _options(themes)
        self._student = student

    def parts(self) -> ComposeResult:
        """Compose head and list."""
        yield Hud()
        with Scroll(id="text"):
            yield Listing()

    def on_mount(self) -> None:
        """Show the rows."""
        whose = say("Options of {name}", name=self._student) if self._student else say("Options")
        self.query_one(Hud).set(Standing(number=0, total=0, done=0, title=whose.plain))
        self._show(0)

    def _show(self, at: int) -> None:
        self.query_one(Listing).show([self._entry(option) for option in self._options], at)
        self.show_hints()

    def _entry(self, option: Setting) -> Entry:
        value = option.shown(getattr(self._settings, option.name))
        line = say(
            "{label}{value}", label=text(option.label).pad_right(LABEL - len(option.label)),
            value=text(value, "bold $note"),
        )  # fmt: skip
        return Entry(key="", lines=(line, text(option.told, "$faint")), spaced=True)

    def hints(self) -> Sequence[Hint]:
        """Return the keys."""
        return (
            Hint("↑ ↓", "option"),
            Hint("space →", "change", "space"),
            Hint("←", "back a step", "left", minor=True),
            Hint("?", "keys", "question_mark"),
            Hint("o", "done", "o"),
        )

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Change what was clicked."""
        message.stop()
        self._change(1)

    def do_up(self) -> None:
        """Point at the one above."""
        self._point(-1)

    def do_down(self) -> None:
        """Point at the one below."""
        self._point(1)

    def do_more(self) -> None:
        """Take the next value."""
        self._change(1)

    def do_less(self) -> None:
        """Take the value before."""
        self._change(-1)

    def do_close(self) -> None:
        """Back to home."""
        self.post_message(self.Closed())

    def _point(self, step: int) -> None:
        listing = self.query_one(Listing)
        listing.point(step)
        listing.keep_in_sight(self.query_one("#text", Scroll))

    def _change(self, step: int) -> None:
        at = self.query_one(Listing).at
        option = self._options[at]
        value = option.next(getattr(self._settings, option.name), step)
        self._settings = replace(self._settings, **{option.name: value})
        self.post_message(self.Changed(self._settings))
        self._show(at)
