"""Rules D1 to D4: what the questions of one set tell about each other."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tests.checker.explanation import shown_forms
from tests.checker.finding import Finding, Item
from tests.checker.words import holds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.checker.pack import Book

APART = 3
OFTEN, LEAST, MOST = 4, 0.1, 0.6
_NO_SINGLE_ANSWER = ("order", "timeline", "match", "odd-one-out", "sources", "multi")


def check_set(book: Book, questions: Sequence[dict[str, Any]], *, test: bool) -> list[Finding]:
    """Return every rule that a set breaks as a set, in the order in which it is asked."""
    return [
        *leaks(book, questions, test=test),
        *repeats(questions, test=test),
        *reuse(questions),
    ]


def shown_text(question: dict[str, Any], *, stem_only: bool) -> str:
    """Return what a student has read once a question is behind him."""
    parts = [question["prompt"]]
    if not stem_only:
        parts += [question.get("explanation", ""), question.get("answer", "")]
        parts += [o["text"] for o in question.get("options", []) if o["correct"]]
        parts += [c["phrase"] for c in question.get("citations", [])]
        if question["form"] == "order":
            parts += [f"{i}: {d}" for i, d in zip(question["items"], question.get("dates", []),
                                                  strict=False)]  # fmt: skip
        parts += [f"{left}: {right}" for left, right in question.get("pairs", [])]
    return " · ".join(parts)


def asked_values(item: Item) -> list[str]:
    """Return what would give a question away: every name of its answer, as wide as it is asked."""
    if item.form in _NO_SINGLE_ANSWER:
        return []
    if item.raw.get("accepted"):
        return list(item.raw["accepted"])
    options = (item.raw.get("correction") or {}).get("options") or item.options
    shown = [o["text"] for o in options if o["correct"] and o["text"] not in ("True", "False")]
    if item.given["type"] == "date" or item.back:
        return shown or ([item.raw["answer"]] if item.form == "number" else [])
    own = [v for c in item.row.claims[item.key] if c.own for v in c.values]
    return [*shown, *(name for value in own for name in shown_forms(item.book, value))]


def leaks(book: Book, questions: Sequence[dict[str, Any]], *, test: bool) -> list[Finding]:
    """D1: no question is answered by what an earlier one (in a test: any stem) has shown.

    It is, where the text names the subject and the asked value: asked back, the value and the row.
    """
    items = [Item.of(book, question) for question in questions]
    texts = [shown_text(question, stem_only=test) for question in questions]
    found = []
    for j, item in enumerate(items):
        subject = item.row.names
        if item.back:
            own = [v for c in item.row.claims[item.key] if c.own for v in c.values]
            subject = tuple(name for value in own for name in shown_forms(book, value))
        values = asked_values(item)
        for i, text in enumerate(texts):
            if i == j or (not test and i > j):
                continue
            about = any(holds(text, name) for name in subject)
            if about and any(holds(text, value) for value in values):
                told = questions[i]["id"]
                found.append(Finding("D1", item.raw["id"], f"answered by {told} before it"))
    return found


def repeats(questions: Sequence[dict[str, Any]], *, test: bool) -> list[Finding]:
    """D2: a facet once; the facets of a fact apart, in a test never together."""
    found = []
    for facet, count in Counter(q["facet"] for q in questions).items():
        if count > 1:
            found.append(Finding("D2", facet, f"asked {count} times"))
    places: dict[str, int] = {}
    for place, question in enumerate(questions):
        fact = "/".join(question["facet"].split("/")[:3])
        if fact in places and (test or place - places[fact] < APART):
            away = place - places[fact]
            found.append(Finding("D2", question["id"], f"the same fact stands {away} before"))
        places[fact] = place
    return found


def reuse(questions: Sequence[dict[str, Any]]) -> list[Finding]:
    """D3: an option that returns is neither always right nor always wrong."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for question in questions:
        if question["form"] != "true-false":
            for option in question.get("options", []):
                seen[option["text"]] += 1
                right[option["text"]] += option["correct"]
    return [
        Finding("D3", text, f"right {right[text]} times of {times}")
        for text, times in sorted(seen.items())
        if times >= OFTEN and not LEAST <= right[text] / times <= MOST
    ]
