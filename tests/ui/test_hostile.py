"""Text from strangers, in every slot of every screen, at every size."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.packs.library import PackEntry
from quiz.ui import errands
from quiz.ui.screens.card import CardScreen
from quiz.ui.screens.question import QuestionScreen
from quiz.ui.screens.results import ResultsScreen
from quiz.ui.screens.source import Found
from tests.ui import samples
from tests.ui.samples import ALL, WRONG_KEYS, changed, keys_for, sitting

EVIL = {
    "markup": "[/] [b]bold[/b] [@click=app.quit]x[/] [red]r[/] [/x [link=file:///]l $error",
    "escape": "\x1b[2J\x1b]0;owned\x07\x1b]52;c;b3duZWQ=\x07\x1bP1$r\x1b\\\x9b31m\x00\x7f\x85",
    "right-to-left": "\u202eevil\u2066 שלום עולם مرحبا\u200f",
    "marks": "Z\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309a\u0338" * 4,
    "long": "long words go on " * 120,
    "unbroken": "x" * 2000,
    "wide": "第一次世界大戦 👩‍👩‍👧‍👦 🇩🇪 ｆｕｌｌ",
    "lines": "one\n\ntwo\r\nthree\tfour\u2028five" + "\n" * 300,
    "empty": "",
    "format": "{0} {name} %s %(x)s ${y} {",
    "odd": "\ud800\ufeff\ue000\u3000\u00a0\u00ad\u200b",
}


@pytest.fixture(autouse=True)
def _no_packs(monkeypatch):
    import quiz.packs.library as library

    monkeypatch.setattr(library, "folders", list)


def poison(evil: str):
    seen: dict[str, str] = {}

    def change(text: str) -> str:
        # Texts that differ stay different, as in a pack that was checked.
        if text not in seen:
            seen[text] = f"{evil}{len(seen)}" if evil else " " * len(seen)
        return seen[text]

    return change


def controls(text: str) -> list[str]:
    return [
        f"U+{ord(char):04X}"
        for char in text
        if char != "\n" and unicodedata.category(char) in ("Cc", "Cs", "Co")
    ] + [f"U+{ord(char):04X}" for char in text if char in "\u202a\u202b\u202d\u202e\u2066\u2067"]


@pytest.mark.parametrize("evil", EVIL.values(), ids=EVIL)
async def test_every_form_survives_it(run, evil):
    change = poison(evil)
    questions = [changed(question, change) for question in ALL]
    async with run(sitting(questions, title=evil or "t")) as it:
        screen = it.app.screen
        while not screen._session.returning:
            small = len(list(it.app.desk.log.answers())) % 2
            await it.pilot.resize_terminal(*((60, 18) if small else (80, 24)))
            assert not controls(it.text)
            await it.pilot.press(*keys_for(WRONG_KEYS[screen._session.current.id]))
            await it.pilot.pause()
            if screen._turn is None:  # what these keys mean changed with the text
                await it.pilot.press(*(("tab", "enter") if screen._form.TYPES else ("0",)))
                await it.pilot.pause()
            assert screen._turn is not None
            assert not controls(it.text)
            for key in ("s", "right", "down", "s"):  # the sources, and back
                await it.press(key)
                assert not controls(it.text)
            await it.pilot.press("down", "pagedown", "up")
            assert not controls(it.text)
            await it.pilot.press("space")
        it.app._finish(screen._session)
        await it.press("pagedown", "down", "pageup")
        assert isinstance(it.app.screen, ResultsScreen)
        assert not controls(it.text)


@pytest.mark.parametrize("evil", EVIL.values(), ids=EVIL)
async def test_a_duel_and_a_card_survive_it(run, evil):
    asked = changed(samples.CHOICE, poison(evil))
    names = {"rival": "other", "left": evil, "right": evil}
    duel = replace(sitting([asked], title=evil, settings=names), mode="duel")
    async with run(duel) as it:
        for size in ((60, 18), (80, 24)):
            await it.pilot.resize_terminal(*size)
            assert not controls(it.text)
        await it.press("1", "8")
        assert not controls(it.text)
        await it.press("space", "x", "space")
        assert isinstance(it.app.screen, ResultsScreen)
        assert not controls(it.text)
        await it.app.push_screen(CardScreen(evil, sentence=evil, title=evil))
        await it.press("c")
        assert not controls(it.text)
        assert not controls(it.app.clipboard)


@pytest.mark.parametrize("evil", EVIL.values(), ids=EVIL)
async def test_a_line_that_grows_survives_it(run, evil):
    asked = changed(samples.TIMELINE, poison(evil))
    long = replace(asked, items=asked.items * 3, dates=asked.dates * 3)
    async with run(replace(sitting([long], title=evil), mode="timeline")) as it:
        for size in ((60, 18), (80, 24), (120, 40)):
            await it.pilot.resize_terminal(*size)
            assert not controls(it.text)
        await it.press("down", "down", "enter")
        assert not controls(it.text)


@pytest.mark.parametrize("evil", EVIL.values(), ids=EVIL)
async def test_home_survives_it(run, evil, monkeypatch, log):
    entries = (
        PackEntry(id="a", title=evil, description=evil, path=Path("a"), where="path", facts=3),
        PackEntry(
            id="b", title=evil, description=evil, path=Path("b"), where="path", error=evil or "x"
        ),
    )
    monkeypatch.setattr(errands, "find_packs", lambda _folders: entries)
    monkeypatch.setattr(errands, "load", lambda _path: Fake(evil))
    log.notice = evil
    begun = sitting([samples.CHOICE, samples.MULTI], title=evil)
    async with run(begun) as it:
        await it.press("2", "q")
        assert not controls(it.text)
        await it.press("down", "t")
        assert not controls(it.text)
        await it.press("down", "enter", "down", "enter", "m", "right")
        assert not controls(it.text)


class Fake:
    id = "a"

    def __init__(self, evil: str) -> None:
        self.title = evil
        self.topics = (evil, f"{evil}2")


@pytest.mark.parametrize("evil", EVIL.values(), ids=EVIL)
async def test_a_passage_survives_it(run, evil, monkeypatch):
    from quiz.packs.passages import Passage

    passage = Passage(before=evil * 2, phrase=evil or "x", after=evil * 2)
    monkeypatch.setattr(
        errands.Shelf, "__call__", lambda _self, _c: Found(passage=passage, note=evil)
    )
    async with run(sitting([samples.CHOICE])) as it:
        await it.press("3", "s")
        assert not controls(it.text)
        await it.press("down", "pagedown", "right")
        assert not controls(it.text)


@pytest.mark.parametrize("evil", ["markup", "escape", "long", "lines", "right-to-left"])
async def test_what_a_student_types_survives_it(run, evil):
    from textual.events import Paste

    async with run(sitting([samples.TYPED])) as it:
        it.app.screen.post_message(Paste(EVIL[evil]))
        await it.settle()
        assert not controls(it.text)
        await it.press("enter")
        assert not controls(it.text)
        assert isinstance(it.app.screen, QuestionScreen)


async def test_a_notification_is_not_markup(run):
    async with run(sitting([samples.CHOICE])) as it:
        it.app.post_message(it.app.Refused("[/] [@click=app.quit]x[/] \x1b[2J"))
        await it.settle()
        assert not controls(it.text)
        assert "[@click=app.quit]x" in it.flat


def test_different_texts_stay_different():
    change = poison("x")
    assert replace(samples.CHOICE, topic=change("a")) != replace(samples.CHOICE, topic=change("b"))
