"""What a teacher may write, key by key. The values of a kind's own fields are read in `values`.

The descriptions here are the reference: editors show them, and the guide's tables are made of them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from quiz.packs import limits
from quiz.packs.schema_sources import (
    Calendar,
    Cites,
    CiteTable,
    EdtfText,
    FieldKey,
    Keys,
    PackTable,
    PersonName,
    SilenceTable,
    Slug,
    Slugs,
    SourceTable,
    Table,
    Text,
    Texts,
    as_list,
    as_text,
)

__all__ = [
    "ROW_KEYS", "AliasTable", "CiteTable", "ClaimTable", "DisputeTable", "FieldTable", "KindTable",
    "PackTable", "PersonName", "RowTable", "SilenceTable", "SourceTable", "Table",
]  # fmt: skip


class ClaimTable(Table):
    """What another source says of one field of the row above."""

    field: FieldKey = Field(description="The field of the row.", examples=["when"])
    value: Any = Field(
        description="What that source says, written as the field itself would be.",
        examples=["1927-12"],
    )
    cite: Cites = Field(description="Where it says so: one citation, or a list of them.")
    rank: Literal["preferred", "normal", "deprecated"] = Field(
        default="normal",
        description="preferred: the best reading. normal: it may be right. deprecated: it is "
        "wrong, and `note` says why.",
    )
    stance: Literal["supports", "disputes", "partial"] = Field(
        default="supports",
        description="supports: it says this value. disputes: it denies it. partial: it comes "
        "near, so the value is never used as an option.",
    )
    basis: Literal["", "measurement", "document", "estimate", "interpretation"] = Field(
        default="", description="What the source goes by.", examples=["estimate"]
    )
    definition: str = Field(
        default="",
        description="What the source means by the word, where that makes the difference.",
        examples=["with its inland waters"],
    )
    calendar: Calendar = Field(
        default="gregorian", description="julian: the date is written in the Old Style."
    )
    note: str = Field(
        default="",
        description="One sentence that explains the difference. It is shown with the answer.",
        examples=["The congress met after the expulsion."],
    )


class DisputeTable(Table):
    """How the readings of a field stand to each other, where several may be right."""

    field: FieldKey = Field(description="The field that is disputed.", examples=["when"])
    kind: Literal[
        "definition", "calendar", "estimate", "attribution", "interpretation", "error"
    ] = Field(description="Why the sources differ.")
    consensus: Literal["majority", "none", "open"] = Field(
        default="open",
        description="majority: the row's own value is asked, and the others are never wrong "
        "options. open or none: only the disagreement itself is asked.",
    )
    note: str = Field(default="", description="One neutral sentence on the disagreement.")


class AliasTable(Table):
    """A name that held for a time: Petrograd, 1914 to 1924."""

    name: Text = Field(description="The other name.", examples=["Petrograd"])
    since: EdtfText | None = Field(
        default=None, alias="from", description="When it began to be called so.", examples=["1914"]
    )
    until: EdtfText | None = Field(
        default=None, description="When it ceased to be called so.", examples=["1924"]
    )


Aliases = Annotated[
    list[Text | AliasTable],
    BeforeValidator(as_list, json_schema_input_type=Text | AliasTable | list[Text | AliasTable]),
    Field(max_length=limits.LIST_ITEMS),
]

OtherWords = Annotated[Texts, Field(max_length=limits.OTHER_WORDS)]


class RowTable(Table):
    """What a row of any kind may say of itself, beside its kind's own fields."""

    name: Text = Field(
        description="The name of the thing, as it stands in the middle of a sentence.",
        examples=["the October Revolution"],
    )
    id: Slug | None = Field(
        default=None,
        description="The row's name for the program; made from `name` if absent. With an id you "
        "can mend the name later, and nobody's progress is lost.",
        examples=["october-revolution"],
    )
    was: Slugs = Field(
        default_factory=list,
        description="Ids that the row had before, the newest first: what students remember of them "
        "is remembered of this row.",
        examples=["peking", ["peking", "peiping"]],
    )
    aliases: Aliases = Field(
        default_factory=list,
        description="Other names of it: all of them are accepted when typed. A name that held "
        "for a time says so.",
        examples=[["Lev Trotsky"], [{"name": "Petrograd", "from": "1914", "until": "1924"}]],
    )
    part_of: Texts = Field(
        default_factory=list,
        description="The larger things that it is part of, by name: neither is then a wrong "
        "option where the other is right.",
        examples=["Mexico"],
    )
    locative: str = Field(
        default="",
        description="A place with its preposition, where that is not “in”.",
        examples=["on the island of Prinkipo"],
    )
    topic: str = Field(
        default="", description="The topic under which it is listed.", examples=["Exile"]
    )
    note: str = Field(
        default="",
        description="A sentence that explains, or helps to remember. It is shown with the answer.",
    )
    status: Literal["", "verified", "attributed"] = Field(
        default="",
        description="Of a quotation. attributed: it is not sure that the words are the speaker's, "
        "so nobody is asked who said them.",
    )
    calendar: Calendar | dict[str, Calendar] = Field(
        default="gregorian",
        description="julian: the row's dates are written in the Old Style; or a table that says "
        "it of one field.",
        examples=["julian", {"born": "julian"}],
    )
    as_of: EdtfText | None = Field(
        default=None,
        description="When the row's changing values held; questions then name it.",
        examples=["2024"],
    )
    cite: Cites = Field(
        default_factory=list,
        description="Where it stands: one citation, or a list of them. Every row with something "
        "to ask has one, its own or its kind's.",
        examples=[{"source": "atlas", "page": "12"}],
    )
    ask: dict[str, Text] = Field(
        default_factory=dict,
        description="Questions of this row's own, by field, in place of the kind's.",
        examples=[{"when": "When was Trotsky expelled from the party?"}],
    )
    back: dict[str, Text] = Field(
        default_factory=dict,
        description="Questions that ask back, from the value to the row, by field.",
        examples=[{"when": "What happened to Trotsky {value:on}?"}],
    )
    which: dict[str, Text] = Field(
        default_factory=dict,
        description="Questions of this row's own with several answers, by field, in place of the "
        "kind's.",
        examples=[{"who": "Which of these were elected in 1917?"}],
    )
    says: dict[str, Text] = Field(
        default_factory=dict,
        description="The row's statements, by field: they stand in explanations.",
        examples=[{"when": "Trotsky was expelled from the party {value:on}"}],
    )
    accept: dict[str, OtherWords] = Field(
        default_factory=dict,
        description="Other words for a value, by field: all of them count when typed, and none is "
        "a wrong option. For text and categories; a name has its `aliases`.",
        examples=[{"english": ["automobile"]}],
    )
    not_: dict[str, Any] = Field(
        default_factory=dict,
        alias="not",
        description="Values that you know to be false, by field. What another row has may then "
        "be a wrong option here.",
        examples=[{"where": ["Vienna"]}],
    )
    complete: Texts = Field(
        default_factory=list,
        description="Fields of which this row lists every value.",
        examples=["who", ["who"]],
    )
    skip: Texts = Field(
        default_factory=list,
        description="Fields of this row that are never asked; they still serve elsewhere.",
        examples=["when", ["when"]],
    )
    trivial: Texts = Field(
        default_factory=list,
        description="Fields of this row that are asked at level 3 only.",
        examples=["when", ["when"]],
    )
    claims: list[ClaimTable] = Field(
        default_factory=list, description="What other sources say of the row's fields."
    )
    disputes: list[DisputeTable] = Field(
        default_factory=list, description="How those readings stand to each other."
    )


