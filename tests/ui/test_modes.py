"""Modes on the screen: clocks, misses, the list of modes, the day's set, the duel."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from quiz.play.duel import NAMES, RIVAL
from quiz.ui.screens.card import CardScreen
from quiz.ui.screens.duel import DuelScreen
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.pick import PickScreen
from quiz.ui.screens.question import QuestionScreen
from quiz.ui.screens.results import ResultsScreen
from tests.ui.samples import CHOICE, TIMELINE, TYPED, sitting
from tests.ui.test_home import packs  # noqa: F401  # a fixture

SEVERAL = [replace(CHOICE, id=f"{CHOICE.id}-{n}", facet=f"f{n}", variant=f"v{n}") for n in range(5)]
PLACES = [
    replace(TIMELINE, id=f"{TIMELINE.id}-{n}", facet=f"f{n}", variant=f"v{n}") for n in range(6)
]
RIGHT, WRONG = "2", "3"


class Ticking:
    """A clock in seconds that moves when it is told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def ticking() -> Ticking:
    return Ticking()


def timed(desk, ticking):
    """A desk whose two clocks go together."""
    start = desk.now()
    return replace(desk, tick=ticking, now=lambda: start + timedelta(seconds=ticking.seconds))


def begun(questions, desk, **changes):
    started = desk.now().isoformat().replace("+00:00", "Z")
    return replace(sitting(questions), started_utc=started, **changes)


# Clocks


async def test_a_sprint_counts_down_only_while_a_question_is_open(run, desk, ticking):
    at = timed(desk, ticking)
    async with run(begun(SEVERAL, at, mode="sprint"), with_desk=at) as it:
        assert "1:30 left" in it.lines()[0]
        assert " of 5" not in it.lines()[0]
        ticking.seconds = 20.0
        it.app.screen._watch_clock()
        await it.settle()
        assert "1:10 left" in it.lines()[0]
        await it.press(RIGHT)
        ticking.seconds = 500.0  # reading
        it.app.screen._watch_clock()
        await it.settle()
        assert "1:10 left" in it.lines()[0]
        await it.press("space")
        ticking.seconds = 571.0
        it.app.screen._watch_clock()
        await it.settle()
        assert isinstance(it.app.screen, ResultsScreen)
        assert "Time is up." in it.text
        assert "Your first sprint: 1 right." in it.text
        assert "right, of 1 tried" in it.text
    assert [answer.correct for answer in desk.log.answers()] == [True]
    assert [row.how for row in desk.log.sittings()] == ["finished"]


async def test_a_pause_gives_no_time_to_look_it_up(run, desk, ticking):
    at = timed(desk, ticking)
    async with run(begun(SEVERAL, at, mode="sprint"), with_desk=at) as it:
        ticking.seconds = 60.0
        await it.press("q")
        assert "Question 1" not in it.text  # nothing was answered yet
        it.app._play(begun(SEVERAL, at, mode="sprint"))
        await it.settle()
        assert "0:30 left" in it.lines()[0]
        await it.press(RIGHT)
        ticking.seconds = 400.0
        await it.press("q")
        await it.press("enter")
        assert "0:30 left" in it.lines()[0]


async def test_a_half_typed_answer_is_not_graded_when_time_is_up(run, desk, ticking, size):
    at = timed(desk, ticking)
    exam = begun([TYPED, CHOICE], at, mode="exam", settings={"time": "1"})
    async with run(exam, with_desk=at, size=size) as it:
        assert "1:00 left" in it.text
        await it.press(*"Baku")
        ticking.seconds = 60.0
        it.app.screen._watch_clock()
        it.app.screen._watch_clock()
        await it.settle()
        assert isinstance(it.app.screen, ResultsScreen)
        assert "Time is up: 2 questions were not answered, and what was half typed" in it.flat
        assert "0 of 2 right" in it.text
    assert list(desk.log.answers()) == []


async def test_an_answer_given_before_the_clock_is_looked_at_is_too_late_too(run, desk, ticking):
    at = timed(desk, ticking)
    async with run(begun(SEVERAL, at, mode="sprint"), with_desk=at) as it:
        ticking.seconds = 91.0
        await it.press(RIGHT)
        assert isinstance(it.app.screen, ResultsScreen)
    assert list(desk.log.answers()) == []


async def test_without_a_limit_there_is_no_clock(run):
    async with run(sitting(SEVERAL)) as it:
        assert "left" not in it.lines()[0]


