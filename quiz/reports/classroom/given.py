"""One answer as a log tells it, whatever kind of file it was: checked, and only what is needed."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from quiz.reports.classroom import limits
from quiz.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quiz.model import Answer

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")
MARK_KINDS = frozenset({"undone", "right"})
_IDS = ("id", "sitting", "user", "pack_hash", "facet", "item_id", "form", "ts_utc")
_TEXTS = ("topic", "seed", "given")
_WHOLE = {"position": 0, "attempt": 1, "latency_ms": 0}
_FLAGS = (True, False)


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
    if not _plain(raw):
        _complain(raw)
    asked = raw.get("asked")
    return Given(
        id=_shown(raw["id"]),
        sitting=_shown(raw["sitting"]),
        position=raw["position"],
        ts_utc=raw["ts_utc"],
        user=_shown(raw["user"]),
        pack_hash=_shown(raw["pack_hash"]),
        facet=_shown(raw["facet"]),
        item=_shown(raw["item_id"]),
        form=_shown(raw["form"]),
        topic=_shown(raw["topic"]),
        seed=_shown(raw["seed"]),
        asked=_shown(asked) if asked else None,
        shown=_options(raw.get("shown_options", ())),
        chosen=_chosen(response.get("chosen", ())),
        unknown=response.get("unknown") is True,
        given=_shown(raw["given"]),
        score=float(raw["s"]),
        correct=raw["correct"],
        guess=min(0.99, float(raw["g"])),
        attempt=raw["attempt"],
        latency_ms=raw["latency_ms"],
        primed=raw["primed"],
        redone=raw.get("redone") or False,
        mark=raw.get("mark") or "",
    )


def _plain(raw: Mapping[str, Any]) -> bool:
    """Return whether every field is what it should be: one look at all, as rows are many."""
    for name in _IDS:
        value = raw.get(name)
        if type(value) is not str or len(value) > limits.ID_CHARACTERS:
            return False
    for name in _TEXTS:
        value = raw.get(name)
        if type(value) is not str or len(value) > limits.TEXT_CHARACTERS:
            return False
    for name, least in _WHOLE.items():
        value = raw.get(name)
        if type(value) is not int or not least <= value < 2**53:
            return False
    for name in ("s", "g"):
        value = raw.get(name)
        if type(value) not in (float, int) or not 0 <= value <= 1:  # type: ignore[operator]
            return False
    asked = raw.get("asked")
    return (
        raw.get("correct") in _FLAGS
        and raw.get("primed") in _FLAGS
        and raw.get("redone") in (*_FLAGS, None)
        and (not asked or (type(asked) is str and len(asked) <= limits.TEXT_CHARACTERS))
        and (raw.get("mark") or "") in ("", "undone", "right")
        and _MOMENT.fullmatch(raw["ts_utc"]) is not None
    )


def _complain(raw: Mapping[str, Any]) -> NoReturn:
    """Say what is wrong with the first field that is not what it should be. Raises Unfit."""
    for name in (*_IDS, *_TEXTS):
        most = limits.ID_CHARACTERS if name in _IDS else limits.TEXT_CHARACTERS
        value = raw.get(name)
        if not isinstance(value, str):
            raise Unfit(f"“{name}” is missing" if value is None else f"“{name}” is not text")
        if len(value) > most:
            raise Unfit(f"“{name}” has more than {most:,} characters")
    for name, least in _WHOLE.items():
        value = raw.get(name)
        if type(value) is not int or not least <= value < 2**53:
            raise Unfit(f"“{name}” is no whole number from {least} on")
    for name in ("s", "g"):
        value = raw.get(name)
        if type(value) not in (float, int) or not 0 <= value <= 1:  # type: ignore[operator]
            raise Unfit(f"“{name}” is no number from 0 to 1")
    if (raw.get("mark") or "") not in ("", "undone", "right"):
        raise Unfit("“mark” is neither “undone” nor “right”")
    if _MOMENT.fullmatch(raw["ts_utc"]) is None:
        raise Unfit("“ts_utc” is no moment such as 2026-03-14T12:00:00.000Z")
    for name in ("correct", "primed", "redone"):
        if raw.get(name) not in (True, False) and not (name == "redone" and name not in raw):
            raise Unfit(f"“{name}” is neither true nor false")
    raise Unfit("“asked” is no text of a fair length")


def from_answer(answer: Answer) -> Given:
    """Return the answer of a log that was opened as one. Raises Unfit."""
    return from_row({name: getattr(answer, name) for name in _FIELDS})


_FIELDS = (
    "id", "sitting", "position", "ts_utc", "user", "pack_hash", "facet", "item_id", "form",
    "topic", "seed", "asked", "shown_options", "response", "given", "s", "correct", "g", "attempt",
    "latency_ms", "primed", "redone", "mark",
)  # fmt: skip


def _shown(text: str) -> str:
    """Return a text that may be shown; one string for all that are equal."""
    return text if text.isascii() and text.isprintable() else _cleaned(text)


@lru_cache(maxsize=1 << 14)
def _cleaned(text: str) -> str:
    return clean(text)


def _options(value: Any) -> tuple[str, ...]:
    """Return the options that were shown, one tuple for all that are equal. Raises Unfit."""
    if type(value) in (list, tuple):
        try:
            return _cleaned_options(tuple(value))
        except TypeError:  # a list in it cannot be looked up
            pass
    raise Unfit("“shown_options” is no list of texts")


@lru_cache(maxsize=1 << 14)
def _cleaned_options(options: tuple[Any, ...]) -> tuple[str, ...]:
    if len(options) > limits.OPTIONS or not all(
        isinstance(text, str) and len(text) <= limits.TEXT_CHARACTERS for text in options
    ):
        raise Unfit("“shown_options” is no list of texts")
    return tuple(map(_shown, options))


def _chosen(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list | tuple) or len(value) > limits.OPTIONS:
        raise Unfit("“response” is not what a student gave")
    if any(type(index) is not int for index in value):
        raise Unfit("“response” is not what a student gave")
    return tuple(value)
