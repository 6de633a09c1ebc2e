"""Proof: `compatible` and `provably_false`, by properties and against a second implementation."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.generate.candidates import is_false
from quiz.generate.falsity import compatible, provably_false, readings
from quiz.generate.maker import Maker
from quiz.generate.shown import fits_grain, shown_value
from quiz.generate.wording import Grain
from quiz.packs.content import DateValue, NameValue, NumberValue, TextValue
from quiz.packs.dates import Calendar, parse
from tests.checker import truth
from tests.checker.days import Span, gregorian
from tests.checker.pack import Amount, Book, Ref, Text
from tests.checker.pack import Value as BookValue
from tests.generate.packs import CITE, both

if TYPE_CHECKING:
    from quiz.packs.content import Pack, Value

PLACES = """
[[place]]
name = "Russia"
[[place]]
name = "Petersburg"
aliases = ["Petrograd", { name = "Leningrad", from = "1924", until = "1991" }]
part_of = ["Russia"]
[[place]]
name = "Winter Palace"
part_of = ["Petersburg"]
[[place]]
name = "Moscow"
aliases = ["Moskva"]
part_of = ["Russia"]
[[place]]
name = "Kiel"
[[place]]
name = "Kiel Canal"
part_of = ["Kiel"]
"""
NAMES = ("Russia", "Petersburg", "Petrograd", "Winter Palace", "Moscow", "Kiel", "Kiel Canal")
UNLISTED = "Somewhere"


@cache
def places() -> tuple[Pack, Book]:
    return both(f'{PLACES}\n[[event]]\nname = "a fair"\nwhere = "{UNLISTED}"\n{CITE}')


years = st.integers(1890, 1930)
edtf = st.one_of(
    st.builds("{:04d}".format, years),
    st.builds("{:04d}-{:02d}".format, years, st.integers(1, 12)),
    st.builds("{:04d}-{:02d}-{:02d}".format, years, st.integers(1, 12), st.integers(1, 28)),
    st.builds("{:04d}{}".format, years, st.sampled_from("~?%")),
    st.builds("{:04d}-{:02d}~".format, years, st.sampled_from([1, 6, 12, 21, 24])),
    st.builds(lambda a, b: f"{min(a, b)}/{max(a, b)}", years, years),
    st.builds("{:04d}/..".format, years),
    st.builds("{:03d}X".format, st.integers(189, 193)),
    st.builds("[{:04d},{:04d}]".format, years, years),
)
calendars = st.sampled_from(list(Calendar))
dates = st.builds(lambda text, style: DateValue(date=parse(text, style)), edtf, calendars)
numbers = st.builds(
    lambda middle, spread: NumberValue(
        number=middle, low=middle - spread, high=middle + spread, text=str(middle)
    ),
    st.integers(-1000, 1000).map(float),
    st.sampled_from([0.0, 0.5, 10.0]),
)
texts = st.builds(
    lambda words, article: TextValue(text=article + " ".join(words)),
    st.lists(st.sampled_from(["Red", "red", "réd", "blue", "Blue!", "an oak"]), min_size=1),
    st.sampled_from(["", "the ", "a "]),
)
entities = st.sampled_from(
    [*("place/" + name.lower().replace(" ", "-") for name in NAMES if name != "Petrograd"),
     "place/somewhere"]
).map(lambda key: NameValue(entity=key))  # fmt: skip
values = st.one_of(dates, numbers, texts, entities)


@given(values)
def test_compatible_is_reflexive(value: Value) -> None:
    pack, _ = places()
    assert compatible(pack, value, value)


@given(values, values, st.sampled_from([0.0, 1.0, 50.0]))
def test_compatible_is_symmetric(one: Value, other: Value, tolerance: float) -> None:
    pack, _ = places()
    assert compatible(pack, one, other, tolerance=tolerance) == compatible(
        pack, other, one, tolerance=tolerance
    )


@given(values, values)
def test_more_tolerance_never_tells_more_apart(one: Value, other: Value) -> None:
    pack, _ = places()
    if compatible(pack, one, other):
        assert compatible(pack, one, other, tolerance=5.0)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("petersburg", "russia", True),
        ("winter-palace", "russia", True),
        ("winter-palace", "petersburg", True),
        ("winter-palace", "moscow", False),
        ("petersburg", "moscow", False),
        ("kiel", "kiel-canal", True),
        ("kiel", "moscow", False),
        ("kiel", "somewhere", True),  # no row: nothing tells it from Kiel
    ],
)
def test_a6_a_part_goes_with_its_whole_and_a_stranger_with_all(
    one: str, other: str, expected: bool
) -> None:
    pack, _ = places()
    values = NameValue(entity=f"place/{one}"), NameValue(entity=f"place/{other}")
    assert compatible(pack, *values) is expected


rows = st.lists(
    st.fixed_dictionaries(
        {
            "when": edtf,
            "where": st.sampled_from([*NAMES, UNLISTED]),
            "size": st.integers(-50, 50),
            "colour": st.sampled_from(["red", "Red", "pink", "blue", "the blue", "grün"]),
            "calendar": st.sampled_from(["gregorian", "julian"]),
            "guests": st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True),
            "complete": st.booleans(),
            "other": st.none() | edtf,
            "rank": st.sampled_from(["normal", "deprecated", "preferred"]),
            "no": st.none() | edtf,
        }
    ),
    min_size=2,
    max_size=5,
)
KIND = """
[kinds.fair]
[kinds.fair.fields.when]
type = "date"
[kinds.fair.fields.where]
type = "name"
of = ["place"]
[kinds.fair.fields.size]
type = "number"
tolerance = 3
[kinds.fair.fields.colour]
type = "category"
[kinds.fair.fields.guests]
type = "name"
of = ["place"]
many = true
[kinds.fair.fields.motto]
type = "text"
unique = true
"""


def written(made: list[dict[str, object]]) -> str:
    """Return rows as TOML, the last one with a motto of its own."""
    text = PLACES + KIND
    for i, row in enumerate(made):
        guests = ", ".join(f'"{guest}"' for guest in row["guests"])  # type: ignore[attr-defined]
        text += f'[[fair]]\nname = "fair {i}"\nwhen = "{row["when"]}"\nwhere = "{row["where"]}"\n'
        text += f'size = {row["size"]}\ncolour = "{row["colour"]}"\nguests = [{guests}]\n'
        text += f'calendar = "{row["calendar"]}"\n' + CITE
        text += 'complete = ["guests"]\n' if row["complete"] else ""
        text += f'not = {{ when = ["{row["no"]}"] }}\n' if row["no"] else ""
        text += 'motto = "Onwards"\n' if i == len(made) - 1 else ""
        if row["other"]:
            text += f'[[fair.claims]]\nfield = "when"\nvalue = "{row["other"]}"\n'
            text += f'rank = "{row["rank"]}"\n{CITE}'
    return text


@settings(deadline=None, max_examples=60)
@given(rows)
def test_a1_a2_what_any_source_claims_is_never_provably_false(
    made: list[dict[str, object]],
) -> None:
    """Not as it was claimed, and not as wide as a question would show it."""
    pack, _ = both(written(made))
    for fact in pack.of_kind("fair"):
        for key, claims in fact.claims.items():
            field = pack.kinds["fair"].fields[key]
            for value in (v for claim in claims for v in claim.values):
                assert provably_false(pack, value, fact, field) is None
                for grain in (Grain.YEAR, Grain.MONTH):
                    if isinstance(value, DateValue) and fits_grain(value.date, grain):
                        wide = shown_value(value, grain)
                        assert provably_false(pack, wide, fact, field) is None


@settings(deadline=None, max_examples=60)
@given(rows)
def test_what_the_generator_proves_the_checker_proves_too(made: list[dict[str, object]]) -> None:
    """Two implementations of RULES.md 1.1: no proof of ours is refused by the other."""
    pack, book = both(written(made))
    facts = pack.of_kind("fair")
    for fact in facts:
        row = book.rows[fact.key]
        for key, field in pack.kinds["fair"].fields.items():
            known = [v for f in facts for c in f.claims.get(key, ()) for v in c.values]
            for value in known:
                if is_false(pack, value, fact, field):
                    assert truth.refuted(book, seen(value), row, key), (fact.name, value)


@pytest.mark.parametrize(
    ("old", "new"), [("1590-02-01", 10), ("1750-02-01", 11), ("1890-02-01", 12), ("1917-02-01", 13)]
)
def test_a8_the_same_digits_in_the_other_calendar_are_a_near_miss(old: str, new: int) -> None:
    """The calendars are ten days apart in 1582 and thirteen since 1900."""
    date = parse(old, Calendar.JULIAN)
    assert [high - low for low, high in readings(date)] == [0, 0]
    first, second = (low for low, _ in readings(date))
    assert first - second == new
    assert second == parse(old).lower


def seen(value: Value) -> BookValue:
    """Return a value of the generator as the checker would read it off an option."""
    if isinstance(value, DateValue):
        shift = gregorian(1970, 1, 1) - parse("1970-01-01").lower
        return Span(value.date.lower + shift, value.date.upper + shift, value.date.precision.value)
    if isinstance(value, NameValue):
        return Ref(value.entity)
    if isinstance(value, NumberValue):
        return Amount(value.number, value.low, value.high)
    return Text(value.text)


@settings(deadline=None, max_examples=25)
@given(rows)
def test_a1_every_question_of_a_random_pack_passes_the_checker(
    made: list[dict[str, object]],
) -> None:
    from quiz.generate.make import Refusal, make
    from quiz.generate.slots import slots
    from quiz.model import Form
    from tests.checker.check import check
    from tests.shipped import printed

    pack, book = both(written(made))
    maker = Maker(pack, seed="1")
    for slot in slots(pack):
        for form in (Form.CHOICE, Form.NUMBER, Form.TYPED, Form.MATCH):
            asked = [q for q in make(maker, slot, form) if not isinstance(q, Refusal)]
            for question in printed(asked):
                found = [f for f in check(book, question) if f.rule in ("A1", "A2", "A4", "A6")]
                assert not found, question
