"""Questions as JSON: what `quiz questions` prints and what the log keeps of a sitting."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from quiz.model import Citation, Correction, Form, Name, Option, Question, Reason, Response

_ALWAYS = ("id", "variant", "form", "facet", "facts", "topic", "prompt", "subject", "answer")
_NOT_PUBLIC = ("others", "half_life", "documented", "key")


def question_to_json(question: Question, *, public: bool = True) -> dict[str, Any]:
    """Return the question as JSON values, in a fixed order, without what does not apply.

    `public` leaves out what only grading needs (the other names of a typed answer's domain).
    """
    raw = _as_told(question)
    raw["form"] = question.form.value
    if public:  # whatever counts as right, whoever says so
        more = [name for reading in question.documented for name in reading.accepted]
        raw["accepted"] = (*question.accepted, *more) if question.accepted else ()
    out: dict[str, Any] = {key: raw.pop(key) for key in _ALWAYS}
    reasons = raw.pop("reasons")
    tail = {"explanation": question.explanation}
    if not public:
        tail["reasons"] = reasons
    tail["citations"] = raw.pop("citations")
    tail["difficulty"] = round(raw.pop("difficulty"), 4)
    tail["level"] = raw.pop("level")
    if question.form is not Form.NUMBER:
        raw.pop("tolerance")
    for key, value in raw.items():
        if value is False or value in (None, (), "") or (public and key in _NOT_PUBLIC):
            continue
        # a year is written 1917, not 1917.0
        whole = isinstance(value, float) and value.is_integer()
        out[key] = int(value) if whole else value
    return out | tail


def _as_told(value: object) -> Any:
    """Return what `dataclasses.asdict` does, which copies every text and number too: 0.3 ms."""
    if isinstance(value, tuple):
        return tuple(map(_as_told, value))
    if is_dataclass(value):
        return {each.name: _as_told(getattr(value, each.name)) for each in fields(value)}
    return value


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
