"""Words: values as a reader expects them, templates filled, prompts that name what is asked."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from quiz.generate.openings import default_ask, default_says, lowered, of_one, with_own_preposition
from quiz.packs import dates
from quiz.packs.content import DateValue, FieldType, NameValue, NumberValue
from quiz.packs.dates import Calendar, Precision
from quiz.text import sentence

if TYPE_CHECKING:
    from quiz.packs.content import Fact, Field, Pack, Value

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
LONGEST_PROMPT = 30
"""Words (rule E3)."""


class Grain(StrEnum):
    """How much of a date a question asks for."""

    FULL = "full"
    MONTH = "month"
    YEAR = "year"
    SPAN = "span"


def date_text(date: dates.Date, grain: Grain = Grain.FULL, *, on: bool = False) -> str:
    """Return "12 November 1927", "November 1927", "about 1924", "1918–1921".

    In the New Style; a full date in the Old Style adds its own digits. `on` puts the preposition
    before it: "on 12 November 1927", "in 1927", "from 1918 to 1921".
    """
    if grain is Grain.YEAR:
        return _in(_year(date.years()[0]), on)
    if grain is Grain.MONTH:
        return _in(_month(*date.months()[0]), on)
    if date.precision is Precision.SPAN:
        return _span(date, on)
    about = "about " if date.approximate else ""
    if date.calendar is Calendar.JULIAN:
        return _old_style(date, about, on)
    if date.precision is Precision.DAY:
        text = _day(dates.from_jdn(date.lower))
        return f"{'on ' if on else ''}{about}{text}"
    return _in(about + _coarse(date), on)


def _in(text: str, on: bool) -> str:
    return f"in {text}" if on else text


def _year(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BC"


def _month(year: int, month: int) -> str:
    return f"{MONTHS[month - 1]} {_year(year)}"


def _day(day: dates.Day) -> str:
    return f"{day.day} {_month(day.year, day.month)}"


def _coarse(date: dates.Date) -> str:
    first = dates.from_jdn(date.lower, date.calendar)
    if date.precision is Precision.MONTH:
        return _month(first.year, first.month)
    if date.precision is Precision.SEASON:
        return f"the {_SEASONS[first.month]} of {_year(first.year)}"
    if date.precision is Precision.DECADE:
        return f"the {first.year}s"
    if date.precision is Precision.CENTURY:
        return f"the years {first.year} to {first.year + 99}"
    return _year(first.year)


_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}


def _span(date: dates.Date, on: bool) -> str:
    if date.edtf.startswith("["):
        parts = [dates.parse(part, date.calendar) for part in date.edtf[1:-1].split(",")]
        return _in(" or ".join(date_text(part) for part in parts), on)
    first, _, last = date.edtf.partition("/")
    start = None if date.open_start else dates.parse(first, date.calendar)
    end = None if date.open_end else dates.parse(last, date.calendar)
    if start is None or end is None:
        return f"until {date_text(end)}" if end else f"since {date_text(start)}" if start else ""
    begins, ends = _without_common_end(date_text(start), date_text(end))
    if on:
        return f"from {begins} to {ends}"
    return f"{begins}–{ends}" if begins.isdigit() and ends.isdigit() else f"{begins} to {ends}"


def _without_common_end(begins: str, ends: str) -> tuple[str, str]:
    """Return "18", "23 March 1919" for two days of one month: what they share is said once."""
    first, last = begins.split(), ends.split()
    while len(first) > 1 and len(first) == len(last) and first[-1] == last[-1]:
        first, last = first[:-1], last[:-1]
    return " ".join(first), ends


def _old_style(date: dates.Date, about: str, on: bool) -> str:
    own = dates.from_jdn(date.lower, Calendar.JULIAN)
    if date.precision is Precision.DAY:
        new = dates.from_jdn(date.lower)
        own_text = f"{own.day} {MONTHS[own.month - 1]}"
        if own.year != new.year:
            own_text += f" {_year(own.year)}"
        return f"{'on ' if on else ''}{about}{_day(new)} ({own_text}, Old Style)"
    return _in(f"{about}{_coarse(date)} (Old Style)", on)


def value_text(
    pack: Pack, value: Value, field: Field, grain: Grain = Grain.FULL, *, at: Fact | None = None
) -> str:
    """Return a value as it stands among options; a name as it was when the fact `at` happened."""
    if isinstance(value, DateValue):
        return date_text(value.date, grain)
    if isinstance(value, NameValue):
        named = pack.facts[value.entity]
        return name_at(named, when(at, field) if at and was_renamed(pack, value) else None)
    if isinstance(value, NumberValue):
        unit = of_one(field.unit) if value.text == "1" else field.unit
        return f"{value.text} {unit}".strip()
    if field.type is FieldType.QUOTE:
        return f"“{value.text}”"
    return value.text


def was_renamed(pack: Pack, value: NameValue) -> bool:
    """Tell whether the name of what is named hangs on when; few have another for a time."""
    return any(alias.since or alias.until for alias in pack.facts[value.entity].aliases)


def name_at(fact: Fact, day: int | None) -> str:
    """Return what an entity was called on a day: St Petersburg in 1905, Petrograd in 1917."""
    if day is not None:
        for alias in fact.aliases:
            since = alias.since.lower if alias.since else None
            until = alias.until.upper if alias.until else None
            if since is None and until is None:
                continue
            if (since is None or since <= day) and (until is None or day <= until):
                return alias.name
    return fact.name


_HAPPENED = ("when", "founded")


def when(fact: Fact, field: Field) -> int | None:
    """Return the first day of the fact's date, that of `field` if it has one; None if unknown.

    A field called born_in goes by the date born; any other by the date when the fact happened,
    which not every date is: a state has neighbours before and after it joins the United Nations.
    """
    found = {
        key: value.date.lower
        for key, claims in fact.claims.items()
        for claim in claims
        if claim.own
        for value in claim.values
        if isinstance(value, DateValue)
    }
    for key, day in found.items():
        if field.key == key or field.key.startswith(f"{key}_"):
            return day
    return next((found[key] for key in _HAPPENED if key in found), None)


def placed(pack: Pack, value: Value, field: Field, *, at: Fact | None = None) -> str:
    """Return a place with its preposition: "in Paris", "on Prinkipo"."""
    if isinstance(value, NameValue) and pack.facts[value.entity].locative:
        return pack.facts[value.entity].locative
    return f"in {value_text(pack, value, field, at=at)}"


def dated(pack: Pack, value: Value, field: Field, grain: Grain) -> str:
    """Return a date with its preposition; anything else with "on"."""
    if isinstance(value, DateValue):
        return date_text(value.date, grain, on=True)
    return f"on {value_text(pack, value, field)}"


_PLACEHOLDER = re.compile(r"\{(\w+)(?::(on|in))?\}")


def fill(template: str, name: str, plain: str, on: str, inside: str, as_of: str = "") -> str:
    """Fill {name}, {value}, {value:on}, {value:in} and {as_of} of a template.

    Any other placeholder is the field's own name and means the value; the pack's reader has let
    through no others.
    """

    told = {"": "", "name": name, "as_of": as_of}
    out: list[str] = []
    for literal, key, spec in _pieces(template):
        value = told.get(key, plain) if not spec or key in told else on if spec == "on" else inside
        out += (literal, value)
    return "".join(out).replace("{{", "{").replace("}}", "}")


@lru_cache(maxsize=512)
def _pieces(template: str) -> tuple[tuple[str, str, str], ...]:
    """Return a template's literal texts, each with the placeholder behind it, if any."""
    found = _PLACEHOLDER.split(template)
    found += [""] * (-len(found) % 3)
    ends = range(0, len(found), 3)
    return tuple((found[at], found[at + 1] or "", found[at + 2] or "") for at in ends)


