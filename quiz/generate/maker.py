"""The workbench that all forms share: one pack, one seed, one level, each thing worked out once."""

from __future__ import annotations

import hashlib
from collections import Counter
from copy import copy
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from quiz.generate import cues, wording
from quiz.generate.canonical import canonical
from quiz.generate.cells import KEPT, Cells
from quiz.generate.company import Company
from quiz.generate.explain import citations_of, reasons
from quiz.generate.lives import lives
from quiz.generate.openings import NO_NOUN, is_noun
from quiz.generate.resolve import Resolution, resolve
from quiz.generate.rng import Rng
from quiz.generate.shown import fits_grain, months_of
from quiz.generate.similarity import Relations
from quiz.generate.whole import Whole
from quiz.generate.worded import WIDER, asked_grain, asks_when, wordings
from quiz.generate.wording import Grain
from quiz.model import Citation, Form, Question, Reason
from quiz.packs.content import DateValue, FieldType, NameValue, TextValue
from quiz.quick import frozen
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence
    from typing import Any

    from quiz.generate.domain import Domain
    from quiz.generate.forms.match import Pair
    from quiz.generate.shown import Candidate
    from quiz.generate.slots import Slot
    from quiz.packs.content import Fact, Pack, Value

T = TypeVar("T")
CROWD = 3
"""Other facts in the same year from which on a question asks for the month."""


class Refused(Exception):
    """A question that cannot be proved or fairly worded, and so is not asked."""

    def __init__(self, rule: str, reason: str) -> None:
        self.rule = rule
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"


def _or_refused(work: Callable[[], T]) -> T | Refused:
    try:
        return work()
    except Refused as refused:
        return refused.with_traceback(None)


@frozen
class Asked:
    """A slot made ready to be asked: what the sources settle, and how it is worded."""

    slot: Slot
    resolution: Resolution
    value: Value
    """The value that is asked for, or (backwards) asked by."""
    grain: Grain


