"""Open Trivia DB's JSON."""

from __future__ import annotations

from quiz.exchange.format import Format
from quiz.exchange.reading.open_trivia import read

OPEN_TRIVIA = Format(name="open-trivia", title="Open Trivia DB's JSON", suffix=".json", read=read)
