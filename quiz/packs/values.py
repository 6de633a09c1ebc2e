"""The value of a field: from what stands in the file to what the generator compares."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from quiz.packs import dates
from quiz.packs.content import DateValue, FieldType, NumberValue, TextValue
from quiz.packs.diagnostics import printable

if TYPE_CHECKING:
    from quiz.packs.content import Field, Value
    from quiz.packs.diagnostics import Path_
    from quiz.packs.names import Names
    from quiz.packs.reading import Document


class ValueReader:
    """Reads field values of one document, reporting what is wrong with them."""

    def __init__(self, document: Document, names: Names) -> None:
        self.document = document
        self.names = names

    def read(
        self, field: Field, raw: Any, path: Path_, calendar: str = "gregorian"
    ) -> tuple[Value, ...]:
        """Return the values of a field: one, several where the field has many, or none if wrong."""
        if isinstance(raw, list) and field.type is not FieldType.NUMBER:
            if not field.many:
                self._wrong(
                    path,
                    f"“{field.key}” has one value, not a list.",
                    "Keep one, or declare the field with many = true.",
                )
                return ()
            found = [self.one(field, item, (*path, i), calendar) for i, item in enumerate(raw)]
            return tuple(value for value in found if value is not None)
        value = self.one(field, raw, path, calendar)
        return () if value is None else (value,)

    def one(self, field: Field, raw: Any, path: Path_, calendar: str) -> Value | None:
        """Return one value, or None after reporting what is wrong with it."""
        if field.type is FieldType.DATE:
            return self._date(field, raw, path, calendar)
        if field.type is FieldType.NUMBER:
            return self._number(field, raw, path)
        if not isinstance(raw, str):
            self._wrong(path, f"“{field.key}” is text in quotes.")
            return None
        if not raw:
            self._wrong(path, f"“{field.key}” is empty.", "Write a value or delete the line.")
            return None
        if field.type is FieldType.NAME:
            return self.names.resolve(raw, field, self.document, path)
        return TextValue(text=raw)

    def _date(self, field: Field, raw: Any, path: Path_, calendar: str) -> DateValue | None:
        if isinstance(raw, int) and not isinstance(raw, bool):
            raw = f"{raw:04d}"
        elif isinstance(raw, datetime):
            raw = raw.date().isoformat()
        elif isinstance(raw, date):
            raw = raw.isoformat()
        if not isinstance(raw, str):
            self._wrong(path, f"“{field.key}” is a date such as {dates.EXAMPLES}.")
            return None
        try:
            return DateValue(date=dates.parse(raw, dates.Calendar(calendar)))
        except dates.DateError as error:
            hint = "" if dates.EXAMPLES in str(error) else f"Dates look like {dates.EXAMPLES}."
            self.document.report(path, "bad-date", f"{printable(str(error), 200)}.", hint)
            return None

    def _number(self, field: Field, raw: Any, path: Path_) -> NumberValue | None:
        if isinstance(raw, dict) and set(raw) <= {"value", "low", "high"} and "value" in raw:
            parts = [raw["value"], raw.get("low", raw["value"]), raw.get("high", raw["value"])]
        elif isinstance(raw, list) and len(raw) == 2:
            parts = [raw[0], raw[0], raw[1]]
            if all(_is_number(part) for part in raw):
                parts[0] = (raw[0] + raw[1]) / 2
        else:
            parts = [raw, raw, raw]
        if not all(_is_number(part) for part in parts) or not parts[1] <= parts[0] <= parts[2]:
            self._wrong(
                path,
                f"“{field.key}” is a number, [low, high], or {{ value, low, high }}.",
                "Write a number without quotes, unit or separators: population = 83500000.",
            )
            return None
        number, low, high = parts
        shown = [
            number_text(n, field.decimals, measured=bool(field.unit)) for n in (number, low, high)
        ]
        text = f"{shown[1]} to {shown[2]}" if isinstance(raw, list) else shown[0]
        return NumberValue(number=float(number), low=float(low), high=float(high), text=text)

    def _wrong(self, path: Path_, message: str, hint: str = "") -> None:
        self.document.report(path, "wrong-type", message, hint)


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
