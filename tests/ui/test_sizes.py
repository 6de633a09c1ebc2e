"""Windows of any size: kind below 60×18, nothing lost, no crash."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.shipped import FULL
from tests.ui import samples
from tests.ui.samples import ALL, CHOICE, keys_for, sitting

SWEEP = [
    (1, 1), (2, 2), (3, 1), (1, 24), (4, 5), (5, 20), (8, 3), (10, 10), (11, 40), (12, 12),
    (20, 5), (30, 17), (40, 10), (59, 17), (59, 24), (60, 17), (60, 18), (61, 19), (79, 23),
    (100, 30), (119, 33), (120, 34), (160, 50), (220, 60),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _no_packs(monkeypatch):
    import quiz.packs.library as library

    monkeypatch.setattr(library, "folders", list)


STARTS = SWEEP if FULL else SWEEP[::2]


@pytest.mark.parametrize("size", STARTS, ids=[f"{w}x{h}" for w, h in STARTS])
async def test_started_at(run, size):
    async with run(sitting(ALL), size=size) as it:
        small = size[0] < 60 or size[1] < 18
        if small and size[0] >= 24 and size[1] >= 4:
            assert "A little larger, please" in it.text
        await it.press("3")
        assert it.app.screen.has_class("-answered") is not small
        await it.press("space", "question_mark", "q", "q")
    async with run(size=size) as it:
        await it.press("down", "question_mark", "q")


async def test_every_question_through_the_sweep(run):
    async with run(sitting(ALL)) as it:
        for number, question in enumerate(ALL):
            for size in (SWEEP[number], SWEEP[-1 - number], (80, 24)):
                await it.pilot.resize_terminal(*size)
            await it.settle()
            await it.pilot.press(*keys_for(samples.RIGHT_KEYS[question.id]))
            assert it.app.screen.has_class("-answered")
            for size in (SWEEP[number + 6], SWEEP[-7 - number], (80, 24)):
                await it.pilot.resize_terminal(*size)
            await it.settle()
            assert "✓ Right" in it.text
            await it.pilot.press("space")


async def test_nothing_is_lost_while_it_is_too_small(run):
    async with run(sitting([samples.TYPED, CHOICE])) as it:
        await it.press(*"Alma")
        await it.pilot.resize_terminal(40, 10)
        await it.settle()
        assert "A little larger, please" in it.text
        assert "60 × 18" in it.text
        assert "Alma" not in it.text
        await it.press("x", "enter")
        await it.pilot.resize_terminal(80, 24)
        await it.settle()
        assert "A little larger" not in it.text
        assert "Alma" in it.text
        await it.press("minus", *"Ata", "enter")
        assert "✓ Right" in it.text


async def test_resizing_shares_the_lines_out_anew(run):
    async with run(sitting([samples.MATCH]), size=(120, 40)) as it:
        await it.press(*samples.WRONG_KEYS[samples.MATCH.id])
        await it.pilot.resize_terminal(60, 18)
        await it.settle()
        assert "Not quite" in it.text
        assert "Trotsky and Zinoviev were expelled" in it.flat
        await it.pilot.resize_terminal(120, 40)
        await it.settle()
        assert "during the 15th" in it.flat


async def test_the_palette_at_tiny_sizes(run):
    async with run(sitting([CHOICE])) as it:
        await it.press("ctrl+p")
        for size in SWEEP[:12]:
            await it.pilot.resize_terminal(*size)
            await it.pilot.pause()
        await it.pilot.resize_terminal(80, 24)
        await it.press("escape", "2")
        assert "✓ Right" in it.text


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)], ids=["60x18", "80x24", "120x40"])
async def test_the_question_is_seen_whole_at(run, size):
    async with run(sitting([CHOICE]), size=size) as it:
        for option in CHOICE.options:
            assert option.text in it.text
        await it.press("3")
        assert "✗ Not this time" in it.text
        assert "Trotsky was sent to Alma-Ata" in it.flat


@pytest.mark.parametrize("question", ALL, ids=[question.id for question in ALL])
async def test_the_last_line_always_has_the_way_to_the_keys_and_out(run, question):
    async with run(sitting([question])) as it:

        async def feet() -> list[str]:
            seen = []
            for size in ((60, 18), (80, 24)):
                await it.pilot.resize_terminal(*size)
                await it.settle()
                seen.append(it.lines()[-1])
            return seen

        for foot in await feet():
            assert "don’t know" in foot
            assert foot.endswith(("? keys   q pause", "f1 keys   f10 pause"))
        await it.press(*keys_for(samples.WRONG_KEYS[question.id]))
        assert all(foot.endswith("? keys   q pause") for foot in await feet())
        await it.press("s")
        assert all(foot.endswith("s back   ? keys") for foot in await feet())


async def test_an_answered_question_hides_as_well(run):
    async with run(sitting([CHOICE])) as it:
        await it.press("3")
        await it.pilot.resize_terminal(59, 24)
        await it.settle()
        assert "A little larger" in it.text
        assert "Not this time" not in it.text
        await it.pilot.resize_terminal(80, 24)
        await it.settle()
        assert "Not this time" in it.text


@pytest.mark.parametrize("mode", ["duel", "timeline", "sprint"])
async def test_games_through_the_sweep(run, mode):
    form = samples.TIMELINE if mode == "timeline" else CHOICE
    long = replace(form, items=form.items * 3, dates=form.dates * 3)
    async with run(sitting([long], mode=mode)) as it:
        for size in (*SWEEP[::3], (80, 24)):
            await it.pilot.resize_terminal(*size)
        await it.press("1")
        for size in (*SWEEP[1::3], (80, 24)):
            await it.pilot.resize_terminal(*size)
        await it.press("7", "space", "m")
        for size in (*SWEEP[2::3], (80, 24)):
            await it.pilot.resize_terminal(*size)
        assert it.text
