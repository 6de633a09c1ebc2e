"""What a pack says of a facet, for those who look back: its fact, its answer, its sentence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from quiz.generate import wording
from quiz.generate.facets import facets
from quiz.generate.resolve import resolve
from quiz.generate.slots import MINOR_LEVEL, slots
from quiz.generate.wording import Grain
from quiz.packs.content import DateValue, NameValue, TextValue
from quiz.quick import dataclass
from quiz.text import fold, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.generate.slots import Slot
    from quiz.model import Citation
    from quiz.packs.content import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A facet in words."""

    facet: str
    subject: str
    """The fact's name."""
    asks: str
    """What is asked of it: the field's label."""
    answer: str
    """"" where the sources leave it open."""
    sentence: str
    """The fact as a sentence, "" likewise."""
    topic: str
    citations: tuple[Citation, ...]


class Teller:
    """Tells of one pack's facets; each is worked out when it is asked for."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.facets = facets(pack, MINOR_LEVEL)
        self._slots = {slot.facet: slot for slot in slots(pack, MINOR_LEVEL)}
        self._told: dict[str, Told] = {}
        self._answers: dict[tuple[str, str, bool], dict[str, str]] = {}

    def sizes(self) -> dict[tuple[str, str], int]:
        """Return how many facts each topic has that can be asked, by pack and topic."""
        facts = {(info.topic, info.fact) for info in self.facets}
        return dict(Counter((self.pack.id, topic) for topic, _ in facts))

    def of(self, facet: str) -> Told | None:
        """Return what the pack says of a facet, None where it does not have it any more."""
        slot = self._slots.get(facet)
        if slot is None:
            return None
        if facet not in self._told:
            self._told[facet] = self._tell(slot)
        return self._told[facet]

    def belongs(self, text: str, facet: str) -> Told | None:
        """Return a facet of the same field whose answer is that text: what it really belongs to."""
        slot = self._slots.get(facet)
        if slot is None:
            return None
        key = (slot.fact.kind, slot.field.key, slot.back)
        if key not in self._answers:
            like = [s for s in self._slots.values() if (s.fact.kind, s.field.key, s.back) == key]
            found = {fold(self._tell(s).answer): s.facet for s in reversed(like)}
            for other in like:
                for name in self._names(other):
                    found.setdefault(fold(name), other.facet)
            self._answers[key] = found
        return self.of(self._answers[key].get(fold(text), "")) if fold(text) else None

    def _tell(self, slot: Slot) -> Told:
        found = resolve(self.pack, slot.fact, slot.field.key)
        values = found.values
        claims = (found.key, *found.supporting) if found.key is not None else ()
        subject = wording.option_text(slot.fact.name, name=True)
        shown = [wording.value_text(self.pack, v, slot.field, at=slot.fact) for v in values]
        answer = subject if slot.back else wording.option_text(wording.listing(shown))
        said = wording.statement(self.pack, slot.fact, slot.field, values) if values else ""
        return Told(
            facet=slot.facet,
            subject=subject,
            asks=slot.field.label,
            answer=answer if values else "",
            sentence=sentence(said),
            topic=slot.topic,
            citations=tuple(dict.fromkeys(c for claim in claims for c in claim.citations)),
        )

    def _names(self, slot: Slot) -> Iterator[str]:
        """Yield all that the answer of a slot may stand as among options."""
        if slot.back:
            yield from slot.fact.names
            return
        for value in resolve(self.pack, slot.fact, slot.field.key).values:
            if isinstance(value, DateValue):
                yield from (wording.date_text(value.date, grain) for grain in Grain)
            elif isinstance(value, NameValue):
                yield from self.pack.facts[value.entity].names
            elif isinstance(value, TextValue):
                yield from value.spellings
