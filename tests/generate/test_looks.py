"""What is said of many options at once holds for any few of them."""

from __future__ import annotations

from itertools import combinations

from hypothesis import example, given
from hypothesis import strategies as st

from quiz.generate import cues

WORDS = ("a", "Red", "red", "bear", "Mount", "IV", "1917", "by", "(old)", "magnificent")
TEXTS = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join),
    min_size=3,
    max_size=7,
)


@given(TEXTS)
@example(["Mount Kenya", "Mount Elbrus", "Denali"])
@example(["red by red by red", "red by red by bear", "bear by red by bear by bear"])
@example(["a bear", "a red bear", "a magnificent bear by bear"])
def test_where_no_option_may_stand_out_none_does(texts: list[str]) -> None:
    """Rules B4 and B5: a pool in which nothing can stand out is not looked at again."""
    looks = [cues.look(text) for text in texts]
    for many in (3, 4):
        for some in combinations(looks, many):
            assert cues.may_be_odd(looks) or not cues.odd_look(some)
            assert cues.may_be_uneven(looks) or not cues.uneven(some)
