"""A sitting as a state machine: which question is next, what an answer changes, how it ends.

Pure. The session never writes: a face records `turn.answer` and only then shows the verdict.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from quiz.errors import ResponseError, TimeIsUp
from quiz.play import certainty, marks
from quiz.play.answering import fits, to_answer
from quiz.play.begin import moment, timestamp
from quiz.play.clock import TIME, limit
from quiz.play.feedback import Feedback, feedback
from quiz.play.grading import grade
from quiz.play.modes import RETURN_AFTER, Mode, mode_of
from quiz.play.rating import rating
from quiz.play.results import Ending, Missed, Results, TopicScore, tally
from quiz.play.waiting import Waiting
from quiz.quick import dataclass
from quiz.wire import response_from_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime

    from quiz.model import Answer, Question, Response, Sitting, Verdict
    from quiz.play.memory import Remembering

__all__ = ["Missed", "Results", "Session", "TopicScore", "Turn"]

CHANGED = "The pack’s author has changed this answer since you last had it."


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A response, what it is worth and what to say; `answer` goes to the log before it is said."""

    question: Question
    response: Response
    verdict: Verdict
    answer: Answer | None
    """None where `verdict.retry` asks again: nothing was answered yet."""
    news: str = ""
    """What the student is told that has come with a new version of the pack."""
    told: Feedback | None = None
    """What is said in place of what the verdict alone would."""

    @cached_property
    def feedback(self) -> Feedback:
        """What to say. It is put together when it is said, once the answer is on the disk."""
        return self.told or feedback(self.question, self.response, self.verdict, self.news)


