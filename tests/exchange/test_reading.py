"""Out and in again: prompts, options, keys and sources are the same where a format holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from quiz.errors import QuizError
from quiz.exchange import find
from quiz.exchange.reading.found import Found, Kind, Reading, flat
from quiz.exchange.reading.guess import guess
from quiz.exchange.told import PICKED, accepted, asked, choices, line, noted, places, sources
from quiz.generate import draw
from quiz.model import Form
from tests.exchange.samples import EVERY, HOSTILE, TEXT, saying, written
from tests.make import question
from tests.shipped import PACKS, pack

if TYPE_CHECKING:
    from quiz.model import Question

ROUND = ("moodle-xml", "gift", "csv")


def again(name: str, questions: list[Question]) -> Reading:
    form = find(name)
    assert form.read is not None
    return form.read(written(form, questions))


def agrees(name: str, mine: Question, found: Found) -> None:
    """Compare what came back with what was written."""
    prompt = line(mine.prompt) if name == "csv" else line(asked(mine))
    assert found.prompt == prompt
    told, notes = noted(mine)
    assert found.note.startswith(" ".join(text for text, _ in told).strip())
    if name != "csv" or "\n" not in mine.prompt:
        cited = list(dict.fromkeys(filter(None, map(flat, sources(notes)))))
        for theirs, own in zip(found.sources, cited, strict=True):
            assert theirs.startswith(own)  # its address may follow
    assert found.id == line(mine.id)
    right = tuple(o.text for o in choices(mine) if o.share > 0)
    if mine.form in PICKED:
        assert found.kind is Kind.CHOICE
        assert found.options == tuple(o.text for o in choices(mine))
        assert found.right == right
        for option in choices(mine):
            assert found.why[option.text].startswith(option.why)
            if name != "csv":
                assert all(
                    s.rstrip(".") in found.why[option.text] for s in sources(option.citations)
                )
    elif mine.form is Form.TIMELINE:
        assert found.options == places(mine)
        assert found.right == tuple(o.text for o in choices(mine) if o.share == 1)
    elif mine.form is Form.TRUE_FALSE:
        assert found.kind is Kind.TRUE_FALSE
        assert found.true == (right == ("True",))
    elif mine.form in (Form.TYPED, Form.CLOZE):
        assert found.kind is Kind.TYPED
        assert found.right[0] == accepted(mine)[0][0]
    elif mine.form is Form.NUMBER:
        assert (found.kind, found.low, found.high) == (Kind.NUMBER, mine.low, mine.high)
    elif mine.form is Form.MATCH:
        assert found.pairs == tuple((line(a), line(b)) for a, b in mine.pairs)
        assert found.spare == tuple(map(line, mine.spare))
    else:
        assert found.right == tuple(map(line, mine.items))


def round_trip(name: str, questions: list[Question]) -> None:
    kept = [q for q in questions if not find(name).refuses(q)]
    reading = again(name, kept)
    assert reading.dropped == []
    assert len(reading.found) == len(kept)
    for mine, found in zip(kept, reading.found, strict=True):
        agrees(name, mine, found)


@pytest.mark.parametrize("name", ROUND)
def test_every_form_comes_back(name: str) -> None:
    round_trip(name, list(EVERY))


@pytest.mark.parametrize("name", ROUND)
@pytest.mark.parametrize("shipped", PACKS)
def test_the_shipped_packs_come_back(name: str, shipped: str) -> None:
    drawn = draw(pack(shipped), count=60, seed="3", forms=tuple(Form))
    round_trip(name, list(drawn))


@pytest.mark.parametrize("name", ["moodle-xml", "gift"])
@pytest.mark.parametrize("bad", [t for t in HOSTILE if len(t) < 300])
def test_hostile_text_comes_back(name: str, bad: str) -> None:
    round_trip(name, [saying(q, bad) for q in EVERY if q.form in PICKED])


@settings(max_examples=80, deadline=None)
@given(TEXT)
def test_any_text_comes_back(text: str) -> None:
    for name in ("moodle-xml", "gift"):
        one = saying(question(Form.CHOICE), text)
        reading = again(name, [one])
        if line(text):
            (found,) = reading.found
            assert found.prompt == line(text)
            assert found.options == tuple(line(o.text) for o in one.options)
            assert found.right == (line(one.options[0].text),)


def test_aiken_comes_back() -> None:
    kept = [q for q in EVERY if q.form in (Form.CHOICE, Form.ODD_ONE_OUT)]
    for mine, found in zip(kept, again("aiken", kept).found, strict=True):
        assert found.prompt == line(mine.prompt)
        assert found.options == tuple(o.text for o in mine.options)
        assert found.right == ("Alpha",)


@pytest.mark.parametrize("name", [*ROUND, "aiken"])
def test_a_file_is_known_by_what_stands_in_it(name: str) -> None:
    text = written(find(name), EVERY)
    assert guess(text) == name


GIFT = r"""
// a teacher's own file
$CATEGORY: $course$/Rivers of Europe

