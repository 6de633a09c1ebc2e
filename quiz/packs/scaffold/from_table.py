"""A pack from a table: columns to fields, rows to rows, written as a teacher would write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.packs import limits
from quiz.packs.content import FieldType
from quiz.packs.kinds import builtin_kinds
from quiz.packs.names import slug
from quiz.packs.scaffold.guess import Guess, guess
from quiz.packs.scaffold.toml import entry, quoted
from quiz.packs.scaffold.words import wording
from quiz.packs.schema import ROW_KEYS
from quiz.quick import dataclass
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quiz.packs.scaffold.guess import Cell
    from quiz.packs.scaffold.table import Column, CsvTable

TODO = "TODO: the title of the book or page where these facts are from"
"""A source that nobody has named yet; `quiz check` refuses it."""
_WHAT = {
    FieldType.TEXT: "text",
    FieldType.CATEGORY: "a category: few values, many rows",
    FieldType.NUMBER: "a number",
    FieldType.DATE: "a date",
}
TEMPLATES = ("ask", "back", "which", "says", "sequence")
_ROW_COLUMNS = ("topic", "note", "aliases", "page", "section")
"""Headings that have a meaning in every row."""
_LIKE_ROW_COLUMNS = {
    "notes": "note", "remark": "note", "remarks": "note", "comment": "note", "comments": "note",
    "alias": "aliases", "also called": "aliases", "other names": "aliases", "synonyms": "aliases",
    "pages": "page", "p.": "page", "chapter": "section", "unit": "topic", "lesson": "topic",
    "theme": "topic",
}  # fmt: skip
HEADING_CHARACTERS = 200
_NAMING = ("name", "title", "what", "item", "thing", "entry", "column 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a table was understood: to be shown before, and written after."""

    naming: Column
    fields: tuple[tuple[str, Guess], ...]
    """Key and guess of each field."""
    kept: tuple[tuple[str, Column], ...]
    """Keys that every row may have, such as `note`."""
    singular: str
    plural: str
    cells: Mapping[str, tuple[str, ...]]
    """By the key of a field, the cells of its column."""

    def lines(self) -> list[tuple[str, str, str]]:
        """Return a table for the teacher: heading, what it is taken for, an example."""
        out = [(self.naming.heading, f"the name of each {self.singular}", self.naming.cells[0])]
        for key, column in self.kept:
            example = next(cell for cell in column.cells if cell)
            out.append((column.heading, f"the row's {key}", example))
        for key, found in self.fields:
            index = next(i for i, values in enumerate(found.values) if values)
            example = "; ".join(f"{value}" for value in found.values[index])
            cell = self.cells[key][index]
            if example != cell and not found.many:
                example = f"{cell}: {example}"
            what = "several values" if found.many else _WHAT[found.type]
            what += f", in {found.unit}" if found.unit else ""
            out.append((found.label, what, found.remark or example))
        return [(a, b, c if len(c) <= 60 else f"{c[:59]}…") for a, b, c in out]


def read(table: CsvTable, pack_id: str) -> Reading:
    """Return how a table is understood. Raises QuizError where no column names its rows."""
    _check_headings(table.columns)
    naming = _naming(table.columns)
    singular = _singular(naming.heading, pack_id)
    kept: list[tuple[str, Column]] = []
    fields: list[tuple[str, Guess]] = []
    cells: dict[str, tuple[str, ...]] = {}
    taken = {"name", *ROW_KEYS}
    comma = table.delimiter == ";"
    for column in table.columns:
        if column is naming:
            continue
        key = _LIKE_ROW_COLUMNS.get(fold(column.heading), column.heading.casefold())
        if key in _ROW_COLUMNS and key not in [other for other, _ in kept]:
            kept.append((key, column))
            continue
        found = guess(column, decimal_comma=comma)
        fields.append((_key(found.label, taken), found))
        cells[fields[-1][0]] = column.cells
    if not fields:
        raise QuizError("The table has names only. Beside them it needs a column of facts.")
    return Reading(
        naming=naming,
        fields=tuple(fields),
        kept=tuple(kept),
        singular=singular,
        plural=_plural(singular),
        cells=cells,
    )


