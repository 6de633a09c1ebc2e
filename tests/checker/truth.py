"""What a pack proves: which values can go together, which are refuted, which are claimed.

Written from RULES.md 1.1 alone. Unknown is never false.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tests.checker.days import Span, gregorian, read_shown
from tests.checker.pack import Amount, Book, Ref, Row, Text, Value
from tests.checker.words import norm, tokens, word_set

_NOT_A_SORT_OF = word_set("post pre non anti semi sub ex former co counter mid")
"""A post-transition metal is no transition metal: these words turn a class into another one."""
_OPENS_A_CLAUSE = word_set("of in on by for from about who which that with to at")


LAST_OLD_STYLE = gregorian(1924, 1, 1)
"""Greece was the last state to give the Old Style up, in 1923."""


def same_thing(book: Book, one: str, other: str) -> bool:
    """Tell whether two names may mean one thing, or one a part of the other.

    What has no row of its own may be anything: nothing proves that it differs.
    """
    if one == other:
        return True
    first, second = book.rows[one], book.rows[other]
    if not first.listed or not second.listed:
        return first.kind == second.kind or not (first.listed or second.listed)
    if other in first.wholes or one in second.wholes:
        return True
    return bool({norm(n) for n in first.names} & {norm(n) for n in second.names})


def sort_of(one: str, other: str) -> bool:
    """Tell whether one text names a class of the other: "alkali metal" is a sort of "metal"."""
    few, many = sorted((norm(one).split(), norm(other).split()), key=len)
    if not few or len(few) == len(many):
        return few == many
    if many[-len(few) :] == few:
        return many[-len(few) - 1] not in _NOT_A_SORT_OF
    return many[: len(few)] == few and many[len(few)] in _OPENS_A_CLAUSE


def readings(book: Book, span: Span) -> list[Span]:
    """Return what a claimed date may mean, its digits in the other calendar included (A8).

    Only in packs that write Old Style dates: elsewhere no reader meets the other calendar.
    """
    padded = span.padded()
    fine = span.precision in ("day", "month") and span.high < LAST_OLD_STYLE
    either = span.old_style or (book.old_style and fine)
    return [padded, padded.in_old_style()] if either else [padded]


def compatible(book: Book, one: Value, other: Value, room: float = 0.0) -> bool:
    """Tell whether both can be true of one thing at once (RULES.md 1.1)."""
    if isinstance(one, Text) and isinstance(other, Text):
        return any(
            norm(a) == norm(b) or sort_of(a, b)
            for a in (one.text, *one.also)
            for b in (other.text, *other.also)
        )
    if isinstance(one, Ref) and isinstance(other, Ref):
        return same_thing(book, one.key, other.key)
    if isinstance(one, Span) and isinstance(other, Span):
        ours = readings(book, one) if one.old_style else [one.padded()]
        theirs = readings(book, other) if other.old_style else [other.padded()]
        return any(a.touches(b) for a in ours for b in theirs)
    if isinstance(one, Amount) and isinstance(other, Amount):
        return one.low - room <= other.high and other.low - room <= one.high
    return False


def touches_claim(book: Book, shown: Value, claimed: Value, room: float = 0.0) -> bool:
    """Tell whether a shown value can be what a claim says, near misses of the calendar included."""
    if isinstance(shown, Span) and isinstance(claimed, Span):
        return any(shown.touches(reading) for reading in readings(book, claimed))
    return compatible(book, shown, claimed, room)


def follows(book: Book, narrow: Value, wide: Value) -> bool:
    """Tell whether what is narrow is true or false with what is wide: inside it, or the same."""
    if isinstance(narrow, Span) and isinstance(wide, Span):
        return narrow.within(wide)
    if isinstance(narrow, Ref) and isinstance(wide, Ref):
        return narrow.key == wide.key or wide.key in book.rows[narrow.key].wholes
    if isinstance(narrow, Amount) and isinstance(wide, Amount):
        return wide.low <= narrow.low and narrow.high <= wide.high
    if isinstance(narrow, Text) and isinstance(wide, Text):
        ours = {norm(text) for text in (narrow.text, *narrow.also)}
        return any(norm(text) in ours for text in (wide.text, *wide.also))
    return False


def claimed(row: Row, key: str) -> list[Value]:
    """Return every value that any claim of any rank or stance gives (rule A2)."""
    return [value for claim in row.claims.get(key, ()) for value in claim.values]


def live(row: Row, key: str) -> list[Value]:
    """Return the values that the pack stands behind or documents as readings."""
    return [
        value
        for claim in row.claims.get(key, ())
        if claim.rank != "deprecated" and claim.stance == "supports"
        for value in claim.values
    ]


def is_complete(book: Book, row: Row, key: str) -> bool:
    """Tell whether the row's list of values is declared complete."""
    return bool(book.field(row.kind, key).get("complete") or key in row.raw.get("complete", ()))


