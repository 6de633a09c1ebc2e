"""Sittings, answers, endings, marks and complaints as rows of the log, and back."""

from __future__ import annotations

import json
import zlib
from datetime import date
from functools import lru_cache
from operator import attrgetter
from types import NoneType
from typing import TYPE_CHECKING, Any

from quiz.play.begin import moment
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quiz.model import Answer, Complaint, Sitting

ANSWER_COLUMNS = (
    "id", "sitting", "position", "ts_utc", "user", "pack", "facet", "item_id", "variant_id",
    "form", "shown_options", "response", "given", "s", "correct", "attempt", "rated", "rating",
    "r_before", "g", "latency_ms", "confidence", "primed", "seed", "pack_hash", "topic", "day",
    "asked", "redone",
)  # fmt: skip
"""The fields of an answer but for its mark, by name: home lists packs without the model, which
takes 10 ms to load. A test compares them."""
_ADDED = 3
"""The last columns of an answer, which logs of version 1 did not have."""
SITTING_COLUMNS = (
    "id", "user", "pack", "pack_title", "pack_hash", "mode", "seed", "started_utc", "settings",
    "size", "questions",
)  # fmt: skip
ENDING_COLUMNS = ("sitting", "ts_utc", "how")
MARK_COLUMNS = ("answer", "kind", "ts_utc", "user")
COMPLAINT_COLUMNS = (
    "id", "ts_utc", "user", "pack", "pack_hash", "file", "line", "item_id", "variant_id",
    "prompt", "given", "words",
)  # fmt: skip
_HOLDS: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("position", "attempt", "latency_ms", "size"), int),
    **dict.fromkeys(("correct", "rated", "primed"), int),
    **dict.fromkeys(("confidence", "redone", "line"), (int, NoneType)),
    **dict.fromkeys(("rating", "day", "asked"), (str, NoneType)),
    **dict.fromkeys(("s", "g"), (int, float)),
    "r_before": (int, float, NoneType),
    "questions": bytes,
}
"""What a column holds that is no text. A table that we did not make may hold anything."""
_MOST_INFLATED = 1 << 26
"""Bytes of a sitting's questions: a thousand of them are some five million."""
_SHORT = 100
"""Characters of a response that is remembered as a good one: what was chosen is told in fewer."""
_BOOLEANS = ("correct", "rated", "primed")
_OF_ANSWER = attrgetter(*ANSWER_COLUMNS)
_IN_ANSWER = tuple(_HOLDS.get(name, str) for name in ANSWER_COLUMNS)
_SHOWN, *_BOOLEAN_AT = map(ANSWER_COLUMNS.index, ("shown_options", *_BOOLEANS))
_FLOAT_AT = tuple(map(ANSWER_COLUMNS.index, ("s", "g")))
_as_json = json.JSONEncoder(ensure_ascii=False).encode
"""`json.dumps` would make an encoder at each call: 3 µs of the four that the options take."""
_as_ascii = json.JSONEncoder().encode

Value = str | int | float | bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingRow:
    """A sitting as the log lists it, without its questions."""

    id: str
    user: str
    pack: str
    pack_title: str
    pack_hash: str
    mode: str
    seed: str
    started_utc: str
    settings: dict[str, str]
    size: int
    """How many questions its set has."""
    ended_utc: str | None
    how: str | None
    """finished, left, or None while it can be gone on with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRow:
    """What was said of an answer after it was recorded."""

    seq: int
    """Its place in the log; marks and answers are counted apart."""
    answer: str
    """The answer's id."""
    kind: str
    """undone, right"""
    ts_utc: str
    user: str


def typed(values: Iterable[Any], columns: Sequence[str]) -> bool:
    """Return whether each value is of the kind that its column holds."""
    return all(map(isinstance, values, [_HOLDS.get(name, str) for name in columns]))


def crc(values: Sequence[Value]) -> int:
    """Return the CRC-32 of a row, so that a flipped bit does not pass for an answer.

    Of its JSON in ASCII, which no version of Python or Unicode writes in another way.
    """
    if bytes in map(type, values):
        values = [zlib.crc32(value) if isinstance(value, bytes) else value for value in values]
    return zlib.crc32(_as_ascii(values).encode())


def answer_crc(values: Sequence[Value]) -> int:
    """Return the CRC of an answer: added columns that are NULL at the end are left out.

    So that a row of a log that did not have them keeps its own.
    """
    return crc(values[: _length(values)])


def answer_row(answer: Answer) -> tuple[Value, ...]:
    """Return the answer in the order of `ANSWER_COLUMNS`, and its CRC."""
    values = _of_answer(answer)
    told = _as_ascii(values[: _length(values)])
    if "\\ud" in told:  # half of a pair, or one alone, which cannot be stored
        values = list(_storable(values))
        told = _as_ascii(values[: _length(values)])
    return *values, zlib.crc32(told.encode())


def answer_values(answer: Answer) -> tuple[Value, ...]:
    """Return the answer in the order of `ANSWER_COLUMNS`, without the CRC."""
    return answer_row(answer)[:-1]


def _length(values: Sequence[Value]) -> int:
    """Return how many values of an answer its CRC is made of."""
    length = len(values)
    while length > len(ANSWER_COLUMNS) - _ADDED and values[length - 1] is None:
        length -= 1
    return length


def _of_answer(answer: Answer) -> list[Value]:
    out = list(_OF_ANSWER(answer))
    out[_SHOWN] = _as_json(answer.shown_options)
    for at in _BOOLEAN_AT:
        out[at] = int(out[at])
    for at in _FLOAT_AT:
        out[at] = float(out[at])
    out[-1] = int(answer.redone) or None
    return out


