"""What gives a right answer away to somebody who knows nothing (rules B1 to B9)."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from quiz.quick import frozen
from quiz.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_STOP_WORDS = """
    this that with from were have been into than then them they their there which what when where
    whom whose these those after before during against about between under over upon also only
    most more some such first last take took place year month
"""
_STOP = frozenset(_STOP_WORDS.split())
_LOADED = (
    (
        "B6",
        re.compile(r"\b(all|none|both|neither|any) of (the above|these|them)\b|^(both|neither)$"),
    ),
    ("B7", re.compile(r"\b(not|except|least|incorrect)\b|n['’]t\b")),
    (
        "B8",
        re.compile(
            r"\b(always|never|completely|absolutely|totally|entirely|usually|generally|nearly|"
            r"often|sometimes|frequently|typically|mostly|perhaps|probably|possibly|maybe)\b"
        ),
    ),
)
_LOADING = re.compile("|".join(pattern.pattern for _, pattern in _LOADED))
_JOINT = re.compile(r",?\s+and\s+|,\s*")
_POSSESSIVE = re.compile(r"['’]s?(?=\W|$)")
_SUFFIX = re.compile(
    r"(?:isations?|izations?|ations?|ments?|ness|ings?|ists?|isms?|icals?|ics?|ians?|ish|ese|ers?|ed|es|s)$"
)
_TITLE = re.compile(
    r"(?:Lord|Lady|Sir|Dame|Dr|King|Queen|Tsar|Prince|Count|Baron|General|Marshal|Colonel|Captain|"
    r"Admiral|President|Pope|Saint|St|Emperor|Empress)\b"
)
_REGNAL = re.compile(r"\w [IVX]+$")
CONTENT_LETTERS = 4
OPTIONS = 4


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a word without its commonest English endings; enough to see that two are kin."""
    cut = _SUFFIX.sub("", word)
    return cut if len(cut) >= CONTENT_LETTERS else word


@lru_cache(maxsize=8192)
def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning: four letters or more, no stop words."""
    return frozenset(
        stem(word)
        for word in fold(_bare(text)).split()
        if len(word) >= CONTENT_LETTERS and word not in _STOP
    )


def kin(one: str, other: str) -> bool:
    """Tell whether two stems look alike enough to be a clue: one begins as the other does."""
    length = max(CONTENT_LETTERS, min(len(one), len(other), 5))
    return one[:length] == other[:length]


@lru_cache(maxsize=8192)
def loaded(text: str) -> tuple[str, str] | None:
    """Return (rule, reason) of a word that no question of ours may have, or None (B6, B7, B8)."""
    return _loaded(text) if _LOADING.search(text.casefold()) else None


def _loaded(text: str) -> tuple[str, str] | None:
    for rule, pattern in _LOADED:
        found = pattern.search(text.casefold())
        if found:
            return rule, f"it says “{found[0]}”"
    return None


@lru_cache(maxsize=8192)
def words_of(text: str) -> tuple[str, ...]:
    """Return a text's words, folded, the s of a possessive taken off."""
    return tuple(fold(_bare(text)).split())


def _bare(text: str) -> str:
    """Return a text without the s of a possessive; few have one."""
    return _POSSESSIVE.sub("", text) if "'" in text or "’" in text else text


@lru_cache(maxsize=256)
def word_set(text: str) -> frozenset[str]:
    """Return a text's words, folded, for those who ask about one text again and again."""
    return frozenset(words_of(text))


def holds(words: tuple[str, ...], run: tuple[str, ...]) -> bool:
    """Tell whether `run` stands in `words`."""
    length = len(run)
    if not length or run[0] not in words:
        return False
    return any(words[i : i + length] == run for i in range(len(words) - length + 1))


_AFTER_HEAD = frozenset(
    ["of", "in", "for", "with", "at", "on", "to", "by", "from", "who", "that", "which", "whose"]
)


def head_noun(words: Sequence[str]) -> list[str]:
    """Return the word before the first preposition or relative: the treaty of Versailles."""
    for i, word in enumerate(words):
        if word in _AFTER_HEAD and i:
            return [words[i - 1]]
    return []


def self_leak(prompt: str, names: Sequence[str], said: frozenset[str] | None = None) -> str | None:
    """Rule B1: return what of the key stands in the prompt: a name of it, or its last word.

    `said`: the prompt's word set, if it is at hand.
    """
    said = word_set(prompt) if said is None else said
    for name in names:
        if not said.isdisjoint(words_of(name)):
            break
    else:
        return None  # as nearly always: no word in common
    words = words_of(prompt)
    for name in names:
        run = words_of(name)
        if holds(words, run):
            return name
        for word in (run[-1:], head_noun(run)):
            if word and len(word[0]) >= CONTENT_LETTERS and word[0] in words:
                return word[0]
    return None


def clang(prompt: str, key: str, distractors: Sequence[str]) -> str | None:
    """Rule B2: return a content word that prompt and key share with no distractor, or None."""
    return unshared(in_both(prompt, key), distractors)


def unshared(words: Sequence[str], distractors: Sequence[str]) -> str | None:
    """Return a word of which no distractor has one that looks like it, or None."""
    for word in words:
        if not any(kin(word, w) for text in distractors for w in content_words(text)):
            return word
    return None


@lru_cache(maxsize=256)
def in_both(prompt: str, key: str) -> tuple[str, ...]:
    """Return the content words of a key that the prompt has too, or one that looks like them."""
    own, asked = content_words(key), content_words(prompt)
    begun = {word[:CONTENT_LETTERS] for word in asked}
    if begun.isdisjoint([word[:CONTENT_LETTERS] for word in own]):
        return ()  # as nearly always
    return tuple(word for word in sorted(own) if any(kin(word, w) for w in asked))


