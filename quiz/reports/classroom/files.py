"""The logs of a class: found, read, put together; broken lines told, not stumbled over."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.errors import LogError, QuizError
from quiz.packs.files import read_regular, start_of_regular
from quiz.paths import is_folder, is_there
from quiz.play.modes import MODES
from quiz.quick import dataclass
from quiz.records.foreign import answers_of, complaints_of, sittings_of
from quiz.records.store import BACKUPS
from quiz.reports.classroom import limits
from quiz.reports.classroom.given import (
    MARK_KINDS,
    Given,
    Unfit,
    from_answer,
    from_row,
    is_answer,
)
from quiz.reports.classroom.said import TYPE as REPORTED
from quiz.reports.classroom.said import complaint_from
from quiz.reports.classroom.tables import csv_rows, json_rows
from quiz.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quiz.model import Complaint

SUFFIXES = (".jsonl", ".csv", ".db")
GAMES = tuple(mode.id for mode in MODES.values() if not mode.rated)
"""Modes in which haste or a growing line decides, not only what is known."""
_SQLITE = b"SQLite format 3\x00"
_NOT_TEXT = {
    b"PK\x03\x04": "it is a zip or a spreadsheet: unpack it, or save it as CSV",
    b"\xd0\xcf\x11\xe0": "it is a spreadsheet: save it as CSV",
    b"\x1f\x8b": "it is packed (gzip): unpack it first",
}


@dataclass(frozen=True, slots=True)
class Slip:
    """A line that was left out, and why."""

    file: str
    line: int
    """From 1; 0 where it is about the whole file."""
    what: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what}."


@dataclass(slots=True, kw_only=True)
class Logs:
    """What was read of some files."""

    pack: str
    files: list[str] = field(default_factory=list)
    """How each file is called."""
    answers: dict[str, tuple[int, Given]] = field(default_factory=dict)
    """Per id: the first file that has the answer, and the answer."""
    complaints: dict[str, Complaint] = field(default_factory=dict)
    """By id, what students reported."""
    same: Counter[tuple[tuple[int, str], tuple[int, str]]] = field(default_factory=Counter)
    """Pairs of (file, user) that told the same answers, and how many."""
    repeated: int = 0
    """Answers that stood in more than one place, and were counted once."""
    elsewhere: Counter[str] = field(default_factory=Counter)
    """Answers of other packs."""
    names: dict[tuple[int, str], str] = field(default_factory=dict)
    """Per (file, user) the name that is shown, where a file says so."""
    games: set[str] = field(default_factory=set)
    """Sittings of a game, where a file tells the mode."""
    slips: list[Slip] = field(default_factory=list)
    broken: int = 0
    """Lines that were left out, however many are in `slips`."""

    def slip(self, file: int, line: int, what: str) -> None:
        """Keep what is wrong with a line."""
        self.broken += 1
        if len(self.slips) < limits.SLIPS:
            self.slips.append(Slip(self.files[file], line, what))


def read(paths: Sequence[Path], pack: str) -> Logs:
    """Return the answers of one pack from files and folders of them, each answer once.

    Raises QuizError where a path is not there, or there is more than the limits allow.
    """
    logs = Logs(pack=pack)
    marks: dict[str, str] = {}
    for path, label in _found(paths):
        number = len(logs.files)
        logs.files.append(label)
        try:
            _read_file(logs, number, path, marks)
        except (Unfit, LogError) as error:
            what = str(error).removesuffix(".")
            logs.slip(number, 0, what.removeprefix(f"{path} "))
        except OSError as error:
            logs.slip(number, 0, f"it cannot be read: {error.strerror or error}")
    for answer, kind in marks.items():
        if answer in logs.answers:
            file, given = logs.answers[answer]
            logs.answers[answer] = (file, given._replace(mark=kind))
    return logs


def _found(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """Return every log below the paths once, in the order of their names, and how it is called."""
    found: dict[str, tuple[Path, str]] = {}
    for path in paths:
        if is_folder(path):
            inside = sorted(_below(path, limits.FOLDERS_DEEP))
            if not inside:
                raise QuizError(
                    f"There is no log in {clean(str(path))}: no file that ends in"
                    f" {', '.join(SUFFIXES)}."
                )
            labels = [(file, file.relative_to(path).as_posix()) for file in inside]
        elif is_there(path):
            labels = [(path, path.name)]
        else:
            raise QuizError(f"There is no file {clean(str(path))}.")
        for file, label in labels:
            found.setdefault(os.path.realpath(file), (file, clean(label)))
    if len(found) > limits.FILES:
        raise QuizError(f"There are {len(found):,} logs; at most {limits.FILES:,} are read.")
    return list(found.values())


def _below(folder: Path, deep: int) -> Iterator[Path]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == BACKUPS:
            continue
        if entry.is_dir(follow_symlinks=False):
            if deep > 1:
                yield from _below(Path(entry.path), deep - 1)
        elif entry.name.lower().endswith(SUFFIXES):
            yield Path(entry.path)


def _read_file(logs: Logs, number: int, path: Path, marks: dict[str, str]) -> None:
    """Take in one file. Raises Unfit, LogError, OSError where nothing of it can be read."""
    is_log = start_of_regular(path, len(_SQLITE)) == _SQLITE
    if is_log and path.stat().st_size <= limits.FILE_BYTES:
        _read_log(logs, number, path)
        return
    raw = None if is_log else read_regular(path, limits.FILE_BYTES)
    if raw is None:
        raise Unfit(f"it is larger than {limits.FILE_BYTES >> 20} MiB")
    for start, what in _NOT_TEXT.items():
        if raw.startswith(start):
            raise Unfit(what)
    begin = raw[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not begin:
        return
    as_json = begin.startswith(b"{") or path.suffix.lower() == ".jsonl"
    rows = json_rows(raw) if as_json else csv_rows(_text(raw))
    for line, row in rows:
        try:
            _take_row(logs, number, row, marks)
        except Unfit as error:
            logs.slip(number, line, str(error))


def _text(raw: bytes) -> str:
    """Return the text of a CSV file as spreadsheets save it. Raises Unfit."""
    utf16 = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unfit("it is no text")


def _take_row(logs: Logs, number: int, row: Any, marks: dict[str, str]) -> None:
    if isinstance(row, Unfit):
        raise row
    if not is_answer(row):
        _take_other(logs, number, row, marks)
        return
    pack = row.get("pack")
    if not isinstance(pack, str):
        raise Unfit("“pack” is missing")
    if pack != logs.pack:
        logs.elsewhere[clean(pack[: limits.ID_CHARACTERS])] += 1
        return
    if row.get("mode") in GAMES:
        logs.games.add(clean(str(row.get("sitting"))[: limits.ID_CHARACTERS]))
    _take(logs, number, from_row(row))


def _take_other(logs: Logs, number: int, row: dict[str, Any], marks: dict[str, str]) -> None:
    """Look into a row that is no answer: a mark, a report, a student's name, something else."""
    if row.get("type") == REPORTED:
        _take_complaint(logs, complaint_from(row))
        return
    kind, answer = row.get("kind"), row.get("answer")
    if kind in MARK_KINDS and isinstance(answer, str):
        marks[answer] = "undone" if marks.get(answer) == "undone" else str(kind)
    ident = row.get("id")
    if row.get("type") == "sitting" and row.get("mode") in GAMES and isinstance(ident, str):
        logs.games.add(clean(ident[: limits.ID_CHARACTERS]))
    user, name = row.get("user", row.get("id")), row.get("name")
    if isinstance(user, str) and isinstance(name, str) and name.strip():
        user = clean(user[: limits.ID_CHARACTERS])
        logs.names[number, user] = clean(name.strip()[: limits.ID_CHARACTERS])


