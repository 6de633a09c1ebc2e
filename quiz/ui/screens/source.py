"""A source: the passage around the phrase where there is a copy, else the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from textual import work
from textual.message import Message
from textual.worker import Worker, WorkerState

from quiz.quick import dataclass
from quiz.records.settings import OWN
from quiz.ui import keys
from quiz.ui.marks import CURSOR, superscript
from quiz.ui.page import Page, Scroll
from quiz.ui.safe import block, join, say, text
from quiz.ui.widgets.hud import Hud, Standing
from quiz.ui.widgets.keybar import Hint
from quiz.ui.widgets.prose import BLANK, Prose, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from quiz.exchange.copied import Copied
    from quiz.model import Citation
    from quiz.packs.passages import Passage

PHRASE = "bold reverse"
"""How the phrase is marked; the margin points at its lines as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A citation to be shown, and what it is cited for."""

    citation: Citation
    number: int | None = None
    """Its footnote on the question's screen."""
    about: str = ""
    """The option that it speaks of, where no footnote does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What could be found out about a citation."""

    passage: Passage | None = None
    note: str = ""
    """What kind of witness the source is."""
    has_copy: bool = False


class Shelf(Protocol):
    """Where passages are looked up. Called in a thread: reading a copy takes time."""

    def __call__(self, citation: Citation) -> Found:
        """Return what there is."""

    def reference(self, citation: Citation, style: str) -> Copied:
        """Return the reference in a style, or in our own form."""


