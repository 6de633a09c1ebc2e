"""What to ask today: due, new, siblings apart (rules L2, L3, Q1, Q5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.generate.plan import FacetInfo, Why
from quiz.model import Form
from quiz.play.agenda import Agenda, agenda
from quiz.play.memory import Memory, after, due_on, recall
from quiz.play.modes import Selection
from tests.play.test_memory import FIRST, rated

if TYPE_CHECKING:
    from quiz.generate.plan import Wanted

FORMS = (Form.CHOICE, Form.TYPED, Form.ORDER)


def infos(facts: int = 30, fields: int = 2, topics: int = 3) -> list[FacetInfo]:
    return [
        FacetInfo(
            facet=f"pack/thing/{fact}/{field}",
            fact=f"thing/{fact}",
            topic=f"topic {fact % topics}",
            asked="alpha",
            forms=FORMS,
        )
        for fact in range(facts)
        for field in "abcde"[:fields]
    ]


def asked(
    every: list[FacetInfo],
    known: dict[str, Memory],
    *,
    selection: Selection = Selection.MIXED,
    count: int = 10,
    today: date = FIRST,
    seed: str = "7",
    **more: Any,
) -> Agenda:
    return agenda(
        every,
        lambda info: known.get(info.facet),
        selection=selection,
        count=count,
        today=today,
        seed=seed,
        **more,
    )


def wanted(found: Agenda) -> tuple[Wanted, ...]:
    assert found.plan is not None
    return found.plan.wanted


def learn(*facets: str, on: date = FIRST, how: str = "good", **changes: Any) -> dict[str, Memory]:
    return {facet: after(None, rated(on, how, facet=facet, **changes)) for facet in facets}


def fact_of(facet: str) -> str:
    return facet.rpartition("/")[0]


def test_a_first_practice_asks_in_several_forms_where_few_facets_have_any() -> None:
    plain = [replace(info, forms=(Form.CHOICE,)) for info in infos(facts=60, fields=1)]
    rich = [
        replace(info, forms=(Form.CHOICE, Form.TRUE_FALSE, Form.MULTI, Form.TIMELINE))
        if number % 5 == 0
        else info
        for number, info in enumerate(plain)
    ]
    for seed in "123456":
        firsts = [want.forms[0] for want in wanted(asked(rich, {}, seed=seed))[:10]]
        assert {*firsts} == {Form.CHOICE, Form.TRUE_FALSE, Form.MULTI, Form.TIMELINE}, seed
        assert firsts.count(Form.CHOICE) <= 6
        alone = [want.forms[0] for want in wanted(asked(plain, {}, seed=seed))[:10]]
        assert {*alone} == {Form.CHOICE}


def test_a_first_practice_is_new_from_every_topic_and_every_fact_once() -> None:
    every = infos()
    found = asked(every, {})
    first = wanted(found)[:10]
    assert (found.due, found.new, found.next_due) == (0, 60, None)
    assert {want.why for want in first} == {Why.NEW}
    assert len({fact_of(want.facet) for want in wanted(found)}) == len(wanted(found)) == 30
    topics = {info.facet: info.topic for info in every}
    counts = [[topics[w.facet] for w in first].count(f"topic {n}") for n in range(3)]
    assert min(counts) >= 3
    assert sum(want.forms[0] is Form.CHOICE for want in first) >= 5
    assert wanted(asked(every, {})) == wanted(found)
    assert wanted(asked(every, {}, seed="8")) != wanted(found)


def test_due_comes_before_new_and_the_least_known_is_sure_to_come() -> None:
    every = infos()
    known = {
        **learn("pack/thing/1/a", "pack/thing/2/a", "pack/thing/3/a"),
        **learn("pack/thing/4/a", how="again"),
    }
    day = FIRST + timedelta(days=3)
    found = asked(every, known, today=day, count=8)
    assert (found.due, found.new, found.next_due) == (4, 56, None)
    assert [want.why for want in wanted(found)][:4] == [Why.DUE] * 4
    assert Why.DUE not in [want.why for want in wanted(found)][4:]
    (weakest,) = wanted(asked(every, known, today=day, count=1, selection=Selection.DUE))[:1]
    assert weakest.facet == "pack/thing/4/a"
    assert weakest.avoid == ("v1",)


def test_siblings_never_meet() -> None:
    every = infos(fields=3)
    known = learn("pack/thing/1/a", "pack/thing/1/b", "pack/thing/2/a")
    day = FIRST + timedelta(days=2)
    found = asked(every, known, today=day, count=30)
    facts = [fact_of(want.facet) for want in wanted(found)]
    assert len(set(facts)) == len(facts)
    assert found.due == 2
    assert found.next_due == day + timedelta(days=1)
    today = {**known, **learn("pack/thing/2/c", on=day)}
    later = asked(every, today, today=day, count=30)
    assert "pack/thing/2" not in [fact_of(want.facet) for want in wanted(later)]


def test_ten_new_ones_then_what_is_known_then_more_new_ones() -> None:
    every = infos(facts=40, fields=1)
    known = learn(*(f"pack/thing/{n}/a" for n in range(5)))
    order = [want.why for want in wanted(asked(every, known, today=FIRST + timedelta(days=1)))]
    assert order.count(Why.NEW) == 35
    assert order[:4] == [Why.NEW] * 4
    last_known = max(i for i, why in enumerate(order) if why in (Why.AHEAD, Why.MIXED))
    assert order[:last_known].count(Why.NEW) == 10
    few = wanted(asked(every, known, today=FIRST + timedelta(days=1), most_new=3, count=8))
    assert [want.why for want in few[:8]].count(Why.NEW) == 3


def test_every_fifth_place_after_the_due_sees_facts_together() -> None:
    every = infos(facts=40, fields=1)
    known = learn(*(f"pack/thing/{n}/a" for n in range(5)))
    found = wanted(asked(every, known, today=FIRST + timedelta(days=1)))
    assert [i for i, want in enumerate(found[:10]) if want.why is Why.MIXED] == [4, 9]
    assert all(want.forms[0] is Form.ORDER for want in found if want.why is Why.MIXED)
    due = wanted(asked(every, known, today=FIRST + timedelta(days=9)))
    assert [want.why for want in due[:5]] == [Why.DUE] * 5


def test_who_goes_on_gets_siblings_at_last_and_then_the_same_again() -> None:
    every = infos(facts=3, fields=2)
    known = learn("pack/thing/0/a", "pack/thing/1/a", "pack/thing/2/b")
    found = wanted(asked(every, known))
    assert {want.facet for want in found} == {"pack/thing/0/b", "pack/thing/1/b", "pack/thing/2/a"}
    known |= learn(*(want.facet for want in found))
    again = wanted(asked(every, known))
    assert len(again) == 3
    assert {want.why for want in again} == {Why.AHEAD}


def test_nothing_to_review_is_said_kindly() -> None:
    every = infos()
    found = asked(every, {}, selection=Selection.DUE)
    assert (found.plan, found.next_due) == (None, None)
    assert "Practise a set first" in found.sentence
    known = learn("pack/thing/1/a")
    found = asked(every, known, selection=Selection.DUE)
    assert found.plan is None
    assert found.next_due == FIRST + timedelta(days=2)
    weekday = f"{FIRST + timedelta(days=2):%A}"
    assert found.sentence.endswith(f"More comes back on {weekday}.")
    earlier = asked(every, known, selection=Selection.DUE, today=FIRST - timedelta(days=5))
    assert earlier.sentence.endswith("More comes back in 7 days.")
    found = asked(every, known, selection=Selection.DUE, today=FIRST + timedelta(days=1))
    assert found.sentence.endswith("More comes back tomorrow.")
    assert asked([], {}).plan is None


def test_missed_ones_the_latest_first_and_gone_once_right() -> None:
    every = infos()
    known = {
        **learn("pack/thing/1/a", how="again"),
        **learn("pack/thing/2/a", on=FIRST + timedelta(days=1), how="again"),
        **learn("pack/thing/3/a"),
    }
    day = FIRST + timedelta(days=1)
    found = asked(every, known, selection=Selection.MISSED, today=day, count=1)
    assert [want.facet for want in wanted(found)] == ["pack/thing/2/a", "pack/thing/1/a"]
    right = {
        facet: after(memory, rated(day, facet=facet, rated=False, rating=None))
        for facet, memory in known.items()
    }
    found = asked(every, right, selection=Selection.MISSED, today=day)
    assert found.sentence == "Nothing is left that you missed."


def test_rivals_are_handed_on() -> None:
    found = asked(infos(), {}, rivals={"pack/thing/1/a": ("Beta", "Gamma")})
    got = {want.facet: want.rivals for want in wanted(found)}
    assert all(rivals == () for facet, rivals in got.items() if facet != "pack/thing/1/a")


@given(
    facts=st.integers(1, 12),
    fields=st.integers(1, 4),
    seen=st.lists(st.tuples(st.integers(0, 11), st.integers(0, 3), st.integers(0, 9))),
    count=st.integers(1, 20),
    selection=st.sampled_from([Selection.MIXED, Selection.DUE, Selection.MISSED]),
)
@settings(max_examples=80, deadline=None)
def test_what_holds_of_every_agenda(
    facts: int, fields: int, seen: list[tuple[int, int, int]], count: int, selection: Selection
) -> None:
    every = infos(facts, fields)
    known: dict[str, Memory] = {}
    for fact, field, ago in seen:
        if fact < facts and field < fields:
            facet = f"pack/thing/{fact}/{'abcde'[field]}"
            known |= learn(
                facet, on=FIRST - timedelta(days=ago), how="again" if ago % 3 else "good"
            )
    found = asked(every, known, count=count, selection=selection)
    if selection is Selection.MIXED:
        assert found.plan is not None  # there is always something to practise
    if found.plan is None:
        assert found.sentence.endswith(".")
        return
    facets = [want.facet for want in found.plan.wanted]
    assert len({fact_of(facet) for facet in facets}) == len(facets)
    for want in found.plan.wanted:
        assert sorted(want.forms) == sorted(FORMS)
        if want.why is Why.DUE:
            assert due_on(known[want.facet]) <= FIRST
            assert recall(known[want.facet], FIRST) < 0.95
        if want.why is Why.MISSED:
            assert known[want.facet].missed
