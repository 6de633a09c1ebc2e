"""Cards in two columns, as Quizlet exports them."""

from __future__ import annotations

from quiz.exchange.format import Format
from quiz.exchange.reading.cards import read

QUIZLET = Format(
    name="quizlet", title="cards in two columns, as Quizlet exports them", suffix=".txt", read=read
)