def too_long(key: str, distractors: Sequence[str]) -> bool:
    """Rule B4: the key stands out by its length."""
    longest = max(map(len, distractors))
    return len(key) > 1.5 * longest or (
        len(key.split()) >= CONTENT_LETTERS and longest < 0.75 * len(key)
    )


@lru_cache(maxsize=8192)
def features(text: str) -> tuple[bool, ...]:
    """Rule B5: the outward features of an option that could make it the odd one."""
    first = text[:1]
    ascii_ = text.isascii()
    plain = ascii_ and text.replace(" ", "").isalpha()  # as most options are
    return (
        not plain and any(c.isdigit() for c in text),
        "(" in text,
        "“" in text or '"' in text,
        first.isupper(),
        text.lower().startswith(("the ", "a ", "an ")),
        text.isupper(),
        not ascii_ and not _latin(text),
        text[-1:] in ("I", "V", "X") and _REGNAL.search(text) is not None,
        _TITLE.match(text) is not None,
    )


def _latin(text: str) -> bool:
    return all(ord(c) < 0x250 or not c.isalpha() for c in text)


def odd_feature(texts: Sequence[str]) -> bool:
    """Rule B5: tell whether one option alone has, or alone lacks, an outward feature.

    So does the one that is called otherwise: Denali among three that begin with “Mount”.

    It is asked of every option and not of the key alone: whoever knows that a key never stands
    out would strike the options that do.
    """
    return odd_look([look(text) for text in texts])


def odd_look(looks: Sequence[Look]) -> bool:
    """Tell by the looks of all options what `odd_feature` tells: about 2 µs for four."""
    if lone_feature(looks):
        return True
    alike = _all_but_one([own.first for own in looks]) or _all_but_one([own.last for own in looks])
    return alike and max(own.many for own in looks) <= SHORT_NAME


def may_be_odd(looks: Sequence[Look]) -> bool:
    """Tell whether `odd_look` could be so of any three or four of many looks."""
    if len({own.mask for own in looks}) > 1:
        return True
    if min(own.many for own in looks) > SHORT_NAME:
        return False
    firsts, lasts = {own.first for own in looks}, {own.last for own in looks}
    return min(len(firsts), len(lasts)) < len(looks)  # else none is said twice


def lone_feature(looks: Sequence[Look]) -> bool:
    """Tell whether one alone has a feature that can be seen, or alone lacks it."""
    if len(looks) == OPTIONS:  # as nearly always: of four, an odd number have it
        one, two, three, four = looks
        return one.mask ^ two.mask ^ three.mask ^ four.mask != 0
    once = several = lacked = lacked_often = 0
    for own in looks:
        mask = own.mask
        several |= once & mask
        once |= mask
        lacked_often |= lacked & ~mask
        lacked |= ~mask
    return bool(once & ~several or lacked & ~lacked_often)


def _all_but_one(words: list[str]) -> bool:
    """Tell whether one word is said by all options but one."""
    if len({*words}) != 2:  # as with nearly all
        return False
    most = len(words) - 1
    one, other = words[0], words[1]
    return (one != "" and words.count(one) == most) or (other != "" and words.count(other) == most)


def uneven(looks: Sequence[Look]) -> bool:
    """Rule B4 for every option: a rival that stands out by its length would be left out first.

    As `too_long` says it of each among the others, and its mirror for what is far shorter than all:
    only the two longest and the two shortest can be at odds.
    """
    lengths = sorted([own.length for own in looks])
    longest, next_to_it = lengths[-1], lengths[-2]
    if longest > 1.5 * next_to_it:
        return True
    if next_to_it < 0.75 * longest and next(own.wordy for own in looks if own.length == longest):
        return True
    return lengths[0] * 1.8 < lengths[1] > 12


def may_be_uneven(looks: Sequence[Look]) -> bool:
    """Tell whether `uneven` could be so of any three or four of many looks."""
    lengths = [own.length for own in looks]
    least, most = min(lengths), max(lengths)
    return most > 1.5 * least or (least < 0.75 * most and any(own.wordy for own in looks))


@frozen
class Look:
    """What can be seen of a text without understanding it."""

    mask: int
    """Its outward features (B5), a bit each."""
    first: str
    last: str
    """Its first and last word, folded; "" where it has none."""
    many: int
    """How many folded words it has."""
    length: int
    wordy: bool
    """Whether it has so many words that a length is noticed (B4)."""
    joined: bool
    """Whether it is made of several parts (B9)."""


@lru_cache(maxsize=8192)
def look(text: str) -> Look:
    """Return what can be seen of a text, worked out once."""
    words = fold(text).split() or [""]
    return Look(
        mask=sum([1 << at for at, has in enumerate(features(text)) if has]),
        first=words[0],
        last=words[-1],
        many=len(words),
        length=len(text),
        wordy=len(text.split()) >= CONTENT_LETTERS,
        joined=len(_joined(text)) > 1,
    )


SHORT_NAME = 3
"""Words of a name whose first or last one is seen at a glance."""


@lru_cache(maxsize=8192)
def _joined(text: str) -> tuple[str, ...]:
    folded = text.casefold()
    parts = _JOINT.split(folded) if "," in folded or "and" in folded else [folded]
    return tuple(dict.fromkeys(part for part in parts if part))


def converges(texts: Sequence[str]) -> bool:
    """Rule B9: tell whether the key, the first, is made of the parts that the others share most."""
    parts = [_joined(text) for text in texts]
    if sum(len(own) > 1 for own in parts) < 2:
        return False
    often = Counter(part for own in parts for part in own)
    sums = [sum(often[part] for part in own) for own in parts]
    return sums[0] > max(sums[1:])
