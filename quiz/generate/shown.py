"""Values as they stand on a line: how wide they are, where they are at home, what they rest on."""

from __future__ import annotations

from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING

from quiz.generate import wording
from quiz.model import Option
from quiz.packs.content import DateValue, Rank
from quiz.packs.dates import Date, Precision, from_jdn, to_jdn
from quiz.quick import dataclass
from quiz.text import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from quiz.generate.cues import Look
    from quiz.generate.wording import Grain
    from quiz.model import Citation
    from quiz.packs.content import Claim, Fact, Field, Pack, Value


@dataclass(slots=True, eq=False, kw_only=True)
class Candidate:
    """Something that could be an option, with the fact that it really belongs to.

    Dozens are made for every one that is shown, so what costs time waits until it is.
    """

    text: str
    value: Value
    """What stands on the line: a value of the field, or (asked back) the name of a fact."""
    says: str | Callable[[], str]
    """The sentence that tells what it belongs to, or what makes it."""
    facts: tuple[str, ...]
    citations: tuple[Citation, ...]
    order: float = 0.0
    """Where it stands among sorted options."""
    similarity: float = 1.0
    weight: int = 1
    """How many facts have the value, and so how often it is a key."""
    minor: bool = False
    """Whether its own row is not asked for it below level 3: no key, and so no rival there."""
    span: tuple[float, float] = (0.0, 0.0)
    """dates and numbers: the interval that no other option may touch (rules A6, A9)."""
    look: Look = field(init=False, repr=False)
    """What can be seen of the text, once it stands in a pool."""

    @property
    def why(self) -> str:
        """What it really belongs to, as a sentence."""
        return self.says if isinstance(self.says, str) else self.says()


def shown_value(value: Value, grain: Grain) -> Value:
    """Return the value as wide as it is shown: November 1927 stands for all of its days."""
    if not isinstance(value, DateValue):
        return value
    if grain is wording.Grain.YEAR:
        return _whole(from_jdn(value.date.lower).year, 0)
    if grain is wording.Grain.MONTH:
        return _whole(*value.date.months()[0])
    return value


@lru_cache(maxsize=4096)
def _whole(year: int, month: int) -> DateValue:
    """Return a month, or for month 0 a year, as a date."""
    if month == 0:
        low, high = to_jdn(year, 1, 1), to_jdn(year + 1, 1, 1) - 1
        edtf, precision = f"{year:04d}", Precision.YEAR
    else:
        following = (year + 1, 1) if month == 12 else (year, month + 1)
        low, high = to_jdn(year, month, 1), to_jdn(*following, 1) - 1
        edtf, precision = f"{year:04d}-{month:02d}", Precision.MONTH
    return DateValue(date=Date(edtf=edtf, lower=low, upper=high, precision=precision))


def fits_grain(date: Date, grain: Grain) -> bool:
    """Tell whether a date says enough to be shown as a year or a month, and is not wider."""
    if grain is wording.Grain.YEAR:
        return date.years()[0] == date.years()[1]
    if grain is wording.Grain.MONTH:
        certain = not (date.approximate or date.uncertain)
        return certain and date.months()[0] == date.months()[1]
    return date.precision is Precision.SPAN and not (date.open_start or date.open_end)


def best_claim(fact: Fact, field: str) -> Claim | None:
    """Return the claim by which a value is at home in a fact: its own, not deprecated."""
    for claim in fact.claims.get(field, ()):
        if claim.own and claim.rank is not Rank.DEPRECATED:
            return claim
    return None


def months_of(fact: Fact, field: str) -> set[int]:
    """Return the years of a fact's dates that are certain to the month."""
    claim = best_claim(fact, field)
    return {
        value.date.years()[0]
        for value in (claim.values if claim else ())
        if isinstance(value, DateValue) and fits_grain(value.date, wording.Grain.MONTH)
    }


def home(pack: Pack, fact: Fact, field: Field, grain: Grain) -> str:
    """Return the sentence that says what a value really belongs to."""
    claim = best_claim(fact, field.key)
    full = wording.Grain.FULL if grain is not wording.Grain.SPAN else grain
    return sentence(wording.statement(pack, fact, field, claim.values if claim else (), full))


def option(candidate: Candidate, *, correct: bool = False) -> Option:
    """Return a candidate as an option of a question."""
    return Option(
        text=candidate.text,
        correct=correct,
        why=candidate.why,
        facts=candidate.facts,
        citations=candidate.citations,
    )
