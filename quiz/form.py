"""The ways to ask: apart from the model, which takes ten times as long to load."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """A way to ask a facet."""

    CHOICE = "choice"
    MULTI = "multi"
    TRUE_FALSE = "true-false"
    TYPED = "typed"
    NUMBER = "number"
    CLOZE = "cloze"
    ORDER = "order"
    MATCH = "match"
    ODD_ONE_OUT = "odd-one-out"
    TIMELINE = "timeline"
    SOURCES = "sources"
