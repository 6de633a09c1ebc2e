"""The preview: the rows of a pack, the questions made from one of them, and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.message import Message

from quiz.quick import dataclass
from quiz.ui import keys
from quiz.ui.page import Page, Scroll
from quiz.ui.preview.view import View
from quiz.ui.safe import join, plain, say, text
from quiz.ui.widgets.fact_list import FactList, Item
from quiz.ui.widgets.keybar import Hint
from quiz.ui.widgets.line import Line
from quiz.ui.widgets.line_edit import LineEdit
from quiz.ui.widgets.problem_panel import LOOKS, ProblemPanel, State
from quiz.ui.widgets.prose import Row
from quiz.ui.widgets.specimen import Specimen, lacking_rows, question_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from quiz.ui.preview.bench import Made, Wish
    from quiz.ui.preview.edition import Edition, Place

BROAD, SLIM = 100, 76
"""Columns from which the list gets more of them, and below which it gets less."""
LEVELS = {1: "level 1, options far apart", 2: "level 2", 3: "level 3, options close"}
FINDING = (Hint("enter", "done", "enter"), Hint("↑ ↓", "row"), Hint("esc", "all rows", "escape"))


class PreviewScreen(Page):
    """Looks at a pack that is being written."""

    KEYS = keys.PREVIEW
    SECTION = "Preview"
    FLUSH = True

    @dataclass
    class Wished(Message):
        """The questions of a row are wanted."""

        wish: Wish

    @dataclass
    class Edit(Message):
        """The editor is wanted at a place."""

        place: Place

    class Quit(Message):
        """Leave."""

    def __init__(self, name: str) -> None:
        """`name`: what the pack is called until it is read."""
        super().__init__()
        self._name = name
        self._view = View()
        self._find = LineEdit()
        self._finding = False
        self._status = ""

    def parts(self) -> ComposeResult:
        """Compose head, both sides, and the problems below."""
        yield Line(ident="head")
        with Horizontal(id="sides"):
            with Vertical(id="list"):
                yield Line(ident="find")
                yield FactList(ident="facts")
            with Scroll(id="text"):
                yield Specimen(ident="question")
        yield ProblemPanel(ident="problems")

    def on_mount(self) -> None:
        """Show that it is being read."""
        self._show_all()

    def on_resize(self, event: events.Resize) -> None:
        """Part the width between the sides."""
        self.set_class(event.size.width >= BROAD, "-broad")
        self.set_class(event.size.width < SLIM, "-slim")
        self._show_find()

    # What the app tells

    def show_edition(self, edition: Edition, when: str) -> None:
        """Show what a save came to; while it is broken, the last good questions stay."""
        before = self._view.edition
        anew = self._view.take(edition, when)
        if before is None or before.number != edition.number:
            self._status = ""
        self._name = edition.name if edition.pack is not None else self._name
        self._show_all()
        if anew:
            self._wish()

    def show_made(self, made: Made) -> None:
        """Show the questions of a row, unless another is wanted by now."""
        if self._view.take_made(made) and self.is_mounted:
            self._show_question(keep=True)
            self.show_hints()

    def show_status(self, sentence: str) -> None:
        """Say something until the next save."""
        self._status = sentence
        if self.is_mounted:
            self._show_problems()

    # What is shown

    def _show_all(self) -> None:
        if not self.is_mounted:
            return
        self._show_head()
        self._show_list()
        self._show_question(keep=True)
        self._show_problems()
        self.show_hints()

    def _show_problems(self) -> None:
        view = self._view
        state = State(
            when=view.when,
            problems=view.problems,
            at=view.at,
            opened=view.opened,
            stale=view.stale,
            status=self._status,
        )
        self.query_one(ProblemPanel).set(state)

    def _show_head(self) -> None:
        view = self._view
        form = view.leaves.form
        parts = [
            text("Preview", "bold $note"),
            text(LEVELS[view.level]),
            say("only {form}", form=form.value) if form else text("all forms"),
            *([say("draw {n}", n=view.draws + 1)] if view.draws else []),
            text(self._name, "$faint"),
        ]
        self.query_one("#head", Line).set(join(parts, "  ·  "))

    def _show_list(self) -> None:
        catalogue = self._view.catalogue
        wrong: dict[str, str] = {}
        for problem in self._view.problems:
            if problem.row:
                wrong.setdefault(problem.row, problem.severity)
        items = []
        for one in catalogue.lines:
            mark, style = LOOKS[wrong[one.key]] if one.key in wrong else ("", "")
            items.append(Item(one.name, one.key, mark, style, quiet=one.below or one.aside))
        if self._view.good is None:
            empty = "" if self._view.edition is None else "No rows yet"
        else:
            empty = "No row has that" if catalogue.total else "The pack has no rows"
        self.query_one(FactList).show(items, catalogue.at, empty=empty)
        self._show_find()

    def _show_find(self) -> None:
        if not self.is_mounted:
            return
        catalogue = self._view.catalogue
        if self._finding:
            line = join([text("/", "$note"), self._find.show(active=True)])
        elif catalogue.needle:
            line = say("/{needle}  {n}", "$note", needle=catalogue.needle, n=catalogue.shown)
        elif catalogue.total:
            line = say("{n} rows", "$faint", n=catalogue.total)
        else:
            line = text("")
        self.query_one("#find", Line).set(line)

    def _show_question(self, *, keep: bool = False) -> None:
        rows = self._question_rows()
        self.query_one(Specimen).set(rows)
        if not keep:
            self.scrolling().scroll_home(animate=False)

    def _question_rows(self) -> list[Row]:
        view = self._view
        if view.edition is None or (view.good is not None and not view.catalogue.chosen):
            return []
        if view.good is None:
            return [
                Row(body=text("The pack cannot be played yet.", "bold")),
                Row(body=text("Mend what is told below and save: its questions will show here.")),
            ]
        made, question = view.leaves.made, view.leaves.question
        if made is None or made.wish.key != view.catalogue.chosen:
            return [Row(body=text("Making its questions …", "$faint"))]
        head = Row(body=text(view.leaves.title, "$note"))
        if question is not None:
            return [head, *question_rows(question)]
        return [head, *lacking_rows(made, view.leaves.form)]

    # What is wanted

    def _wish(self) -> None:
        if self._view.catalogue.chosen:
            self.post_message(self.Wished(self._view.wish))

    def _chosen(self) -> None:
        """Show what is there of another row at once, and ask for the rest."""
        self._view.leaves.turn_home()
        self._show_list()
        self._show_question()
        self._wish()

    def on_fact_list_chosen(self, message: FactList.Chosen) -> None:
        """Take a click."""
        message.stop()
        self._view.catalogue.choose(message.key)
        self._chosen()
        self.show_hints()

    # Keys

    def hints(self) -> Sequence[Hint]:
        """Return the keys."""
        if self._finding:
            return FINDING
        view = self._view
        mend = (Hint("m", "mend", "m"),) if view.opened and view.problems else ()
        others = (Hint("tab", "problems", "tab"),) if len(view.problems) > len(mend) else ()
        ends = (Hint("?", "keys", "question_mark"), Hint("q", "leave", "q"))
        if view.good is None:
            return (*mend, *others, *ends)
        return (
            *mend,
            *((Hint("← →", "question", "right"),) if len(view.leaves) > 1 else ()),
            *((Hint("space", "more", "space", minor=True),) if self.scrolling().more else ()),
            Hint("enter", "edit", "enter"),
            *others,
            Hint("f", "form", "f", minor=True),
            Hint("l", "level", "l", minor=True),
            Hint("/", "find", "slash", minor=True),
            *ends,
        )

    @property
    def writing(self) -> bool:
        """Whether words to find are being typed."""
        return self._finding

    def typed(self, key: str, character: str | None) -> bool:
        """Take what is typed to find rows."""
        if not self._finding or key in ("up", "down", "pageup", "pagedown", "ctrl+c"):
            return False
        if key in ("enter", "tab"):
            self._finding = False
        elif key == "escape" or (key == "backspace" and not self._find.text):
            self._finding = False
            self._find.clear()
        else:
            self._find.press(key, character)
        before = self._view.catalogue.chosen
        self._view.catalogue.search(self._find.text.strip())
        if self._view.catalogue.chosen != before:
            self._chosen()
        self._show_list()
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted to find rows."""
        event.stop()
        if self._finding and not self.cramped:
            self._find.insert(plain(event.text))
            self.typed("", None)

    def do_search(self) -> None:
        """Begin to find."""
        self._finding = self._view.catalogue.total > 0
        self._show_find()

    def do_group(self) -> None:
        """Group the rows otherwise."""
        self._view.catalogue.regroup()
        self._show_list()

    def _step(self, by: int) -> None:
        before = self._view.catalogue.chosen
        self._view.catalogue.step(by)
        if self._view.catalogue.chosen != before:
            self._chosen()

    def do_up(self) -> None:
        """Point at the row above."""
        self._step(-1)

    def do_down(self) -> None:
        """Point at the row below."""
        self._step(1)

    def do_page_up(self) -> None:
        """Go a screen of rows up."""
        self._step(-max(1, self.query_one(FactList).size.height - 1))

    def do_page_down(self) -> None:
        """Go a screen of rows down."""
        self._step(max(1, self.query_one(FactList).size.height - 1))

    def do_top(self) -> None:
        """Go to the first row."""
        self._step(-self._view.catalogue.total)

    def do_end(self) -> None:
        """Go to the last row."""
        self._step(self._view.catalogue.total)

    def do_next(self) -> None:
        """Turn to the row's next question."""
        self._view.leaves.step(1)
        self._show_question()

    def do_previous(self) -> None:
        """Turn to the question before."""
        self._view.leaves.step(-1)
        self._show_question()

    def do_why_not(self) -> None:
        """Turn to what is not asked."""
        self._view.leaves.turn_end()
        self._show_question()

    def do_more(self) -> None:
        """Scroll the question down."""
        self.scrolling().leaf(1)

    def do_less(self) -> None:
        """Scroll the question up."""
        self.scrolling().leaf(-1)

    def do_form(self) -> None:
        """Keep to the next form."""
        self._to_form(1)

    def do_form_back(self) -> None:
        """Keep to the form before."""
        self._to_form(-1)

    def _to_form(self, by: int) -> None:
        self._view.to_form(by)
        self._show_head()
        self._show_question()

    def do_level(self) -> None:
        """Take the next level."""
        self.do_nth(self._view.level % len(LEVELS) + 1)

    def do_nth(self, number: int) -> None:
        """Take a level."""
        self._view.level = number
        self._show_head()
        self._wish()

    def do_again(self) -> None:
        """Draw the options anew."""
        self._view.draws += 1
        self._show_head()
        self._wish()

    # Problems and the editor

    def do_problem(self) -> None:
        """Read the next problem."""
        self._to_problem(1)

    def do_problem_back(self) -> None:
        """Read the problem before."""
        self._to_problem(-1)

    def _to_problem(self, by: int) -> None:
        self._status = ""
        if self._view.to_problem(by):
            self._chosen()
        self._show_problems()

    def do_mend(self) -> None:
        """Open the editor at the problem that is read."""
        self._edit(self._view.place_of_problem())

    def do_edit(self) -> None:
        """Open the editor at the row; where there are none, at the problem."""
        self._edit(self._view.place_of_row())

    def _edit(self, place: Place | None) -> None:
        if place is not None:
            self.post_message(self.Edit(place))

    def do_quit(self) -> None:
        """Leave."""
        self.post_message(self.Quit())
