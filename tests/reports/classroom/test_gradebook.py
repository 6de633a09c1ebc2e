"""Gradebooks: files that Moodle's and Canvas's importers take, and nobody's mark in another's row.

The two readers below do what the importers were seen to do: Moodle's gives up over one student whom
it does not know; Canvas's goes by its five columns in their order.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest

from quiz.errors import QuizError
from quiz.reports.classroom.gradebook import Mark, canvas, canvas_title, column, moodle
from quiz.reports.classroom.roster import match, read_roster

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quiz.reports.classroom.roster import Entry

CANVAS_EXPORT = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Essay (123),Final Score\r\n"
    "    Points Possible,,,,,20,(read only)\r\n"
    '"Bauer, Anna",11,S-001,abauer,Class 9b,17,\r\n'
    '"Čapek, Boris",12,00123,bcapek,Class 9b,12,\r\n'
    '"Student, Test",99,,,Class 9b,,\r\n'
)
MOODLE_EXPORT = (
    "\ufeffFirst name,Last name,ID number,Institution,Department,Email address,Course total\n"
    "Anna,Bauer,S-001,,,anna.bauer@school.example,80\n"
    "Boris,Čapek,00123,,,boris@school.example,-\n"
    "Anna,Bauer,S-003,,,anna.b@school.example,\n"
)


def mark(name: str, points: float = 87.5) -> Mark:
    return Mark(name=name, points=points, answers=10)


def roster(folder: Path, text: str) -> tuple[Entry, ...]:
    path = folder / "class.csv"
    path.write_text(text, "utf-8", newline="")
    return read_roster(path)


def by_moodle(text: str, known: set[str]) -> dict[str, float]:
    """Return the marks of a file by what Moodle finds the student by."""
    (head, title), *rows = csv.reader(io.StringIO(text))
    assert head in ("ID number", "Email address", "Username")
    assert title.strip()
    out = {}
    for name, points in rows:
        assert name in known, f"unknown: {name}, and so nothing is imported"
        assert re.fullmatch(r"\d+(\.\d+)?", points)
        assert float(points) <= 100
        out[name] = float(points)
    return out


def by_canvas(text: str) -> tuple[str, float, list[list[str]]]:
    """Return the title of a file's new column, its greatest mark, and the students."""
    head, *rows = csv.reader(io.StringIO(text))
    assert head[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    (title,) = head[5:]
    assert not re.search(r"\(\d+\)$", title), "taken for the id of an assignment"
    own = "Current Score|Final Score|Final Grade|Final Points|Current Grade|Override Score"
    assert not re.search(own, title), "taken for a column of Canvas's"
    assert {len(row) for row in rows} == {6}
    (points, *students) = rows
    assert "Points Possible" in points[0]
    return title, float(points[5]), students


def test_canvas_gets_its_own_columns_back(tmp_path: Path) -> None:
    entries = roster(tmp_path, CANVAS_EXPORT)
    book = canvas([mark("Anna Bauer"), mark("bcapek", 60)], "Rivers", entries)
    title, points, students = by_canvas(book.text)
    assert (title, points, book.held, book.lost) == ("Rivers", 100, 2, {})
    assert students == [
        ["Bauer, Anna", "11", "S-001", "abauer", "Class 9b", "87.5"],
        ["Čapek, Boris", "12", "00123", "bcapek", "Class 9b", "60"],
    ]


def test_canvas_finds_by_name_where_there_is_no_list() -> None:
    book = canvas([mark("Anna Bauer"), mark("=1+1")], "Rivers", None)
    assert by_canvas(book.text)[2] == [["Anna Bauer", "", "", "", "", "87.5"]]
    assert list(book.lost) == ["=1+1"]


@pytest.mark.parametrize("title", ["Europe (1914)", "Final Score", "Current Grade (1)", "Rivers"])
def test_canvas_makes_a_new_column_whatever_the_title(title: str) -> None:
    assert by_canvas(canvas([mark("Anna")], title, None).text)[0] == canvas_title(title)
    assert canvas_title("Rivers") == "Rivers"


def test_moodle_gets_what_it_knows_a_student_by(tmp_path: Path) -> None:
    entries = roster(tmp_path, MOODLE_EXPORT)
    known = {"S-001", "00123", "S-003"}
    book = moodle([mark("Boris Čapek"), mark("anna.bauer", 100 / 3)], "Rivers", entries)
    assert book.text.startswith("ID number,Rivers\r\n")
    assert by_moodle(book.text, known) == {"00123": 87.5, "S-001": 33.33}
    assert (book.held, book.lost) == (2, {})


def test_who_is_not_known_is_in_no_file_for_moodle_and_told(tmp_path: Path) -> None:
    entries = roster(tmp_path, MOODLE_EXPORT)
    names = ["Anna Bauer", "Clara", "S-003", "anna.b@school.example", "Boris Čapek"]
    book = moodle([mark(name) for name in names], "Rivers", entries)
    assert by_moodle(book.text, {"00123"}) == {"00123": 87.5}
    assert book.lost == {
        "Clara": "is not in the list",
        "Anna Bauer": "fits lines 2 and 4 of the list",
        "S-003": "fits line 4 of the list, as anna.b@school.example does",
        "anna.b@school.example": "fits line 4 of the list, as S-003 does",
    }


@pytest.mark.parametrize(
    ("names", "head", "lost"),
    [
        (["a@b.example", "c@d.example", "Anna Bauer"], "Email address", ["Anna Bauer"]),
        (["00123", "1002", "anna"], "ID number", ["anna"]),
        (["abauer", "bcapek", "=1+1", "17"], "Username", ["17", "=1+1"]),
    ],
)
def test_without_a_list_the_names_are_what_moodle_knows(
    names: list[str], head: str, lost: list[str]
) -> None:
    book = moodle([mark(name) for name in names], "Rivers", None)
    assert book.text.startswith(f"{head},Rivers\r\n")
    assert sorted(book.lost) == lost
    assert set(by_moodle(book.text, set(names))) == set(names) - set(lost)


def test_a_column_of_the_teacher_s_own_decides(tmp_path: Path) -> None:
    text = "Footnote;Name;Email\nPupil 1;Anna Bauer;a@b.example\n;Pupil 1;c@d.example\n"
    found = match(roster(tmp_path, text), ["Pupil 1", "Anna Bauer"])
    assert found.entries["Pupil 1"].cell("email") == "a@b.example"
    assert found.lost == {"Anna Bauer": "is not in the list"}


def test_two_of_one_name_get_no_mark() -> None:
    for write in (moodle, canvas):
        book = write([mark("anna", 1), mark("anna", 99), mark("boris")], "Rivers", None)
        assert (book.held, book.lost) == (1, {"anna": "is a name of several"})


def test_the_id_of_another_list_is_no_id_of_canvas(tmp_path: Path) -> None:
    entries = roster(tmp_path, "Name,ID\nAnna Bauer,11\n")
    students = by_canvas(canvas([mark("Anna Bauer")], "Rivers", entries).text)[2]
    assert students == [["Anna Bauer", "", "11", "", "", "87.5"]]


@pytest.fixture
def _usual_cells() -> Iterator[None]:
    """A cell may be as long as it is by default, whatever else of the tests has set."""
    before = csv.field_size_limit(1 << 17)
    yield
    csv.field_size_limit(before)


@pytest.mark.usefixtures("_usual_cells")
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Vorname,Mail\nAnna,x\n", "no column that is known"),
        (b"", "no column that is known"),
        (b"Name\n\xff\xfe\n", "UTF-8"),
        (b'Name\n"' + b"x" * 200_000 + b"\n", "no table"),
    ],
)
def test_a_list_that_cannot_be_read_is_told(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "class.csv"
    path.write_bytes(data)
    with pytest.raises(QuizError, match=said):
        read_roster(path)
    with pytest.raises(QuizError, match="cannot be read"):
        read_roster(tmp_path / "nowhere.csv")


def test_nothing_in_a_list_controls_a_terminal(tmp_path: Path) -> None:
    text = "Student,ID,SIS User ID,SIS Login ID,Section\nAnna\x1b[2J,1,\x9b2J,anna,9b\n"
    entries = roster(tmp_path, text + "Zoe\u0308,2,,zoe,9b\n")
    book = canvas([mark("anna"), mark("zoe")], "Rivers", entries)
    assert book.held == 2
    assert not set("\x1b\x9b") & set(book.text)
    assert "Zoe\u0308,2" in book.text  # as Canvas wrote it, for by that it is found


def test_a_column_has_a_name_whatever_the_pack_is_called() -> None:
    assert column("Rivers\nof Europe", "exam 1") == "Rivers of Europe, set exam 1"
    assert column("=1+1", None) == "1+1"
    assert column(" ", None) == "Quiz"
