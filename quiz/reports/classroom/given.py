"""One answer as a log tells it, whatever kind of file it was: checked, and only what is needed."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from quiz.reports.classroom import limits
from quiz.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quiz.model import Answer

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")
_MARKS = frozenset({"", "undone", "right"})
MARK_KINDS = _MARKS - {""}


class Given(NamedTuple):
    """An answer of a student, texts cleaned."""

    id: str
    sitting: str
    position: int
    ts_utc: str
    user: str
    pack_hash: str
    facet: str
    item: str
    form: str
    topic: str
    seed: str
    asked: str | None
    shown: tuple[str, ...]
    chosen: tuple[int, ...]
    unknown: bool
    given: str
    score: float
    correct: bool
    guess: float
    attempt: int
    latency_ms: int
    primed: bool
    redone: bool
    mark: str

    @property
    def when(self) -> tuple[str, int, str]:
        """By what answers are put in order, whatever the order of the lines."""
        return self.ts_utc, self.position, self.id

    @property
    def counts(self) -> bool:
        """Whether it says what the student knew: nothing was given away, taken back or claimed."""
        return not (self.primed or self.redone or self.mark or self.attempt > 1)


class Unfit(ValueError):
    """What is wrong with a line, as a sentence without its full stop."""


def is_answer(raw: Mapping[str, Any]) -> bool:
    """Return whether a row tells an answer: an export has rows of other things too."""
    return "item_id" in raw and "response" in raw


def from_row(raw: Mapping[str, Any]) -> Given:
    """Return the answer of a row with the fields of `quiz log`. Raises Unfit.

    Fields that are not known are left alone; those of later versions may be missing.
    """
    response = raw.get("response")
    if isinstance(response, str):
        try:
            response = json.loads(response)
        except (ValueError, RecursionError):
            raise Unfit("“response” is not JSON") from None
    if not isinstance(response, dict):
        raise Unfit("“response” is not what a student gave")
    moment = _text(raw, "ts_utc", 40)
    if _MOMENT.fullmatch(moment) is None:
        raise Unfit("“ts_utc” is no moment such as 2026-03-14T12:00:00.000Z")
    mark = raw.get("mark") or ""
    if mark not in _MARKS:
        raise Unfit("“mark” is neither “undone” nor “right”")
    return Given(
        id=_id(raw, "id"),
        sitting=_id(raw, "sitting"),
        position=_whole(raw, "position", 0),
        ts_utc=moment,
        user=_id(raw, "user"),
        pack_hash=_id(raw, "pack_hash"),
        facet=_id(raw, "facet"),
        item=_id(raw, "item_id"),
        form=_id(raw, "form"),
        topic=_shown(_text(raw, "topic", limits.TEXT_CHARACTERS)),
        seed=_text(raw, "seed", limits.TEXT_CHARACTERS),
        asked=_asked(raw),
        shown=_options(raw.get("shown_options", ())),
        chosen=_chosen(response.get("chosen", ())),
        unknown=response.get("unknown") is True,
        given=_shown(_text(raw, "given", limits.TEXT_CHARACTERS)),
        score=_share(raw, "s"),
        correct=_flag(raw, "correct"),
        guess=min(0.99, _share(raw, "g")),
        attempt=_whole(raw, "attempt", 1),
        latency_ms=_whole(raw, "latency_ms", 0),
        primed=_flag(raw, "primed"),
        redone=_flag(raw, "redone") if "redone" in raw else False,
        mark=mark,
    )


def from_answer(answer: Answer) -> Given:
    """Return the answer of a log that was opened as one. Raises Unfit."""
    return from_row({name: getattr(answer, name) for name in _FIELDS})


_FIELDS = (
    "id", "sitting", "position", "ts_utc", "user", "pack_hash", "facet", "item_id", "form",
    "topic", "seed", "asked", "shown_options", "response", "given", "s", "correct", "g", "attempt",
    "latency_ms", "primed", "redone", "mark",
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def _shown(text: str) -> str:
    """Return a text that may be shown; one string for all that are equal."""
    return clean(text)


def _text(raw: Mapping[str, Any], name: str, most: int) -> str:
    value = raw.get(name)
    if not isinstance(value, str):
        raise Unfit(f"“{name}” is missing" if value is None else f"“{name}” is not text")
    if len(value) > most:
        raise Unfit(f"“{name}” has more than {most:,} characters")
    return value


def _id(raw: Mapping[str, Any], name: str) -> str:
    return _shown(_text(raw, name, limits.ID_CHARACTERS))


def _asked(raw: Mapping[str, Any]) -> str | None:
    if not raw.get("asked"):
        return None
    return _shown(_text(raw, "asked", limits.TEXT_CHARACTERS))


def _whole(raw: Mapping[str, Any], name: str, least: int) -> int:
    value = raw.get(name)
    if type(value) is not int or not least <= value < 2**53:
        raise Unfit(f"“{name}” is no whole number from {least} on")
    return value


def _share(raw: Mapping[str, Any], name: str) -> float:
    value = raw.get(name)
    if type(value) not in (int, float) or not 0 <= value <= 1:  # type: ignore[operator]
        raise Unfit(f"“{name}” is no number from 0 to 1")
    return float(value)  # type: ignore[arg-type]


def _flag(raw: Mapping[str, Any], name: str) -> bool:
    value = raw.get(name)
    if value is not True and value is not False:
        raise Unfit(f"“{name}” is neither true nor false")
    return value


def _options(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or len(value) > limits.OPTIONS:
        raise Unfit("“shown_options” is no list of texts")
    for text in value:
        if not isinstance(text, str) or len(text) > limits.TEXT_CHARACTERS:
            raise Unfit("“shown_options” is no list of texts")
    return _one_of(tuple(map(_shown, value)))


@lru_cache(maxsize=1 << 14)
def _one_of(options: tuple[str, ...]) -> tuple[str, ...]:
    return options


def _chosen(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list | tuple) or len(value) > limits.OPTIONS:
        raise Unfit("“response” is not what a student gave")
    if any(type(index) is not int for index in value):
        raise Unfit("“response” is not what a student gave")
    return tuple(value)
