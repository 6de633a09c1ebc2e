"""How each form is asked and answered in lines.

To add a form, write what it shows and how a line is read, and put both in `ASKED`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from quiz.errors import ResponseError
from quiz.model import Form, Response
from quiz.play.grading import partners
from quiz.play.grading.arrange import slots_in_words
from quiz.play.grading.numbers import is_year
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quiz.model import Question

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NUMBER = re.compile(r"\d+")
_PAIR = re.compile(r"(\d+)\s*[-:=]?\s*([a-z])(?![a-z])", re.IGNORECASE)


class Asked(NamedTuple):
    """What stands below the prompt, what to type, and what a typed line means."""

    lines: Callable[[Question], list[str]]
    hint: Callable[[Question], str]
    read: Callable[[Question, str], Response]
    """Raises ResponseError with what to type instead."""
    zero_is_unknown: bool = True
    """Whether "0" says "I don't know", as "?" always does."""


def numbered(texts: Sequence[str]) -> list[str]:
    """Return the texts as lines "  1) …"."""
    return [f"  {number}) {text}" for number, text in enumerate(texts, 1)]


def read_one(texts: Sequence[str], line: str) -> int:
    """Return the index that the line names by its number or by its text."""
    match = re.fullmatch(r"(\d+)\s*[.)]?", line)
    if match and 1 <= int(match[1]) <= len(texts):
        return int(match[1]) - 1
    same = [index for index, text in enumerate(texts) if fold(text) == fold(line)]
    if len(same) == 1 and not match:
        return same[0]
    raise ResponseError(f"Please type a number from 1 to {len(texts)}.")


def _read_numbers(size: int, line: str) -> tuple[int, ...]:
    words = _NUMBER.findall(line)
    if len(words) == 1 and len(words[0]) > 1 and size < 10:
        words = list(words[0])
    numbers = tuple(int(word) - 1 for word in words)
    if (
        not numbers
        or not re.fullmatch(r"[\d\s,;.)>-]+", line)
        or any(not 0 <= number < size for number in numbers)
        or len(set(numbers)) != len(numbers)
    ):
        raise ResponseError(f"Please type numbers from 1 to {size}, each once: 1 3.")
    return numbers


def _options(question: Question) -> list[str]:
    return numbered([option.text for option in question.options])


def _right(question: Question) -> int:
    return sum(option.correct for option in question.options)


def _pick_one(question: Question, line: str) -> Response:
    return Response(chosen=(read_one([option.text for option in question.options], line),))


def _pick_several(question: Question, line: str) -> Response:
    return Response(chosen=_read_numbers(len(question.options), line))


def _pick_sources(question: Question, line: str) -> Response:
    return (_pick_one if _right(question) == 1 else _pick_several)(question, line)


def _pick_true_or_false(question: Question, line: str) -> Response:
    texts = [option.text for option in question.options]
    wanted = fold(line)
    meant = [i for i, text in enumerate(texts) if wanted and fold(text).startswith(wanted)]
    if len(meant) == 1:
        return Response(chosen=(meant[0],))
    try:
        return Response(chosen=(read_one(texts, line),))
    except ResponseError as error:
        raise ResponseError("Please type t for true or f for false.") from error


def _put_in_order(question: Question, line: str) -> Response:
    size = len(question.shown)
    numbers = _read_numbers(size, line)
    if len(numbers) != size:
        raise ResponseError(f"Please type all {size} numbers, the first one first.")
    return Response(chosen=numbers)


def _pairs(question: Question) -> list[str]:
    lefts = numbered([left for left, _ in question.pairs])
    rights = [
        f"  {letter}) {text}" for letter, text in zip(LETTERS, partners(question), strict=False)
    ]
    return [*lefts, "with", *rights]


def _match(question: Question, line: str) -> Response:
    size, shown = len(question.pairs), len(partners(question))
    found = {
        int(number) - 1: LETTERS.index(letter.lower()) for number, letter in _PAIR.findall(line)
    }
    if sorted(found) != list(range(size)) or any(index >= shown for index in found.values()):
        example = " ".join(f"{n}{LETTERS[n % shown]}" for n in range(1, size + 1))
        raise ResponseError(f"Please type a letter for every number: {example}.")
    if len(set(found.values())) != size:
        raise ResponseError("Each letter can be used only once.")
    return Response(chosen=tuple(found[index] for index in range(size)))


def _slots(question: Question) -> list[str]:
    return numbered(slots_in_words(question))


def _place(question: Question, line: str) -> Response:
    return Response(chosen=(read_one([str(i) for i in range(len(question.items) + 1)], line),))


def _one_hint(question: Question) -> str:
    return f"Number (1-{len(question.options)}):"


def _several_hint(question: Question) -> str:
    return f"Numbers of all that are right (1-{len(question.options)}):"


def _sources_hint(question: Question) -> str:
    return (_one_hint if _right(question) == 1 else _several_hint)(question)


def _number_hint(question: Question) -> str:
    if is_year(question):
        return "Year:"
    return f"Number, in {question.unit}:" if question.unit else "Number:"


def _nothing(_question: Question) -> list[str]:
    return []


def _type(_question: Question, line: str) -> Response:
    return Response(text=line)


_PICK_ONE = Asked(_options, _one_hint, _pick_one)
_TYPE = Asked(_nothing, lambda _: "Answer:", _type, zero_is_unknown=False)

ASKED: dict[Form, Asked] = {
    Form.CHOICE: _PICK_ONE,
    Form.MULTI: Asked(_options, _several_hint, _pick_several),
    Form.TRUE_FALSE: Asked(_nothing, lambda _: "True or false (t/f):", _pick_true_or_false),
    Form.TYPED: _TYPE,
    Form.NUMBER: Asked(_nothing, _number_hint, _type, zero_is_unknown=False),
    Form.CLOZE: _TYPE,
    Form.ORDER: Asked(
        lambda question: numbered(question.shown),
        lambda question: f"All {len(question.shown)} numbers, the first one first:",
        _put_in_order,
    ),
    Form.MATCH: Asked(_pairs, lambda _: "Pairs, such as 1b 2a:", _match),
    Form.ODD_ONE_OUT: _PICK_ONE,
    Form.TIMELINE: Asked(_slots, lambda q: f"Number (1-{len(q.items) + 1}):", _place),
    Form.SOURCES: Asked(_options, _sources_hint, _pick_sources),
}
