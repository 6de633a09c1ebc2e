"""The one thread that reads the pack after each save and makes the questions of the row chosen.

One thread, because a Maker remembers what it worked out and must not be asked twice at a time.
"""

from __future__ import annotations

from threading import Condition
from typing import TYPE_CHECKING

from quiz.generate.coverage import Coverage
from quiz.generate.coverage.cover import telling, unasked
from quiz.generate.forms import FORMS
from quiz.generate.make import Refusal, make
from quiz.generate.slots import MINOR_LEVEL
from quiz.quick import dataclass
from quiz.ui.preview.watch import Seen, Watch, pack_stamp, stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from quiz.generate.coverage import Missing, Unasked
    from quiz.generate.slots import Slot
    from quiz.model import Question
    from quiz.ui.preview.edition import Edition, Reader

LOOK = 0.25
"""Seconds between two looks at the files."""
LOOK_SOON = 0.05
"""The same while something is being written."""
MOST_MAKERS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which questions are wanted."""

    key: str
    level: int
    seed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What a row is not asked by, in one direction of one field."""

    field: str
    back: bool
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The questions of a row, and what stands against others."""

    wish: Wish
    questions: tuple[Question, ...]
    lacks: tuple[Lack, ...] = ()
    unasked: tuple[Unasked, ...] = ()
    minor: tuple[str, ...] = ()
    """Fields that are only asked at level 3, where another level is shown."""
    aside: bool = False
    """The row is not meant to be asked: others name it, or it says to skip all that it has."""


class Bench:
    """Works until it is told to stop. `tell` is called from its thread."""

    def __init__(self, path: Path, reader: Reader, tell: Callable[[Edition | Made], None]) -> None:
        self._reader = reader
        self._tell = tell
        self._watch = Watch(lambda: pack_stamp(path))
        self._copies: tuple[Path, ...] = ()
        self._watch_copies = Watch(lambda: stamp(self._copies))
        self._watch_copies.look()
        self._bell = Condition()
        self._wish: Wish | None = None
        self._stopped = False
        self._good: Edition | None = None
        self._coverages: dict[tuple[int, str], Coverage] = {}
        self._shallow = False

    def want(self, wish: Wish) -> None:
        """Ask for the questions of a row in place of any that was asked for before."""
        with self._bell:
            self._wish = wish
            self._bell.notify_all()

    def stop(self) -> None:
        """End `run` as soon as what it is at is done."""
        with self._bell:
            self._stopped = True
            self._bell.notify_all()

    def run(self) -> None:
        """Work. After an exception it may be run again: what led to it is not done twice."""
        while not self._stopped:
            looks = {self._watch.look(), self._watch_copies.look()}
            seen = max(looks, key=lambda one: one.value)
            if seen is Seen.NEW:
                self.read()
                continue
            wish = self._wait(LOOK if seen is Seen.SAME and not self._shallow else LOOK_SOON)
            if wish is not None:
                self._make(wish)
            elif self._shallow and seen is Seen.SAME:
                self._shallow = False
                deeper = self._reader.deepen()
                if deeper is not None and not self._stopped:
                    self._tell(deeper)

    def read(self) -> None:
        """Read the pack and tell of it."""
        self._shallow = False
        edition = self._reader.read()
        if edition.pack is not None:
            self._good = edition
            self._coverages.clear()
            self._shallow = True
            if edition.copies != self._copies:
                self._copies = edition.copies
                self._watch_copies = Watch(lambda: stamp(self._copies))
                self._watch_copies.look()  # the first one finds everything new
        self._tell(edition)

    def _wait(self, seconds: float) -> Wish | None:
        with self._bell:
            if self._wish is None and not self._stopped:
                self._bell.wait(seconds)
            wish, self._wish = self._wish, None
        return None if self._stopped else wish

    def _make(self, wish: Wish) -> None:
        if self._good is None or self._good.pack is None or wish.key not in self._good.pack.facts:
            return
        if len(self._coverages) >= MOST_MAKERS:
            self._coverages.clear()
        coverage = self._coverages.setdefault(
            (wish.level, wish.seed), Coverage(self._good.pack, seed=wish.seed, level=wish.level)
        )
        self._tell(made(coverage, wish))


def made(coverage: Coverage, wish: Wish) -> Made:
    """Return what a row yields: some milliseconds a field in a pack of hundreds."""
    questions: list[Question] = []
    lacks: list[Lack] = []
    minor: list[str] = []
    for slot in coverage.slots.get(wish.key, ()):
        trivial = slot.field.trivial or slot.field.key in slot.fact.trivial
        if trivial and wish.level < MINOR_LEVEL:
            minor.append(slot.field.key)
            continue
        missing: list[Missing] = []
        for found, lacking in _slot(coverage, slot):
            questions += found
            missing += lacking
        lacks.append(Lack(field=slot.field.key, back=slot.back, missing=tuple(missing)))
    fact = coverage.pack.facts[wish.key]
    return Made(
        wish=wish,
        questions=tuple(questions),
        lacks=tuple(lacks),
        unasked=tuple(unasked(coverage.pack, fact)),
        minor=tuple(dict.fromkeys(minor)),
        aside=coverage.aside(fact),
    )


def _slot(coverage: Coverage, slot: Slot) -> Iterator[tuple[list[Question], list[Missing]]]:
    for form in FORMS:
        found: list[Question] = []
        refused: list[Missing] = []
        for one in make(coverage.maker, slot, form):
            if isinstance(one, Refusal):
                refused.append(coverage.missing(slot, one))
            else:
                found.append(one)
        yield found, [] if found else telling(refused)
