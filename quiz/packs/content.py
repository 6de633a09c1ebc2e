"""A pack as the generator reads it: kinds, facts, claims, names and sources, all resolved.

Plain dataclasses: nothing to the right of `packs` needs to know how a pack was written down.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from quiz.packs.lookup import place
from quiz.quick import dataclass, frozen
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from quiz.model import Citation
    from quiz.packs.dates import Date


TODO = "TODO"
"""What a draft has in a place that only its teacher can fill; `quiz check` refuses it."""


class FieldType(StrEnum):
    """What the values of a field are."""

    TEXT = "text"
    NAME = "name"
    DATE = "date"
    NUMBER = "number"
    CATEGORY = "category"
    QUOTE = "quote"


class Rank(StrEnum):
    """How the pack's author stands to a claim, as in Wikidata."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


class Stance(StrEnum):
    """What a claim says of its value. A partial one is a near-miss that is never an option."""

    SUPPORTS = "supports"
    DISPUTES = "disputes"
    PARTIAL = "partial"


@frozen
class TextValue:
    """A text, category or quotation."""

    text: str
    also: tuple[str, ...] = field(default=(), compare=False)
    """Other words for it that count when typed, and are never a wrong option."""

    @property
    def folded(self) -> str:
        """What it is compared by."""
        return fold(self.text)

    @property
    def spellings(self) -> tuple[str, ...]:
        """The text and all that counts as it."""
        return (self.text, *self.also)


@frozen
class NameValue:
    """A thing that has a row, or that is only named."""

    entity: str
    """The entity's key, kind/id."""


@frozen
class DateValue:
    """A date."""

    date: Date


@frozen
class NumberValue:
    """A number with its uncertainty, in the field's unit."""

    number: float
    low: float
    high: float
    text: str
    """As the author wrote it, so that 1.008 is not shown as 1.0080000000000000071."""


Value = TextValue | NameValue | DateValue | NumberValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A work that facts are taken from."""

    id: str
    title: str
    reference: str
    """Author, title, container, year: ready to print."""
    label: str
    """A short name for it, as in "the encyclopedia article"."""
    standing: str = ""
    derived_from: tuple[str, ...] = ()
    url: str | None = None
    note: str = ""
    text_path: str = ""
    """Where the pack says that a local copy is; relative to the pack."""
    issued: Date | None = None
    csl: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """What citation programs read: CSL-JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column of a kind and how it may be asked."""

    key: str
    type: FieldType
    label: str
    many: bool = False
    complete: bool = False
    closed: bool = False
    unique: bool = False
    trivial: bool = False
    """Too minor to ask below level 3."""
    of: tuple[str, ...] = ()
    unit: str = ""
    tolerance: float = 0.0
    decimals: int | None = None
    """number: how many to show; None: as many as were written."""
    as_of: str = ""
    ask: str = ""
    back: str = ""
    which: str = ""
    says: str = ""
    sequence: str = ""
    """date: the question that asks for an order, such as “In which order were these founded?”"""
    before: tuple[str, ...] = ()
    """date: fields of the same fact whose date cannot be earlier."""
    after: tuple[str, ...] = ()
    """date: fields of the same fact whose date cannot be later."""
    was: tuple[str, ...] = ()
    """Keys that the field had before, the newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A table of facts."""

    id: str
    singular: str
    plural: str
    fields: Mapping[str, Field]
    name_field: str = "name"


@frozen
class Claim:
    """What one source says of one field of one fact."""

    field: str
    values: tuple[Value, ...]
    citations: tuple[Citation, ...]
    rank: Rank = Rank.NORMAL
    stance: Stance = Stance.SUPPORTS
    note: str = ""
    basis: str = ""
    definition: str = ""
    own: bool = False
    """The row's own value, which the author stands behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """How the claims of one field that are not deprecated stand to each other."""

    field: str
    kind: str
    """definition, calendar, estimate, attribution, interpretation or error."""
    consensus: str
    """majority, none or open."""
    note: str = ""


@frozen
class Alias:
    """Another name of an entity, and when it held."""

    name: str
    since: Date | None = None
    until: Date | None = None


