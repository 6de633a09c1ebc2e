"""A set that follows a plan: its facets in its order and forms; rivals that a student mixed up."""

from __future__ import annotations

from itertools import pairwise

import pytest

from quiz.errors import NoQuestions
from quiz.generate import draw, facets
from quiz.generate.forms import FORMS
from quiz.generate.make import Refusal, make
from quiz.generate.maker import Maker
from quiz.generate.plan import FacetInfo, Plan, Wanted, Why
from quiz.generate.rng import Rng
from quiz.generate.slots import slots
from quiz.model import Form, Question
from tests import shipped
from tests.checker.check import check_all
from tests.checker.sets import check_set


def some(name: str, seed: str, count: int, level: int = 2) -> list[FacetInfo]:
    """Return facets of a pack, each of a fact of its own, in an order that the seed gives."""
    drawn = Rng("plan", seed).shuffled(facets(shipped.pack(name), level))
    return list({info.fact: info for info in drawn}.values())[:count]


def plan_of(infos: list[FacetInfo], forms: tuple[Form, ...] = ()) -> Plan:
    return Plan(
        wanted=tuple(
            Wanted(
                facet=info.facet,
                why=Why.DUE,
                forms=tuple(form for form in (*forms, *info.forms) if form in info.forms),
            )
            for info in infos
        )
    )


def places(drawn: tuple[Question, ...], infos: list[FacetInfo]) -> list[int]:
    order = [info.facet for info in infos]
    return [order.index(question.facet) for question in drawn]


@pytest.mark.parametrize("test", [False, True], ids=["practice", "test"])
@pytest.mark.parametrize("name", shipped.PACKS)
def test_facets_come_in_the_plans_order_and_no_other_does(name: str, test: bool) -> None:
    out_of_order = 0
    for seed in ("1", "2", "3"):
        infos = some(name, seed, 40)
        drawn = draw(shipped.pack(name), count=12, seed=seed, plan=plan_of(infos), test=test)
        at = places(drawn, infos)
        assert len(drawn) == 12
        assert len(set(at)) == 12
        assert max(at) < 24, "the next of the plan takes the place of what is left out"
        out_of_order += sum(a > b for a, b in pairwise(at))
        assert not check_set(shipped.book(name), shipped.printed(drawn), test=test)
    assert out_of_order <= 4, "only where one would tell another's answer (D1)"


@pytest.mark.parametrize("name", shipped.PACKS)
def test_siblings_and_what_tells_an_answer_stand_apart_d1_d2(name: str) -> None:
    """All facets of few facts: nothing but siblings, and texts that name each other."""
    for seed in ("1", "2"):
        few = {info.fact for info in some(name, seed, 8)}
        infos = [info for info in facets(shipped.pack(name), 2) if info.fact in few]
        drawn = draw(shipped.pack(name), count=15, seed=seed, plan=plan_of(infos))
        assert len(drawn) >= 6
        assert not check_set(shipped.book(name), shipped.printed(drawn), test=False)


@pytest.mark.parametrize("form", [Form.TYPED, Form.CHOICE, Form.MATCH, Form.TIMELINE])
def test_the_most_wanted_form_is_asked_where_it_can_be_made(form: Form) -> None:
    pack = shipped.pack("trotsky-and-stalin")
    infos = [info for info in some("trotsky-and-stalin", "4", 900) if form in info.forms][:30]
    maker = Maker(pack, seed="4")
    by_facet = {slot.facet: slot for slot in slots(pack)}
    drawn = draw(pack, count=10, seed="4", plan=plan_of(infos, (form,)))
    assert any(question.form is form for question in drawn)
    for question in drawn:
        if question.form is not form:
            assert all(isinstance(m, Refusal) for m in make(maker, by_facet[question.facet], form))


