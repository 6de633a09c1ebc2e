"""The checker: what holds of every question, and one function a form for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.checker import cues
from tests.checker.disagreement import check_sources
from tests.checker.explanation import check_explanation
from tests.checker.finding import Finding, Item
from tests.checker.language import check_language, check_quotation
from tests.checker.pick import check_choice, check_multi, check_odd_one_out, check_true_false
from tests.checker.placing import check_match, check_order, check_timeline
from tests.checker.typing_in import check_cloze, check_number, check_typed
from tests.checker.words import holds, norm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.checker.pack import Book

FORMS: dict[str, Callable[[Item], None]] = {
    "choice": check_choice,
    "multi": check_multi,
    "true-false": check_true_false,
    "typed": check_typed,
    "number": check_number,
    "cloze": check_cloze,
    "order": check_order,
    "match": check_match,
    "odd-one-out": check_odd_one_out,
    "timeline": check_timeline,
    "sources": check_sources,
}


def check(book: Book, question: dict[str, Any]) -> list[Finding]:
    """Return every rule that one question breaks. A form that is not known is an error here."""
    item = Item.of(book, question)
    check_language(item)
    check_quotation(item)
    cues.check_negative(item, item.prompt)
    cues.check_quantifiers(item, item.prompt)
    check_explanation(item)
    _check_time(item)
    _check_names(item)
    FORMS[item.form](item)
    return item.found


def check_all(book: Book, questions: Iterable[dict[str, Any]]) -> list[Finding]:
    """Return every rule that some questions break, one by one and together (A4, D8)."""
    every = list(questions)
    found = [finding for question in every for finding in check(book, question)]
    return found + same_prompt(book, every) + identities(every)


def _check_time(item: Item) -> None:
    """A5: what changes with time is asked as of a year that the prompt says."""
    as_of = str(item.row.raw.get("as_of") or item.given.get("as_of") or "")
    if as_of and as_of[:4] not in item.prompt:
        item.breaks("A5", f"the prompt does not say that it speaks of {as_of}")


def _check_names(item: Item) -> None:
    """A7: the name in a stem means one row of its kind."""
    if item.back or not holds(item.prompt, item.row.name):
        return
    twins = [r for r in item.book.named(item.row.name, [item.row.kind]) if r is not item.row]
    if twins:
        item.breaks("A7", f"“{item.row.name}” may be {twins[0].key} too")


def same_prompt(book: Book, questions: list[dict[str, Any]]) -> list[Finding]:
    """A4: two facts that answer to one and the same question have the same answer."""
    by_prompt: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for question in questions:
        if question["form"] in ("choice", "typed", "number", "cloze"):
            key = (norm(question["prompt"]), question["form"])
            by_prompt.setdefault(key, {}).setdefault(question["facet"], question)
    found = []
    for twins in by_prompt.values():
        for one in twins.values():
            for other in twins.values():
                if one is not other and _contradict(one, other):
                    detail = f"{other['facet']} asks the same and answers otherwise"
                    found.append(Finding("A4", one["id"], detail))
    return found


def _contradict(one: dict[str, Any], other: dict[str, Any]) -> bool:
    answer = norm(other["answer"])
    if one["form"] == "choice":
        return any(norm(o["text"]) == answer and not o["correct"] for o in one["options"])
    if one["form"] == "number":
        return not one["low"] <= other["value"] <= one["high"]
    return answer not in {norm(text) for text in one["accepted"]}


def identities(questions: list[dict[str, Any]]) -> list[Finding]:
    """D8: an id for each question, a variant for each way in which it was shown."""
    found = []
    shown: dict[tuple[str, str], str] = {}
    for q in questions:
        if q["id"].partition(f"{q['facet']}/{q['form']}")[2].strip("-abcdefghijklmnopqrstuvwxyz"):
            found.append(Finding("D8", q["id"], "the id is not facet, form and template"))
        face = "\n".join([q["prompt"], *sorted(o["text"] for o in q.get("options", []))])
        known = shown.setdefault((q["id"], q["variant"]), face)
        if known != face:
            found.append(Finding("D8", q["id"], f"variant {q['variant']} is shown in two ways"))
    return found
