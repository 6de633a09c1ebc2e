"""A draft pack: good TOML, whose gaps `check` names, and which plays once they are filled."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.exchange import BUILT_IN, find
from quiz.exchange.draft import Draft, draft
from quiz.exchange.reading.found import Found, Kind, Reading
from quiz.exchange.reading.guess import guess
from quiz.generate import all_questions
from quiz.packs import limits
from quiz.packs.checks import check_path
from quiz.packs.load import load_pack
from tests.exchange.samples import EVERY, HOSTILE, TEXT, written
from tests.exchange.test_reading import ANKI, GIFT
from tests.shipped import FULL

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.model import Question

MUTATIONS = 1_000 if FULL else 150
CAPITALS = {"France": "Paris", "Italy": "Rome", "Spain": "Madrid", "Germany": "Berlin"}
TRIVIA = json.dumps(
    {
        "response_code": 0,
        "results": [
            {
                "type": "multiple",
                "difficulty": "easy",
                "category": "Geography",
                "question": f"What is the capital of &quot;{country}&quot;?",
                "correct_answer": capital,
                "incorrect_answers": [c for c in CAPITALS.values() if c != capital],
            }
            for country, capital in CAPITALS.items()
        ]
        + [{"type": "boolean", "question": "Rome is old.", "correct_answer": "True"}],
    }
)
SAMPLES = {
    "moodle-xml": written(find("moodle-xml"), EVERY),
    "gift": GIFT + written(find("gift"), EVERY),
    "aiken": written(find("aiken"), EVERY),
    "csv": written(find("csv"), EVERY),
    "open-trivia": TRIVIA,
    "quizlet": "chien\tdog\nchat\tcat\ncheval\thorse\n",
    "anki-text": ANKI,
}


def drafted(reading: Reading) -> Draft:
    return draft(reading, pack_id="draft", title="A draft", origin="a file", folder="draft")


def read(name: str, text: str) -> Reading:
    form = find(name)
    assert form.read is not None
    return form.read(text)


def codes(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    (tmp_path / "pack.toml").write_text(text, "utf-8")
    return [(p.code, p.severity) for p in check_path(tmp_path) if p.severity != "hint"]


def filled(text: str) -> str:
    """Fill the gaps as a teacher would."""
    text = text.replace('singular = "TODO"', 'singular = "thing"')
    text = text.replace('source = "TODO", page = "TODO"', 'source = "book", page = "1"')
    return text.replace("# [sources.book]", "[sources.book]").replace("# title = ", "title = ")


def test_there_is_a_sample_of_everything_that_is_read() -> None:
    assert set(SAMPLES) == {name for name in BUILT_IN if find(name).read is not None}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_gap_is_named_and_nothing_else_is_wrong(tmp_path: Path, name: str) -> None:
    made = drafted(read(name, SAMPLES[name]))
    rows = made.text.count('cite = { source = "TODO"')
    assert rows == made.rows > 0
    found = codes(tmp_path, made.text)
    errors = [code for code, severity in found if severity == "error"]
    assert set(errors) <= {"todo-source", "todo-kind"}
    assert errors.count("todo-source") == rows
    assert errors.count("todo-kind") == made.text.count('singular = "TODO"')


@pytest.mark.parametrize("name", SAMPLES)
def test_without_its_gaps_it_is_a_pack(tmp_path: Path, name: str) -> None:
    made = drafted(read(name, SAMPLES[name]))
    found = codes(tmp_path, filled(made.text))
    assert [code for code, severity in found if severity == "error"] == []


def test_a_wrong_option_serves_where_another_row_has_it(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text(filled(drafted(read("open-trivia", TRIVIA)).text), "utf-8")
    made = list(all_questions(load_pack(tmp_path), seed="1"))
    asked: dict[str, Question] = {q.prompt: q for q in made if q.form == "choice"}
    assert set(asked) == {f'What is the capital of "{country}"?' for country in CAPITALS}
    for country, capital in CAPITALS.items():
        options = asked[f'What is the capital of "{country}"?'].options
        assert [o.text for o in options if o.correct] == [capital]
        assert {o.text for o in options} == set(CAPITALS.values())
        assert all(o.citations for o in options)


def test_nothing_unknown_becomes_a_wrong_option(tmp_path: Path) -> None:
    """Two questions whose answers never met: neither answer is known to be wrong for the other."""
    reading = Reading()
    for prompt, right in (("Name a river.", "Rhine"), ("Name a sea.", "Baltic"), ("Name.", "Alps")):
        reading.add(Found(kind=Kind.CHOICE, prompt=prompt, right=(right,), wrong=("Nothing",)))
    (tmp_path / "pack.toml").write_text(filled(drafted(reading).text), "utf-8")
    made = all_questions(load_pack(tmp_path), seed="1")
    assert not [q for q in made if q.form in ("choice", "true-false", "match", "odd-one-out")]


def test_what_is_left_out_is_listed() -> None:
    made = drafted(read("open-trivia", TRIVIA))
    assert [(one.what, one.why) for one in made.dropped] == [
        ("Rome is old.", "a statement to be called true or false says no fact by itself")
    ]
    assert "#   Rome is old.: a statement" in made.text


def test_reasons_and_sources_stay_beside_the_row() -> None:
    text = drafted(read("moodle-xml", SAMPLES["moodle-xml"])).text
    assert "# Beta: Beta is what it is. Source b, 1926: “as it says”." in text
    assert "# There it was said to be from: Source r, 1926: “as it says”." in text
    assert 'not = { answer = ["Beta", "Gamma", "Delta"] }' in text
    assert 'accept = { answer = ["Trotsky", "Lev Davidovich Bronstein"] }' in text


def test_nothing_left_is_an_error() -> None:
    with pytest.raises(QuizError, match="true or false"):
        drafted(read("gift", "Is it so?{T}"))


def test_limits() -> None:
    reading = read("quizlet", "".join(f"word {n}\tmeaning\n" for n in range(limits.IMPORTED + 3)))
    assert len(reading.found) == limits.IMPORTED
    assert len(reading.dropped) == 3
    long = read("quizlet", f"front\t{'x' * 2_001}\n")
    assert "2,000" in long.dropped[0].why
    big = read("quizlet", "".join(f"{n} {'x' * 900}\t{'y' * 900}\n" for n in range(1_000)))
    with pytest.raises(QuizError, match="Split"):
        drafted(big)


JUNK = [
    "{", "}", "=", "~", "#", "->", "\\", "<", ">", "&", "&#0;", "\n\n", "\n", "\t", '"', "'", "%",
    "{{c1::", "}}", "ANSWER: Z", "<!DOCTYPE x>", "]]>", "\x00", "\ud800", "\u202e", "\ue041",
    "1e999", "nan", "::", "$CATEGORY:", "[html]", "\ufeff", '"""', "TODO",
]  # fmt: skip


