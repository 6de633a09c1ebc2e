"""Pictures made of characters: every value has its place, and nothing falls out of the frame."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from quiz.reports.intervals import wilson
from quiz.ui.progress.charts import (
    DOT,
    STEPS,
    Plot,
    column,
    ruler,
    spark,
    three,
    whisker,
)

shares = st.floats(0, 1)


@given(st.lists(st.one_of(st.none(), shares)))
def test_a_line_of_blocks_rises_with_its_values(values: list[float | None]) -> None:
    line = spark(values)
    assert len(line) == len(values)
    heights = [(v, STEPS.index(c)) for v, c in zip(values, line, strict=True) if v is not None]
    assert all(c == "·" for v, c in zip(values, line, strict=True) if v is None)
    assert sorted(h for _, h in sorted(heights)) == [h for _, h in sorted(heights)]


def test_the_ends_of_a_line_of_blocks() -> None:
    assert spark([0.0, 1.0, None]) == f"{STEPS[0]}{STEPS[-1]}·"


@given(shares, st.integers(1, 90))
def test_a_bar_shows_whatever_is_there(share: float, width: int) -> None:
    assert (column(share, width) == "") == (share == 0)
    assert len(column(share, width)) <= width


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_three_parts(whole: int, part: int, none: int) -> None:
    assert three(whole, part, none).plain == "━" * whole + "┅" * part + "·" * none


@given(st.integers(1, 80).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))),
       st.integers(20, 110))  # fmt: skip
def test_the_dot_stands_between_its_whiskers(count: tuple[int, int], width: int) -> None:
    right, of = count
    line = whisker(width, (0.8, 1.0), wilson(right, of), right / of).plain
    assert len(line) == width
    assert line.count(DOT) == 1
    assert line.index(DOT) == round(right / of * (width - 1))
    if "├" in line:
        assert line.index("├") < line.index(DOT)
    if "┤" in line:
        assert line.index("┤") > line.index(DOT)


def test_an_empty_whisker_has_the_band_alone() -> None:
    assert whisker(11, (0.8, 1.0), None, None).plain == "········░░░"


@given(st.lists(st.one_of(st.none(), st.floats(-1, 2)), min_size=1, max_size=80),
       st.integers(1, 40), st.integers(1, 15))  # fmt: skip
def test_a_curve_stays_in_its_frame(values: list[float | None], width: int, height: int) -> None:
    plot = Plot(width, height, low=0.2, high=1.0)
    plot.line_at(0.9)
    plot.line_down(width // 2)
    plot.line_down(-1)
    plot.line_down(width)
    plot.curve(values)
    lines = [line.plain for line in plot.lines()]
    assert len(lines) == height
    assert {cell_len(line) for line in lines} == {width}
    dotted = {x for line in lines for x, char in enumerate(line) if ord(char) > 0x2800}
    shown = values[: 2 * width]
    assert dotted == {x // 2 for x, value in enumerate(shown) if value is not None}


@pytest.mark.parametrize(("value", "row"), [(1.0, 0), (0.0, 3), (2.0, 0), (-1.0, 3), (0.6, 1)])
def test_a_value_has_its_row(value: float, row: int) -> None:
    plot = Plot(4, 4, low=0.0, high=1.0)
    assert plot.row_of(value) == row
    plot.curve([value] * 8)
    assert [set(line.plain) != {" "} for line in plot.lines()] == [n == row for n in range(4)]


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["today", "due 3 Dec", "21 Jan"])),
                max_size=5))  # fmt: skip
def test_words_under_a_line_never_touch(places: list[tuple[int, str]]) -> None:
    line = ruler(60, places).plain
    assert len(line) <= 60
    first = min(places, key=lambda place: place[0])[1] if places else ""
    assert first in line
    for part in line.split():
        assert part in {"today", "due", "3", "Dec", "21", "Jan"}
