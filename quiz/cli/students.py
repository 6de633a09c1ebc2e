"""`quiz students`: who plays on this machine; to add, rename, export and erase one."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from quiz.cli import output
from quiz.paths import named

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from quiz.records.students import Student

DONE, FAILED, MISUSED = 0, 1, 2
_WANTED = {
    "add": ("a name", 1),
    "rename": ("the old name and the new one", 2),
    "export": ("a name", 1),
    "erase": ("a name", 1),
}


def run(args: argparse.Namespace) -> int:
    """List, add, rename, export or erase; return the exit status.

    Raises LogBusy, LogError, StudentError.
    """
    if args.action is None:
        return _list(args.format)
    wanted, number = _WANTED[args.action]
    if len(args.name) != number:
        what = f"{wanted} is missing" if len(args.name) < number else f"only {wanted} is expected"
        hint = " Put quotes around a name of several words." if len(args.name) > number else ""
        print(f"quiz students {args.action}: {what}.{hint}", file=sys.stderr)
        return MISUSED
    if args.action == "export":
        return _export(args.name[0], args.output)
    if args.action == "erase":
        return _erase(args.name[0], agreed=args.yes)
    return _add(*args.name) if args.action == "add" else _rename(*args.name)


def _list(form: str) -> int:
    from quiz.paths import data_dir
    from quiz.records.log import Log
    from quiz.records.students import everybody, whose

    with Log.open(data_dir(), read_only=True) as log:
        students = everybody(data_dir(), log)
        shares = log.shares()
        last = whose(data_dir(), log)
    if form == "json":
        output.as_data()
        rows = [
            {**asdict(s), "answers": answers, "last_utc": utc, "played_last": s == last}
            for s in students
            for answers, utc in [shares.get(s.id, (0, None))]
        ]
        print(output.json_line(rows))
        return DONE
    heading = ("name", "id", "answers", "last answer")
    lines = [_line(student, *shares.get(student.id, (0, ""))) for student in students]
    output.say(output.table([heading, *lines]))
    return DONE


def _line(student: Student, answers: int, last_utc: str) -> tuple[str, ...]:
    return student.name, student.id, str(answers), last_utc[:10] or "–"


def _add(name: str) -> int:
    from quiz.cli.play import new_id
    from quiz.paths import data_dir
    from quiz.records import students

    added = students.add(data_dir(), name, known=_known(), new_id=new_id)
    output.say([f"Added {added.name}. `quiz play --student {_quoted(added.name)}` begins."])
    return DONE


def _rename(old: str, new: str) -> int:
    from quiz.paths import data_dir
    from quiz.records import students

    known = _known()
    student = students.find(students.read(data_dir(), known), old)
    renamed = students.rename(data_dir(), student, new, known=known)
    output.say([f"{student.name} is called {renamed.name} now. The answers are kept."])
    return DONE


def _known() -> Sequence[str]:
    from quiz.paths import data_dir
    from quiz.records.log import Log

    with Log.open(data_dir(), read_only=True) as log:
        return log.users()


def _export(name: str, target: str | None) -> int:
    from quiz.cli.logs import warn_of_damage
    from quiz.clock import now
    from quiz.errors import StudentError
    from quiz.paths import data_dir, settings_dir
    from quiz.play.begin import timestamp
    from quiz.records import settings
    from quiz.records.log import Log
    from quiz.records.students import whose
    from quiz.reports.export import rows

    with Log.open(data_dir(), read_only=True) as log:
        student = whose(data_dir(), log, name)
        chosen = settings.read(settings_dir(), student.id)
        lines = map(
            output.json_line,
            rows(log, student, settings=chosen, exported_utc=timestamp(now())),
        )
        if target is None:
            output.as_data()
            for line in lines:
                print(line)
        else:
            path = named(target)
            try:
                number = _write(path, lines)
            except FileExistsError:
                raise StudentError(f"{path} is there already. Choose another name.") from None
            except OSError as error:
                raise StudentError(f"{path} cannot be written: {error.strerror}.") from error
            output.say([f"{path}: {_lines(number)}, all that is kept of {student.name}."])
        warn_of_damage(log)
    return DONE


def _lines(number: int) -> str:
    return f"{number} line{'' if number == 1 else 's'}"


def _write(path: Path, lines: map[str]) -> int:
    """Write a new file, whole or not at all; return how many lines. Raises OSError."""
    number = 0
    with path.open("x", encoding="utf-8", newline="\n") as file:
        try:
            for number, line in enumerate(lines, start=1):  # noqa: B007  # the last one is told
                file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            path.unlink()
            raise
    return number


def _erase(name: str, *, agreed: bool) -> int:
    from quiz.clock import now
    from quiz.paths import cache_dir, data_dir, settings_dir
    from quiz.records.erasure import erase
    from quiz.records.log import Log
    from quiz.records.students import whose
    from quiz.reports import kept

    with Log.open(data_dir(), read_only=True) as log:
        student = whose(data_dir(), log, name)
        answers = log.shares().get(student.id, (0, ""))[0]
    what = f"{answers} answer{'' if answers == 1 else 's'}, with all sittings and choices"
    output.say([f"This erases {student.name} ({student.id}) for good: {what}, in backups too."])
    also = f"Damaged logs go as well, and duels that {student.name} began."
    output.say([f"{also} Files that you exported stay."])
    if not agreed and not _agrees(student):
        output.say(["Nothing was erased."])
        return FAILED
    kept.forget(cache_dir(), student.id)
    erase(data_dir(), student, now=now(), choices=settings_dir(), cache=cache_dir())
    output.say([f"{student.name} is erased."])
    return DONE


def _agrees(student: Student) -> bool:
    """Ask; no answer, or no one there to give one, is no."""
    if sys.stdin is None or not sys.stdin.isatty():
        output.say(["Say --yes to go on where nobody can be asked."])
        return False
    output.say([f"Erase {student.name}? [y/N] "])
    return sys.stdin.readline(100).strip().casefold() in ("y", "yes")


def _quoted(name: str) -> str:
    import shlex

    return shlex.quote(name)
