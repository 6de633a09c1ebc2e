"""What tells JSON quickly tells it as the library does."""

from __future__ import annotations

import json
from json import encoder

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.quickjson import as_json

LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None))
)
VALUES = st.recursive(LEAVES, lambda each: st.lists(each) | st.dictionaries(st.text(), each))


@given(VALUES, st.booleans())
def test_json_is_told_as_the_library_tells_it(value: object, ascii_only: bool) -> None:
    assert as_json(ascii_only=ascii_only)(value) == json.dumps(value, ensure_ascii=ascii_only)


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(TypeError):
        as_json(ascii_only=True)([b"bytes"])


def test_an_interpreter_without_parts_in_c_does_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "c_make_encoder", None)
    assert as_json(ascii_only=True)(("ä", 1.0, None)) == '["\\u00e4", 1.0, null]'
