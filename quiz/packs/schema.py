"""What a teacher may write, key by key. The values of a kind's own fields are read in `values`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from quiz.packs import limits

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
FieldKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=limits.TEXT_CHARACTERS)]


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _as_text(value: Any) -> Any:
    """A year written as a number and a TOML date are as good as their text."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return f"{value:04d}"
    return value.isoformat()[:10] if isinstance(value, date) else value


EdtfText = Annotated[Text, BeforeValidator(_as_text)]
Texts = Annotated[list[Text], BeforeValidator(_as_list), Field(max_length=limits.LIST_ITEMS)]
Calendar = Literal["gregorian", "julian"]
Standing = Literal["primary", "secondary", "tertiary"]


class Table(BaseModel):
    """Every table: no key but those that are named, no guessing of types."""

    model_config = ConfigDict(
        extra="forbid", strict=True, hide_input_in_errors=True, populate_by_name=False
    )


class PackTable(Table):
    """`[pack]`."""

    id: Slug
    title: Text
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(?:-[A-Za-z0-9]+)*$")] = "en"
    license: Text = ""
    authors: Texts = []
    description: str = ""
    topics: Texts = []
    version: str = ""


class PersonName(Table):
    """A CSL name."""

    family: str = ""
    given: str = ""
    literal: str = ""


Names = Annotated[list[PersonName], BeforeValidator(_as_list)]


class SourceTable(Table):
    """`[sources.…]`: CSL-JSON variables, and what Footnote adds to them."""

    title: Text
    type: str = ""
    author: Names = []
    editor: Names = []
    translator: Names = []
    issued: EdtfText | None = None
    accessed: EdtfText | None = None
    container_title: str = Field(default="", alias="container-title")
    collection_title: str = Field(default="", alias="collection-title")
    publisher: str = ""
    publisher_place: str = Field(default="", alias="publisher-place")
    edition: Annotated[str, BeforeValidator(_as_text)] = ""
    volume: Annotated[str, BeforeValidator(lambda v: str(v) if isinstance(v, int) else v)] = ""
    issue: Annotated[str, BeforeValidator(lambda v: str(v) if isinstance(v, int) else v)] = ""
    page: Annotated[str, BeforeValidator(lambda v: str(v) if isinstance(v, int) else v)] = ""
    genre: str = ""
    archive: str = ""
    language: str = ""
    url: str | None = Field(default=None, alias="URL")
    doi: str | None = Field(default=None, alias="DOI")
    isbn: str | None = Field(default=None, alias="ISBN")
    standing: Standing | Literal[""] = ""
    derived_from: Texts = Field(default=[], alias="derived-from")
    text: str = ""
    label: str = ""
    note: str = ""


class CiteTable(Table):
    """A citation: a source, a place in it, and a short phrase to find there."""

    source: Text
    section: str = ""
    page: Annotated[str, BeforeValidator(lambda v: str(v) if isinstance(v, int) else v)] = ""
    phrase: str = ""
    for_: Texts = Field(default=[], alias="for")


Cites = Annotated[list[CiteTable], BeforeValidator(_as_list), Field(max_length=20)]


class ClaimTable(Table):
    """`[[kind.claims]]`: what another source says of one field of the row above."""

    field: FieldKey
    value: Any
    cite: Cites
    rank: Literal["preferred", "normal", "deprecated"] = "normal"
    stance: Literal["supports", "disputes", "partial"] = "supports"
    basis: Literal["", "measurement", "document", "estimate", "interpretation"] = ""
    definition: str = ""
    calendar: Calendar = "gregorian"
    note: str = ""


class DisputeTable(Table):
    """`[[kind.disputes]]`: how claims that are not deprecated stand to each other."""

    field: FieldKey
    kind: Literal["definition", "calendar", "estimate", "attribution", "interpretation", "error"]
    consensus: Literal["majority", "none", "open"] = "open"
    note: str = ""


class AliasTable(Table):
    """A name that held for a time: Petrograd, 1914 to 1924."""

    name: Text
    since: EdtfText | None = Field(default=None, alias="from")
    until: EdtfText | None = None


Aliases = Annotated[
    list[Text | AliasTable], BeforeValidator(_as_list), Field(max_length=limits.LIST_ITEMS)
]


class RowTable(Table):
    """What every row of every kind may say of itself, beside its kind's fields."""

    name: Text
    id: Slug | None = None
    aliases: Aliases = []
    part_of: Texts = []
    locative: str = ""
    topic: str = ""
    note: str = ""
    status: Literal["", "verified", "attributed"] = ""
    calendar: Calendar | dict[str, Calendar] = "gregorian"
    as_of: EdtfText | None = None
    cite: Cites = []
    ask: dict[str, Text] = {}
    back: dict[str, Text] = {}
    says: dict[str, Text] = {}
    not_: dict[str, Any] = Field(default={}, alias="not")
    complete: Texts = []
    skip: Texts = []
    trivial: Texts = []
    claims: list[ClaimTable] = []
    disputes: list[DisputeTable] = []


class FieldTable(Table):
    """`[kinds.….fields.…]`: a column and how it may be asked."""

    type: Literal["text", "name", "date", "number", "category", "quote"]
    label: str = ""
    of: Texts = []
    many: bool = False
    complete: bool = False
    closed: bool = False
    unique: bool = False
    trivial: bool = False
    unit: str = ""
    tolerance: Annotated[float, Field(ge=0)] = 0.0
    decimals: Annotated[int, Field(ge=0, le=9)] | None = None
    as_of: Annotated[str, BeforeValidator(_as_text)] = ""
    ask: str = ""
    back: str = ""
    which: str = ""
    says: str = ""
    sequence: str = ""
    before: Texts = []
    after: Texts = []


class KindTable(Table):
    """`[kinds.…]`."""

    singular: str = ""
    plural: str = ""
    name_field: FieldKey = "name"
    cite: Cites = []
    fields: dict[FieldKey, FieldTable] = {}


ROW_KEYS = tuple(field.alias or name for name, field in RowTable.model_fields.items())
