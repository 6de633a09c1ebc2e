"""Making a sitting: from a pack, a mode, a wish and what is known of the student, to a set."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from dataclasses import field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from quiz.errors import NoQuestions
from quiz.play.begin import new_sitting
from quiz.play.daily import seed_of
from quiz.play.modes import Selection
from quiz.play.offer import enough, offered
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from quiz.generate.plan import FacetInfo, Plan
    from quiz.model import Form, Question, Sitting
    from quiz.packs.content import Pack
    from quiz.play.memory import Goal, Memory, Remembering
    from quiz.play.modes import Fitted, Mode

BY_MEMORY = (Selection.MIXED, Selection.DUE, Selection.MISSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """What a student or a teacher asked for; a mode may have something of its own instead."""

    count: int
    seed: str
    forms: tuple[Form, ...] = ()
    topics: tuple[str, ...] = ()
    level: int = 2
    most_new: int | None = None
    """Facets that are new in one day while anything else is left; None: as the agenda has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a student."""

    memories: Remembering
    rivals: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By facet, what the student took for the answer, the oftenest first."""
    goal: Goal | None = None


def prepare(
    pack: Pack,
    mode: Mode,
    wished: Wished,
    *,
    user: str,
    now: Callable[[], datetime],
    new_id: Callable[[], str],
    known: Known | None = None,
    settings: Mapping[str, str] = MappingProxyType({}),
) -> Sitting:
    """Return a new sitting of a set that the mode draws.

    With `known` None, practice is a set of the seed alone, the same for everyone who has the seed.
    `settings` are kept beside the wish's own. Raises NoQuestions, with the reason, where nothing
    fits or nothing is due.
    """
    fitted = mode.fitted(
        count=wished.count, level=wished.level, forms=wished.forms, topics=wished.topics
    )
    seed = wished.seed
    if mode.selection is Selection.DAY:
        seed = seed_of(now().date())
    try:
        questions = _drawn(pack, mode, fitted, wished, seed, known, now)
    except NoQuestions:
        if not mode.forms or wished.forms or mode.players > 1:
            raise
        every = replace(fitted, forms=())  # the mode's own forms are no wish
        questions = _drawn(pack, mode, every, wished, seed, known, now)
    kept = {
        "count": str(wished.count),
        "forms": ",".join(form.value for form in wished.forms),
        "topics": "; ".join(wished.topics),
        "level": str(wished.level),
    }
    return new_sitting(
        pack,
        questions,
        mode=mode.id,
        seed=seed,
        settings=kept | dict(settings),
        user=user,
        now=now,
        new_id=new_id,
    )


def _drawn(
    pack: Pack,
    mode: Mode,
    fitted: Fitted,
    wished: Wished,
    seed: str,
    known: Known | None,
    now: Callable[[], datetime],
) -> tuple[Question, ...]:
    from quiz.generate import draw, draw_line, portion  # deferred: the generator

    if mode.selection is Selection.LINE:
        return draw_line(
            pack, count=fitted.count, seed=seed, topics=fitted.topics, level=fitted.level
        )

    def drawn(infos: Sequence[FacetInfo] | None) -> tuple[Question, ...]:
        return draw(
            pack,
            count=fitted.count,
            seed=seed,
            forms=fitted.forms,
            topics=fitted.topics,
            level=fitted.level,
            test=not mode.feedback_at_once,
            plan=_plan(infos, mode, fitted, wished, known, now) if infos else None,
        )

    if mode.selection not in BY_MEMORY:
        return drawn(None)
    pack = portion(pack, seed, _asked_before(pack, known))
    if known is None and mode.selection is Selection.MIXED:
        return drawn(None)
    if pack.whole is not None:
        few = enough(pack, fitted, wished.seed, known.memories if known else None)
        found: tuple[Question, ...] = ()
        with suppress(NoQuestions) if mode.selection is Selection.MIXED else nullcontext():
            found = drawn(few)
        if len(found) >= fitted.count or mode.selection is not Selection.MIXED:
            return found
    return drawn(offered(pack, fitted))  # without any, the draw says why


def _asked_before(pack: Pack, known: Known | None) -> Iterator[str]:
    """Yield the keys of the rows that the student knows something of, what is due first."""
    from quiz.play.memory import due_on  # deferred: seldom needed

    memories = known.memories.of_pack(pack.id) if known is not None else ()
    for _, facet in sorted((due_on(memory), memory.facet) for memory in memories if memory.reviews):
        yield "/".join(facet.split("/")[1:3])


def _plan(
    infos: Sequence[FacetInfo],
    mode: Mode,
    fitted: Fitted,
    wished: Wished,
    known: Known | None,
    now: Callable[[], datetime],
) -> Plan:
    """Return what the student's memory asks for of some facets.

    Raises NoQuestions with a kind sentence where nothing is due.
    """
    from quiz.play.agenda import MOST_NEW, agenda  # deferred: seldom needed

    def memory(info: FacetInfo) -> Memory | None:
        return known.memories.memory(info.facet, info.asked, info.was) if known else None

    today = now().date()
    most_new = MOST_NEW if wished.most_new is None else wished.most_new
    begun = sum(m.trail.startswith(today.isoformat()) for info in infos if (m := memory(info)))
    told = agenda(
        infos,
        memory,
        selection=mode.selection,
        count=fitted.count,
        today=today,
        seed=wished.seed,
        goal=known.goal if known else None,
        rivals=known.rivals if known else {},
        most_new=max(0, most_new - begun),
    )
    if told.plan is None:
        raise NoQuestions(told.sentence)
    return told.plan
