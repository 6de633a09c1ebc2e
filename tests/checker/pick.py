"""Forms with options: choice, true-false, select several, odd one out."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from tests.checker import cues, truth
from tests.checker.days import Span, year_of
from tests.checker.explanation import check_why, check_why_of_key
from tests.checker.options import blame, check_answers, check_layout, stated_value
from tests.checker.pack import Ref, Row, Text, Value
from tests.checker.plausible import check_plausible
from tests.checker.statements import check_statement
from tests.checker.words import holds, norm

if TYPE_CHECKING:
    from tests.checker.finding import Item

Option = dict[str, Any]


def key_names(item: Item) -> tuple[str, ...]:
    """Return everything that the answer is called."""
    if item.back:
        return item.row.names
    own = [v for c in item.row.claims[item.key] if c.own for v in c.values]
    keys = [value.key for value in own if isinstance(value, Ref)]
    return tuple(name for key in keys for name in item.book.rows[key].names)


def check_choice(item: Item) -> None:
    check_choosing(item, item.prompt, item.options)


def check_choosing(item: Item, prompt: str, options: list[Option], *, fewest: int = 3) -> None:
    """Everything that holds of one right option among wrong ones."""
    check_answers(item, prompt, options)
    check_layout(item, [option["text"] for option in options], fewest=fewest)
    right = [o for o in options if o["correct"]]
    wrong = [o for o in options if not o["correct"]]
    if len(right) != 1 or not wrong:
        return
    others = [o["text"] for o in wrong]
    names = (right[0]["text"], *key_names(item))
    cues.check_cues(item, prompt, right[0]["text"], others, names)
    check_plausible(item, prompt, others, fewest=min(2, fewest - 1))
    check_why_of_key(item, right[0])
    for option in wrong:
        check_why(item, option)


def check_true_false(item: Item) -> None:
    check_statement(item)
    for option in item.options:
        if not option.get("citations"):
            item.breaks("A3", f"“{option['text']}” cites nothing")
    correction = item.raw.get("correction")
    if correction:
        # What has been called false is no choice any more, so that two may be left.
        check_choosing(item, correction["prompt"], correction["options"], fewest=2)
        shown = [o["text"] for o in correction["options"] if o["correct"]]
        if item.given["type"] == "date" and shown and holds(item.row.name, shown[0].split()[-1]):
            item.breaks("B1", "the name of the fact says the year")
    elif any(o["correct"] and o["text"] == "False" for o in item.options):
        item.breaks("F1", "a false statement without a correction")


def check_multi(item: Item) -> None:
    """F2: every right one is claimed, every wrong one refuted, and neither is all of them."""
    right = [o for o in item.options if o["correct"]]
    wrong = [o for o in item.options if not o["correct"]]
    if not right or len(wrong) < 2:
        item.breaks("C1", f"{len(right)} right and {len(wrong)} wrong options")
        return
    if truth.disputed(item.book, item.row, item.key):
        item.breaks("A3", "its sources contradict each other and no majority is declared")
    meant = _several_back(item) if item.back else _several_forward(item)
    for (one, first), (other, second) in combinations(meant, 2):
        if truth.compatible(item.book, first, second):
            item.breaks("A6", f"“{one}” and “{other}” are or hold one thing")
    texts = [o["text"] for o in item.options]
    cues.check_features(item, texts)
    cues.check_wording_of_options(item, item.prompt, texts)
    others = [o["text"] for o in wrong]
    for option in right:
        cues.check_self_leak(item, item.prompt, (option["text"],), others)
        cues.check_clang(item, item.prompt, option["text"], others)
        if not option.get("citations"):
            item.breaks("A3", f"“{option['text']}” cites nothing")
    for option in wrong:
        check_why(item, option)


def _several_forward(item: Item) -> list[tuple[str, Value]]:
    book, row, key = item.book, item.row, item.key
    meant: list[tuple[str, Value]] = []
    if not truth.is_complete(book, row, key):
        item.breaks("A1", "the list is not declared complete")
    for option in item.options:
        found = truth.meanings(book, option["text"], item.given)
        if len(found) != 1:
            item.breaks("A7" if found else "A1", f"“{option['text']}” means {len(found)} things")
            continue
        meant.append((option["text"], found[0]))
        if not option["correct"]:
            blame(item, option["text"], found[0])
        elif not truth.affirmed(book, found[0], row, key):
            item.breaks("A1", f"“{option['text']}” is marked right and no live claim")
    return meant


def _several_back(item: Item) -> list[tuple[str, Value]]:
    meant: list[tuple[str, Value]] = []
    value = stated_value(item, item.prompt)
    for option in item.options:
        rows = item.book.named(option["text"], [item.row.kind])
        if len(rows) != 1 or value is None:
            item.breaks("A7" if rows else "A1", f"“{option['text']}” names {len(rows)} rows")
            continue
        meant.append((option["text"], Ref(rows[0].key)))
        if not option["correct"]:
            blame(item, option["text"], value, rows[0])
        elif not truth.affirmed(item.book, value, rows[0], item.key):
            item.breaks("A1", f"“{option['text']}” is marked right and no live claim")
        elif truth.disputed(item.book, rows[0], item.key):
            item.breaks("A3", f"the value of {rows[0].key} is disputed")
    return meant


def check_odd_one_out(item: Item) -> None:
    """F10: three share the value, the fourth is refuted, and nothing parts another from three."""
    rows: list[Row] = []
    for option in item.options:
        found = item.book.named(option["text"], [item.row.kind])
        if len(found) != 1:
            item.breaks("A7" if found else "A1", f"“{option['text']}” names {len(found)} rows")
            return
        rows.append(found[0])
    odd = [row for row, option in zip(rows, item.options, strict=True) if option["correct"]]
    if len(rows) != 4 or odd != [item.row]:
        item.breaks("A1", "it is not three and the asked one")
        return
    _check_parting(item, rows)
    texts = [option["text"] for option in item.options]
    others = [o["text"] for o in item.options if not o["correct"]]
    for one, other in combinations(rows, 2):
        if truth.same_thing(item.book, one.key, other.key):
            item.breaks("A6", f"{one.key} and {other.key} are or hold one thing")
    key = next(option["text"] for option in item.options if option["correct"])
    cues.check_cues(item, item.prompt, key, others, (key,))
    cues.check_wording_of_options(item, item.prompt, texts)
    for option in item.options:
        if not option.get("citations"):
            item.breaks("A3", f"“{option['text']}” cites nothing")


def _check_parting(item: Item, rows: list[Row]) -> None:
    rest = [row for row in rows if row is not item.row]
    shared = [
        value
        for value in truth.live(rest[0], item.key)
        if all(_has(item, row, item.key, value) for row in rest[1:])
    ]
    if not any(truth.refuted(item.book, value, item.row, item.key) for value in shared):
        item.breaks("A1", "no value that the three share is refuted of the odd one")
    for row in rows:
        if truth.disputed(item.book, row, item.key):
            item.breaks("A3", f"the value of {row.key} is disputed")
    for what, lone in isolated(item, rows):
        if lone is not item.row:
            item.breaks("A1", f"{lone.key} is the odd one by {what}")


def _has(item: Item, row: Row, key: str, value: Value) -> bool:
    return any(truth.compatible(item.book, known, value) for known in truth.claimed(row, key))


def isolated(item: Item, rows: list[Row]) -> list[tuple[str, Row]]:
    """Return every way in which three of the rows are alike and the fourth is known not to be."""
    found: list[tuple[str, Row]] = []
    for key, given in item.book.kinds[item.row.kind]["fields"].items():
        if given["type"] == "number":
            continue
        for lone in rows:
            rest = [row for row in rows if row is not lone]
            marks = [_marks(row, key) for row in rest]
            own = _marks(lone, key)
            common = set.intersection(*marks) if marks else set()
            if (
                own
                and common
                and not own & common
                and not any(
                    truth.compatible(item.book, a, b)
                    for a in truth.claimed(lone, key)
                    for b in truth.claimed(rest[0], key)
                    if not isinstance(a, Span)
                )
            ):
                found.append((key, lone))
    return found


def _marks(row: Row, key: str) -> set[object]:
    """Return what a field's values can be seen to share: names, words, or the year of a date."""
    marks: set[object] = set()
    for value in truth.claimed(row, key):
        if isinstance(value, Ref):
            marks.add(value)
        elif isinstance(value, Text):
            marks.add(norm(value.text))
        elif isinstance(value, Span):
            marks.add(year_of(value))
    return marks
