"""A student's set of a very large pack looks at what is known and at a few rows more, not at all.

Large is what a test says, as in `tests.generate.test_parts`.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pytest

from quiz.errors import NoQuestions
from quiz.generate import facets, parts, portion
from quiz.generate.parts import Parts
from quiz.model import Form
from quiz.play import offer, prepare
from quiz.play.modes import MODES
from quiz.play.offer import enough, offered
from quiz.play.prepare import Known, Wished
from quiz.reports.learner import Learner
from tests.generate.test_parts import both
from tests.make import NOON
from tests.records.rows import answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.generate.plan import FacetInfo
    from quiz.model import Question
    from quiz.play.modes import Fitted

SEED = "3"
BEFORE = "2019-01-01"


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PARTED_FROM", 300)
    monkeypatch.setattr(parts, "PART", 450)
    monkeypatch.setattr(offer, "SPARE", 20)


def drawn(known: Known, mode: str = "practice", **wishes: object) -> tuple[Question, ...]:
    ids = count()
    return prepare.prepare(
        both(900)[0],
        MODES[mode],
        Wished(**{"count": 10, "seed": SEED} | wishes),  # type: ignore[arg-type]
        user="anna",
        now=lambda: NOON,
        new_id=lambda: f"s{next(ids)}",
        known=known,
    ).questions


def having_missed(names: Sequence[str]) -> Known:
    """Return a student who had some rows' counties wrong, long ago."""
    learner = Learner(user="anna")
    pack = both(900)[0]
    (part, *_) = Parts(pack)
    asked = {i.facet: i.asked for p in (part, *Parts(pack)) for i in facets(p, 2)}
    for place, name in enumerate(names):
        facet = f"parishes/{name}/county"
        learner.fold(
            answer(
                place,
                pack="parishes",
                facet=facet,
                asked=asked[facet],
                ts_utc=f"{BEFORE}T10:00:00Z",
                day=BEFORE,
                correct=False,
                rated=True,
                rating="again",
                given="Nowhere",
            )
        )
    return Known(memories=learner, rivals=learner.rivals())


def fitted(mode: str = "practice", topics: tuple[str, ...] = ()) -> Fitted:
    return MODES[mode].fitted(count=10, level=2, forms=(), topics=topics)


def test_few_rows_are_enough_and_others_with_another_seed() -> None:
    own = portion(both(900)[0], SEED, ())
    every = {info.facet: info for info in offered(own, fitted())}
    few = [enough(own, fitted(), seed, None) for seed in ("1", "2", "1")]
    for some in few:
        assert 40 <= len({info.fact for info in some}) <= 80
        assert all(every[info.facet] == info for info in some)
        assert len(some) < len(every) / 2
    assert few[0] == few[2]
    assert {i.fact for i in few[0]} != {i.fact for i in few[1]}


def test_rows_are_looked_at_until_enough_fit() -> None:
    own = portion(both(900)[0], SEED, ())
    north = enough(own, fitted(topics=("North",)), SEED, None)
    assert {info.topic for info in north} == {"North"}
    assert len({info.fact for info in north}) >= 40
    assert enough(own, fitted(topics=("Nowhere",)), SEED, None) == []


def test_all_that_is_known_is_among_them() -> None:
    keys = [f"parish/p-{number}" for number in range(0, 900, 30)]
    assert {q.facts[0] for q in drawn(having_missed(keys), count=20)} <= set(keys)
    known = having_missed(keys[:7])
    missed = drawn(known, "missed")
    assert {q.facts[0] for q in missed} == set(keys[:7]), "and nothing else"


def test_what_had_another_id_is_looked_at() -> None:
    pack = both(900)[0]
    own = portion(pack, SEED, ())
    key = own.keys_of("parish")[-1]
    facts = dict(pack.facts) | {key: replace(pack.facts[key], was=("p-before",))}
    renamed = portion(replace(pack, facts=facts), SEED, ())
    for seed in map(str, range(5)):
        assert key in {info.fact for info in enough(renamed, fitted(), seed, None)}


def test_where_few_rows_yield_too_little_all_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at: list[int] = []
    hopeless = enough(portion(both(900)[0], SEED, ()), fitted(), SEED, None)[:3]

    def too_few(*_: object) -> list[FacetInfo]:
        looked_at.append(1)
        return hopeless

    monkeypatch.setattr(prepare, "enough", too_few)
    assert len(drawn(Known(memories=Learner(user="anna")))) == 10
    assert looked_at == [1]


def test_where_nothing_fits_the_reason_is_said() -> None:
    new = Known(memories=Learner(user="anna"))
    with pytest.raises(NoQuestions, match="Its topics are"):
        drawn(new, topics=("Nowhere",))
    with pytest.raises(NoQuestions, match="Nothing was asked yet"):
        drawn(new, "missed")
    assert {q.form for q in drawn(new, forms=(Form.TYPED,))} == {Form.TYPED}
