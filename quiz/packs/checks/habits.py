"""What is allowed and seldom meant: one name for a list of them, a name that is a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.packs.content import FieldType
from quiz.packs.diagnostics import HINT, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.packs.checks.book import Book, Row
    from quiz.packs.content import Fact, Pack

_STOPPED = re.compile(r"[^\W\d_.]{4,}\.$")
"""A word and a full stop: no abbreviation, such as in “Washington, D.C.”."""
_EITHER = re.compile(r"\s*[,;/]\s*|\s+or\s+")
_WORDS = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
_ARTICLE = re.compile(r"(The|A|An) (?=\S)")


def check(book: Book, pack: Pack) -> None:
    """Report fields of many values that name one, and names that do not fit into a sentence."""
    kinds = pack.kinds.values()
    several = {k.id: [f.key for f in k.fields.values() if f.many] for k in kinds}
    texts = {
        k.id: [f.key for f in k.fields.values() if f.type is FieldType.TEXT and f.unique]
        for k in kinds
    }
    for row, fact in book.facts():
        if several[fact.kind]:
            _check_one_of_many(row, fact, several[fact.kind])
        _check_name(row, pack)
        if texts[fact.kind]:
            _check_several_in_one(row, fact, texts[fact.kind])


def _check_one_of_many(row: Row, fact: Fact, fields: Sequence[str]) -> None:
    for key in fields:
        if not isinstance(row.raw.get(key), str) or key in fact.skip:
            continue
        if key not in fact.claims or key in fact.complete or fact.false.get(key):
            continue
        row.report(
            key,
            "one-of-many",
            f"“{key}” may have more values than this one, so nobody else is wrong, and it is "
            "hardly asked.",
            f'If this is the only one, add: complete = ["{key}"]. If there are more, name them '
            f"too, in [ ].",
            severity=HINT,
        )


def _check_several_in_one(row: Row, fact: Fact, fields: Sequence[str]) -> None:
    """Report “car, automobile”: whoever types one of the two would be wrong."""
    for key in fields:
        raw = row.raw.get(key)
        if not isinstance(raw, str):
            continue
        words = [word.strip() for word in _EITHER.split(raw)]
        if len(words) < 2 or key in fact.skip:
            continue
        if not all(word and len(word.split()) <= 2 and word.isprintable() for word in words):
            continue
        if any(not _WORDS.fullmatch(word) for word in words):
            continue
        first, *others = (f'"{printable(word, 40)}"' for word in words)
        row.report(
            key,
            "several-in-one",
            f"“{printable(raw, 60)}” is one answer: whoever types a part of it is wrong.",
            f"If each is right alone: {key} = {first} and accept = {{ {key} = "
            f"[{', '.join(others)}] }}",
            severity=HINT,
        )


def _check_name(row: Row, pack: Pack) -> None:
    name = row.name
    mended = name.removesuffix(".") if name[-1:] == "." and _STOPPED.search(name) else name
    article = _ARTICLE.match(name)
    if article and row.kind.id == "event" and pack.language.startswith("en"):
        mended = mended[0].lower() + mended[1:]
    if row.kind.name_field != "name" or mended == name:
        return
    row.report(
        "name",
        "name-form",
        f"“{printable(name, 60)}” is written as if it stood alone; it will stand in the middle of "
        "a sentence.",
        "A question says: When did … take place?" if row.kind.id == "event" else "",
        severity=HINT,
        expected=f"“{printable(mended, 60)}”",
    )
