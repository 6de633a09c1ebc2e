"""A source as a line to print, a citation with its locator, and a phrase found in a local copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.model import Citation
from quiz.packs import dates
from quiz.packs.content import Source
from quiz.packs.csl import csl_json

if TYPE_CHECKING:
    from quiz.packs.schema import CiteTable, PersonName, SourceTable

NOTE = "note"
"""What a citation is `for` when it backs the row's note and none of its fields."""
_WEB = ("http://", "https://")
_ARTICLE_TYPES = ("entry", "article", "chapter", "post", "webpage", "paper")


def source_from(source_id: str, table: SourceTable) -> Source:
    """Return the source with its reference written out: author, title, container, year."""
    return Source(
        id=source_id,
        title=table.title,
        reference=reference(table),
        label=table.label or _short(table),
        standing=table.standing,
        derived_from=tuple(table.derived_from),
        url=_url(table),
        note=table.note,
        text_path=table.text,
        issued=_issued(table),
        csl=csl_json(source_id, table),
    )


def _url(table: SourceTable) -> str | None:
    if table.url and table.url.startswith(_WEB):
        return table.url
    return f"https://doi.org/{table.doi}" if table.doi else None


def _issued(table: SourceTable) -> dates.Date | None:
    try:
        return dates.parse(table.issued) if table.issued else None
    except dates.DateError:
        return None


def reference(table: SourceTable) -> str:
    """Return one line: who, what, in what, from whom, when."""
    title = f"“{inner_quotes(table.title)}”" if _is_part(table) else table.title
    container = ", ".join(
        part
        for part in (
            table.container_title,
            f"vol. {table.volume}" if table.volume else "",
            f"no. {table.issue}" if table.issue else "",
        )
        if part
    )
    place = ": ".join(part for part in (table.publisher_place, table.publisher) if part)
    year = year_text(table.issued) if table.issued else ""
    pages = f"pp. {table.page}" if table.page else ""
    parts = (people(table.author), title, container, place, year, pages)
    return ", ".join(part for part in parts if part)


def inner_quotes(text: str) -> str:
    """Return a text with its double quotation marks made single, to stand in double ones."""
    return text.replace("“", "‘").replace("”", "’")


def _is_part(table: SourceTable) -> bool:
    return bool(table.container_title) or table.type.startswith(_ARTICLE_TYPES)


def _short(table: SourceTable) -> str:
    who = table.author[0].family or table.author[0].literal if table.author else ""
    return who or table.title


def people(names: list[PersonName]) -> str:
    """Return "Isaac Deutscher", "A and B", "A and others"."""
    shown = [
        name.literal or " ".join(filter(None, (name.given, name.family, name.suffix)))
        for name in names
    ]
    shown = [name for name in shown if name]
    if len(shown) > 2:
        return f"{shown[0]} and others"
    return " and ".join(shown)


def year_text(edtf: str) -> str:
    """Return "1926", "about 2011", or what was written where it is no date."""
    try:
        date = dates.parse(edtf)
    except dates.DateError:
        return edtf
    first, last = date.years()
    if date.precision is dates.Precision.SPAN:
        return edtf
    year = str(first) if first == last else f"{first}–{last}"
    return f"about {year}" if date.approximate else year


def is_for_note(cite: CiteTable) -> bool:
    """Tell whether a citation backs the row's note and nothing else."""
    return bool(cite.for_) and set(cite.for_) == {NOTE}


def filled(cite: CiteTable, name: str) -> CiteTable:
    """Return a kind's citation with the row's name in its place: a handbook has an entry a row."""
    if "{name}" not in cite.section + cite.page:
        return cite
    section, page = (text.replace("{name}", name) for text in (cite.section, cite.page))
    return cite.model_copy(update={"section": section, "page": page})


def citation_from(table: CiteTable, source: Source) -> Citation:
    """Return the citation with its locator and its source written out."""
    locator = ", ".join(
        part
        for part in (
            f"§ {table.section}" if table.section else "",
            _pages(table.page),
        )
        if part
    )
    return Citation(
        source=source.id,
        text=source.reference,
        locator=locator,
        phrase=table.phrase,
        url=source.url,
    )


def _pages(page: str) -> str:
    if not page:
        return ""
    several = any(mark in page for mark in "-–,")
    return f"{'pp.' if several else 'p.'} {page}"
