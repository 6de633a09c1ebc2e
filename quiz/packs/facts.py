"""Rows become facts with their claims, once all names of the pack are known."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from quiz.packs import dates
from quiz.packs.citations import NOTE, citation_from, filled, is_for_note
from quiz.packs.content import TODO, Alias, Claim, Dispute, Fact, FieldType, Rank, Stance, TextValue
from quiz.packs.diagnostics import listed, printable
from quiz.packs.kinds import check_template
from quiz.packs.names import slug
from quiz.packs.values import ValueReader, bad_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quiz.model import Citation
    from quiz.packs.content import Field, Kind, Source, Value
    from quiz.packs.diagnostics import Path_
    from quiz.packs.names import Names
    from quiz.packs.rows import Row
    from quiz.packs.schema import CiteTable, ClaimTable, RowTable


class FactReader:
    """Turns rows into facts."""

    def __init__(
        self,
        kinds: Mapping[str, Kind],
        sources: Mapping[str, Source],
        default_cites: Mapping[str, list[CiteTable]],
        names: Names,
    ) -> None:
        self.kinds = kinds
        self.sources = sources
        self.default_cites = default_cites
        self.names = names
        self._made: dict[tuple[str, str, str, str], Citation] = {}
        """Citations of one place: many rows stand on one page."""
        self._values: ValueReader | None = None
        """What read the last row's values: it knows those that many rows have."""
        self._complete = {
            kind.id: frozenset(key for key, field in kind.fields.items() if field.complete)
            for kind in kinds.values()
        }
        """By kind, the fields of which every row lists all values."""

    def read(self, row: Row) -> Fact:
        """Return the fact; what is wrong with it is reported and left out."""
        table = row.table
        if not row.plain:
            self._check_field_names(row)
        cites = self._cites(row)
        cited = self._citations(row, cites, "cite" if table.cite else "")
        noted = [c for c in cites if NOTE in c.for_]  # as few are
        evidence = [c for c in cites if not is_for_note(c)] if noted else cites
        claims = self._own_claims(row, evidence, self._cited(evidence) if noted else cited)
        for index, claim in enumerate(table.claims):
            self._other_claim(row, claim, index, claims)
        if claims and not evidence and not self._has_cite(row):
            row.document.report(
                row.path,
                "uncited",
                f"“{printable(row.name, 60)}” has no citation.",
                "Every answer comes with its source, so the row needs one.",
                write=f'cite = {{ source = "{next(iter(self.sources), "…")}", page = "…" }}',
            )
        complete = self._complete[row.kind.id].intersection(claims)
        return Fact(
            id=row.id,
            kind=row.kind.id,
            name=row.name,
            aliases=self._aliases(row),
            topic=table.topic,
            note=table.note,
            note_citations=self._cited(noted),
            claims={key: tuple(claims[key]) for key in sorted(claims)},
            complete=complete if row.plain else complete.union(table.complete),
            locative=table.locative,
            as_of=table.as_of or "",
            citations=cited,
            **({} if row.plain else self._more(row)),
        )

    def _more(self, row: Row) -> dict[str, Any]:
        """Return what only few facts have."""
        table = row.table
        return {
            "false": self._false(row),
            "disputes": {
                d.field: Dispute(field=d.field, kind=d.kind, consensus=d.consensus, note=d.note)
                for d in table.disputes
            },
            "ask": table.ask,
            "back": table.back,
            "which": table.which,
            "says": table.says,
            "skip": frozenset(table.skip),
            "trivial": frozenset(table.trivial),
            "status": table.status,
            "was": tuple(dict.fromkeys(table.was)),
        }

    @staticmethod
    def _has_cite(row: Row) -> bool:
        """Tell whether a citation stands in the file, if a wrong one: that is told already."""
        raw = row.document.values[row.kind.id][row.path[1]]
        return not row.table.cite and "cite" in raw

    def _cites(self, row: Row) -> list[CiteTable]:
        """Return the row's citations; its kind's, filled in, where its own back the note alone."""
        own = row.table.cite
        for cite in own:
            if not is_for_note(cite):
                return own
        default = self.default_cites.get(row.kind.id, [])
        return [*own, *(filled(cite, row.name) for cite in default)]

    def _check_field_names(self, row: Row) -> None:
        table = row.table
        known = tuple(row.kind.fields)
        named: list[tuple[Path_, str]] = []
        for key in ("ask", "back", "which", "says", "accept", "not"):
            mapping = getattr(table, "not_" if key == "not" else key)
            named += [((key, field), field) for field in mapping]
        for key in ("complete", "skip", "trivial"):
            named += [((key, i), field) for i, field in enumerate(getattr(table, key))]
        for i, dispute in enumerate(table.disputes):
            named.append((("disputes", i, "field"), dispute.field))
        for i, claim in enumerate(table.claims):
            named.append((("claims", i, "field"), claim.field))
        if isinstance(table.calendar, dict):
            named += [(("calendar", field), field) for field in table.calendar]
        for path, field in named:
            if field not in known:
                row.document.report(
                    (*row.path, *path),
                    "unknown-field",
                    f"The kind “{row.kind.id}” has no field “{printable(field)}”.",
                    row.document.nearest(field, known),
                    expected=f"one of {listed(known, 40)}" if known else "",
                    key=path[0] in ("ask", "back", "which", "says", "accept", "not", "calendar"),
                )
            elif path[0] in ("ask", "back", "which", "says"):
                template = getattr(table, str(path[0]))[field]
                check_template(template, row.kind.fields[field], row.document, (*row.path, *path))

    def _own_claims(
        self, row: Row, cites: list[CiteTable], cited: tuple[Citation, ...]
    ) -> dict[str, list[Claim]]:
        is_for_some = any(cite.for_ for cite in cites)
        reader = self._values
        if reader is None or reader.document is not row.document:
            reader = self._values = ValueReader(row.document, self.names)
        fields, path, accept = row.kind.fields, row.path, row.table.accept
        plain = "gregorian" if row.plain else ""
        claims: dict[str, list[Claim]] = {}
        for key, raw in row.fields.items():
            field = fields[key]
            calendar = plain or _calendar(row.table, key)
            if type(raw) is list:
                values = reader.read(field, raw, (*path, key), calendar)
            else:  # as nearly all
                value = reader.one(field, raw, (*path, key), calendar)
                values = () if value is None else (value,)
            if not values:
                continue
            if key in accept:
                values = self._with_other_words(row, field, values)
            backing = cited
            if is_for_some:
                mine = [c for c in cites if not c.for_ or key in c.for_]
                backing = self._cited(mine or cites)
            claims[key] = [Claim(field=key, values=values, citations=backing, own=True)]
        return claims

    def _with_other_words(
        self, row: Row, field: Field, values: tuple[Value, ...]
    ) -> tuple[Value, ...]:
        """Return the values with what else counts as the one that they are."""
        also = tuple(row.table.accept.get(field.key, ()))
        if not also:
            return values
        (first, *more) = values
        if isinstance(first, TextValue) and not more and field.type is not FieldType.QUOTE:
            return (replace(first, also=also),)
        row.document.report(
            (*row.path, "accept", field.key),
            "bad-value",
            f"“{field.key}” has no other words to accept.",
            "They are for one text or category; a name has aliases in its own row, and a number "
            "a tolerance.",
            key=True,
        )
        return values

    def _other_claim(
        self, row: Row, table: ClaimTable, index: int, claims: dict[str, list[Claim]]
    ) -> None:
        path = (*row.path, "claims", index)
        field = row.kind.fields.get(table.field)
        if field is None:
            return
        if table.field not in row.fields:
            row.document.report(
                (*path, "field"),
                "claim-alone",
                f"The row has no “{table.field}” for this claim to stand beside.",
                f"Write the row's own value first: {table.field} = …",
            )
            return
        reader = ValueReader(row.document, self.names)
        values = reader.read(field, table.value, (*path, "value"), table.calendar)
        if not values:
            return
        claims.setdefault(table.field, []).append(
            Claim(
                field=table.field,
                values=values,
                citations=self._citations(row, table.cite, "claims", index, "cite"),
                rank=Rank(table.rank),
                stance=Stance(table.stance),
                note=table.note,
                basis=table.basis,
                definition=table.definition,
            )
        )

    def _cited(self, cites: Sequence[CiteTable]) -> tuple[Citation, ...]:
        return tuple([self._citation(cite) for cite in cites if cite.source in self.sources])

    def _citation(self, cite: CiteTable) -> Citation:
        place = (cite.source, cite.section, cite.page, cite.phrase)
        found = self._made.get(place)
        if found is None:
            found = self._made[place] = citation_from(cite, self.sources[cite.source])
        return found

    def _false(self, row: Row) -> dict[str, tuple[Value, ...]]:
        if not row.table.not_:
            return {}
        reader = ValueReader(row.document, self.names)
        out: dict[str, tuple[Value, ...]] = {}
        for key, raw in row.table.not_.items():
            field = row.kind.fields.get(key)
            if field is None:
                continue
            calendar = _calendar(row.table, key)
            items = raw if isinstance(raw, list) else [raw]
            found = (reader.one(field, item, (*row.path, "not", key), calendar) for item in items)
            out[key] = tuple(value for value in found if value is not None)
        return out

    def _citations(
        self, row: Row, cites: list[CiteTable], *path: str | int
    ) -> tuple[Citation, ...]:
        out = []
        for index, cite in enumerate(cites):
            source = self.sources.get(cite.source)
            if cite.source == TODO:
                row.document.report(
                    (*row.path, *path, index, "source") if path[0] else row.path,
                    "todo-source",
                    f"Nobody has said yet where “{printable(row.table.name, 60)}” stands.",
                    "Cite the source that has it; declare it first: [sources.book] and its title.",
                    write='cite = { source = "book", page = "12" }',
                )
                continue
            if source is None:
                where = (*row.path, *path, index, "source") if path[0] else row.path
                row.document.report(
                    where,
                    "unknown-source",
                    f"No source of this pack is called “{printable(cite.source)}”.",
                    row.document.nearest(cite.source, self.sources)
                    or f"Declare it: [sources.{slug(cite.source) or 'book'}] with its title.",
                    expected=f"one of {listed([*islice(self.sources, 13)])}"
                    if self.sources
                    else "",
                )
                continue
            for field in cite.for_:
                if field not in row.kind.fields and field != NOTE:
                    row.document.report(
                        (*row.path, *path),
                        "unknown-field",
                        f"The kind “{row.kind.id}” has no field “{printable(field)}”.",
                        row.document.nearest(field, row.kind.fields),
                        expected=f"one of {listed(tuple(row.kind.fields), 40)}",
                    )
            out.append(self._citation(cite))
        return tuple(out)

    def _aliases(self, row: Row) -> tuple[Alias, ...]:
        if not row.table.aliases:
            return ()
        out = []
        for index, alias in enumerate(row.table.aliases):
            if isinstance(alias, str):
                out.append(Alias(name=alias))
                continue
            ends: list[dates.Date | None] = []
            for key, text in (("from", alias.since), ("until", alias.until)):
                try:
                    ends.append(dates.parse(text) if text else None)
                except dates.DateError as error:
                    ends.append(None)
                    row.document.report(
                        (*row.path, "aliases", index, key), "bad-date", *bad_date(text or "", error)
                    )
            out.append(Alias(name=alias.name, since=ends[0], until=ends[1]))
        return tuple(out)


def _calendar(table: RowTable, field: str) -> str:
    return (
        table.calendar
        if isinstance(table.calendar, str)
        else table.calendar.get(field, "gregorian")
    )
