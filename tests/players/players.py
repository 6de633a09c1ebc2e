"""Test-wise players: each has one rule for picking an option, and knows nothing else."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from statistics import NormalDist, median
from typing import TYPE_CHECKING, Any

from tests.checker.days import read_shown
from tests.checker.truth import read_number
from tests.checker.words import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Task:
    """One choice to make: a stem, lines, and which of them is right."""

    prompt: str
    lines: tuple[str, ...]
    right: int
    form: str
    facet: str = ""


def tasks(questions: Iterable[dict[str, Any]]) -> list[Task]:
    """Return every pick of one right line: choices, odd ones, sources, corrections, true or false.

    A correction is only reached by whoever has called a false statement false, so that it is a
    task of its own.
    """
    found = []
    for question in questions:
        picks = [(question["prompt"], question.get("options", []), question["form"])]
        if question.get("correction") and question["answer"] != "True":
            correction = question["correction"]
            picks.append((correction["prompt"], correction["options"], "correction"))
        for prompt, options, form in picks:
            right = [i for i, option in enumerate(options) if option["correct"]]
            if len(right) == 1 and len(options) > 1 and form != "multi":
                lines = tuple(option["text"] for option in options)
                found.append(Task(prompt, lines, right[0], form, question["facet"]))
    return found


Score = "Callable[[Task], Sequence[float] | None]"


def _place(text: str) -> float | None:
    span = read_shown(text)
    if span is not None:
        return float(span.low + span.high)
    number = read_number(text) if re.match(r"[-−]?\d", text) else None
    return number.amount.value if number else None


def _places(task: Task) -> list[float] | None:
    found = [_place(line) for line in task.lines]
    return None if any(place is None for place in found) else found  # type: ignore[return-value]


def _ranked(pick: Callable[[int, int], float]) -> Callable[[Task], list[float] | None]:
    """Return a player of dates and numbers, who looks at an option's rank among k."""

    def scores(task: Task) -> list[float] | None:
        places = _places(task)
        if places is None:
            return None
        ranks = [sorted(places).index(place) for place in places]
        return [pick(rank, len(places)) for rank in ranks]

    return scores


def _nearest_to_mean(task: Task) -> list[float] | None:
    places = _places(task)
    if places is None:
        return None
    mean = sum(places) / len(places)
    return [-abs(place - mean) for place in places]


def _common_with_prompt(task: Task) -> list[float]:
    asked = set(tokens(task.prompt))
    return [float(len(asked & set(tokens(line)))) for line in task.lines]


def _common_with_others(task: Task) -> list[float]:
    words = [set(tokens(line)) for line in task.lines]
    return [
        float(sum(len(own & other) for j, other in enumerate(words) if j != i))
        for i, own in enumerate(words)
    ]


ECHO = 4


def _letters_with_prompt(task: Task) -> list[float]:
    """The longest run of letters that a line shares with the stem: kinship without equality.

    Below four letters rule B2 sees no clue: He is the symbol of helium, and that is the fact.
    """
    stem = " ".join(tokens(task.prompt))
    found = []
    for line in task.lines:
        longest = ECHO - 1
        for word in tokens(line):
            for size in range(len(word), longest, -1):
                if any(word[i : i + size] in stem for i in range(len(word) - size + 1)):
                    longest = size
                    break
        found.append(float(longest if longest >= ECHO else 0))
    return found


def _length(task: Task) -> list[float]:
    return [float(len(line)) for line in task.lines]


def _words(task: Task) -> list[float]:
    return [float(len(line.split())) for line in task.lines]


def _middling_length(task: Task) -> list[float]:
    middle = median(len(line) for line in task.lines)
    return [-abs(len(line) - middle) for line in task.lines]


def _at(place: int) -> Callable[[Task], list[float]]:
    return lambda task: [float(i == place % len(task.lines)) for i in range(len(task.lines))]


def _least(player: Callable[[Task], Sequence[float] | None]) -> Any:
    def scores(task: Task) -> list[float] | None:
        found = player(task)
        return None if found is None else [-score for score in found]

    return scores


def _middle(rank: int, size: int) -> float:
    return -abs(rank - (size - 1) / 2)