class FieldTable(Table):
    """A field of a kind: what its values are, and how it is asked."""

    type: Literal["text", "name", "date", "number", "category", "quote"] = Field(
        description="text: any words. name: the name of a row. date. number. category: one of a "
        "few words that many rows share. quote: words in quotation marks."
    )
    label: str = Field(
        default="",
        description="What the field is called in a sentence; without it, its key.",
        examples=["date of birth"],
    )
    of: Texts = Field(
        default_factory=list,
        description="name: the kinds whose rows may be named.",
        examples=["person", ["person", "organisation"]],
    )
    many: bool = Field(
        default=False, description="A row may have several values, written as a list."
    )
    complete: bool = Field(
        default=False,
        description="Every row lists all its values: what it does not list is false of it.",
    )
    closed: bool = Field(
        default=False,
        description="The pack has every row that there is for a value, so that no other thing in "
        "the world has it.",
    )
    unique: bool = Field(
        default=False, description="No two rows share a value, so it can be asked back."
    )
    trivial: bool = Field(default=False, description="Asked at level 3 only.")
    unit: str = Field(
        default="", description="number: the unit, as it is printed.", examples=["km", "people"]
    )
    tolerance: Annotated[float, Field(ge=0)] = Field(
        default=0.0,
        description="number: how far an answer may be off and still be right, in the unit.",
        examples=[100],
    )
    decimals: Annotated[int, Field(ge=0, le=9)] | None = Field(
        default=None,
        description="number: how many decimals to show; without it, as many as you wrote.",
        examples=[2],
    )
    as_of: Annotated[str, BeforeValidator(as_text, json_schema_input_type=str | int)] = Field(
        default="",
        description="When the values held, for what changes; questions then name it.",
        examples=["January 2026"],
    )
    ask: str = Field(
        default="",
        description="The question. {name} is the row's name.",
        examples=["What is the symbol of {name}?"],
    )
    back: str = Field(
        default="",
        description="The question asked back, from the value to the row.",
        examples=["Which element has the symbol {value}?"],
    )
    which: str = Field(
        default="",
        description="The question that has several answers. With {name}: which values does a row "
        "have; with {value}: which rows have it.",
        examples=["Which of these elements are in the {value} block?"],
    )
    says: str = Field(
        default="",
        description="The fact as a clause; it stands in explanations, and in questions of true "
        "or false.",
        examples=["the symbol of {name} is {value}"],
    )
    sequence: str = Field(
        default="",
        description="date: the question that asks for an order.",
        examples=["In which order were these founded, the earliest first?"],
    )
    before: Texts = Field(
        default_factory=list,
        description="date: fields of the same row that cannot be earlier.",
        examples=["died"],
    )
    after: Texts = Field(
        default_factory=list,
        description="date: fields of the same row that cannot be later.",
        examples=["born"],
    )
    was: Keys = Field(
        default_factory=list,
        description="Keys that the field had before, the newest first: what students remember of "
        "them is remembered of this field.",
        examples=["spouse"],
    )


class KindTable(Table):
    """A kind of the pack's own, or what the pack adds to a built-in one."""

    singular: str = Field(
        default="", description="What one row is called; without it, the key.", examples=["river"]
    )
    plural: str = Field(default="", description="What several are called.", examples=["rivers"])
    name_field: FieldKey = Field(
        default="name",
        description="The key under which a row's name stands, if not `name`.",
        examples=["text"],
    )
    cite: Cites = Field(
        default_factory=list,
        description="The citation of every row that has none of its own. {name} in its section or "
        "page is the row's name: a dictionary has an entry a word.",
        examples=[{"source": "dictionary", "section": "{name}"}],
    )
    fields: dict[FieldKey, FieldTable] = Field(
        default_factory=dict, description="The fields, each in a table of its own."
    )


ROW_KEYS = tuple(field.alias or name for name, field in RowTable.model_fields.items())
