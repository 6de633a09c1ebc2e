"""What gives a right answer away to somebody who knows nothing (rules B1 to B9)."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.generate.rng import Rng

_STOP_WORDS = """
    this that with from were have been into than then them they their there which what when where
    whom whose these those after before during against about between under over upon also only
    most more some such first last take took place year month
"""
_STOP = frozenset(_STOP_WORDS.split())
_SUFFIX = re.compile(r"(?:isations?|izations?|ations?|ments?|ness|ings?|ists?|isms?|ers?|ed|es|s)$")
_REGNAL = re.compile(r"\w [IVX]+$")
CONTENT_LETTERS = 4


def stem(word: str) -> str:
    """Return a word without its commonest English endings; enough to see that two are kin."""
    cut = _SUFFIX.sub("", word)
    return cut if len(cut) >= CONTENT_LETTERS else word


@lru_cache(maxsize=8192)
def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning: four letters or more, no stop words."""
    return frozenset(
        stem(word)
        for word in fold(text).split()
        if len(word) >= CONTENT_LETTERS and word not in _STOP
    )


def kin(one: str, other: str) -> bool:
    """Tell whether two stems look alike enough to be a clue: equal, or five first letters are."""
    return one == other or (len(one) >= 5 and len(other) >= 5 and one[:5] == other[:5])


def holds(words: Sequence[str], run: Sequence[str]) -> bool:
    """Tell whether `run` stands in `words`."""
    length = len(run)
    return length > 0 and any(
        list(words[i : i + length]) == list(run) for i in range(len(words) - length + 1)
    )


def self_leak(prompt: str, names: Sequence[str]) -> str | None:
    """Rule B1: return what of the key stands in the prompt: a name of it, or its last word."""
    words = fold(prompt).split()
    for name in names:
        run = fold(name).split()
        if holds(words, run):
            return name
        if run and len(run[-1]) >= CONTENT_LETTERS and run[-1] in words:
            return run[-1]
    return None


def clang(prompt: str, key: str, distractors: Sequence[str]) -> str | None:
    """Rule B2: return a content word that prompt and key share with no distractor, or None."""
    asked, others = content_words(prompt), [content_words(text) for text in distractors]
    for word in sorted(content_words(key)):
        if any(kin(word, w) for w in asked) and not any(
            kin(word, w) for words in others for w in words
        ):
            return word
    return None


def too_long(key: str, distractors: Sequence[str]) -> bool:
    """Rule B4: the key stands out by its length."""
    longest = max(map(len, distractors))
    return len(key) > 1.5 * longest or (
        len(key.split()) >= CONTENT_LETTERS and longest < 0.75 * len(key)
    )


def too_short(key: str, distractors: Sequence[str]) -> bool:
    """The mirror of rule B4: every distractor is far longer than the key."""
    return len(key) * 1.8 < min(map(len, distractors)) and min(map(len, distractors)) > 12


@lru_cache(maxsize=8192)
def features(text: str) -> tuple[bool, ...]:
    """Rule B5: the outward features of an option that could make it the odd one."""
    first = text[:1]
    return (
        any(c.isdigit() for c in text),
        "(" in text,
        "“" in text or '"' in text,
        first.isupper(),
        text.lower().startswith(("the ", "a ", "an ")),
        text.isupper(),
        not text.isascii() and not _latin(text),
        _REGNAL.search(text) is not None,
    )


@lru_cache(maxsize=8192)
def _shape(text: str) -> tuple[bool, ...]:
    """Features that only matter where the key alone has them."""
    return ("," in text, len(text.split()) == 1, "-" in text)


def _latin(text: str) -> bool:
    return all(ord(c) < 0x250 or not c.isalpha() for c in text)


def odd_feature(texts: Sequence[str]) -> bool:
    """Rule B5: tell whether one option alone has, or alone lacks, an outward feature.

    The key is the first of `texts`.
    """
    if any(
        sum(column) in (1, len(texts) - 1) for column in zip(*map(features, texts), strict=True)
    ):
        return True
    key, *others = map(_shape, texts)
    return any(all(other[i] != value for other in others) for i, value in enumerate(key))


def converges(texts: Sequence[str]) -> bool:
    """Rule B9: tell whether the key, the first, is made of the parts that the others share most."""
    if not all("," in text for text in texts):
        return False
    parts = [[part.strip() for part in text.casefold().split(",")] for text in texts]
    often = Counter(part for own in parts for part in own)
    sums = [sum(often[part] for part in own) for own in parts]
    return sums[0] > max(sums[1:])


class TestWise:
    """Players who know nothing but read closely: what each would choose.

    A key that such a player finds more often than one time in k is a cue, however true the
    question. For each question the players are told, by chance, whether they may be right, and the
    options are drawn accordingly; over many questions none of them beats chance.
    """

    def __init__(self, rng: Rng, options: int) -> None:
        self.targets = [rng.below(options) == 0 for _ in range(self.PLAYERS)]

    PLAYERS = 5

    def misses(
        self, prompt: str, texts: Sequence[str], degrees: Sequence[int], key: int = 0
    ) -> float:
        """Return how far the options are from what was drawn: 0 is what was wanted."""
        total = 0.0
        for target, scores in zip(self.targets, _views(prompt, texts, degrees), strict=True):
            best = max(scores)
            tied = [i for i, score in enumerate(scores) if score == best]
            chance = 1 / len(tied) if key in tied else 0.0
            total += abs(chance - (1.0 if target else 0.0))
        return total


def _views(
    prompt: str, texts: Sequence[str], degrees: Sequence[int]
) -> tuple[list[float], list[float], list[float], list[float], list[float]]:
    asked = set(fold(prompt).split())
    words = [set(fold(text).split()) for text in texts]
    return (
        [float(len(text)) for text in texts],
        [-float(len(text)) for text in texts],
        [float(len(asked & own)) for own in words],
        [
            float(sum(len(own & other) for j, other in enumerate(words) if j != i))
            for i, own in enumerate(words)
        ],
        [float(degree) for degree in degrees],
    )
