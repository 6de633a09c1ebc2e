"""The list of students: names from anybody, ids that stay, and nobody lost with the file."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import LogBusy, StudentError
from quiz.records import students
from quiz.records.lock import Lock
from quiz.records.students import Student
from tests.make import ids

if TYPE_CHECKING:
    from pathlib import Path

TORN = [
    b"", b"{", b"[]", b"\xff\xfe", b"[" * 99999, b"null", b'{"format": "another"}',
    b'{"format": "footnote-students", "students": 3}',
    b'{"format": "footnote-students", "version": 1, "students": [7, {"id": 1}, {"id": "a"}]}',
    b"\0" * 2_000_000,
]  # fmt: skip


def add(folder: Path, name: str, *known: str) -> Student:
    number = len(students.read(folder))
    return students.add(folder, name, known=known, new_id=ids(f"{number:04}"))


def names(folder: Path, *known: str) -> list[str]:
    return [student.name for student in students.read(folder, known)]


def test_a_new_machine_has_one_student(tmp_path: Path) -> None:
    assert students.read(tmp_path) == (Student(id="student", name="Student"),)
    assert list(tmp_path.iterdir()) == []


def test_students_are_added_renamed_and_found(tmp_path: Path) -> None:
    anna = add(tmp_path, "Anna  Müller ")
    ben = add(tmp_path, "Ben")
    assert anna.name == "Anna Müller"
    assert anna.id.startswith("anna-muller-")
    assert students.read(tmp_path) == (anna, ben)
    for given_name in (anna.id, "Anna Müller", "anna MÜLLER", "anna muller"):
        assert students.find(students.read(tmp_path), given_name) == anna
    renamed = students.rename(tmp_path, anna, "Anna Schmidt", known=())
    assert renamed == Student(id=anna.id, name="Anna Schmidt")
    assert students.read(tmp_path) == (renamed, ben)
    assert students.rename(tmp_path, renamed, "ANNA SCHMIDT", known=()).name == "ANNA SCHMIDT"
    students.remove(tmp_path, anna.id)
    assert students.read(tmp_path) == (ben,)


def test_the_one_who_answered_before_there_was_a_list_stays(tmp_path: Path) -> None:
    assert names(tmp_path, "student") == ["Student"]
    add(tmp_path, "Anna", "student")
    assert names(tmp_path) == ["Student", "Anna"]
    first = students.read(tmp_path)[0]
    students.rename(tmp_path, first, "Zoë", known=("student",))
    assert students.find(students.read(tmp_path), "zoe").id == "student"


@pytest.mark.parametrize("torn", TORN)
def test_a_list_that_cannot_be_read_loses_nobody(torn: bytes, tmp_path: Path) -> None:
    anna = add(tmp_path, "Anna")
    (tmp_path / students.FILE).write_bytes(torn)
    assert names(tmp_path, anna.id, "student") == [anna.id, "Student"]
    assert students.find(students.read(tmp_path, (anna.id,)), anna.id).id == anna.id
    ben = students.add(tmp_path, "Ben", known=(anna.id,), new_id=ids("9"))
    assert [student.id for student in students.read(tmp_path)] == [anna.id, ben.id]
    assert (tmp_path / students.DAMAGED).read_bytes() == torn
    again = students.rename(tmp_path, students.read(tmp_path)[0], "Anna", known=())
    assert again == anna


def test_a_directory_in_the_place_of_the_list_loses_nobody(tmp_path: Path) -> None:
    (tmp_path / students.FILE).mkdir()
    assert names(tmp_path, "anna-0001") == ["anna-0001"]
    add(tmp_path, "Ben", "anna-0001")
    assert names(tmp_path) == ["anna-0001", "Ben"]


def test_the_list_of_a_newer_version_is_read_and_never_written(tmp_path: Path) -> None:
    add(tmp_path, "Anna")
    path = tmp_path / students.FILE
    path.write_text(path.read_text().replace('"version": 1', '"version": 2'))
    before = path.read_bytes()
    assert names(tmp_path) == ["Anna"]
    with pytest.raises(StudentError, match="newer version"):
        add(tmp_path, "Ben")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("\x1b[31mAnna\x1b[0m", "[31mAnna [0m"),
        ("\x1b]0;title\x07Anna", "]0;title Anna"),
        ("An\u202ena\u2069", "An na"),
        ("Anna\n\n\tB", "Anna B"),
        ("[@click=app.exit]Anna[/]", "[@click=app.exit]Anna[/]"),
        ("../../etc/passwd", "../../etc/passwd"),
        ("\ud800Anna", "Anna"),
        ("=1+1", "=1+1"),
        ("a" + "\u0301" * 30, "á" + "\u0301" * 6),
        ("Анна", "Анна"),
        ("安娜", "安娜"),
        ("7", "7"),
    ],
)
def test_a_name_from_a_stranger_is_harmless(given_name: str, kept: str, tmp_path: Path) -> None:
    student = add(tmp_path, given_name)
    assert student.name == kept
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in student.name)
    assert set(student.id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert students.read(tmp_path) == (student,)


@pytest.mark.parametrize(
    "given_name",
    [
        "",
        "   ",
        "\x1b",
        "...",
        "\u200d",
        "\u202e\u202e",
        "[/]",
        "a" * 41,
        "安" * 21,
        "x" * 10_000_000,
    ],
    ids=lambda name: f"{name[:8]!r}",
)
def test_what_is_no_name_is_refused_in_a_sentence(given_name: str, tmp_path: Path) -> None:
    with pytest.raises(StudentError) as refused:
        add(tmp_path, given_name)
    assert len(str(refused.value)) < 120
    assert not (tmp_path / students.FILE).exists()
    with pytest.raises(StudentError) as unknown:
        students.find(students.read(tmp_path), given_name)
    assert len(str(unknown.value)) < 200


@pytest.mark.parametrize(
    "alike", ["Anna", "anna", " ANNA ", "An\u200dna", "Ａnna", "Anna\x1b"], ids=ascii
)
def test_two_alike_are_refused_kindly(alike: str, tmp_path: Path) -> None:
    add(tmp_path, "Anna")
    with pytest.raises(StudentError, match="There is a student called “Anna” already"):
        add(tmp_path, alike)
    ben = add(tmp_path, "Ben")
    with pytest.raises(StudentError, match="already"):
        students.rename(tmp_path, ben, alike, known=())
    assert names(tmp_path) == ["Anna", "Ben"]


def test_a_name_that_is_the_id_of_another_is_refused(tmp_path: Path) -> None:
    anna = add(tmp_path, "Anna")
    with pytest.raises(StudentError, match="already"):
        add(tmp_path, anna.id)


def test_names_that_differ_in_an_accent_may_both_be_there(tmp_path: Path) -> None:
    jose, accented = add(tmp_path, "Jose"), add(tmp_path, "José")
    both = students.read(tmp_path)
    assert students.find(both, "jose") == jose
    assert students.find(both, "JOSÉ") == accented


def test_an_unknown_name_is_told_with_the_nearest(tmp_path: Path) -> None:
    add(tmp_path, "Anna")
    with pytest.raises(StudentError, match="Did you mean “Anna”"):
        students.find(students.read(tmp_path), "Ana")
    with pytest.raises(StudentError, match="`quiz students` lists them"):
        students.find(students.read(tmp_path), "Zebulon")
    with pytest.raises(StudentError) as told:
        students.find(students.read(tmp_path), "\x1b[2J\u202e")
    assert "\x1b" not in str(told.value)


def test_rows_that_two_programs_could_not_have_written_are_told_apart(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "name": "Anna"},
        {"id": "a", "name": "Again"},
        {"id": "b", "name": "anna"},
        {"id": "c\u202e", "name": "\x1b"},
        {"id": "bad\x1b", "name": "Bad"},
    ]
    raw = {"format": students.FORMAT, "version": 1, "students": rows}
    (tmp_path / students.FILE).write_text(json.dumps(raw), encoding="utf-8")
    found = students.read(tmp_path)
    assert [student.name for student in found] == ["Anna", "anna 2", "c\ufffd"]
    assert len({student.id for student in found}) == 3


def test_one_program_at_a_time_changes_the_list(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "students.lock")
    with pytest.raises(LogBusy, match="changing the list of students"):
        add(tmp_path, "Anna")
    lock.release()
    add(tmp_path, "Anna")


def test_a_list_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StudentError, match="cannot be made"):
        add(tmp_path / "file" / "data", "Anna")
    (tmp_path / "students.new").mkdir()
    with pytest.raises(StudentError, match="cannot be written"):
        add(tmp_path, "Anna")


@given(st.text(max_size=60))
def test_any_text_is_a_name_or_is_refused(text: str) -> None:
    try:
        name = students.name_of(text)
    except StudentError:
        return
    assert students.name_of(name) == name
    assert 0 < len(name) <= students.LONGEST
    assert students.REPLACEMENT not in name
    assert students.find([Student(id="x-0001", name=name)], name).id == "x-0001"
