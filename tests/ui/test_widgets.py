"""The parts by themselves: marks, measure, prose, the line that is typed on, themes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color
from textual.content import Content

from quiz.text import cells
from quiz.ui import marks, theme
from quiz.ui.measure import GAP, MARGIN, WIDEST, measure
from quiz.ui.widgets.feedback import _lower
from quiz.ui.widgets.figures import large
from quiz.ui.widgets.line_edit import LONGEST, LineEdit
from quiz.ui.widgets.prose import Row, lay


def test_marks():
    assert marks.superscript(1) == "¹"
    assert marks.superscript(1, 3, 12) == "¹,³,¹²"
    assert [marks.streak_mark(n) for n in (0, 2, 3, 4, 5, 9, 10, 40)] == [
        "", "", "†", "†", "‡", "‡", "⁂", "⁂",
    ]  # fmt: skip
    assert marks.in_words(3) == "three"
    assert marks.in_words(20) == "20"
    assert marks.ordinal(2) == "2nd"
    assert marks.ordinal(12) == "12"
    assert marks.letter(2) == "C"
    assert marks.letter(40) == ""
    assert marks.count(1, "fact", "facts") == "1 fact"
    assert marks.count(1200, "fact", "facts") == "1,200 facts"


@pytest.mark.parametrize("mark", "✓✗~▸●○─━╸❦†‡⁂·×│⇧↑↓←→…")
def test_every_sign_is_one_cell_wide(mark):
    from rich.cells import cell_len

    assert cells(mark) == cell_len(mark) == 1


@given(st.floats(-1, 2), st.integers(0, 60))
def test_a_bar_is_as_wide_as_it_should_be_and_tells_no_lie(share, width):
    done, rest = marks.bar(share, width)
    assert len(done) + len(rest) == width
    if width:
        assert bool(done) == (share > 0)
        assert (done == "━" * width) == (share >= 1)


@given(st.integers(1, 400))
def test_measure_stays_inside_the_screen(width):
    page = measure(width)
    assert page.margin >= 0
    assert page.body >= 1
    assert page.margin + page.body <= max(width, 1)
    assert page.body <= WIDEST
    if width >= 60:
        assert page.margin >= MARGIN
        assert page.left >= 1


def test_measure_at_the_sizes_that_matter():
    assert (measure(80).margin, measure(80).body) == (12, 66)
    assert (measure(120).margin, measure(120).body) == (20, 80)
    assert measure(120).roomy
    assert not measure(80).roomy


@given(
    st.text("ab cdé第 ", max_size=200),
    st.text("xy", max_size=30),
    st.integers(60, 200),
    st.booleans(),
)
def test_prose_lines_fit_and_say_whose_they_are(body, margin, width, airy):
    page = measure(width)
    rows = [Row(body=Content(body), margin=Content(margin), air=True), Row(body=Content("next"))]
    lines, owners = lay(rows, page, airy=airy)
    assert len(lines) == len(owners)
    assert owners[-1] == 1
    for line in lines:
        assert line.cell_length <= page.margin + page.body + 1
    if margin and body.strip():
        assert lines[0].plain[page.room : page.margin].strip() == "" or len(margin) > page.room
    assert GAP == 2


def test_the_margin_stands_beside_the_style_asked_for():
    body = Content.assemble("word " * 30, ("phrase", "bold reverse"), " word" * 30)
    lines, _ = lay([Row(body=body, margin=Content("▸"), beside="bold reverse")], measure(80))
    marked = [line.plain for line in lines if "▸" in line.plain]
    assert len(marked) == 1
    assert "phrase" in marked[0]


KEYS = ["left", "right", "home", "end", "backspace", "delete", "ctrl+w", "ctrl+u", "ctrl+k",
        "ctrl+left", "ctrl+right", "x"]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(KEYS), st.characters()), max_size=60))
def test_line_edit_never_loses_its_place(keys):
    line = LineEdit()
    for key in keys:
        line.press(key, key if len(key) == 1 else None)
        assert 0 <= line.cursor <= len(line.text) <= LONGEST
        assert "\x1b" not in line.text
        assert "\n" not in line.text
        assert line.show(active=True).plain.rstrip() == line.text.rstrip()


def test_line_edit_words():
    line = LineEdit()
    line.insert("one two three")
    line.press("ctrl+w", None)
    assert line.text == "one two "
    line.press("ctrl+left", None)
    assert line.cursor == 4
    line.press("ctrl+k", None)
    assert line.text == "one "
    line.insert("x" * 500)
    assert len(line.text) == LONGEST


def test_remarks_after_a_dash():
    assert _lower("3 of 6 pairs right.") == "3 of 6 pairs right"
    assert _lower("Spelled “Alma-Ata”.") == "spelled “Alma-Ata”"
    assert _lower("You named Stalin.") == "you named Stalin"
    assert _lower("NATO.") == "NATO"


def test_large_figures():
    for number in (0, 7, 1234567890):
        top, middle, bottom = large(number)
        assert len(top) == len(middle) == len(bottom) == 4 * len(str(number)) - 1


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast."""

    def luminance(color: str) -> float:
        channels = [
            c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
            for c in Color.parse(color).normalized
        ]
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("each", theme.THEMES, ids=lambda t: t.name)
def test_contrast(each):
    ground = each.background
    assert contrast(each.foreground, ground) >= 7
    for name in ("note", "faint", "right", "wrong"):
        assert contrast(each.variables[name], ground) >= 4.5, name


def test_other_themes_get_stand_ins():
    from textual.theme import BUILTIN_THEMES

    for each in BUILTIN_THEMES.values():
        variables = theme.with_stand_ins(each.to_color_system().generate())
        for name in theme.STAND_INS:
            assert variables[name]
