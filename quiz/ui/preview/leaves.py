"""The questions of a row to leaf through, and after the last of them what is not asked. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.generate.slots import BACK
from quiz.ui.safe import said

if TYPE_CHECKING:
    from quiz.model import Form, Question
    from quiz.ui.preview.bench import Made


class Leaves:
    """One question is turned to, or the leaf that says what is not asked."""

    def __init__(self) -> None:
        self.made: Made | None = None
        self.form: Form | None = None
        """The form that is kept to; None for all."""
        self._at = 0

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of the form that is kept to."""
        made = self.made.questions if self.made else ()
        return tuple(q for q in made if self.form in (None, q.form))

    def __len__(self) -> int:
        """Return how many leaves there are: one a question, and the last one."""
        return len(self.questions) + 1

    @property
    def question(self) -> Question | None:
        """The question that is turned to; None for the last leaf."""
        questions = self.questions
        return questions[self._at] if self._at < len(questions) else None

    @property
    def title(self) -> str:
        """What stands above the leaf: "2 of 14 · choice · asks for “when”"."""
        question, all_of_them = self.question, len(self.questions)
        if question is None:
            if self.form is not None:
                return said("Not asked as {form}, and why", form=self.form.value)
            return "What is not asked, and why" if all_of_them else "No question, and why"
        field = question.facet.rsplit("/", 1)[-1]
        asks = (
            said("asked back by “{field}”", field=field.removesuffix(BACK))
            if field.endswith(BACK)
            else said("asks for “{field}”", field=field)
        )
        return said(
            "{at} of {all} · {form} · {asks}",
            at=self._at + 1,
            all=all_of_them,
            form=question.form.value,
            asks=asks,
        )

    def fill(self, made: Made) -> None:
        """Take the questions of a row; of the same row, the same question stays."""
        shown = self.question
        same = self.made is not None and self.made.wish.key == made.wish.key
        last = same and shown is None and self._at > 0
        self.made = made
        if not same:
            self._at = 0
            return
        ids = [question.id for question in self.questions]
        if shown is not None and shown.id in ids:
            self._at = ids.index(shown.id)
        else:
            self._at = len(ids) if last else min(self._at, max(0, len(ids) - 1))

    def keep_to(self, form: Form | None) -> None:
        """Keep to a form, or to none; the question stays where it is of that form."""
        shown = self.question
        self.form = form
        ids = [question.id for question in self.questions]
        self._at = ids.index(shown.id) if shown is not None and shown.id in ids else 0

    def step(self, by: int) -> None:
        """Turn so many leaves, round the end."""
        self._at = (self._at + by) % len(self)

    def turn_home(self) -> None:
        """Turn to the first leaf."""
        self._at = 0

    def turn_end(self) -> None:
        """Turn to the last leaf, and from there back to the first."""
        self._at = 0 if self.question is None else len(self.questions)
