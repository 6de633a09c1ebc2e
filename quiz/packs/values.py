"""The value of a field: from what stands in the file to what the generator compares."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from quiz.packs import dates
from quiz.packs.content import DateValue, FieldType, NumberValue, TextValue
from quiz.packs.diagnostics import WARNING, did_you_mean, printable

if TYPE_CHECKING:
    from quiz.packs.content import Field, Value
    from quiz.packs.diagnostics import Path_
    from quiz.packs.names import Names
    from quiz.packs.reading import Document


@lru_cache(maxsize=4096)
def _parse(text: str, calendar: str) -> DateValue:
    """Return the date: the same years stand in many rows. Raises DateError."""
    return DateValue(date=dates.parse(text, dates.Calendar(calendar)))


_SEASON_OR_YEARS = re.compile(r"(\d\d)(\d\d)-(2[1-4])")


_DATE, _NUMBER, _NAME = FieldType.DATE, FieldType.NUMBER, FieldType.NAME
_CATEGORY = FieldType.CATEGORY


class ValueReader:
    """Reads field values of one document, reporting what is wrong with them."""

    def __init__(self, document: Document, names: Names) -> None:
        self.document = document
        self.names = names
        self._shared: dict[str, TextValue] = {}
        """Categories by their text: many rows are of one."""

    def read(
        self, field: Field, raw: Any, path: Path_, calendar: str = "gregorian"
    ) -> tuple[Value, ...]:
        """Return the values of a field: one, several where the field has many, or none if wrong."""
        if isinstance(raw, list) and field.type is not _NUMBER:
            if not field.many:
                self._wrong(
                    path,
                    f"“{field.key}” has one value, but here is a list.",
                    "Keep one, or declare the field with many = true."
                    if field.type is not FieldType.TEXT
                    else _synonyms(field.key, raw),
                )
                return ()
            found = [self.one(field, item, (*path, i), calendar) for i, item in enumerate(raw)]
            return tuple(value for value in found if value is not None)
        value = self.one(field, raw, path, calendar)
        return () if value is None else (value,)

    def one(self, field: Field, raw: Any, path: Path_, calendar: str) -> Value | None:
        """Return one value, or None after reporting what is wrong with it."""
        type_ = field.type
        if type_ is _DATE:
            return self._date(field, raw, path, calendar)
        if type_ is _NUMBER:
            return self._number(field, raw, path)
        if not isinstance(raw, str):
            self._wrong(
                path,
                f"“{field.key}” is text in quotes, but here is {a_kind_of(raw)}.",
                write=quoted(field.key, raw),
            )
            return None
        if not raw:
            self.document.report(
                path, "empty", f"“{field.key}” is empty.", "Write a value or delete the line."
            )
            return None
        if type_ is _NAME:
            return self.names.resolve(raw, field, self.document, path)
        if type_ is not _CATEGORY:
            return TextValue(text=raw)
        found = self._shared.get(raw)
        if found is None:
            found = self._shared[raw] = TextValue(text=raw)
        return found

    def _date(self, field: Field, raw: Any, path: Path_, calendar: str) -> DateValue | None:
        if isinstance(raw, int) and not isinstance(raw, bool):
            raw = f"{raw:04d}"
        elif isinstance(raw, datetime):
            raw = raw.date().isoformat()
        elif isinstance(raw, date):
            raw = raw.isoformat()
        if not isinstance(raw, str):
            self._wrong(
                path,
                f"“{field.key}” is a date, but here is {a_kind_of(raw)}.",
                expected=f"a date such as {dates.EXAMPLES}",
            )
            return None
        try:
            found = _parse(raw, calendar)
        except dates.DateError as error:
            message, hint = bad_date(raw, error)
            self.document.report(path, "bad-date", message, hint)
            return None
        if found.date.precision is dates.Precision.SEASON:
            years = _SEASON_OR_YEARS.fullmatch(raw)
            if years and years[3] > years[2]:
                self._report_season(years, path)
        return found

    def _report_season(self, found: re.Match[str], path: Path_) -> None:
        """Warn of a season that looks like a span of years: 1918-21."""
        century, year, last = found.groups()
        season = ("spring", "summer", "autumn", "winter")[int(last) - 21]
        self.document.report(
            path,
            "season-or-years",
            f"“{found[0]}” means the {season} of {century}{year}.",
            f"If {century}{year} to {century}{last} is meant, write "
            f"“{century}{year}/{century}{last}”; if the season, silence this with a reason.",
            severity=WARNING,
        )

    def _number(self, field: Field, raw: Any, path: Path_) -> NumberValue | None:
        if _is_number(raw):
            text = number_text(raw, field.decimals, measured=bool(field.unit))
            return NumberValue(number=float(raw), low=float(raw), high=float(raw), text=text)
        if isinstance(raw, dict) and set(raw) <= {"value", "low", "high"} and "value" in raw:
            parts = [raw["value"], raw.get("low", raw["value"]), raw.get("high", raw["value"])]
        elif isinstance(raw, list) and len(raw) == 2:
            parts = [raw[0], raw[0], raw[1]]
            if all(_is_number(part) for part in raw):
                parts[0] = (raw[0] + raw[1]) / 2
        else:
            parts = [raw, raw, raw]
        if not all(_is_number(part) for part in parts):
            self._wrong(
                path,
                f"“{field.key}” is a number, but here is {a_kind_of(raw)}.",
                "A number stands without quotes, unit and separators.",
                write=_digits(field.key, raw),
                expected="a number, [low, high], or { value = …, low = …, high = … }",
            )
            return None
        number, low, high = parts
        if not low <= number <= high:
            self._wrong(
                path,
                f"“{field.key}” lies outside of its own bounds: {low}, {number}, {high}.",
                "The low bound stands first, and the value between the two.",
            )
            return None
        measured = bool(field.unit)
        if isinstance(raw, list):
            first = number_text(low, field.decimals, measured=measured)
            text = f"{first} to {number_text(high, field.decimals, measured=measured)}"
        else:
            text = number_text(number, field.decimals, measured=measured)
        return NumberValue(number=float(number), low=float(low), high=float(high), text=text)

    def _wrong(
        self, path: Path_, message: str, hint: str = "", *, expected: str = "", write: str = ""
    ) -> None:
        self.document.report(path, "wrong-type", message, hint, expected=expected, write=write)


def _synonyms(key: str, raw: list[Any]) -> str:
    """Return how to say that several words are one answer, or that there are several answers."""
    texts = [f'"{printable(text, 40)}"' for text in raw[:4] if isinstance(text, str)]
    if len(texts) < 2:
        return "Keep one, or declare the field with many = true."
    return (
        f"If they are words for one thing: {key} = {texts[0]} and accept = {{ {key} = "
        f"[{', '.join(texts[1:])}] }}. If several things: many = true in the field."
    )


def bad_date(raw: str, error: dates.DateError) -> tuple[str, str]:
    """Return (message, hint) for a date that is none: with what was probably meant."""
    from quiz.packs.slips.dates_meant import meant  # deferred: only a mistake needs it

    found = meant(raw)
    said = str(error) if "is not a date" not in str(error) else f"“{raw}” is no date"
    message = f"{printable(said.replace(repr(raw), f'“{raw}”'), 200)}."
    if not raw.strip():
        return message, "Write a date, or delete the line: what is not known is left out."
    if not found:
        return message, f"Dates look like {dates.EXAMPLES}."
    if len(found) > 1:
        hint = f"Write the year first: “{found[0]}”, or “{found[1]}” if the month came first."
        return message, hint
    return message, did_you_mean(found[0])


def a_kind_of(raw: Any) -> str:
    """Return what a TOML value is, with its article."""
    for kind, name in (
        (bool, "true or false"), (int, "a number"), (float, "a number"), (str, "text in quotes"),
        (list, "a list in [ ]"), (dict, "a table in { }"), (date, "a date"), (time, "a time"),
    ):  # fmt: skip
        if isinstance(raw, kind):
            return name
    return "something else"


def quoted(key: str, raw: Any) -> str:
    """Return how to write a number, a date or yes and no as a text, or ""."""
    if isinstance(raw, dict | list):
        return ""
    shown = str(raw).lower() if isinstance(raw, bool) else str(raw)
    return f'{key} = "{printable(shown, 60)}"'


def _digits(key: str, raw: Any) -> str:
    """Return how to write a number that stands in a text, or ""."""
    found = re.match(r"[+-]?\d[\d ,.]*", raw.strip()) if isinstance(raw, str) else None
    digits = re.sub(r"[ ,]", "", found[0]).rstrip(".") if found else ""
    return f"{key} = {digits}" if digits and digits.count(".") <= 1 else ""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def number_text(number: float, decimals: int | None = None, *, measured: bool = False) -> str:
    """Return the number as a reader expects it: 83,500,000 and 1.008; 5,127 km², but 1917."""
    grouped = "," if abs(number) >= (1_000 if measured else 10_000) else ""
    if decimals:
        return f"{number:{grouped}.{decimals}f}"
    if float(number).is_integer():
        return f"{int(number):{grouped}}"
    return f"{number:{grouped}}"
