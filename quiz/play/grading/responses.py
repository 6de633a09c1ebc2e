"""Reading a response: the checks that every form shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.errors import ResponseError

if TYPE_CHECKING:
    from quiz.model import Question, Response


def one(response: Response, size: int) -> int:
    """Return the only chosen index, below `size`. Raises ResponseError where there is not one."""
    chosen = several(response, size)
    if len(chosen) != 1:
        raise ResponseError(f"Choose one of the {size}.")
    return chosen[0]


def several(response: Response, size: int) -> tuple[int, ...]:
    """Return the chosen indices, each below `size` and none twice, as they were given.

    Raises ResponseError where they are not.
    """
    chosen = response.chosen
    if any(not 0 <= index < size for index in chosen):
        raise ResponseError(f"There are only {size} to choose from.")
    if len(set(chosen)) != len(chosen):
        raise ResponseError("Each can be chosen only once.")
    return chosen


def key_indices(question: Question) -> tuple[int, ...]:
    """Return the indices of the options that are right."""
    return tuple(index for index, option in enumerate(question.options) if option.correct)


def in_words(texts: list[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} and {texts[-1]}"
