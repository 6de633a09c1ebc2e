"""Our own table of questions, or any with two columns."""

from __future__ import annotations

import re

from quiz.errors import QuizError
from quiz.exchange.csv_table import COLUMNS, OPTIONS
from quiz.exchange.reading.found import Found, Kind, Reading, flat, several
from quiz.exchange.reading.moodle_xml import number
from quiz.exchange.reading.rows import rows_of
from quiz.text import unguarded


def read(text: str) -> Reading:
    """Return the questions of our own table, or the cards of one with two columns."""
    text = text.removeprefix("\ufeff")
    rows = rows_of(text, max(",;\t", key=text.partition("\n")[0].count))
    head = [cell.strip() for cell in rows[0]] if rows else []
    if not {"form", "question", "right"} <= set(head):
        return _two_columns(rows)
    reading = Reading()
    for cells in rows[1:]:
        row = {name: unguarded(cell) for name, cell in zip(head, cells, strict=False)}
        _read_row({name: row.get(name, "") for name in COLUMNS}, reading)
    return reading


def _two_columns(rows: list[list[str]]) -> Reading:
    reading = Reading()
    for cells in rows:
        front, back, *more = [*map(unguarded, cells), "", ""]
        if any(cell.strip() for cell in more):
            raise QuizError(
                "It has more than two columns. `quiz new NAME --from FILE` makes a pack of a table."
            )
        if not back.strip():
            reading.drop(front, "its second column is empty")
            continue
        reading.add(Found(kind=Kind.CARD, prompt=flat(front), right=several([back])))
    return reading


def _read_row(row: dict[str, str], reading: Reading) -> None:
    form, prompt = row["form"].strip(), flat(row["question"])
    options = [flat(row[f"option_{n}"]) for n in range(1, OPTIONS + 1)]
    marked = [int(n) - 1 for n in re.findall(r"\b[1-8]\b", row["right"])]
    common = {
        "prompt": prompt,
        "note": flat(row["explanation"]),
        "sources": several(row["sources"].split("\n")),
        "topic": flat(row["topic"]),
        "id": flat(row["id"]),
    }
    right = several(options[i] for i in marked)
    if form == "true-false":
        true = bool(right) and right[0].casefold() == "true"
        reading.add(Found(kind=Kind.TRUE_FALSE, true=true, **common))  # type: ignore[arg-type]
    elif form == "number":
        low, high = sorted((number(row["low"]), number(row["high"])))
        reading.add(Found(kind=Kind.NUMBER, low=low, high=high, **common))  # type: ignore[arg-type]
    elif form in ("typed", "cloze"):
        accepted = several([row["answer"], *row["accepted"].split(";")])
        reading.add(Found(kind=Kind.TYPED, right=accepted, **common))  # type: ignore[arg-type]
    elif form == "match":
        beside = [flat(row[f"beside_{n}"]) for n in range(1, OPTIONS + 1)]
        rows = [(a, b) for a, b in zip(options, beside, strict=True) if b]
        pairs = tuple((a, b) for a, b in rows if a)
        spare = several(b for a, b in rows if not a)
        found = Found(kind=Kind.MATCH, pairs=pairs, spare=spare, **common)  # type: ignore[arg-type]
        reading.add(found)
    elif form == "order":
        reading.add(Found(kind=Kind.ORDER, right=right, **common))  # type: ignore[arg-type]
    else:
        whys = {options[n - 1]: flat(row[f"why_{n}"]) for n in range(1, OPTIONS + 1)}
        reading.add(
            Found(
                kind=Kind.CHOICE,
                right=right,
                wrong=several(o for o in options if o not in right),
                options=several(options),
                why={option: why for option, why in whys.items() if option and why},
                **common,  # type: ignore[arg-type]
            )
        )
