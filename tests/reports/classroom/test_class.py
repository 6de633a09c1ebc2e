"""Who is who, which answers count, and what is said of few of them."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given as given_that
from hypothesis import settings
from hypothesis import strategies as st

from quiz.reports.classroom.files import Logs, read
from quiz.reports.classroom.first import firsts
from quiz.reports.classroom.given import from_answer
from quiz.reports.classroom.people import gather
from quiz.reports.classroom.report import ClassReport, report
from quiz.reports.items.moments import correlation
from tests.reports.classroom.rows import given, jsonl, some_class

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from quiz.model import Answer


def logs_of(*files: Sequence[Answer], names: Sequence[str] = ()) -> Logs:
    """Return the logs as they would be read from so many files."""
    logs = Logs(pack="pack")
    for number, answers in enumerate(files):
        logs.files.append(names[number] if names else f"file{number}.jsonl")
        for each in answers:
            row = from_answer(each)
            known = logs.answers.setdefault(each.id, (number, row))
            if known[0] != number or known[1].user != row.user:
                logs.same[(known[0], known[1].user), (number, row.user)] += 1
    return logs


def of(*files: Sequence[Answer]) -> ClassReport:
    return report(gather(logs_of(*files)))


# Who is who


def test_two_students_of_no_name_on_two_machines_are_two(tmp_path: Path) -> None:
    one = [given(item=item, number=item, id=f"a{item}", sitting="a") for item in range(6)]
    two = [given(item=item, number=item, id=f"b{item}", sitting="b") for item in range(6)]
    found = gather(logs_of(one, two, names=["anna.jsonl", "boris/answers.db"]))
    assert [person.name for person in found.persons] == ["anna", "boris"]
    again = gather(logs_of(one, two, one + two[:0], names=["anna.jsonl", "b.csv", "anna2.jsonl"]))
    assert len(again.persons) == 2  # the third file shares the first one's answers


def test_one_student_in_two_files_is_one() -> None:
    rows = [given("anna-1a2b", item, number=item) for item in range(6)]
    found = gather(logs_of(rows[:3], rows[3:]))
    assert [person.name for person in found.persons] == ["anna-1a2b"]
    nameless = [given(item=item, number=item) for item in range(6)]
    halves = gather(logs_of(nameless[:3], nameless[3:]))  # one sitting in two files
    assert len(halves.persons) == 1


def test_a_name_is_told_by_the_file_and_told_apart() -> None:
    logs = logs_of(
        [given("anna-1111", 1)], [given("anna-2222", 2, number=1)], names=["x.jsonl", "y.jsonl"]
    )
    logs.names = {(0, "anna-1111"): "Anna", (1, "anna-2222"): "Anna"}
    assert [p.name for p in gather(logs).persons] == ["Anna (x.jsonl)", "Anna (y.jsonl)"]
    assert [p.pseudonym for p in gather(logs).persons] == ["Student 1", "Student 2"]


def test_a_copied_log_is_noticed() -> None:
    rows = [given("anna-1111", item, number=item) for item in range(6)]
    copied = [given("boris-2222", item, number=item, id=rows[item].id) for item in range(6)]
    found = of(rows, copied)
    assert (len(found.students), found.copies, found.answers) == (1, 6, 6)


def test_guests_of_a_duel_are_no_students() -> None:
    found = of([given("anna-1111", 1), given("guest", 1)])
    assert len(found.students) == 1
    assert found.left_out == {"of guests": 1}


# Which answers count


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"mark": "undone"}, "undone"),
        ({"mark": "right"}, "right by the student's own word"),
        ({"redone": True}, "answered again after an undo"),
        ({"primed": True}, "given away before"),
        ({"attempt": 2}, "repeats"),
    ],
)
def test_what_does_not_say_what_was_known_is_left_out(changes: dict[str, Any], why: str) -> None:
    """Rule S5; and no later answer takes the place of the first one."""
    rows = [given("anna-1111", 1, number=0, **changes), given("anna-1111", 1, number=5)]
    first = firsts(gather(logs_of(rows)))
    assert first.answers == ()
    expected = {why: 1, "repeats": 1} if why != "repeats" else {why: 2}
    assert dict(first.left_out) == expected


def test_the_first_answer_counts_and_the_last_is_told() -> None:
    rows = [
        given("anna-1111", 1, number=0, right=False),
        given("anna-1111", 1, number=1, right=True),
    ]
    (student,) = of(rows).students
    assert (student.share.n, student.share.first, student.share.now) == (1, 0.0, 1.0)
    assert (student.answers, student.days) == (2, 1)
    undone = [rows[0], given("anna-1111", 1, number=1, right=True, mark="undone")]
    assert of(undone).students[0].share.now == 0
    claimed = [rows[0], given("anna-1111", 1, number=1, right=False, mark="right")]
    assert of(claimed).students[0].share.now == 1


def test_a_game_does_not_say_what_was_known() -> None:
    """Haste, or a line that grows, decides there too; but the question has been met."""
    rows = [given("anna-1111", 1, sitting="g"), given("anna-1111", 1, number=5)]
    logs = logs_of(rows)
    logs.games.add("g")
    first = firsts(gather(logs))
    assert first.answers == ()
    assert first.left_out == {"in a game": 1, "repeats": 1}


def test_a_changed_question_is_another_one() -> None:
    """Rule Q8: answers to the old value say nothing of the new one."""
    rows = [
        given("anna-1111", 1, number=0, right=False, asked="1917"),
        given("boris-2222", 1, number=1, right=False, asked=None),
        given("anna-1111", 1, number=2, right=True, asked="1918"),
    ]
    first = firsts(gather(logs_of(rows)))
    assert [(p, row.asked) for p, row in first.answers] == [(1, None), (0, "1918")]
    assert first.left_out == {"of an older edition": 1}


# Small classes get intervals and no verdicts


@pytest.mark.parametrize("students", [3, 8, 25])
def test_a_small_class_gets_no_verdicts(students: int) -> None:
    for seed in range(4):
        found = of(*some_class(students, 20, seed).values())
        for question in found.questions:
            assert question.discrimination is None
            assert question.look.code in ("", "few", "hard", "guessing", "known", "mis-key")
            assert (question.facility.interval is None) == (question.facility.n < 5)
            if question.options:
                assert not any(use.idle for use in question.options.uses)
                assert question.options.judged == 0
        if students < 10:
            assert found.separation is None
            assert found.skewness is None


def test_few_answers_say_so() -> None:
    (question,) = of([given(f"s{n}-{n:04}", 1) for n in range(4)]).questions
    assert (question.look.code, question.look.advice) == ("few", "too few answers")


def test_a_large_class_gets_them() -> None:
    rng, rows = Random(3), []
    for who in range(80):
        able = rng.random()
        for item in range(15):
            knows = rng.random() < able if item else rng.random() < 1 - able
            rows.append(
                given(
                    f"s{who}-{who:04}",
                    item,
                    right=knows,
                    number=item,
                    chosen=0 if knows else 1,
                    seed="exam",
                    sitting=f"{who}",
                )
            )
    found = of(rows)
    by_item = {question.item: question for question in found.questions}
    inverted = by_item["pack/thing/fact-0/field/choice"]
    assert found.questions[0] is inverted
    assert inverted.look.code in ("mis-key", "invalid")
    others = [question for item, question in by_item.items() if question is not inverted]
    assert (
        sum(
            q.discrimination.verdict in ("adequate", "very good")
            for q in others
            if q.discrimination
        )
        >= 8
    )
    idle = {use.text for q in others if q.options for use in q.options.uses if use.idle}
    assert idle == {"Gamma", "Delta"}


def test_a_question_is_set_against_the_others_without_itself() -> None:
    """Rule P2: the figure of the whole report is that of the score matrix."""
    rows = exam(40)
    scores = [[each.s for each in own] for own in rows]
    for question in of(*rows).questions:
        j = int(question.item.split("/")[2].removeprefix("fact-"))
        column = [own[j] for own in scores]
        rests = [sum(own) - own[j] for own in scores]
        assert question.discrimination is not None
        assert question.discrimination.r == pytest.approx(correlation(column, rests))
        assert question.facility.share == pytest.approx(sum(column) / 40)


def test_where_sets_differ_ten_other_questions_are_needed() -> None:
    """Rule S6."""
    short = of(*(rows[:10] for rows in some_class(40, 60).values()))
    assert all(question.rated == 0 for question in short.questions)
    long = of(*(rows[:11] for rows in some_class(40, 60).values()))
    assert any(question.rated for question in long.questions)


def test_who_had_the_hard_questions_is_not_punished() -> None:
    """Two halves of a class, each right in half: one on what all others have right."""
    rows = [
        [
            given(f"s{who}-{who:04}", item, right=item >= 10 or who < 2, number=item)
            for item in range(20)
        ]
        for who in range(12)
    ]
    easy = [given("easy-aaaa", i, right=i % 2 == 0, number=500 + i) for i in range(10, 20)]
    hard = [given("hard-bbbb", i, right=i % 2 == 0, number=600 + i) for i in range(10)]
    *_, one, two = of(*rows, easy, hard).students
    assert (one.share.first, two.share.first) == (0.5, 0.5)
    assert one.expected is not None
    assert two.expected is not None
    assert one.expected < two.expected
    for student in (one, two):
        assert student.band is not None
        assert student.band.low + 0.02 < (student.expected or 0) < student.band.high - 0.02


# Sets that all had


def exam(students: int, items: int = 10) -> list[list[Answer]]:
    rng, out = Random(9), []
    for who in range(students):
        able, user = rng.random(), f"s{who}-{who:04}"
        out.append(
            [
                given(
                    user,
                    item,
                    right=rng.random() < able,
                    number=item,
                    seed="exam",
                    sitting=f"{user}/exam",
                )
                for item in range(items)
            ]
        )
    return out


def test_a_set_that_five_had_whole_has_its_reliability() -> None:
    """Rule S4."""
    assert of(*exam(4)).sets == ()
    (found,) = of(*exam(5)).sets
    assert (found.seed, found.figures.persons, found.figures.items) == ("exam", 5, 10)
    assert found.figures.alpha is not None
    assert [mark.total for mark in found.marks] == sorted(
        (mark.total for mark in found.marks), reverse=True
    )


def test_who_had_part_of_a_set_is_no_part_of_its_figures() -> None:
    rows = exam(8)
    rows[0] = rows[0][:6]
    rows[1][3] = given("s1-0001", 3, number=3, seed="exam", sitting="s1-0001/exam", redone=True)
    (found,) = of(*rows).sets
    assert (found.figures.persons, found.partly) == (6, 2)


def test_a_second_try_at_a_set_does_not_count() -> None:
    rows = exam(6)
    before = of(*rows).sets[0]
    for own in rows:
        own += [
            given(each.user, i, right=True, number=500 + i, seed="exam", sitting=f"{each.user}/2")
            for i, each in enumerate(own[:10])
        ]
    after = of(*rows).sets[0]
    assert after.figures == before.figures


def test_what_was_practised_before_an_exam_does_not_empty_it() -> None:
    rows = exam(6)
    for own in rows:
        own += [
            given(
                each.user,
                i,
                right=False,
                number=i,
                seed=each.user,
                sitting=f"{each.user}/0",
                ts_utc=f"2026-01-01T00:00:{i:02}.000Z",
                id=f"{each.id}/before",
            )
            for i, each in enumerate(own[:10])
        ]
    (found,) = [each for each in of(*rows).sets if each.seed == "exam"]
    assert found.figures.persons == 6


# What must not matter


def plain(found: ClassReport) -> str:
    """Return the report without names, every digit of it."""
    raw = asdict(found)
    for student in raw["students"]:
        del student["person"]["name"]
    for each in raw["sets"]:
        for mark in each["marks"]:
            del mark["person"]["name"]
    return json.dumps(raw, sort_keys=True)


@settings(max_examples=25, deadline=None)
@given_that(st.integers(0, 1000), st.integers(0, 1000))
def test_order_names_and_files_do_not_matter(seed: int, turn: int) -> None:
    rng = Random(turn)
    students = some_class(8, 14, seed)
    rows = [each for own in students.values() for each in own]
    wanted = plain(of(*students.values()))
    shuffled = list(rows)
    rng.shuffle(shuffled)
    assert plain(of(shuffled)) == wanted
    cut = rng.randrange(len(rows))
    assert plain(of(shuffled[cut:], shuffled[:cut], shuffled[: cut // 2])) == wanted
    names = dict(zip(students, rng.sample(range(1000), len(students)), strict=True))
    renamed = [replace(each, user=f"n{names[each.user]}") for each in rows]
    assert plain(of(renamed)) == wanted


def test_the_files_themselves_read_to_the_same_report(tmp_path: Path) -> None:
    students = some_class(6, 14)
    for user, rows in students.items():
        (tmp_path / f"{user}.jsonl").write_text(jsonl(rows), "utf-8")
    one = plain(report(gather(read([tmp_path], "pack"))))
    assert one == plain(of(*students.values()))
