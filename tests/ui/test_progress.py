"""Progress: five pages, at every size, with what a pack and a log may hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from quiz.ui.screens.help import HelpScreen
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.progress import ProgressScreen
from tests.records.rows import answer
from tests.ui.samples import sitting
from tests.ui.test_home import write_pack
from tests.ui.test_hostile import EVIL, controls
from tests.ui.test_sizes import SWEEP

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.records.log import Log

TODAY = date(2026, 1, 1)
"""What the desk's clock says."""
PAGES = "12345"
SIZES = [(60, 18), (80, 24), (120, 40)]
at_sizes = pytest.mark.parametrize("size", SIZES, ids=[f"{w}x{h}" for w, h in SIZES])

PLAYED: list[tuple[int, str, str, bool, str]] = [
    # days ago, river, topic, right, given
    (9, "danube", "Europe", True, "the Black Sea"),
    (9, "rhine", "Europe", False, "the Baltic Sea"),
    (8, "rhine", "Europe", False, "the Baltic Sea"),
    (8, "oder", "Europe", False, "the North Sea"),
    (6, "danube", "Europe", True, "the Black Sea"),
    (6, "indus", "Asia", True, "the Arabian Sea"),
    (5, "ganges", "Asia", False, "the Arabian Sea"),
    (3, "danube", "Europe", True, "the Black Sea"),
    (2, "ob", "Asia", False, ""),
    (1, "volga", "Europe", False, "gibberish"),
    (0, "rhine", "Europe", True, "the North Sea"),
]  # fmt: skip


def fill(log: Log, **changes: Any) -> None:
    """Write a plausible fortnight into the log, with two days missed."""
    pack = changes.pop("pack", "rivers")
    title = changes.pop("title", "Rivers of the world")
    started = sitting([], title=title)
    log.start(replace(started, id="s", pack=pack))
    for number, (back, river, topic, right, given) in enumerate(PLAYED):
        day = (TODAY - timedelta(days=back)).isoformat()
        made = {
            "pack": pack, "facet": f"{pack}/river/{river}/sea", "topic": topic, "given": given,
            "s": float(right), "correct": right, "rating": "good" if right else "again",
            "day": day, "ts_utc": f"{day}T10:00:{number:02}.000Z", "confidence": 3,
            "asked": None, **changes,
        }  # fmt: skip
        assert log.record(answer(number, sitting="s", **made))


@pytest.fixture(autouse=True)
def _packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import quiz.packs.library as library

    write_pack(tmp_path / "packs" / "rivers")
    monkeypatch.setattr(library, "folders", lambda: [("QUIZ_PACKS", tmp_path / "packs")])


async def test_p_opens_it_and_p_closes_it(run, log):
    fill(log)
    async with run() as it:
        assert "p progress" in it.lines()[-1]
        await it.press("p")
        assert isinstance(it.app.screen, ProgressScreen)
        assert "1 Overview   2 Mastery   3 One fact   4 Calibration   5 Mix-ups" in it.text
        assert it.lines()[-1].endswith("p back")
        await it.press("p")
        assert isinstance(it.app.screen, HomeScreen)
        await it.press("p", "question_mark")
        assert isinstance(it.app.screen, HelpScreen)
        assert it.text.index("Progress") < it.text.index("The page before")


async def test_overview(run, log, size):
    fill(log)
    async with run(size=size) as it:
        await it.press("p")
        shown = it.text
        assert "days in a row" in shown
        assert "Rest day used on Sunday; one is free again on Sunday." in shown
        assert "your best" in shown
        assert "━ learned  ┅ learning  · new" in shown
        assert "Rivers of the world" in shown
        assert "Dec" in shown
        marked = next(line for line in it.lines() if "▸" in line)
        assert marked.split()[:2] == ["▸", "Thu"]
        assert "today" in marked
        assert "5 due today, 1 more within the week" in shown
        if size == (120, 40):
            assert "11 answers on 8 days, 45 % of them right" in shown


async def test_a_day_without_anything_is_a_point_and_others_are_not(run, log):
    fill(log)
    async with run() as it:
        await it.press("p")
        rows = [line.partition("│")[0] for line in it.lines() if "│" in line]
        left = {row[:12].split()[-1]: row.rstrip() for row in rows}
        assert len(left) == 7
        assert left["Wed"].endswith("░░")  # yesterday
        assert left["Sun"].endswith("·")  # the rest day, four days ago
        assert len(left["Fri"]) == len(left["Thu"]) - 2  # tomorrow is not there yet