def mutated(text: str, rng: random.Random) -> str:
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(text) + 1)
        end = at + rng.choice((0, 0, 1, 1, 8, 200))
        text = text[:at] + rng.choice(JUNK) * rng.choice((1, 1, 3)) + text[end:]
    return text


@pytest.mark.parametrize("name", SAMPLES)
def test_a_mutated_file_is_a_draft_or_a_message(name: str) -> None:
    """1,000 of each with FOOTNOTE_TESTS=full."""
    rng = random.Random(name)
    drafts = 0
    for _ in range(MUTATIONS):
        text = mutated(SAMPLES[name], rng)
        guess(text)
        try:
            made = drafted(read(name, text))
        except QuizError:
            continue
        drafts += 1
        tomli.loads(made.text)
    assert drafts or name == "open-trivia"


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXT, min_size=5, max_size=5), st.sampled_from(HOSTILE))
def test_any_text_is_good_toml(texts: list[str], bad: str) -> None:
    a, b, c, d, e = texts
    reading = Reading(title=a, license=bad)
    from quiz.exchange.reading.found import flat, several

    reading.add(
        Found(
            kind=Kind.CHOICE, prompt=flat(f"q {a}"), right=several([f"r {b}"]),
            wrong=several([c, bad]), note=flat(d), why={flat(c): flat(bad)}, topic=flat(e),
            sources=several([bad]),
        )
    )  # fmt: skip
    pairs = ((flat(f"l {a}"), flat(f"m {b}")), (flat(f"n {a}"), flat(f"o {b}")))
    reading.add(Found(kind=Kind.MATCH, prompt=flat(f"{bad} x"), pairs=pairs))
    made = tomli.loads(drafted(reading).text)
    (row,) = made["question"]
    assert row["name"] == flat(f"q {a}")
    assert made["pairs-1"][0]["name"] == pairs[0][0]
