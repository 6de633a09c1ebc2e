"""Mutations that know what a pack is: values of another type, keys that are gone, rows alike.

They are hypothesis strategies, so that the same seed gives the same files.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.fuzz import seeds, values
from tests.fuzz.toml import Raw, written
from tests.fuzz.torn import torn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hypothesis.strategies import DrawFn

    Place = tuple[Any, Any]
    """What holds a value, and its key or index in it."""

STRUCTURE = frozenset(("id", "type", "source", "of", "field", "kind", "form", "calendar", "code"))
"""Keys whose values hang together with others: a mild change leaves them alone."""

DECLARED = (
    "type", "of", "many", "unique", "closed", "ask", "says", "back", "which", "sequence", "unit",
    "decimals", "label", "forms", "level",
)  # fmt: skip
DECLARATIONS = (
    "text", "name", "category", "number", "date", True, False, "{name} {value}", "{value}",
    "{other}", 0, 9, 10**9, "event",
)  # fmt: skip


def places(value: Any) -> list[Place]:
    """Return every place in tables, with its holder."""
    found: list[Place] = []
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        items = list(holder.items() if isinstance(holder, dict) else enumerate(holder))
        found += [(holder, key) for key, _ in items]
        waiting += [inner for _, inner in items if isinstance(inner, dict | list)]
    return found


class Mutator:
    """Tables, and what is done to them by chance."""

    def __init__(self, tables: dict[str, Any], draw: DrawFn) -> None:
        self.tables = tables
        self._draw = draw

    def pick(self, of: Sequence[Any]) -> Any:
        return of[self._draw(st.integers(0, len(of) - 1))]

    def place(self) -> Place | None:
        """Return a place anywhere: in a row as often as in the rest."""
        top = [
            key for key, value in self.tables.items() if isinstance(value, dict | list) and value
        ]
        if not top:
            return None
        part = self.tables[self.pick(top)]
        if isinstance(part, list) and isinstance(row := self.pick(part), dict | list) and row:
            part = row
        found = places(part)
        return self.pick(found) if found else None

    def value(self) -> Any:
        kind = self._draw(st.integers(0, 4))
        pool = (values.TEXTS, values.TEXTS, values.DATES, values.ODD, values.RAW)[kind]
        return copy.deepcopy(self.pick(pool))

    def change(self) -> None:
        """Change something that should stop the pack from loading, or nearly."""
        if place := self.place():
            holder, key = place
            self.pick(MUTATIONS)(self, holder, key)

    def change_mildly(self) -> None:
        """Change something that a pack may well have: it loads, and all that follows is tried."""
        place = self.place()
        if place and place[1] not in STRUCTURE:
            self.pick(MILD)(self, *place)

    def put(self, holder: Any, key: Any) -> None:
        holder[key] = self.value()

    def remove(self, holder: Any, key: Any) -> None:
        del holder[key]

    def rename(self, holder: Any, key: Any) -> None:
        if isinstance(holder, dict):
            holder[self.pick(values.KEYS)] = holder.pop(key)

    def add(self, holder: Any, key: Any) -> None:
        if isinstance(holder, dict):
            holder[self.pick(values.KEYS)] = self.value()
        else:
            holder.insert(key, self.value())

    def wrap(self, holder: Any, key: Any) -> None:
        old = holder[key]
        self.place_at(
            holder, key, self.pick(([old], [old, old], {"value": old}, [[old]], {"": old}))
        )

    def place_at(self, holder: Any, key: Any, value: Any) -> None:
        holder[key] = value

    def splice(self, holder: Any, key: Any) -> None:
        """Mix the text with another: inside, before or behind."""
        old = holder[key]
        if isinstance(old, str):
            at = self._draw(st.integers(0, len(old)))
            holder[key] = old[:at] + self.pick(values.TEXTS) + old[at:]

    def cut(self, holder: Any, key: Any) -> None:
        old = holder[key]
        if isinstance(old, str | list):
            holder[key] = old[: self._draw(st.integers(0, len(old)))]

    def move(self, holder: Any, key: Any) -> None:
        """Put here what stands elsewhere: another's name, a source in itself."""
        if other := self.place():
            holder[key] = copy.deepcopy(other[0][other[1]])

    def swap(self, holder: Any, key: Any) -> None:
        if other := self.place():
            mine, theirs = copy.deepcopy(holder[key]), copy.deepcopy(other[0][other[1]])
            other[0][other[1]] = mine
            if key in holder if isinstance(holder, dict) else key < len(holder):
                holder[key] = theirs

    def double(self, holder: Any, key: Any) -> None:
        """Have a row twice, under its own id or another, with all else alike."""
        kinds = [k for k, v in self.tables.items() if isinstance(v, list) and v]
        if kinds:
            rows = self.tables[self.pick(kinds)]
            row = copy.deepcopy(self.pick(rows))
            if isinstance(row, dict) and self._draw(st.booleans()):
                row[self.pick(("id", "name", "was", "aliases"))] = self.value()
            rows.insert(self._draw(st.integers(0, len(rows))), row)

    def relate(self, holder: Any, key: Any) -> None:
        """Tie two rows: by `was`, an alias, a part, a name; a row with itself as often as not."""
        kinds = [k for k, v in self.tables.items() if isinstance(v, list) and v]
        if not kinds:
            return
        rows = [row for row in self.tables[self.pick(kinds)] if isinstance(row, dict)]
        if rows:
            one, other = self.pick(rows), self.pick(rows)
            tie = self.pick(("was", "aliases", "part_of", "not", "id", "name", "accept"))
            said = other.get(self.pick(("id", "name")), "x")
            one[tie] = [said] if tie not in ("id", "name") else said

    def cite_in_circles(self, holder: Any, key: Any) -> None:
        sources = self.tables.get("sources")
        if isinstance(sources, dict) and sources:
            one, other = self.pick(list(sources)), self.pick(list(sources))
            if isinstance(sources[one], dict):
                sources[one][self.pick(("in", "from", "of", "text", "url", "cites"))] = other

    def empty(self, holder: Any, key: Any) -> None:
        old = holder[key]
        if isinstance(old, dict | list | str):
            holder[key] = type(old)()

    def retype(self, holder: Any, key: Any) -> None:
        """Write a number as text, a text as a number, a date as either."""
        old = holder[key]
        holder[key] = str(old) if not isinstance(old, str) else self.pick(values.ODD)

    def declare(self, holder: Any, key: Any) -> None:
        """Change what a field of a kind is."""
        kinds = self.tables.get("kinds")
        named = [k for k in kinds or () if isinstance(kinds[k], dict) and kinds[k].get("fields")]
        if named and isinstance(fields := kinds[self.pick(named)]["fields"], dict) and fields:
            field = fields[self.pick(list(fields))]
            if isinstance(field, dict):
                field[self.pick(DECLARED)] = self.pick(DECLARATIONS)

    def say(self, holder: Any, key: Any) -> None:
        """Add odd words to a text, few enough to be allowed."""
        old = holder[key]
        if isinstance(old, str) and key not in ("cite", "page", "phrase", "url", "issued"):
            word = self.pick(values.TEXTS)[:200]
            holder[key] = self.pick((f"{old} {word}", f"{word} {old}", word, old + word, old * 2))

    def borrow(self, holder: Any, key: Any) -> None:
        """Give a row what another of its kind has."""
        for rows in self.tables.values():
            if isinstance(rows, list) and any(row is holder for row in rows):
                other = self.pick(rows)
                if isinstance(other, dict) and other and key != "name":
                    taken = key if key in other else self.pick(list(other))
                    if taken not in STRUCTURE:
                        holder[taken] = copy.deepcopy(other[taken])

    def nudge(self, holder: Any, key: Any) -> None:
        """Move a number or a year, by little or by much."""
        old = holder[key]
        if isinstance(old, int | float) and not isinstance(old, bool):
            by = self.pick((1, -1, 0.5, 10**9, -(10**9), old, 1e-9, 2**53 - 1))
            holder[key] = by if abs(old + by) > 2**53 else old + by
        elif isinstance(old, str) and old[:4].isdigit():
            holder[key] = self.pick(values.DATES)

    def forget(self, holder: Any, key: Any) -> None:
        if key not in ("name", "title", "cite", "source", "ask", "says", "singular"):
            del holder[key]

    def shuffle(self, holder: Any, key: Any) -> None:
        if isinstance(holder, list):
            holder.insert(self._draw(st.integers(0, len(holder) - 1)), holder.pop(key))
        elif isinstance(holder[key], list):
            holder[key] = list(reversed(holder[key]))


