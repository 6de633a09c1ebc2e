"""Copies of a log with flipped bits and worse: none is silently wrong.

400 of them with FOOTNOTE_TESTS=full, fewer otherwise. Each is opened as the next start does. Either
all reads as it was written, or it is noticed: put aside untouched, the backup back, the rows that
are sound with it, and a sentence that says how many answers are missing. The control leaves the
check sums out, and must find rows that are wrong and that nobody notices.
"""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pytest

from quiz.errors import LogError
from quiz.records import checking, reading, rows
from quiz.records.log import Log
from quiz.records.wal import Wal
from tests.make import Clock, set_of, sitting
from tests.records.rows import TS, answer, complaint, cut_room
from tests.shipped import FULL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Kind = Callable[[random.Random, Path], str]

COPIES = 400 if FULL else 60
PAGE = 4096


class Held(NamedTuple):
    """All that a log says."""

    answers: tuple[object, ...]
    marks: tuple[object, ...]
    complaints: tuple[object, ...]
    sittings: tuple[object, ...]
    last: object


def held(log: Log) -> Held:
    return Held(
        tuple(log.answers(raw=True)),
        tuple((mark.answer, mark.kind) for mark in log.marks()),
        tuple(log.complaints()),
        tuple(log.sittings()),
        log.unfinished("student"),
    )