def refuted(book: Book, shown: Value, row: Row, key: str) -> bool:
    """provably_false of RULES.md 1.1: the author said so, or the claims leave no room for it."""
    given = book.field(row.kind, key)
    known = claimed(row, key)
    room = given.get("tolerance", 0.0)
    if any(touches_claim(book, shown, value, room) for value in known):
        return False
    if any(follows(book, shown, no) for no in row.false.get(key, ())):
        return True
    if row.raw.get("status") == "attributed" and given["type"] == "name":
        return False  # nobody has verified who said it, so nobody is known not to have
    if known and (not given.get("many") or is_complete(book, row, key)):
        return True
    return bool(given.get("unique") or given.get("closed")) and any(
        other is not row and any(touches_claim(book, shown, value) for value in claimed(other, key))
        for other in holders(book, row.kind, key)
    )


def holders(book: Book, kind: str, key: str) -> list[Row]:
    """Return the rows of a kind that have a field."""
    memo = book.memo.setdefault("holders", {})
    if (kind, key) not in memo:
        memo[kind, key] = [row for row in book.of_kind(kind) if row.claims.get(key)]
    return memo[kind, key]


def affirmed(book: Book, shown: Value, row: Row, key: str) -> bool:
    """Tell whether a value is right beyond doubt: some live claim lies wholly within it.

    A number is shown without its uncertainty: it is right where it lies within a claim's.
    """
    if isinstance(shown, Amount):
        return any(follows(book, shown, value) for value in live(row, key))
    return any(follows(book, value, shown) for value in live(row, key))


def disputed(book: Book, row: Row, key: str) -> bool:
    """Rule A3: claims that are not deprecated contradict each other and no majority is declared.

    A claim that disputes a value contradicts those that support it.
    """
    standing = [claim for claim in row.claims.get(key, ()) if claim.rank != "deprecated"]
    groups = [claim.values for claim in standing if claim.stance == "supports"]
    denied = [claim.values for claim in standing if claim.stance == "disputes"]
    settled = any(
        dispute["field"] == key and dispute.get("consensus") == "majority"
        for dispute in row.raw.get("disputes", [])
    )
    return not settled and (
        any(not _agree(book, one, other) for i, one in enumerate(groups) for other in groups[:i])
        or any(_agree(book, one, other) for one in groups for other in denied)
    )


def _agree(book: Book, one: tuple[Value, ...], other: tuple[Value, ...]) -> bool:
    few, many = sorted((one, other), key=len)
    return all(any(compatible(book, a, b) for b in many) for a in few)


_NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number as an option shows it."""

    amount: Amount
    decimals: int
    unit: str


def read_number(text: str) -> ShownNumber | None:
    """Return the number that an option shows, or None."""
    found = _NUMBER.match(text.strip())
    if not found:
        return None
    digits = found[0].replace(",", "").replace("−", "-")
    low = high = float(digits)
    rest = text.strip()[found.end() :].strip()
    if rest.startswith("to ") and (second := _NUMBER.match(rest[3:])):
        high = float(second[0].replace(",", "").replace("−", "-"))
        rest = rest[3 + second.end() :].strip()
    decimals = len(digits.partition(".")[2])
    return ShownNumber(Amount((low + high) / 2, low, high), decimals, rest)


def meanings(book: Book, text: str, given: dict[str, Any]) -> list[Value]:
    """Return everything in the pack that an option's text may mean, for a field's type."""
    kind = given["type"]
    if kind == "date":
        span = read_shown(text)
        return [span] if span else []
    if kind == "number":
        number = read_number(text)
        return [number.amount] if number else []
    if kind == "name":
        of = given.get("of", [])
        rows = book.named(text, of if isinstance(of, list) else [of])
        return [Ref(row.key) for row in rows]
    plain = text.strip("“”")
    return [Text(plain)] if tokens(plain) else []
