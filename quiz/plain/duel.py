"""A duel in lines: whoever types a key of the own hand first, and Enter, has answered."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from quiz.plain import saying
from quiz.plain.asking import ASKED
from quiz.play.begin import timestamp
from quiz.play.duel import HANDS, LEFT, RIGHT, SIDES, Duel, Press, side_of
from quiz.play.heading import heading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quiz.model import Question
    from quiz.plain.paper import Paper
    from quiz.records.log import Log

_LEAVE = frozenset({"q", "quit", "exit"})


class PlainDuel:
    """Asks both, records every key that answers, and only then says what it was worth."""

    def __init__(
        self, duel: Duel, log: Log, paper: Paper, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`clock` measures seconds."""
        self._duel = duel
        self._log = log
        self._paper = paper
        self._clock = clock

    def play(self) -> int:
        """Play until the duel is over or left; return the exit status, always 0."""
        duel, paper = self._duel, self._paper
        self._log.start(duel.sitting)
        count = f"{duel.total} question{'s' * (duel.total != 1)}"
        paper.say(f"{duel.sitting.pack_title}. Duel, {count}. Seed {duel.sitting.seed}.")
        paper.say(
            f"{duel.names[LEFT]} answers with 1 2 3 4, {duel.names[RIGHT]} with 7 8 9 0, then"
            " Enter. The first who is right takes the point. ? nobody knows, q leave."
        )
        while not duel.finished:
            if not self._question():
                paper.say("The duel is kept. The next start offers to go on with it.")
                return self._leave()
        self._log.finish(duel.sitting.id, timestamp(duel.now()), "finished")
        paper.say()
        paper.say(duel.verdict())
        for line in saying.results(duel.results())[2:]:
            paper.say(line)
        return self._leave()

    def _question(self) -> bool:
        """Ask until the question is decided; return False where the players leave."""
        duel, paper = self._duel, self._paper
        question = duel.current
        if question is None:
            return False
        self._say_question(question)
        started = self._clock()
        presses: list[Press] = []
        while not (presses and presses[-1].over):
            line = paper.ask(self._hint(question))
            if line is None or line.casefold() in _LEAVE:
                return False
            presses += self._read(line, round(1000 * (self._clock() - started)))
        self._say_round(presses)
        for line in saying.unsaved(self._log):
            self._paper.say(line)
        return True

    def _read(self, line: str, elapsed: int) -> Sequence[Press]:
        """Take a line; return what it answered, recorded."""
        if line == "?":
            found = self._duel.give_up(latency_ms=elapsed)
        else:
            meant = side_of(line)
            pressed = self._duel.press(*meant, latency_ms=elapsed) if meant else None
            if meant and self._duel.current is not None and pressed is None:
                self._paper.say(f"{self._duel.names[meant[0]]} has to wait, or has no such key.")
            found = (pressed,) if pressed else ()
        for press in found:
            if press.turn.answer is not None:
                self._log.record(press.turn.answer)  # before anything is said of it
            if not press.over and not press.turn.response.unknown:
                name, other = self._duel.names[press.side], self._duel.names[1 - press.side]
                self._paper.say(f"Not {press.turn.verdict.given}, {name}. {other} may try.")
        return found

    def _hint(self, question: Question) -> str:
        size = len(question.options)
        hands = [
            f"{self._duel.names[side]} {' '.join(HANDS[side][:size])}"
            for side in SIDES
            if not self._duel.locked(side)
        ]
        return f"{', '.join(hands)}:"

    def _say_question(self, question: Question) -> None:
        duel, paper = self._duel, self._paper
        left, right = duel.scores
        above = heading(question)
        paper.say()
        paper.say(
            f"Question {duel.number} of {duel.total}; {duel.names[LEFT]} {left},"
            f" {duel.names[RIGHT]} {right}.{f' {above}.' if above else ''}"
        )
        paper.say(question.prompt)
        for line in ASKED[question.form].lines(question):
            paper.say(line)
        for side in SIDES:
            if duel.locked(side):
                paper.say(f"{duel.names[side]} has had a try.")

    def _say_round(self, presses: Sequence[Press]) -> None:
        decided = self._duel.round(presses)
        if decided.winner is None:
            self._paper.say("Nobody takes the point.")
        else:
            self._paper.say(f"{self._duel.names[decided.winner]} takes the point.")
        for line in saying.said(decided.question, decided.feedback, None)[1:]:
            self._paper.say(line)

    def _leave(self) -> int:
        self._log.flush(last=True)
        for line in saying.unsaved(self._log, last=True):
            self._paper.say(line)
        return 0