async def test_an_exam_that_ran_out_while_away_is_offered_as_results(run, desk, ticking):
    at = timed(desk, ticking)
    exam = begun(SEVERAL, at, mode="exam", settings={"time": "10"})
    async with run(exam, with_desk=at) as it:
        await it.press(RIGHT, "q")
        assert isinstance(it.app.screen, HomeScreen)
        assert "Question 2 of 5, exam, 10:00 left" in it.text
    ticking.seconds = 600.0
    async with run(with_desk=at) as it:
        assert "Time is up: see how it went" in it.text
        await it.press("enter")
        assert isinstance(it.app.screen, ResultsScreen)
        assert "Time is up: 4 questions were not answered" in it.flat
    assert [row.how for row in desk.log.sittings()] == ["finished"]


async def test_an_exam_goes_through_every_question_with_its_sources(run):
    async with run(sitting([CHOICE, SEVERAL[0]], mode="exam"), size=(120, 40)) as it:
        await it.press(RIGHT, WRONG)
        rest = " ".join(it.app.screen.query_one("#rest").render().plain.split())
        assert rest.index("To read again") < rest.index("What you had right")
        assert "your answer ✗ January 1928" in rest
        assert "your answer ✓ November 1927" in rest
        before, after = rest.split("What you had right")
        assert "“" in before
        assert "“" in after


async def test_the_palette_of_an_exam_has_nothing_that_shows_or_keeps_it(run):
    async with run(sitting([CHOICE], mode="exam")) as it:
        commands = {c.title for c in it.app.get_system_commands(it.app.screen)}
        assert commands <= {"Theme", "Keys", "Home", "Leave"}


# Misses


async def test_three_misses_end_a_line(run, log):
    async with run(sitting(PLACES, mode="timeline")) as it:
        assert "misses · · ·" in it.lines()[0]
        await it.press("0")
        assert "misses ✗ · ·" in it.lines()[0]
        await it.press("space", "0", "space", "0", "space")
        assert isinstance(it.app.screen, ResultsScreen)
        assert "Three misses: the line ends here." in it.text
        await it.press("m")
        assert isinstance(it.app.screen, QuestionScreen)
        assert "1 of 3" in it.text  # the missed ones are practised
    assert [answer.rated for answer in log.answers()] == [False] * 3


@pytest.mark.parametrize("slot", [0, 5, 12])
async def test_a_line_of_twelve_is_played_in_a_small_window(run, slot):
    years = [f"{1900 + n}" for n in range(12)]
    line = replace(
        TIMELINE,
        prompt="At which place on this timeline would you put " + "a long thing " * 6 + "?",
        items=tuple(f"Event {n} of a rather long name that goes on and on" for n in range(12)),
        dates=tuple(years),
        shown=("The thing",),
        value=float(slot),
    )
    async with run(sitting([line, CHOICE], mode="timeline"), size=(80, 24)) as it:
        text = it.text
        assert all(year in text for year in years), text
        assert "13  · · ·" in text
        assert "I don’t know" in text
        await it.press(*["down"] * (slot + 1))
        assert f"▸ {slot + 1}" in it.text
        assert all(year in it.text for year in years), it.text
        await it.press("enter")
        assert "✓ Right" in it.text
        assert "The thing" in it.text


async def test_dates_are_shown_beforehand_only_on_a_line_that_grows(run):
    async with run(sitting([TIMELINE])) as it:
        assert not any(date in it.text for date in TIMELINE.dates)
    async with run(sitting([TIMELINE], mode="timeline", ident="other")) as it:
        assert all(date in it.flat for date in TIMELINE.dates)


# The list of modes


async def test_a_mode_is_chosen_from_the_list(run, packs, size):  # noqa: F811
    async with run(size=size) as it:
        await it.press("m")
        assert isinstance(it.app.screen, PickScreen)
        for title in ("Practice", "Review", "Missed", "Exam", "Timeline", "Sprint", "Daily"):
            assert title in it.text
        assert "Two at one keyboard" in it.text
        await it.press("6")
        assert isinstance(it.app.screen, HomeScreen)
        assert "against the clock  ·  sprint²" in it.text
        await it.press("m", "down", "enter")
        assert "10 questions  ·  daily²  ·  all topics" in it.text
        await it.press("m", "q")
        assert "daily²" in it.text
        assert it.app.settings.mode == "daily"
        await it.press("tab", "tab")
        assert "review²" in it.text


@pytest.mark.parametrize("asked", ["mode", "progress", "options", "students"])
async def test_a_digit_typed_before_a_page_is_there_starts_no_pack(run, packs, asked):  # noqa: F811
    async with run() as it:
        home = it.app.screen
        home.act(asked)
        assert home.typed("2", "2")
        await it.settle()
        await it.press("q")
        assert it.app.screen is home
        assert not home.typed("2", "2")


async def test_where_nothing_is_due_it_is_said_and_when_it_will_be(run, packs):  # noqa: F811
    async with run() as it:
        rivers = next(i for i, pack in enumerate(it.app.screen._packs) if pack.id == "rivers")
        await it.press(*["down"] * rivers, "m", "2", "enter")
        assert isinstance(it.app.screen, HomeScreen)
        assert "Practise a set first." in it.flat