async def test_mastery(run, log, size):
    fill(log)
    async with run(size=size) as it:
        await it.press("p", "2")
        shown = it.text
        assert "What you would know today" in shown
        assert shown.index("Asia") < shown.index("Europe")
        assert "1 of 3 right, likely 6–79 %" in shown
        assert "4 of 8 right, likely 22–78 %" in shown
        assert "Weakest facts" in shown
        assert "▸" in shown
        assert "✗ “the Arabian Sea”  right: The Bay of Bengal" in shown
        assert "enter how it fades" in shown


async def test_a_marked_fact_opens_and_its_neighbours_follow(run, log):
    fill(log)
    async with run() as it:
        await it.press("p", "2", "down")
        marked = next(line for line in it.lines() if "▸" in line).split("%")[1].strip()
        await it.press("enter")
        assert "2 of 7" in it.text
        assert marked.split(",")[0] in it.text
        assert "┊" in it.text
        assert any(0x2800 < ord(char) < 0x2900 for char in it.text)
        assert "today" in it.text
        await it.press("down")
        assert "3 of 7" in it.text
        await it.press("up", "up", "up", "up")
        assert "6 of 7" in it.text
        assert "The Danube flows into the Black Sea.¹" in it.text
        assert "¹  A school atlas" in it.text
        assert "learned" in it.text  # right on three days
        assert it.text.count("✓") >= 6  # on the line of days, and in the list


async def test_calibration(run, log, size):
    fill(log)
    async with run(size=size) as it:
        await it.press("p", "4")
        assert "5 of 11 right, likely 21–72 %; the band is 80–100 %" in it.flat
        assert "Less often right than that" in it.text
        assert "├" in it.text
        assert "●" in it.text
        assert it.text.count("Never said so far.") == 2
        if size == (120, 40):
            assert "−21" in it.text  # five times three, six times minus six


async def test_without_confidence_it_invites(run, log):
    fill(log, confidence=None)
    async with run() as it:
        await it.press("p", "4")
        assert "How sure are you?" in it.text
        assert "press o" in it.flat
        assert "●" not in it.text


async def test_mix_ups(run, log, size):
    fill(log)
    async with run(size=size) as it:
        await it.press("p", "5")
        shown = it.flat
        assert "▸ 3 ×" in shown
        assert "the Baltic Sea ⇄ The North Sea" in shown
        assert "2 times, and the other way round 1 time." in shown
        assert "The Rhine flows into the North Sea.²" in shown
        assert "The Oder flows into the Baltic Sea.¹" in shown
        assert "¹ A school atlas" in shown
        assert "gibberish" not in shown
        await it.press("down")
        assert "The Indus flows into the Arabian Sea.¹" in it.flat


async def test_nothing_answered_invites(run, size):
    async with run(size=size) as it:
        await it.press("p")
        for page in PAGES:
            await it.press(page)
            assert "Play ten questions and this page begins to fill." in it.text
            assert "[]" in it.text


async def test_nothing_mixed_up(run, log):
    fill(log, correct=True, s=1.0, rating="good")
    async with run() as it:
        await it.press("p", "5")
        assert "Nothing mixed up so far." in it.text


async def test_pages_turn_by_every_key_and_by_the_mouse(run, log):
    fill(log)
    async with run() as it:
        await it.press("p")

        def page() -> int:
            names, rule = it.lines()[:2]
            return next(i for i, n in enumerate(PAGES) if rule[names.index(f"{n} ")] == "━")

        seen = []
        for key in ("right", "tab", "l", "right", "right", "left", "shift+tab", "h", "3", "1"):
            await it.press(key)
            seen.append(page())
        assert seen == [1, 2, 3, 4, 0, 4, 3, 2, 2, 0]
        await it.click_on("Mastery")
        assert page() == 1
        await it.click_on("Ganges")
        assert page() == 1
        assert "▸ 61 %  Ganges" in it.text
        await it.click_on("Ganges")
        assert page() == 2
        assert "Ganges" in it.text
        await it.click_on("p back")
        assert isinstance(it.app.screen, HomeScreen)