@frozen
class Fact:
    """A row of a kind; also the entity that other rows' names mean."""

    id: str
    kind: str
    name: str
    aliases: tuple[Alias, ...] = ()
    topic: str = ""
    note: str = ""
    note_citations: tuple[Citation, ...] = ()
    claims: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)
    false: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    """Per field the values that the author knows to be false (`not` in the pack)."""
    complete: frozenset[str] = frozenset()
    """Fields whose list of values is complete for this fact."""
    disputes: Mapping[str, Dispute] = field(default_factory=dict)
    ask: Mapping[str, str] = field(default_factory=dict)
    back: Mapping[str, str] = field(default_factory=dict)
    which: Mapping[str, str] = field(default_factory=dict)
    says: Mapping[str, str] = field(default_factory=dict)
    skip: frozenset[str] = frozenset()
    trivial: frozenset[str] = frozenset()
    """Fields too minor to ask below level 3."""
    wholes: frozenset[str] = frozenset()
    """Keys of all entities that this one is part of, directly or not."""
    locative: str = ""
    status: str = ""
    """quote: verified or attributed."""
    as_of: str = ""
    citations: tuple[Citation, ...] = ()
    implicit: bool = False
    """Only named by other rows; the pack has no row for it."""
    was: tuple[str, ...] = ()
    """Ids that the row had before, the newest first: what is remembered of them is its own."""

    key: str = field(init=False, repr=False, compare=False)
    """kind/id. Kept, for it is asked for more often than anything else."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", f"{self.kind}/{self.id}")

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all aliases."""
        if not self.aliases:  # as most have none
            return (self.name,)
        return (self.name, *[alias.name for alias in self.aliases])


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Problems that the author has looked at and leaves as they are."""

    code: str
    reason: str
    rows: tuple[str, ...] = ()
    """Keys of the rows that it holds for; empty: all."""


class KeptFacts(Mapping[str, Fact]):
    """Facts by key, of which is known where each stands, so that nobody need look through all."""

    __slots__ = ()

    @property
    @abstractmethod
    def at_hand(self) -> bool:
        """Whether all facts are in memory, so that none is read for `each`."""

    @abstractmethod
    def each(self, first: int, end: int) -> Iterator[Fact]:
        """Yield the facts of some places in the order; none is kept for that."""

    @abstractmethod
    def key(self, row: int) -> str:
        """Return a key by its place in the order."""

    @abstractmethod
    def by_kind(self) -> Mapping[str, Sequence[str]]:
        """Return the keys of each kind, in order."""

    @abstractmethod
    def placed(self, kind: str, first: int, end: int) -> list[str]:
        """Return the keys of a kind whose place is one of `range(first, end)`, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Everything that one teacher gives to one class, resolved."""

    id: str
    title: str
    language: str
    license: str
    authors: tuple[str, ...]
    description: str
    topics: tuple[str, ...]
    kinds: Mapping[str, Kind]
    facts: Mapping[str, Fact]
    """By key, sorted by kind and id: the order of the files is no part of a pack."""
    sources: Mapping[str, Source]
    names: Mapping[str, tuple[str, ...]]
    """Folded name to the keys of all entities that have it."""
    kin: Mapping[str, frozenset[str]]
    """Key to the keys of all entities that share a name with it, are part of it, or contain it."""
    hash: str
    """SHA-256 of the content, independent of files, comments and order of keys."""
    path: Path
    old_style: bool = False
    """Whether any date is written in the Old Style, so that questions must name the calendar."""
    source_folders: tuple[Path, ...] = ()
    stale_after: int = 0
    """Years after which a value with `as_of` is to be looked up again; 0: never."""
    silences: tuple[Silence, ...] = ()
    whole: Pack | None = field(default=None, repr=False, compare=False)
    """What this is only a part of; names and kin are those of the whole."""
    _by_kind: Mapping[str, Sequence[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if isinstance(self.facts, KeptFacts):
            object.__setattr__(self, "_by_kind", self.facts.by_kind())
            return
        by_kind: dict[str, list[str]] = {}
        for key in self.facts:
            by_kind.setdefault(key[: key.index("/")], []).append(key)
        object.__setattr__(self, "_by_kind", by_kind)

    def of_kind(self, kind: str) -> tuple[Fact, ...]:
        """All facts of a kind, in order of id."""
        return tuple(self.facts[key] for key in self.keys_of(kind))

    def keys_of(self, kind: str) -> Sequence[str]:
        """The keys of all facts of a kind, in order."""
        return self._by_kind.get(kind, ())

    def keys_placed(self, kind: str, first: int, end: int) -> list[str]:
        """The keys of a kind whose place (see `lookup`) is one of `range(first, end)`, in order."""
        if isinstance(self.facts, KeptFacts):
            return self.facts.placed(kind, first, end)
        return [key for key in self.keys_of(kind) if first <= place(key) < end]

    def count(self, kind: str) -> int:
        """How many facts of a kind there are."""
        return len(self.keys_of(kind))

    def source_text(self, source_id: str) -> str | None:
        """Return the local copy of a source, or None where there is none to read."""
        from quiz.packs.passages import read_copy  # deferred: only the source screen needs it

        source = self.sources.get(source_id)
        folders = (self.path, *self.source_folders)
        return read_copy(source.text_path, folders) if source else None
