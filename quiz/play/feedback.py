"""What is said after an answer: the right one, why the given one is not it, why, and who says so.

Rules F1 to F4 of RULES.md: nothing is said here that the question does not carry with citations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from quiz.form import Form
from quiz.play.grading.responses import in_words
from quiz.quick import frozen
from quiz.text import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.model import Citation, Option, Question, Response, Verdict

NEARLY = 0.25
"""Least score of a wrong answer that is called "not quite" right."""

Kind = Literal["answer", "chosen", "why", "dissent", "remark", "news"]


@frozen
class Line:
    """One sentence or more of feedback, and the numbers of its footnotes, from 1."""

    text: str
    notes: tuple[int, ...] = ()
    kind: Kind = "why"


@frozen
class Feedback:
    """What a student is told; `footnotes[n - 1]` is footnote n."""

    headline: str
    """Right; Nearly right (correct, but not exact); Not quite (part of the score); Not this time;
    Here is the answer (after "I don't know"); One moment (asked again, no verdict yet)."""
    lines: tuple[Line, ...]
    footnotes: tuple[Citation, ...]


class _Footnotes:
    """Numbers citations in the order of first use; the same place in a source has one number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str, str], int] = {}
        self._citations: list[Citation] = []

    def number(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        numbers: list[int] = []
        for citation in citations:
            place = (citation.source, citation.locator, citation.phrase)
            if place not in self._numbers:
                self._citations.append(citation)
                self._numbers[place] = len(self._citations)
            if self._numbers[place] not in numbers:
                numbers.append(self._numbers[place])
        return tuple(numbers)

    @property
    def all(self) -> tuple[Citation, ...]:
        return tuple(self._citations)


def feedback(question: Question, response: Response, verdict: Verdict, news: str = "") -> Feedback:
    """Return what to say: remark, right answer if it was not given, the wrong options, the reasons.

    `news`: what must be said first. A sentence is said once, even where an option and a reason
    both have it.
    """
    if verdict.retry:
        line = Line(text=verdict.retry, kind="remark")
        return Feedback(headline="One moment", lines=(line,), footnotes=())
    notes = _Footnotes()
    lines: list[Line] = []
    said: set[str] = set()

    def say(text: str, kind: Kind, citations: Iterable[Citation] = ()) -> None:
        text = sentence(text)
        if text and text not in said:
            said.add(text)
            lines.append(Line(text=text, notes=notes.number(citations), kind=kind))

    say(news, "news")
    say(verdict.remark, "remark")
    if verdict.score < 1:
        say(f"The answer: {right_answer(question)}", "answer")
    for option in _wrongly_chosen(question, response):
        say(option.why, "chosen", option.citations)
    for option in _overlooked(question, response):
        say(option.why, "why", option.citations)
    for reason in question.reasons:
        say(reason.text, "why", reason.citations)
    return Feedback(headline=_headline(response, verdict), lines=tuple(lines), footnotes=notes.all)


def _headline(response: Response, verdict: Verdict) -> str:
    if response.unknown:
        return "Here is the answer"
    if verdict.correct:
        return "Right" if verdict.score == 1 else "Nearly right"
    return "Not quite" if verdict.score >= NEARLY else "Not this time"


def right_answer(question: Question) -> str:
    """Return the right answer in words, made from the key where the question has none in words."""
    if question.answer:
        return question.answer
    if question.form is Form.ORDER:
        return ", then ".join(question.items)
    if question.pairs:
        return "; ".join(f"{left} – {right}" for left, right in question.pairs)
    return in_words([option.text for option in question.options if option.correct])


def cite(citation: Citation) -> str:
    """Return the citation on one line: reference, place, phrase."""
    parts = [citation.text.rstrip(".")]
    if citation.locator:
        parts.append(f", {citation.locator}")
    if citation.phrase:
        parts.append(f": “{citation.phrase}”")
    return sentence("".join(parts))


def _wrongly_chosen(question: Question, response: Response) -> list[Option]:
    """Return the options, correction included, that were chosen and are wrong (rule F2)."""
    if not question.options or response.unknown:
        return []
    wrong = [question.options[i] for i in response.chosen if not question.options[i].correct]
    if question.correction is not None and response.correction is not None:
        correction = question.correction.options[response.correction]
        if not correction.correct:
            wrong.append(correction)
    return wrong


def _overlooked(question: Question, response: Response) -> list[Option]:
    """Return the right options that a student who ticked several did not tick."""
    right = [option for option in question.options if option.correct]
    if response.unknown or len(right) < 2:
        return []
    return [
        option
        for i, option in enumerate(question.options)
        if option.correct and i not in response.chosen
    ]
