"""Anki's notes in plain text."""

from __future__ import annotations

from quiz.exchange.format import Format
from quiz.exchange.reading.anki import read

ANKI_TEXT = Format(name="anki-text", title="Anki's notes in plain text", suffix=".txt", read=read)
