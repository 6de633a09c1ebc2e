"""What a format is: a name, what it can hold of a question, and how it is written.

A format of one's own is a `Format` named by an entry point of the group `footnote.formats`:

    [project.entry-points."footnote.formats"]
    my-format = "my_package:MY_FORMAT"
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from quiz.exchange.reading.found import Reading
    from quiz.model import Form, Question
    from quiz.packs.content import Pack

PARTS = ("sheet", "key", "explained")
"""What may stand on paper: the questions, the right answers, and these with why and who says so."""
SIZES = ("a4", "letter")


def _unheard(_sentence: str) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for beside the questions."""

    seed: str
    versions: int = 1
    """paper: how many sheets, each in an order of its own."""
    style: str = ""
    """paper: the style of its references, one of `references.STYLES`; empty: our own."""
    moment: float = 0.0
    """When it is written, in seconds since 1970: what Anki tells a later version by."""
    parts: tuple[str, ...] = PARTS
    """paper: which of PARTS."""
    size: str = ""
    """paper: which of SIZES; empty: A4, or whatever is in the printer."""
    say: Callable[[str], None] = _unheard
    """Takes a sentence for whoever exports, such as what a font does not have."""


def _nothing(_question: Question) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One of other people's formats.

    `refuses` and `loses` take a question and return a sentence, or "" where all is well: why the
    format cannot hold it at all, and what of it the format cannot hold. Both are told to whoever
    exports; a question that is refused never reaches `write`.
    """

    name: str
    """As after --to: "moodle-xml"."""
    title: str
    """What it is, in a few words."""
    suffix: str
    """How files of it are called: ".xml"."""
    write: Callable[[Iterable[Question], Pack, Wanted], Iterator[str] | Iterator[bytes]] | None = (
        None
    )
    """Yields the file piece by piece. Text is written as UTF-8. None: it is only read."""
    read: Callable[[str], Reading] | None = None
    """Returns what a file says. Raises QuizError where it is no such file. None: only written."""
    refuses: Callable[[Question], str] = _nothing
    loses: Callable[[Question], str] = _nothing
    paper: bool = False
    """Whether `versions` and `parts` mean anything."""
    sized: bool = False
    """Whether `size` means anything."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """How many questions went in, and what had to stay behind."""

    held: int = 0
    refused: dict[tuple[Form, str], int] = field(default_factory=dict)
    """By form and reason."""
    lost: dict[tuple[Form, str], int] = field(default_factory=dict)


def held(form: Format, questions: Iterable[Question], tally: Tally) -> Iterator[Question]:
    """Yield the questions that the format can hold, and count the others."""
    for question in questions:
        if reason := form.refuses(question):
            _count(tally.refused, question, reason)
            continue
        if loss := form.loses(question):
            _count(tally.lost, question, loss)
        tally.held += 1
        yield question


def _count(counts: dict[tuple[Form, str], int], question: Question, reason: str) -> None:
    counts[question.form, reason] = counts.get((question.form, reason), 0) + 1
