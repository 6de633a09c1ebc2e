"""Who plays, and what they have chosen: apart for each student, and kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quiz.records import settings, students
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.options import OptionsScreen
from quiz.ui.screens.question import QuestionScreen
from quiz.ui.screens.students import StudentScreen
from quiz.ui.wish import Begun
from tests.ui.samples import CHOICE, sitting
from tests.ui.test_home import packs  # noqa: F401


@pytest.fixture
def desk(desk, tmp_path):
    data = tmp_path / "home" / "data"
    return replace(desk, people=data, settings=tmp_path / "home" / "settings")


@pytest.fixture
def two(desk):
    """Return Anna and Ben; Anna plays."""
    ids = iter(["0001", "0002"])
    anna, ben = (
        students.add(desk.people, name, known=(), new_id=lambda: next(ids))
        for name in ("Anna", "Ben")
    )
    return replace(desk, user=anna.id), anna, ben


async def test_a_single_student_is_not_named(run, desk):
    async with run(with_desk=desk) as it:
        assert "Footnote¹   o options   u student" in it.text
        await it.press("u")
        assert "▸ 1  Student  0 answers" in it.text
        await it.press("escape")
        assert isinstance(it.app.screen, HomeScreen)


async def test_another_can_be_chosen(run, two, size):
    desk, anna, ben = two
    async with run(with_desk=desk, size=size) as it:
        assert "u Anna" in it.text
        await it.press("u", "down", "enter")
        assert "u Ben" in it.text
        assert it.app.desk.user == ben.id
        await it.click_on("u Ben")
        assert "▸ 2  Ben" in it.text
        await it.click_on("Anna")
        assert it.app.desk.user == anna.id
        await it.press("u", "2")
        assert it.app.desk.user == ben.id


async def test_someone_new_types_a_name(run, two):
    desk, _, _ = two
    async with run(with_desk=desk) as it:
        await it.press("u", "n", *"Cleo", "enter")
        assert "u Cleo" in it.text
        assert it.app.desk.user.startswith("cleo-")
    assert [s.name for s in students.read(desk.people)] == ["Anna", "Ben", "Cleo"]


@pytest.mark.parametrize(
    ("name", "said"),
    [("", "A name needs a letter"), ("anna", "called “Anna” already"), ("x" * 60, "at most 40")],
)
async def test_a_name_that_cannot_be_used_is_refused_and_stays(run, two, name, said):
    desk, anna, _ = two
    async with run(with_desk=desk) as it:
        await it.press("u", "n", *name, "enter")
        assert isinstance(it.app.screen, StudentScreen)
        assert said in it.flat
        await it.press("ctrl+u", *"qnu1", "enter")  # keys of the list are letters here
        assert "u qnu1" in it.text
        assert it.app.desk.user != anna.id


async def test_escape_leaves_the_line_and_then_the_page(run, two):
    desk, anna, _ = two
    async with run(with_desk=desk) as it:
        await it.press("u", "n", "x", "escape")
        assert "Type a name." not in it.text
        await it.press("escape")
        assert isinstance(it.app.screen, HomeScreen)
        assert it.app.desk.user == anna.id


async def test_a_hostile_name_is_only_text(run, desk):
    name = "[@click=app.exit]x[/] [/"
    students.add(desk.people, name, known=("student",), new_id=lambda: "0009")
    (raw := desk.people / students.FILE).write_text(
        raw.read_text("utf-8").replace(name, name + "\\u001b]0;t\\u0007\\u202e"), encoding="utf-8"
    )
    async with run(with_desk=desk) as it:
        await it.press("u")
        assert "[@click=app.exit]x[/] [/" in it.text
        await it.press("2")
        assert "u [@click=app.exit]x[/]" in it.text
        await it.press("o")
        assert "Options of [@click" in it.text


async def test_many_students_scroll(run, desk):
    for number in range(40):
        students.add(desk.people, f"Pupil {number}", known=(), new_id=lambda n=number: f"{n:04}")
    async with run(with_desk=desk) as it:
        await it.press("u", "up")
        assert "n  Someone new" in it.text
        await it.press("enter", *"Last", "enter")
        assert "u Last" in it.text


async def test_a_list_that_cannot_be_written_is_told(run, two):
    desk, _, _ = two
    (desk.people / "students.new").mkdir()
    async with run(with_desk=desk) as it:
        await it.press("u", "n", "X", "enter")
        assert "The list of students cannot be written" in it.flat


async def test_what_was_begun_and_scored_is_ones_own(run, two):
    desk, anna, _ = two
    begun = replace(
        sitting([CHOICE, replace(CHOICE, id="o", facet="o", variant="o")]), user=anna.id
    )
    async with run(begun, with_desk=desk) as it:
        await it.press("2", "q")
        assert "Go on where you stopped" in it.text
        await it.press("u", "2")
        assert "Go on where you stopped" not in it.text
        await it.press("u", "1")
        assert "Go on where you stopped" in it.text
        await it.press("enter")
        assert isinstance(it.app.screen, QuestionScreen)


async def test_what_was_read_before_is_not_shown_after(run, two):
    """For another student, or before the sitting that was begun was played to its end."""
    desk, _anna, ben = two
    begun = Begun(title="Rivers", number=2, total=9, mode="practice")
    async with run(with_desk=replace(desk, user=ben.id)) as it:
        for look, seen in ((it.app._looks - 1, False), (it.app._looks, True)):
            looked = it.app.Looked(
                packs=(), scores=(), begun=begun, today=None, trouble="", look=look
            )
            it.app.post_message(looked)
            await it.settle()
            assert ("Go on where you stopped" in it.text) == seen
        it.app.go_home()
        assert it.app._looks > look
        await it.settle()


async def test_what_is_drawn_for_one_is_not_played_by_another(run, two):
    desk, anna, ben = two
    async with run(with_desk=desk) as it:
        it.app.desk = replace(desk, user=ben.id)
        it.app.post_message(it.app.Prepared(replace(sitting([CHOICE]), user=anna.id)))
        await it.settle()
        assert isinstance(it.app.screen, HomeScreen)


# Options


async def test_options_are_changed_and_kept_for_each(run, two, size):
    desk, anna, ben = two
    async with run(with_desk=desk, size=size) as it:
        await it.press("o")
        assert "Options of Anna" in it.text
        assert "Confidence      off" in it.text
        await it.press("space", "down", "right", "right", "down", "left", "down", "plus")
        await it.press("down", "enter", "down", "down", "space")
        shown = it.text
        for row in (
            "Confidence      on",
            "Extra time      × 1.5",
            "Exam time       120 minutes",
            "New in a day    15 facts",
            "Goal for a day  5 questions",
            "Theme           paper",
        ):
            assert row in shown
        assert it.app.theme == "paper"
        await it.press("o", "u", "2")
        assert it.app.theme == "ink"
        await it.press("o")
        assert "Confidence      off" in it.text
    chosen = settings.read(desk.settings, anna.id)
    assert (chosen.confidence, chosen.extra, chosen.minutes) == (True, 1.5, 120)
    assert (chosen.new, chosen.goal, chosen.theme) == (15, 5, "paper")
    assert settings.read(desk.settings, ben.id) == settings.Settings()
    async with run(with_desk=desk) as it:
        assert it.app.theme == "paper"


async def test_options_can_be_clicked_and_go_round(run, desk):
    async with run(with_desk=desk) as it:
        await it.click_on("o options")
        assert isinstance(it.app.screen, OptionsScreen)
        for expected in ("× 1.25", "× 1.5", "× 2", "none"):
            await it.click_on("Extra time")
            assert "".join(("Extra time      ", expected)) in it.text
        await it.press("q")
        assert isinstance(it.app.screen, HomeScreen)


async def test_what_is_chosen_is_in_the_next_sitting(run, two, packs):  # noqa: F811
    desk, anna, _ = two
    settings.write(
        settings.Settings(confidence=True, extra=1.5, minutes=20, mode="exam"),
        desk.settings,
        anna.id,
    )
    async with run(with_desk=desk) as it:
        await it.press("2")
        (row,) = it.app.desk.log.sittings()
        assert (row.user, row.mode) == (anna.id, "exam")
        assert row.settings["confidence"] == "yes"
        assert (row.settings["time"], row.settings["extra"]) == ("20", "1.5")


async def test_a_strange_number_of_settings_does_no_harm(run, desk):
    settings.write(settings.Settings(minutes=7, new=3, goal=999), desk.settings)
    async with run(with_desk=desk) as it:
        await it.press("o")
        assert "Exam time       7 minutes" in it.text
        await it.press("down", "down", "space")
        assert "Exam time       as long as it takes" in it.text


async def test_a_theme_of_a_later_version_is_no_end_of_the_options(run, desk):
    settings.write(settings.Settings(theme="of-a-later-version"), desk.settings)
    async with run(with_desk=desk) as it:
        await it.press("o", "down", "space")
        assert isinstance(it.app.screen, OptionsScreen)
        assert it.app.is_running