def listing(words: list[str]) -> str:
    """Return "A", "A and B", "A, B and C"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def on_a_line(
    pack: Pack, value: Value, field: Field, grain: Grain = Grain.FULL, *, at: Fact | None = None
) -> str:
    """Return a value as an option: a name begins with a capital there."""
    text = value_text(pack, value, field, grain, at=at)
    return option_text(text, name=isinstance(value, NameValue))


_VERBS = {"was": "were", "is": "are", "has": "have"}
_PLURAL = re.compile(r"^(\{(?!name\})\w+\}) (was|is|has)\b")


def statement(
    pack: Pack, fact: Fact, field: Field, values: tuple[Value, ...], grain: Grain = Grain.FULL
) -> str:
    """Return the fact as a clause: "the July Days took place in July 1917"."""
    template = fact.says.get(field.key) or field.says
    if not template:
        template = default_says(field.label, date=field.type is FieldType.DATE)
    if field.type is FieldType.DATE:
        template = with_own_preposition(template, field.key)
    if len(values) > 1:
        template = _PLURAL.sub(lambda found: f"{found[1]} {_VERBS[found[2]]}", template)
    told = listing([value_text(pack, v, field, grain, at=fact) for v in values])
    spelt = ":" in template  # few ask for a preposition
    return fill(
        template,
        fact.name,
        told,
        listing([dated(pack, v, field, grain) for v in values]) if spelt else told,
        listing([placed(pack, v, field, at=fact) for v in values]) if spelt else told,
        fact.as_of or field.as_of,
    )


def rather_than(
    pack: Pack, fact: Fact, field: Field, this: Value, that: Value, grain: Grain
) -> str:
    """Return the clause with a rival beside its value: "… in 1917 rather than in 1905".

    A competitive clause makes a true-false question teach both sides: Brabec, Pan, Bjork and
    Bjork, "True–false testing on trial", Educational Psychology Review 33 (2021).
    """
    template = fact.says.get(field.key) or field.says
    plain, on, inside = (
        f"{one} rather than {two}"
        for one, two in (
            (
                value_text(pack, this, field, grain, at=fact),
                value_text(pack, that, field, grain, at=fact),
            ),
            (dated(pack, this, field, grain), dated(pack, that, field, grain)),
            (placed(pack, this, field, at=fact), placed(pack, that, field, at=fact)),
        )
    )
    return fill(template, fact.name, plain, on, inside, fact.as_of or field.as_of)


_WHEN = re.compile(r"^When (?=\w)")


def ask_text(pack: Pack, fact: Fact, field: Field, grain: Grain) -> str:
    """Return the forward prompt, naming how much of a date is asked (rule E2)."""
    template = fact.ask.get(field.key) or field.ask
    if not template:
        template = default_ask(field.label, date=field.type is FieldType.DATE)
    as_of = fact.as_of or field.as_of
    text = with_as_of(fill(template, fact.name, "…", "…", "…", as_of), as_of)
    if field.type is FieldType.NUMBER and field.unit and not _has_word(text, field.unit):
        text = f"{text.rstrip('?')}, in {field.unit}?"
    if field.type is FieldType.DATE:
        text = _with_grain(text, grain, _needs_style(pack, fact, field, grain))
    return sentence(text)


def _has_word(text: str, word: str) -> bool:
    """Tell whether a word stands in a text by itself: no “m” is named in “Chimborazo”."""
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _with_grain(text: str, grain: Grain, new_style: bool) -> str:
    if grain is Grain.YEAR:
        text = _WHEN.sub("In which year ", text)
    elif grain is Grain.MONTH:
        text = _WHEN.sub("In which month and year ", text)
    if new_style:
        text = f"{text.rstrip('?')}, by today’s calendar?"
    return text


def _needs_style(pack: Pack, fact: Fact, field: Field, grain: Grain) -> bool:
    """Tell whether the other calendar would give another answer, in a pack that uses both."""
    if not pack.old_style:
        return False
    for claim in fact.claims.get(field.key, ()):
        for value in claim.values:
            if isinstance(value, DateValue) and _differs(value.date, grain):
                return True
    return False


def _differs(date: dates.Date, grain: Grain) -> bool:
    if date.upper >= dates.to_jdn(1918, 3, 1) and date.calendar is Calendar.GREGORIAN:
        return False
    first, last = (
        dates.from_jdn(date.lower, Calendar.JULIAN),
        dates.from_jdn(date.upper, Calendar.JULIAN),
    )
    new_first, new_last = dates.from_jdn(date.lower), dates.from_jdn(date.upper)
    if grain is Grain.YEAR:
        return (first.year, last.year) != (new_first.year, new_last.year) and (
            date.precision is Precision.DAY
        )
    return grain is Grain.MONTH


SHORTEST_WORD = 3
"""Letters from which on a small word is no symbol (s, pH)."""


@lru_cache(maxsize=8192)
def option_text(text: str, *, name: bool = False) -> str:
    """Return a value as it stands on a line of its own, with a capital; a symbol keeps its own.

    A `name` has one however short it is: "Oxygen" on a line, "oxygen" in a sentence.
    """
    if not text[:1].islower():
        return text
    first = re.split(r"[\s,;/]", text, maxsplit=1)[0]
    word = first.isalpha() and first.islower()
    if word and (name or len(first) >= SHORTEST_WORD or first in ("a", "an")):
        return text[0].upper() + text[1:]
    return text


def with_as_of(text: str, as_of: str) -> str:
    """Return a prompt that says as of when its answer holds (rule A5)."""
    if not as_of or as_of in text:
        return text
    return f"{'As' if text[:1].isupper() else 'as'} of {as_of}, {lowered(text)}"


_DOUBLED = ("the the", "a a", "an an", "in in", "of of")
_TWICE = re.compile(r"\b(?:the the|a a|an an|in in|of of)\b")


@lru_cache(maxsize=256)
def untidy(prompt: str, *, gap: bool = False) -> str | None:
    """Return what is wrong with a prompt as a piece of language, or None (rules E1, E3, E5).

    `gap`: a cloze, whose blank is marked and which need not be a question.
    """
    if "{" in prompt or "}" in prompt or "…?" in prompt:
        return "it has an empty place"
    lower = prompt.casefold()
    if "  " in prompt or (any(text in lower for text in _DOUBLED) and _TWICE.search(lower)):
        return "it says something twice"
    if gap and prompt.count("_____") != 1:
        return "it has no gap, or several"
    if not gap and not prompt.rstrip("”").endswith("?"):
        return "it is no question"
    if prompt.count("?") > 1 and re.sub(r"“[^”]*”", "", prompt).count("?") > 1:
        return "it asks two things"
    if len(prompt.split()) > LONGEST_PROMPT:
        return f"it has more than {LONGEST_PROMPT} words"
    return None
