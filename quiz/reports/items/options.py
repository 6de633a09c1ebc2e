"""Options: which were chosen, by whom, and whether the key is the key (rules P5 and S3)."""

from __future__ import annotations

from collections import Counter
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from quiz.quick import dataclass
from quiz.reports.intervals import Interval, wilson
from quiz.reports.items.discrimination import top_weights
from quiz.reports.items.moments import mean
from quiz.reports.items.special import binomial_at_most

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST = 60
"""First answers that an option must have stood in before it is called idle (rule S3)."""
IDLE = 0.05
"""The share of answers that a wrong option should draw at least."""
CHANCE = 0.05
"""How rare luck must be before something is said of an option."""


class Choice(NamedTuple):
    """One first answer to a question with one key."""

    shown: tuple[str, ...]
    """The options that stood there."""
    chosen: str | None
    """None for "I don't know", which is no choice of a wrong option (rule L12)."""
    right: bool
    rest: float | None
    """The mean score in the other questions; None where there are too few to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionUse:
    """How an option was used."""

    text: str
    key: bool
    chosen: int
    shown: int
    """First answers in which it stood there."""
    share: float
    interval: Interval
    """Wilson's, of `share`."""
    rest: float | None
    """Mean score in the other questions of those who chose it."""
    top: float
    """How many of the best third chose it; a student who ties at the cut counts in part."""
    idle: bool
    """A wrong option that hardly anybody takes, beyond luck."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """The key is probably wrong: the better students choose something else."""

    text: str
    """What they choose."""
    chosen: float
    """How many of the best third choose it."""
    key: float
    """How many of the best third choose the key."""
    luck: float
    """The chance that so many or more would if both were equally drawn to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of one question over all its variants."""

    uses: tuple[OptionUse, ...]
    """The key first, then the most chosen first."""
    unknown: int
    """How many said that they did not know."""
    working: int
    """Wrong options that stood in `FEWEST` answers or more and are not idle."""
    judged: int
    """Wrong options that stood in `FEWEST` answers or more."""
    alarm: Alarm | None

    @property
    def efficiency(self) -> float | None:
        """Distractor efficiency, 0 to 1: working of judged ones; None where none is judged."""
        return self.working / self.judged if self.judged else None


def options(choices: Sequence[Choice], key: str | None = None) -> Options:
    """Return how the options of a question were used, by at least one answer.

    `key`: the right option where it is known; else it is what was chosen and right.
    """
    keys = {choice.chosen for choice in choices if choice.right and choice.chosen is not None}
    keys |= {key} if key is not None else set()
    chosen: dict[str, list[int]] = {}
    shown: Counter[str] = Counter()
    for texts, times in Counter(choice.shown for choice in choices).items():
        shown.update(dict.fromkeys(texts, times))
    for number, choice in enumerate(choices):
        if choice.chosen is not None:
            chosen.setdefault(choice.chosen, []).append(number)
    weights = _top_third(choices)
    uses = [
        _use(text, text in keys, chosen.get(text, ()), shown[text], choices, weights)
        for text in sorted(shown.keys() | chosen.keys())
    ]
    uses.sort(key=lambda use: (not use.key, -use.chosen, use.text))
    judged = [use for use in uses if not use.key and use.shown >= FEWEST]
    return Options(
        uses=tuple(uses),
        unknown=sum(choice.chosen is None for choice in choices),
        working=sum(not use.idle for use in judged),
        judged=len(judged),
        alarm=_alarm(uses),
    )


def _top_third(choices: Sequence[Choice]) -> list[float]:
    """Return how much each answer belongs to the third with the highest rests."""
    rests = [choice.rest for choice in choices]
    known = [rest for rest in rests if rest is not None]
    if len(known) < 3:
        return [0.0] * len(choices)
    weights = iter(top_weights(known, round(len(known) / 3)))
    return [0.0 if rest is None else next(weights) for rest in rests]


def _use(
    text: str,
    key: bool,
    chose: Sequence[int],
    shown: int,
    choices: Sequence[Choice],
    weights: Sequence[float],
) -> OptionUse:
    rests = [rest for number in chose if (rest := choices[number].rest) is not None]
    shown = max(shown, len(chose))
    return OptionUse(
        text=text,
        key=key,
        chosen=len(chose),
        shown=shown,
        share=len(chose) / shown,
        interval=wilson(len(chose), shown),
        rest=mean(rests) if rests else None,
        top=fsum(weights[number] for number in chose),
        idle=not key
        and shown >= FEWEST
        and len(chose) < IDLE * shown
        and binomial_at_most(len(chose), shown, IDLE) < CHANCE,
    )


def _alarm(uses: Sequence[OptionUse]) -> Alarm | None:
    """Return the alarm where the best third prefers a wrong option, and its choosers know more.

    Rule P5, and that luck alone would hardly do it (a sign test among the best third): without
    that, one sound question in dozens is alarmed in a class of 25.
    """
    keys = [use for use in uses if use.key]
    top = fsum(use.top for use in keys)
    rests = [(use.rest, use.chosen) for use in keys if use.rest is not None]
    taken = sum(n for _, n in rests)
    key_rest = fsum(rest * n for rest, n in rests) / taken if taken else None
    found = []
    for use in uses:
        if use.key or use.rest is None or use.top <= top:
            continue
        if key_rest is not None and use.rest <= key_rest:
            continue
        for_it, both = round(use.top), round(use.top + top)
        luck = binomial_at_most(both - for_it, both, 0.5)
        if luck < CHANCE:
            found.append(Alarm(text=use.text, chosen=use.top, key=top, luck=luck))
    return min(found, key=lambda alarm: (alarm.luck, alarm.text), default=None)
