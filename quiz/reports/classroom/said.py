"""A question that a student reported, as an exported log tells it: checked."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from quiz.model import Complaint
from quiz.reports.classroom import limits
from quiz.reports.classroom.given import Unfit

if TYPE_CHECKING:
    from collections.abc import Mapping

TYPE = "complaint"
"""What such a row has under "type"."""
_TEXTS = tuple(field.name for field in fields(Complaint) if field.name != "line")


def complaint_from(raw: Mapping[str, Any]) -> Complaint:
    """Return the complaint of a row. Raises Unfit."""
    for name in _TEXTS:
        value = raw.get(name)
        if not isinstance(value, str):
            raise Unfit(f"“{name}” is missing" if value is None else f"“{name}” is not text")
        if len(value) > limits.TEXT_CHARACTERS:
            raise Unfit(f"“{name}” has more than {limits.TEXT_CHARACTERS:,} characters")
    line = raw.get("line")
    if line is not None and (type(line) is not int or not 0 < line < 2**31):
        raise Unfit("“line” is no whole number from 1 on")
    return Complaint(line=line, **{name: raw[name] for name in _TEXTS})