def _check_headings(columns: Sequence[Column]) -> None:
    for column in columns:
        if len(column.heading) > HEADING_CHARACTERS:
            raise QuizError(
                f"The heading “{column.heading[:40]}…” has {len(column.heading):,} characters; it "
                f"names a field, in at most {HEADING_CHARACTERS}. Headings stand in the first line."
            )


def _check_size(values: Sequence[Cell], row: int) -> None:
    """Raise QuizError where a pack could not hold what stands in a row of the table."""
    longest = max((len(value) for value in values if isinstance(value, str)), default=0)
    if longest > limits.TEXT_CHARACTERS or len(values) > limits.LIST_ITEMS:
        what = f"a text of {longest:,} characters"
        what = what if longest > limits.TEXT_CHARACTERS else f"{len(values):,} values in one cell"
        raise QuizError(
            f"Row {row} has {what}; a pack has at most {limits.TEXT_CHARACTERS:,} characters in a "
            f"text and {limits.LIST_ITEMS} values in a list."
        )


def _naming(columns: Sequence[Column]) -> Column:
    """Return the first column whose cells are all there, all different, and not all numbers."""
    best = None
    for column in columns:
        folded = {fold(cell) for cell in column.cells}
        if "" in folded or len(folded) < len(column.cells):
            best = best or column
            continue
        if any(re.search(r"[^\W\d_]", cell) for cell in column.cells):
            return column
    first = best or columns[0]
    seen: set[str] = set()
    for number, cell in enumerate(first.cells, 2):
        if not cell:
            raise QuizError(f"Row {number} has nothing under “{first.heading}”: what is it called?")
        if fold(cell) in seen:
            raise QuizError(
                f"“{cell}” stands under “{first.heading}” twice (row {number}). One row a thing: "
                "join the rows, several values in one cell with ; between them."
            )
        seen.add(fold(cell))
    raise QuizError("No column names the rows: one is needed with a different name in each cell.")


def _singular(heading: str, pack_id: str) -> str:
    word = fold(heading)
    if word in _NAMING or word.startswith("column ") or not word.isascii() or len(word) > 30:
        word = pack_id.replace("-", " ").split()[-1]
        word = re.sub(r"ies$", "y", word) if word.endswith("ies") else word
        word = word.removesuffix("s") if not word.endswith(("ss", "us", "is")) else word
    return word if re.search("[a-z]", word) else "thing"


def _plural(singular: str) -> str:
    if singular.endswith("person"):
        return singular.removesuffix("person") + "people"
    if re.search(r"[^aeiou]y$", singular):
        return singular[:-1] + "ies"
    return singular + ("es" if singular.endswith(("s", "x", "ch", "sh")) else "s")


def _key(label: str, taken: set[str]) -> str:
    plain = re.sub(r"^[^a-z]+", "", slug(label).replace("-", "_"))[:30].strip("_") or "field"
    key, number = plain, 2
    while key in taken:
        key, number = f"{plain}_{number}", number + 1
    taken.add(key)
    return key


def kind_id(reading: Reading) -> str:
    """Return the kind's name in the file: none of the built-in ones, which have fields already."""
    plain = slug(reading.singular) or "thing"
    return f"my-{plain}" if plain in (*builtin_kinds(), "pack", "sources", "kinds") else plain


def write(reading: Reading, *, pack_id: str, title: str, folder: str, source: str) -> str:
    """Return the pack as the text of a file. Raises QuizError where it would be too large."""
    kind = kind_id(reading)
    parts = [
        _head(pack_id, title, folder, source),
        _kind(reading, kind),
        *(_field(kind, key, found, reading) for key, found in reading.fields),
        "\n# The rows. A name is written as it stands in the middle of a sentence: “the Rhine”.",
        *_rows(reading, kind),
    ]
    text = "\n".join(parts)
    if len(text.encode()) > limits.FILE_BYTES:
        raise QuizError(
            f"The pack would be larger than {limits.FILE_BYTES:,} bytes. Split the table into "
            "several, and make a pack of each."
        )
    return text


