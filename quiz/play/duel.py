"""Two players over one set: the first who is right takes the point, who is wrong waits.

Each press goes through a session of its own, so that a duel has no rule of grading and no shape of
answers that other modes do not have. Pure.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quiz.errors import ResponseError
from quiz.model import Response
from quiz.play.begin import timestamp
from quiz.play.feedback import Feedback, feedback
from quiz.play.modes import mode_of
from quiz.play.session import Missed, Results, Session, TopicScore, Turn
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from quiz.model import Answer, Question, Sitting

LEFT, RIGHT = 0, 1
SIDES = (LEFT, RIGHT)
HANDS = ("1234", "7890")
"""The keys of each side, in the order of the options: one hand left, one hand right."""
GUEST, GUEST_NAME = "guest", "Guest"
RIVAL = "rival"
"""Key of a sitting's settings: the id of player two."""
NAMES = ("left", "right")
"""Keys of a sitting's settings: what the players are called."""
_DEFAULT_NAMES = ("Player one", "Player two")


def side_of(key: str) -> tuple[int, int] | None:
    """Return whose key this is and which option it means, None for another key."""
    for side, hand in enumerate(HANDS):
        if len(key) == 1 and key in hand:
            return side, hand.index(key)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What one player's key did."""

    side: int
    turn: Turn
    """`turn.answer` goes to the log, under the player's own name, before anything is shown."""
    over: bool
    """Whether the question is decided: `round` has the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A question that is decided."""

    question: Question
    winner: int | None
    """LEFT or RIGHT, None where nobody knew."""
    chosen: Mapping[int, int]
    """Which option each side took, of those that took one."""
    feedback: Feedback
    """Why the right one is right, and what the wrong ones that were taken really belong to."""


