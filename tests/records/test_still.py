"""A log without a journal is read without a lock: nothing that is written meanwhile is missed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from quiz.errors import LogError
from quiz.records import foreign, reading, store
from quiz.records.log import Log
from quiz.records.still import Still
from tests.make import Clock
from tests.records.rows import answer
from tests.records.test_rescue import filled

if TYPE_CHECKING:
    from pathlib import Path


def add(folder: Path, *numbers: int) -> None:
    """Start, answer, and be gone: everything is in the file again, and no journal is left."""
    with Log.open(folder, now=Clock()) as log:
        for number in numbers:
            assert log.record(answer(number))


def test_nothing_is_left_beside_a_log_that_is_only_read(tmp_path: Path) -> None:
    filled(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with Log.open(tmp_path, read_only=True) as log:
        assert log._still
        assert len(list(log.answers())) == 3
        assert {path.name for path in tmp_path.iterdir()} == before.keys()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("gone", [True, False])
def test_a_reader_sees_what_another_program_wrote_meanwhile(tmp_path: Path, gone: bool) -> None:
    filled(tmp_path)
    with Log.open(tmp_path, read_only=True) as reader:
        assert len(list(reader.answers())) == 3
        with Log.open(tmp_path, now=Clock()) as writer:
            assert writer.record(answer(3))
            if not gone:
                assert len(list(reader.answers())) == 4
        add(tmp_path, 4)
        assert [each.position for each in reader.answers()] == [0, 1, 2, 3, 4]


def test_so_does_one_that_is_between_two_pages(tmp_path: Path) -> None:
    filled(tmp_path, 1200)
    with Log.open(tmp_path, read_only=True) as reader:
        found = reader.answers()
        positions = [next(found).position]
        add(tmp_path, *range(1200, 1210))
        positions += [each.position for each in found]
    assert positions == list(range(1210))


@pytest.mark.parametrize("fails", [True, False])
def test_what_was_read_while_it_was_written_is_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    """Pages of before and after do not fit together: less is found, or damage that is none."""
    filled(tmp_path)
    fetch, calls = reading._fetch, []

    def between(connection: Any, sql: str, values: Any = ()) -> Any:
        calls.append(sql)
        if len(calls) > 1:
            return fetch(connection, sql, values)
        monkeypatch.setattr(reading, "_fetch", fetch)
        add(tmp_path, 3)
        monkeypatch.setattr(reading, "_fetch", between)
        if fails:
            raise UnicodeError
        return []

    with Log.open(tmp_path, read_only=True) as reader:
        monkeypatch.setattr(reading, "_fetch", between)
        assert [each.position for each in reader.answers()] == [0, 1, 2, 3]


def test_so_is_what_was_found_when_it_was_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path)
    version, writers = store._version, [3]

    def damaged(connection: Any, path: Path) -> int:
        if writers:
            number = writers.pop()
            add(tmp_path, number)
            raise store.Damaged
        return version(connection, path)

    monkeypatch.setattr(store, "_version", damaged)
    with Log.open(tmp_path, read_only=True) as reader:
        assert len(list(reader.answers())) == 4


def test_a_log_of_a_class_that_is_written_to_while_it_is_read_is_told(tmp_path: Path) -> None:
    filled(tmp_path)
    path = tmp_path / "answers.db"
    found = foreign.answers_of(path)
    assert next(found) is not None
    add(tmp_path, 3)
    with pytest.raises(LogError, match="was written to while it was read"):
        list(found)
    assert len(list(foreign.answers_of(path))) == 4


def test_with_a_journal_it_is_not_still(tmp_path: Path) -> None:
    filled(tmp_path)
    still = Still.of(tmp_path / "answers.db")
    assert still
    assert still.holds()
    with Log.open(tmp_path, now=Clock()) as log:
        assert not still.holds()
        assert Still.of(tmp_path / "answers.db") is None
        log.record(answer(3))
    assert not still.holds()
