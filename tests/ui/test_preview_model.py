"""What the preview makes of saves, rows and keys, without a screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from quiz.generate.coverage import Coverage
from quiz.model import Form
from quiz.ui.preview.bench import Bench, Made, Wish, made
from quiz.ui.preview.edition import Edition, Reader
from quiz.ui.preview.view import View
from tests.ui import rivers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rivers.toml"
    path.write_text(rivers.text(), encoding="utf-8")
    return path


@pytest.fixture
def reader(file: Path) -> Reader:
    return Reader(file, sources=(), today=date(2026, 1, 1))


BROKEN = rivers.text().replace('sea = "the Baltic Sea"', 'sea = "the Baltic Sea')


def test_an_edition_has_the_rows_as_they_are_written_and_where(reader: Reader, file: Path) -> None:
    edition = reader.read()
    assert edition.pack is not None
    assert [row.name for row in edition.rows] == [name for _, name, _, _ in rivers.ROWS]
    place = edition.places["river/oder"]
    assert (place.file, place.line) == (file, rivers.line_of(rivers.text(), 'id = "oder"') - 1)


def test_a_broken_save_has_its_problem_and_the_place_to_mend_it(reader: Reader, file: Path) -> None:
    view = View()
    assert view.take(reader.read(), "12:00")
    rivers.save(file, BROKEN)
    assert not view.take(reader.read(), "12:01")
    assert view.edition is not None
    assert view.edition.pack is None
    assert view.good is not None
    assert view.good.pack is not None
    assert (view.when, view.stale) == ("12:01", "12:00")
    assert view.opened
    place = view.place_of_problem()
    assert place is not None
    assert (place.file, place.line) == (file, rivers.line_of(BROKEN, "the Baltic Sea"))
    assert view.catalogue.total == len(rivers.ROWS)
    rivers.save(file, rivers.text())
    assert view.take(reader.read(), "12:02")
    assert (view.stale, view.opened, view.problems) == ("", False, ())


def test_where_nothing_could_ever_be_played_the_editor_goes_to_the_problem(
    reader: Reader, file: Path
) -> None:
    rivers.save(file, BROKEN)
    view = View()
    view.take(reader.read(), "12:00")
    assert view.good is None
    assert view.place_of_row() == view.place_of_problem() is not None


def test_the_row_that_was_changed_is_turned_to(reader: Reader, file: Path) -> None:
    view = View()
    view.take(reader.read(), "12:00")
    assert view.catalogue.chosen == "river/danube"
    rivers.save(file, rivers.text(ob="the Laptev Sea"))
    view.take(reader.read(), "12:01")
    assert view.catalogue.chosen == "river/ob"
    rivers.save(file, rivers.text(ob="the Laptev Sea") + "# nothing but a remark\n")
    view.catalogue.choose("river/ebro")
    view.take(reader.read(), "12:02")
    assert view.catalogue.chosen == "river/ebro"


def test_a_change_is_told_of_a_broken_save_before_it_too(reader: Reader, file: Path) -> None:
    reader.read()
    rivers.save(file, BROKEN)
    assert reader.read().changed == ()
    rivers.save(file, rivers.text(oder="the Sound"))
    assert reader.read().changed == ("river/oder",)


def test_what_questions_tell_comes_after_and_once(reader: Reader, file: Path) -> None:
    lonely = '\n[[person]]\nname = "Nobody"\n'
    idle = '\n[[pack.silence]]\ncode = "no-place"\nreason = "why not"\nrows = ["river/none"]\n'
    rivers.save(file, rivers.text() + lonely + idle)
    first = reader.read()
    deeper = reader.deepen()
    assert deeper is not None
    codes = [problem.code for problem in deeper.problems]
    assert "bare-row" in codes
    assert "bare-row" not in [problem.code for problem in first.problems]
    again = reader.deepen()
    assert again is not None
    assert codes == [problem.code for problem in again.problems]
    assert codes.count("unused-silence") == 1
    view = View()
    assert view.take(first, "12:00")
    assert not view.take(deeper, "12:00")


def test_a_harmless_error_does_not_keep_the_questions_away(reader: Reader, file: Path) -> None:
    todo = rivers.text().replace('title = "A school atlas"', 'title = "TODO"')
    rivers.save(file, todo)
    edition = reader.read()
    assert edition.problems
    assert edition.pack is not None


# Rows


@pytest.fixture
def view(reader: Reader) -> View:
    found = View()
    found.take(reader.read(), "12:00")
    return found


def test_rows_are_grouped_by_kind_and_topic_or_by_topic(view: View) -> None:
    catalogue = view.catalogue
    assert [one.name for one in catalogue.lines if not one.key] == [
        "Rivers (6)", "Europe (4)", "Asia (2)",
    ]  # fmt: skip
    catalogue.regroup()
    assert [one.name for one in catalogue.lines if not one.key] == ["Europe (4)", "Asia (2)"]
    assert catalogue.lines[catalogue.at].key == "river/danube"


@pytest.mark.parametrize(
    ("needle", "keys"),
    [
        ("ob", ["river/ob"]),
        ("EUROPE e", ["river/danube", "river/rhine", "river/oder", "river/ebro"]),
        ("asia ind", ["river/indus"]),
        ("volga", []),
        ("", [f"river/{ident}" for ident, *_ in rivers.ROWS]),
    ],
)
def test_rows_are_found_by_all_words(view: View, needle: str, keys: list[str]) -> None:
    view.catalogue.search(needle)
    assert [one.key for one in view.catalogue.lines if one.key] == keys
    assert view.catalogue.chosen in (*keys, "")


def test_a_row_that_the_filter_hides_takes_it_away(view: View) -> None:
    view.catalogue.search("asia")
    view.catalogue.choose("river/rhine")
    assert (view.catalogue.chosen, view.catalogue.needle) == ("river/rhine", "")
    view.catalogue.choose("river/none")
    assert view.catalogue.chosen == "river/rhine"


def test_steps_end_at_the_ends(view: View) -> None:
    view.catalogue.step(-3)
    assert view.catalogue.chosen == "river/danube"
    view.catalogue.step(4)
    assert view.catalogue.chosen == "river/indus"
    view.catalogue.step(99)
    assert view.catalogue.chosen == "river/ob"


# Questions


def row(view: View, key: str = "river/danube", **changes: int) -> Made:
    assert view.good is not None
    assert view.good.pack is not None
    wish = Wish(key=key, level=changes.get("level", 2), seed=str(changes.get("draws", 0)))
    return made(Coverage(view.good.pack, seed=wish.seed, level=wish.level), wish)


def test_a_row_has_its_questions_and_why_there_are_no_others(view: View) -> None:
    found = row(view)
    assert {question.facet for question in found.questions} == {"rivers/river/danube/sea"}
    assert Form.CHOICE in {question.form for question in found.questions}
    assert {one.form for lack in found.lacks for one in lack.missing}.isdisjoint(
        {question.form for question in found.questions}
    )
    assert ("sea", True) in [(one.field, one.back) for one in found.unasked]


def test_only_what_is_wanted_now_is_taken(view: View) -> None:
    assert not view.take_made(row(view, "river/ob"))
    assert view.take_made(row(view))
    view.level = 3
    assert not view.take_made(row(view))
    assert view.take_made(row(view, level=3))


def test_the_question_stays_through_a_save_a_level_and_a_form(view: View) -> None:
    view.take_made(row(view))
    leaves = view.leaves
    leaves.step(2)
    assert leaves.question is not None
    shown = leaves.question
    view.level = 3
    view.take_made(row(view, level=3))
    assert leaves.question.id == shown.id
    while leaves.form is not shown.form:
        view.to_form(1)
    assert leaves.question is not None
    assert leaves.question.form is shown.form
    view.to_form(-1)
    assert leaves.form is not shown.form


def test_the_last_leaf_is_what_is_not_asked(view: View) -> None:
    view.take_made(row(view))
    leaves = view.leaves
    leaves.step(-1)
    assert leaves.question is None
    view.level = 1
    view.take_made(row(view, level=1))
    assert leaves.question is None
    leaves.step(1)
    assert leaves.question is leaves.questions[0]
    leaves.turn_end()
    assert leaves.question is None
    leaves.turn_end()
    assert leaves.question is leaves.questions[0]


def test_minor_fields_wait_for_level_three(reader: Reader, file: Path) -> None:
    rivers.save(
        file, rivers.text().replace('type = "category"', 'type = "category"\ntrivial = true')
    )
    view = View()
    view.take(reader.read(), "12:00")
    assert (row(view).questions, row(view).minor) == ((), ("sea",))
    assert row(view, level=3).questions


# The bench


class Stopping:
    """Notes what the bench tells, and stops it after the last of what is waited for."""

    def __init__(self, file: Path, reader: Reader, *, after: int) -> None:
        self.told: list[Edition | Made] = []
        self.bench = Bench(file, reader, self.tell)
        self.after = after

    def tell(self, what: Edition | Made) -> None:
        self.told.append(what)
        if isinstance(what, Edition) and len(self.told) == 1:
            for key in ("river/rhine", "river/none", "river/oder"):
                self.bench.want(Wish(key=key, level=2, seed="0"))
        if len(self.told) >= self.after:
            self.bench.stop()


def test_the_bench_reads_first_and_makes_only_what_was_wanted_last(
    file: Path, reader: Reader
) -> None:
    stopping = Stopping(file, reader, after=3)
    stopping.bench.run()
    first, *rest = stopping.told
    assert isinstance(first, Edition)
    assert [one.wish.key for one in rest if isinstance(one, Made)] == ["river/oder"]
    assert [one.checked for one in rest if isinstance(one, Edition)] == [True]
