"""The students of one machine: a short list of ids and names in the data folder.

The id is in every answer and never changes; the name is what is shown, and may. Losing the list
loses nobody: whoever is in the log and not in the list is shown by the id.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from quiz.errors import StudentError
from quiz.packs.files import read_regular
from quiz.play.begin import DEFAULT_USER
from quiz.quick import dataclass
from quiz.records.lock import Lock
from quiz.records.rescue import make_folder, sync_folder
from quiz.text import REPLACEMENT, cells, clean, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from quiz.records.log import Log

FILE = "students.json"
DAMAGED = "students-damaged.json"
"""Where a list goes that cannot be read, before a new one takes its place."""
FORMAT, VERSION = "footnote-students", 1
DEFAULT_NAME = "Student"
LONGEST = 40
"""Characters of a name, and cells that it may take."""
LONGEST_GIVEN = 1000
"""Characters of what is looked at at all."""
MOST = 500
MOST_BYTES = 1_000_000
_IDENT = re.compile(r"[^\x00-\x1f\x7f]{1,200}")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_BUSY = "Another Footnote window is changing the list of students. Try again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """One student: the id in the log, and the name that is shown."""

    id: str
    name: str


def read(folder: Path, known: Sequence[str] = ()) -> tuple[Student, ...]:
    """Return the students, in the order in which they came; at least one.

    `known`: the ids in the log. Those that the list lacks follow, named by their ids. Where
    nobody is known there is the one student of a new machine.
    """
    found = _listed(folder).students
    listed = {student.id for student in found}
    for user in known:
        if user not in listed:
            listed.add(user)
            name = DEFAULT_NAME if user == DEFAULT_USER else _shown(user)
            found.append(Student(id=user, name=_apart(name, found)))
    return tuple(found) or (Student(id=DEFAULT_USER, name=DEFAULT_NAME),)


def everybody(folder: Path, log: Log) -> tuple[Student, ...]:
    """Return the students of the list and of the log. Raises LogError."""
    return read(folder, log.users())


def whose(folder: Path, log: Log, given: str | None = None) -> Student:
    """Return the student of that name; for None, the one who played last.

    Raises StudentError, LogError.
    """
    students = everybody(folder, log)
    if given is not None:
        return find(students, given)
    last = log.last_user()
    return next((student for student in students if student.id == last), students[0])


def add(folder: Path, given: str, *, known: Sequence[str], new_id: Callable[[], str]) -> Student:
    """Add a student and return it. Raises StudentError, LogError.

    `new_id` gives a text of letters and figures that is never the same twice.
    """
    with _changing(folder):
        students = read(folder, known) if known or _listed(folder).students else ()
        name = name_of(given, students)
        if len(students) >= MOST:
            raise StudentError(f"There are {MOST} students already, which is the most.")
        taken = {student.id for student in students}
        student = Student(id=_new_ident(name, taken, new_id), name=name)
        write(folder, (*students, student))
    return student


def rename(folder: Path, who: Student, given: str, *, known: Sequence[str]) -> Student:
    """Give a student another name; the id stays. Raises StudentError, LogError."""
    with _changing(folder):
        students = read(folder, known)
        name = name_of(given, [s for s in students if s.id != who.id])
        renamed = replace(who, name=name)
        write(folder, [renamed if s.id == who.id else s for s in students])
    return renamed


def remove(folder: Path, ident: str) -> None:
    """Take a student off the list, and delete a damaged list. Raises StudentError, LogError."""
    with _changing(folder):
        listed = _listed(folder)
        kept = [student for student in listed.students if student.id != ident]
        if len(kept) < len(listed.students) or not listed.whole:
            write(folder, kept)
        damaged = folder / DAMAGED
        if damaged.is_file():
            damaged.unlink()


def find(students: Iterable[Student], given: str) -> Student:
    """Return the student of that id or name, however it is capitalised. Raises StudentError."""
    students = tuple(students)
    for student in students:
        if given == student.id:
            return student
    given = given[:LONGEST_GIVEN]
    for form in (_key, fold):
        alike = [student for student in students if form(student.name) == form(given)]
        if len(alike) == 1:
            return alike[0]
    import difflib  # deferred: only a mistake needs it

    names = [student.name for student in students]
    near = difflib.get_close_matches(given, names, n=1)
    hint = f" Did you mean “{near[0]}”?" if near else " `quiz students` lists them."
    raise StudentError(f"No student is called “{_cut(given)}”.{hint}")


def name_of(given: str, others: Iterable[Student] = ()) -> str:
    """Return a name as it is kept. Raises StudentError where it cannot be one, or is taken."""
    if len(given) > LONGEST_GIVEN:
        raise StudentError(f"A name has at most {LONGEST} characters.")
    name = " ".join(clean(given).replace(REPLACEMENT, " ").split())
    if not any(unicodedata.category(char)[0] in "LN" for char in name):
        raise StudentError("A name needs a letter or a figure.")
    if len(name) > LONGEST or cells(name) > LONGEST:
        raise StudentError(f"A name has at most {LONGEST} characters; this one has {len(name)}.")
    for other in others:
        if _key(name) in (_key(other.name), _key(other.id)):
            raise StudentError(
                f"There is a student called “{other.name}” already."
                " Add something that tells the two apart, such as a second name."
            )
    return name


def write(folder: Path, students: Iterable[Student]) -> None:
    """Put a list in the place of the one that is there, durably. Raises StudentError.

    One that cannot be read is put aside first; that of a newer version is left alone.
    """
    path = folder / FILE
    listed = _listed(folder)
    if listed.newer:
        raise StudentError(
            "The list of students was written by a newer version of Footnote. Please upgrade."
        )
    kept = {
        "format": FORMAT,
        "version": VERSION,
        "students": [{"id": student.id, "name": student.name} for student in students],
    }
    new = path.with_suffix(".new")
    try:
        with new.open("w", encoding="utf-8", errors="replace") as file:
            json.dump(kept, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        if not listed.whole:
            path.replace(folder / DAMAGED)
        new.replace(path)
        sync_folder(folder)
    except OSError as error:
        reason = (error.strerror or "the disk reports an error").lower()
        raise StudentError(f"The list of students cannot be written: {reason}.") from error


@contextmanager
def _changing(folder: Path) -> Iterator[None]:
    """Keep a second program from changing the list at the same time."""
    try:
        make_folder(folder, 0o700)
    except OSError as error:
        raise StudentError(f"The folder {folder} cannot be made.") from error
    lock = Lock(folder / "students.lock", _BUSY)
    try:
        yield
    finally:
        lock.release()


class _List(NamedTuple):
    """What the file has."""

    students: list[Student]
    whole: bool = True
    """Whether all of it could be read."""
    newer: bool = False
    """Whether a newer version wrote it, which may know more of it."""


def _listed(folder: Path) -> _List:
    try:
        raw: Any = json.loads(read_regular(folder / FILE, MOST_BYTES) or b"")
    except FileNotFoundError:
        return _List([])
    except (OSError, ValueError, RecursionError):
        return _List([], whole=False)
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        return _List([], whole=False)
    rows = raw.get("students")
    if not isinstance(rows, list):
        return _List([], whole=False)
    found: list[Student] = []
    for row in rows[:MOST]:
        student = _student(row)
        if student is not None and student.id not in {each.id for each in found}:
            found.append(replace(student, name=_apart(student.name, found)))
    version = raw.get("version")
    newer = isinstance(version, int) and version > VERSION
    return _List(found, whole=len(found) == len(rows), newer=newer)


def _student(row: Any) -> Student | None:
    """Return the student that a row of the file is; None where it is none."""
    if not isinstance(row, dict):
        return None
    ident, name = row.get("id"), row.get("name")
    if not isinstance(ident, str) or _IDENT.fullmatch(ident) is None or not isinstance(name, str):
        return None
    try:
        return Student(id=ident, name=name_of(name))
    except StudentError:
        return Student(id=ident, name=_shown(ident))


def _shown(ident: str) -> str:
    """Return an id as a name, whatever stands in it."""
    return _cut(" ".join(clean(ident).split())) or DEFAULT_NAME


def _apart(name: str, others: Iterable[Student]) -> str:
    """Return the name, with a number where somebody has it."""
    taken = {_key(other.name) for other in others}
    number, told = 2, name
    while _key(told) in taken:
        told = f"{name} {number}"
        number += 1
    return told


def _key(name: str) -> str:
    """Return by what two names are alike: neither capitals nor what cannot be seen."""
    plain = unicodedata.normalize("NFKC", name)
    seen = "".join(char for char in plain if unicodedata.category(char) != "Cf")
    return " ".join(seen.casefold().split())


def _cut(text: str) -> str:
    text = clean(text[: 2 * LONGEST])
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _new_ident(name: str, taken: set[str], new_id: Callable[[], str]) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = _NOT_SLUG.sub("-", plain).strip("-")[:24].rstrip("-") or DEFAULT_USER
    while True:
        ident = f"{stem}-{_NOT_SLUG.sub('', new_id().lower())[-4:]}"
        if ident not in taken:
            return ident
