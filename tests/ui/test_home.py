"""Home, topics, and the way from a pack to a set."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from quiz.reports.keeper import Keeper
from quiz.ui import errands
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.question import QuestionScreen
from quiz.ui.screens.results import ResultsScreen
from tests.ui.samples import CHOICE, sitting

if TYPE_CHECKING:
    from pathlib import Path

PACK = """
[pack]
id = "rivers"
title = "Rivers of the world"
language = "en"
license = "CC0-1.0"
authors = ["A teacher"]
description = "Where they rise and where they end."
topics = ["Europe", "Asia"]

[sources.atlas]
type = "book"
title = "A school atlas"
text = "atlas.txt"
note = "A small atlas, made for a class."

[kinds.river]
singular = "river"
plural = "rivers"
[kinds.river.fields.sea]
type = "text"
ask = "Into which sea does the {name} flow?"
says = "the {name} flows into {value}"
"""
ROWS = [
    ("danube", "Danube", "the Black Sea", "Europe"),
    ("rhine", "Rhine", "the North Sea", "Europe"),
    ("oder", "Oder", "the Baltic Sea", "Europe"),
    ("ebro", "Ebro", "the Mediterranean", "Europe"),
    ("volga", "Volga", "the Caspian Sea", "Europe"),
    ("indus", "Indus", "the Arabian Sea", "Asia"),
    ("ganges", "Ganges", "the Bay of Bengal", "Asia"),
    ("ob", "Ob", "the Kara Sea", "Asia"),
]


def write_pack(folder: Path) -> Path:
    folder.mkdir(parents=True)
    rows = [
        f'[[river]]\nid = "{ident}"\nname = "{name}"\nsea = "{sea}"\ntopic = "{topic}"\n'
        f'cite = {{ source = "atlas", phrase = "{name} flows into {sea}" }}\n'
        for ident, name, sea, topic in ROWS
    ]
    (folder / "pack.toml").write_text(PACK + "\n".join(rows), encoding="utf-8")
    text = "Of rivers. " + " ".join(f"The {n} flows into {s}, as all know." for _, n, s, _ in ROWS)
    (folder / "atlas.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def packs(tmp_path, monkeypatch) -> Path:
    """Only our own packs are found: a good one, and one that is wrong."""
    folder = tmp_path / "packs"
    write_pack(folder / "rivers")
    (folder / "broken").mkdir()
    (folder / "broken" / "pack.toml").write_text("[pack]\nid = 3\n", encoding="utf-8")
    import quiz.packs.library as library

    monkeypatch.setattr(library, "folders", lambda: [("QUIZ_PACKS", folder)])
    return folder


async def give_up(it) -> None:
    await it.press(*(("tab", "enter") if it.app.screen._form.TYPES else ("0",)))


async def test_packs_are_listed(run, packs, size):
    async with run(size=size) as it:
        assert isinstance(it.app.screen, HomeScreen)
        assert "Footnote¹" in it.text
        assert "Every answer comes with its source." in it.text
        assert "Rivers of the world" in it.text
        assert "Where they rise and where they end." in it.text
        assert "8 facts, not begun" in it.text
        assert "Cannot be played:" in it.text
        assert "10 questions  ·  practice²  ·  all topics" in it.text
        assert "enter start" in it.text


async def test_no_packs(run, tmp_path, monkeypatch):
    import quiz.packs.library as library

    monkeypatch.setattr(library, "folders", list)
    async with run() as it:
        assert "No packs were found." in it.text
        await it.press("enter", "down", "t", "1", "m", "q")
        assert isinstance(it.app.screen, HomeScreen)


async def test_play_and_see_it_at_home(run, packs, log):
    async with run() as it:
        await it.press("tab", "tab", "left", "2")
        assert isinstance(it.app.screen, QuestionScreen)
        assert "1 of 5" in it.text
        screen = it.app.screen
        for _ in range(40):
            if it.app.screen is not screen:
                break
            await give_up(it)
            await it.press("space")
        assert isinstance(it.app.screen, ResultsScreen)
        await it.press("enter")
        assert "of 8 facts · last 0 % · best 0 %" in it.text


async def test_enter_starts_the_marked_pack(run, packs):
    async with run() as it:
        await it.click_on("Rivers of the world")
        assert isinstance(it.app.screen, QuestionScreen)


async def test_a_broken_pack_is_not_started(run, packs):
    async with run() as it:
        await it.click_on("Cannot be played")
        assert isinstance(it.app.screen, HomeScreen)
        assert "`quiz check` tells its author what to mend" in it.flat


async def test_choices_by_key_and_by_mouse(run, packs):
    async with run() as it:
        await it.press("right")
        assert "15 questions" in it.text
        await it.press("left", "left")
        assert "5 questions" in it.text
        await it.press("left")
        assert "50 questions" in it.text
        await it.press("tab", "tab")
        assert "exam²" in it.text
        assert "No feedback until the end" in it.text
        await it.click_on("exam²")
        await it.click_on("Practice")
        assert "practice²" in it.text
        await it.click_on("50 questions")
        assert "5 questions" in it.text


async def test_topic(run, packs):
    async with run() as it:
        rivers = it.app.screen._packs
        number = next(i for i, pack in enumerate(rivers) if pack.id == "rivers")
        await it.press(*["down"] * number, "t")
        assert "All topics" in it.text
        assert "▸ 0" in it.text
        await it.press("down", "down")
        assert "▸ 2  Asia" in it.text
        await it.press("enter")
        assert "all topics" not in it.text
        assert "practice²  ·  Asia" in it.text
        await it.press("t", "q")
        assert "practice²  ·  Asia" in it.text
        await it.press("enter")
        assert isinstance(it.app.screen, QuestionScreen)
        questions = it.app.screen._session.sitting.questions
        assert {question.topic for question in questions} == {"Asia"}
        assert it.app.screen._session.sitting.settings["topics"] == "Asia"


async def test_topic_by_mouse_and_number(run, packs):
    async with run() as it:
        number = next(i for i, p in enumerate(it.app.screen._packs) if p.id == "rivers")
        await it.press(*["down"] * number, "t")
        await it.click_on("Europe")
        assert "·  Europe" in it.text
        await it.press("t", "0")
        assert "all topics" in it.text


async def test_sets_go_through_the_pack(run, packs, log):
    async with run() as it:
        number = next(i for i, p in enumerate(it.app.screen._packs) if p.id == "rivers")
        await it.press(*["down"] * number, "left", "enter", "q")
        await it.press("x")
        await it.press(*["up"] * 3, *["down"] * 0)
    seeds = [row.seed for row in log.sittings()]
    assert seeds == ["1"]


async def test_a_new_set_is_none_that_was_played_by_its_seed(run, packs, log, desk):
    """`quiz play --seed 2` takes a seed that would come next: the same questions once more."""
    pack = errands.load(packs / "rivers")
    keeper = Keeper(log, None)
    drawn = [errands.draw(desk, pack, keeper, count=2, mode="test") for _ in range(2)]
    assert [each.seed for each in drawn] == ["1", "1"]  # none of them was started
    log.start(replace(drawn[0], seed="2"))
    assert errands.draw(desk, pack, keeper, count=2, mode="test").seed == "3"
    log.start(replace(drawn[1], seed="3"))
    assert errands.draw(desk, pack, keeper, count=2, mode="test").seed == "4"


async def test_the_last_line_tells_of_other_packs_and_of_the_way_out(run, packs):
    async with run() as it:
        assert "enter start   ↑ ↓ packs   m mode   ← → how many   p progress" in it.text
        assert it.lines()[-1].endswith("? keys   q leave")
    async with run(size=(60, 18)) as it:
        assert "enter start   ↑ ↓ packs   p progress" in it.text
        assert it.lines()[-1].endswith("? keys   q leave")


async def test_begun_can_be_put_away(run, packs, log):
    async with run(sitting([CHOICE, *[]] * 1)) as it:
        await it.press("q")
        assert "Go on where you stopped" not in it.text  # nothing was answered yet
    two = sitting([CHOICE], ident="s-2")
    log.start(two)
    async with run(sitting([CHOICE, CHOICE], ident="s-3")) as it:
        await it.press("2", "q")
        assert "Go on where you stopped" in it.text
        await it.press("x")
        assert "Go on where you stopped" not in it.text
    assert {row.id: row.how for row in log.sittings()}["s-3"] == "left"


async def test_the_passage_is_shown_from_the_copy(run, packs, size):
    async with run(size=size) as it:
        number = next(i for i, p in enumerate(it.app.screen._packs) if p.id == "rivers")
        await it.press(*["down"] * number, "enter")
        screen = it.app.screen
        await give_up(it)
        await it.press("s")
        assert "A small atlas, made for a class." in it.flat
        assert "flows into" in it.flat
        assert "as all know" in it.flat
        strips = it.app.screen._compositor.render_strips(it.app.size)
        marked = [s.text for strip in strips for s in strip if s.style and s.style.reverse]
        assert any("flows into" in text for text in marked)
        assert any("▸" in line and "flows" in line for line in it.lines())
        await it.press("s")
        assert it.app.screen is screen


async def test_two_digit_keys_at_once_start_one_pack(run, packs):
    async with run() as it:
        await it.press("1", "2")
        assert isinstance(it.app.screen, QuestionScreen)


async def test_q_leaves(run, packs):
    async with run() as it:
        await it.press("q")
        assert it.app._exit


async def test_the_log_can_not_be_read(run, packs, desk, log):
    from dataclasses import replace

    from quiz.errors import LogError

    class Torn:
        def __getattr__(self, name):
            return getattr(log, name)

        def last(self, *_):
            raise LogError("The log cannot be read: it is torn.")

    async with run(with_desk=replace(desk, log=Torn())) as it:
        assert "it is torn" in it.text
        assert "Rivers of the world" in it.text


async def test_what_the_log_has_to_tell_is_told(run, packs, log):
    log.notice = "The log was damaged and was mended."
    async with run() as it:
        assert "The log was damaged and was mended." in it.text


async def test_what_comes_back_today_is_said_and_pointed_at(run, packs, log, desk):
    async with run() as it:
        it.app._wish.mode = "exam"
        await it.press("left", "2")
        screen = it.app.screen
        for _ in range(40):
            if it.app.screen is not screen:
                break
            await give_up(it)
            await it.press("space")
        await it.press("enter")
        assert "due today" not in it.text
    tomorrow = desk.now() + timedelta(days=1)
    async with run(with_desk=replace(desk, now=lambda: tomorrow)) as it:
        assert "Today makes it 2 days in a row" in it.text
        rows = [line for line in it.lines() if " of 8 facts" in line]
        assert len(rows) == 1
        assert "due today" in rows[0]
        assert "▸ 2" in it.text