MILD: tuple[Callable[[Mutator, Any, Any], None], ...] = (
    Mutator.say, Mutator.say, Mutator.borrow, Mutator.borrow, Mutator.nudge, Mutator.forget,
    Mutator.shuffle,
)  # fmt: skip
MUTATIONS: tuple[Callable[[Mutator, Any, Any], None], ...] = (
    Mutator.put, Mutator.put, Mutator.remove, Mutator.rename, Mutator.add, Mutator.wrap,
    Mutator.splice, Mutator.splice, Mutator.cut, Mutator.move, Mutator.move, Mutator.swap,
    Mutator.double, Mutator.relate, Mutator.cite_in_circles, Mutator.empty, Mutator.retype,
    Mutator.declare,
)  # fmt: skip


@st.composite
def shaped(draw: DrawFn) -> bytes:
    """A pack that is still TOML, or nearly, with some values that are not what they should be."""
    tables = copy.deepcopy(
        draw(st.sampled_from(range(len(seeds.packs()))).map(seeds.packs().__getitem__))
    )
    mutator = Mutator(tables, draw)
    wild = draw(st.integers(0, 2)) == 0
    for _ in range(draw(st.integers(1, 4 if wild else 16))):
        if wild:
            mutator.change()
        else:
            mutator.change_mildly()
    lines = written(tables)
    for _ in range(draw(st.sampled_from((0, 0, 1, 2))) if wild else 0):
        at = draw(st.integers(0, len(lines)))
        other = draw(st.integers(0, len(lines) - 1)) if lines else 0
        line = draw(st.sampled_from((*values.LINES, None)))
        lines.insert(at, line if line is not None or not lines else lines[other])
    return "\n".join(lines).encode("utf-8", "surrogatepass")


@st.composite
def packs(draw: DrawFn) -> bytes:
    """A pack with wrong values, three times of four; else one whose bytes are torn."""
    if draw(st.integers(0, 3)):
        return draw(shaped())
    text = seeds.texts()[draw(st.integers(0, len(seeds.texts()) - 1))]
    return draw(torn(text.encode("utf-8", "surrogateescape")))


__all__ = ["Raw", "packs", "shaped"]
