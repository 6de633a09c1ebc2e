"""A log as long as a student's whole time at school: 200,000 answers to some 20,000 facets.

Written in one transaction, past the log's own one transaction an answer, which would take an hour.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from quiz.generate import draw
from quiz.model import Answer
from quiz.packs.library import load
from quiz.play.begin import DEFAULT_USER, new_sitting, timestamp
from quiz.records import rows, statements, store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quiz.model import Sitting

ANSWERS, FACETS, A_SITTING = 200_000, 20_010, 10
"""As many facets as three packs share evenly, sitting by sitting."""
PACKS = ("trotsky-and-stalin", "countries", "chemical-elements")
FIRST = datetime(2020, 9, 1, 15, 0, tzinfo=UTC)
A_DAY = 100
"""Answers a day."""


def write(folder: Path, answers: int = ANSWERS, facets: int = FACETS) -> None:
    """Write the log into a folder that has none."""
    folder.mkdir(parents=True, exist_ok=True)
    connection, _ = store.open_for_writing(folder, FIRST)
    connection.execute("BEGIN")
    made = [_sitting(number, pack) for number, pack in enumerate(PACKS)]
    plain = [rows.sitting_values(sitting) for sitting in made]
    for number in range(0, answers, A_SITTING):
        name, which = f"sitting-{number}", number // A_SITTING % len(made)
        values = (name, *plain[which][1:])
        connection.execute(statements.INSERT["sitting"], (*values, rows.crc(values)))
        ending = (name, timestamp(_when(number + A_SITTING)), "finished")
        connection.execute(statements.INSERT["ending"], (*ending, rows.crc(ending)))
        connection.executemany(
            statements.INSERT["answer"],
            ((*v, rows.answer_crc(v)) for v in _answers(name, number, made[which], facets)),
        )
    connection.execute("COMMIT")
    connection.close()


def _when(number: int) -> datetime:
    return FIRST + timedelta(days=number // A_DAY, seconds=20 * (number % A_DAY))


def _sitting(number: int, name: str) -> Sitting:
    pack = load(name)
    return new_sitting(
        pack,
        draw(pack, count=A_SITTING, seed=str(number)),
        mode="practice",
        seed=str(number),
        settings={},
        user=DEFAULT_USER,
        now=lambda: FIRST,
        new_id=lambda: str(number),
    )


def _answers(
    name: str, first: int, sitting: Sitting, facets: int
) -> Iterator[tuple[rows.Value, ...]]:
    for position in range(A_SITTING):
        number = first + position
        right, when = number % 7 != 3, _when(number)
        facet = f"{sitting.pack}/thing/fact-{number % facets // 3}/field-{number % 3}"
        yield rows.answer_values(
            Answer(
                id=f"a{number:08}-0000-0000-0000-000000000000",
                sitting=name,
                position=position,
                ts_utc=timestamp(when),
                user=DEFAULT_USER,
                pack=sitting.pack,
                facet=facet,
                item_id=f"{facet}/choice",
                variant_id=f"v{number % 9}",
                form="choice",
                shown_options=tuple(f"Option {number % 50 + n}" for n in range(4)),
                response=json.dumps({"chosen": [number % 4]}),
                given=f"Option {number % 50 + number % 4}",
                s=float(right),
                correct=right,
                attempt=1,
                rated=True,
                rating="good" if right else "again",
                r_before=0.9,
                g=0.25,
                latency_ms=4000,
                confidence=None,
                primed=False,
                seed="1",
                pack_hash=sitting.pack_hash,
                topic=f"Topic {number % 12}",
                day=when.date().isoformat(),
                asked=f"value {number % facets}",
            )
        )