# The day's set


async def test_the_day_s_set_is_played_once_and_its_card_copied(run, packs, desk):  # noqa: F811
    async with run() as it:
        rivers = next(i for i, pack in enumerate(it.app.screen._packs) if pack.id == "rivers")
        await it.press(*["down"] * rivers, "m", "7", "enter")
        assert isinstance(it.app.screen, QuestionScreen)
        screen = it.app.screen
        while it.app.screen is screen:
            await it.press(*(("tab", "enter") if screen._form.TYPES else ("0",)), "space")
        assert isinstance(it.app.screen, ResultsScreen)
        assert "Footnote daily, 1 January 2026" in it.text
        assert "Tomorrow there are other ones." in it.text
        await it.press("n")
        assert isinstance(it.app.screen, ResultsScreen)
        await it.press("c")
        card = it.app.clipboard
        assert card.startswith("Footnote daily, 1 January 2026\nRivers of the world\n✗")
        await it.press("enter")
        await it.click_on("Rivers of the world")
        assert isinstance(it.app.screen, CardScreen)
        assert "You have played today’s set; the next one is tomorrow." in it.text
        it.app.copy_to_clipboard("")
        await it.press("c")
        assert it.app.clipboard == card
        await it.press("enter")
        assert isinstance(it.app.screen, HomeScreen)
    assert len(list(desk.log.sittings())) == 1


async def test_the_day_s_set_goes_on_where_it_stopped(run, packs, desk):  # noqa: F811
    async with run() as it:
        rivers = next(i for i, pack in enumerate(it.app.screen._packs) if pack.id == "rivers")
        await it.press(*["down"] * rivers, "m", "7", "enter")
        form = it.app.screen._form
        await it.press(*(("tab", "enter") if form.TYPES else ("0",)), "space", "q")
        await it.press(*["down"] * (rivers + 1), "enter")  # not by “go on”, but anew
        assert isinstance(it.app.screen, QuestionScreen)
        assert "2 of " in it.lines()[0]
    assert len(list(desk.log.sittings())) == 1


# The duel

DUEL = {RIVAL: "ben-1", NAMES[0]: "Anna", NAMES[1]: "Ben"}


async def test_a_duel_from_the_first_key_to_the_winner(run, log, size):
    played = sitting(SEVERAL[:3], mode="duel", settings=DUEL)
    async with run(played, size=size) as it:
        assert isinstance(it.app.screen, DuelScreen)
        assert "Anna  0" in it.text
        assert "Ben  0" in it.text
        await it.press("1")
        assert "had a try" in it.text
        await it.press("4")  # locked out
        await it.press("8")
        assert "✓ Ben takes the point" in it.text
        assert "Anna ✗" in it.text
        assert "Ben ✓" in it.text
        await it.press("1", "7", "s")
        assert "look for" in it.text
        await it.press("s", "space", "x")
        assert "Nobody takes the point" in it.text
        await it.press("space", RIGHT, "space")
        assert isinstance(it.app.screen, ResultsScreen)
        assert "A draw, 1 all" in it.text
        assert "Anna  –  Ben" in it.text
        await it.press("m")
        assert isinstance(it.app.screen, QuestionScreen)
        assert "1 of 1" in it.text
    rows = [(answer.user, answer.correct, answer.rated) for answer in log.answers()]
    assert rows == [
        ("student", False, False),
        ("ben-1", True, False),
        ("student", False, False),
        ("ben-1", False, False),
        ("student", True, False),
    ]


async def test_a_duel_goes_on_where_it_stopped(run, log):
    async with run(sitting(SEVERAL, mode="duel", settings=DUEL)) as it:
        await it.press("8", "space", "1", "q")
        assert "Question 2 of 5, duel" in it.text
        await it.press("enter")
        assert isinstance(it.app.screen, DuelScreen)
        assert "Ben  1" in it.text
        assert "had a try" in it.text
        await it.press("1")
        assert "takes the point" not in it.text


async def test_against_whom_is_asked_where_somebody_is_known(run, packs, desk, tmp_path):  # noqa: F811
    from quiz.paths import data_dir
    from quiz.records import students

    for name in ("Anna", "Ben"):
        students.add(data_dir(), name, known=(), new_id=desk.new_id)
    async with run() as it:
        rivers = next(i for i, pack in enumerate(it.app.screen._packs) if pack.id == "rivers")
        await it.press(*["down"] * rivers, "m", "8", "enter")
        assert isinstance(it.app.screen, PickScreen)
        assert "A guest" in it.text
        await it.press("2")
        assert isinstance(it.app.screen, DuelScreen)
        assert "Ben  0" in it.text
