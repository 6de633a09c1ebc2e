"""What a column holds: dates, numbers, words that many rows share, or any text."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from quiz.packs import dates
from quiz.packs.content import FieldType
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quiz.packs.scaffold.table import Column

Cell = str | float | int
_UNIT = re.compile(r"^(?P<label>.*?\S)\s*[(\[](?P<unit>[^()\[\]]{1,20})[)\]]$")
_IN_UNIT = re.compile(
    r"^(?P<label>.*?\S)(?: in |, ?)(?P<unit>%|°?[^\W\d_]{1,3}[²³]?(?:/[^\s/]{1,4})?)$"
)
"""“Density in g/cm³”, “Length, km”: a unit is short, or a word would be one."""
_NUMBER = re.compile(r"[-+−]?\d[\d.,'’  ]*\d|[-+−]?\d")
_WITH_UNIT = re.compile(r"(?P<number>[-+−]?\d[\d.,'’  ]*?)\s*(?P<unit>[^\d\s.,'’][^\d]{0,11})\Z")
DATE_WORDS = re.compile(
    r"\b(?:year|date|when|first|since|born|birth|died|dead|death|founded|foundation|published|"
    r"publication|built|opened|opening|discovered|discovery|invented|begun|began|start|started|"
    r"end|ended|completed|released|release|joined|independence|established|premiere)\b",
    re.IGNORECASE,
)
_MONTH_LIST = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
    "september sept sep|october oct|november nov|december dec"
)
_MONTHS = {
    name: number for number, names in enumerate(_MONTH_LIST.split("|"), 1) for name in names.split()
}
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\Z")
_WORDED = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\.? )?(?P<month>[A-Za-z]+)\.?,? "
    r"(?:(?P<late_day>\d{1,2})(?:st|nd|rd|th)?,? )?(?P<year>\d{4})\Z"
)
_YEAR = re.compile(
    r"(?P<about>(?:c\.?|ca\.?|circa|about|around) ?|~ ?)?(?P<year>\d{1,4})"
    r"(?P<bc> ?(?:BC|BCE|B\.C\.))?(?P<ad> ?(?:AD|CE))?(?P<doubt> ?\?)?\Z",
    re.IGNORECASE,
)
_GROUPED = {
    mark: re.compile(rf"[-+−]?[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+(?:[.,]\d+)?|[^{mark}]*")
    for mark in ",."
}
_YEAR_UNITS = ("year", "date", "ad", "ce")
LAST_YEAR = 2100
CATEGORY_WORDS = 4
"""A category is a word or a few, not a sentence."""
FEWEST_ROWS = 4
"""Below it nothing shows which values are shared by many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What a column seems to hold."""

    label: str
    """The heading without its unit."""
    type: FieldType
    values: tuple[tuple[Cell, ...], ...]
    """For each row its values, as they are written in a pack; none where the cell is empty."""
    many: bool = False
    unit: str = ""
    decimals: int = 0
    unique: bool = False
    remark: str = ""
    """What the teacher should look at."""


def guess(column: Column, *, decimal_comma: bool = False) -> Guess:
    """Return what a column holds.

    `decimal_comma`: the file parts its columns with semicolons, as spreadsheets do where 1,5 is
    one and a half.
    """
    full = [cell for cell in column.cells if cell]
    found = _UNIT.match(column.heading)
    label, unit = (found["label"], found["unit"]) if found else (column.heading, "")
    unit_after_in = _IN_UNIT.match(column.heading) if not found else None
    if any(";" in cell for cell in full):
        return _several(column)
    if unit.casefold() in _YEAR_UNITS or (not unit and _may_be_dates(label, full)):
        read, remark = _dates(full)
        if read is not None:
            values = _by_row(column, lambda cell: read[cell])
            return Guess(label=label, type=FieldType.DATE, values=values)
        if remark:
            return _words(column, remark)
    numbers, in_cells = _numbers(full, decimal_comma=decimal_comma)
    if numbers is not None:
        decimals = max(
            (len(str(n).partition(".")[2]) for n in numbers.values() if n % 1), default=0
        )
        if unit_after_in and not in_cells:
            label, unit = unit_after_in["label"], unit_after_in["unit"]
        return Guess(
            label=label,
            type=FieldType.NUMBER,
            values=_by_row(column, lambda cell: numbers[cell]),
            unit=unit or in_cells,
            decimals=decimals,
        )
    return _words(column)


def _may_be_dates(label: str, cells: Sequence[str]) -> bool:
    """Tell whether to try: a heading that says so, or cells that no number looks like."""
    if DATE_WORDS.search(label):
        return True
    return not all(_NUMBER.fullmatch(c) and not _DAY_MONTH_YEAR.match(c) for c in cells)


def _by_row(column: Column, read: Callable[[str], Cell]) -> tuple[tuple[Cell, ...], ...]:
    return tuple((read(cell),) if cell else () for cell in column.cells)


def _several(column: Column) -> Guess:
    """A cell with semicolons holds several values."""
    parts = [
        tuple(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()))
        for cell in column.cells
    ]
    return Guess(label=column.heading, type=FieldType.CATEGORY, values=tuple(parts), many=True)


def _words(column: Column, remark: str = "") -> Guess:
    full = [cell for cell in column.cells if cell]
    different = Counter(cell.casefold() for cell in full)
    shared = any(count > 1 for count in different.values())
    short = all(len(cell.split()) <= CATEGORY_WORDS for cell in full)
    is_category = (
        short and len(full) >= FEWEST_ROWS and len(different) <= 0.8 * len(full) and shared
    )
    return Guess(
        label=column.heading,
        type=FieldType.CATEGORY if is_category else FieldType.TEXT,
        values=_by_row(column, str),
        unique=not is_category and len(different) == len(full),
        remark=remark,
    )


def _numbers(
    cells: Sequence[str], *, decimal_comma: bool
) -> tuple[dict[str, float | int] | None, str]:
    """Return the number of each cell, and the unit that all cells carry; None if one has none."""
    units = set()
    digits: dict[str, str] = {}
    for cell in cells:
        found = _WITH_UNIT.match(cell)
        units.add(found["unit"].strip() if found else "")
        digits[cell] = found["number"].strip() if found else cell
        if not _NUMBER.fullmatch(digits[cell]):
            return None, ""
    if len(units) != 1:
        return None, ""
    comma, point = _separators(list(digits.values()), decimal_comma=decimal_comma)
    out: dict[str, float | int] = {}
    for cell, text in digits.items():
        plain = re.sub(r"['’\s]", "", text).replace("−", "-")
        plain = plain.replace(",", "" if comma == "thousands" else "\0")
        plain = plain.replace(".", "" if point == "thousands" else "\0")
        if plain.count("\0") > 1:
            return None, ""
        number = float(plain.replace("\0", "."))
        out[cell] = int(number) if number.is_integer() and "\0" not in plain else number
        if abs(number) > 2**53:
            return None, ""
    return out, units.pop()


def _separators(texts: Sequence[str], *, decimal_comma: bool) -> tuple[str, str]:
    """Return what a comma and what a point stands for: "thousands" or "decimals"."""
    grouped = {
        mark: all(_GROUPED[mark].fullmatch(text) for text in texts if mark in text) for mark in ",."
    }
    both = [text for text in texts if "," in text and "." in text]
    if both:
        comma_last = all(text.rfind(",") > text.rfind(".") for text in both)
        return ("decimals", "thousands") if comma_last else ("thousands", "decimals")
    if not decimal_comma and grouped[","]:
        return "thousands", "decimals"
    return "decimals", "thousands" if decimal_comma and grouped["."] else "decimals"


def _dates(cells: Sequence[str]) -> tuple[dict[str, str] | None, str]:
    """Return each cell as an EDTF date, or None where one is no date; and what to remark."""
    numeric = [found for cell in cells if (found := _DAY_MONTH_YEAR.match(cell))]
    order = _order(numeric)
    if numeric and not order:
        first = numeric[0]
        return None, (
            f"“{first[0]}” may be the {first[1]}th day or the {first[1]}th month: "
            f"write {first[3]}-{int(first[2]):02d}-{int(first[1]):02d} or "
            f"{first[3]}-{int(first[1]):02d}-{int(first[2]):02d}, and make the field a date"
        )
    out: dict[str, str] = {}
    for cell in cells:
        text = _date(cell, order)
        if text is None:
            return None, ""
        out[cell] = text
    return out, ""


def _order(found: Sequence[re.Match[str]]) -> str:
    """Return which number is the day in 12/11/1927: "first", "second", or "" if nothing shows."""
    if any(int(m[1]) > 12 for m in found):
        return "first"
    if any(int(m[2]) > 12 for m in found):
        return "second"
    points = found and all("." in m[0] for m in found)
    return "first" if points else ""  # 12.11.1927 is written by those who put the day first


def _date(cell: str, order: str) -> str | None:
    if found := _DAY_MONTH_YEAR.match(cell):
        day, month = (found[1], found[2]) if order == "first" else (found[2], found[1])
        text = f"{found[3]}-{int(month):02d}-{int(day):02d}"
    elif found := _YEAR.match(cell):
        year = int(found["year"])
        marked = any(found[mark] for mark in ("about", "bc", "ad", "doubt"))
        if not marked and not (len(found["year"]) > 2 and year <= LAST_YEAR):
            return None
        text = f"-{year - 1:04d}" if found["bc"] and year > 1 else f"{year:04d}"
        if found["bc"] and year == 1:
            text = "0000"
        text += "~" if found["about"] else "?" if found["doubt"] else ""
    elif found := _WORDED.match(cell):
        number = _MONTHS.get(found["month"].casefold())
        in_month = found["day"] or found["late_day"]
        if number is None:
            return None
        text = f"{found['year']}-{number:02d}" + (f"-{int(in_month):02d}" if in_month else "")
    else:
        text = cell.replace("–", "/") if re.fullmatch(r"\d{4}–\d{4}", cell) else cell
    try:
        dates.parse(text)
    except dates.DateError:
        return None
    return text
