"""Numbers and years: read what was typed, and score its distance (RULES.md F5)."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING

from quiz.model import Verdict
from quiz.text import clean, fold

if TYPE_CHECKING:
    from quiz.model import Question, Response

GUESS = 0.13
"""Mean score of a blind year within a span of 100, with the half-life of 5 that goes with it."""
FLOOR = 0.05
"""Below this a score is 0."""
_LONGEST = 60

_MINUS = str.maketrans({"−": "-", "‒": "-", "–": "-", "—": "-", "\u2010": "-", "\u2011": "-"})
_BEFORE = re.compile(r"\b(?:bc|bce|b\.\s?c\.(?:\s?e\.)?)(?!\w)", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:ad|ce|a\.\s?d\.|c\.\s?e\.)(?!\w)", re.IGNORECASE)
_FILLERS = re.compile(
    r"\b(?:in|the|year|years|about|around|approximately|approx|circa|ca|c|was|it|of|on)\b\.?|[~?]",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?,?",
    re.IGNORECASE,
)
_TIMES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SCALE = re.compile(rf"\s*\b({'|'.join(_TIMES)})\s*$", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([ ,'’])\d{3})(?:\1\d{3})*(?:\.\d+)?")
_PLAIN = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+)")


def read_number(text: str, unit: str = "") -> float | None:
    """Return the number that the text gives, None where it gives none or more than one.

    Takes "1917", "in 1917", "1 917", "1,917", "1917 AD", "430 BC" (as −430), "November 1917",
    "1.5 million" and a number followed by its unit.
    """
    text = unicodedata.normalize("NFKC", clean(text)).translate(_MINUS).strip()
    if not text or len(text) > _LONGEST:
        return None
    if unit and text.casefold().endswith(unit.casefold()):
        text = text[: -len(unit)].rstrip()
    text, before = _BEFORE.subn(" ", text)
    text, after = _AFTER.subn(" ", text)
    if before + after > 1:
        return None
    text = _MONTHS.sub(" ", _FILLERS.sub(" ", text)).strip().rstrip(".!,;")
    times = 1.0
    if scale := _SCALE.search(text):
        times = _TIMES[scale[1].lower()]
        text = text[: scale.start()]
    text = re.sub(r"^([+-])\s+", r"\1", " ".join(text.split()))
    if _GROUPED.fullmatch(text):
        text = re.sub(r"[ ,'’]", "", text)
    elif not _PLAIN.fullmatch(text):
        return None
    value = float(text.replace(",", ".")) * times
    if before:
        value = -abs(value)
    return value if math.isfinite(value) else None


def distance_score(distance: float, half_life: float) -> float:
    """Return 2^(−e/h), 0 where that is below .05 (RULES.md F5): half is left at the half-life."""
    score = 2.0 ** (-distance / half_life)
    return score if score >= FLOOR else 0.0


def interval(question: Question) -> tuple[float, float]:
    """Return [low, high] of the right answers, both `value` where the question has no others."""
    value = question.value
    low = question.low if question.low is not None else value
    high = question.high if question.high is not None else value
    if low is None or high is None:
        raise ValueError(f"number question {question.id} has neither a value nor an interval")
    return low, high


def show(number: float) -> str:
    """Return the number without needless decimals."""
    return str(int(number)) if number == int(number) else f"{number:.10g}"


def is_year(question: Question) -> bool:
    """Return whether a number question asks for a year."""
    return not question.bare and fold(question.unit) in ("", "year", "years")


def grade_number(question: Question, response: Response) -> Verdict:
    """Return 2^(−e/h) of the distance e to [low, high]; correct where e is within the tolerance."""
    given = read_number(response.text, "" if is_year(question) else question.unit)
    if given is None:
        what = "a year in digits" if is_year(question) else "one number in digits"
        return Verdict(
            score=0.0,
            correct=False,
            given=clean(response.text).strip(),
            retry=f"Please type {what}.",
        )
    low, high = interval(question)
    distance = max(low - given, given - high, 0.0)
    if is_year(question) and given < 0:
        words = f"{show(-given)} BC"
    elif is_year(question):
        words = show(given)
    else:
        words = f"{show(given)} {question.unit}".strip()
    remark = ""
    if not distance and question.documented and given != question.value:
        remark = question.documented[0].text
    if distance:
        unit = question.unit or ("" if question.bare else "year")
        if unit in ("year", "years"):
            unit = "year" if distance == 1 else "years"
        side = (
            ("early" if given < low else "late")
            if is_year(question)
            else ("too low" if given < low else "too high")
        )
        remark = f"{show(distance)} {unit} {side}."
        remark = remark.replace("  ", " ")
    return Verdict(
        score=distance_score(distance, question.half_life or 1.0),
        correct=distance <= question.tolerance,
        given=words,
        remark=remark,
    )


def guess_number(_question: Question) -> float:
    """Return .13 (RULES.md F5): the half-life grows with the span, so the guess does not."""
    return GUESS
