"""Sentences copied from a source: a fact is free, the words that a source has for it are not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from quiz.packs.content import FieldType
from quiz.packs.diagnostics import WARNING, printable
from quiz.text import fold_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.packs.checks.book import Book, Row
    from quiz.packs.content import Pack
    from quiz.packs.diagnostics import Path_
    from quiz.packs.passages import Copy

RUN = 13
"""Words in a row that nobody writes twice by chance; one more than a phrase may have."""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
_MAYBE_LONG = re.compile(r"(?:\S+\s+){12}")


def check(book: Book, pack: Pack) -> None:
    """Report runs of words that stand in the local copy of one of the pack's sources."""
    copies: dict[str, Copy] = {}
    for source_id in pack.sources:
        copy = book.copy(source_id)
        if copy is not None:
            copies.setdefault(copy.name, copy)
    if not copies:
        return
    texts = [
        (row, path, text)
        for row in book.rows
        for path, text in _texts(row)
        if _MAYBE_LONG.match(text)
    ]
    if not texts:
        return
    parts = [(row, path, [fold_words(p) for p in _QUOTED.split(text)]) for row, path, text in texts]
    own = {hash(run) for _, _, said in parts for words in said for run in _runs(words)}
    copied = {name: copy.runs(RUN, own) for name, copy in copies.items()}
    for row, path, said in parts:
        for words in said:
            found = next(
                (
                    (name, start)
                    for start, run in enumerate(_runs(words))
                    for name, known in copied.items()
                    if hash(run) in known
                ),
                None,
            )
            if found:
                name, start = found
                row.report(
                    path,
                    "copied",
                    f"These words stand in {printable(name)} just so: "
                    f"“{printable(' '.join(words[start : start + RUN]), 110)}”.",
                    "Say it in words of your own, or put what you quote in “ ”.",
                    severity=WARNING,
                )
                break


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (words[start : start + RUN] for start in range(len(words) - RUN + 1))


def _texts(row: Row) -> Iterator[tuple[Path_, str]]:
    """Every text of a row that its author should have written, with its path in the row."""
    for key, value in row.raw.items():
        field = row.kind.fields.get(key)
        if key in ("cite", "aliases") or (key == row.kind.name_field and key == "text"):
            continue
        if field is not None and field.type is FieldType.QUOTE:
            continue
        yield from _inside((key,), value)


def _inside(path: Path_, value: Any) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key != "cite":
                yield from _inside((*path, key), inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _inside((*path, index), inner)
