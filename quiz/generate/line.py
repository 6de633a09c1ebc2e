"""A growing timeline: event after event is put on one line, each among those before it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from quiz.errors import NoQuestions
from quiz.generate.falsity import same_or_part
from quiz.generate.forms.order import interval, unreadable
from quiz.generate.forms.timeline import placed
from quiz.generate.leaks import leaks, shown
from quiz.generate.maker import Maker, Refused
from quiz.generate.parts import Parts
from quiz.generate.rng import Rng
from quiz.generate.slots import in_topics, slots
from quiz.generate.wording import Grain
from quiz.packs.content import DateValue, FieldType
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quiz.generate.forms.order import Span
    from quiz.generate.leaks import Shown
    from quiz.generate.maker import Asked
    from quiz.generate.slots import Slot
    from quiz.model import Question
    from quiz.packs.content import Fact, Pack

ANCHORS = 12
"""What a line shows at most, so that it fits a small screen."""
FEWEST, ENOUGH = 3, 12
"""Questions below which a line is no game, and from which no longer one is sought."""
WIDEST = 2 * 366
"""Days between which an event lies that is certain to the year, in either calendar."""


def draw_line(
    pack: Pack, *, count: int, seed: str, topics: Sequence[str] = (), level: int = 2
) -> tuple[Question, ...]:
    """Return at most `count` timeline questions, each on the line that the ones before it made.

    All are of one field of one kind, so that they can be compared: events by their date, people by
    their birth. The seed says which; the more dates a field has, the likelier. Raises NoQuestions.
    """
    parts = Parts(pack)
    pack = parts.part(Rng(pack.id, "line", seed).below(len(parts)))
    maker = Maker(pack, seed=seed, level=level)
    every = [s for s in slots(pack, level) if not topics or in_topics(s, topics)]
    best: tuple[Question, ...] = ()
    for field in _fields(maker, every):
        questions = tuple(_questions(maker, field, count))
        if len(questions) >= min(ENOUGH, count):
            return questions
        best = max(best, questions, key=len)
    if len(best) >= FEWEST:
        return best
    where = "These topics have" if topics else f"“{pack.title}” has"
    raise NoQuestions(f"{where} too few dates that can be put on one line.")


def _fields(maker: Maker, every: Iterable[Slot]) -> list[list[Slot]]:
    """Return the slots of each field whose dates can be put in order, in the seed's own order."""
    found: dict[tuple[str, str], list[Slot]] = {}
    for slot in every:
        if slot.field.type is FieldType.DATE and slot.field.sequence and not slot.back:
            found.setdefault((slot.fact.kind, slot.field.key), []).append(slot)

    def late(key: tuple[str, str]) -> float:
        return -math.pow(maker.rng("line", *key).random(), 1 / len(found[key]))

    return [found[key] for key in sorted(found, key=late)]


def _questions(maker: Maker, own: Sequence[Slot], count: int) -> Iterator[Question]:
    """Yield the questions of one line as it grows; its first event is not asked."""
    line: list[tuple[Fact, Span]] = []
    told: list[Shown] = []
    made = 0
    for slot in maker.rng("line", own[0].fact.kind, own[0].field.key).shuffled(own):
        if made == count:
            return
        asked = _ready(maker, slot)
        span = interval(slot.fact, slot.field.key)
        if asked is None or span is None or not _fits(maker, slot.fact, span, line):
            continue
        if asked.grain is not Grain.SPAN and span[1] - span[0] > WIDEST:
            continue  # its readings lie far apart, and nothing else would fit between them
        if any(leaks(text, slot.fact.names, _years(asked)) for text in told):
            continue  # the line would say it already (rule D1)
        if line:
            try:
                question = placed(maker, asked, line, span)
            except Refused:  # its name makes no sentence: “Who goes there?”
                continue
            told.append(shown(question))
            yield question
            made += 1
        line = _shortened(sorted([*line, (slot.fact, span)], key=_by_span), slot.fact)


def _by_span(placed: tuple[Fact, Span]) -> Span:
    return placed[1]


def _ready(maker: Maker, slot: Slot) -> Asked | None:
    if unreadable(slot.fact):
        return None
    try:
        return maker.asked(slot)
    except Refused:
        return None


def _fits(maker: Maker, fact: Fact, span: Span, line: Sequence[tuple[Fact, Span]]) -> bool:
    """Tell whether a fact is certain to be earlier or later than each on the line, and no kin."""
    return all(
        (span[1] < low or high < span[0])
        and not same_or_part(maker.pack, fact.key, other.key)
        and fold(fact.name) != fold(other.name)
        for other, (low, high) in line
    )


def _years(asked: Asked) -> tuple[str, ...]:
    value = asked.value
    return tuple(map(str, value.date.years())) if isinstance(value, DateValue) else ()


def _shortened(line: list[tuple[Fact, Span]], newest: Fact) -> list[tuple[Fact, Span]]:
    """Return the line without one of its inner events where it has become too long.

    It goes where they stand closest, so that what is left spans the same time as evenly as it can;
    the ends stay, and so does the newest, which has only just been put there.
    """
    if len(line) <= ANCHORS:
        return line

    def gap(at: int) -> tuple[int, str]:
        return line[at + 1][1][0] - line[at - 1][1][1], line[at][0].key

    inner = [at for at in range(1, len(line) - 1) if line[at][0] is not newest]
    closest = min(inner, key=gap)
    return [*line[:closest], *line[closest + 1 :]]