def _take_complaint(logs: Logs, complaint: Complaint) -> None:
    if complaint.pack == logs.pack and len(logs.complaints) < limits.COMPLAINTS:
        logs.complaints.setdefault(complaint.id, complaint)


def _read_log(logs: Logs, number: int, path: Path) -> None:
    from quiz.records import students  # only a log has a list of them beside it

    for line, answer in enumerate(answers_of(path, logs.pack), 1):
        if answer is None:
            logs.slip(number, 0, f"answer {line} is damaged")
        elif isinstance(answer, str):
            logs.elsewhere[clean(answer[: limits.ID_CHARACTERS])] += 1
        else:
            try:
                _take(logs, number, from_answer(answer))
            except Unfit as error:
                logs.slip(number, 0, f"answer {line}: {error}")
    logs.games |= sittings_of(path, GAMES)
    for complaint in complaints_of(path):
        _take_complaint(logs, complaint)
    for student in students.read(path.parent):
        logs.names[number, student.id] = student.name


def _take(logs: Logs, number: int, given: Given) -> None:
    """Keep an answer, or see that it is there already. Raises QuizError where there are too many.

    Of two tellings the one with a mark is the later one.
    """
    known = logs.answers.get(given.id)
    if known is None:
        if len(logs.answers) >= limits.ANSWERS:
            raise QuizError(
                f"There are more than {limits.ANSWERS:,} answers of “{logs.pack}”."
                " Report on fewer logs at a time."
            )
        logs.answers[given.id] = (number, given)
        return
    logs.repeated += 1
    file, before = known
    if (number, given.user) != (file, before.user):
        logs.same[(file, before.user), (number, given.user)] += 1
    if given.mark == "undone" or (given.mark and not before.mark):
        logs.answers[given.id] = (file, before._replace(mark=given.mark))
