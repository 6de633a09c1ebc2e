"""Citations: each names a place in its source, each phrase stands there, each source is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quiz.packs.diagnostics import HINT, WARNING, printable
from quiz.packs.passages import PHRASE_WORDS
from quiz.text import fold_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quiz.packs.checks.book import Book
    from quiz.packs.content import Pack
    from quiz.packs.diagnostics import Path_
    from quiz.packs.passages import Copy
    from quiz.packs.reading import Document

_SHORT_TYPES = (
    "article", "chapter", "dataset", "entry", "figure", "graphic", "map", "paper", "post",
    "song", "standard", "webpage",
)  # fmt: skip
"""CSL types of works that are short, or looked up by name: citing them names the place."""
NEAREST = 40
"""Nearest passages looked for in one pack, so that a pack of wrong phrases takes seconds."""

Cite = tuple["Document", "Path_", "Mapping[str, Any]", str]
"""Document, path and table of a citation, and the key of its row ("" for a kind's default)."""


def check(book: Book, pack: Pack) -> None:
    """Report citations without a place, phrases that are not in their source, unused sources."""
    cites = list(citations(book))
    short = {
        id_ for id_, table in _tables(book) if str(table.get("type", "")).startswith(_SHORT_TYPES)
    }
    looks = NEAREST
    for document, path, cite, row in cites:
        source_id, phrase = cite.get("source"), cite.get("phrase")
        if not isinstance(source_id, str) or source_id not in pack.sources:
            continue
        if isinstance(phrase, str) and phrase:
            looks -= _check_phrase(book, document, path, cite, row, nearest=looks > 0)
        elif row and source_id not in short and not cite.get("section") and not cite.get("page"):
            document.report(
                path,
                "no-place",
                f"The citation does not say where in “{printable(source_id)}” this stands.",
                'Add section = "…", page = "…" or phrase = "three to twelve words of it".',
                severity=WARNING,
                row=row,
            )
    _check_used(book, pack, cites)


def citations(book: Book) -> Iterator[Cite]:
    """Every citation table, of rows, of their claims and of kinds."""
    for row in book.rows:
        yield from _in_holder(row.document, (*row.path, "cite"), row.raw.get("cite"), row.key)
        claims = row.raw.get("claims")
        for index, claim in enumerate(claims if isinstance(claims, list) else ()):
            if isinstance(claim, dict):
                inner = (*row.path, "claims", index, "cite")
                yield from _in_holder(row.document, inner, claim.get("cite"), row.key)
    for document in book.documents:
        kinds = document.values.get("kinds", {})
        for name, table in kinds.items() if isinstance(kinds, dict) else ():
            if isinstance(table, dict):
                yield from _in_holder(document, ("kinds", name, "cite"), table.get("cite"), "")


def _in_holder(document: Document, path: Path_, cite: Any, row: str) -> Iterator[Cite]:
    if isinstance(cite, dict):
        yield document, path, cite, row
    elif isinstance(cite, list):
        for index, one in enumerate(cite):
            if isinstance(one, dict):
                yield document, (*path, index), one, row


def _tables(book: Book) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for document in book.documents:
        tables = document.values.get("sources", {})
        for source_id, table in tables.items() if isinstance(tables, dict) else ():
            if isinstance(table, dict):
                yield source_id, table


def _check_phrase(
    book: Book, document: Document, path: Path_, cite: Mapping[str, Any], row: str, *, nearest: bool
) -> int:
    """Report a wrong phrase; return 1 where the nearest passage was sought."""
    phrase, source_id = cite["phrase"], cite["source"]
    least, most = PHRASE_WORDS
    words = len(fold_words(phrase))
    where = (*path, "phrase")
    if not least <= words <= most:
        document.report(
            where,
            "phrase-length",
            f"This phrase has {words} word{'' if words == 1 else 's'}.",
            "Keep the few words that carry the fact; it is a quotation, not an excerpt.",
            expected=f"{least} to {most} words",
            row=row,
        )
        return 0
    copy = book.copy(source_id)
    if copy is None or copy.find(phrase):
        return 0
    document.report(
        where,
        "phrase-not-found",
        f"These words do not stand in the copy of “{printable(source_id)}”, "
        f"{printable(copy.name)}.",
        _nearest_passage(book, copy, source_id, phrase) if nearest else _COPY_IT,
        row=row,
    )
    return 1


_COPY_IT = "Copy the words from the source as they stand."


def _nearest_passage(book: Book, copy: Copy, source_id: str, phrase: str) -> str:
    near = copy.nearest(phrase)
    if near is None:
        return f"Nothing like it stands there. {_COPY_IT}"
    sections = {
        str(cite["section"])
        for _, _, cite, _ in citations(book)
        if cite.get("source") == source_id and cite.get("section")
    }
    section = copy.section(near.start, sections)
    place = f"line {near.line}" + (f", § {printable(section, 60)}" if section else "")
    return f"The nearest that does stand there: “{printable(near.text, 160)}” ({place})."


def _check_used(book: Book, pack: Pack, cites: list[Cite]) -> None:
    used = {cite.get("source") for _, _, cite, _ in cites if isinstance(cite.get("source"), str)}
    for source in pack.sources.values():
        used.update(source.derived_from)
    for document in book.documents:
        tables = document.values.get("sources", {})
        for source_id in tables if isinstance(tables, dict) else ():
            if source_id in pack.sources and source_id not in used:
                document.report(
                    ("sources", source_id),
                    "never-cited",
                    f"Nothing in the pack cites the source “{printable(source_id)}”.",
                    "Cite it, or delete it.",
                    severity=HINT,
                )