def fill(folder: Path) -> None:
    """Two days: what the first one has is in the backup, the second is not, and lies in the WAL."""
    clock = Clock()
    for day in range(2):
        with Log.open(folder, now=clock) as log:
            log.start(sitting(set_of(3), id=f"day-{day}"))
            for number in range(25):
                given = answer(number, sitting=f"day-{day}", given="“Gamma” " * (number % 9))
                log.record(given)
                if number % 5 == 2:
                    log.mark(given.id, "right", TS, "student")
                if number % 7 == 3:
                    said = complaint(number, id=given.id, words="It is wrong. " * number)
                    log.complain(said)
            if not day:
                log.finish("day-0", TS, "finished")
        with Log.open(folder, now=clock):
            pass  # makes the day's backup, the second day before its last answers
        clock.forward(days=1)
    shutil.rmtree(folder / "backups" / "none", ignore_errors=True)
    (folder / "backups" / "answers-2026-03-15.db").unlink()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log as a kill leaves it: with a WAL that nobody has brought into the file yet."""
    folder = tmp_path_factory.mktemp("whole")
    fill(folder / "filled")
    clock = Clock()
    clock.forward(days=2)
    shutil.copytree(folder / "filled", folder / "log")
    with Log.open(folder / "log", now=clock) as log:
        (folder / "log" / "backups" / "answers-2026-03-16.db").unlink()
        log.start(sitting(set_of(3), id="day-2"))
        for number in range(6):
            log.record(answer(number, sitting="day-2"))
        shutil.copytree(folder / "log", folder / "killed")
    cut_room(folder / "killed" / "answers.db-wal")  # there is nothing that a flip could harm
    return folder / "killed"


def flip(path: Path, rng: random.Random, least: int = 0) -> str:
    data = bytearray(path.read_bytes())
    places = [rng.randrange(least, len(data)) for _ in range(rng.randint(1, 3))]
    for place in places:
        data[place] ^= 1 << rng.randrange(8)
    path.write_bytes(data)
    return f"bits of {path.name} at {places}"


def bits(rng: random.Random, folder: Path) -> str:
    return flip(folder / "answers.db", rng)


def bits_of_the_wal(rng: random.Random, folder: Path) -> str:
    return flip(folder / "answers.db-wal", rng)


def bits_of_the_index(rng: random.Random, folder: Path) -> str:
    return flip(folder / "answers.db-shm", rng)


def cut(rng: random.Random, folder: Path, *names: str) -> str:
    path = folder / rng.choice(names or ("answers.db", "answers.db-wal"))
    length = rng.randrange(path.stat().st_size)
    path.write_bytes(path.read_bytes()[:length])
    return f"{path.name} cut at {length}"


def cut_of_the_wal(rng: random.Random, folder: Path) -> str:
    return cut(rng, folder, "answers.db-wal")


def gone(rng: random.Random, folder: Path) -> str:
    name = rng.choice(["answers.db-wal", "answers.tally"])
    (folder / name).unlink()
    return f"{name} gone"


def bits_of_the_tally(rng: random.Random, folder: Path) -> str:
    return flip(folder / "answers.tally", rng)


def swapped(rng: random.Random, folder: Path) -> str:
    path = folder / "answers.db"
    data = path.read_bytes()
    pages = [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
    one, other = rng.sample(range(1, len(pages)), 2)
    pages[one], pages[other] = pages[other], pages[one]
    path.write_bytes(b"".join(pages))
    return f"pages {one} and {other} swapped"


def zeroed(rng: random.Random, folder: Path) -> str:
    path = folder / "answers.db"
    data = bytearray(path.read_bytes())
    page = rng.randrange(len(data) // PAGE)
    data[PAGE * page : PAGE * (page + 1)] = bytes(PAGE)
    path.write_bytes(data)
    return f"page {page} zeroed"


KINDS = [
    bits, bits, bits, bits_of_the_wal, bits_of_the_wal, bits_of_the_index, cut, gone,
    bits_of_the_tally, swapped, zeroed,
]  # fmt: skip


def copies(
    whole: Path, folder: Path, number: int, kinds: Sequence[Kind] = KINDS
) -> list[tuple[str, Path]]:
    rng = random.Random(7)
    made = []
    for each in range(number):
        copy = folder / str(each)
        shutil.copytree(whole, copy)
        made.append((kinds[each % len(kinds)](rng, copy), copy))
    return made


def everything(whole: Path, folder: Path) -> Held:
    shutil.copytree(whole, folder / "sound")
    with Log.open(folder / "sound", now=later()) as log:
        assert log.notice == ""
        return held(log)


def opened(folder: Path) -> Log | None:
    """Return the log; None where it is refused with a sentence."""
    try:
        return Log.open(folder, now=later())
    except LogError as error:
        if "belongs to another program" in str(error) or "newer version" in str(error):
            return None
        raise


def later() -> Clock:
    clock = Clock()
    clock.forward(days=2)
    return clock


def test_no_damaged_copy_is_silently_wrong(whole: Path, tmp_path: Path) -> None:
    sound = everything(whole, tmp_path)
    backup = [each for each in sound.answers if each.sitting == "day-0"]  # type: ignore[attr-defined]
    outcomes: Counter[str] = Counter()
    for what, folder in copies(whole, tmp_path, COPIES):
        before = (folder / "answers.db").read_bytes()
        log = opened(folder)
        if log is None:  # the header says that it is of somebody else, or newer
            assert (folder / "answers.db").read_bytes() == before, what
            outcomes["refused"] += 1
            continue
        with log:
            found = held(log)
            assert log.damaged == 0, what
            if not log.notice and found == sound:
                outcomes["as before"] += 1
                continue
            assert log.notice, (what, len(sound.answers) - len(found.answers))
            outcomes["mended"] += 1
            assert "The backup of 2026-03-14 took its place" in log.notice, what
            check(found, sound, log.notice, what)
            assert {each.id for each in backup} <= {each.id for each in found.answers}, what
            (aside,) = folder.glob("answers-damaged-*.db")
            assert aside.read_bytes() == before, what
            assert log.record(answer(0, sitting="day-0", id="after")), what
    assert outcomes["mended"] >= COPIES / 4
    assert outcomes["as before"] >= COPIES / 20
    print(COPIES, dict(outcomes))


def check(found: Held, sound: Held, notice: str, what: str) -> None:
    """Nothing that was not there is there, and the number of what is missing is right."""
    given = {each.id: each for each in sound.answers}  # type: ignore[attr-defined]
    unmarked = {name: replace(each, mark="") for name, each in given.items()}
    for each in found.answers:
        known = (given[each.id], unmarked[each.id])  # type: ignore[attr-defined]
        assert each in known, what  # its mark may be what is lost
    assert set(found.marks) <= set(sound.marks), what
    assert set(found.complaints) <= set(sound.complaints), what
    sittings = {each.id for each in sound.sittings}  # type: ignore[attr-defined]
    assert {each.id for each in found.sittings} <= sittings, what  # type: ignore[attr-defined]
    missing = len(given) - len(found.answers)
    told = re.search(r"(at least )?(no|\d+) answers? (?:is|are) missing", notice)
    if told:
        said = 0 if told[2] == "no" else int(told[2])
        assert missing >= said if told[1] else said == missing, (what, notice)
    else:
        assert re.search("some answers may be missing|given since are missing", notice), what


def silent(whole: Path, folder: Path, kinds: Sequence[Kind], *, tally: bool) -> list[int]:
    """Return how many answers each copy lacks that is opened without a word."""
    sound = everything(whole, folder)
    lacks = []
    for _, copy in copies(whole, folder, COPIES // 2, kinds):
        if not tally:
            (copy / "answers.tally").unlink()
        with Log.open(copy, now=later()) as log:
            lacks.append(0 if log.notice else len(sound.answers) - len(held(log).answers))
    return [lack for lack in lacks if lack]


def test_of_a_wal_alone_only_its_last_transaction_is_missed_by_nobody(
    whole: Path, tmp_path: Path
) -> None:
    """A log that was copied without its tally: each check sum goes on from the one before."""
    assert set(silent(whole, tmp_path, [bits_of_the_wal], tally=False)) <= {1}


def test_the_control_without_witnesses_loses_the_end_of_a_wal_silently(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Wal, "is_cut_off", lambda wal: False)
    lacks = silent(whole, tmp_path, [bits_of_the_wal, cut_of_the_wal], tally=False)
    assert len(lacks) > COPIES / 4
    assert max(lacks) == 6


def test_the_control_without_check_sums_is_silently_wrong(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = everything(whole, tmp_path)
    columns = {name: of[0] for name, of in checking.TABLES.items()}
    monkeypatch.setattr(checking, "whole", lambda connection, schema: checking.sound(connection))

    class Fits(int):
        """Any check sum."""

        def __eq__(self, other: object) -> bool:
            return True

        def __ne__(self, other: object) -> bool:
            return False

        __hash__ = int.__hash__

    monkeypatch.setattr(rows, "crc", lambda values: Fits())
    monkeypatch.setattr(rows, "answer_crc", lambda values: Fits())
    monkeypatch.setattr(reading.rows, "crc", lambda values: Fits())
    assert columns
    silently = 0
    for _, folder in copies(whole, tmp_path, 60):
        try:
            with Log.open(folder, now=later()) as log:
                silently += not log.notice and not set(held(log).answers) <= set(sound.answers)
        except (LogError, ValueError, TypeError):
            continue
    assert silently
