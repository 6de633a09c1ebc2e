"""What a teacher may write of a pack and of its sources; the rest is in `schema`.

The descriptions here are the reference: editors show them, and the guide's tables are made of them.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from quiz.packs import limits

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
FieldKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=limits.TEXT_CHARACTERS)]


def as_list(value: Any) -> Any:
    """One is as good as a list of one."""
    return value if isinstance(value, list) else [value]


def as_text(value: Any) -> Any:
    """Return text: a year written as a number and a TOML date are as good as their text."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return f"{value:04d}"
    return value.isoformat()[:10] if isinstance(value, date) else value


def _digits(value: Any) -> Any:
    return str(value) if isinstance(value, int) else value


EdtfText = Annotated[Text, BeforeValidator(as_text, json_schema_input_type=Text | int)]
Numeral = Annotated[str, BeforeValidator(_digits, json_schema_input_type=str | int)]
Texts = Annotated[
    list[Text],
    BeforeValidator(as_list, json_schema_input_type=Text | list[Text]),
    Field(max_length=limits.LIST_ITEMS),
]
Slugs = Annotated[
    list[Slug],
    BeforeValidator(as_list, json_schema_input_type=Slug | list[Slug]),
    Field(max_length=limits.LIST_ITEMS),
]
Keys = Annotated[
    list[FieldKey],
    BeforeValidator(as_list, json_schema_input_type=FieldKey | list[FieldKey]),
    Field(max_length=limits.LIST_ITEMS),
]
Calendar = Literal["gregorian", "julian"]
Standing = Literal["primary", "secondary", "tertiary"]


class Table(BaseModel):
    """Every table: no key but those that are named, no guessing of types."""

    model_config = ConfigDict(
        extra="forbid", strict=True, hide_input_in_errors=True, populate_by_name=False
    )


class SilenceTable(Table):
    """A warning or hint of `quiz check` that is not to be shown, and why."""

    code: Text = Field(description="The code of the warning or hint.", examples=["outside-life"])
    reason: Text = Field(
        description="Why it is right as it is: for whoever reads the pack next.",
        examples=["The mausoleum was opened after his death."],
    )
    rows: Texts = Field(
        default_factory=list,
        description="The rows that it holds for, each as kind/id. Without it: all rows.",
        examples=[["event/mausoleum"]],
    )


class PackTable(Table):
    """The header of a pack: what it is called, in which language, who may copy it."""

    id: Slug = Field(
        description="The pack's name for the program: small letters, digits and hyphens. "
        "Never change it, for what students remember hangs on it.",
        examples=["rivers-of-europe"],
    )
    title: Text = Field(
        description="What the pack is called on the screen.", examples=["Rivers of Europe"]
    )
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(?:-[A-Za-z0-9]+)*$")] = Field(
        default="en",
        description="The language of the pack, as a code of two or three letters.",
        examples=["en", "de", "pt-BR"],
    )
    license: Text = Field(
        default="",
        description="How others may use the pack.",
        examples=["CC-BY-4.0", "CC0-1.0", "All rights reserved"],
    )
    authors: Texts = Field(
        default_factory=list, description="Who wrote the pack.", examples=[["Maria Silva"]]
    )
    description: str = Field(
        default="",
        description="A sentence about the pack, shown in the list of packs.",
        examples=["Where they rise, how long they are, and into which sea they flow."],
    )
    topics: Texts = Field(
        default_factory=list,
        description="The topics of the rows, in the order in which they are listed. "
        "If it stands here, a row may have no other topic.",
        examples=[["Western Europe", "Eastern Europe"]],
    )
    version: str = Field(
        default="", description="A version of your own, for your own use.", examples=["2026-1"]
    )
    stale_after: int = Field(
        default=0,
        ge=0,
        le=1000,
        description="Years after which what has an `as_of` is to be looked up again; "
        "`quiz check` then says so. 0: never.",
        examples=[5],
    )
    silence: list[SilenceTable] = Field(
        default_factory=list,
        description="Warnings and hints of `quiz check` that you have looked at and leave as "
        "they are.",
    )


class PersonName(Table):
    """The name of an author or editor: in two parts, or as one (`literal`)."""

    family: str = Field(default="", description="The family name.", examples=["Deutscher"])
    given: str = Field(default="", description="The given names.", examples=["Isaac"])
    suffix: str = Field(default="", description="What follows the name.", examples=["Jr."])
    literal: str = Field(
        default="",
        description="The whole name where it has no parts, such as an office's.",
        examples=["United Nations"],
    )


Names = Annotated[
    list[PersonName],
    BeforeValidator(as_list, json_schema_input_type=PersonName | list[PersonName]),
]