class Duel:
    """Two players answering one set."""

    def __init__(
        self,
        sitting: Sitting,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        answered: Sequence[Answer] = (),
    ) -> None:
        """Begin, or go on where `answered`, the earlier answers of both, leads to."""
        self.sitting = sitting
        self.now = now
        self.new_id = new_id
        rival = sitting.settings.get(RIVAL) or GUEST
        self.players = (sitting.user, rival)
        self.names = tuple(
            sitting.settings.get(key) or default
            for key, default in zip(NAMES, _DEFAULT_NAMES, strict=True)
        )
        self._at = 0
        self._answers: list[Answer] = []
        self._taken: dict[int, Answer] = {}
        """The answers to the current question, by side."""
        self._winners: list[int | None] = []
        self._misses: list[tuple[Question, str]] = []
        for answer in sorted(answered, key=lambda answer: answer.position):
            self._replay(answer)

    @property
    def current(self) -> Question | None:
        """The question that is open; None when the duel is over."""
        return None if self.finished else self.sitting.questions[self._at]

    @property
    def finished(self) -> bool:
        """Whether every question is decided."""
        return self._at >= self.total

    @property
    def total(self) -> int:
        """How many questions the set has."""
        return len(self.sitting.questions)

    @property
    def number(self) -> int:
        """Which question of `total` this is, from 1; the last one when the duel is over."""
        return min(self._at + 1, self.total)

    @property
    def scores(self) -> tuple[int, int]:
        """The points of both sides."""
        return self._winners.count(LEFT), self._winners.count(RIGHT)

    @property
    def standing(self) -> tuple[tuple[str, int], ...]:
        """Both names, each with its points."""
        return tuple(zip(self.names, self.scores, strict=True))

    @property
    def answers(self) -> tuple[Answer, ...]:
        """All answers of both players so far, in order."""
        return tuple(self._answers)

    def locked(self, side: int) -> bool:
        """Return whether that player has had a try at the open question."""
        return side in self._taken

    def press(self, side: int, option: int, *, latency_ms: int) -> Press | None:
        """Take a player's key; None where it means nothing: locked out, or no such option."""
        question = self.current
        if question is None or self.locked(side) or not 0 <= option < len(question.options):
            return None
        turn = self._turn(side, Response(chosen=(option,)), latency_ms)
        return Press(side=side, turn=turn, over=self._take(side, turn))

    def give_up(self, *, latency_ms: int) -> tuple[Press, ...]:
        """Let everybody who has not had a try say "I don't know"; that decides the question."""
        if self.finished:
            return ()
        presses = []
        for side in [side for side in SIDES if not self.locked(side)]:
            turn = self._turn(side, Response(unknown=True), latency_ms)
            presses.append(Press(side=side, turn=turn, over=self._take(side, turn)))
        return tuple(presses)

    def round(self, presses: Sequence[Press]) -> Round:
        """Return what is to be said of a question that the presses have decided."""
        question = presses[-1].turn.question
        right = next((press for press in presses if press.turn.verdict.correct), None)
        chosen = {p.side: p.turn.response.chosen[0] for p in presses if p.turn.response.chosen}
        wrong = tuple(dict.fromkeys(i for i in chosen.values() if not question.options[i].correct))
        said = right or presses[-1]
        response = Response(chosen=wrong, unknown=not chosen)
        told = feedback(question, response, said.turn.verdict)
        return Round(
            question=question,
            winner=right.side if right else None,
            chosen=chosen,
            feedback=told,
        )

    def results(self) -> Results:
        """Return how it went: points are those of both, missed is what nobody knew."""
        topics: dict[str, list[bool]] = {}
        for question, winner in zip(self.sitting.questions, self._winners, strict=False):
            topics.setdefault(question.topic, []).append(winner is not None)
        right = sum(self.scores)
        return Results(
            points=100 * right,
            out_of=100 * len(self._winners),
            right=right,
            total=len(self._winners),
            seconds=round(sum(self._open_ms()) / 1000),
            by_topic=tuple(
                TopicScore(topic=topic, right=sum(marks), total=len(marks))
                for topic, marks in topics.items()
            ),
            missed=tuple(
                Missed(question=question, given=given) for question, given in self._misses
            ),
            best_streak=0,
            reached=len(self._winners),
        )

    def verdict(self) -> str:
        """Return who won, in a sentence that nobody needs to be sad about."""
        left, right = self.scores
        if left == right:
            return f"A draw, {left} all: a well-matched pair."
        side = LEFT if left > right else RIGHT
        ahead, behind = max(left, right), min(left, right)
        winner, other = self.names[side], self.names[1 - side]
        if behind == 0:
            return f"{winner} wins, {ahead} to 0. {other}, ask for another: the next is open."
        if ahead - behind <= 2:
            return f"{winner} wins, {ahead} to {behind}. It was close, {other}."
        return f"{winner} wins, {ahead} to {behind}. {other} knew {_things(behind)} faster."

    def missed_again(self) -> Sitting | None:
        """Return a practice of what nobody knew, for player one; None where all was known."""
        missed = tuple(question for question, _ in self._misses)
        if not missed:
            return None
        return replace(
            self.sitting,
            id=self.new_id(),
            mode=mode_of(self.sitting.mode).again,
            started_utc=timestamp(self.now()),
            settings={"again": self.sitting.id},
            questions=missed,
        )

    def _turn(self, side: int, response: Response, latency_ms: int) -> Turn:
        question = self.sitting.questions[self._at]
        own = replace(self.sitting, user=self.players[side], questions=(question,))
        session = Session(own, now=self.now, new_id=self.new_id)
        turn = session.answer(response, latency_ms=latency_ms)
        if turn.answer is None:  # only typed answers are asked back, and none is typed here
            raise ResponseError(turn.verdict.retry)
        position = self._answers[-1].position + 1 if self._answers else 0
        return replace(turn, answer=replace(turn.answer, position=position))

    def _take(self, side: int, turn: Turn) -> bool:
        """Put an answer on the books; return whether it decided the question."""
        if turn.answer is None:
            return False
        return self._count(side, turn.answer)

    def _count(self, side: int, answer: Answer) -> bool:
        self._answers.append(answer)
        self._taken[side] = answer
        if not answer.correct and len(self._taken) < len(SIDES):
            return False
        self._winners.append(side if answer.correct else None)
        if not answer.correct:
            given = " / ".join(dict.fromkeys(a.given for a in self._taken.values() if a.given))
            self._misses.append((self.sitting.questions[self._at], given))
        self._taken = {}
        self._at += 1
        return True

    def _replay(self, answer: Answer) -> None:
        """Take an earlier answer; one that does not fit the question that was open is left out."""
        question = self.current
        if question is None or answer.user not in self.players:
            return
        side = LEFT if answer.user == self.players[LEFT] and not self.locked(LEFT) else RIGHT
        if self.players[side] != answer.user or self.locked(side):
            return
        if (question.id, question.variant) == (answer.item_id, answer.variant_id):
            self._count(side, answer)

    def _open_ms(self) -> list[int]:
        """Return how long each question that is decided stood open."""
        longest: dict[str, int] = {}
        for answer in self._answers:
            key = " ".join((answer.item_id, answer.variant_id))
            longest[key] = max(longest.get(key, 0), answer.latency_ms)
        return list(longest.values())


def _things(number: int) -> str:
    return "one thing" if number == 1 else f"{number} things"