def sound(crc: int, values: Sequence[Any], mark: str = "") -> Answer | None:
    """Return the answer that `answer_values` was made from, with its mark; None if it is damaged.

    Also where the CRC fits and what it seals is nothing that an answer says: one is soon made.
    """
    try:
        return _answer(values, mark) if answer_crc(values) == crc else None
    except (ValueError, TypeError, RecursionError):
        return None


def sealed(crc: int, values: Sequence[Any], at: int) -> str | None:
    """Return one text of an answer; None if the row is damaged."""
    try:
        found = values[at] if answer_crc(values) == crc else None
    except (ValueError, TypeError, RecursionError):
        return None
    return found if isinstance(found, str) else None


def _answer(values: Sequence[Any], mark: str) -> Answer:
    if not all(map(isinstance, values, _IN_ANSWER)):
        raise TypeError
    raw = dict(zip(ANSWER_COLUMNS, values, strict=True))
    shown = json.loads(raw["shown_options"])
    if not isinstance(shown, list) or not set(map(type, shown)) <= {str}:
        raise TypeError
    raw["shown_options"] = tuple(shown)
    (_check_again if len(raw["response"]) < _SHORT else _check_response)(raw["response"])
    for name in ("s", "g", "r_before"):
        if raw[name] is not None and not 0 <= raw[name] <= 1:
            raise ValueError(name)
    moment(raw["ts_utc"])
    if raw["day"] is not None:
        _check_day(raw["day"])
    for name in _BOOLEANS:
        raw[name] = bool(raw[name])
    raw["redone"] = bool(raw["redone"])
    from quiz.model import Answer

    return Answer(**raw, mark=mark)


@lru_cache(maxsize=1024)  # a long log says the same thousands of times, in responses too
def _check_day(day: str) -> None:
    """Raise ValueError where it is no day as `date.isoformat` writes it."""
    if date.fromisoformat(day).isoformat() != day:  # "20261123" is one too
        raise ValueError("day")


def _check_response(response: str) -> None:
    """Raise ValueError or TypeError where it is not what `quiz.wire.response_to_json` makes."""
    told = json.loads(response)
    if not isinstance(told, dict) or not isinstance(told.get("text", ""), str):
        raise TypeError
    for index in (*told.get("chosen", ()), told.get("correction") or 0):
        if not isinstance(index, int):
            raise TypeError


_check_again = lru_cache(maxsize=1024)(_check_response)


def sitting_values(sitting: Sitting) -> tuple[Value, ...]:
    """Return the sitting in the order of `SITTING_COLUMNS`, without the CRC."""
    from quiz.wire import question_to_json

    questions = [question_to_json(question, public=False) for question in sitting.questions]
    packed = zlib.compress(json.dumps(questions, ensure_ascii=False).encode("utf-8", "replace"))
    plain = (
        sitting.id, sitting.user, sitting.pack, sitting.pack_title, sitting.pack_hash,
        sitting.mode, sitting.seed, sitting.started_utc,
        json.dumps(sitting.settings, ensure_ascii=False), len(sitting.questions), packed,
    )  # fmt: skip
    return _storable(plain)


def sitting_from(values: Sequence[Any]) -> Sitting:
    """Return the sitting that `sitting_values` was made from.

    Raises ValueError, KeyError, TypeError or zlib.error where its questions cannot be read.
    """
    from quiz.model import Sitting
    from quiz.play import askable
    from quiz.wire import question_from_json

    if not typed(values, SITTING_COLUMNS):
        raise TypeError
    raw = dict(zip(SITTING_COLUMNS, values, strict=True))
    del raw["size"]
    inflating = zlib.decompressobj()
    told = inflating.decompress(raw["questions"], _MOST_INFLATED)
    if not inflating.eof:  # a bomb, or cut
        raise ValueError("The questions of a sitting are no whole.")
    questions = _loaded(told)
    raw["questions"] = tuple(question_from_json(question) for question in questions)
    for question in raw["questions"]:
        askable.check(question)
    raw["settings"] = settings_from(raw["settings"])
    return Sitting(**raw)


def settings_from(told: str) -> dict[str, str]:
    """Return the settings of a sitting. Raises ValueError where they are none."""
    found = _loaded(told)
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        raise ValueError("The settings of a sitting are none.")
    return found


def _loaded(told: str | bytes) -> Any:
    """Return what JSON says. Raises ValueError, also where it is nested too deeply."""
    try:
        return json.loads(told)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def complaint_values(complaint: Complaint) -> tuple[Value, ...]:
    """Return the complaint in the order of `COMPLAINT_COLUMNS`, without the CRC."""
    return _storable(getattr(complaint, name) for name in COMPLAINT_COLUMNS)


def complaint_from(values: Sequence[Any]) -> Complaint:
    """Return the complaint that `complaint_values` was made from, where the values are `typed`."""
    from quiz.model import Complaint

    return Complaint(**dict(zip(COMPLAINT_COLUMNS, values, strict=True)))


def _storable(values: Iterable[Value]) -> tuple[Value, ...]:
    """Return the values with what is not Unicode replaced: a lone surrogate cannot be stored."""
    return tuple(
        [
            value.encode("utf-8", "replace").decode()
            if isinstance(value, str) and not value.isascii()
            else value
            for value in values
        ]
    )


def sitting_row(values: Sequence[Any], *, ended_utc: str | None, how: str | None) -> SittingRow:
    """Return the row of `SITTING_COLUMNS` as the log lists it. Raises ValueError if it is none."""
    if not typed(values, SITTING_COLUMNS):
        raise ValueError("A sitting is not what it should be.")
    raw = dict(zip(SITTING_COLUMNS, values, strict=True))
    del raw["questions"]
    raw["settings"] = settings_from(raw["settings"])
    return SittingRow(**raw, ended_utc=ended_utc, how=how)
