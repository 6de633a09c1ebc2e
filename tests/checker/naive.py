"""A naive generator: the right value and three random others of the same field.

This is what most quiz generators do. It proves nothing, and the checker and the test-wise players
must find what follows from that: the proof that they can see.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from tests.checker import truth
from tests.checker.days import year_of
from tests.checker.finding import Item
from tests.checker.options import stated_value
from tests.checker.pack import Amount, Book, Claim, Ref, Row, Text, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

OTHERS = 3


def naive_questions(book: Book, *, seed: int = 0, back: bool = True) -> Iterator[dict[str, Any]]:
    """Yield a choice question for every field of every row, forwards and backwards."""
    rng = random.Random(seed)
    for row in book.of_kind():
        for key, claims in row.claims.items():
            own = next((claim for claim in claims if claim.own), None)
            holders = [other for other in book.of_kind(row.kind) if other.claims.get(key)]
            if own is None or len(holders) <= OTHERS:
                continue
            yield from _forward(book, row, key, own, holders, rng)
            if back:
                yield _back(book, row, key, own, holders, rng)


def _forward(
    book: Book, row: Row, key: str, own: Claim, holders: list[Row], rng: random.Random
) -> Iterator[dict[str, Any]]:
    right = shown(book, row, key, own.values[0])
    pool = {
        text
        for other in holders
        for value in other.claims[key][0].values
        if (text := shown(book, other, key, value)) != right
    }
    if len(pool) < OTHERS:
        return
    texts = [right, *rng.sample(sorted(pool), OTHERS)]
    if book.field(row.kind, key)["type"] in ("date", "number"):
        texts.sort(key=_place)
    else:
        rng.shuffle(texts)
    prompt = f"What is the {key.replace('_', ' ')} of {row.name}?"
    yield _question(book, row, key, "", prompt, texts, right)


def _back(
    book: Book, row: Row, key: str, own: Claim, holders: list[Row], rng: random.Random
) -> dict[str, Any]:
    others = rng.sample([other for other in holders if other is not row], OTHERS)
    texts = [row.name, *(other.name for other in others)]
    rng.shuffle(texts)
    value = shown(book, row, key, own.values[0])
    prompt = f"Which of these has the {key.replace('_', ' ')} {value}?"
    return _question(book, row, key, "-back", prompt, texts, row.name)


def shown(book: Book, row: Row, key: str, value: Value) -> str:
    """Return a value as an option: a year or a month for a date, a name, a number with its unit."""
    if isinstance(value, Ref):
        return book.rows[value.key].name
    if isinstance(value, Text):
        return value.text
    if isinstance(value, Amount):
        return f"{value.value:,g} {book.field(row.kind, key).get('unit', '')}".strip()
    year = year_of(value)
    return str(year) if year > 0 else f"{1 - year} BC"


def _place(text: str) -> float:
    number = truth.read_number(text)
    value = number.amount.value if number else 0.0
    return -value if text.endswith(" BC") else value


def _question(
    book: Book, row: Row, key: str, back: str, prompt: str, texts: list[str], right: str
) -> dict[str, Any]:
    facet = f"{book.id}/{row.key}/{key}{back}"
    return {
        "id": f"{facet}/choice",
        "variant": "·".join(sorted(texts)),
        "form": "choice",
        "facet": facet,
        "facts": [row.key],
        "topic": row.topic,
        "prompt": prompt,
        "subject": row.name,
        "answer": right,
        "options": [
            {"text": text, "correct": text == right, "why": "", "facts": [], "citations": []}
            for text in texts
        ],
        "explanation": f"{row.name}: {right}.",
        "citations": [],
        "difficulty": 0.0,
        "level": 2,
    }


def right_options(book: Book, question: dict[str, Any]) -> int:
    """Return how many options of a choice question are true by what the pack itself claims."""
    item = Item.of(book, question)
    if item.back:
        value = stated_value(item, item.prompt)
        rows = [book.named(o["text"], [item.row.kind]) for o in item.options]
        return sum(
            any(value is not None and truth.affirmed(book, value, row, item.key) for row in found)
            for found in rows
        )
    return sum(
        any(
            truth.touches_claim(book, value, known)
            for value in truth.meanings(book, option["text"], item.given)
            for known in truth.live(item.row, item.key)
        )
        for option in item.options
    )
