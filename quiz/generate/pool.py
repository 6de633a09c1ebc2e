"""What may stand beside a key, and which of it may stand there together."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from quiz.generate import cues
from quiz.generate.candidates import ON_A_SCALE
from quiz.generate.falsity import apart, compatible
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quiz.generate.shown import Candidate
    from quiz.packs.content import Pack

OVERLAP = "A6: the other values overlap"


def by_likeness(candidate: Candidate) -> tuple[float, str]:
    """Return what a pool is ordered by."""
    return candidate.similarity, candidate.text


class Pool:
    """What may stand beside a key: the proved candidates without those that clash with it.

    All forms of a slot draw from one. No two of the candidates read alike, but for capitals and
    the like: whoever finds them sees to that. The rules look at all options alike, but for the
    words that the question itself holds (B1, B2), and the rivals are drawn as often as they are
    keys. So nothing that a test-wise player sees tells the key from them: a rule for keys only
    would make rivals stand out.
    """

    def __init__(
        self,
        pack: Pack,
        prompt: str,
        key: Candidate,
        candidates: Sequence[Candidate],
        lone: Callable[[str], bool],
    ) -> None:
        self.pack = pack
        self.key = key
        self.proved = candidates
        self._apart = apart([key.value, *[c.value for c in candidates]], lone)
        folded, lower = fold(key.text), key.text.casefold()
        # as `clash` has it
        items = [c for c in candidates if fold(c.text) != folded and c.text.casefold() != lower]
        if not self._apart:
            items = [c for c in items if not self._clashes_with(c)]
            self._apart = apart([c.value for c in items], lone)
        self.items = sorted(items, key=by_likeness)
        self.problem = OVERLAP
        """Why the last set of options was refused; told where none is left."""
        looks = []
        for candidate in (key, *items):
            candidate.look = cues.look(candidate.text)
            looks.append(candidate.look)
        self._odd, self._uneven = cues.may_be_odd(looks), cues.may_be_uneven(looks)
        self._joined = any(look.joined for look in looks)
        self._said = cues.in_both(prompt, key.text)
        self._clashes: dict[tuple[str, str], bool] = {}

    def _clashes_with(self, candidate: Candidate) -> bool:
        key = self.key
        if isinstance(key.value, ON_A_SCALE):
            return key.span[0] <= candidate.span[1] and candidate.span[0] <= key.span[1]
        return compatible(self.pack, key.value, candidate.value)

    def fair(self, sample: Sequence[Candidate]) -> bool:
        """Tell whether no rule forbids these options together.

        What costs least comes first: most sets of a pool with many looks fail by B5.
        """
        looks = [self.key.look, *[c.look for c in sample]] if self._odd or self._uneven else ()
        if self._odd and cues.odd_look(looks):
            self.problem = "B5: one of the options would look unlike the others"
        elif self._uneven and cues.uneven(looks):
            self.problem = "B4: one of the options would stand out by its length"
        elif self._joined and cues.converges([self.key.text, *[c.text for c in sample]]):
            self.problem = "B9: the right option shares most parts with the others"
        elif self._said and (word := cues.unshared(self._said, [c.text for c in sample])):
            self.problem = f"B2: question and right option share “{word}”"
        elif not self._apart and self._overlap(sample):
            self.problem = OVERLAP
        else:
            return True
        return False

    def _overlap(self, sample: Sequence[Candidate]) -> bool:
        for one, other in combinations(sample, 2):
            pair = (one.text, other.text)
            found = self._clashes.get(pair)
            if found is None:
                found = self._clashes[pair] = compatible(self.pack, one.value, other.value)
            if found:
                return True
        return False
