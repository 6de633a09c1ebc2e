"""GIFT: what is escaped, and what gift-pegjs understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from quiz.exchange import find
from quiz.exchange.gift import escaped
from quiz.generate import all_questions, draw
from quiz.model import Form
from tests.exchange.judging import by_gift_pegjs
from tests.exchange.samples import EVERY, HOSTILE, TEXT, saying, written
from tests.make import option, question
from tests.shipped import FULL, PACKS, pack

if TYPE_CHECKING:
    from quiz.model import Question

GIFT = find("gift")
TYPES = {
    Form.TRUE_FALSE: "TF",
    Form.TYPED: "Short",
    Form.CLOZE: "Short",
    Form.NUMBER: "Numerical",
    Form.MATCH: "Matching",
}
HELD = [q for q in EVERY if not GIFT.refuses(q)]


def bodies(text: str) -> list[str]:
    """Return what stands in the braces of each question, none of which may hold another brace."""
    text = "\n".join(line for line in text.split("\n") if not line.startswith("//"))
    kept = text.replace("\\\\", "\0").replace("\\{", "\0").replace("\\}", "\0")
    assert kept.count("{") == kept.count("}")
    return [part.partition("}")[0] for part in kept.split("{")[1:]]


def test_what_means_something_is_escaped_everywhere() -> None:
    assert escaped("~=#{}:\\\nok") == r"\~\=\#\{\}\:\\\nok"


def test_the_first_feedback_of_a_statement_is_for_the_wrong_answer() -> None:
    false = question(
        Form.TRUE_FALSE,
        options=(option("True"), option("False", correct=True)),
        correction=None,
    )
    (body,) = bodies(written(GIFT, [false]))
    verdict, wrong, right, *_ = body.strip().split("#")
    assert verdict == "F"
    assert wrong.startswith("True is what it is")
    assert right.startswith("False is what it is")


def test_an_answer_with_an_arrow_would_be_a_pair() -> None:
    assert GIFT.refuses(question(Form.TYPED, answer="a -> b", accepted=("a -> b",)))
    assert not GIFT.refuses(question(Form.TYPED))


def test_the_identity_rides_in_a_comment() -> None:
    asked = question(Form.CHOICE, topic="Wars [and] peace")
    assert f"// [id:{asked.id}] [tag:Wars \\[and\\] peace]" in written(GIFT, [asked])


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_no_text_ends_a_question_or_begins_one(text: str) -> None:
    whole = written(GIFT, [saying(q, text) for q in HELD])
    assert len(bodies(whole)) == sum(not GIFT.refuses(saying(q, text)) for q in HELD)
    blocks = [block for block in whole.split("\n\n") if block.strip()]
    assert sum(block.startswith("// [id:") for block in blocks) == len(blocks) - 2


def agrees(asked: list[Question], found: list[dict[str, object]]) -> None:
    assert len(found) == len(asked)
    for mine, theirs in zip(asked, found, strict=True):
        assert theirs["type"] == TYPES.get(mine.form, "MC"), mine.id
        choices = theirs.get("choices")
        if mine.form is Form.TIMELINE:
            assert len(choices) == len(mine.items) + 1  # type: ignore[arg-type]
        elif mine.options and mine.form is not Form.TRUE_FALSE:
            assert isinstance(choices, list)
            for choice, shown in zip(choices, mine.options, strict=True):
                right = choice["isCorrect"] or (choice["weight"] or 0) > 0
                assert right == shown.correct, mine.id
                assert choice["feedback"], mine.id
        assert theirs["globalFeedback"], mine.id


def test_a_judge_understands_every_form() -> None:
    agrees(HELD, by_gift_pegjs(written(GIFT, HELD)))


def test_a_judge_understands_hostile_text() -> None:
    asked = [saying(q, bad) for q in HELD for bad in HOSTILE]
    asked = [q for q in asked if not GIFT.refuses(q)]
    assert len(by_gift_pegjs(written(GIFT, asked))) == len(asked)


@pytest.mark.parametrize("name", PACKS)
def test_a_judge_understands_the_shipped_packs(name: str) -> None:
    """All questions with FOOTNOTE_TESTS=full, otherwise a set of each level."""
    every: list[Question] = []
    if FULL:
        every += all_questions(pack(name), seed="1")
    else:
        for level in (1, 2, 3):
            every += draw(pack(name), count=40, seed=str(level), forms=tuple(Form), level=level)
    asked = [q for q in every if not GIFT.refuses(q)]
    agrees(asked, by_gift_pegjs(written(GIFT, asked)))
