"""A class list of the school, and which of its rows each student of a report is.

Moodle and Canvas write such lists themselves; the columns are known by their heads. A student is
found by whatever he is called here: a name, a login, a number, an address.
"""

from __future__ import annotations

import csv
import io
from dataclasses import field
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.packs.files import read_regular
from quiz.quick import dataclass
from quiz.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

MOST_BYTES = 5_000_000
FOOTNOTE = "footnote"
"""The column in which a teacher says how somebody is called here: where it is filled, only it."""
FULL, FIRST, LAST = "full", "first", "last"
NUMBER, EMAIL, USERNAME = "number", "email", "username"
CANVAS_ID, SIS_USER, SIS_LOGIN, SECTION = "canvas", "sis-user", "sis-login", "section"
HEADS: dict[str, tuple[str, ...]] = {
    FOOTNOTE: ("Footnote",),
    FULL: ("Student", "Full name", "Name"),
    FIRST: ("First name", "Given name", "firstname"),
    LAST: ("Last name", "Surname", "Family name", "lastname"),
    NUMBER: ("ID number", "idnumber", "Student number", "Student ID"),
    EMAIL: ("Email address", "Email", "E-mail"),
    USERNAME: ("Username", "Login"),
    CANVAS_ID: ("ID",),
    SIS_USER: ("SIS User ID",),
    SIS_LOGIN: ("SIS Login ID",),
    SECTION: ("Section",),
}
_ROLES = {fold(head): role for role, heads in HEADS.items() for head in heads}
_IDS = (NUMBER, EMAIL, USERNAME, CANVAS_ID, SIS_USER, SIS_LOGIN)
_NO_STUDENT = ("points possible", "student test", "test student")
"""Rows of Canvas that are nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of the list: what stands in each column that is known, as it stands there."""

    line: int
    cells: Mapping[str, str]

    def cell(self, role: str) -> str:
        """Return what stands in a column, "" where there is none."""
        return self.cells.get(role, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Who was found in the list, and why others were not."""

    entries: dict[str, Entry] = field(default_factory=dict)
    """By the name of the student here."""
    lost: dict[str, str] = field(default_factory=dict)
    """Why, as the end of a sentence."""


def read_roster(path: Path) -> tuple[Entry, ...]:
    """Return the rows of a CSV file. Raises QuizError."""
    shown = clean(str(path))
    try:
        raw = read_regular(path, MOST_BYTES)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise QuizError(f"{shown} cannot be read: {clean(str(reason))}.") from None
    if raw is None:
        raise QuizError(f"{shown} is too long for a class list.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise QuizError(
            f"{shown} is no text in UTF-8. Save it as “CSV UTF-8” and try again."
        ) from None
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise QuizError(f"{shown} is no table: {error}.") from None
    return _entries(rows, shown)


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _entries(rows: Sequence[Sequence[str]], shown: str) -> tuple[Entry, ...]:
    head = rows[0] if rows else ()
    roles = [_ROLES.get(fold(cell), "") for cell in head]
    if not set(roles) - {"", SECTION}:
        known = ", ".join(f"“{heads[0]}”" for heads in HEADS.values())
        raise QuizError(
            f"{shown} has no column that is known. Give the columns heads such as {known}."
        )
    if SECTION not in roles:  # no list of Canvas's: its “ID” is the school's number
        roles = [NUMBER if role == CANVAS_ID else role for role in roles]
    entries = []
    for number, row in enumerate(rows[1:], 2):
        cells: dict[str, str] = {}
        for role, cell in zip(roles, row, strict=False):
            if role and cell.strip():
                cells.setdefault(role, cell.strip())
        if cells and fold(cells.get(FULL, "")) not in _NO_STUDENT:
            entries.append(Entry(line=number, cells=cells))
    return tuple(entries)


def match(entries: Iterable[Entry], names: Sequence[str]) -> Found:
    """Return which entry each student is. Nobody is guessed: where two fit, neither is taken."""
    entries = tuple(entries)
    found = Found()
    taken: dict[int, list[str]] = {}
    for name in names:
        fits = _fits(entries, name)
        if len(fits) == 1:
            found.entries[name] = fits[0]
            taken.setdefault(fits[0].line, []).append(name)
        elif fits:
            lines = " and ".join(str(entry.line) for entry in fits[:3])
            found.lost[name] = f"fits lines {lines} of the list"
        else:
            found.lost[name] = "is not in the list"
    for line, both in taken.items():
        for name in both if len(both) > 1 else ():
            found.entries.pop(name, None)
            others = " and ".join(other for other in both if other != name)
            found.lost[name] = f"fits line {line} of the list, as {others} does"
    return found


def _fits(entries: Sequence[Entry], name: str) -> list[Entry]:
    """Return the entries of somebody: by the teacher's word, else by an id, else by a name."""
    word, folded = name.strip().casefold(), fold(name)
    told = [e for e in entries if fold(e.cell(FOOTNOTE)) == folded and e.cell(FOOTNOTE)]
    open_ones = [entry for entry in entries if not entry.cell(FOOTNOTE)]
    return (
        told
        or [entry for entry in open_ones if word in _ids(entry)]
        or [entry for entry in open_ones if folded and folded in _names(entry)]
    )


def _ids(entry: Entry) -> set[str]:
    found = {entry.cell(role).casefold() for role in _IDS}
    found.add(entry.cell(EMAIL).partition("@")[0].casefold())
    return found - {""}


def _names(entry: Entry) -> set[str]:
    """Return a name in its orders: as it stands, and with what follows a comma in front."""
    first, last, full = entry.cell(FIRST), entry.cell(LAST), entry.cell(FULL)
    before, comma, after = full.partition(",")
    forms = {full, f"{after} {before}" if comma else ""}
    if first and last:
        forms |= {f"{first} {last}", f"{last} {first}"}
    return {fold(form) for form in forms} - {""}
