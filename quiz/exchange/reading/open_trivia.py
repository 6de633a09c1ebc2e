"""Open Trivia DB's JSON."""

from __future__ import annotations

import json
from typing import Any

from quiz.errors import QuizError
from quiz.exchange.reading.found import Found, Kind, Reading, flat, several
from quiz.exchange.reading.tags import unescaped


def read(text: str) -> Reading:
    """Return the questions of Open Trivia DB's answer, or of the list within it."""
    data = _json(text)
    rows = data.get("results") if isinstance(data, dict) else data
    if not isinstance(rows, list):
        raise QuizError("It is JSON, but not Open Trivia DB's: that has a list of “results”.")
    reading = Reading(title="Open Trivia DB", license="CC-BY-SA-4.0")
    for row in rows:
        if not isinstance(row, dict):
            reading.drop("", "it is no question")
            continue
        prompt, right = _said(row.get("question")), _said(row.get("correct_answer"))
        listed = row.get("incorrect_answers")
        wrong = several(map(_said, listed if isinstance(listed, list) else ()))
        topic = _said(row.get("category"))
        if row.get("type") == "boolean":
            true = right.casefold() == "true"
            reading.add(Found(kind=Kind.TRUE_FALSE, prompt=prompt, true=true, topic=topic))
            continue
        options = several(sorted((right, *wrong)))
        reading.add(
            Found(
                kind=Kind.CHOICE, prompt=prompt, right=several([right]), wrong=wrong,
                options=options, topic=topic,
            )
        )  # fmt: skip
    return reading


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise QuizError(f"It is no JSON: line {error.lineno}, column {error.colno}.") from None
    except ValueError:  # a number with thousands of digits
        raise QuizError("It is no JSON that a question needs: it has a huge number.") from None
    except RecursionError:
        raise QuizError("It is no JSON that a question needs: it nests too deeply.") from None


def _said(value: object) -> str:
    return flat(unescaped(value)) if isinstance(value, str) else ""
