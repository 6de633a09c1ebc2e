"""What is said after an answer, set as a page is: the text, and the footnotes at its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from quiz.play.certainty import NAMES, signed
from quiz.play.certainty import mark as mark_for
from quiz.play.feedback import NEARLY
from quiz.quick import dataclass
from quiz.ui.marks import PARTLY, RIGHT, RULE, RULE_WIDTH, WRONG, in_words, streak_mark, superscript
from quiz.ui.safe import block, join, say, text
from quiz.ui.widgets.prose import Prose, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.content import Content

    from quiz.model import Citation, Verdict
    from quiz.play.feedback import Feedback, Line


_BESIDE = {
    "answer": (RIGHT, RIGHT, "$right"),
    "chosen": (WRONG, WRONG, "$wrong"),
    "dissent": ("but see", "but see", "$faint"),
}
"""What stands in the margin of a line of some kind: narrow, wide, style."""


class FeedbackText(Prose):
    """Reasons and footnotes; a click on a footnote asks for its passage."""

    @dataclass
    class NoteClicked(Message):
        """A footnote was clicked."""

        number: int

    def on_click(self, event: events.Click) -> None:
        """Say which footnote was clicked, if one was."""
        row = self.row_at(event.y)
        if row is not None and isinstance(row.target, tuple) and not self.screen.selections:
            event.stop()
            self.post_message(self.NoteClicked(row.target[1]))


def verdict_row(
    verdict: Verdict,
    feedback: Feedback,
    *,
    streak: int,
    counts: bool,
    confidence: int | None = None,
) -> Row:
    """Return the headline: points in the margin, then symbol and word, then a streak reached.

    `streak` is 0 unless this answer reached a length worth a mark; `counts`: points are earned;
    `confidence`: what its mark is for, which is no part of the points.
    """
    nearly = verdict.score >= NEARLY
    style = "$right" if verdict.correct else "$note" if nearly else "$wrong"
    mark = RIGHT if verdict.correct else PARTLY if nearly else WRONG
    if not verdict.given and not verdict.correct:
        mark, style = "", "$note"
    headline = join([text(mark, style), text(feedback.headline, "bold")], " ")
    if verdict.remark:
        headline = headline.append(say(" — {remark}", remark=_lower(verdict.remark)))
    if streak:
        many = in_words(streak)
        row = say(" — {n} in a row {mark}", "$note", n=many, mark=streak_mark(streak))
        headline = headline.append(row)
    if confidence is not None:
        figure = signed(mark_for(confidence, correct=verdict.correct))
        headline = headline.append(
            say(" — {name} {figure}", "$faint", name=NAMES[confidence], figure=figure)
        )
    if not counts or not verdict.points:
        return Row(body=headline)
    points = say("+{points}", "bold $note", points=verdict.points)
    return Row(margin=points, wide=say("{points} points", points=points), body=headline)


def reason_rows(lines: Sequence[Line], *, answer_is_seen: bool) -> list[Row]:
    """Return the sentences with their footnote numbers, but for what stands elsewhere already.

    The remark is in the headline; the answer, where the form shows which one is right.
    """
    return [
        _reason_row(line)
        for line in lines
        if line.kind != "remark" and not (line.kind == "answer" and answer_is_seen)
    ]


def _reason_row(line: Line) -> Row:
    narrow, wide, style = _BESIDE.get(line.kind, ("", "", ""))
    body = block(line.text, "bold" if line.kind == "answer" else "")
    if line.notes:
        body = body.append(text(superscript(*line.notes), "$note"))
    return Row(margin=text(narrow, style), wide=text(wide, style), body=body, air=True)


def footnote_rows(citations: Sequence[Citation]) -> list[Row]:
    """Return the footnotes under a short rule, numbered in the margin."""
    if not citations:
        return []
    rows = [Row(body=text(RULE * RULE_WIDTH, "$hair"))]
    first: dict[str, int] = {}
    for number, citation in enumerate(citations, start=1):
        rows.append(
            Row(
                margin=text(superscript(number), "$note"),
                body=cited(citation, as_note=first.get(citation.text)),
                target=("note", number),
            )
        )
        first.setdefault(citation.text, number)
    return rows


def cited(citation: Citation, *, as_note: int | None = None) -> Content:
    """Return a citation as one paragraph; `as_note`: the footnote that has its source in full."""
    if as_note is None:
        parts = [text(_open(citation.text), "$faint")]
    else:
        parts = [say("As {n}", "$faint", n=text(superscript(as_note), "$note"))]
    if citation.locator:
        parts.append(text(citation.locator, "$faint"))
    whole = join(parts, ", ")
    if not citation.phrase:
        return whole
    return say("{whole}: “{phrase}”", "$faint", whole=whole, phrase=text(citation.phrase, "italic"))


def _open(reference: str) -> str:
    """Return a reference without the full stop at its end, so that it can go on."""
    return reference.rstrip().removesuffix(".")


def _lower(remark: str) -> str:
    """Return a sentence as it stands after a dash."""
    remark = remark.strip().removesuffix(".")
    return (
        remark[:1].lower() + remark[1:] if remark[1:2].islower() or remark[1:2] == " " else remark
    )
