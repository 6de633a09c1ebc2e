"""The learner: a fold of the log that can be kept, gone on with, and made anew."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.records.log import Log
from quiz.reports import keeper
from quiz.reports.follow import follow
from quiz.reports.keeper import Keeper, learner
from quiz.reports.kept import forget
from quiz.reports.learner import Learner, Sat
from tests.make import set_of, sitting
from tests.records.rows import TS, answer

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.model import Answer

END = "2026-03-14T13:00:00.000Z"
FACET = "pack/thing/one/field"


def made(number: int, **changes: Any) -> Answer:
    """Return a right, rated answer of the `number`th day of March."""
    day = f"2026-03-{1 + number:02}"
    base: dict[str, Any] = {
        "facet": FACET, "asked": "alpha", "day": day, "ts_utc": f"{day}T12:00:00.000Z",
        "s": 1.0, "correct": True, "rating": "good",
    }  # fmt: skip
    return answer(number, **{**base, **changes})


def wrong(number: int, **changes: Any) -> Answer:
    return made(number, **{"s": 0.0, "correct": False, "rating": "again", **changes})


def anew(log: Log, user: str = "student") -> Learner:
    return follow(log, Learner(user=user))


def test_what_a_log_says_of_a_student(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(3)))
        log.start(sitting(set_of(1), id="other", user="someone"))
        log.record(made(0, confidence=3))
        log.record(wrong(2, confidence=3, given="Beta"))
        log.record(made(2, id="back", attempt=2, rated=False, rating=None))
        log.record(made(3, sitting="other", user="someone"))
        log.finish("sitting-1", END, "finished")
        found = anew(log)
    assert found.days == {"pack": {"2026-03-01": [1, 1, 1234, 0], "2026-03-03": [2, 1, 2468, 0]}}
    assert found.topics == {"pack": {"First topic": [2, 1]}}
    assert found.surety == {"pack": {"3": [2, 1]}}
    assert found.slips == {FACET: {"Beta": [1]}}
    assert found.rivals() == {FACET: ("Beta",)}
    assert found.played == {"pack": "2026-03-03T12:00:00.000Z"}
    assert found.sittings == {
        "sitting-1": Sat(
            "pack",
            "The Pack",
            "practice",
            3,
            again=False,
            ended=END,
            answers=2,
            right=1,
            points=100,
        )
    }
    (memory,) = found.of_pack("pack")
    assert (memory.reviews, memory.lapses, memory.missed) == (2, 1, True)
    assert memory == found.memory(FACET, "alpha")


def test_days_on_which_facets_were_learned_and_forgotten(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        for number in range(4):
            log.record(made(number))
        log.record(wrong(20))
        days = anew(log).days["pack"]
    assert {day: counts[3] for day, counts in days.items() if counts[3]} == {
        "2026-03-03": 1,
        "2026-03-21": -1,
    }


# A value that changed, an id that changed (rule Q8)


def test_another_value_is_another_memory_and_the_old_one_comes_back(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        log.record(made(0))
        log.record(made(2))
        before = anew(log)
        assert not before.changed(FACET, "alpha")
        assert before.changed(FACET, "omega")
        assert before.memory(FACET, "omega") is None
        log.record(made(5, asked="omega"))
        after = anew(log)
        new = after.memory(FACET, "omega")
        assert new is not None
        assert new.reviews == 1
        assert not after.changed(FACET, "omega")
        assert after.memory(FACET, "alpha") == before.memory(FACET, "alpha")
        log.record(made(9))
        back = anew(log).memory(FACET, "alpha")
        assert back is not None
        assert back.reviews == 3


def test_a_mended_spelling_is_the_same_value(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        log.record(made(0, asked="dmitri mendeleev"))
        log.record(made(2, asked="dmitri mendeleyev"))
        found = anew(log)
    assert not found.changed(FACET, "Dmitri Mendeleyev")
    memory = found.memory(FACET, "dmitri mendeleyev")
    assert memory is not None
    assert memory.reviews == 2


def test_old_answers_that_do_not_tell_the_value_count_for_the_next_one(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        log.record(made(0, asked=None, day=None))
        assert not anew(log).changed(FACET, "alpha")
        log.record(made(2))
        found = anew(log)
    memory = found.memory(FACET, "alpha")
    assert memory is not None
    assert memory.reviews == 2
    assert found.changed(FACET, "omega")


def test_a_new_id_takes_the_memory_of_the_old_one_over(tmp_path: Path) -> None:
    new = "pack/thing/uno/field"
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        log.record(made(0))
        log.record(made(2))
        found = anew(log)
        assert found.memory(new, "alpha") is None
        taken = found.memory(new, "alpha", (FACET,))
        assert taken is not None
        assert (taken.facet, taken.reviews) == (new, 2)
        assert found.changed(new, "omega", (FACET,))
        assert not found.changed(new, "alpha", (FACET,))
        log.record(made(13, facet=new))
        both = anew(log).memory(new, "alpha", (FACET,))
        assert both is not None
        assert both.reviews == 3
        assert both.stability == pytest.approx(46, abs=0.5)


# Going on is the same as beginning anew

FACETS = ("pack/thing/one/field", "pack/thing/one/other", "next/thing/two/field")
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("answer"),
            st.integers(0, 2),  # facet
            st.integers(-3, 20),  # days since the answer before: clocks go back too
            st.sampled_from(["good", "hard", "again"]),
            st.sampled_from(["alpha", "omega", "alpho", None]),
            st.sampled_from([None, 1, 3]),
        ),
        st.tuples(st.just("mark"), st.integers(0, 30), st.sampled_from(["undone", "right"])),
        st.tuples(st.just("sitting")),
        st.tuples(st.just("finish")),
        st.tuples(st.just("someone")),
        st.tuples(st.just("follow")),
        st.tuples(st.just("keep")),
    ),
    max_size=30,
)


class _Playing:
    """A log that is written to step by step, and learners of it."""

    def __init__(self, folder: Path, log: Log) -> None:
        self.folder, self.log = folder, log
        self.sittings = self.number = self.day = 0
        self.ids: list[str] = []
        self.known = Learner(user="student")
        self.sitting()

    def sitting(self) -> None:
        self.sittings += 1
        self.log.start(sitting(set_of(2), id=f"s{self.sittings}", pack="pack"))

    def finish(self) -> None:
        self.log.finish(f"s{self.sittings}", END, "finished")

    def someone(self) -> None:
        self.log.start(sitting(set_of(1), id="theirs", user="someone"))
        self.number += 1
        self.log.record(
            made(self.number % 28, id=f"t{self.number}", sitting="theirs", user="someone")
        )
        self.log.mark(f"t{self.number}", "undone", TS, "someone")

    def answer(self, facet: int, since: int, how: str, asked: str | None, sure: int | None) -> None:
        from datetime import date, timedelta

        self.day += since
        self.number += 1
        day = (date(2028, 2, 20) + timedelta(days=self.day)).isoformat()
        right = how != "again"
        self.ids.append(f"a{self.number}")
        self.log.record(
            made(
                0, id=self.ids[-1], sitting=f"s{self.sittings}", position=self.number, day=day,
                ts_utc=f"{day}T12:00:00.000Z", facet=FACETS[facet], asked=asked, rating=how,
                s=float(right), correct=right, given="x" if right else "Beta", confidence=sure,
                pack=FACETS[facet].partition("/")[0], attempt=1 + (self.number % 5 == 0),
                rated=bool(self.number % 4),
            )
        )  # fmt: skip

    def mark(self, which: int, kind: str) -> None:
        if self.ids:
            self.log.mark(self.ids[which % len(self.ids)], kind, TS, "student")

    def follow(self) -> None:
        self.known = follow(self.log, self.known)

    def keep(self) -> None:
        kept = learner(self.log, "student", self.folder)
        assert kept == anew(self.log)


@given(steps=STEPS)
@settings(max_examples=60, deadline=None)
def test_going_on_is_the_same_as_beginning_anew(
    steps: list[tuple[Any, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("log")
    with pytest.MonkeyPatch.context() as patch, Log.open(folder) as log:
        patch.setattr(keeper, "RARELY", 1)
        playing = _Playing(folder, log)
        for name, *arguments in steps:
            getattr(playing, name)(*arguments)
        playing.follow()
        whole = anew(log)
        assert playing.known == whole
        assert learner(log, "student", folder) == whole
        counted = list(log.answers(user="student"))
        assert sum(c[0] for days in whole.days.values() for c in days.values()) == len(counted)
        assert sum(s.points for s in whole.sittings.values()) == sum(
            round(100 * each.s) for each in counted if each.attempt == 1
        )


def test_those_who_read_are_not_disturbed(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        log.record(wrong(0, given="Beta", confidence=1))
        first = anew(log)
        same = anew(log)
        assert follow(log, first) is first
        log.record(wrong(1, given="Beta", confidence=1))
        log.finish("sitting-1", END, "finished")
        assert follow(log, first) != same
    assert first == same


# The file


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Return a folder with a log and a learner kept beside it, and the learner's file."""
    monkeypatch.setattr(keeper, "RARELY", 1)
    with Log.open(tmp_path) as log:
        log.start(sitting(set_of(1)))
        for number in range(3):
            log.record(made(number))
        learner(log, "student", tmp_path)
    (file,) = (tmp_path / "learners").iterdir()
    return tmp_path, file


