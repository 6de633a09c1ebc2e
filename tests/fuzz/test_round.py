"""Out and in again with any text in every place: what is read and what is right stay the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from quiz.exchange import find
from quiz.exchange.told import accepted, line
from quiz.model import Form
from tests.exchange.samples import HOSTILE, TEXT, saying, written
from tests.make import question

if TYPE_CHECKING:
    from quiz.exchange.reading.found import Found

FORMATS = ("moodle-xml", "gift", "csv")


def again(name: str, form: Form, text: str) -> tuple[Found, ...]:
    read = find(name).read
    assert read is not None
    return tuple(read(written(find(name), [saying(question(form), text)])).found)


def check(name: str, text: str) -> None:
    if not line(text):
        return
    for form in (Form.CHOICE, Form.MULTI, Form.MATCH, Form.TYPED):
        mine = saying(question(form), text)
        if find(name).refuses(mine):  # GIFT takes an answer with an arrow for a pair
            continue
        [found] = again(name, form, text)
        assert found.prompt == line(text)
        if form is Form.MATCH:
            assert found.pairs == tuple((line(a), line(b)) for a, b in mine.pairs)
        elif form is Form.TYPED:
            assert found.right[0] == line(accepted(mine)[0][0])
        else:
            assert found.options == tuple(line(o.text) for o in mine.options)
            assert found.right == tuple(line(o.text) for o in mine.options if o.correct)


def test_little_is_refused() -> None:
    kept = [name for name in FORMATS for text in HOSTILE if not _refuses(name, text)]
    assert len(kept) >= len(FORMATS) * len(HOSTILE) - 4


def _refuses(name: str, text: str) -> bool:
    return bool(find(name).refuses(saying(question(Form.TYPED), text)))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("text", [text for text in HOSTILE if "\x00" not in text])
def test_hostile_text_comes_back_in_every_form(name: str, text: str) -> None:
    check(name, text)


@settings(max_examples=40, deadline=None)
@given(TEXT)
def test_any_text_comes_back_in_every_form(text: str) -> None:
    for name in FORMATS:
        check(name, text)
