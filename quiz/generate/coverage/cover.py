"""For every fact and field: the questions it yields, and for what it does not, rule and remedy.

Looked up fact by fact, so that a preview asks for one and a report for all. One fact of a pack of
hundreds takes some milliseconds a field.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from quiz.generate.coverage.advice import advise
from quiz.generate.coverage.guessing import guessing
from quiz.generate.forms import FORMS
from quiz.generate.make import LARGE, Refusal, make
from quiz.generate.maker import Maker, Refused
from quiz.generate.slots import MINOR_LEVEL, Slot, slots
from quiz.model import Form
from quiz.packs.content import FieldType, NameValue
from quiz.packs.diagnostics import listed, nearest, printable
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from quiz.generate.coverage.guessing import Guessing
    from quiz.model import Question
    from quiz.packs.content import Fact, Field, Pack

    _Choices = dict[str, list[Question]]

NO_VALUE = "it has no value"
PIECE = 8
"""Facts that are looked up in one piece: some hundred milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A form that a facet is not asked in."""

    form: Form
    rule: str
    """Its number in the rules of question writing: "A4"."""
    why: str
    """What is so, without a capital or a full stop."""
    add: str
    """What to add or change, a sentence; "" where nothing would help."""
    fits: bool
    """False where the form is not meant for such a field at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCoverage:
    """A field of a fact, asked in one direction."""

    facet: str
    """pack/kind/fact/field, with "-back" where the fact is asked for."""
    field: str
    back: bool
    minor: bool
    """The author calls it trivial: asked at level 3 only."""
    questions: Mapping[Form, tuple[str, ...]]
    """Per form the ids of its questions; no entry where there is none."""
    missing: tuple[Missing, ...]

    @property
    def count(self) -> int:
        """How many questions there are."""
        return sum(map(len, self.questions.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unasked:
    """A field of a fact's kind that is not asked of it at all."""

    field: str
    back: bool
    why: str
    add: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactCoverage:
    """A fact with all its facets."""

    key: str
    """kind/id."""
    name: str
    kind: str
    topic: str
    facets: tuple[FacetCoverage, ...]
    unasked: tuple[Unasked, ...]
    aside: bool = False
    """It is not meant to be asked: others name it, or it says to skip all that it has."""

    @property
    def count(self) -> int:
        """How many questions there are."""
        return sum(facet.count for facet in self.facets)

    @property
    def reason(self) -> tuple[str, str, str]:
        """Why it yields nothing, as (rule, why, add): what could be mended first."""
        lacking = [m for facet in self.facets for m in facet.missing if m.fits]
        if lacking:
            first = next((m for m in lacking if m.add), lacking[0])
            return first.rule, first.why, first.add
        if self.facets:
            return "", "no form is meant for its fields", ""
        left = [u for u in self.unasked if u.why != NO_VALUE and not u.back]
        if left:
            return "", left[0].why, ""
        fields = listed([u.field for u in self.unasked if not u.back], 4)
        add = f"Give it a value ({fields}), or take the row out." if fields else ""
        return "", "nothing is said of it, and no other row names it", add


class Coverage:
    """What a pack yields, worked out fact by fact when it is asked for."""

    def __init__(self, pack: Pack, *, seed: str = "0", level: int = 2) -> None:
        self.pack = pack
        self.seed = seed
        self.level = level
        self.maker = Maker(pack, seed=seed, level=level)
        self._known: dict[str, FactCoverage] = {}
        self._choices: _Choices = {}

    @cached_property
    def slots(self) -> Mapping[str, Sequence[Slot]]:
        """What may be asked, by the fact's key."""
        found: dict[str, list[Slot]] = {}
        for slot in slots(self.pack, MINOR_LEVEL):
            found.setdefault(slot.fact.key, []).append(slot)
        return found

    @cached_property
    def named(self) -> frozenset[str]:
        """Keys of all rows that another row's values name."""
        found: set[str] = set()
        for fact in self.pack.facts.values():
            values = [v for claims in fact.claims.values() for c in claims for v in c.values]
            values += [v for denied in fact.false.values() for v in denied]
            named = {v.entity for v in values if isinstance(v, NameValue)} | fact.wholes
            found |= named - {fact.key}
        return frozenset(found)

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all rows of the pack, in its order."""
        return tuple(key for key, fact in self.pack.facts.items() if not fact.implicit)

    def aside(self, fact: Fact) -> bool:
        """Tell whether a row is not meant to be asked: named by others, or all of it skipped."""
        return fact.claims.keys() <= fact.skip if fact.claims else fact.key in self.named

    def find(self, name: str) -> tuple[str, ...]:
        """Return the keys that an id, a kind/id or a name may mean."""
        facts = self.pack.facts
        if name in facts:
            return (name,)
        folded = name.casefold()
        return tuple(
            key
            for key in self.keys()
            if folded in (facts[key].id, *(n.casefold() for n in facts[key].names))
        )

    def hint(self, name: str) -> str:
        """Return "Did you mean …?" for an id that no row has, or ""."""
        return nearest(name, [fact.id for fact in self.pack.facts.values() if not fact.implicit])

    def facts(self, keys: Sequence[str] | None = None) -> Iterator[FactCoverage]:
        """Yield these rows or all, in their order; many are looked up on all processors."""
        keys = self.keys() if keys is None else keys
        _ = self.slots, self.named, self.maker.relations  # else each process works them out

        def work(first: int, step: int) -> Iterator[list[tuple[FactCoverage, _Choices]]]:
            for at in range(first * PIECE, len(keys), step * PIECE):
                found = map(self.fact, keys[at : at + PIECE])
                yield [(f, {of.facet: self._choices[of.facet] for of in f.facets}) for f in found]

        pieces = work(0, 1)
        if len(keys) >= LARGE:
            from quiz.spread import spread  # deferred: only a report on a whole pack needs it

            pieces = spread(work)
        for piece in pieces:
            for fact, choices in piece:
                self._known[fact.key] = fact
                self._choices |= choices
                yield fact

    def fact(self, key: str) -> FactCoverage:
        """Return one row by its key. Raises KeyError."""
        if key not in self._known:
            fact = self.pack.facts[key]
            self._known[key] = FactCoverage(
                key=key,
                name=fact.name,
                kind=fact.kind,
                topic=fact.topic or self.pack.kinds[fact.kind].plural.capitalize(),
                facets=tuple(map(self.facet, self.slots.get(key, ()))),
                unasked=tuple(unasked(self.pack, fact)),
                aside=self.aside(fact),
            )
        return self._known[key]

    def guessing(self) -> Guessing | None:
        """Return what the choices of all facts looked up so far show to a guesser, if it tells."""
        choices = [question for asked in self._choices.values() for question in asked]
        return guessing(self.pack, choices, self.maker.relations.degree)

    def facet(self, slot: Slot) -> FacetCoverage:
        """Return what one slot yields."""
        questions: dict[Form, tuple[str, ...]] = {}
        missing: list[Missing] = []
        for form in FORMS:
            made = make(self.maker, slot, form)
            asked = [q for q in made if not isinstance(q, Refusal)]
            if form is Form.CHOICE:
                self._choices[slot.facet] = asked
            ids = tuple(q.id for q in asked)
            if ids:
                questions[form] = ids
                continue
            found = [self.missing(slot, m) for m in made if isinstance(m, Refusal)]
            missing += telling(found)
        return FacetCoverage(
            facet=slot.facet,
            field=slot.field.key,
            back=slot.back,
            minor=slot.field.trivial or slot.field.key in slot.fact.trivial,
            questions=questions,
            missing=tuple(missing),
        )

    def yields(self, slot: Slot) -> bool:
        """Tell whether a slot yields any question; the forms that take least time go first."""
        return any(
            not isinstance(made, Refusal)
            for form in _CHEAPEST_FIRST
            for made in make(self.maker, slot, form)
        )

    def missing(self, slot: Slot, refusal: Refusal) -> Missing:
        """Return a refusal with what would have to be added."""
        try:
            found = advise(self.maker, slot, refusal.form, refusal.rule, refusal.reason)
            fits, add = found.fits, found.add
        except Refused:  # what is lacking lies deeper than the reason that was given
            fits, add = True, ""
        return Missing(
            form=refusal.form,
            rule=refusal.rule,
            why=printable(refusal.reason, 200),
            add=printable(add, 400),
            fits=fits,
        )


_CHEAP = (Form.NUMBER, Form.TYPED, Form.CLOZE, Form.SOURCES, Form.MATCH, Form.ORDER)
_CHEAPEST_FIRST = (*_CHEAP, *(form for form in FORMS if form not in _CHEAP))


def telling(found: Sequence[Missing]) -> list[Missing]:
    """Return the refusals of one form's templates, each reason once; those that fit, if any."""
    once = list({(m.rule, m.why): m for m in found}.values())
    return [m for m in once if m.fits] or once[:1]


def unasked(pack: Pack, fact: Fact) -> Iterator[Unasked]:
    """Yield the fields of a fact's kind that are not asked of it."""
    for key, field in sorted(pack.kinds[fact.kind].fields.items()):
        if key not in fact.claims:
            yield Unasked(field=key, back=False, why=NO_VALUE, add=f"Add {key} = … to the row.")
            continue
        why = _left_out(fact, field)
        if why:
            yield Unasked(field=key, back=False, why=why, add="")
        elif not (fact.back.get(key) or field.back):
            yield Unasked(
                field=key, back=True, why="it has no wording to be asked back", add=_back(field)
            )


def _left_out(fact: Fact, field: Field) -> str:
    if field.key in fact.skip:
        return "the row says not to ask it (skip)"
    if fact.status == "attributed" and field.type is FieldType.NAME:
        return "the words are only attributed to somebody"
    return ""


def _back(field: Field) -> str:
    if field.many:
        return ""
    shape = "{value:on}" if field.type is FieldType.DATE else "{value}"
    return f'Add to the field {field.key}: back = "Which … {shape}?"'