PLAYERS: Mapping[str, Callable[[Task], Sequence[float] | None]] = {
    "longest option": _length,
    "shortest option": _least(_length),
    "most words": _words,
    "fewest words": _least(_words),
    "option of middling length": _middling_length,
    "smallest number": _ranked(lambda rank, size: -rank),
    "largest number": _ranked(lambda rank, size: rank),
    "middle number": _ranked(_middle),
    "outer number": _ranked(lambda rank, size: -_middle(rank, size)),
    "number nearest to the mean": _nearest_to_mean,
    "most words of the prompt": _common_with_prompt,
    "fewest words of the prompt": _least(_common_with_prompt),
    "longest echo of the prompt": _letters_with_prompt,
    "most words of the other options": _common_with_others,
    "fewest words of the other options": _least(_common_with_others),
    "first option": _at(0),
    "second option": _at(1),
    "last option": _at(-1),
}


@dataclass(slots=True)
class Tally:
    """How a player did: the sum of what was won beyond chance, and its variance by chance."""

    won: float = 0.0
    chance: float = 0.0
    variance: float = 0.0
    count: int = 0

    def add(self, task: Task, scores: Sequence[float]) -> None:
        """Pick the best line, ties by lot: worth 1/t where the key is among the t best.

        By chance any of the k lines is the key, so that the pick is worth 1/k on average, with a
        variance of 1/(tk) - 1/k². Where all are tied there is nothing to pick by.
        """
        best = max(scores)
        tied = [i for i, score in enumerate(scores) if score == best]
        k, t = len(scores), len(tied)
        if t == k:
            return
        self.won += (task.right in tied) / t
        self.chance += 1 / k
        self.variance += 1 / (t * k) - 1 / k**2
        self.count += 1

    @property
    def z(self) -> float:
        """Standard deviations above chance."""
        return (self.won - self.chance) / math.sqrt(self.variance) if self.variance else 0.0

    def __str__(self) -> str:
        share = self.won / self.count if self.count else 0.0
        by_chance = self.chance / self.count if self.count else 0.0
        return f"{share:.1%} for {by_chance:.1%} by chance, {self.count} times, z = {self.z:+.2f}"


@dataclass(slots=True)
class Memory:
    """What the players with a memory have seen: strings, and where keys stood."""

    strings: Counter[str] = field(default_factory=Counter)
    keys: Counter[str] = field(default_factory=Counter)
    places: Counter[int] = field(default_factory=Counter)


def play(every: Sequence[Task]) -> dict[str, Tally]:
    """Let every player play, those with a memory in the order of the tasks."""
    tallies = {name: Tally() for name in PLAYERS}
    for task in every:
        for name, player in PLAYERS.items():
            scores = player(task)
            if scores is not None:
                tallies[name].add(task, scores)
    return tallies | _with_memory(every)


def _with_memory(every: Sequence[Task]) -> dict[str, Tally]:
    """Players who have read the whole quiz, and players who remember what was right."""
    often, seldom, used, unused = Tally(), Tally(), Tally(), Tally()
    strings = Counter(line for task in every for line in task.lines)
    seen = Memory()
    for task in every:
        if task.form == "true-false":
            continue
        counts = [float(strings[line]) for line in task.lines]
        often.add(task, counts)
        seldom.add(task, [-count for count in counts])
        places = [float(seen.places[i]) for i in range(len(task.lines))]
        used.add(task, places)
        unused.add(task, [-count for count in places])
        seen.places[task.right] += 1
    return {
        "commonest string": often,
        "rarest string": seldom,
        "most used position": used,
        "least used position": unused,
    }


def threshold(players: int, level: float = 2.0) -> float:
    """Return the z that the best of many players exceeds as seldom as one alone exceeds `level`.

    One honest player is more than two standard deviations above chance once in 44 times; of
    twenty, one of them is every second time. Šidák's correction keeps the chance that any of
    them is at the 2.3 % of one: Z. Šidák, JASA 62 (1967).
    """
    alone = NormalDist().cdf(level)
    return NormalDist().inv_cdf(alone ** (1 / players))
