"""Facts to questions, each proved to have one right answer."""

from __future__ import annotations

from quiz.generate.draw import all_questions, draw
from quiz.generate.facets import facets
from quiz.generate.line import draw_line
from quiz.generate.make import all_told
from quiz.generate.parts import portion

__all__ = ["all_questions", "all_told", "draw", "draw_line", "facets", "portion"]