class Session:
    """One student answering one set."""

    def __init__(
        self,
        sitting: Sitting,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        answered: Sequence[Answer] = (),
        learner: Remembering | None = None,
    ) -> None:
        """Begin, or go on where `answered`, the earlier answers of the sitting, leads to.

        They come as they were given, with their marks; one that fits no question of the sitting is
        left out. `now` gives aware moments in the student's
        own time zone: its date is the local day. `learner`: what was known before the sitting.
        """
        self.sitting = sitting
        self.mode: Mode = mode_of(sitting.mode)
        self.limit = limit(sitting)
        self._time_is_up = False
        self.now = now
        self.new_id = new_id
        self.learner = learner
        asked = {(each.id, each.variant): each for each in sitting.questions}
        of = ((answer, asked.get((answer.item_id, answer.variant_id))) for answer in answered)
        self._restart(answer for answer, to in of if to is not None and fits(to, answer))
        self.call_time()

    def _restart(self, given: Iterable[Answer]) -> None:
        """Begin, and take these answers, those that were undone among them."""
        self._queue = [Waiting(question) for question in self.sitting.questions]
        self._given = sorted(given, key=lambda answer: answer.position)
        self._undone = marks.undone(self._given)
        self._answers: list[Answer] = []
        self._first: list[tuple[Question, Answer]] = []
        self._rated_on: dict[str, str] = {}
        self.streak = 0
        self._best_streak = 0
        for answer in self._given:
            counted = marks.effective(answer)
            if counted is not None:
                self._replay(counted)

    @property
    def current(self) -> Question | None:
        """The question to be answered now; None when the sitting is finished."""
        return None if self.finished else self._queue[0].question

    @property
    def finished(self) -> bool:
        """Whether nothing is left to be asked."""
        return not self._queue or bool(self.ended)

    @property
    def ended(self) -> Ending:
        """What ended the sitting before its last question, "" where nothing did."""
        if self.lives == 0:
            return "lives"
        return "time" if self._time_is_up and self._queue else ""

    @property
    def lives(self) -> int | None:
        """How many more misses the sitting takes before the one that ends it; None: any."""
        misses = self.misses
        return None if misses is None else max(0, misses[1] - misses[0])

    @property
    def misses(self) -> tuple[int, int] | None:
        """How many misses there were and how many end the sitting, None where they do not."""
        if self.mode.lives is None:
            return None
        return len(self._first) - self.right, self.mode.lives

    def left(self, open_for: int = 0) -> int | None:
        """Return the milliseconds that are left, None where there is no limit.

        `open_for`: milliseconds since the current question was asked.
        """
        if self.limit is None:
            return None
        spent = sum(answer.latency_ms for answer in self._given)  # an undo gives no time back
        return self.limit.left(now=self.now(), spent=spent, open_for=open_for)

    def call_time(self, open_for: int = 0) -> bool:
        """End the sitting if its time is up; return whether time has ended it, now or before."""
        if not self.finished and self.left(open_for) == 0:
            self._time_is_up = True
        return self.ended == "time"

    @property
    def returning(self) -> bool:
        """Whether the current question was missed before, so that it no longer counts."""
        return not self.finished and self._queue[0].attempts > 0

    @property
    def total(self) -> int:
        """How many questions the set has."""
        return len(self.sitting.questions)

    @property
    def number(self) -> int:
        """Which question of `total` this is, from 1; while one returns, the last one reached."""
        if self.finished or self.returning:
            return len(self._first)
        return len(self._first) + 1

    @property
    def right(self) -> int:
        """How many first answers were correct."""
        return sum(answer.correct for _, answer in self._first)

    @property
    def points(self) -> int:
        """The points of the first answers, up to 100 each."""
        return sum(round(100 * answer.s) for _, answer in self._first)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """All answers of the sitting so far that count, in order."""
        return tuple(self._answers)

    def asks_confidence(self, response: Response) -> bool:
        """Return whether it is to be asked how sure the student is of this response.

        Not of "I don't know", nor where it is no answer yet or does not count, nor in a game; nor
        once the key was told and the answer taken back: then everybody is sure.
        """
        question = self.current
        if question is None or not self._counts_confidence(response):
            return False
        return not grade(question, response).retry

    def _counts_confidence(self, response: Response) -> bool:
        """Return whether it is asked how sure a student is of it, if it is an answer."""
        if response.unknown or not (self.mode.rated and certainty.wanted(self.sitting)):
            return False
        return not (self.returning or (self.redoing and self.mode.feedback_at_once))

    def answer(
        self,
        response: Response,
        *,
        latency_ms: int,
        rated_today: bool = False,
        confidence: int | None = None,
    ) -> Turn:
        """Take the response to the current question and go on to the next one.

        `rated_today`: the log has a rated answer of this facet from today already (rule Q2).
        `confidence`: 1 to 3, where `asks_confidence`.
        Where `verdict.retry` is set nothing changed. Raises ResponseError where the response does
        not fit the question, or there is none left; TimeIsUp where it came too late to count.
        """
        if not self.finished and self.call_time(latency_ms):
            raise TimeIsUp("Time is up. That answer came too late to be counted.")
        question = self.current
        if question is None:
            raise ResponseError("This sitting is finished.")
        verdict = grade(question, response)
        news, answer = self._news(question), None
        if not verdict.retry:
            answer = self._to_answer(question, response, verdict, latency_ms, rated_today)
            if confidence is not None and self._counts_confidence(response):
                answer = replace(answer, confidence=confidence)
            self._given.append(answer)
            self._take(answer)
        return Turn(question=question, response=response, verdict=verdict, news=news, answer=answer)

    @property
    def can_undo(self) -> bool:
        """Whether the last answer can be taken back: there is a verdict, and time for another."""
        return self.mode.undoes and bool(self._answers) and not self._time_is_up

    def undo(self) -> Answer:
        """Take the last answer back and return it: its question is the current one again.

        The answer stays in the log; what a face records is its mark. Step by step this leads back
        to the beginning. Raises ResponseError where not `can_undo`.
        """
        if not self.can_undo:
            raise ResponseError(marks.why_no_undo(self.mode))
        return self._mark(marks.UNDONE)

    @property
    def redoing(self) -> bool:
        """Whether the current question was answered before, and that answer taken back."""
        return not self.finished and self._queue[0].attempt in self._undone

    @property
    def can_claim(self) -> bool:
        """Whether the student can say that the last answer was right after all."""
        tells = self.mode.feedback_at_once and bool(self._answers)
        return tells and marks.claimable(self._answers[-1])

    def claim_right(self) -> Answer:
        """Count the last answer as right, as the student says it is, and return it so.

        What a face records is its mark. Raises ResponseError where not `can_claim`.
        """
        if not self.can_claim:
            raise ResponseError("Only a typed answer that was not right can be claimed.")
        self._mark(marks.RIGHT)
        return self._answers[-1]

    def _mark(self, kind: str) -> Answer:
        """Mark the last answer that counts, and begin anew with it so; return it as given."""
        last = self._answers[-1].id
        given = {each.id: each for each in self._given}
        given[last] = replace(given[last], mark=kind)
        self._restart(given.values())
        return given[last]

    def review(self) -> tuple[Turn, ...]:
        """Return the first answers with their feedback, for a mode that gives it at the end."""
        turns = []
        for question, answer in self._first:
            response = response_from_json(json.loads(answer.response))
            verdict = grade(question, response)
            news = self._news(question)
            turn = Turn(
                question=question, response=response, verdict=verdict, answer=answer, news=news
            )
            turns.append(turn)
        return tuple(turns)

    def results(self) -> Results:
        """Return how the sitting went, or how it stands while it is not finished.

        What time left no room for counts as not known where the mode counts all.
        """
        not_reached = [waiting.question for waiting in self._queue if waiting.attempts == 0]
        return tally(
            self._first,
            not_reached if self.ended and self.mode.counts_all else (),
            total=self.total if self.mode.counts_all else len(self._first),
            points=self.points,
            seconds=round(sum(answer.latency_ms for answer in self._answers) / 1000),
            best_streak=self._best_streak,
            ended=self.ended,
        )

    def missed_again(
        self,
        new_id: Callable[[], str] | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> Sitting | None:
        """Return a new sitting of the missed questions, None where none was missed.

        Its clock and maker of ids are the session's own unless others are handed in.
        """
        missed = tuple(missed.question for missed in self.results().missed)
        if not missed:
            return None
        earlier = self.sitting.settings
        return replace(
            self.sitting,
            id=(new_id or self.new_id)(),
            mode=self.mode.again,
            started_utc=timestamp((now or self.now)()),
            settings={k: v for k, v in earlier.items() if k != TIME} | {"again": self.sitting.id},
            questions=missed,
        )

    def _to_answer(
        self,
        question: Question,
        response: Response,
        verdict: Verdict,
        latency_ms: int,
        rated_today: bool,
    ) -> Answer:
        now = self.now()
        attempt = self._queue[0].attempts + 1
        redone = self._queue[0].attempt in self._undone
        known = self._recall(question, now.date())
        rated_as = rating(question, verdict, known, redone=redone)
        rated = (
            rated_as is not None
            and self.mode.rated
            and attempt == 1
            and not rated_today
            and self._rated_on.get(question.facet) != now.date().isoformat()
        )
        return to_answer(
            self.sitting,
            question,
            response,
            verdict,
            id=self.new_id(),
            now=now,
            position=self._given[-1].position + 1 if self._given else 0,
            attempt=attempt,
            rating=rated_as if rated else None,
            recall=known,
            latency_ms=latency_ms,
            redone=redone,
        )

    def _recall(self, question: Question, day: date) -> float | None:
        """Return how likely the facet was known before the answer, None where it is new."""
        if self.learner is None:
            return None
        from quiz.play.memory import recall  # deferred: a first page does without

        memory = self.learner.memory(question.facet, question.key)
        return round(recall(memory, day), 4) if memory is not None and memory.reviews else None

    def _news(self, question: Question) -> str:
        """Return what must be said of the question first, "" for nothing (rule Q8)."""
        learner = self.learner
        return CHANGED if learner and learner.changed(question.facet, question.key) else ""

    def _replay(self, answer: Answer) -> None:
        """Take an earlier answer; one to a question that is not waiting changes nothing."""
        for index, waiting in enumerate(self._queue):
            same = (waiting.question.id, waiting.question.variant)
            if same == (answer.item_id, answer.variant_id):
                self._queue.insert(0, self._queue.pop(index))
                self._take(answer)
                return

    def _take(self, answer: Answer) -> None:
        """Put the answer to the first of the queue on the books and move the queue on."""
        waiting = self._queue.pop(0)
        self._answers.append(answer)
        if answer.rated:
            there = self.now().tzinfo
            day = answer.day or moment(answer.ts_utc).astimezone(there).date().isoformat()
            self._rated_on[answer.facet] = day
        if waiting.attempts == 0:
            self._first.append((waiting.question, answer))
            self.streak = self.streak + 1 if answer.correct else 0
            self._best_streak = max(self._best_streak, self.streak)
        waiting.attempts += 1
        if answer.correct or not self.mode.returns or waiting.last_chance:
            return
        waiting.last_chance = len(self._queue) < RETURN_AFTER
        self._queue.insert(RETURN_AFTER, waiting)
