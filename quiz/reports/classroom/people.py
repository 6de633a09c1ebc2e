"""Who is who: one student in two files, and two students of one name on two machines."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from quiz.play.begin import DEFAULT_USER
from quiz.play.duel import GUEST
from quiz.quick import dataclass
from quiz.records.students import DEFAULT_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.reports.classroom.files import Logs
    from quiz.reports.classroom.given import Given

    Told = tuple[int, str]
    """A file and the user that it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A student of the class."""

    number: int
    """From 1, in the order of their first answers, which renaming nobody changes."""
    name: str

    @property
    def pseudonym(self) -> str:
        """What stands in place of the name."""
        return f"Student {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """The students, and every answer in order beside its student's place in `persons`."""

    persons: tuple[Person, ...]
    answers: tuple[tuple[int, Given], ...]
    copies: int
    """Answers that two files tell under different names: one was made of the other."""
    games: frozenset[str]
    """Sittings of a game."""
    guests: int
    """Answers of those who only came by for a duel: left out."""


def gather(logs: Logs) -> Class:
    """Return who answered what, in the order of the moments.

    A student's id is kept across files; that of somebody who was never given one (“student”) is
    another one in each file, unless the files share an answer or a sitting.
    """
    rows = [row for row in logs.answers.values() if row[1].user != GUEST]
    rows.sort(key=lambda row: row[1].when)
    leaders = _Leaders()
    sittings: dict[tuple[str, str], Told] = {}
    users: dict[str, Told] = {}
    for file, given in rows:
        told = (file, given.user)
        leaders.join(told, sittings.setdefault((given.sitting, given.user), told))
        if given.user != DEFAULT_USER:
            leaders.join(told, users.setdefault(given.user, told))
    copies = 0
    for (one, other), count in logs.same.items():
        if one[1] == other[1]:
            leaders.join(one, other)
        else:
            copies += count
    order: dict[Told, int] = {}
    placed = []
    for file, given in rows:
        leader = leaders.of((file, given.user))
        placed.append((order.setdefault(leader, len(order)), given))
    told_of: list[list[Told]] = [[] for _ in order]
    for told in leaders.everyone():
        if leaders.of(told) in order:
            told_of[order[leaders.of(told)]].append(told)
    names = _apart([_name(logs, sorted(told)) for told in told_of], told_of, logs)
    return Class(
        persons=tuple(Person(number=n, name=name) for n, name in enumerate(names, 1)),
        answers=tuple(placed),
        copies=copies,
        games=frozenset(logs.games),
        guests=len(logs.answers) - len(rows),
    )


class _Leaders:
    """Which (file, user) are one student: each set of them has one that stands for all."""

    def __init__(self) -> None:
        self._above: dict[Told, Told] = {}

    def of(self, told: Told) -> Told:
        above = self._above.setdefault(told, told)
        while above != self._above[above]:
            self._above[told] = above = self._above[above]
        return above

    def join(self, one: Told, other: Told) -> None:
        self._above[self.of(one)] = self.of(other)

    def everyone(self) -> list[Told]:
        return list(self._above)


def _name(logs: Logs, told: Sequence[Told]) -> str:
    """Return the name that a file tells, else the id, else what the file is called."""
    for each in told:
        name = logs.names.get(each)
        if name and (each[1], name) != (DEFAULT_USER, DEFAULT_NAME):
            return name
    file, user = told[0]
    if user != DEFAULT_USER or len(logs.files) == 1:
        return logs.names.get((file, user), user)
    return _called(logs.files[file])


def _called(label: str) -> str:
    """Return what a file is called after: "anna" of anna.jsonl, and of anna/data/answers.db."""
    path = PurePosixPath(label)
    plain = {"answers", "log", "data", "footnote-quiz"}
    parts = [*path.parts[:-1], path.stem]
    return next((part for part in reversed(parts) if part.lower() not in plain), label)


def _apart(names: list[str], told_of: Sequence[Sequence[Told]], logs: Logs) -> list[str]:
    """Return the names, with the file behind those that several students have."""
    out = []
    for name, told in zip(names, told_of, strict=True):
        same = names.count(name) > 1
        out.append(f"{name} ({logs.files[min(told)[0]]})" if same else name)
    return out
