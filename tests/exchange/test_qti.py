"""QTI: the points of every answer are those of this program, and the package is whole."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from quiz.exchange import Wanted, find
from quiz.exchange.qti.item import LETTERS, identifier
from quiz.generate import draw
from quiz.model import Form, Response
from quiz.play.grading import grade, partners
from tests.exchange.judging import by_qti_sdk
from tests.exchange.qti_player import QTI, Player
from tests.exchange.samples import EVERY, HOSTILE, PACK, TEXT, saying
from tests.make import question
from tests.shipped import PACKS, pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quiz.model import Question

FORMAT = find("qti")
HARD = [replace(saying(q, bad), id=f"{q.id}-{n}") for n, bad in enumerate(HOSTILE) for q in EVERY]


def packed(questions: Iterable[Question]) -> bytes:
    assert FORMAT.write is not None
    pieces = FORMAT.write(questions, PACK, Wanted(seed="1"))
    return b"".join(p for p in pieces if isinstance(p, bytes))


def items(questions: list[Question]) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(packed(questions))) as archive:
        names = {identifier(q): f"items/{identifier(q)}.xml" for q in questions}
        return {name: archive.read(file).decode() for name, file in names.items()}


def responses(asked: Question) -> Iterator[Response]:
    """Yield many answers to a question: all of them where they can be counted."""
    form = asked.form
    if form in (Form.TYPED, Form.CLOZE):
        yield from (Response(text=text) for text in (asked.answer, *asked.accepted, "Nobody"))
    elif form is Form.NUMBER:
        half = asked.half_life or 1
        for off in (0, 0.3, -0.5, 1, -2, 3, 4.4, -9):
            yield Response(text=f"{(asked.value or 0) + off * half:.4f}")
    elif form is Form.MATCH:
        size = len(partners(asked))
        for chosen in [*permutations(range(size), len(asked.pairs))]:
            yield Response(chosen=chosen)
    elif form is Form.ORDER:
        yield from (Response(chosen=c) for c in permutations(range(len(asked.shown))))
    elif form is Form.TIMELINE:
        yield from (Response(chosen=(slot,)) for slot in range(len(asked.items) + 1))
    elif form is Form.TRUE_FALSE:
        better = range(len(asked.correction.options)) if asked.correction else ()
        for judged in (0, 1):
            yield from (Response(chosen=(judged,), correction=b) for b in (None, *better))
    elif form is not Form.MULTI and sum(o.correct for o in asked.options) == 1:
        yield from (Response(chosen=(i,)) for i in range(len(asked.options)))
    else:
        for ticks in range(1, 2 ** len(asked.options)):
            yield Response(chosen=tuple(i for i in range(len(asked.options)) if ticks >> i & 1))


def as_qti(asked: Question, given: Response) -> dict[str, list[str]]:
    if asked.form in (Form.TYPED, Form.CLOZE, Form.NUMBER):
        return {"RESPONSE": [given.text]}
    if asked.form is Form.MATCH:
        return {"RESPONSE": [f"L{n} R{c + 1}" for n, c in enumerate(given.chosen, 1)]}
    out = {"RESPONSE": [LETTERS[i] for i in given.chosen]}
    if given.correction is not None:
        out["CORRECTION"] = [LETTERS[given.correction]]
    return out


def answered(asked: list[Question]) -> list[tuple[Question, Response, dict[str, list[str]]]]:
    return [(q, given, as_qti(q, given)) for q in asked for given in responses(q)]


@pytest.mark.parametrize("form", Form)
def test_every_answer_has_the_points_that_it_has_here(form: Form) -> None:
    asked = question(form)
    (xml,) = items([asked]).values()
    scores = set()
    for _, response, answers in answered([asked]):
        score = Player(xml, answers).values["SCORE"]
        assert score == pytest.approx(grade(asked, response).score, abs=1e-4)
        scores.add(round(score, 3))
    assert {0, 1} <= scores


def test_an_empty_answer_has_none() -> None:
    for asked, xml in zip(EVERY, items(list(EVERY)).values(), strict=True):
        assert Player(xml, {}).values["SCORE"] == 0, asked.form


def test_a_chosen_option_says_what_it_really_is() -> None:
    asked = question(Form.CHOICE)
    (xml,) = items([asked]).values()
    told = Player(xml, {"RESPONSE": ["B"]}).shown()
    assert told[0] == "Beta is what it is. Source b, 1926: “as it says”."
    assert told[1].startswith("AlphaIt is so.1Source r, 1926")
    assert len(told) == 2


def test_a_gap_is_filled_where_it_stands() -> None:
    asked = question(Form.CLOZE, prompt="The mutiny at _____ was put down.")
    (xml,) = items([asked]).values()
    line = ET.fromstring(xml.encode()).find(f"{QTI}itemBody/{QTI}p")
    assert line is not None
    assert line.text == "The mutiny at "
    assert [part.tag.removeprefix(QTI) for part in line] == ["textEntryInteraction", "span"]
    assert line[1].text == " was put down."


def test_the_manifest_names_every_file() -> None:
    data = packed(EVERY)
    assert data == packed(EVERY)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        root = ET.fromstring(archive.read("imsmanifest.xml"))
        test = ET.fromstring(archive.read("test.xml"))
    namespace = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
    files = {found.get("href") for found in root.iter(f"{namespace}file")}
    assert files | {"imsmanifest.xml"} == names
    types = {found.get("type") for found in root.iter(f"{namespace}resource")}
    assert types == {"imsqti_item_xmlv2p1", "imsqti_test_xmlv2p1"}
    order = [found.get("identifier") for found in test.iter(f"{QTI}assessmentItemRef")]
    assert order == [identifier(q) for q in EVERY]


def test_ids_stay_apart() -> None:
    base = EVERY[0]
    ids = ["a/b", "a.b", "a b", "ä/b", "ö/b", "x" * 300 + "1", "x" * 300 + "2"]
    assert len({identifier(replace(base, id=one)) for one in ids}) == len(ids)


def test_an_order_of_many_things_is_refused() -> None:
    many = tuple("abcdef")
    assert FORMAT.refuses(question(Form.ORDER, items=many, shown=many[::-1]))
    assert not FORMAT.refuses(question(Form.ORDER))


@settings(max_examples=40, deadline=None)
@given(TEXT)
def test_whatever_a_pack_says_it_is_well_formed(text: str) -> None:
    for asked in EVERY:
        (xml,) = items([saying(asked, text)]).values()
        tags = {e.tag for e in ET.fromstring(xml.encode()).iter()}
        assert all(tag.startswith(QTI) for tag in tags)
        assert f"{QTI}script" not in tags


def test_a_judge_finds_every_item_valid_and_gives_the_same_points() -> None:
    asked: list[Any] = list(EVERY)
    for name in PACKS:
        asked += draw(pack(name), count=33, seed="4", forms=tuple(Form))
    every = answered(asked)
    said = by_qti_sdk(items(asked), [[identifier(q), answers] for q, _, answers in every])
    assert len(said) == len(every)
    for (mine, response, _), (score, told) in zip(every, said, strict=True):
        assert score == pytest.approx(grade(mine, response).score, abs=1e-4), mine.id
        assert "explained" in told


def test_a_judge_finds_hostile_text_valid() -> None:
    by_qti_sdk(items(HARD), [])
