"""A work as a citation program's file tells of it, and what of it a pack has no place for."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from quiz.packs import limits
from quiz.quick import dataclass
from quiz.text import clean

if TYPE_CHECKING:
    from quiz.packs.scaffold.toml import Written

ORDER = (
    "type", "title", "author", "editor", "translator", "director", "interviewer",
    "container-title", "collection-title", "publisher", "publisher-place", "edition", "volume",
    "issue", "number", "page", "issued", "original-date", "accessed", "genre", "archive",
    "archive_location", "language", "URL", "DOI", "ISBN",
)  # fmt: skip
"""The keys that a source of a pack has from CSL-JSON, in the order in which they are written."""
PEOPLE = ("author", "editor", "translator", "director", "interviewer")
DATES = ("issued", "original-date", "accessed")
OTHERS: dict[str, Written] = {"literal": "and others"}
"""How a pack says that a list of names goes on."""
SILENT = frozenset({
    "abstract", "abstractnote", "annotation", "annote", "bibsource", "bibdate", "bdsk-url-1",
    "bdsk-file-1", "biburl", "citation-label", "citation-number", "comment", "copyright", "custom",
    "date-added", "date-modified", "eprinttype", "file", "format", "groups", "id", "ids", "issn",
    "keyword", "keywords", "lccn", "owner", "pmcid", "pmid", "publicationtitle", "rights",
    "shortjournal", "shorttitle", "source", "timestamp", "title-short", "container-title-short",
    "journalabbreviation", "categories", "system_id", "urldate-raw", "mendeley-tags",
    "mendeley-groups", "options", "langidopts", "__markedentry", "creationdate",
    "modificationdate", "priority", "ranking",
})  # fmt: skip
"""What libraries keep for their own use: it is no part of a reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Something that was not carried over."""

    line: int
    """From 1."""
    entry: str
    """How the entry is called in its file; "" where it is no entry."""
    field: str
    """The field, as its file calls it; "" for the whole entry."""
    why: str
    column: int = 0
    """From 1; 0 where only the line is known."""

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        what = ", ".join(filter(None, (self.entry, self.field)))
        return f"line {self.line}{column}: {f'{what}: ' if what else ''}{self.why}"


@dataclass(slots=True, kw_only=True)
class Work:
    """One entry: its fields under a pack's own keys."""

    key: str
    """The entry's name in its file."""
    line: int
    fields: dict[str, Written] = field(default_factory=dict)
    """By keys of ORDER: texts, and lists of names."""

    def text(self, key: str) -> str:
        """Return a field that is text, "" where there is none."""
        found = self.fields.get(key, "")
        return found if isinstance(found, str) else ""

    @property
    def shown(self) -> str:
        """How the work is called in messages."""
        title = self.text("title")
        name = self.key or (f"“{title}”" if title else "an entry without a name")
        return name if len(name) <= 60 else f"{name[:59]}…"


@dataclass(slots=True, kw_only=True)
class Library:
    """All that a file gives. Readers add to it as they go."""

    works: list[Work] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    """In the order of the file."""
    silent: dict[str, int] = field(default_factory=dict)
    """How often something stood there that is no part of a reference."""

    def lose(self, work: Work, name: str, line: int, why: str) -> None:
        """Note that a field has no place in a pack, or none that is right for it."""
        if name.lower() in SILENT:
            self.silent[name.lower()] = self.silent.get(name.lower(), 0) + 1
        else:
            self.losses.append(Loss(line=line, entry=work.shown, field=flat(name)[:40], why=why))

    def put(self, work: Work, key: str, value: str, *, name: str, line: int) -> None:
        """Give the work a field of text; what is there already stays."""
        value = flat(value)
        if not value:
            return
        if len(value) > limits.TEXT_CHARACTERS:
            self.lose(work, name, line, f"longer than {limits.TEXT_CHARACTERS:,} characters")
        elif key in work.fields:
            if work.fields[key] != value:
                self.lose(work, name, line, f"there is a {key} already")
        else:
            work.fields[key] = value

    def add(self, work: Work) -> None:
        """Keep a work, or say why it is none."""
        if not work.text("title"):
            self.losses.append(
                Loss(line=work.line, entry=work.shown, field="", why="it has no title")
            )
        elif len(self.works) >= limits.IMPORTED:
            why = f"at most {limits.IMPORTED:,} are read"
            self.losses.append(Loss(line=work.line, entry=work.shown, field="", why=why))
        else:
            work.fields = {key: work.fields[key] for key in ORDER if key in work.fields}
            self.works.append(work)


NO_PLACE = "a pack has no place for it"


def flat(text: str) -> str:
    """Return clean text on one line."""
    return " ".join(clean(text).split())
