"""Numbers: what can be read, and how far off it is (RULES.md F5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.model import Form, Response
from quiz.play.grading import grade, guess
from quiz.play.grading.numbers import distance_score, read_number, show
from tests.make import question

NUMBERS = {
    "1917": 1917,
    " 1917 ": 1917,
    "1917.": 1917,
    "in 1917": 1917,
    "In the year 1917": 1917,
    "1 917": 1917,
    "1\u00a0917": 1917,
    "1\u202f917": 1917,
    "1,917": 1917,
    "1917 AD": 1917,
    "AD 1917": 1917,
    "1917 CE": 1917,
    "A.D. 1917": 1917,
    "c. 1917": 1917,
    "about 1917": 1917,
    "1917?": 1917,
    "~1917": 1917,
    "November 1917": 1917,
    "Nov. 1917": 1917,
    "１９１７": 1917,
    "430 BC": -430,
    "430 B.C.": -430,
    "430 bce": -430,
    "430 B.C.E.": -430,
    "-430": -430,
    "−430": -430,
    "- 430": -430,
    "+5": 5,
    "0": 0,
    "3.14": 3.14,
    "3,14": 3.14,
    ".5": 0.5,
    "1,234,567": 1234567,
    "1 234 567": 1234567,
    "1'234'567": 1234567,
    "1,234.5": 1234.5,
    "2 million": 2_000_000,
    "1.5 million": 1_500_000,
    "3 thousand": 3000,
    "8.1 Billion": 8_100_000_000,
    "1 trillion": 1_000_000_000_000,
    "‒5": -5,
}
NOT_NUMBERS = [
    "", "   ", "nineteen seventeen", "1917 or 1918", "1917-1918", "1917/18", "12 November 1917",
    "12.11.1917", "1917 BC AD", "1e999", "1_917", "x1917", "1917x", "1 91 7", "--5", "inf", "nan",
    "9" * 100, "٣٫٥x", "million", "0x10", "430 bcd", "１.２.３",
]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), NUMBERS.items())
def test_a_number_is_read(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_is_not_one_number_is_asked_again(text: str) -> None:
    assert read_number(text) is None
    verdict = grade(question(Form.NUMBER), Response(text=text))
    assert verdict.retry == "Please type a year in digits."


def test_the_unit_may_be_typed() -> None:
    assert read_number("12.5 kg", "kg") == 12.5
    assert read_number("12.5 KG", "kg") == 12.5
    assert read_number("12.5 g", "kg") is None
    asked = question(Form.NUMBER, unit="kg", value=12.0, low=12.0, high=12.0)
    verdict = grade(asked, Response(text="13 kg"))
    assert (verdict.given, verdict.remark) == ("13 kg", "1 kg too high.")
    assert grade(asked, Response(text="x")).retry == "Please type one number in digits."


@given(st.text(max_size=80))
def test_anything_typed_is_read_or_refused(text: str) -> None:
    number = read_number(text)
    assert number is None or number == number  # no NaN


@given(st.integers(-9999, 9999))
def test_every_year_is_read_as_it_is_written(year: int) -> None:
    assert read_number(str(year)) == year
    if year < 0:
        assert read_number(f"{-year} BC") == year


@pytest.mark.parametrize(
    ("off", "score"), [(0, 1.0), (1, 0.87), (2, 0.76), (5, 0.5), (10, 0.25), (20, 0.06), (22, 0)]
)
def test_the_score_halves_with_the_half_life(off: int, score: float) -> None:
    assert distance_score(off, 5) == pytest.approx(score, abs=0.005)
    asked = question(Form.NUMBER)
    for year, side in ((1917 - off, "early"), (1917 + off, "late")):
        verdict = grade(asked, Response(text=str(year)))
        assert verdict.score == pytest.approx(score, abs=0.005)
        assert verdict.correct is (off <= 1)
        unit = "year" if off == 1 else "years"
        assert verdict.remark == (f"{off} {unit} {side}." if off else "")
        assert verdict.given == str(year)


def test_anything_within_the_interval_is_exact() -> None:
    asked = question(Form.NUMBER, value=1917.0, low=1915.0, high=1918.0, tolerance=0.0)
    scores = {year: grade(asked, Response(text=str(year))).score for year in range(1914, 1920)}
    assert [year for year, score in scores.items() if score == 1] == [1915, 1916, 1917, 1918]
    assert scores[1914] == scores[1919] == pytest.approx(0.87, abs=0.005)
    assert not grade(asked, Response(text="1914")).correct


def test_without_an_interval_the_value_is_the_key() -> None:
    asked = question(Form.NUMBER, low=None, high=None, half_life=None)
    assert grade(asked, Response(text="1917")).score == 1
    assert grade(asked, Response(text="1918")).score == 0.5
    with pytest.raises(ValueError, match="neither"):
        grade(question(Form.NUMBER, value=None, low=None, high=None), Response(text="1"))


def test_numbers_are_shown_without_needless_decimals() -> None:
    assert [show(number) for number in (12.0, 12.5, -3.0, 0.1 + 0.2)] == ["12", "12.5", "-3", "0.3"]


def test_years_before_christ_are_shown_as_such() -> None:
    asked = question(Form.NUMBER, value=-430.0, low=-430.0, high=-430.0)
    verdict = grade(asked, Response(text="431 BC"))
    assert (verdict.given, verdict.remark, verdict.correct) == ("431 BC", "1 year early.", True)


def test_the_guess_is_that_of_the_table() -> None:
    span = range(100)
    mean = sum(distance_score(abs(a - b), 5) for a in span for b in span) / 100**2
    assert guess(question(Form.NUMBER)) == pytest.approx(mean, abs=0.01)


def test_a_bare_number_is_no_year() -> None:
    """An atomic number is neither early nor BC, and nobody is asked for a year."""
    asked = question(
        Form.NUMBER, value=26.0, low=26.0, high=26.0, tolerance=0.0, half_life=1.0, bare=True
    )
    assert grade(asked, Response(text="27")).remark == "1 too high."
    assert grade(asked, Response(text="iron")).retry == "Please type one number in digits."
