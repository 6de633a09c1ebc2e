"""What a program does to its log in the moments in which power may fail, and what it says of it.

python -m tests.power.scenes SCENE FOLDER [NAIVE]: each line on standard output is a promise
("kept") or an attempt ("gives"); after the cut all that was kept must be there, and nothing that
was never given. NAIVE is a way to be less careful, of which each must lose answers.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.records import store, students
from quiz.records.erasure import erase
from quiz.records.log import Log
from quiz.records.students import Student
from tests.make import NOON, Clock, set_of, sitting
from tests.records.rows import TS, answer, complaint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

OLD = Path(__file__).parents[1] / "records" / "old" / "answers-1.db"
GONE = Student(id="zebulon-0001", name="Zebulon")
"""Who is erased."""
DAY = timedelta(days=1)


def say(*words: str) -> None:
    """Say a line at once: what is said after it has not happened yet."""
    os.write(1, (" ".join(words) + "\n").encode())


def play(log: Log, name: str, numbers: Iterable[int]) -> None:
    """Give answers, take one back, complain of one."""
    for number in numbers:
        given = answer(number, sitting=name, given="x" * (number * 97 % 1500))
        say("gives", "answer", given.id)
        if log.record(given):
            say("kept", "answer", given.id)
        if number % 4 == 1:
            say("gives", "mark", given.id)
            if log.mark(given.id, "undone", TS, "student"):
                say("kept", "mark", given.id)
        if number % 6 == 2:
            said = complaint(number, id=f"{name}/{number}")
            say("gives", "complaint", said.id)
            if log.complain(said):
                say("kept", "complaint", said.id)


def sat(folder: Path, name: str, numbers: Iterable[int], clock: Clock) -> None:
    """Play a sitting of one start of the program."""
    with Log.open(folder / "data", now=clock) as log:
        if log.start(sitting(set_of(3), id=name)):
            say("kept", "sitting", name)
        play(log, name, numbers)


def answers(folder: Path) -> None:
    """Four starts on three days: the folder is new, and two backups are made."""
    clock = Clock()
    sat(folder, "a", range(9), clock)
    clock.moment += DAY
    sat(folder, "b", range(9), clock)
    sat(folder, "b", range(9, 14), clock)
    clock.moment += DAY
    sat(folder, "c", range(9), clock)


def migration(folder: Path) -> None:
    """A log of version 1 is renewed and played on in."""
    sat(folder, "d", range(9), Clock())


def before_migration(folder: Path) -> None:
    (folder / "data").mkdir()
    shutil.copyfile(OLD, folder / "data" / "answers.db")


def erasing(folder: Path) -> None:
    """A student is erased, and another one plays on."""
    clock = Clock()
    clock.moment += DAY
    erase(folder / "data", GONE, now=clock())
    say("kept", "erased", GONE.id)
    sat(folder, "e", range(5), clock)


def before_erasing(folder: Path) -> None:
    data = folder / "data"
    students.add(data, GONE.name, known=(), new_id=lambda: "0001")
    students.add(data, "Anna", known=(), new_id=lambda: "0002")
    clock = Clock()
    for day in range(2):
        with Log.open(data, now=clock) as log:
            for user in (GONE.id, "student"):
                name = f"{user}/{day}"
                log.start(sitting(set_of(3), id=name, user=user))
                for number in range(6):
                    log.record(answer(number, sitting=name, user=user))
        clock.moment += DAY


def repair(folder: Path) -> None:
    """A damaged log is put aside, what is sound comes back, and is played on in."""
    clock = Clock()
    clock.moment += DAY
    with Log.open(folder / "data", now=clock) as log:
        assert log.notice
        say("kept", "notice")
    sat(folder, "f", range(5), clock)


def before_repair(folder: Path) -> None:
    data = folder / "data"
    for moment in (NOON, NOON + DAY):
        with Log.open(data, now=lambda moment=moment: moment) as log:
            log.start(sitting(set_of(3), id=f"{moment:%d}"))
            for number in range(8):
                log.record(answer(number, sitting=f"{moment:%d}"))
    path = data / "answers.db"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def names(folder: Path) -> None:
    """Students come and get other names."""
    data = folder / "data"
    for number, name in enumerate(("Anna", "Berta", "Clara")):
        who = students.add(data, name, known=(), new_id=lambda number=number: f"000{number}")
        say("kept", "name", name)
    students.rename(data, who, "Cora", known=())
    say("kept", "name", "Cora")


def opened(folder: Path) -> None:
    """A log is made, and nothing is answered."""
    Log.open(folder / "data", now=Clock()).close()


SCENES: dict[str, Callable[[Path], None]] = {
    "opened": opened,
    "answers": answers,
    "shared": answers,
    "migration": migration,
    "erasing": erasing,
    "repair": repair,
    "names": names,
}
BEFORE: dict[str, Callable[[Path], None]] = {
    "migration": before_migration,
    "erasing": before_erasing,
    "repair": before_repair,
}
FOLDERS = {"shared": "Dropbox"}
"""A name that makes the log choose the journal for shared folders."""


# What is asked of the files after the cut


def lost(scene: str, folder: Path, said: Iterable[str]) -> list[str]:
    """Return what is not as was promised before the cut, in words; none where all is well.

    `said`: the lines up to the cut. The log is opened as the next start does.
    """
    lines = [line.split(" ") for line in said]
    kept = {(words[1], words[-1]) for words in lines if words[0] == "kept"}
    given = kept | {(words[1], words[-1]) for words in lines if words[0] == "gives"}
    clock = Clock()
    clock.moment += 5 * DAY
    wrong = _of_students(folder / "data", kept) if scene == "names" else []
    erased = ("erased", GONE.id) in kept
    if erased:
        wrong += [f"{path.name} names the erased" for path in _naming(folder, GONE)]
    with Log.open(folder / "data", now=clock) as log:
        if log.notice not in ("", store.SHARED) and scene != "repair":
            wrong.append(f"a repair: {log.notice}")
        there = {("answer", each.id) for each in log.answers(raw=True)}
        there |= {("mark", each.answer) for each in log.marks()}
        there |= {("complaint", each.id) for each in log.complaints()}
        there |= {("sitting", each.id) for each in log.sittings()}
        there |= {("erased", GONE.id)} if erased else set()
        wrong += [f"{what} {name} is lost" for what, name in kept - there if what in KINDS]
        wrong += [f"{name} of before is lost" for name in _before(scene, erased) - _ids(there)]
        known = {name for what, name in given} | _before(scene, erased) | _may_be(scene, erased)
        wrong += [f"{name} was never given" for name in _ids(there) - known]
        wrong += [f"{log.damaged} rows are damaged"] if log.damaged else []
        log.start(sitting(set_of(3), id="after"))
        wrong += [] if log.record(answer(0, sitting="after")) else ["it cannot be gone on with"]
    with closing(sqlite3.connect(folder / "data" / "answers.db")) as db:
        verdict = db.execute("PRAGMA integrity_check").fetchone()[0]
        wrong += [] if verdict == "ok" else [f"integrity: {verdict}"]
    if scene == "erasing":
        erase(folder / "data", GONE, now=clock())  # can be done again
        wrong += [f"{path.name} names the erased twice" for path in _naming(folder, GONE)]
    return wrong


KINDS = frozenset({"answer", "mark", "complaint", "sitting"})


def _ids(rows: set[tuple[str, str]]) -> set[str]:
    return {name for what, name in rows if what == "answer"}


def _before(scene: str, erased: bool) -> set[str]:
    """Return the answers that were there before the scene and must stay."""
    if scene == "migration":
        numbered = {f"sitting-1/{number}" for number in range(6)}
        return numbered | {"sitting-2/0", "sitting-3/0", "sitting-3/again"}
    if scene == "erasing":
        return {f"student/{day}/{number}" for day in range(2) for number in range(6)}
    if scene == "repair":
        return {f"{NOON:%d}/{number}" for number in range(8)}
    return set()


def _may_be(scene: str, erased: bool) -> set[str]:
    """Return the answers that may still be there."""
    if scene == "erasing" and not erased:
        return {f"{GONE.id}/{day}/{number}" for day in range(2) for number in range(6)}
    if scene == "repair":
        return {f"{NOON + DAY:%d}/{number}" for number in range(8)}
    return set()


def _naming(folder: Path, who: Student) -> list[Path]:
    return [
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not path.name.endswith("-shm")
        and who.id.encode() in path.read_bytes()
    ]


def _of_students(data: Path, kept: set[tuple[str, str]]) -> list[str]:
    there = {student.name for student in students.read(data)}
    names = {name for what, name in kept if what == "name"}
    if "Cora" in there or "Cora" in names:
        names.discard("Clara")
    return [f"the name {name} is lost" for name in names - there]


# Less careful ways


def careless(how: str) -> None:
    """Make the log as a program must not: each of these loses answers."""
    if how == "early":
        flush = Log.flush

        def flush_later(log: Log, *, last: bool = False) -> bool:
            return flush(log, last=last) if last or len(log._pending) >= 4 else True

        Log.flush = flush_later  # type: ignore[method-assign]
        return
    opened = Log.open.__func__  # type: ignore[attr-defined]

    def open_so(cls: type[Log], *args: object, **named: object) -> Log:
        log: Log = opened(cls, *args, **named)
        log._connection.execute(f"PRAGMA synchronous = {how}")
        return log

    Log.open = classmethod(open_so)  # type: ignore[assignment, method-assign]


CARELESS = ("NORMAL", "OFF", "early")

if __name__ == "__main__":
    if len(sys.argv) > 3:
        careless(sys.argv[3])
    SCENES[sys.argv[1]](Path(sys.argv[2]))
