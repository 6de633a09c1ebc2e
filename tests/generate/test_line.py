"""F11, the growing timeline: each event among those before it, always with one right place."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from quiz.errors import NoQuestions
from quiz.generate import draw_line
from quiz.generate.line import ANCHORS
from quiz.model import Form, Response
from quiz.play.grading import grade
from tests import shipped
from tests.checker.check import check_all
from tests.generate.packs import both
from tests.generate.test_keys import BATTLES, ROWS

if TYPE_CHECKING:
    from quiz.model import Question
    from tests.checker.finding import Finding
    from tests.checker.pack import Book

SEEDS = [str(seed) for seed in range(1, 9)]


def broken(book: Book, line: tuple[Question, ...]) -> list[Finding]:
    """Return the rules that questions of a line break."""
    printed = [{**question, "growing": True} for question in shipped.printed(line)]
    return [finding for finding in check_all(book, printed) if finding.severe]


@pytest.mark.parametrize("name", shipped.PACKS)
@pytest.mark.parametrize("seed", SEEDS)
def test_each_event_is_placed_among_those_before_it(name: str, seed: str) -> None:
    line = draw_line(shipped.pack(name), count=40, seed=seed)
    assert len(line) >= 12
    assert {q.form for q in line} == {Form.TIMELINE}
    assert len({q.facet for q in line}) == len(line)
    fields = {(q.facet.split("/")[1], q.facet.split("/")[3]) for q in line}
    assert len(fields) == 1, "things of one sort, by one date"
    for number, (before, question) in enumerate(pairwise(line), 2):
        known = {*before.items, *before.shown}
        assert set(question.items) <= known
        assert len(question.items) == min(number, ANCHORS)
        assert before.shown[0] in question.items, "what was just placed stays"
        if len(question.items) < len(known):
            gone = known - set(question.items)
            assert len(gone) == 1
            assert not gone & {question.items[0], question.items[-1]}
        assert len(question.dates) == len(question.items)
        assert question.reasons[0].citations
    assert not broken(shipped.book(name), line)


def test_the_place_is_right_and_no_other_is() -> None:
    for question in draw_line(shipped.pack("trotsky-and-stalin"), count=40, seed="2"):
        marks = [
            grade(question, Response(chosen=(place,))).correct
            for place in range(len(question.items) + 1)
        ]
        assert marks.count(True) == 1
        assert marks.index(True) == question.value


def test_a_line_spans_its_time_though_old_events_leave_it() -> None:
    line = draw_line(shipped.pack("countries"), count=40, seed="1")
    years = [int(date) for date in line[-1].dates]
    assert years == sorted(years)
    gaps = [later - earlier for earlier, later in pairwise(years)]
    assert max(gaps) <= 4 * sum(gaps) / len(gaps)


def test_the_same_seed_is_the_same_line_and_topics_narrow_it() -> None:
    pack = shipped.pack("countries")
    assert draw_line(pack, count=9, seed="1") == draw_line(pack, count=9, seed="1")
    assert draw_line(pack, count=9, seed="1") == draw_line(pack, count=40, seed="1")[:9]
    assert draw_line(pack, count=9, seed="1") != draw_line(pack, count=9, seed="2")
    topic = draw_line(pack, count=1, seed="1")[0].topic
    assert {q.topic for q in draw_line(pack, count=9, seed="1", topics=[topic])} == {topic}


def test_dates_that_overlap_stand_on_no_line_together() -> None:
    text = BATTLES + ROWS.replace('"1530"', '"1500/1560"').replace('"1590"', '"1560~"')
    pack, book = both(text)
    for seed in SEEDS:
        line = draw_line(pack, count=20, seed=seed)
        shown = {*line[-1].items, *line[-1].shown}
        assert not {"The Battle of Brackley", "The Battle of Corby"} <= shown
        assert not broken(book, line)


def test_a_pack_with_too_few_dates_says_so() -> None:
    pack, _ = both(NAMES_ONLY)
    with pytest.raises(NoQuestions, match="“Small” has too few dates"):
        draw_line(pack, count=10, seed="1")
    with pytest.raises(NoQuestions, match="These topics have too few dates"):
        draw_line(shipped.pack("countries"), count=10, seed="1", topics=["Gardening"])


NAMES_ONLY = """
[[event]]
name = "the storm"
when = "1703"
cite = { source = "book", page = "1" }
[[event]]
name = "the calm"
when = "1704"
cite = { source = "book", page = "2" }
"""


@pytest.mark.parametrize("name", ["the play “Who goes there?”, what?", "the rise of {x}", "a  gap"])
def test_a_name_that_makes_no_sentence_stands_on_no_line(name: str) -> None:
    pack, _ = both(BATTLES + ROWS.replace("the Battle of Corby", name))
    for seed in SEEDS:
        assert all(name not in question.prompt for question in draw_line(pack, count=40, seed=seed))
