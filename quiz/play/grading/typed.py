"""Typed answers: exact, another name, surname only, typo; in this order (RULES.md 2.1)."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from quiz.model import Name, Verdict
from quiz.play.grading.names import digits, normal, people, surnames, typo_forms
from quiz.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.model import Question, Response

_LONGEST = 200


def allowed_typos(length: int) -> int:
    """Return how many edits a name of so many characters forgives: 0 to 4, 1 to 8, else 2."""
    if length <= 4:
        return 0
    return 1 if length <= 8 else 2


def grade_typed(question: Question, response: Response) -> Verdict:
    """Return 1 where the answer names the key and nothing else, 0 otherwise (RULES.md F4, F8).

    What was forgiven is told in the remark. A reading that only some sources give counts, and the
    remark says so (RULES.md 5.4). An answer that names the key and something else too
    is asked again (rule A7).
    """
    given = clean(response.text).strip()
    typed = normal(given[:_LONGEST])
    if not typed:
        return _again(given, "Type an answer, or say that you don’t know.")
    for reading in question.documented:
        if _is_called(typed, Name(text=reading.accepted[0], accepted=reading.accepted)):
            return _right(given, reading.text)
    key = Name(text=question.answer, accepted=question.accepted or (question.answer,))
    itself = {normal(called) for called in key.accepted}
    twins = _twins(question, key, itself)
    if any(_written(given) in map(_written, name.accepted) for name in twins):
        return _wrong(given, f"You named {given}.")
    if twins and _written(given) in map(_written, key.accepted):
        return _right(given, "")
    others = [
        name
        for name in question.others
        if name in twins or {normal(called) for called in name.accepted} != itself
    ]
    for named in (_named_exactly, _named_by_surname):
        is_key, named_others = named(typed, key, others)
        if is_key and named_others:
            return _again(given, f"Which one? “{given}” could be several here.")
        if is_key:
            return _right(given, _told(given, key, surname=named is _named_by_surname))
        if len(named_others) == 1 or (named_others and named is _named_exactly):
            return _wrong(given, f"You named {named_others[0].text}.")
        if named_others:
            return _again(given, f"Which one? “{given}” could be several here.")
    meant = _named_with_typo(typed, key, others)
    return _right(given, f"Spelled “{meant}”.") if meant else _wrong(given, "")


def _twins(question: Question, key: Name, itself: set[str]) -> list[Name]:
    """Return the others that only accents tell from the key: schon and schön, Mutter and Mütter."""
    own = {_written(called) for called in key.accepted}
    return [
        name
        for name in question.others
        if not itself.isdisjoint(map(normal, name.accepted))
        and own.isdisjoint(map(_written, name.accepted))
    ]


def _written(text: str) -> str:
    """Return a name as it is written, but for capitals and spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _named_exactly(typed: str, key: Name, others: list[Name]) -> tuple[bool, list[Name]]:
    return (
        _is_called(typed, key),
        [name for name in others if _is_called(typed, name)],
    )


def _is_called(typed: str, name: Name) -> bool:
    return any(normal(called) == typed for called in (name.text, *name.accepted))


def _named_by_surname(typed: str, key: Name, others: list[Name]) -> tuple[bool, list[Name]]:
    if not people([key.text, *(name.text for name in others)]):
        return False, []
    return (
        typed in surnames(key.text),
        [name for name in others if typed in surnames(name.text)],
    )


def _named_with_typo(typed: str, key: Name, others: list[Name]) -> str | None:
    """Return the name of the key that was meant, None where it is not certain.

    The optimal string alignment distance is within `allowed_typos`, no digit differs, and every
    other name of the domain is strictly further away.
    """
    has_surnames = people([key.text, *(name.text for name in others)])
    spellings = dict.fromkeys((key.text, *key.accepted))
    if has_surnames:
        for surname in surnames(key.text):
            if not any(surname in surnames(name.text) for name in others):
                words = key.text.split()
                spellings[" ".join(words[-surname.count(" ") - 1 :])] = None
    near = [
        (distance, called)
        for called in spellings
        for form in typo_forms(called)
        if digits(form) == digits(typed)
        and (distance := _edits(typed, form, allowed_typos(len(normal(called))))) is not None
    ]
    if not near:
        return None
    distance, meant = min(near)
    for called in _all_called(others, with_surnames=has_surnames):
        if _edits(typed, called, distance) is not None:
            return None
    return clean(meant)


def _all_called(names: Iterable[Name], *, with_surnames: bool) -> Iterable[str]:
    for name in names:
        for called in (name.text, *name.accepted):
            yield from typo_forms(called)
        if with_surnames:
            yield from surnames(name.text)


def _edits(one: str, other: str, most: int) -> int | None:
    """Return the optimal string alignment distance, None where it is more than `most`."""
    from rapidfuzz.distance import OSA  # deferred: 38 ms, only a typed answer needs it

    if abs(len(one) - len(other)) > most:
        return None
    distance = int(OSA.distance(one, other, score_cutoff=most))
    return distance if distance <= most else None


def _told(given: str, key: Name, *, surname: bool) -> str:
    """Return what is worth telling of an exact answer: the full name, the marks left out."""
    if surname:
        return f"In full: {clean(key.text)}."
    typed = normal(given)
    for called in (key.text, *key.accepted):
        if normal(called) == typed:
            marked = [c for c in called.casefold() if not c.isascii() and c.isalpha()]
            if marked and not any(c in given.casefold() for c in marked):
                return f"Spelled “{clean(called)}”."
    return ""


def _right(given: str, remark: str) -> Verdict:
    return Verdict(score=1.0, correct=True, given=given, remark=remark)


def _wrong(given: str, remark: str) -> Verdict:
    return Verdict(score=0.0, correct=False, given=given, remark=remark)


def _again(given: str, question_back: str) -> Verdict:
    return Verdict(score=0.0, correct=False, given=given, retry=question_back)


def guess_typed(_question: Question) -> float:
    """Return 0: nobody guesses a name blindly."""
    return 0.0
