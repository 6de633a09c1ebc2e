"""What the full screen asks the student's memory, and does with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quiz.play.session import CHANGED
from quiz.ui.screens.question import QuestionScreen
from tests.records.rows import answer
from tests.ui.samples import CHOICE, sitting

ASKED = replace(CHOICE, key="1927-11")


def remembered(log, *, asked: str, day: str) -> None:
    log.start(sitting((ASKED,), ident="before"))
    log.record(
        answer(
            0, sitting="before", facet=ASKED.facet, day=day, asked=asked, rating="good",
            correct=True, s=1.0,
        )
    )  # fmt: skip
    log.finish("before", f"{day}T12:00:00.000Z", "finished")


@pytest.mark.parametrize(("asked", "told"), [("1927-10", True), ("1927-11", False)])
async def test_an_answer_that_the_author_changed_is_told(run, log, asked, told):
    remembered(log, asked=asked, day="2025-12-01")
    async with run(sitting((ASKED,))) as it:
        await it.press("2")
        assert (CHANGED in it.flat) is told
    last = list(log.answers())[-1]
    assert last.rated
    assert (last.r_before is None) is told


async def test_a_likely_guess_is_rated_hard(run, log):
    remembered(log, asked="1927-11", day="2020-01-01")
    async with run(sitting((ASKED,))) as it:
        await it.press("2")
    last = list(log.answers())[-1]
    assert (last.correct, last.rating) == (True, "hard")
    assert last.r_before < 0.5


async def test_the_first_picture_waits_for_no_disk(run, log, monkeypatch):
    done = []

    def noting(name, does):
        def noted(*args, **named):
            done.append(name)
            return does(*args, **named)

        return noted

    monkeypatch.setattr(log, "flush", noting("written", log.flush))
    monkeypatch.setattr(QuestionScreen, "paint", noting("painted", QuestionScreen.paint))
    async with run(sitting((ASKED,), ident="new")):
        assert [row.id for row in log.sittings()] == ["new"]
    assert done[:2] == ["painted", "written"]
