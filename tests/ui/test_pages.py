"""Sources, results and help."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quiz.ui import browser, keys
from quiz.ui.screens.help import HelpScreen
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.question import QuestionScreen
from quiz.ui.screens.results import ResultsScreen
from quiz.ui.screens.source import SourceScreen, leaves_of
from tests.ui import samples
from tests.ui.samples import CHOICE, sitting
from tests.ui.test_question import several


@pytest.fixture(autouse=True)
def _no_packs(monkeypatch):
    import quiz.packs.library as library

    monkeypatch.setattr(library, "folders", list)


async def test_sources_page_through_all_citations(run, size):
    async with run(sitting([CHOICE]), size=size) as it:
        await it.press("s")
        assert isinstance(it.app.screen, QuestionScreen)  # not before the answer
        await it.press("3", "s")
        assert isinstance(it.app.screen, SourceScreen)
        assert "1 of 3" in it.text
        assert "“The struggle for power”, a school history site, 2014" in it.flat
        assert "“banished to Alma-Ata in January”" in it.text
        await it.press("right")
        assert "§ Defeat and exile (1927–1928)" in it.text
        assert "https://example.org/trotsky" in it.text
        assert "o open in browser" in it.text
        await it.press("right", "right", "right", "left")
        assert "2 of 3" in it.text
        await it.press("s")
        assert isinstance(it.app.screen, QuestionScreen)
        assert "✗ Not this time" in it.text


async def test_an_address_is_opened_only_if_it_is_of_the_web(run, monkeypatch):
    opened = []
    monkeypatch.setattr(browser, "open_url", lambda url: opened.append(url) or False)
    async with run(sitting([CHOICE])) as it:
        await it.press("3", "s", "o")
        assert opened == []
        await it.press("right", "o")
        assert opened == ["https://example.org/trotsky"]
        await it.pilot.pause(0.2)
        assert "There is no browser" in it.text


@pytest.mark.parametrize(
    ("url", "is_web"),
    [
        ("https://example.org/a?b#c", True),
        ("http://example.org", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("https:", False),
        ("https://", False),
        ("-h", False),
        ("https://example.org/\n", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_addresses(url, is_web):
    assert browser.is_web(url) is is_web


def test_a_browser_in_the_terminal_is_never_started(monkeypatch):
    import webbrowser

    started = []

    class Text(webbrowser.GenericBrowser):
        def open(self, *args, **named):
            started.append(args)
            return True

    terminal = webbrowser.GenericBrowser("w3m")
    monkeypatch.setattr(terminal, "open", lambda *a, **n: started.append(a))
    monkeypatch.setattr(webbrowser, "get", lambda: terminal)
    assert browser.open_url("https://example.org") is False
    monkeypatch.setattr(webbrowser, "get", lambda: (_ for _ in ()).throw(webbrowser.Error("none")))
    assert browser.open_url("https://example.org") is False
    assert started == []


def test_leaves_have_each_place_once():
    options = [(o.text, o.citations) for o in CHOICE.options]
    leaves = leaves_of([samples.ARTICLE], options)
    assert [leaf.number for leaf in leaves] == [1, None]
    assert leaves[1].about == "October 1926"


async def test_results(run, size):
    questions = [*several(2), samples.TYPED]
    async with run(sitting(questions), size=size) as it:
        await it.press("2", "space", "3", "space", *"Baku", "enter", "space")
        await it.press("2", "space", *"Verny", "enter", "space")
        assert isinstance(it.app.screen, ResultsScreen)
        assert "of 300 points" in it.text
        assert "1 of 3 right" in it.text
        assert "1 of 3" in it.text
        assert "Defeat and exile" in it.text
        assert "To read again" in it.text
        assert "The expulsion of Trotsky and Zinoviev" in it.flat
        await it.press("end", "end")
        await it.press(*["down"] * 30)
        assert "Baku" in it.text
        assert "Alma-Ata" in it.text
        assert "¹" in it.text
        assert "❦" in it.text


async def test_results_all_right(run):
    async with run(sitting(several(3))) as it:
        await it.press(*["2", "space"] * 3)
        assert "Not one slip: every answer right." in it.text
        assert "best streak 3 †" in it.text
        assert "the missed again" not in it.text
        await it.press("m")
        assert isinstance(it.app.screen, ResultsScreen)
        await it.press("h")
        assert isinstance(it.app.screen, HomeScreen)


async def test_the_missed_again(run, log):
    async with run(sitting(several(2))) as it:
        await it.press("2", "space", "3", "space", "2", "space", "m")
        assert isinstance(it.app.screen, QuestionScreen)
        assert "1 of 1" in it.text
        await it.press("2", "space")
        assert isinstance(it.app.screen, ResultsScreen)
    rows = list(log.sittings())
    assert [row.how for row in rows] == ["finished", "finished"]
    assert rows[1].settings["again"] == rows[0].id


async def test_a_new_set_of_a_pack_that_is_gone(run):
    async with run(sitting(several(1))) as it:
        await it.press("2", "space", "n")
        await it.pilot.pause(0.2)
        assert isinstance(it.app.screen, ResultsScreen)
        assert "No pack is called “sample”" in it.flat


async def test_your_best_so_far_is_said(run, log):
    questions = several(3)
    async with run(sitting(questions)) as it:
        await it.press("2", "space", "3", "space", "3", "space", "2", "space", "2", "space")
    async with run(sitting(questions, ident="s-2")) as it:
        await it.press("2", "space", "2", "space", "3", "space", "2", "space")
        assert "Your best in this pack so far; it was 33 %." in it.text


async def test_the_score_counts_up(run):
    async with run(sitting(several(1))) as it:
        it.app.animation_level = "full"
        await it.press("2", "space")
        screen = it.app.screen
        deadline = 200
        while screen._timer is not None and deadline:
            await it.pilot.pause(0.02)
            deadline -= 1
        assert screen._timer is None
        assert "┃ ┃ ┃ ┃" in it.text  # 100


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_help_is_made_from_the_bindings(run, size):
    async with run(sitting([CHOICE]), size=size) as it:
        await it.press("question_mark")
        assert isinstance(it.app.screen, HelpScreen)
        seen = set()
        for _ in range(20):
            seen.update(it.lines())
            await it.press("pagedown")
        told = " ".join(" ".join(seen).split())
        for section, bindings in keys.SECTIONS.items():
            assert section in told
            for binding in bindings:
                assert binding.description in told
                assert binding.tooltip in told


def test_every_binding_has_id_description_and_tooltip_and_is_there_once():
    every = [binding for bindings in keys.SECTIONS.values() for binding in bindings]
    assert all(b.id and b.description and b.tooltip and b.key_display for b in every)
    assert len({b.id for b in every}) == len(every)


def test_every_key_of_a_screen_does_something():
    from quiz.ui.screens.topics import TopicScreen

    for screen in (
        HomeScreen,
        QuestionScreen,
        SourceScreen,
        ResultsScreen,
        TopicScreen,
        HelpScreen,
    ):
        for action in keys.actions(screen.KEYS).values():
            assert hasattr(screen, f"do_{action}"), (screen, action)


async def test_help_from_each_screen(run):
    async with run(sitting([samples.TYPED])) as it:
        await it.press("f1")
        assert isinstance(it.app.screen, HelpScreen)
        await it.press("q", *"Verny", "enter", "s", "question_mark")
        assert "Sources" in it.lines()[2]
        await it.press("question_mark", "s", "space", "question_mark")
        assert "Results" in it.lines()[2]
        await it.press("q", "enter", "question_mark")
        assert "Home" in it.lines()[2]


async def test_the_palette_offers_themes_and_no_screenshot(run):
    async with run(sitting([CHOICE], mode="test")) as it:
        names = [command.title for command in it.app.get_system_commands(it.app.screen)]
        assert names == ["Theme", "Keys", "Home", "Leave"]
        await it.press("ctrl+p")
        await it.pilot.pause(0.3)
        assert "Theme" in it.text
        await it.press("escape")
        assert "October 1926" in it.text


async def test_selected_text_is_copied_and_then_ctrl_c_leaves(run):
    from textual.selection import SELECT_ALL

    async with run(sitting([CHOICE])) as it:
        await it.press("3")
        feedback = it.app.screen.query_one("#feedback")
        it.app.screen.selections = {feedback: SELECT_ALL}
        await it.press("ctrl+c")
        assert not it.app._exit
        assert "Alma-Ata" in it.app.clipboard
        await it.press("ctrl+c")
        assert it.app._exit


async def test_a_mistake_of_our_own_ends_in_a_sentence(run, desk, capsys):
    async def burst():
        async with run(sitting([CHOICE])) as it:
            secret = "November 1927"
            screen = it.app.screen

            def broken(*_args, **_named):
                raise RuntimeError(secret)

            screen._session.answer = broken
            await it.press("2")

    with pytest.raises(RuntimeError):
        await burst()
    noted = (desk.notes / "crash.txt").read_text(encoding="utf-8")
    assert "RuntimeError" in noted
    assert "question.py" in noted
    assert "November 1927" not in noted


async def test_results_of_a_finished_sitting(run):
    questions = several(1)
    async with run(sitting(questions)) as it:
        await it.press("2")
    async with run(sitting(questions)) as it:
        assert isinstance(it.app.screen, ResultsScreen)


def test_sample_is_a_copy():
    assert replace(CHOICE) == CHOICE


async def test_a_click_on_a_footnote_shows_its_passage(run):
    async with run(sitting([CHOICE])) as it:
        await it.press("3")
        await it.click_on("As ¹")
        assert isinstance(it.app.screen, SourceScreen)
        assert "3 of 3" in it.text
        assert "during the 15th Congress" in it.text


async def test_choices_are_kept(run, desk, tmp_path):
    kept = replace(desk, settings=tmp_path / "settings")
    async with run(with_desk=kept) as it:
        await it.press("l", "tab", "tab", "right")
        assert it.app.theme == "paper"
    async with run(with_desk=kept) as it:
        assert it.app.theme == "paper"
        assert "15 questions  ·  exam²" in it.text
        await it.press("l")
        assert it.app.theme == "ink"


async def test_choices_that_mean_nothing_here_do_no_harm(run, desk, tmp_path):
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "screen.json").write_text(
        '{"theme": "[/]", "mode": "marathon", "count": 7}', encoding="utf-8"
    )
    async with run(with_desk=replace(desk, settings=tmp_path / "settings")) as it:
        assert it.app.theme == "ink"
        assert "7 questions  ·  practice²" in it.text