def _head(pack_id: str, title: str, folder: str, source: str) -> str:
    return f"""\
#:schema pack.schema.json

# Made from a table. It plays as it is; read the questions once, and mend their wording below.
#     quiz check {folder}
#         says what is wrong, and how to mend it
#     quiz questions {folder} --all --format text
#         shows every question that the rows yield
#
# What stands behind a # is for you; the program does not read it.

[pack]
id = {quoted(pack_id)}  # never change it: what students remember hangs on it
title = {quoted(title)}
language = "en"
license = "CC-BY-4.0"  # how others may use your pack
authors = ["Your name"]

[sources.table]  # where the facts are from; a book has an author, a publisher, and a year (issued)
title = {quoted(source)}
"""


def _kind(reading: Reading, kind: str) -> str:
    columns = quoted(f"Table of {reading.plural}")
    cite = (
        f'cite = {{ source = "table", section = {columns} }}  # for rows without one of their own'
    )
    return "\n".join(
        [
            f"# What is known of each {reading.singular}, and how it is asked. {{name}} stands for",
            "# its name, {value} for what stands in the row. Reword the questions as you would ask",
            "# them: nobody can guess good ones from the heading of a column.",
            "",
            f"[kinds.{kind}]",
            entry("singular", reading.singular),
            entry("plural", reading.plural),
            cite,
        ]
    )


def _field(kind: str, key: str, found: Guess, reading: Reading) -> str:
    words = wording(found, reading.singular, reading.plural)
    lines = ["", f"[kinds.{kind}.fields.{key}]", entry("type", found.type.value)]
    if found.remark:
        lines.insert(1, f"# {found.remark}.")
    if found.label.casefold() != key.replace("_", " "):
        lines.append(entry("label", found.label if found.label.isupper() else _label(found.label)))
    if found.many:
        lines.append("many = true  # add complete = true if each row lists all there are")
    if found.unique and found.type is FieldType.TEXT:
        lines.append("unique = true  # no two rows share a value, so it can be asked back")
    if found.unit:
        lines.append(entry("unit", found.unit))
    if found.decimals:
        lines.append(f"decimals = {min(found.decimals, 9)}")
    templates = ((name, getattr(words, name)) for name in TEMPLATES)
    lines += [entry(name, text) for name, text in templates if text]
    return "\n".join(lines)


def _label(label: str) -> str:
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _rows(reading: Reading, kind: str) -> list[str]:
    out, ids = list[str](), dict[str, int]()
    for index, name in enumerate(reading.naming.cells):
        _check_size((name,), index + 2)
        lines = ["", f"[[{kind}]]", entry("id", _id(name, index, ids)), entry("name", name)]
        kept = {key: column.cells[index] for key, column in reading.kept if column.cells[index]}
        if aliases := kept.pop("aliases", ""):
            also = [a.strip() for a in aliases.split(";") if a.strip()]
            _check_size(also, index + 2)
            lines.append(entry("aliases", also))
        _check_size(tuple(kept.values()), index + 2)
        if topic := kept.pop("topic", ""):
            lines.append(entry("topic", topic))
        for key, found in reading.fields:
            values: tuple[Cell, ...] = found.values[index]
            if values:
                _check_size(values, index + 2)
                lines.append(entry(key, list(values) if found.many else values[0]))
        if note := kept.pop("note", ""):
            lines.append(entry("note", note))
        if kept:
            place = "".join(f", {key} = {quoted(text)}" for key, text in kept.items())
            lines.append(f'cite = {{ source = "table"{place} }}')
        out.append("\n".join(lines))
    return [*out, ""]


def _id(name: str, index: int, taken: dict[str, int]) -> str:
    """Return an id that is not taken; `taken` holds the number behind the last one like each."""
    plain = slug(name) or f"row-{index + 1}"
    found = plain
    while found in taken:
        taken[plain] += 1
        found = f"{plain[:74]}-{taken[plain]}"
    taken[found] = 1
    return found
