"""Power cuts: what was said to be kept is there, whatever the disk did with what nobody waited for.

The real program runs under strace, so that what is tested is the SQLite and the calls that students
have; then the recorded calls are replayed on a disk that forgets. See `tests.power.cut`, which also
makes 500 cuts by one command.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from tests.power.cut import Recorded
from tests.power.disk import Disk
from tests.power.scenes import CARELESS, SCENES
from tests.power.traced import can_trace
from tests.shipped import FULL

if TYPE_CHECKING:
    from pathlib import Path

needs_strace = pytest.mark.skipif(not can_trace(), reason="strace is missing, or may not trace")


@needs_strace
@pytest.mark.parametrize("scene", SCENES)
def test_a_power_cut_loses_nothing_that_was_kept(tmp_path: Path, scene: str) -> None:
    cuts = 100 if FULL else 30 if scene == "answers" else 10
    lost = Recorded(scene, tmp_path).cuts(cuts, random.Random(7), tmp_path)
    assert [wrong for wrong in lost if wrong] == []


@needs_strace
@pytest.mark.parametrize("how", CARELESS if FULL else ["NORMAL"])
def test_the_controls_that_wait_for_less_lose_answers(tmp_path: Path, how: str) -> None:
    lost = list(Recorded("answers", tmp_path, how).cuts(20, random.Random(7), tmp_path))
    assert any(" is lost" in line for wrong in lost for line in wrong)


class Never(random.Random):
    """What was not waited for never arrives."""

    def choice(self, seq: Any) -> Any:
        return seq[0]


@pytest.fixture
def disk() -> Disk:
    return Disk("/d", {"/d/old": b"x" * 1000})


def written(disk: Disk, *syncs: int) -> dict[str, bytes | None]:
    """Write a new file and over an old one, wait for what is asked for, and cut the power."""
    disk.open(3, "/d/new", create=True, truncate=True)
    disk.open(4, "/d/old", create=False, truncate=False)
    disk.open(5, "/d", create=False, truncate=False)
    disk.write(3, b"new")
    disk.write(4, b"y" * 600, 300)
    for handle in syncs:
        disk.sync(handle)
    return disk.cut(Never())


def test_the_disk_forgets_what_nobody_waited_for(disk: Disk) -> None:
    assert written(disk) == {"/d/old": b"x" * 1000}


def test_the_disk_keeps_what_was_waited_for(disk: Disk) -> None:
    kept = {"/d/old": b"x" * 300 + b"y" * 600 + b"x" * 100, "/d/new": b"new"}
    assert written(disk, 3, 4, 5) == kept


def test_a_file_is_kept_only_with_its_name(disk: Disk) -> None:
    assert written(disk, 3) == {"/d/old": b"x" * 1000}
    disk.sync(5)
    assert disk.cut(Never())["/d/new"] == b"new"


def test_pages_are_torn_at_sectors(disk: Disk) -> None:
    found = {written(Disk("/d", {"/d/old": b"x" * 1000}))["/d/old"]}
    disk.open(4, "/d/old", create=False, truncate=False)
    disk.write(4, b"y" * 600, 300)
    found |= {disk.cut(random.Random(seed))["/d/old"] for seed in range(40)}
    assert found == {
        b"x" * 300 + first * 212 + second * 388 + b"x" * 100
        for first in (b"x", b"y")
        for second in (b"x", b"y")
    }


def test_a_renamed_file_is_under_one_name_or_the_other(disk: Disk) -> None:
    disk.rename("/d/old", "/d/other")
    found = {tuple(disk.cut(random.Random(seed))) for seed in range(40)}
    assert found == {("/d/old",), ("/d/other",)}


@needs_strace
def test_the_first_start_of_all_waits_for_the_disk_three_times(tmp_path: Path) -> None:
    """For the folder's name, the log, and the log's name; each is some milliseconds of a page."""
    made = Recorded("opened", tmp_path)
    assert sum(call.name in ("fsync", "fdatasync") for call in made.calls) == 3
