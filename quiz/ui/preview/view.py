"""What the preview shows now, and what each key makes of it. Pure: no widget, no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.errors import ERROR
from quiz.model import Form
from quiz.ui.preview.bench import Wish
from quiz.ui.preview.catalogue import Catalogue
from quiz.ui.preview.leaves import Leaves

if TYPE_CHECKING:
    from quiz.errors import Problem
    from quiz.ui.preview.bench import Made
    from quiz.ui.preview.edition import Edition, Place

LEVELS = (1, 2, 3)


class View:
    """The last save, the last good one, and where the author is in it."""

    def __init__(self) -> None:
        self.edition: Edition | None = None
        """The last save; None before the first was read."""
        self.good: Edition | None = None
        """The last save that could be played: its questions are shown."""
        self.when = self.good_when = ""
        """When these two were read, as a clock shows it."""
        self.catalogue = Catalogue()
        self.leaves = Leaves()
        self.level = 2
        self.draws = 0
        """How often other wrong options were drawn by chance."""
        self.at = 0
        """The index of the problem that is read."""
        self.opened = False
        """Whether a problem is read."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the last save, the gravest first."""
        return self.edition.problems if self.edition else ()

    @property
    def problem(self) -> Problem | None:
        """The problem that is read, or would be."""
        return self.problems[self.at] if self.problems else None

    @property
    def has_errors(self) -> bool:
        """Whether something must be mended."""
        return any(problem.severity == ERROR for problem in self.problems)

    @property
    def stale(self) -> str:
        """When the questions that are shown were read, where they are not those of the file."""
        broken = self.edition is not None and self.edition.pack is None
        return self.good_when if broken else ""

    @property
    def wish(self) -> Wish:
        """The questions that are to be shown."""
        return Wish(key=self.catalogue.chosen, level=self.level, seed=str(self.draws))

    def take(self, edition: Edition, when: str) -> bool:
        """Take what a save came to; return whether questions are to be made anew.

        A row that was changed is chosen: it is the one that the author is at.
        """
        before = self.edition
        again = before is not None and before.number == edition.number
        same = before is not None and before.problems == edition.problems
        if edition.pack is not None:
            self.good, self.good_when = edition, when
            self.catalogue.fill(edition.rows)
            if edition.changed and self.catalogue.chosen not in edition.changed:
                self.catalogue.choose(edition.changed[0])
        self.edition, self.when = edition, when
        self.at = self.at if same else 0
        self.opened = self.has_errors or (self.opened and (same or again))
        return edition.pack is not None and not again

    def take_made(self, made: Made) -> bool:
        """Take the questions of a row; return False where another is wanted by now."""
        if made.wish != self.wish:
            return False
        self.leaves.fill(made)
        return True

    def to_problem(self, by: int) -> bool:
        """Read the problem so many further; return whether that chose another row."""
        if not self.problems:
            return False
        if self.opened:
            self.at = (self.at + by) % len(self.problems)
        self.opened = True
        before = self.catalogue.chosen
        row = self.problems[self.at].row
        if row:
            self.catalogue.choose(row)
        return self.catalogue.chosen != before

    def to_form(self, by: int) -> None:
        """Keep to the form so many further, all of them being one."""
        forms = [None, *Form]
        self.leaves.keep_to(forms[(forms.index(self.leaves.form) + by) % len(forms)])

    def place_of_row(self) -> Place | None:
        """Return where the chosen row stands; where there is no row, where the problem is."""
        for edition in (self.edition, self.good):
            if edition is not None and self.catalogue.chosen in edition.places:
                return edition.places[self.catalogue.chosen]
        return self.place_of_problem() if not self.catalogue.chosen else None

    def place_of_problem(self) -> Place | None:
        """Return where the problem that is read is to be mended."""
        if self.edition is None or self.problem is None:
            return None
        return self.edition.place_of(self.problem)
