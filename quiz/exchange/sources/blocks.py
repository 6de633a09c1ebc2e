"""A BibTeX file as entries with plain fields: strings put in, cross references followed.

bibtexparser takes the file apart and knows where everything stands.
"""

from __future__ import annotations

import logging
import re
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from quiz.errors import QuizError
from quiz.exchange.sources.when import MONTHS
from quiz.exchange.sources.work import Library, Loss, flat
from quiz.packs import limits
from quiz.quick import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENTRY = re.compile(r"@\w*[ \t]*[{(]")
MOST_BLOCKS = 2 * limits.IMPORTED
MOST_FIELDS = 100_000
"""Taking 500,000 of them apart took 13 s."""
_LONGEST = 20_000
"""Characters of a field with its strings put in: a short file can name long ones often."""
_MOST_TEXT = 4 * limits.TABLE_BYTES
_TOKEN = re.compile(r"\s*(#|[^\s#{}\"]+)")
_DEEPEST = 4
"""Entries that refer to entries that refer to others."""
_BOOKS = ("title", "subtitle", "titleaddon")
_CHAPTERS = ("inbook", "incollection", "inproceedings", "conference", "inreference", "suppbook",
    "suppcollection", "bookinbook")  # fmt: skip
_NOT_LENT = frozenset({"ids", "crossref", "xref", "xdata", "entryset", "label", "shorthand"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What stands in a field, still in LaTeX, and in which line."""

    text: str
    line: int


@dataclass(slots=True, kw_only=True)
class Entry:
    """One entry, its fields by their names in small letters."""

    type: str
    key: str
    line: int
    fields: dict[str, Value] = field(default_factory=dict)

    def take(self, *names: str) -> tuple[str, Value | None]:
        """Return the first of the fields that says something, with its name, and remove it."""
        for name in names:
            found = self.fields.get(name)
            if found is not None and found.text.strip():
                return name, self.fields.pop(name)
        return "", None


def split(text: str, library: Library) -> list[Entry]:
    """Return the entries; those that cannot be read are listed as losses. Raises QuizError."""
    if len(_ENTRY.findall(text)) > MOST_BLOCKS or text.count("=") > MOST_FIELDS:
        raise QuizError(
            f"It has more than {MOST_BLOCKS:,} entries or {MOST_FIELDS:,} fields. Split it."
        )
    strings: dict[str, str] = {
        f"{name[:3]}": name.capitalize() for name in MONTHS
    }  # every style knows these
    entries: list[Entry] = []
    room = _MOST_TEXT
    for block in _blocks(text):
        name = type(block).__name__
        if name in ("DuplicateBlockKeyBlock", "DuplicateFieldKeyBlock"):
            block = block.ignore_error_block  # noqa: PLW2901
            name = type(block).__name__
        if name == "String":
            value = _value(block.value, strings)
            strings[block.key.strip().lower()] = value or ""
        elif name == "Entry":
            entries.append(_entry(block, strings, library))
            room -= sum(len(value.text) for value in entries[-1].fields.values())
            if room < 0:
                raise QuizError("Its @strings make it too long. Split it.")
        elif name == "ParsingFailedBlock":
            library.losses.append(_mistake(block, text))
    _lend(entries)
    return [entry for entry in entries if entry.type != "xdata"]


def _blocks(text: str) -> list[Any]:
    try:
        from bibtexparser.splitter import Splitter  # deferred: an extra, and 0.1 s
    except ImportError:
        raise QuizError(
            "BibTeX is read by bibtexparser, which is not installed: pip install "
            "'footnote-quiz[references]'. RIS and CSL-JSON are read without it."
        ) from None
    logger = logging.getLogger("bibtexparser")
    level = logger.level
    logger.setLevel(logging.CRITICAL)  # what is wrong is told in our own words
    try:
        return list(Splitter(text).split().blocks)
    finally:
        logger.setLevel(level)


def _entry(block: Any, strings: Mapping[str, str], library: Library) -> Entry:
    entry = Entry(
        type=flat(block.entry_type).lower()[:40],
        key=flat(block.key)[: limits.KEY_CHARACTERS],
        line=block.start_line + 1,
    )
    for part in block.fields:
        name = flat(part.key).lower()[: limits.KEY_CHARACTERS]
        line = part.start_line + 1
        value = _value(part.value, strings)
        if value is None:
            why = f"“{flat(part.value)[:40]}” is no text: it needs braces, or an @string before it"
            if "=" in part.value and part.value[:1] in '{"':
                why = "a comma is missing between it and the next field"
            library.losses.append(Loss(line=line, entry=entry.key, field=name, why=why))
        elif name in entry.fields:
            library.losses.append(
                Loss(line=line, entry=entry.key, field=name, why="it stands there twice")
            )
        else:
            entry.fields[name] = Value(text=value, line=line)
    return entry


def _value(raw: str, strings: Mapping[str, str]) -> str | None:
    """Return what is written in braces, in quotes, as a number or as names of strings, joined.

    None where it is nothing of all this.
    """
    out, at = "", 0
    while at < len(raw) and len(out) <= _LONGEST:
        if raw[at] in '{"':
            end = _closing(raw, at)
            out += raw[at + 1 : end]
            at = end + 1
        elif found := _TOKEN.match(raw, at):
            at = found.end()
            word = found[1]
            if word == "#":
                continue
            if not word.isdecimal() and word.lower() not in strings:
                return None
            out += strings.get(word.lower(), word)
        else:
            at += 1
    return out[:_LONGEST]


def _closing(raw: str, start: int) -> int:
    """Return where the braces or quotes that begin at `start` end."""
    depth = 0
    for at in range(start, len(raw)):
        char = raw[at]
        if raw[at - 1] == "\\" and at > start:
            continue
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
        if depth == 0 and at > start and (char == '"' or raw[start] == "{"):
            return at
    return len(raw)


def _lend(entries: list[Entry]) -> None:
    """Give each entry what it lacks from those that it refers to."""
    by_key = {entry.key.lower(): entry for entry in reversed(entries)}
    whole = {key: replace(entry, fields=dict(entry.fields)) for key, entry in by_key.items()}
    for entry in entries:
        parent = entry
        seen = {entry.key.lower()}
        for _ in range(_DEEPEST):
            named = parent.fields.get("crossref") or parent.fields.get("xdata")
            key = flat(named.text).split(",")[0].strip().lower() if named else ""
            if not key or key in seen or key not in whole:
                break
            parent = whole[key]
            seen.add(key)
            for name, value in parent.fields.items():
                _lend_one(entry, parent, name, value)
        entry.fields.pop("crossref", None)
        entry.fields.pop("xdata", None)


def _lend_one(entry: Entry, parent: Entry, name: str, value: Value) -> None:
    if name in _NOT_LENT:
        return
    if parent.type != "xdata":
        if entry.type in _CHAPTERS and name in _BOOKS:
            name = f"book{name}"
        elif entry.type == "article" and name == "title":
            name = "journaltitle"
        elif entry.type in _CHAPTERS and name == "author":
            return
    if name == "journaltitle" and "journal" in entry.fields:
        return
    entry.fields.setdefault(name, replace(value, line=entry.line))


_SAID = (
    ("end of file", "it is never closed: a } is missing"),
    ("Unexpected block start", "it is not closed before the next entry begins: a } is missing"),
    ("comma after entry key", "its name is missing, or the comma after it"),
    ("`=` after entry key", "a field has no = after its name; look for a missing comma before it"),
    ("equals sign", "an @string has no = after its name"),
    ("closed entry field", "a comma is missing between two fields"),
)


def _mistake(block: Any, text: str) -> Loss:
    """Say what is wrong with an entry, and where that was seen."""
    reason = str(getattr(block.error, "abort_reason", ""))
    why = next((said for words, said in _SAID if words in reason), "it is no BibTeX")
    raw = block.raw or ""
    name = re.match(r"@\w*[ \t]*[{(]\s*([^,={}()\s]{1,60})", raw)
    behind = 2 if "comma after" in reason or "equals sign" in reason else 1
    end = min(max(0, getattr(block.error, "end_index", 0) - behind), len(text))
    begun = text.rfind("\n", 0, end) + 1
    if end >= len(text.rstrip()) or "block start" in reason:  # where it began says more
        begins = re.search(r"(?m)^[^\n]*?(@)", "\n".join(text.split("\n")[block.start_line :]))
        return Loss(
            line=block.start_line + 1,
            column=begins.start(1) - begins.start() + 1 if begins else 1,
            entry=flat(name[1]) if name else "",
            field="",
            why=why,
        )
    return Loss(
        line=text.count("\n", 0, end) + 1,
        column=end - begun + 1,
        entry=flat(name[1]) if name else "",
        field="",
        why=why,
    )
