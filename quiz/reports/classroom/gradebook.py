"""Marks as the gradebooks of Moodle and Canvas take them, without a cell to be changed.

Written after what their importers do. Moodle's refuses the whole file for one student whom it does
not know, so that only those are in it who are; Canvas's asks about each. Neither reads a guard
against formulas: a `'` before a name would be part of it.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import field
from typing import TYPE_CHECKING

from quiz.quick import dataclass
from quiz.reports.classroom.roster import (
    CANVAS_ID,
    EMAIL,
    FULL,
    HEADS,
    NUMBER,
    SECTION,
    SIS_LOGIN,
    SIS_USER,
    USERNAME,
    match,
)
from quiz.text import clean, unprintable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quiz.reports.classroom.report import ClassReport
    from quiz.reports.classroom.roster import Entry

HUNDRED = 100
"""Points possible: Moodle's greatest for a new column, and what its scale begins with."""
POINTS = "    Points Possible"
"""As Canvas writes it, four spaces before."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBERED = re.compile(r"\(\d+\)$")
_CANVAS_OWN = re.compile(r"\b(Current|Final|Override) (Score|Points|Grade|Status)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a student reached."""

    name: str
    points: float
    """0 to 100."""
    answers: int
    """First answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gradebook:
    """A file for a gradebook, and what it does not have."""

    text: str
    held: int
    lost: dict[str, str] = field(default_factory=dict)
    """Students who are not in it, and why, as the end of a sentence."""


def marks(report: ClassReport, *, whole: bool) -> tuple[Mark, ...]:
    """Return what part of the points each student reached in first answers, in hundredths.

    `whole`: all had the same set, and what somebody did not answer is worth nothing.
    """
    out = []
    for student in report.students:
        share = student.share
        if share.first is None:
            continue
        among = len(report.questions) if whole else share.n
        points = HUNDRED * share.first * share.n / max(among, share.n)
        out.append(Mark(name=student.person.name, points=points, answers=share.n))
    return tuple(out)


def moodle(marks: Sequence[Mark], title: str, roster: Sequence[Entry] | None) -> Gradebook:
    """Return the file for Moodle: what it knows a student by, and the mark.

    Without a roster the students are called here by what Moodle knows them by.
    """
    marks, lost = _once(marks)
    known, unknown = _by_name(marks) if roster is None else _by_roster(marks, roster)
    lost.update(unknown)
    role = _best(list(known.values()))
    kept = {name: told[role] for name, told in known.items() if role in told}
    head = HEADS[role][0]
    lost.update((name, f"has no “{head}”") for name in known if name not in kept)
    rows = [(kept[m.name], _number(m.points)) for m in marks if m.name in kept]
    return Gradebook(text=_csv([(head, title), *rows]), held=len(rows), lost=lost)


def _once(marks: Sequence[Mark]) -> tuple[list[Mark], dict[str, str]]:
    """Return the marks of those who share their name with nobody, and the others."""
    names = [mark.name for mark in marks]
    alone = [mark for mark in marks if names.count(mark.name) == 1]
    return alone, {name: "is a name of several" for name in names if names.count(name) > 1}


def _by_name(marks: Sequence[Mark]) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Return what each name is to Moodle: an address, a number or a login."""
    known: dict[str, dict[str, str]] = {}
    lost: dict[str, str] = {}
    for mark in marks:
        name = mark.name.strip()
        if re.search(r"\s", name) or name.startswith(_FORMULA):
            lost[mark.name] = "is called nothing that Moodle knows: give it a --roster"
        elif "@" in name:
            known[mark.name] = {EMAIL: name}
        else:
            known[mark.name] = {NUMBER if name.isdigit() else USERNAME: name}
    return known, lost


def _by_roster(
    marks: Sequence[Mark], roster: Sequence[Entry]
) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    found = match(roster, [mark.name for mark in marks])
    known = {}
    for name, entry in found.entries.items():
        told = {role: entry.cell(role) for role in (NUMBER, EMAIL, USERNAME)}
        known[name] = {role: value for role, value in told.items() if value}
    return known, found.lost


def _best(known: Iterable[dict[str, str]]) -> str:
    """Return what most students are known by."""
    counts = {role: sum(role in told for told in known) for role in (NUMBER, EMAIL, USERNAME)}
    return max(counts, key=lambda role: counts[role])


def canvas(marks: Sequence[Mark], title: str, roster: Sequence[Entry] | None) -> Gradebook:
    """Return the file for Canvas: its own five columns, a new one, and the points possible.

    With Canvas's own export as the roster, its columns come back as they were. Without one it
    finds students by their names alone.
    """
    marks, lost = _once(marks)
    rows: list[tuple[str, ...]] = []
    found = match(roster, [mark.name for mark in marks]) if roster is not None else None
    if found:
        lost.update(found.lost)
    for mark in marks:
        points = _number(mark.points)
        if found is None and mark.name.startswith(_FORMULA):
            lost[mark.name] = "has a name that a spreadsheet would calculate"
        elif found is None:
            rows.append((mark.name, "", "", "", "", points))
        elif mark.name in found.entries:
            rows.append((*_columns(found.entries[mark.name], mark), points))
    heads = (*(HEADS[role][0] for role in (FULL, CANVAS_ID, SIS_USER, SIS_LOGIN, SECTION)),)
    first = ((*heads, canvas_title(title)), (POINTS, "", "", "", "", str(HUNDRED)))
    return Gradebook(text=_csv([*first, *rows]), held=len(rows), lost=lost)


def _columns(entry: Entry, mark: Mark) -> tuple[str, ...]:
    """Return Canvas's five columns; from a list of another kind, what answers to them."""
    login = entry.cell(SIS_LOGIN) or entry.cell(USERNAME) or entry.cell(EMAIL)
    return (
        entry.cell(FULL) or mark.name,
        entry.cell(CANVAS_ID),
        entry.cell(SIS_USER) or entry.cell(NUMBER),
        login,
        entry.cell(SECTION),
    )


def canvas_title(title: str) -> str:
    """Return a title that Canvas takes for a new column.

    It reads a number in brackets at the end as the id of an assignment, and skips what is called
    like a column of its own.
    """
    if _NUMBERED.search(title):
        title = f"{title} quiz"
    return _CANVAS_OWN.sub("\\1\u00a0\\2", title)


def _number(points: float) -> str:
    """Return points as both read them wherever they stand: a dot, and no empty decimals."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def _csv(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")  # RFC 4180
    for row in rows:
        # as it stands, for by that it is found; only what controls a terminal goes
        writer.writerow([clean(cell) if unprintable(cell) else cell for cell in row])
    return out.getvalue()


def column(title: str, seed: str | None) -> str:
    """Return what the column of marks is called."""
    told = " ".join(clean(title if seed is None else f"{title}, set {seed}").split())
    return told.lstrip("=+-@ ") or "Quiz"
