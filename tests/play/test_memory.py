"""Memory: FSRS by facet on local days, against py-fsrs itself (rules Q1 to Q8, L6)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.play import forgetting
from quiz.play.memory import (
    FUZZ,
    LONGEST_TRAIL,
    Goal,
    Memory,
    after,
    due_on,
    interval,
    joined,
    learned,
    mastery,
    recall,
    trail,
)
from tests.records.rows import answer

if TYPE_CHECKING:
    from quiz.model import Answer

FIRST = date(2026, 3, 14)
RATINGS = {"again": Rating.Again, "hard": Rating.Hard, "good": Rating.Good}


def rated(on: date, how: str = "good", /, **changes: Any) -> Answer:
    """Return an answer that memory learns from."""
    right = how != "again"
    made: dict[str, Any] = {
        "facet": "pack/thing/one/field",
        "item_id": "pack/thing/one/field/choice",
        "asked": "alpha",
        "day": on.isoformat(),
        "ts_utc": f"{on.isoformat()}T12:00:00.000Z",
        "s": float(right),
        "correct": right,
        "rating": how,
    }
    return answer(0, **{**made, **changes})


def practised(*steps: tuple[int, str], first: date = FIRST) -> Memory:
    """Return the memory after ratings, each so many days after the one before."""
    memory, day = None, first
    for since, rating in steps:
        day += timedelta(days=since)
        memory = after(memory, rated(day, rating))
    assert memory is not None
    return memory


@pytest.mark.parametrize(
    ("retention", "intervals"),
    [
        (0.8, [8, 75, 521]),
        (0.85, [4, 31, 173]),
        (0.9, [2, 11, 46, 163, 497]),
        (0.95, [1, 3, 8, 19, 43]),
    ],
)
def test_the_published_intervals_where_each_comes_on_its_day(
    retention: float, intervals: list[int]
) -> None:
    memory, since, found = None, 0, []
    day = FIRST
    for _ in intervals:
        day += timedelta(days=since)
        memory = after(memory, rated(day))
        since = interval(memory, retention)
        found.append(since)
    assert found == intervals


@pytest.mark.parametrize(("rating", "days"), [("again", 1), ("hard", 1), ("good", 2)])
def test_the_first_interval_hangs_on_the_first_rating(rating: str, days: int) -> None:
    assert interval(practised((0, rating))) == days


@pytest.mark.parametrize(
    ("days", "chance"), [(0, 1), (1, 0.947), (2, 0.910), (7, 0.808), (30, 0.668), (100, 0.559)]
)
def test_forgetting_after_one_success(days: int, chance: float) -> None:
    memory = practised((0, "good"))
    assert recall(memory, FIRST + timedelta(days=days)) == pytest.approx(chance, abs=1e-3)
    at = datetime(2026, 3, 14, 23, 59, tzinfo=UTC) + timedelta(days=days)
    assert recall(memory, at) == recall(memory, at.date())


def test_a_lapse_costs_most_of_what_was_firm() -> None:
    firm = practised((0, "good"), (2, "good"), (11, "good"))
    lapsed = after(firm, rated(date.fromisoformat(firm.last_day) + timedelta(days=46), "again"))
    assert firm.stability == pytest.approx(46, abs=0.5)
    assert lapsed.stability == pytest.approx(2.9, abs=0.1)
    assert (firm.difficulty, lapsed.difficulty) == pytest.approx((2.1, 7.4), abs=0.1)
    assert (lapsed.reviews, lapsed.lapses, lapsed.successes, lapsed.missed) == (4, 1, 0, True)


STEPS = st.lists(
    st.tuples(st.integers(0, 800), st.sampled_from(["again", "hard", "good"])),
    min_size=1,
    max_size=12,
)


@given(STEPS)
@settings(max_examples=60, deadline=None)
def test_the_same_as_fsrs_driven_directly(steps: list[tuple[int, str]]) -> None:
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    assert tuple(scheduler.parameters) == forgetting.W
    now = datetime(2026, 3, 14, 12, tzinfo=UTC)
    card = Card(card_id=1, due=now)
    for since, rating in steps:
        now += timedelta(days=since)
        card, _ = scheduler.review_card(card, RATINGS[rating], now)
    memory = practised(*steps)
    assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)
    later = now + timedelta(days=37)
    assert recall(memory, later) == pytest.approx(scheduler.get_card_retrievability(card, later))
    planned = (card.due - now).days
    moved = (due_on(memory) - date.fromisoformat(memory.last_day)).days
    if planned <= 3:
        assert moved == planned
    elif planned < 3650:
        assert abs(moved - planned) <= FUZZ * planned + 0.5
    assert trail(memory) == trail(practised(*steps))
    assert [r for _, r in trail(memory)] == [rating[0] for _, rating in steps]


def test_intervals_are_moved_apart_but_always_alike() -> None:
    memories = [
        after(after(None, rated(FIRST, facet=f"p/k/{n}/f")),
              rated(FIRST + timedelta(days=2), facet=f"p/k/{n}/f"))
        for n in range(200)
    ]  # fmt: skip
    days = [(due_on(memory) - FIRST).days - 2 for memory in memories]
    assert set(days) == {10, 11, 12} - ({10, 12} - set(days))
    assert len(set(days)) > 1
    assert days == [(due_on(memory) - FIRST).days - 2 for memory in memories]


@given(st.lists(st.tuples(st.integers(-400, 400), st.sampled_from(list(RATINGS))), max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_clock_that_goes_back_counts_as_no_time(steps: list[tuple[int, str]]) -> None:
    steps = [(0, "good"), *steps]
    back = practised(*steps, first=date(2030, 1, 1))
    still = practised(*((max(0, since), rating) for since, rating in steps))
    assert (back.stability, back.difficulty) == (still.stability, still.difficulty)
    last = date.fromisoformat(back.last_day)
    assert recall(back, last - timedelta(days=500)) == 1
    assert due_on(back) > last
    assert trail(back)[-1][0] == last


@pytest.mark.parametrize("year", [1, 1970, 2024, 9999])
def test_a_clock_that_is_wrong_by_centuries(year: int) -> None:
    memory = after(practised((0, "good"), (2, "good")), rated(date(year, 12, 31)))
    again = after(memory, rated(FIRST))
    for known in (memory, again):
        assert 0 <= recall(known, FIRST) <= 1
        assert due_on(known) <= date.max


def test_leap_days_are_days() -> None:
    leap = practised((0, "good"), (2, "good"), first=date(2028, 2, 28))
    assert leap.last_day == "2028-03-01"
    common = practised((0, "good"), (2, "good"), first=date(2027, 2, 27))
    assert leap.stability == common.stability
    assert [day.isoformat() for day, _ in trail(leap)] == ["2028-02-28", "2028-03-01"]


def test_what_is_not_rated_changes_no_strength() -> None:
    memory = practised((0, "good"))
    later = rated(FIRST, "again", rated=False, rating=None, attempt=2, variant_id="v2")
    seen = after(memory, later)
    assert (seen.stability, seen.trail, seen.missed) == (memory.stability, memory.trail, False)
    assert seen.last_variant == "v2"
    missed = after(memory, rated(FIRST, "again", rated=False, rating=None))
    assert missed.missed
    new = after(None, rated(FIRST, "again", rated=False, rating=None))
    assert (new.reviews, recall(new, FIRST), due_on(new)) == (0, 0, FIRST)


def test_an_old_log_without_days_goes_by_its_moments() -> None:
    old = after(None, rated(FIRST, day=None, asked=None, ts_utc="2026-03-14T23:30:00.000Z"))
    assert (old.last_day, old.asked) == ("2026-03-14", "")
    assert after(old, rated(FIRST + timedelta(days=2))).asked == "alpha"


def test_right_by_a_guess_asks_for_recall() -> None:
    doubted = after(None, rated(FIRST, "hard", s=1.0, g=0.25))
    assert doubted.doubted
    assert not after(None, rated(FIRST, "hard", s=0.7, g=0.1)).doubted
    assert not after(doubted, rated(FIRST + timedelta(days=3), g=0.0)).doubted


def test_a_fact_is_learned_on_three_days_and_lost_by_forgetting() -> None:
    three = practised((0, "good"), (2, "good"), (11, "good"))
    two = practised((0, "good"), (2, "hard"))
    assert learned([three])
    assert not learned([three, two])
    assert not learned([])
    forgotten = after(three, rated(FIRST + timedelta(days=60), "again"))
    assert not learned([forgotten])
    day = FIRST + timedelta(days=60)
    assert mastery([three, two], day) == min(recall(three, day), recall(two, day))
    assert mastery([], day) == 0


@given(left=st.integers(3, 800), first=st.dates(date(2024, 1, 1), date(2030, 1, 1)))
@settings(max_examples=60, deadline=None)
def test_no_interval_is_too_long_for_an_exam(left: int, first: date) -> None:
    firm = practised(
        (0, "good"), (2, "good"), (11, "good"), (46, "good"), (160, "good"), first=first
    )
    last = date.fromisoformat(firm.last_day)
    goal = Goal(exam=last + timedelta(days=left))
    days = (due_on(firm, goal) - last).days
    assert 1 <= days <= max(1, 0.3 * left)
    if left >= 365:
        assert days <= 0.1 * left + 1


def test_the_last_review_is_one_or_two_days_before_the_exam() -> None:
    exam = FIRST + timedelta(days=40)
    memory = after(None, rated(FIRST))
    while (day := due_on(memory, Goal(exam=exam))) <= exam:
        memory = after(memory, rated(day))
    assert 1 <= (exam - date.fromisoformat(memory.last_day)).days <= 2
    assert due_on(memory, Goal(exam=FIRST)) == due_on(memory)


@given(STEPS, STEPS)
@settings(max_examples=30, deadline=None)
def test_an_id_that_changed_between_is_no_break(
    before: list[tuple[int, str]], later: list[tuple[int, str]]
) -> None:
    whole = practised(*before, *later)
    old = practised(*before)
    new = practised(*later, first=date.fromisoformat(old.last_day))
    both = joined(old, new)
    assert (both.stability, both.difficulty, both.trail, both.successes, both.lapses) == (
        whole.stability, whole.difficulty, whole.trail, whole.successes, whole.lapses,
    )  # fmt: skip
    assert (both.last_day, both.last_form, both.missed) == (
        whole.last_day, whole.last_form, whole.missed,
    )  # fmt: skip


def test_a_trail_of_thousands_of_ratings_keeps_the_last_ones() -> None:
    steps = [(n % 40, "good" if n % 3 else "again") for n in range(6_000)]
    memory = practised(*steps)
    assert len(memory.trail) <= LONGEST_TRAIL + 20
    assert memory.reviews == len(steps)
    kept = trail(memory)
    assert len(kept) >= 400
    last = FIRST + timedelta(days=sum(since for since, _ in steps))
    assert kept[-1][0] == last
    assert [rating for _, rating in kept] == [rating[0] for _, rating in steps[-len(kept) :]]
    since = [(day - before).days for (before, _), (day, _) in pairwise(kept)]
    assert since == [since for since, _ in steps[-len(kept) + 1 :]]