class SourceScreen(Page):
    """Pages through the citations of a question."""

    KEYS = keys.SOURCES
    SECTION = "Sources"

    class Closed(Message):
        """Back to the question."""

    @dataclass
    class Opened(Message):
        """The address of a source is to be opened."""

        url: str

    @dataclass
    class Copy(Message):
        """A reference is wanted in the clipboard, in a style of `settings.TITLES`."""

        text: str
        style: str
        following: str
        """The style that the key takes next, "" where there is one only."""

    @dataclass
    class _Looked(Message):
        index: int
        found: Found

    def __init__(
        self,
        leaves: Sequence[Leaf],
        shelf: Shelf,
        *,
        title: str,
        first: int = 0,
        style: str = OWN,
    ) -> None:
        """`first`: the index of the leaf to begin with; `style`: in which it is copied first."""
        super().__init__()
        self._style = style
        self._copied = False
        """Whether this leaf was copied already, so that the next style is meant."""
        self._first = first if 0 <= first < len(leaves) else 0
        self._leaves = tuple(leaves)
        self._shelf = shelf
        self._title = title
        self._at = 0
        self._found: dict[int, Found] = {}

    def parts(self) -> ComposeResult:
        """Compose head and text."""
        yield Hud()
        with Scroll(id="text"):
            yield Prose(ident="leaf")

    def on_mount(self) -> None:
        """Show the one to begin with."""
        self._turn_to(self._first)

    def _turn_to(self, index: int) -> None:
        self._at = index
        self._copied = False
        self.query_one(Hud).set(
            Standing(number=index + 1, total=len(self._leaves), done=index + 1, title=self._title)
        )
        if index not in self._found:
            self._look(index)
        self._show()
        self.scrolling().scroll_home(animate=False)
        self.call_after_refresh(self._to_phrase)
        self.show_hints()

    @work(thread=True, exclusive=True, exit_on_error=False, group="look")
    def _look(self, index: int) -> None:
        self.post_message(self._Looked(index, self._shelf(self._leaves[index].citation)))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Where looking it up failed, show the reference alone."""
        if event.state is WorkerState.ERROR and event.worker.group == "look":
            self._found[self._at] = Found()
            self._show()

    def on_source_screen__looked(self, message: _Looked) -> None:
        """Show what was found."""
        message.stop()
        self._found[message.index] = message.found
        if message.index == self._at:
            self._show()
            self.call_after_refresh(self._to_phrase)

    def _to_phrase(self) -> None:
        """Bring the phrase into sight, with what leads up to it."""
        line = self.query_one("#leaf", Prose).line_beside(PHRASE)
        part = self.scrolling()
        if line is not None and line >= part.size.height - 2:
            part.scroll_to(y=line - part.size.height // 2, animate=False)

    def _show(self) -> None:
        leaf = self._leaves[self._at]
        citation = leaf.citation
        number = text(superscript(leaf.number), "$note") if leaf.number else text("")
        rows = [Row(margin=number, body=block(citation.text, "bold"))]
        if citation.locator:
            rows.append(Row(body=block(citation.locator)))
        found = self._found.get(self._at)
        if found is not None and found.note:
            rows.append(Row(body=block(found.note, "italic $faint")))
        if leaf.about:
            rows.append(Row(margin=text("for", "$faint"), body=block(leaf.about, "$faint")))
        if citation.url:
            rows.append(Row(margin=text("at", "$faint"), body=text(citation.url, "$faint")))
        rows.append(BLANK)
        rows += self._passage(citation, found)
        self.query_one("#leaf", Prose).set(rows)

    def _passage(self, citation: Citation, found: Found | None) -> list[Row]:
        phrase = text(citation.phrase, PHRASE)
        if found is None:
            return [Row(body=text("Looking it up…", "$faint"))]
        if found.passage is not None:
            passage = found.passage
            body = join(
                [
                    block(passage.before, "$faint"),
                    block(passage.phrase, PHRASE),
                    block(passage.after, "$faint"),
                ]
            )
            return [Row(margin=text(CURSOR, "$note"), beside=PHRASE, body=body)]
        rows = []
        if citation.phrase:
            rows = [
                Row(margin=text("look for", "$faint"), body=say("“{phrase}”", phrase=phrase)),
                BLANK,
            ]
        why = (
            "The phrase is not in the copy of this source that is here."
            if found.has_copy
            else "There is no copy of this source here to show the passage from."
        )
        return [*rows, Row(body=text(why, "$faint"))]

    def hints(self) -> Sequence[Hint]:
        """Return the keys."""
        many = len(self._leaves) > 1
        opens = bool(self._leaves[self._at].citation.url)
        more = self.query_one("#text", Scroll).more
        return (
            *((Hint("→", "next", "right"), Hint("←", "previous", "left")) if many else ()),
            *((Hint("o", "open in browser", "o"),) if opens else ()),
            Hint("c", "copy", "c", minor=True),
            *((Hint("↑ ↓", "more"),) if more else ()),
            Hint("s", "back", "s"),
            Hint("?", "keys", "question_mark"),
        )

    def do_next(self) -> None:
        """Turn to the next."""
        if self._at + 1 < len(self._leaves):
            self._turn_to(self._at + 1)

    def do_previous(self) -> None:
        """Turn to the one before."""
        if self._at:
            self._turn_to(self._at - 1)

    def do_open(self) -> None:
        """Ask for the address to be opened."""
        url = self._leaves[self._at].citation.url
        if url:
            self.post_message(self.Opened(url))

    def do_copy(self) -> None:
        """Copy the reference; the same one again: in the next style."""
        known = _styles()
        if self._copied or self._style not in known:
            self._style = _after(self._style, known)
        self._copied = True
        self._print(self._leaves[self._at].citation, self._style)

    @work(thread=True, exclusive=True, exit_on_error=False, group="copy")
    def _print(self, citation: Citation, style: str) -> None:
        made = self._shelf.reference(citation, style)
        following = _after(style, _styles())
        self.post_message(self.Copy(made.text, made.style, following if following != style else ""))

    def do_close(self) -> None:
        """Go back."""
        self.post_message(self.Closed())


def _styles() -> Sequence[str]:
    from quiz.exchange.copied import styles  # deferred: most never copy one

    return styles()


def _after(style: str, known: Sequence[str]) -> str:
    """Return the style after another, round the end."""
    return known[(known.index(style) + 1) % len(known)] if style in known else known[0]


def leaves_of(
    footnotes: Sequence[Citation], options: Sequence[tuple[str, Sequence[Citation]]]
) -> list[Leaf]:
    """Return the footnotes by number, then what the options rest on besides, each place once."""
    leaves = [Leaf(citation=note, number=n) for n, note in enumerate(footnotes, start=1)]
    seen = {_place(leaf.citation) for leaf in leaves}
    for about, citations in options:
        for citation in citations:
            if _place(citation) not in seen:
                seen.add(_place(citation))
                leaves.append(Leaf(citation=citation, about=about))
    return leaves


def _place(citation: Citation) -> tuple[str, str, str]:
    return citation.source, citation.locator, citation.phrase
