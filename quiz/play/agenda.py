"""What to ask today: due, new, missed; never two facets of one fact (rules L2 to L4, Q1, Q5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from quiz.generate.plan import FacetInfo, Plan, Wanted, Why
from quiz.generate.rng import Rng
from quiz.play.forms import NEW, SEVERAL, forms_for, mixed_first
from quiz.play.memory import Goal, due_on, recall
from quiz.play.modes import Selection
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from quiz.play.memory import Memory

MOST_NEW = 10
"""New facets in one sitting, while anything else is left to ask (rule L3)."""
AHEAD = 30
"""New facets that one may go before, so that a sitting has many forms (rule L2)."""
MIXED_EVERY = 5
"""One place in so many of a practice goes to a form that rests on several facts (rule L2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What there is to ask, or why there is nothing."""

    plan: Plan | None
    """None where there is nothing to ask in this way."""
    due: int
    """Facets that can be asked today because they are due."""
    new: int
    """Facets that were never rated."""
    next_due: date | None
    """When the next facet comes back after today; None where nothing is known yet."""
    sentence: str
    """Where there is no plan: why, and when to come back."""


@dataclass(frozen=True, slots=True)
class _Known:
    info: FacetInfo
    memory: Memory | None
    day: date
    chance: float
    turn: int | None = None
    """Whose turn it is among the forms for new ones; None: chance says it."""

    @property
    def new(self) -> bool:
        return self.memory is None or not self.memory.reviews

    @property
    def seen_today(self) -> bool:
        return self.memory is not None and self.memory.seen_day == self.day.isoformat()

    @property
    def missed(self) -> bool:
        return self.memory is not None and self.memory.missed

    @property
    def recall(self) -> float:
        return recall(self.memory, self.day) if self.memory else 0.0


def agenda(
    infos: Sequence[FacetInfo],
    memory: Callable[[FacetInfo], Memory | None],
    *,
    selection: Selection,
    count: int,
    today: date,
    seed: str,
    goal: Goal | None = None,
    rivals: Mapping[str, Sequence[str]] | None = None,
    most_new: int = MOST_NEW,
) -> Agenda:
    """Return what a sitting of `count` questions on the local day should ask.

    `memory` gives what is known of a facet as it is asked today. `rivals`: by facet, what the
    student took for the answer. `selection` is mixed, due or missed. The same arguments give
    the same agenda.
    """
    every = [
        _Known(info, memory(info), today, Rng("agenda", seed, info.facet).random())
        for info in infos
    ]
    due_days = {
        known.info.facet: due_on(known.memory, goal)
        for known in every
        if known.memory is not None and known.memory.reviews
    }
    due = [known for known in every if not known.new and due_days[known.info.facet] <= today]
    due.sort(key=lambda known: (known.recall, known.chance))
    fresh = _Fresh(every)
    chosen = fresh.one_each(due)
    if selection is Selection.MIXED:
        picked = _practice(every, chosen, fresh, count, most_new, seed)
    elif selection is Selection.DUE:
        picked = [(Why.DUE, known) for known in _mixed(chosen, count)]
    else:
        picked = [(Why.MISSED, known) for known in _mixed(_missed(every), count)]
    rest = [day for facet, day in due_days.items() if day > today]
    if len(chosen) < len(due):
        rest.append(today + timedelta(days=1))
    next_due = min(rest, default=None)
    wanted = _wanted(picked, rivals or {}, seed)
    return Agenda(
        plan=Plan(wanted=wanted) if wanted else None,
        due=len(chosen),
        new=sum(known.new for known in every),
        next_due=next_due,
        sentence="" if wanted else _nothing(selection, every, next_due, today),
    )


class _Fresh:
    """Keeps siblings apart: facets of a fact that another one of was asked today wait (rule Q1)."""

    def __init__(self, every: Iterable[_Known]) -> None:
        self._today: dict[str, set[str]] = {}
        for known in every:
            if known.seen_today:
                self._today.setdefault(known.info.fact, set()).add(known.info.facet)

    def one_each(
        self,
        candidates: Iterable[_Known],
        beside: Iterable[_Known] = (),
        *,
        buried: bool = False,
    ) -> list[_Known]:
        """Return the first candidate of each fact that none of `beside` is of.

        `buried`: those too whose sibling was asked today.
        """
        taken = {known.info.fact for known in beside}
        out = []
        for known in candidates:
            fact = known.info.fact
            others = self._today.get(fact, set()) - {known.info.facet}
            if fact in taken or (others and not buried):
                continue
            taken.add(fact)
            out.append(known)
        return out


def _practice(
    every: Sequence[_Known],
    due: Sequence[_Known],
    fresh: _Fresh,
    count: int,
    most_new: int,
    seed: str,
) -> list[tuple[Why, _Known]]:
    """Return due ones, new ones up to the limit, known ones ahead of time, more new ones.

    Where nothing is left but siblings of what was asked today, they are asked after all; and where
    not even these, what was asked today comes again.
    """
    unseen = [known for known in _in_rounds(every) if known.new and not known.seen_today]
    new = _varied(fresh.one_each(unseen, due), seed)
    waiting = [known for known in every if not known.new and not known.seen_today]
    waiting.sort(key=lambda known: (known.recall, known.chance))
    ahead = fresh.one_each(waiting, [*due, *new[:most_new]])
    more = fresh.one_each(new[most_new:], ahead)
    head: list[tuple[Why, _Known]] = [
        *((Why.DUE, known) for known in _mixed(due, count)),
        *((Why.NEW, known) for known in _mixed(new[:most_new], max(0, count - len(due)))),
    ]
    tail = [*((Why.AHEAD, known) for known in ahead), *((Why.NEW, known) for known in more)]
    if head or tail:
        return _with_mixed(head, tail, len(due), count)
    buried = fresh.one_each(unseen, buried=True)
    if buried:
        return [(Why.NEW, known) for known in _mixed(buried, count)]
    again = sorted(every, key=lambda known: (not known.missed, known.recall, known.chance))
    return [(Why.AHEAD, known) for known in _mixed(fresh.one_each(again, buried=True), count)]


def _with_mixed(
    head: list[tuple[Why, _Known]], tail: list[tuple[Why, _Known]], due: int, count: int
) -> list[tuple[Why, _Known]]:
    """Put a known facet that can be asked together with others at every fifth place after the due.

    Of the tail, so that it takes no due one's place; of the new ones where nothing is known yet.
    """
    out = head[:due]
    head, tail = head[due:], list(tail)
    while head and len(out) < count:
        if (len(out) + 1) % MIXED_EVERY == 0:
            spare = next((i for i, (_, known) in enumerate(tail) if _mixes(known)), None)
            if spare is not None:
                why, known = tail.pop(spare)
                out.append((Why.MIXED, known) if why is Why.AHEAD else (why, known))
                continue
        out.append(head.pop(0))
    return out + head + tail


def _varied(new: Sequence[_Known], seed: str) -> list[_Known]:
    """Return the same ones, the first of them such that they can be asked in many forms.

    Two of three facets of a usual pack can only be chosen from four; a sitting of nothing else
    tires. One that can be asked in the form whose turn it is goes before at most `AHEAD` others.
    """
    first = Rng("new", seed).below(len(NEW))
    left = list(new)
    out: list[_Known] = []
    while left and len(out) < MOST_NEW:
        turn = NEW[(first + len(out)) % len(NEW)]
        fits = (i for i, known in enumerate(left[:AHEAD]) if {*turn} & {*known.info.forms})
        at = next(fits, 0)
        out.append(replace(left.pop(at), turn=first + len(out)))
    return out + left


def _mixes(known: _Known) -> bool:
    return any(form in SEVERAL for form in known.info.forms)


def _missed(every: Iterable[_Known]) -> list[_Known]:
    """Return what was wrong last time, the latest first, one of a fact."""
    missed = sorted((known for known in every if known.missed), key=lambda known: known.chance)
    missed.sort(key=lambda known: known.memory.seen_day if known.memory else "", reverse=True)
    return list({known.info.fact: known for known in reversed(missed)}.values())[::-1]


def _in_rounds(every: Iterable[_Known]) -> list[_Known]:
    """Return one facet of every fact, every topic spread evenly, then a second of each, and so on.

    What of a fact is known already counts, so that one goes through the whole pack first.
    """
    rounds: dict[int, list[_Known]] = {}
    seen: dict[str, int] = {}
    for known in sorted(every, key=lambda known: (known.new, known.chance)):
        number = seen[known.info.fact] = seen.get(known.info.fact, 0) + 1
        rounds.setdefault(number, []).append(known)
    return [known for number in sorted(rounds) for known in _spread(rounds[number])]


def _mixed(known: Sequence[_Known], count: int) -> list[_Known]:
    """Return the first `count` with their topics mixed, then the others (rule L3)."""
    return [*_spread(known[:count]), *_spread(known[count:])]


def _spread(known: Sequence[_Known]) -> list[_Known]:
    topics: dict[str, list[_Known]] = {}
    for each in known:
        topics.setdefault(each.info.topic, []).append(each)
    placed = [
        ((index + own[0].chance) / len(own), each.chance, each.info.facet, each)
        for own in topics.values()
        for index, each in enumerate(own)
    ]
    return [each for *_, each in sorted(placed, key=lambda item: item[:3])]


def _wanted(
    picked: Iterable[tuple[Why, _Known]], rivals: Mapping[str, Sequence[str]], seed: str
) -> tuple[Wanted, ...]:
    wanted = []
    for why, known in picked:
        info, memory = known.info, known.memory
        turn = known.turn
        if turn is None:
            turn = Rng("turn", seed, info.facet).below(840)  # many a number of forms divides it
        wanted.append(
            Wanted(
                facet=info.facet,
                why=why,
                forms=(
                    mixed_first(forms_for(memory, info.forms, turn), turn)
                    if why is Why.MIXED
                    else forms_for(memory, info.forms, turn)
                ),
                avoid=(memory.last_variant,) if memory and memory.last_variant else (),
                rivals=tuple(rivals.get(info.facet, ())),
            )
        )
    return tuple(wanted)


def _nothing(
    selection: Selection, every: Sequence[_Known], next_due: date | None, today: date
) -> str:
    """Return why there is nothing to ask, and when there will be."""
    if not every:
        return "There is nothing to ask here."
    begun = any(known.memory is not None for known in every)
    if not begun:
        return "Nothing was asked yet, so there is nothing to go back to. Practise a set first."
    if selection is Selection.MISSED:
        return "Nothing is left that you missed."
    if next_due is None:
        return "Nothing is due yet. Practise a set, and it comes back when it is time."
    return f"Nothing is due today. More comes back {_when(next_due, today)}."


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _when(day: date, today: date) -> str:
    days = (day - today).days
    if days == 1:
        return "tomorrow"
    return f"on {_WEEKDAYS[day.weekday()]}" if days < 7 else f"in {days} days"
