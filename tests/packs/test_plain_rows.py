"""What is taken for a plain row is what the schema's model makes of it, and nothing else is."""

from __future__ import annotations

import string
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from quiz.packs import limits, plain_rows
from quiz.packs.load import load_pack, read_pack
from quiz.packs.plain_rows import PlainRows
from quiz.packs.schema import ROW_KEYS, CiteTable, RowTable
from tests import shipped

LONG = "x" * (limits.TEXT_CHARACTERS + 1)
TEXTS = st.one_of(
    st.sampled_from(
        ["", "a", "a-b", "A", "a_b", "-", "a-", "a\n", "ä", "1917", "x" * 80, "x" * 81, LONG]
    ),
    st.text(string.ascii_letters + string.digits + "- \n", max_size=12),
)
ODD = st.one_of(st.integers(-3, 3), st.booleans(), st.floats(), st.just(date(1917, 11, 7)))
CITES = st.dictionaries(
    st.sampled_from(["source", "section", "page", "phrase", "for", "pages"]),
    st.one_of(TEXTS, ODD, st.lists(TEXTS, max_size=2)),
    max_size=4,
)
VALUES = st.one_of(
    TEXTS,
    ODD,
    CITES,
    st.lists(TEXTS, max_size=3),
    st.lists(CITES, max_size=3),
    st.lists(st.one_of(TEXTS, ODD, CITES), max_size=3),
)
ROWS = st.dictionaries(st.sampled_from([*ROW_KEYS, "nmae"]), VALUES, max_size=6)


def by_the_model(raw: dict[str, Any]) -> dict[str, Any] | None:
    try:
        return vars(RowTable.model_validate(raw))
    except ValidationError:
        return None


def judge(raw: dict[str, Any]) -> bool:
    """Hold both beside each other; return whether the row is plain."""
    found = PlainRows().read(raw)
    if found is None:
        return False
    assert vars(found) == by_the_model(raw)
    assert all(type(cite) is CiteTable for cite in found.cite)
    return True


@given(ROWS)
def test_what_is_plain_is_what_the_model_makes_of_it(raw: dict[str, Any]) -> None:
    judge(raw)
    judge({"name": "the Rhine"} | raw)


@pytest.mark.parametrize("key", ROW_KEYS)
@pytest.mark.parametrize(
    "value",
    [
        *["", "a", "a-b", "A", "a\n", "x" * 81, LONG, 1, True, 1.0, date(1917, 11, 7), [], {}],
        *[["a"], ["a", ""], [1], ["a"] * (limits.LIST_ITEMS + 1), [{"name": "a"}], {"a": "b"}],
        *[{"source": "a"}, {"source": ""}, {"source": LONG}, {"source": "a", "page": 1}],
        *[{"source": "a", "page": "1", "section": "", "phrase": "b"}, {"source": "a", "for": "b"}],
        *[[{"source": "a"}] * 20, [{"source": "a"}] * 21, [{"source": "a"}, "b"], {"page": ["1"]}],
    ],
)
def test_every_key_with_every_sort_of_value(key: str, value: Any) -> None:
    judge({"name": "the Rhine"} | {key: value})


@pytest.mark.parametrize("name", shipped.PACKS)
def test_most_rows_of_a_shipped_pack_are_plain(name: str) -> None:
    _, documents = read_pack(shipped.FOLDER / name)
    pack = shipped.pack(name)
    plain = []
    for document in documents:
        for kind, rows in document.values.items():
            for row in rows if isinstance(rows, list) else ():
                own = {k: v for k, v in row.items() if k not in pack.kinds[kind].fields}
                if pack.kinds[kind].name_field == "name":
                    plain.append(judge(own))
    assert sum(plain) > len(plain) / 2


def test_nobody_fills_what_every_plain_row_shares() -> None:
    for name in shipped.PACKS:
        load_pack(shipped.FOLDER / name)
    for state, model in (
        (plain_rows._ROW, RowTable(name="-")),
        (plain_rows._CITE, CiteTable(source="-")),
    ):
        assert state == model.__getstate__()
