"""What the log has of one student, as rows of JSON that another program can read."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from quiz.records.rows import ANSWER_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.model import Answer
    from quiz.records.log import Log
    from quiz.records.settings import Settings
    from quiz.records.students import Student

FORMAT, VERSION = "footnote-student", 1
_FIELDS = (*ANSWER_COLUMNS, "mark")


def rows(
    log: Log, student: Student, *, settings: Settings, exported_utc: str
) -> Iterator[dict[str, Any]]:
    """Yield a head, then sittings (without their questions), answers and complaints.

    Each has a "type"; the answers are as they were given, with their marks. Raises LogError.
    """
    yield {
        "type": "student",
        "format": FORMAT,
        "version": VERSION,
        "exported_utc": exported_utc,
        "id": student.id,
        "name": student.name,
        "settings": asdict(settings),
    }
    for sitting in log.sittings():
        if sitting.user == student.id:
            yield {"type": "sitting", **asdict(sitting)}
    for answer in log.answers(user=student.id, raw=True):
        yield {"type": "answer", **answer_to_json(answer)}
    for complaint in log.complaints():
        if complaint.user == student.id:
            yield {"type": "complaint", **asdict(complaint)}


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as JSON values."""
    told = {name: getattr(answer, name) for name in _FIELDS}  # `asdict` takes six times as long
    return told | {"response": json.loads(answer.response)}
