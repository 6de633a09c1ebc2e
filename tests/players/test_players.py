"""Nobody who knows no fact does better than chance, whatever he looks at (rules B2 to B11, C3, C4).

How many comparisons are made is allowed for: of twenty players who only guess, one is two standard
deviations above chance in every second run. The bar for the best of them is put so high that it is
passed by luck as seldom as two standard deviations are by one player alone (`threshold`).
"""

from __future__ import annotations

from functools import cache

import pytest

from tests import shipped
from tests.checker.naive import naive_questions
from tests.players.players import Tally, Task, play, tasks, threshold

READ_IT_ALL = ("rarest string",)
"""Whoever has the whole bank in mind knows which strings are nobody's wrong option: a string that
is drawn as a rival is, by that, a commoner one, in any bank. No student has read it; within a set
rule D3 holds, and `commonest string` plays on the bank."""


@cache
def picks(name: str) -> tuple[Task, ...]:
    """Return every facet's choice once, and what else the sample has of other forms."""
    others = [q for q in shipped.sample(name) if q["form"] != "choice" and q["level"] == 2]
    return tuple(tasks([*shipped.choices(name), *others]))


def winners(tallies: dict[str, Tally], bar: float) -> dict[str, str]:
    return {
        name: str(tally)
        for name, tally in tallies.items()
        if tally.z > bar and name not in READ_IT_ALL
    }


def bar(tallies: dict[str, Tally]) -> float:
    return threshold(len(tallies) - len(READ_IT_ALL))


@pytest.mark.parametrize("name", shipped.PACKS)
def test_no_player_beats_a_pack(name: str) -> None:
    tallies = play(picks(name))
    assert not winners(tallies, bar(tallies))


def test_no_player_beats_all_packs_together() -> None:
    tallies = play([task for name in shipped.PACKS for task in picks(name)])
    assert tallies["longest option"].count > 1_000
    assert not winners(tallies, bar(tallies))


def test_players_do_beat_a_naive_generator() -> None:
    """The negative control: cues that nobody has taken out are found."""
    naive = [t for name in shipped.PACKS for t in tasks(naive_questions(shipped.book(name)))]
    tallies = play(naive)
    assert winners(tallies, bar(tallies))


def test_players_do_beat_keys_that_stand_out() -> None:
    """Each player wins where the thing that he looks at gives the key away."""
    lines = ("Ulm", "Jena", "Schleswig-Holstein", "Trier")
    asked = [Task(f"Where was the Schleswig war {i}?", lines, 2, "choice") for i in range(60)]
    years = [Task("When?", ("1900", "1910", "1912", "1990"), 2, "choice") for _ in range(60)]
    tallies = play([*asked, *years])
    for name in ("longest option", "most words of the prompt", "longest echo of the prompt"):
        assert tallies[name].z > threshold(20), name
    assert tallies["middle number"].z > threshold(20)
    assert tallies["most used position"].z > threshold(20)
    assert tallies["shortest option"].z < 0


def test_the_bar_is_that_of_two_standard_deviations_for_one() -> None:
    assert threshold(1) == pytest.approx(2.0)
    assert threshold(20) == pytest.approx(3.05, abs=0.01)
