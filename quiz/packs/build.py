"""From a pack's documents to the pack: header, sources, kinds, names, facts, in that order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from quiz.packs import limits
from quiz.packs.citations import source_from
from quiz.packs.content import TODO, DateValue, Fact, Kind, Pack, Silence, Source
from quiz.packs.dates import Calendar
from quiz.packs.diagnostics import listed, printable
from quiz.packs.facts import FactReader
from quiz.packs.hashing import encoded, hash_of
from quiz.packs.kinds import KindReader
from quiz.packs.kinship import all_wholes, kin_of, named_whole
from quiz.packs.names import Names
from quiz.packs.plain_rows import PlainRows
from quiz.packs.rows import Row, entry_of, read_row
from quiz.packs.schema import PackTable, SourceTable
from quiz.packs.validate import validate
from quiz.quick import dataclass
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from quiz.packs.reading import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What all rows of a pack stand in."""

    header: PackTable | None
    sources: dict[str, Source]
    kinds: KindReader


def frame_of(documents: Sequence[Document]) -> Frame:
    """Return what the rows stand in; what is wrong with it is left in the documents."""
    header, sources, kinds = _header(documents), _sources(documents), KindReader()
    for document in documents:
        kinds.read(document)
    kinds.check_references()
    return Frame(header=header, sources=sources, kinds=kinds)


def build(
    documents: Sequence[Document],
    path: Path,
    source_folders: tuple[Path, ...] = (),
    *,
    hashed: bool = True,
) -> Pack | None:
    """Return the pack, or None where there is no header to hang it on.

    Every problem is left in the documents; the pack is fit for use only if none is an error.
    Without `hashed` it has no hash, which takes a twentieth of the time.
    """
    frame = frame_of(documents)
    rows = rows_of(documents, frame.kinds)
    names = Names()
    for row in rows:
        _add_name(names, row)
    reader = FactReader(frame.kinds.kinds, frame.sources, frame.kinds.cites, names)
    facts = {row.key: reader.read(row) for row in rows}
    wholes = _wholes(rows, names, facts)
    facts = {
        key: replace(fact, wholes=wholes[key]) if wholes.get(key) else fact
        for key, fact in {**facts, **names.implicit}.items()
    }
    if frame.header is None:
        return None
    facts = dict(sorted(facts.items(), key=lambda item: (item[1].kind, item[1].id)))
    names_index = _name_index(facts)
    kin = kin_of({key: fact.wholes for key, fact in facts.items()}, names_index)
    nobody = frozenset[str]()  # as with most
    return pack_of(
        frame.header,
        frame,
        path,
        source_folders,
        facts=facts,
        names=names_index,
        kin={key: kin.get(key, nobody) for key in facts},
        implicit=names.implicit.values(),
        topics={row.table.topic for row in rows if row.table.topic},
        hashed=hash_of(documents, encoded(documents)) if hashed else "",
        old_style=has_old_style(facts[row.key] for row in rows if is_dated_otherwise(row)),
    )


def pack_of(
    header: PackTable,
    frame: Frame,
    path: Path,
    source_folders: tuple[Path, ...],
    *,
    facts: Mapping[str, Fact],
    names: Mapping[str, tuple[str, ...]],
    kin: Mapping[str, frozenset[str]],
    implicit: Iterable[Fact],
    topics: Iterable[str],
    hashed: str,
    old_style: bool,
) -> Pack:
    """Return the pack; `topics`: those that its rows name."""
    kinds = frame.kinds.kinds
    return Pack(
        id=header.id,
        title=header.title,
        language=header.language,
        license=header.license,
        authors=tuple(header.authors),
        description=header.description,
        topics=tuple(dict.fromkeys([*header.topics, *sorted(topics)])),
        kinds=dict(sorted((*_mere_names(implicit, kinds), *kinds.items()))),
        facts=facts,
        sources=frame.sources,
        names=names,
        kin=kin,
        hash=hashed,
        path=path,
        old_style=old_style,
        source_folders=source_folders,
        stale_after=header.stale_after,
        silences=tuple(
            Silence(code=s.code, reason=s.reason, rows=tuple(s.rows)) for s in header.silence
        ),
    )