def test_a_variant_that_was_asked_last_is_asked_only_where_there_is_no_other() -> None:
    pack = shipped.pack("countries")
    infos = some("countries", "5", 60)
    first = draw(pack, count=12, seed="5", plan=plan_of(infos, (Form.CHOICE,)))
    wanted = {w.facet: w for w in plan_of(infos, (Form.CHOICE,)).wanted}
    again = Plan(
        wanted=tuple(
            Wanted(facet=q.facet, why=Why.DUE, forms=wanted[q.facet].forms, avoid=(q.variant,))
            for q in first
        )
    )
    second = draw(pack, count=12, seed="5", plan=again)
    assert {q.facet for q in second} == {q.facet for q in first}
    asked = {q.variant for q in first}
    assert not [q.id for q in second if q.variant in asked]
    choices = sum(q.form is Form.CHOICE for q in first)
    assert choices >= 8
    kept = sum(q.form is Form.CHOICE for q in second)
    assert kept >= choices - 1, "another variant before another form"
    only = infos[0]
    typed = [i for i in infos if Form.TYPED in i.forms and len(i.forms) > 1]
    alone = draw(pack, count=1, seed="5", plan=plan_of(typed, (Form.TYPED,)))[0]
    lone = Wanted(facet=alone.facet, why=Why.DUE, forms=(alone.form,), avoid=(alone.variant,))
    assert draw(pack, count=1, seed="5", plan=Plan(wanted=(lone,))) == (alone,), only


def test_a_plan_is_all_there_is_to_ask() -> None:
    pack = shipped.pack("countries")
    infos = some("countries", "6", 3)
    assert len(draw(pack, count=10, seed="6", plan=plan_of(infos))) <= 3
    with pytest.raises(NoQuestions):
        draw(pack, count=10, seed="6", plan=Plan(wanted=()))
    gone = Wanted(facet="countries/country/atlantis/capital", why=Why.DUE, forms=(Form.CHOICE,))
    assert len(draw(pack, count=2, seed="6", plan=Plan(wanted=(gone, *plan_of(infos).wanted)))) == 2


def test_the_same_plan_and_seed_are_the_same_bytes_d6() -> None:
    pack = shipped.pack("chemical-elements")
    plan = plan_of(some("chemical-elements", "7", 30))
    drawn = [draw(pack, count=10, seed="7", plan=plan) for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert draw(pack, count=10, seed="8", plan=plan) != drawn[0]


WITH_RIVALS = (Form.CHOICE, Form.TRUE_FALSE, Form.MULTI)


@pytest.mark.parametrize("name", shipped.PACKS)
@pytest.mark.parametrize("level", [1, 2, 3])
def test_what_a_student_mixed_up_stands_beside_the_key_l11(name: str, level: int) -> None:
    """What one level drew is asked for at another, and every rule holds all the same."""
    pack = shipped.pack(name)
    by_facet = {slot.facet: slot for slot in slots(pack, level)}
    others = [n for n in (1, 2, 3) if n != level]
    taken = met = 0
    made = []
    for seed in ("1", "2"):
        plain = Maker(pack, seed=seed, level=others[int(seed) - 1])
        for info in some(name, seed, 40 if shipped.FULL else 18, level):
            slot = by_facet[info.facet]
            for form in WITH_RIVALS:
                for question in make(plain, slot, form):
                    if isinstance(question, Refusal):
                        continue
                    shown = question.correction.options if question.correction else question.options
                    wrong = [o.text for o in shown if not o.correct][-1]
                    rivals = {info.facet: ("no such thing", wrong)}
                    again = Maker(pack, seed=f"{seed}b", level=level, rivals=rivals)
                    for new in make(again, slot, form):
                        if isinstance(new, Refusal):
                            continue
                        texts = [o.text for o in new.options]
                        texts += [o.text for o in new.correction.options] if new.correction else []
                        taken += 1
                        met += wrong in texts
                        made.append(new)
    assert taken > 40
    assert met >= 0.9 * taken, f"{met} of {taken}"
    findings = check_all(shipped.book(name), shipped.printed(made))
    assert not [f for f in findings if f.severe], "\n".join(map(str, findings))


def test_rivals_change_no_question_of_another_facet() -> None:
    pack = shipped.pack("countries")
    facet = some("countries", "9", 1)[0].facet
    plain = Maker(pack, seed="9")
    other = Maker(pack, seed="9", rivals={facet: ("Mongolia", "euro", "1960")})
    for slot in slots(pack)[::41]:
        if slot.facet != facet:
            for form in FORMS:
                assert make(plain, slot, form) == make(other, slot, form)