def test_the_file_is_used(kept: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, _ = kept
    with Log.open(folder) as log:
        whole = anew(log)
        monkeypatch.setattr(Learner, "fold", None)  # nothing is folded again
        assert learner(log, "student", folder) == whole


def spoil(file: Path, how: str) -> None:
    head, _, body = file.read_bytes().partition(b"\n")
    raw = json.loads(head)
    if how == "cut":
        file.write_bytes(file.read_bytes()[:-20])
    elif how == "flipped":
        file.write_bytes(head + b"\n" + body.replace(b"2026-03-02", b"2026-03-09"))
    elif how == "empty":
        file.write_bytes(b"")
    elif how == "no text":
        file.write_bytes(b"\xff\x00\n\xfe")
    elif how == "older":
        file.write_bytes(json.dumps({**raw, "version": 0}).encode() + b"\n" + body)
    elif how == "of another":
        file.write_bytes(json.dumps({**raw, "user": "someone"}).encode() + b"\n" + body)
    elif how == "strange":
        body = b'["places", {"answer": 3}]'
        raw["crc"] = zlib.crc32(body)
        file.write_bytes(json.dumps(raw).encode() + b"\n" + body)
    elif how == "folder":
        file.unlink()
        file.mkdir()


@pytest.mark.parametrize(
    "how", ["cut", "flipped", "empty", "no text", "older", "of another", "strange", "folder"]
)
def test_a_file_that_does_not_fit_is_made_anew(kept: tuple[Path, Path], how: str) -> None:
    folder, file = kept
    spoil(file, how)
    with Log.open(folder) as log:
        found = learner(log, "student", folder)
        assert found == anew(log)
        assert found.places["answer"] == (3, made(2).id)
    if how != "folder":
        assert file.read_bytes().startswith(b'{"footnote": "learner"')


def test_a_log_that_a_backup_has_replaced(kept: tuple[Path, Path], tmp_path: Path) -> None:
    folder, _ = kept
    with Log.open(folder) as log:
        foreign = anew(log)
    with Log.open(tmp_path / "backup") as log:
        log.start(sitting(set_of(1)))
        log.record(made(0))
        assert learner(log, "student", folder) == anew(log)  # fewer rows
        log.record(made(5, id="another"))
        log.record(made(6, id="and another"))
        assert follow(log, foreign) == anew(log)  # as many, but not the same
        found = learner(log, "student", folder)
        assert found == anew(log)
        assert found.days["pack"].keys() == {"2026-03-01", "2026-03-06", "2026-03-07"}


def test_a_keeper_knows_without_reading_and_goes_on(tmp_path: Path) -> None:
    with Log.open(tmp_path) as log:
        keeping = Keeper(log, None)
        assert keeping.peek("student") is None
        log.start(sitting(set_of(1)))
        log.record(made(0))
        first = keeping.learner("student")
        assert keeping.peek("student") is first is keeping.learner("student")
        log.record(made(2))
        assert keeping.learner("student") == anew(log)
        assert not keeping.learner("someone").memories
    assert not (tmp_path / "learners").exists()


def test_a_student_can_be_forgotten(kept: tuple[Path, Path]) -> None:
    folder, file = kept
    forget(folder, "someone")
    assert file.exists()
    forget(folder, "student")
    forget(folder, "student")
    assert not file.exists()