def is_dated_otherwise(row: Row) -> bool:
    """Tell whether a row, or a claim of it, names another calendar; few do."""
    if row.plain:
        return False
    named = [row.table.calendar, *[claim.calendar for claim in row.table.claims]]
    return any(calendar != "gregorian" for calendar in named)


def has_old_style(facts: Iterable[Fact]) -> bool:
    """Tell whether any date of some facts is of the Old Style."""
    return any(
        isinstance(value, DateValue) and value.date.calendar is Calendar.JULIAN
        for fact in facts
        for claims in fact.claims.values()
        for claim in claims
        for value in claim.values
    )


def _header(documents: Sequence[Document]) -> PackTable | None:
    found = [document for document in documents if "pack" in document.values]
    if not found:
        if documents:
            documents[0].report(
                (),
                "no-pack",
                "There is no [pack] table.",
                'A pack begins with: [pack], then id = "my-pack" and title = "My pack".',
            )
        return None
    for document in found[1:]:
        document.report(
            ("pack",),
            "two-packs",
            f"[pack] stands in {found[0].short_name}, line {found[0].line(('pack',))}, already.",
            "All files of a folder are one pack with one [pack] table. Delete this one, "
            "or move the file into a folder of its own.",
        )
    return validate(PackTable, found[0].values["pack"], found[0], ("pack",))


def _sources(documents: Sequence[Document]) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    for document in documents:
        raw = document.values.get("sources", {})
        if not isinstance(raw, dict):
            document.report(("sources",), "wrong-type", "Sources are tables: [sources.book].")
            continue
        for source_id, table in raw.items():
            if source_id in sources:
                document.report(
                    ("sources", source_id),
                    "two-sources",
                    f"The source “{printable(source_id)}” is declared in another file already.",
                    "Keep one of the two, or give this one another name.",
                )
                continue
            if not isinstance(table, dict):
                _not_a_source(table, document, source_id, raw)
                if not isinstance(table, list):
                    continue
                table = {"title": source_id}  # noqa: PLW2901
            checked = validate(SourceTable, table, document, ("sources", source_id))
            if checked is None:  # already reported: its citations are right all the same
                checked = SourceTable(title=printable(source_id) or "?")
            else:
                _check_named(checked.title, document, source_id)
            sources[source_id] = source_from(source_id, checked)
    for document in documents:
        raw = document.values.get("sources", {})
        for source_id, table in raw.items() if isinstance(raw, dict) else ():
            origin = table.get("derived-from", []) if isinstance(table, dict) else []
            for other in origin if isinstance(origin, list) else [origin]:
                if isinstance(other, str) and other not in sources:  # what is no text was told
                    document.report(
                        ("sources", source_id, "derived-from"),
                        "unknown-source",
                        f"No source of this pack is called “{printable(other)}”.",
                        document.nearest(other, sources),
                    )
    return sources


def _not_a_source(table: Any, document: Document, source_id: str, sources: dict[str, Any]) -> None:
    """Report [[sources.book]], and what stands below [sources], which gives no source its word."""
    if isinstance(table, list):
        document.report(
            ("sources", source_id),
            "bad-header",
            "A source begins with single brackets: there is only one of that name.",
            write=f"[sources.{printable(source_id, 60)}]",
        )
    elif source_id == next(key for key, value in sources.items() if not isinstance(value, dict)):
        document.report(
            ("sources", source_id),
            "no-source-word",
            "This stands below [sources], so nobody knows of which source it tells.",
            "A source begins with a word by which facts cite it, such as [sources.book].",
            key=True,
        )


def _check_named(title: str, document: Document, source_id: str) -> None:
    """Report a source that `quiz new` left open: where facts are from, only their author knows."""
    if title.startswith(TODO):
        document.report(
            ("sources", source_id, "title"),
            "todo-source",
            "The source has no title yet.",
            "Write the book or page that these facts are from.",
            write='title = "A School Atlas"',
        )