Where does the Rhine end? { =the North Sea#Right. ~the Baltic Sea ~%50%a lake }

::two:: Two of these are seas. {~%50%Baltic ~%50%North ~%-100%Rhine ####Rivers are no seas.}

The Danube ends in {=the Black Sea =Black Sea} and not elsewhere.

Vienna lies on the Danube.{T}

[html]<p>How long is the <b>Rhine</b>?</p>{#1230:20}

When?{#1800..1810}

Which?{=Rhine -> North Sea =Danube -> Black Sea = -> Baltic}

Write about rivers. {}

No answers here

<img src="x.png"> What is it? {=a river}

Several {=a} gaps {=b}.
"""


def test_gift_as_people_write_it() -> None:
    reading = find("gift").read(GIFT)  # type: ignore[misc]
    by_prompt = {one.prompt: one for one in reading.found}
    rhine = by_prompt["Where does the Rhine end?"]
    assert rhine.right == ("the North Sea",)
    assert rhine.wrong == ("the Baltic Sea",)
    assert rhine.remarks == ("There 50 % right: a lake",)
    assert rhine.topic == "Rivers of Europe"
    two = by_prompt["Two of these are seas."]
    assert (two.right, two.wrong) == (("Baltic", "North"), ("Rhine",))
    assert two.note == "Rivers are no seas."
    gap = by_prompt["The Danube ends in _____ and not elsewhere."]
    assert gap.right == ("the Black Sea", "Black Sea")
    assert by_prompt["Vienna lies on the Danube."].true
    long = by_prompt["How long is the Rhine?"]
    assert (long.low, long.high) == (1210, 1250)
    assert (by_prompt["When?"].low, by_prompt["When?"].high) == (1800, 1810)
    assert by_prompt["Which?"].pairs == (("Rhine", "North Sea"), ("Danube", "Black Sea"))
    assert by_prompt["Which?"].spare == ("Baltic",)
    assert [one.why for one in reading.dropped] == [
        "it asks for an essay", "it has no answers in braces",
        "it shows what is no text (img)", "it has several gaps",
    ]  # fmt: skip


def test_aiken_as_people_write_it() -> None:
    whole = "What is it?\nA) this\nB) that\nANSWER: B\n"
    halves = "\nHalf of one\nA. this\n\nNext\nA. a\nANSWER: C\n"
    reading = find("aiken").read(whole + halves)  # type: ignore[misc]
    assert [(one.prompt, one.right) for one in reading.found] == [("What is it?", ("that",))]
    assert [one.what for one in reading.dropped] == ["Half of one", "Next"]


def test_cards_and_tables() -> None:
    cards = find("quizlet").read("chien\tdog\r\n\nalone\nchat\tcat, tomcat\n")  # type: ignore[misc]
    assert [(c.prompt, c.right) for c in cards.found] == [
        ("chien", ("dog",)), ("chat", ("cat, tomcat",)),
    ]  # fmt: skip
    assert len(cards.dropped) == 1
    two = find("csv").read('chien;"dog; hound"\nchat;cat\n')  # type: ignore[misc]
    assert [c.right for c in two.found] == [("dog; hound",), ("cat",)]
    with pytest.raises(QuizError, match="quiz new NAME --from"):
        find("csv").read("a,b,c\n1,2,3\n")  # type: ignore[misc]


ANKI = """#separator:tab
#html:true
#guid column:1
#deck column:2
#tags column:5
abc\tSchool::French\t<b>chien</b>\tdog<br>hound\tanimals
def\tSchool::French\tThe {{c1::cat::animal}} sat.\tA rhyme.\t
ghi\tSchool::French\tA {{c1::b}} {{c2::c}}\t\t
jkl\tSchool::French\t[sound:x.mp3]\tdog\t
"""


def test_anki_notes() -> None:
    reading = find("anki-text").read(ANKI)  # type: ignore[misc]
    card, gap, *pair = reading.found
    assert (card.kind, card.prompt, card.right) == (Kind.CARD, "chien", ("dog hound",))
    assert card.topic == "French"
    assert (gap.prompt, gap.right, gap.note) == ("The _____ sat.", ("cat",), "A rhyme.")
    assert [(one.prompt, one.right) for one in pair] == [
        ("A _____ c", ("b",)),
        ("A b _____", ("c",)),
    ]
    assert [one.why for one in reading.dropped] == ["it shows or plays what is no text"]
    assert guess(ANKI) == "anki-text"


def test_xml_that_could_blow_up_is_refused() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        "<quiz><question><name>&b;</name></question></quiz>"
    )
    with pytest.raises(QuizError, match="document type"):
        find("moodle-xml").read(bomb)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("moodle-xml", "<quiz><question>", "line 1"),
        ("moodle-xml", "<html></html>", "not Moodle's"),
        ("open-trivia", "{", "no JSON"),
        ("open-trivia", "[" * 100_000, "no JSON"),
        ("open-trivia", '{"results": 3}', "results"),
    ],
)
def test_what_is_no_such_file_is_told(name: str, text: str, said: str) -> None:
    with pytest.raises(QuizError, match=said):
        find(name).read(text)  # type: ignore[misc]
