"""A reference in the clipboard: in the student's style, again in the next one, and safe."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec

import pytest

from quiz.exchange import copied
from quiz.exchange.references import STYLES
from quiz.records.settings import OWN, TITLES, Settings, read, write
from quiz.ui import errands
from quiz.ui.screens.options import _options
from tests.shipped import pack
from tests.ui.samples import CHOICE, sitting
from tests.ui.test_hostile import EVIL, changed, controls, poison

SOURCE = next(iter(pack("chemical-elements").sources.values()))


def cited(part):
    """Cite the first of the elements' sources in place of others."""
    found = (replace(c, source=SOURCE.id, text=SOURCE.reference) for c in part.citations)
    return replace(part, citations=tuple(found))


ELEMENTS = replace(
    CHOICE,
    reasons=tuple(map(cited, CHOICE.reasons)),
    options=tuple(map(cited, CHOICE.options)),
)
APA = "Connelly, N. G., Damhus, T., Hartshorn, R. M., & Hutton, A. T. (Eds.). (2005). Nomenclature"


@pytest.fixture(autouse=True)
def _elements(monkeypatch):
    monkeypatch.setattr(errands, "load_by_id", lambda _name: pack("chemical-elements"))


async def toasted(it, words):
    for _ in range(50):
        if words in it.flat:
            return
        await it.pilot.pause(0.05)
    raise AssertionError(it.text)


async def test_again_takes_the_next_style_and_another_source_begins_with_it(run, size):
    async with run(sitting([ELEMENTS]), size=size) as it:
        await it.press("3", "s")
        assert it.app.clipboard == ""
        assert "c copy" in it.text
        await it.press("c")
        assert it.app.clipboard.startswith(APA)
        await toasted(it, "In APA 7, where this terminal allows it.")
        assert "c again: MLA 9" in it.text
        await it.press("c")
        assert it.app.clipboard.startswith("Connelly, Neil G., et al., editors. ")
        await toasted(it, "In MLA 9")
        await it.press("right", "left", "y")
        assert "et al., editors" in it.app.clipboard
        await it.press(*"cccc")
        assert it.app.clipboard == SOURCE.reference
        await toasted(it, "In the short form, where this terminal allows it.")
        assert "c again: APA 7" in it.text
        assert "In MLA 9" not in it.text
        await it.press("c")
        assert it.app.clipboard.startswith(APA)


async def test_the_style_is_the_one_of_the_options(run, desk, tmp_path):
    kept = replace(desk, settings=tmp_path / "settings")
    write(Settings(style="gost"), kept.settings, kept.user)
    async with run(sitting([ELEMENTS]), with_desk=kept) as it:
        await it.press("3", "s", "c")
        assert it.app.clipboard.startswith("Nomenclature of Inorganic Chemistry")
        await it.press("s", "q", "o", *["down"] * 5)
        assert "References GOST" in it.flat
        await it.press("right")
    assert read(kept.settings, kept.user).style == OWN


def test_the_options_have_every_style() -> None:
    (styles,) = (option for option in _options(["ink"]) if option.name == "style")
    assert styles.values == tuple(TITLES) == (*STYLES, OWN)
    assert styles.shown("no such style") == "the short form"


async def test_without_the_program_it_is_the_short_form(run, monkeypatch):
    monkeypatch.setattr(copied, "find_spec", lambda name: None)
    async with run(sitting([ELEMENTS])) as it:
        await it.press("3", "s", "c", "c")
        assert it.app.clipboard == SOURCE.reference
        await toasted(it, "In the short form, where this terminal allows it.")
        await toasted(it, "'footnote-quiz[references]'")
    assert find_spec("citeproc") is not None


async def test_a_pack_that_is_gone_leaves_the_short_form(run, monkeypatch):
    def gone(_name):
        raise errands.QuizError("gone")

    monkeypatch.setattr(errands, "load_by_id", gone)
    async with run(sitting([CHOICE])) as it:
        await it.press("3", "s", "c")
        assert it.app.clipboard == "“The struggle for power”, a school history site, 2014"


@pytest.mark.parametrize("evil", EVIL.values(), ids=EVIL)
async def test_what_is_copied_controls_nothing(run, evil):
    async with run(sitting([changed(CHOICE, poison(evil))], title=evil)) as it:
        await it.press("3", "s", "c")
        assert not controls(it.app.clipboard)
        assert not controls(it.text)
