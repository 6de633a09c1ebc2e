"""Which questions tell the answers of which, and the order in which none does (rule D1)."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.generate import all_questions, draw, leaks
from quiz.packs.library import load


def by_pairs(told, facts, apart, test):
    """The same order, found by looking at all pairs for each place: slow, and plainly right."""
    before = {i: set() for i in range(len(facts))}
    dropped = set()
    for i in before:
        for j in before:
            if i not in dropped and j not in dropped and j in told[i]:
                if test or i in before[j]:
                    dropped.add(max(i, j))
                else:
                    before[i].add(j)
    out, waiting = [], [i for i in before if i not in dropped]
    while waiting:
        free = [i for i in waiting if not before[i] & set(waiting)]
        if not free:
            waiting.pop()
            continue
        recent = {facts[i] for i in out[-apart:]} if apart else set()
        spaced = [i for i in free if facts[i] not in recent]
        if spaced:
            out.append(spaced[0])
        waiting.remove(spaced[0] if spaced else free[-1])
    return out


@given(st.data(), st.integers(0, 9), st.sampled_from([0, 3]), st.booleans())
def test_the_order_is_that_of_all_pairs(data, many, apart, test):
    others = st.sets(st.integers(0, max(0, many - 1)), max_size=3)
    told = [data.draw(others) - {i} for i in range(many)]
    facts = [data.draw(st.sampled_from("abcd")) for _ in range(many)]
    assert leaks.in_order(told, facts, apart=apart, test=test) == by_pairs(told, facts, apart, test)


@pytest.mark.parametrize("stem_only", [False, True])
def test_what_words_find_is_what_all_pairs_find(stem_only):
    pack = load("trotsky-and-stalin")
    found = [q for q in islice(all_questions(pack, seed="1"), 0, 900, 5) if hasattr(q, "prompt")]
    names = [pack.facts[q.facts[0]].names for q in found]
    telling = leaks.Telling(stem_only=stem_only)
    assert [telling.add(q, of) for q, of in zip(found, names, strict=True)] == [*range(len(found))]
    texts = [leaks.shown(q, stem_only=stem_only) for q in found]
    pairs = {
        (i, j)
        for i, text in enumerate(texts)
        for j, asked in enumerate(found)
        if i != j and leaks.leaks(text, names[j], leaks.answer_names(asked))
    }
    assert {(i, j) for i, others in enumerate(telling.told) for j in others} == pairs
    assert len(pairs) > 5


def test_a_long_set_looks_at_each_question_once(monkeypatch):
    looked = []
    shown = leaks.shown
    monkeypatch.setattr(leaks, "shown", lambda q, **how: looked.append(q.id) or shown(q, **how))
    drawn = draw(load("trotsky-and-stalin"), count=300, seed="1")
    assert len(drawn) == 300
    assert 300 <= len(looked) < 500