class SourceTable(Table):
    """A work that facts are taken from. The keys are those of citation programs (CSL-JSON)."""

    title: Text = Field(description="The title of the work.", examples=["The Prophet Armed"])
    type: str = Field(
        default="",
        description="What it is: book, chapter, article-journal, article-newspaper, "
        "entry-encyclopedia, webpage, report, dataset, manuscript, map …",
        examples=["book", "article-journal", "entry-encyclopedia", "webpage", "report"],
    )
    author: Names = Field(
        default_factory=list,
        description="Who wrote it: one name, or a list of names.",
        examples=[[{"family": "Deutscher", "given": "Isaac"}]],
    )
    editor: Names = Field(default_factory=list, description="Who edited it.")
    translator: Names = Field(default_factory=list, description="Who translated it.")
    director: Names = Field(default_factory=list, description="Who directed a film.")
    interviewer: Names = Field(
        default_factory=list, description="Who asked the questions of an interview."
    )
    issued: EdtfText | None = Field(
        default=None, description="When it appeared.", examples=["1954", "2024-03-01", "2011~"]
    )
    original_date: EdtfText | None = Field(
        default=None,
        alias="original-date",
        description="When it first appeared, where this is a later edition.",
        examples=["1867"],
    )
    accessed: EdtfText | None = Field(
        default=None, description="When you read a page of the web.", examples=["2026-02-14"]
    )
    container_title: str = Field(
        default="",
        alias="container-title",
        description="The journal, collection or website in which it stands.",
        examples=["Nature"],
    )
    collection_title: str = Field(
        default="", alias="collection-title", description="The series to which it belongs."
    )
    publisher: str = Field(
        default="", description="Who published it.", examples=["Oxford University Press"]
    )
    publisher_place: str = Field(
        default="",
        alias="publisher-place",
        description="Where it was published.",
        examples=["Oxford"],
    )
    edition: Annotated[str, BeforeValidator(as_text, json_schema_input_type=str | int)] = Field(
        default="", description="Which edition.", examples=["2"]
    )
    volume: Numeral = Field(default="", description="The volume.", examples=["94"])
    issue: Numeral = Field(default="", description="The number within the volume.", examples=["5"])
    number: Numeral = Field(
        default="", description="The number of a report or patent.", examples=["WP/26/14"]
    )
    page: Numeral = Field(
        default="", description="The pages on which it stands.", examples=["573–600"]
    )
    genre: str = Field(
        default="", description="What sort of thing it is, in words.", examples=["letter"]
    )
    archive: str = Field(default="", description="The archive that keeps it.")
    archive_location: str = Field(
        default="", description="Where in the archive it lies.", examples=["fond 5, file 12"]
    )
    language: str = Field(
        default="", description="The language in which it is written.", examples=["ru"]
    )
    url: str | None = Field(
        default=None,
        alias="URL",
        description="Where it is on the web.",
        examples=["https://example.org/page"],
    )
    doi: str | None = Field(
        default=None, alias="DOI", description="Its DOI.", examples=["10.1515/pac-2019-0603"]
    )
    isbn: str | None = Field(default=None, alias="ISBN", description="Its ISBN.")
    standing: Standing | Literal[""] = Field(
        default="",
        description="How near it is to what it tells of: primary (a document of the time), "
        "secondary (a study), tertiary (an encyclopedia, a textbook).",
        examples=["secondary"],
    )
    derived_from: Texts = Field(
        default_factory=list,
        alias="derived-from",
        description="Sources of this pack that it copies. Copies do not count as further "
        "witnesses.",
        examples=["first-report"],
    )
    text: str = Field(
        default="",
        description="A local copy of the source, as a text file beside the pack. With it, "
        "`quiz check` looks up every phrase, and students can read the passage.",
        examples=["sources/article.txt"],
    )
    label: str = Field(
        default="",
        description="A short name for it, as in “Deutscher says so”. Without one: the author's "
        "family name, or the title.",
        examples=["Deutscher"],
    )
    note: str = Field(
        default="", description="A sentence on what sort of source it is, shown beside it."
    )


class CiteTable(Table):
    """Where a fact stands: a source, a place in it, and a short phrase to find there."""

    source: Text = Field(
        description="A source of this pack: the name after `sources.`.", examples=["atlas"]
    )
    section: str = Field(
        default="",
        description="The chapter, heading or entry where it stands.",
        examples=["Defeat and exile"],
    )
    page: Numeral = Field(
        default="", description="The page where it stands.", examples=["12", "12–14"]
    )
    phrase: str = Field(
        default="",
        description="Three to twelve words that stand there, to find the place by.",
        examples=["expelled from the Communist Party on 12 November"],
    )
    for_: Texts = Field(
        default_factory=list,
        alias="for",
        description="The fields that this citation is for; `note` for the row's note. Without it: "
        "all of the row.",
        examples=[["when", "where"], "note"],
    )


Cites = Annotated[
    list[CiteTable],
    BeforeValidator(as_list, json_schema_input_type=CiteTable | list[CiteTable]),
    Field(max_length=20),
]
