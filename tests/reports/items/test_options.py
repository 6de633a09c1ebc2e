"""Options: idle ones and wrong keys, in classes made up with known truth."""

from __future__ import annotations

from math import exp
from random import Random

import pytest

from quiz.reports.items.options import FEWEST, Choice, Options, options

LETTERS = ("a", "b", "c", "d")


def simulated(rng: Random, persons: int, *, items: int = 20, wrong_key: bool) -> list[Options]:
    """Return the options of each item; with a wrong key for the first of them where asked."""
    abilities = [rng.gauss(0, 1) for _ in range(persons)]
    hard = [rng.gauss(-0.5, 1.2) for _ in range(items)]
    drawn = [[rng.random() ** 2 + 0.05 for _ in range(3)] for _ in range(items)]
    keys = ["b" if wrong_key and j == 0 else "a" for j in range(items)]
    picked = []
    for ability in abilities:
        row = []
        for j in range(items):
            knows = rng.random() < 1 / (1 + exp(hard[j] - ability)) or rng.random() < 0.25
            row.append("a" if knows else rng.choices("bcd", drawn[j])[0])
        picked.append(row)
    scores = [[float(p == key) for p, key in zip(row, keys, strict=True)] for row in picked]
    totals = [sum(row) for row in scores]
    return [
        options(
            [
                Choice(
                    shown=LETTERS,
                    chosen=picked[i][j],
                    right=scores[i][j] == 1,
                    rest=(totals[i] - scores[i][j]) / (items - 1),
                )
                for i in range(persons)
            ],
            keys[j],
        )
        for j in range(items)
    ]


@pytest.mark.parametrize(("persons", "found"), [(25, 0.5), (60, 0.7), (200, 0.75)])
def test_a_wrong_key_is_alarmed_and_sound_ones_are_not(persons: int, found: float) -> None:
    """Rule P5: of classes with one wrong key in twenty."""
    rng, hits, false, sound, rounds = Random(7), 0, 0, 0, 40
    for _ in range(rounds):
        first, *others = simulated(rng, persons, wrong_key=True)
        hits += first.alarm is not None and first.alarm.text == "a"
        false += sum(each.alarm is not None for each in others)
        sound += len(others)
    assert hits / rounds > found
    assert false / sound < 0.005


def test_a_very_small_class_alarms_nobody() -> None:
    rng = Random(8)
    for _ in range(40):
        assert all(each.alarm is None for each in simulated(rng, 8, wrong_key=True))


def test_the_alarm_says_what_the_better_students_choose() -> None:
    choices = [
        Choice(shown=LETTERS, chosen="c", right=False, rest=0.9 - i / 1000) for i in range(12)
    ]
    choices += [Choice(shown=LETTERS, chosen="a", right=True, rest=0.2) for _ in range(18)]
    alarm = options(choices).alarm
    assert alarm is not None
    assert (alarm.text, alarm.chosen, alarm.key) == ("c", 10, 0)
    assert alarm.luck < 0.001
    swapped = [c._replace(rest=1 - (c.rest or 0)) for c in choices]
    assert options(swapped).alarm is None  # the weak ones choose it


def test_a_trap_for_the_weak_is_no_wrong_key() -> None:
    """The best third may prefer it; those who choose it know less than those who do not."""
    shown = {"shown": LETTERS}
    top = [Choice(**shown, chosen="c", right=False, rest=0.9) for _ in range(10)]
    rest = [Choice(**shown, chosen="a", right=True, rest=0.6) for _ in range(10)]
    weak = [Choice(**shown, chosen="c", right=False, rest=0.1) for _ in range(10)]
    assert options(top + rest + weak).alarm is None
    assert options(top + [c._replace(rest=0.5) for c in rest + weak]).alarm is not None


def test_a_key_that_nobody_takes_is_alarmed_too() -> None:
    choices = [Choice(shown=LETTERS, chosen="c", right=False, rest=i / 30) for i in range(30)]
    found = options(choices, key="a")
    assert found.alarm is not None
    assert [use.text for use in found.uses] == ["a", "c", "b", "d"]
    assert found.uses[0].key
    assert found.uses[0].rest is None


def many(chosen: dict[str, int], shown: tuple[str, ...] = LETTERS) -> list[Choice]:
    return [
        Choice(shown=shown, chosen=text, right=text == "a", rest=0.5)
        for text, n in chosen.items()
        for _ in range(n)
    ]


def test_an_option_is_idle_only_after_sixty_answers() -> None:
    """Rule S3."""
    few = options(many({"a": 40, "b": FEWEST - 41}))
    assert not any(use.idle for use in few.uses)
    assert few.judged == 0
    assert few.efficiency is None
    enough = options(many({"a": 40, "b": FEWEST - 40}))
    assert {use.text for use in enough.uses if use.idle} == {"c", "d"}
    assert enough.efficiency == pytest.approx(1 / 3)


def test_luck_makes_no_option_idle() -> None:
    """Two of 60 are under 5 %, and nothing rare for an option that draws 5 %."""
    found = options(many({"a": 58, "b": 2}))
    assert not next(use for use in found.uses if use.text == "b").idle


def test_the_key_is_never_idle_and_not_to_know_is_no_choice() -> None:
    """Rule L12."""
    unknown = [Choice(shown=LETTERS, chosen=None, right=False, rest=0.5)] * 100
    found = options(unknown, key="a")
    assert found.unknown == 100
    assert not next(use for use in found.uses if use.key).idle
    assert all(use.chosen == 0 for use in found.uses)


def test_an_option_is_judged_by_the_answers_in_which_it_stood() -> None:
    """Rule S7: variants show different options."""
    found = options(many({"a": 50, "b": 10}) + many({"a": 5}, ("a", "x", "y")))
    shown = {use.text: use.shown for use in found.uses}
    assert shown == {"a": 65, "b": 60, "c": 60, "d": 60, "x": 5, "y": 5}
    assert not next(use for use in found.uses if use.text == "x").idle
