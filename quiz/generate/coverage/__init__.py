"""What a pack yields, and what it would take for it to yield more."""

from __future__ import annotations

from quiz.generate.coverage.cover import Coverage, FacetCoverage, FactCoverage, Missing, Unasked
from quiz.generate.coverage.guessing import Guessing, Share
from quiz.generate.coverage.rules import RULES
from quiz.generate.coverage.summary import Column, Figures, Group, columns, figures

__all__ = [
    "RULES",
    "Column",
    "Coverage",
    "FacetCoverage",
    "FactCoverage",
    "Figures",
    "Group",
    "Guessing",
    "Missing",
    "Share",
    "Unasked",
    "columns",
    "figures",
]
