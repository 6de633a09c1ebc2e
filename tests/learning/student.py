"""A student whose memory is known: plays day by day, through the real session and the real log.

What the student truly knows fades as FSRS says, driven directly, beside the program's own memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from fsrs import Card, Rating, Scheduler

from quiz.errors import NoQuestions
from quiz.generate.rng import Rng
from quiz.model import Form, Response
from quiz.play.begin import timestamp
from quiz.play.grading import grade, partners
from quiz.play.modes import mode_of
from quiz.play.prepare import Known, Wished, prepare
from quiz.play.session import Session
from quiz.reports.keeper import learner
from tests.generate.packs import both, toml

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo
    from pathlib import Path

    from quiz.model import Answer, Question
    from quiz.packs.content import Pack
    from quiz.records.log import Log
    from quiz.reports.learner import Learner

SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
RATINGS = {"again": Rating.Again, "hard": Rating.Hard, "good": Rating.Good}
FACTS = 60
FIRST_SIGHT = 0.4
"""Chance that a student knows what was never asked."""


def pack(facts: int = FACTS) -> Pack:
    """Return a pack of islands: who found each, when, and what it gives."""
    sounds = ("ba", "ko", "li", "mu", "ne", "ru", "sa", "ti", "vo", "za")
    names = [
        f"{sounds[i % 10]}{sounds[i // 10 % 10]}{sounds[(i * 7 + 3) % 10]}".title()
        for i in range(2 * facts)
    ]
    cite = {"source": "book", "page": "1"}
    rows = [
        {
            "id": f"i{i}", "name": f"{names[i]} Island", "finder": f"Captain {names[facts + i]}rd",
            "found": 1500 + 7 * i, "topic": f"Sea {i % 5}", "cite": cite,
        }
        for i in range(facts)
    ]  # fmt: skip
    fields: dict[str, dict[str, object]] = {
        "finder": {"type": "text", "unique": True, "ask": "Who found {name}?"},
        "found": {"type": "number", "unit": "CE", "ask": "In which year was {name} found?"},
    }
    kinds = toml({"kinds.island.fields": fields})
    return both(kinds + toml({"island": rows}))[0]


def right(question: Question) -> Response:
    """Return the response that is right in full."""
    for response in _candidates(question):
        if grade(question, response).score == 1:
            return response
    raise AssertionError(f"nothing is right of {question.id}")


def _candidates(question: Question) -> list[Response]:
    keys = tuple(i for i, option in enumerate(question.options) if option.correct)
    if question.form is Form.ORDER:
        return [Response(chosen=tuple(question.shown.index(item) for item in question.items))]
    if question.form is Form.MATCH:
        sides = partners(question)
        return [Response(chosen=tuple(sides.index(pair[1]) for pair in question.pairs))]
    if question.form is Form.TIMELINE:
        return [Response(chosen=(slot,)) for slot in range(len(question.items) + 1)]
    if question.correction is not None and question.options[keys[0]].text == "False":
        options = question.correction.options
        correct = next(i for i, option in enumerate(options) if option.correct)
        return [Response(chosen=keys, correction=correct)]
    if keys:
        return [Response(chosen=keys)]
    value = "" if question.value is None else f"{question.value:g}"
    return [Response(text=text) for text in (question.answer, *question.accepted, value) if text]


@dataclass
class Student:
    """Plays in a folder, with a clock that is set by hand."""

    folder: Path
    pack: Pack
    zone: tzinfo = UTC
    seed: str = "1"
    knows: Callable[[str, float], bool] | None = None
    """Whether a facet is known, from its recall; None: as likely as its recall says."""
    now: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)
    cards: dict[str, Card] = field(default_factory=dict)
    """What is truly known of each facet that was rated."""
    rated: list[tuple[str, str, str]] = field(default_factory=list)
    """Every rated answer: local day, facet, rating."""
    ids: count[int] = field(default_factory=count)

    @property
    def today(self) -> date:
        return self.clock().date()

    def clock(self) -> datetime:
        return self.now.astimezone(self.zone)

    def learner(self, log: Log) -> Learner:
        return learner(log, "student", self.folder)

    def recall(self, facet: str) -> float | None:
        """Return the true recall of today, None for what was never rated."""
        card = self.cards.get(facet)
        return None if card is None else SCHEDULER.get_card_retrievability(card, self._noon())

    def _noon(self) -> datetime:
        """Return the moment that stands for the local day: FSRS counts days of 24 hours in UTC."""
        return datetime(self.today.year, self.today.month, self.today.day, 12, tzinfo=UTC)

    def play(self, log: Log, mode: str = "practice", count: int = 15) -> list[Answer]:
        """Play a sitting to its end; return its answers, none where nothing was to be asked."""
        who = self.learner(log)
        try:
            sitting = prepare(
                self.pack,
                mode_of(mode),
                Wished(count=count, seed=f"{self.seed}-{next(self.ids)}"),
                user="student",
                now=self.clock,
                new_id=self.new_id,
                known=Known(memories=who, rivals=who.rivals()),
            )
        except NoQuestions:
            return []
        log.start(sitting)
        session = Session(sitting, now=self.clock, new_id=self.new_id, learner=who)
        while (question := session.current) is not None:
            self.now += timedelta(seconds=20)
            self._answer(log, session, question)
        log.finish(sitting.id, timestamp(self.now), "finished")
        return list(session.answers)

    def new_id(self) -> str:
        return f"{self.seed}/{next(self.ids)}"

    def _answer(self, log: Log, session: Session, question: Question) -> None:
        chance = Rng(self.seed, "knows", str(next(self.ids)))
        recall = self.recall(question.facet)
        known = FIRST_SIGHT if recall is None else recall
        if session.returning:
            known = 1.0  # it was told a minute ago
        elif self.knows is not None:
            known = float(self.knows(question.facet, known))
        response = right(question) if chance.random() < known else self._guess(question, chance)
        again = log.rated_today("student", question.facet, self.clock())
        answer = session.answer(response, latency_ms=4000, rated_today=again).answer
        assert answer is not None
        assert log.record(answer)
        if answer.rated:
            self._learn(answer)

    def _guess(self, question: Question, chance: Rng) -> Response:
        if self.knows is None and question.options and question.form is Form.CHOICE:
            return Response(chosen=(chance.below(len(question.options)),))
        return Response(unknown=True)

    def _learn(self, answer: Answer) -> None:
        assert answer.rating is not None
        self.rated.append((self.today.isoformat(), answer.facet, answer.rating))
        card = self.cards.get(answer.facet) or Card(card_id=len(self.cards), due=self._noon())
        card, _ = SCHEDULER.review_card(card, RATINGS[answer.rating], self._noon())
        self.cards[answer.facet] = card

    def strength(self, facet: str) -> tuple[float, float]:
        """Return true stability and difficulty of what was rated."""
        card = self.cards[facet]
        assert card.stability is not None
        assert card.difficulty is not None
        return card.stability, card.difficulty

    def due(self) -> set[str]:
        """Return what FSRS has due by today, moved by no fuzz."""
        return {facet for facet, card in self.cards.items() if card.due <= self._noon()}

    def go_to(self, day: date, hour: int = 17, minute: int = 0) -> None:
        """Set the clock to a time of a local day."""
        local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=self.zone)
        self.now = local.astimezone(UTC)
