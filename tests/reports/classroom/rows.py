"""Logs of made-up classes, as files."""

from __future__ import annotations

import csv
import io
import json
from random import Random
from typing import TYPE_CHECKING, Any

from quiz.records.log import Log
from quiz.reports.export import answer_to_json
from tests.make import set_of, sitting
from tests.records.rows import answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from quiz.model import Answer

OPTIONS = ("Alpha", "Beta", "Gamma", "Delta")


def given(
    user: str = "student",
    item: int = 0,
    *,
    right: bool = True,
    number: int = 0,
    chosen: int | None = None,
    **changes: Any,
) -> Answer:
    """Return an answer to question `item`, the `number`-th of its student."""
    picked = chosen if chosen is not None else (0 if right else 1)
    base: dict[str, Any] = {
        "id": f"{user}/{item}/{number}",
        "sitting": f"{user}/{number // 100}",
        "position": number % 100,
        "ts_utc": f"2026-03-{1 + number // 100:02}T{number // 60 % 24:02}:{number % 60:02}:00.000Z",
        "user": user,
        "facet": f"pack/thing/fact-{item}/field",
        "item_id": f"pack/thing/fact-{item}/field/choice",
        "shown_options": OPTIONS,
        "response": json.dumps({"chosen": [picked]}),
        "given": OPTIONS[picked],
        "s": float(right),
        "correct": right,
        "topic": f"Topic {item % 3}",
        "seed": f"{user}-{number // 100}",
    }
    return answer(number, **{**base, **changes})


def jsonl(answers: Iterable[Answer]) -> str:
    return "".join(json.dumps(answer_to_json(each), ensure_ascii=False) + "\n" for each in answers)


def as_csv(answers: Sequence[Answer], delimiter: str = ",") -> str:
    """Return what `quiz log --format csv` prints, or what a spreadsheet makes of it."""
    out = io.StringIO()
    rows = [answer_to_json(each) for each in answers]
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(rows[0])
    for row in rows:
        writer.writerow(_cell(value) for value in row.values())
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return (
        json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict | tuple) else value
    )


def write_log(folder: Path, answers: Sequence[Answer]) -> Path:
    """Make a log of the answers and return its file."""
    with Log.open(folder) as log:
        for name, user in {(each.sitting, each.user) for each in answers}:
            log.start(sitting(set_of(1), id=name, user=user))
        for each in answers:
            log.record(each)
    return folder / "answers.db"


def some_class(students: int = 12, items: int = 15, seed: int = 1) -> dict[str, list[Answer]]:
    """Return per student the answers to items, not all the same, some of them twice."""
    rng = Random(seed)
    found = {}
    for who in range(students):
        able = rng.random()
        user = f"s{who}-{who:04x}"
        rows = []
        for number, item in enumerate([*rng.sample(range(items), items - 3), 0, 1]):
            right = rng.random() < 0.2 + 0.7 * able
            chosen = 0 if right else rng.randrange(1, 4)
            rows.append(
                given(
                    user,
                    item,
                    right=right,
                    chosen=chosen,
                    number=number,
                    seed=f"{who}",
                    ts_utc=f"2026-03-{1 + who:02}T12:{number:02}:00.000Z",
                )
            )
        found[user] = rows
    return found