def rows_of(documents: Sequence[Document], kinds: KindReader) -> list[Row]:
    """Return the rows of documents, their own keys checked; no two of one key."""
    rows: dict[str, Row] = {}
    plain = PlainRows()
    for document in documents:
        for kind_id, raw in document.values.items():
            if kind_id in ("pack", "sources", "kinds"):
                continue
            kind = kinds.kinds.get(kind_id)
            if kind is None:
                known = list(kinds.kinds)
                hint = document.nearest(kind_id, [*known, "pack", "sources", "kinds"])
                if not isinstance(raw, dict | list):
                    document.report(
                        (kind_id,),
                        "key-outside",
                        f"“{printable(kind_id)}” stands above every [table] and [[kind]] line, "
                        "so it belongs to nothing.",
                        "Put it below the line of the row or table that it belongs to.",
                        key=True,
                    )
                    continue
                document.report(
                    (kind_id,),
                    "unknown-kind",
                    f"There is no kind “{printable(kind_id)}”.",
                    hint or "A kind of your own is declared by [kinds.…] and its fields.",
                    expected=f"one of {listed(known, 20)}",
                )
                continue
            if not isinstance(raw, list):
                document.report(
                    (kind_id,),
                    "single-brackets",
                    f"A row of “{kind_id}” begins with double brackets.",
                    "Single ones begin what is there only once, such as [pack].",
                    write=f"[[{kind_id}]]",
                )
                continue
            unread = kinds.unread.get(kind_id)
            for index, table in enumerate(raw):
                if unread and isinstance(table, dict):
                    table = {k: v for k, v in table.items() if k not in unread}  # noqa: PLW2901
                row = read_row(document, (kind_id, index), kind, table, kinds.kinds, plain)
                if row is not None:
                    _enter(row, rows)
                if document.is_hopeless:
                    return list(rows.values())
    return list(rows.values())


def _enter(row: Row, rows: dict[str, Row]) -> None:
    other = rows.get(row.key)
    if other is None:
        rows[row.key] = row
        return
    has_id = row.table.id is not None
    row.document.report(
        (*row.path, "id" if has_id else "name"),
        "two-rows",
        f"Two rows of “{row.kind.id}” have the id “{row.id}”; the other is "
        f"“{printable(other.name, 60)}” in {other.document.short_name}, "
        f"line {other.document.line(other.path)}.",
        "If both are one thing, join the rows; if not, give one of them another id.",
    )


def _mere_names(implicit: Iterable[Fact], kinds: dict[str, Kind]) -> list[tuple[str, Kind]]:
    """Return the kind of what is named where no kind is asked for, and has no row of its own."""
    missing = dict.fromkeys(fact.kind for fact in implicit if fact.kind not in kinds)
    return [(kind, Kind(id=kind, singular=kind, plural=f"{kind}s", fields={})) for kind in missing]


def _add_name(names: Names, row: Row) -> None:
    entry, own = entry_of(row)
    crowded = names.add(entry, own)
    if crowded:
        row.document.report(
            row.path,
            "limit",
            f"More than {limits.SAME_NAME} rows are called “{printable(crowded, 60)}”.",
            "A name that means so many things tells nobody which is meant.",
        )


def _wholes(rows: Sequence[Row], names: Names, facts: dict[str, Fact]) -> dict[str, frozenset[str]]:
    """Return for each row everything that it is part of, directly or not."""
    direct: dict[str, list[str]] = {}
    called: list[str] = []
    for row in rows:
        for index, name in enumerate(row.table.part_of):
            whole = named_whole(row.key, row.kind.id, name, names)
            if whole is not None:
                direct.setdefault(row.key, []).append(whole)
                continue
            called = called or [fact.name for fact in facts.values()]
            row.document.report(
                (*row.path, "part_of", index),
                "unknown-name",
                f"No row is called “{printable(name)}”.",
                row.document.nearest(name, called)
                or f'Add a row: [[{row.kind.id}]] name = "{printable(name, 60)}"',
            )
    by_key = {row.key: row for row in rows} if direct else {}
    out = all_wholes(direct)
    for key, found in out.items():
        if len(found) > limits.WHOLES:
            row = by_key[key]
            row.document.report(
                (*row.path, "part_of"),
                "limit",
                f"“{printable(row.name, 60)}” is a part of more than {limits.WHOLES} others.",
                "A place is a part of its region, and that of its country: name the nearest.",
            )
    return out


def _name_index(facts: dict[str, Fact]) -> dict[str, tuple[str, ...]]:
    index: dict[str, dict[str, None]] = {}
    for key, fact in facts.items():
        for name in fact.names:
            index.setdefault(fold(name), {})[key] = None
    return {name: tuple(keys) for name, keys in sorted(index.items())}