class Maker:
    """Makes the questions of one pack; hands every item its own chance (rule D7)."""

    def __init__(
        self,
        pack: Pack,
        *,
        seed: str,
        level: int = 2,
        rivals: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        self.pack = pack
        self.seed = seed
        self.level = level
        self.rivals = rivals
        self._holders: dict[tuple[str, str], tuple[Fact, ...]] = {}
        self.cells = Cells(pack)
        self._resolved: dict[tuple[str, str], Resolution] = {}
        self._of_slot: tuple[Slot | None, dict[Hashable, Any]] = None, {}
        self._months: dict[tuple[str, str], Counter[int]] = {}
        self.all_values: dict[str, list[list[Value]]] = {}
        """By row, for each field of its kind: every value that any source gives, dates as years."""
        self.sharing: dict[tuple[str, str], list[tuple[Value, list[Fact]]]] = {}
        """By kind and field, of a kind with few rows: each value that three or more surely have."""
        self.paired: dict[tuple[str, str, Grain], Pair | None] = {}
        """By row, field and grain: what a row is matched with; None for nothing."""
        self.spans: dict[tuple[str, str], float] = {}
        """By kind and field: years between the first and the last date."""
        self.domains: dict[tuple[str, ...], Domain] = {}
        """What typed answers are told from: by kinds, or by kind and field."""
        self._worded: dict[tuple[str, str], Counter[str]] = {}
        self.whole = Whole.of(pack)
        """What all rows tell, where the pack is only a part of one; else None."""

    def is_unclear(self, key: str) -> bool:
        """Tell whether a row's very name is also a name of another row of its kind (rule A7)."""
        return self.cells.is_unclear(key)

    @cached_property
    def lives(self) -> Mapping[str, tuple[int, int]]:
        """Days in which a person could act, by the folded surname that one row alone bears."""
        return lives(self.pack)

    @cached_property
    def company(self) -> Company:
        """Which rows are looked at for a question."""
        return Company(self.pack, self.holders)

    @cached_property
    def relations(self) -> Relations:
        """How alike the pack's entities are."""
        return Relations(self.pack)

    def again(self, attempt: int, rivals: Mapping[str, Sequence[str]]) -> Maker:
        """Return a maker with another chance for each attempt but 0, and with these rivals first.

        What was worked out of the pack serves both.
        """
        if attempt == 0 and not rivals:
            return self
        _ = (
            self.relations,
            self.lives,
            self.company,
        )  # else each copy would work them out
        other = copy(self)
        other.seed = f"{self.seed}/{attempt}" if attempt else self.seed
        other.rivals = {**self.rivals, **rivals}
        return other

    def mixed_up(self, facet: str, pool: Sequence[Candidate]) -> list[Candidate]:
        """Return the candidates that the student took for the facet's answer, the oftenest first.

        By any name of theirs, for it may have been typed.
        """
        wanted = [fold(text) for text in self.rivals.get(facet, ())]
        if not wanted:
            return []
        found: dict[str, Candidate] = {}
        for candidate in pool:
            entity = getattr(candidate.value, "entity", None)
            names = self.pack.facts[entity].names if entity else ()
            for name in (candidate.text, *names):
                found.setdefault(fold(name), candidate)
        return list(dict.fromkeys(found[text] for text in wanted if text in found))

    def rng(self, *what: str) -> Rng:
        """Return the chance of one item."""
        return Rng(self.seed, *what)

    def holders(self, kind: str, field: str) -> tuple[Fact, ...]:
        """Return the facts of a kind that surely have the field.

        What is only attributed to somebody proves nothing of who said it.
        """
        key = (kind, field)
        if key not in self._holders:
            names = self.pack.kinds[kind].fields[field].type is FieldType.NAME
            self._holders[key] = tuple(
                fact
                for fact in self.pack.of_kind(kind)
                if fact.claims.get(field) and not (names and fact.status == "attributed")
            )
        return self._holders[key]

    def resolution(self, fact: Fact, field: str) -> Resolution:
        """Return what the sources say of a field, worked out once."""
        key = (fact.key, field)
        found = self._resolved.get(key)
        if found is None:
            if len(self._resolved) >= KEPT:
                self._resolved.clear()
            found = self._resolved[key] = resolve(self.pack, fact, field)
        return found

    def once(self, slot: Slot, what: Hashable, work: Callable[[], T]) -> T:
        """Return what was worked out of the slot before: its forms come one after the other.

        Only for what hangs on neither seed nor rivals, since a copy with others has it too.
        """
        if self._of_slot[0] is not slot:
            self._of_slot = slot, {}
        kept = self._of_slot[1]
        if what not in kept:
            kept[what] = work()
        found: T = kept[what]
        return found

    def alike(self, slot: Slot) -> Sequence[Fact]:
        """Return the rows that are looked at to stand beside the slot's own."""
        return self.once(slot, "alike", lambda: self.company.alike(slot))

    def with_values(self, slot: Slot, value: Value, grain: Grain) -> Sequence[Fact]:
        """Return the rows whose values are looked at to stand beside the asked one."""
        return self.company.with_values(slot, value, grain, lambda: self.alike(slot))

    def proved(self, slot: Slot, what: Hashable, work: Callable[[], T]) -> T:
        """Return what `once` does, or refuse for the same reason each time."""
        found = self.once(slot, what, lambda: _or_refused(work))
        if isinstance(found, Refused):
            raise Refused(found.rule, found.reason)
        return found

    def asked(self, slot: Slot, *, one_value: bool = True) -> Asked:
        """Return the slot made ready, or refuse: disputed, or more values than the form takes."""
        several, found = self.once(slot, "asked", lambda: self._asked(slot))
        if one_value and several:
            raise Refused("A1", "it has several right answers")
        if isinstance(found, Refused):
            raise Refused(found.rule, found.reason)
        return found

    def _asked(self, slot: Slot) -> tuple[bool, Asked | Refused]:
        """Return whether the slot has several right answers, and what `asked` returns or raises."""
        found = _or_refused(lambda: self._settled(slot))
        if isinstance(found, Refused):
            return False, found
        return len(found.values) != 1, _or_refused(lambda: self._ready(slot, found))

    def _settled(self, slot: Slot) -> Resolution:
        found = self.resolution(slot.fact, slot.field.key)
        named = [slot.fact.key, *[v.entity for v in found.values if isinstance(v, NameValue)]]
        if any(map(self.is_unclear, named)):
            raise Refused("A7", "a name in it may mean another row too")
        self._check_wording(slot)
        if found.key is None:
            raise Refused("A3", "every claim of it is rejected")
        if not found.askable:
            raise Refused("A3", f"the sources disagree ({found.status.value})")
        if not found.key.citations:
            raise Refused("A3", "no citation")
        return found

    def _ready(self, slot: Slot, found: Resolution) -> Asked:
        value = found.values[0]
        return Asked(slot=slot, resolution=found, value=value, grain=self._grain(slot, value))

    def _check_wording(self, slot: Slot) -> None:
        """Refuse an author's wording that no question may have (rules A4, B6, B7, B8)."""
        key = slot.field.key
        own = slot.fact.ask.get(key)
        if (
            own
            and not slot.back
            and self._asked_so(slot, own.replace("{name}", slot.fact.name)) > 1
        ):
            raise Refused("A4", "another row asks in the same words")
        worded = slot.back_template if slot.back and slot.field.type is FieldType.DATE else "{"
        if "{" not in worded and WIDER.search(worded):
            raise Refused("A4", "its wording names a time that is wider than a year")
        if self._namesake_asked(slot):
            raise Refused("A7", "a row of another kind has the same name and the same question")
        if not (slot.back or own or slot.field.ask or is_noun(slot.field.label)):
            raise Refused("E5", NO_NOUN.format(slot.field.label))
        texts = [own or slot.field.ask] if not slot.back else [slot.back_template]
        if slot.field.type in (FieldType.TEXT, FieldType.CATEGORY):
            found = self.resolution(slot.fact, key)
            texts += [v.text for v in found.values if isinstance(v, TextValue)]
        for text in texts:
            problem = cues.loaded(text)
            if problem:
                raise Refused(*problem)

    def _asked_so(self, slot: Slot, words: str) -> int:
        """Return how many rows ask for the slot's field in these words of their own."""
        key = (slot.fact.kind, slot.field.key)
        if self.whole is not None and self.whole.holds(slot.fact.kind):
            return self.whole.asked_so(*key, words)
        if key not in self._worded:
            own = ((fact, fact.ask.get(key[1])) for fact in self.holders(*key))
            self._worded[key] = Counter(ask.replace("{name}", f.name) for f, ask in own if ask)
        return self._worded[key][words]

    def _namesake_asked(self, slot: Slot) -> bool:
        """Tell whether a row of another kind is asked in the same words: Georgia, of the states."""
        fact = slot.fact
        namesakes = self.pack.names.get(fold(fact.name), ())
        if slot.back or len(namesakes) < 2:
            return False
        mine = wordings(fact, slot.field)
        return any(
            mine & wordings(other, field)
            for other in (self.pack.facts[key] for key in namesakes if key != fact.key)
            for field in self.pack.kinds[other.kind].fields.values()
            if field.key in other.claims
        )

    def _grain(self, slot: Slot, value: Value) -> Grain:
        if not isinstance(value, DateValue):
            return Grain.FULL
        wanted = asked_grain(slot)
        if wanted is not None:
            if fits_grain(value.date, wanted):
                return wanted
            raise Refused("E2", f"its wording asks for the {wanted.value}, which is not certain")
        if not asks_when(slot):
            raise Refused("E2", "its wording does not say that it asks for a date")
        if not fits_grain(value.date, Grain.YEAR):
            if fits_grain(value.date, Grain.SPAN):
                return Grain.SPAN
            raise Refused("A9", "the date is not certain to the year")
        worded = not slot.back or "{" in slot.back_template
        if worded and fits_grain(value.date, Grain.MONTH) and self._crowded(slot, value):
            return Grain.MONTH
        return Grain.YEAR  # a wording that says the date itself may say no more than the year

    def _crowded(self, slot: Slot, value: DateValue) -> bool:
        """Tell whether several other facts stand in the year, each certain to the month."""
        key = (slot.fact.kind, slot.field.key)
        if key not in self._months:
            self._months[key] = Counter(
                year for fact in self.holders(*key) for year in months_of(fact, key[1])
            )
        year = value.date.years()[0]
        return self._months[key][year] - (year in months_of(slot.fact, key[1])) >= CROWD

    def question(
        self, form: Form, asked: Asked, prompt: str, answer: str, **parts: Any
    ) -> Question:
        """Return the question with its identity, explanation and citations filled in."""
        slot = asked.slot
        problem = wording.untidy(prompt, gap=form is Form.CLOZE)
        if problem:
            raise Refused("E5", problem)
        first: Reason | None = parts.pop("first", None)
        told, cited, key, subject = self.once(slot, "told", lambda: self._told(asked))
        if first:
            told = (first, *told)
            cited = citations_of(told)
        facts = dict.fromkeys([slot.fact.key, *parts.pop("facts", ())])
        template = parts.pop("template", "")
        item_id = f"{slot.facet}/{form.value}" + (f"-{template}" if template else "")
        shown = sorted(o.text for o in parts.get("options", ())) or sorted(parts.get("shown", ()))
        variant = hashlib.sha256("\x1f".join([item_id, prompt, *shown]).encode()).hexdigest()[:12]
        return Question(
            id=item_id,
            variant=variant,
            form=form,
            facet=slot.facet,
            facts=tuple(facts),
            topic=slot.topic,
            prompt=prompt,
            subject=subject,
            answer=answer,
            reasons=told,
            citations=cited,
            level=self.level,
            key=key,
            **parts,
        )

    def _told(self, asked: Asked) -> tuple[tuple[Reason, ...], tuple[Citation, ...], str, str]:
        """Return why the key is right, what that rests on, its canonical form, and the subject."""
        slot = asked.slot
        told = reasons(self.pack, slot.fact, slot.field, asked.resolution)
        subject = wording.option_text(slot.fact.name, name=True)
        return told, citations_of(told), canonical(self.pack, asked.resolution.values), subject