async def test_what_is_marked_stays_marked_when_the_packs_have_been_read(run, log):
    fill(log)
    async with run() as it:
        await it.press("p", "2", "down", "down")
        screen = it.app.screen
        facet = screen._facet()
        screen.show_progress(screen._progress, complete=True)
        assert screen._facet() == facet


@at_sizes
async def test_nothing_is_wider_than_the_window_or_lost_below_it(run, log, size):
    fill(log)
    async with run(size=size) as it:
        await it.press("p")
        for page in PAGES:
            await it.press(page)
            assert all(cell_len(line) <= size[0] for line in it.lines())
            sheet = it.app.screen.query_one("#sheet")
            room = it.app.screen.query_one("#text").size.height
            if size != (60, 18):
                assert sheet.size.height <= room, page


async def test_every_page_through_the_sweep(run, log):
    fill(log)
    async with run() as it:
        await it.press("p")
        for number, size in enumerate(SWEEP):
            await it.pilot.resize_terminal(*size)
            await it.pilot.press("1")
            await it.pilot.press(PAGES[number % 5], "down", "pagedown")
        await it.pilot.resize_terminal(59, 18)
        await it.settle()
        assert "A little larger, please" in it.text
        await it.pilot.resize_terminal(80, 24)
        await it.settle()
        assert "1 Overview" in it.text


@pytest.mark.parametrize("evil", EVIL.values(), ids=EVIL)
async def test_hostile_names_and_answers(run, log, evil):
    """In the log alone: its pack is gone, and every name in it is a stranger's."""
    fill(log, pack="gone", title=evil, topic=evil, given=evil, correct=False, s=0.0)
    async with run() as it:
        await it.press("p")
        for size in SIZES:
            await it.pilot.resize_terminal(*size)
            for page in PAGES:
                await it.press(page, "down", "pagedown")
                assert not controls(it.text)
                assert all(cell_len(line) <= size[0] for line in it.lines())


@pytest.mark.parametrize("evil", EVIL.values(), ids=EVIL)
async def test_hostile_packs(run, log, evil):
    """In what the pack says of facts that it has."""
    fill(log)
    async with run() as it:
        await it.press("p")
        screen = it.app.screen
        found = screen._progress
        facts = tuple(
            replace(
                fact,
                told=replace(
                    fact.told, subject=evil, asks=evil, answer=evil, sentence=evil, topic=evil
                ),
            )
            for fact in found.facts
        )
        pairs = tuple(
            replace(
                pair,
                one=replace(pair.one, text=evil, sentence=evil),
                other=replace(pair.other, text=evil, sentence=evil),
            )
            for pair in found.mixups
        )
        changed = replace(
            found,
            facts=facts,
            mixups=pairs,
            topics=tuple(replace(topic, topic=evil, title=evil) for topic in found.topics),
            packs=tuple(replace(pack, title=evil) for pack in found.packs),
        )
        screen.show_progress(changed, complete=True)
        for size in SIZES:
            await it.pilot.resize_terminal(*size)
            for page in PAGES:
                await it.press(page, "down")
                assert not controls(it.text)


async def test_a_log_that_cannot_be_read_is_said(run, log, monkeypatch):
    from quiz.errors import LogError
    from quiz.reports.keeper import Keeper

    def broken(_self: Keeper, _user: str) -> None:
        raise LogError("The log cannot be read: [b]the disk[/b] reports an error.")

    async with run() as it:
        monkeypatch.setattr(Keeper, "learner", broken)
        await it.press("p")
        assert "The log cannot be read: [b]the disk[/b] reports an error." in it.flat


async def test_today_is_the_students_own_day(run, log, desk):
    """At eleven in the evening in New York it is not tomorrow yet."""
    fill(log)
    west = timezone(timedelta(hours=-5))
    late = replace(desk, now=lambda: datetime(2026, 1, 2, 3, 30, tzinfo=UTC).astimezone(west))
    async with run(with_desk=late) as it:
        await it.press("p")
        assert it.app.screen._progress.today == TODAY
        assert it.app.screen._progress.streak.today


async def test_a_fact_in_a_window_of_two_columns(run, log):
    """Its curve had no column to be drawn in, and that ended the program."""
    fill(log)
    async with run() as it:
        await it.press("p", "3")
        before = it.text
        for size in ((2, 18), (14, 60), (1, 1), (80, 24)):
            await it.pilot.resize_terminal(*size)
            await it.settle()
        assert it.text == before
