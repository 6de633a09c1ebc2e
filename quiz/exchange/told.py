"""What a question says, ready for any format: clean text, options with their worth, its sources."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from quiz.model import Form
from quiz.packs.citations import inner_quotes
from quiz.play.feedback import cite
from quiz.play.grading.arrange import right_slots, timeline_score
from quiz.play.grading.numbers import is_year
from quiz.quick import dataclass
from quiz.text import clean, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.model import Citation, Question

PICKED = (Form.CHOICE, Form.MULTI, Form.ODD_ONE_OUT, Form.SOURCES)
TYPED = (Form.TYPED, Form.CLOZE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the things to choose from, and what choosing it adds to the score."""

    text: str
    share: float
    """-1 to 1. The score is the sum over what is chosen, not below 0."""
    why: str = ""
    citations: tuple[Citation, ...] = ()


def line(text: str) -> str:
    """Return clean text on one line."""
    return " ".join(clean(text).split())


def paragraph(text: str) -> str:
    """Return clean text with its own line ends."""
    return clean(text, newlines=True).strip()


def is_single(question: Question) -> bool:
    """Tell whether one option, and only one, is to be chosen."""
    if question.form in (Form.TIMELINE, Form.TRUE_FALSE):
        return True
    return question.form is not Form.MULTI and sum(o.correct for o in question.options) == 1


def choices(question: Question) -> tuple[Choice, ...]:
    """Return what can be chosen, with the shares of RULES.md F1, F2, F10 and F11.

    A timeline's places are choices too. Empty for forms that are not answered by choosing.
    """
    if question.form is Form.TIMELINE:
        first, last = right_slots(question)
        return tuple(
            Choice(text=text, share=timeline_score(max(first - at, at - last, 0)))
            for at, text in enumerate(places(question))
        )
    if question.form not in (*PICKED, Form.TRUE_FALSE):
        return ()
    right = sum(option.correct for option in question.options)
    wrong = max(len(question.options) - right, 2)
    single = is_single(question)
    return tuple(
        Choice(
            text=line(option.text),
            share=(1 / right) if option.correct else (0.0 if single else -1 / wrong),
            why=sentence(line(option.why)),
            citations=option.citations,
        )
        for option in question.options
    )


def places(question: Question) -> tuple[str, ...]:
    """Return a timeline's places: Before “A”, Between “A” and “B”, …, After “Z”."""
    names = [f"“{inner_quotes(line(item))}”" for item in question.items]
    between = (f"Between {a} and {b}" for a, b in pairwise(names))
    return (f"Before {names[0]}", *between, f"After {names[-1]}")


def accepted(question: Question) -> tuple[tuple[str, str], ...]:
    """Return what counts when typed, each with what there is to say of it: a minority's reading."""
    out: dict[str, str] = {}
    for text in (question.answer, *question.accepted):
        out.setdefault(line(text), "")
    for name in question.documented:
        for text in name.accepted:
            out.setdefault(line(text), sentence(line(name.text)))
    out.pop("", None)
    once: dict[str, tuple[str, str]] = {}
    for text, told in out.items():  # capitals do not count when typed
        once.setdefault(text.casefold(), (text, told))
    return tuple(once.values())


def asked(question: Question) -> str:
    """Return the prompt; where a number is typed, with its unit."""
    prompt = paragraph(question.prompt)
    unit = line(question.unit)
    if question.form is not Form.NUMBER or not unit or is_year(question) or unit in prompt:
        return prompt
    return f"{prompt} (in {unit})"


def sources(citations: Sequence[Citation]) -> list[str]:
    """Return the citations as lines, each once."""
    return list(dict.fromkeys(line(cite(citation)) for citation in citations))


def in_one(citations: Sequence[Citation]) -> str:
    """Return all citations as one sentence, or ""."""
    return sentence("; ".join(text.rstrip(".") for text in sources(citations)))


def noted(question: Question) -> tuple[list[tuple[str, list[int]]], list[Citation]]:
    """Return the explanation's sentences, each with the numbers of its notes, and the notes."""
    notes: list[Citation] = []
    places: dict[str, int] = {}
    told = []
    for reason in question.reasons:
        numbers = []
        for citation in reason.citations:
            place = cite(citation)
            if place not in places:
                notes.append(citation)
                places[place] = len(notes)
            numbers.append(places[place])
        told.append((sentence(line(reason.text)), list(dict.fromkeys(numbers))))
    return told, notes


def html_text(text: str) -> str:
    """Return text as HTML: nothing in it is a tag."""
    return escape(text, quote=False).replace("\n", "<br>")


def html_why(why: str, citations: Sequence[Citation]) -> str:
    """Return a reason and its sources as HTML, in one paragraph."""
    said = html_text(why)
    who = html_text(in_one(citations))
    return f"{said} <small>{who}</small>" if who and said else said or who


def html_explained(question: Question) -> str:
    """Return the explanation as HTML, with numbered sources below it."""
    told, notes = noted(question)
    said = " ".join(
        html_text(text) + "".join(f"<sup>{number}</sup>" for number in numbers)
        for text, numbers in told
    )
    parts = [f"<p>{said}</p>"] if said else []
    if question.dates:
        pairs = zip(question.dates, question.items, strict=False)
        rows = "".join(f"<li>{html_text(line(d))}: {html_text(line(i))}</li>" for d, i in pairs)
        parts.append(f"<ul>{rows}</ul>")
    if notes:
        parts.append(f"<ol>{''.join(f'<li>{_linked(note)}</li>' for note in notes)}</ol>")
    return "".join(parts)


def _linked(citation: Citation) -> str:
    said = html_text(line(cite(citation)))
    url = line(citation.url or "")
    if not url.startswith(("https://", "http://")):
        return said
    return f'{said} <a href="{escape(url)}">{escape(url)}</a>'
