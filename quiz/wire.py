"""Questions as JSON: what `quiz questions` prints and what the log keeps of a sitting."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from quiz.model import Citation, Correction, Form, Name, Option, Question, Reason, Response

_ALWAYS = ("id", "variant", "form", "facet", "facts", "topic", "prompt", "subject", "answer")
_NOT_PUBLIC = frozenset(["others", "half_life", "documented", "key", "reasons"])


def question_to_json(question: Question, *, public: bool = True) -> dict[str, Any]:
    """Return the question as JSON values, in a fixed order, without what does not apply.

    `public` leaves out what only grading needs (the other names of a typed answer's domain).
    """
    left_out = _NOT_PUBLIC if public else ()
    raw = {
        name: _as_told(getattr(question, name))
        for name in _fields(Question) or ()
        if name not in left_out
    }
    raw["form"] = question.form.value
    if public:  # whatever counts as right, whoever says so
        more = [name for reading in question.documented for name in reading.accepted]
        raw["accepted"] = (*question.accepted, *more) if question.accepted else ()
    out: dict[str, Any] = {key: raw.pop(key) for key in _ALWAYS}
    tail = {"explanation": question.explanation}
    if not public:
        tail["reasons"] = raw.pop("reasons")
    tail["citations"] = raw.pop("citations")
    tail["difficulty"] = round(raw.pop("difficulty"), 4)
    tail["level"] = raw.pop("level")
    if question.form is not Form.NUMBER:
        raw.pop("tolerance")
    for key, value in raw.items():
        if value is False or value in (None, (), ""):
            continue
        # a year is written 1917, not 1917.0
        whole = isinstance(value, float) and value.is_integer()
        out[key] = int(value) if whole else value
    return out | tail


def _as_told(value: Any) -> Any:
    """Return what `dataclasses.asdict` does, which copies every text and number too: 0.3 ms."""
    kind = type(value)
    if kind is str:  # as most
        return value
    if kind is tuple:
        return tuple(map(_as_told, value))
    names = _fields(kind)
    return value if names is None else {name: _as_told(getattr(value, name)) for name in names}


def _fields(kind: type) -> tuple[str, ...] | None:
    """Return the names of a class's fields, looked for once; None of what has none."""
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None
    return _FIELDS[kind]


_FIELDS: dict[type, tuple[str, ...] | None] = {}


def question_from_json(raw: dict[str, Any]) -> Question:
    """Return the question that `question_to_json(…, public=False)` was made from.

    Raises KeyError, TypeError or ValueError where `raw` is not such an object.
    """
    known = dict(raw)
    known.pop("explanation", None)
    known["form"] = Form(known["form"])
    known["options"] = _options(known.get("options", ()))
    if known.get("correction"):
        known["correction"] = Correction(
            prompt=known["correction"]["prompt"], options=_options(known["correction"]["options"])
        )
    for key in ("others", "documented"):
        known[key] = tuple(
            Name(text=n["text"], accepted=tuple(n["accepted"])) for n in known.get(key, ())
        )
    known["reasons"] = tuple(
        Reason(text=r["text"], citations=_citations(r["citations"]))
        for r in known.get("reasons", ())
    )
    known["citations"] = _citations(known.get("citations", ()))
    known["pairs"] = tuple((left, right) for left, right in known.get("pairs", ()))
    for key in ("facts", "accepted", "items", "shown", "spare", "dates"):
        known[key] = tuple(known.get(key, ()))
    return Question(**known)


def _options(raw: Any) -> tuple[Option, ...]:
    return tuple(
        Option(
            text=o["text"],
            correct=o["correct"],
            why=o["why"],
            facts=tuple(o["facts"]),
            citations=_citations(o["citations"]),
        )
        for o in raw
    )


def _citations(raw: Any) -> tuple[Citation, ...]:
    return tuple(Citation(**c) for c in raw)


def response_to_json(response: Response) -> dict[str, Any]:
    """Return only what was given, so that the log reads well."""
    out: dict[str, Any] = {}
    if response.unknown:
        out["unknown"] = True
    if response.chosen:
        out["chosen"] = list(response.chosen)
    if response.text:
        out["text"] = response.text
    if response.correction is not None:
        out["correction"] = response.correction
    return out


def response_from_json(raw: dict[str, Any]) -> Response:
    """Return the response that `response_to_json` was made from."""
    return Response(
        chosen=tuple(raw.get("chosen", ())),
        text=raw.get("text", ""),
        correction=raw.get("correction"),
        unknown=raw.get("unknown", False),
    )
