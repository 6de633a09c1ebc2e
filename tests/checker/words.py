"""Words as the rules compare them: folded, cut into tokens, stemmed, listed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_POSSESSIVE = re.compile(r"['’ʼ]s\b", re.IGNORECASE)
_APOSTROPHE = re.compile("['’‘ʼ`´]")
_TOKEN = re.compile(r"[^\W_]+")
ARTICLES = ("the", "a", "an")


def word_set(listed: str) -> frozenset[str]:
    """Return the words of a list that is written as a line."""
    return frozenset(listed.split())


CONTENT_LETTERS = 4

STOP_WORDS = word_set("""
    about above after again against also among another because been before being below between
    both came come could does doing done down during each either else ever every first from further
    gave give given goes gone have having here hers himself into itself just last less like made
    make many might more most much must name named near next none only onto other ours over part
    same shall should some such take taken than that their theirs them then there these they this
    those through took under until upon very want were what when where which while whom whose will
    with within without would your yours year month place called
    """)
"""Words of four letters and more that carry no meaning of their own."""


def bare(text: str) -> str:
    """Return the text without marks, folded for case and width."""
    decomposed = unicodedata.normalize("NFKD", text)
    kept = (
        c for c in decomposed if not unicodedata.combining(c) and unicodedata.category(c) != "Cf"
    )
    return "".join(kept).casefold()


@lru_cache(maxsize=200_000)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text; a possessive is its noun: "Trotsky's" is trotsky."""
    text = _POSSESSIVE.sub(" ", text.replace("&", " and "))
    return tuple(_TOKEN.findall(bare(_APOSTROPHE.sub("", text))))


@lru_cache(maxsize=200_000)
def norm(text: str) -> str:
    """Return what two names are compared by: the words without a leading article."""
    found = tokens(text)
    if len(found) > 1 and found[0] in ARTICLES:
        found = found[1:]
    return " ".join(found)


def holds(text: str, part: str) -> bool:
    """Tell whether the words of `part` stand in the text, one after the other."""
    run = norm(part)
    return bool(run) and f" {run} " in f" {' '.join(tokens(text))} "


@lru_cache(maxsize=200_000)
def content(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning (rule B2)."""
    return frozenset(
        stem(word)
        for word in tokens(text)
        if len(word) >= CONTENT_LETTERS and word not in STOP_WORDS and not word.isdigit()
    )


def kin(one: str, other: str) -> bool:
    """Tell whether two stems are one word to a reader: equal, or alike in their first five."""
    return one == other or (min(len(one), len(other)) >= 5 and one[:5] == other[:5])


_PREPOSITIONS = word_set("""
    of in at on by for from to with into over under against between about who whom whose which
    that where when as than and or
""")


def head_noun(name: str) -> str:
    """Return the word that a name turns on: "treaty" of "the treaty of Riga" (rule B1)."""
    words = norm(name).split()
    for index, word in enumerate(words):
        if index and word in _PREPOSITIONS:
            return words[index - 1]
    return words[-1] if words else ""


# Porter, "An algorithm for suffix stripping", Program 14 (1980): steps 1 to 5.

_VOWELS = "aeiou"


def _is_consonant(word: str, i: int) -> bool:
    if word[i] in _VOWELS:
        return False
    return not (word[i] == "y" and i > 0 and _is_consonant(word, i - 1))


def _measure(word: str) -> int:
    shape = "".join("c" if _is_consonant(word, i) else "v" for i in range(len(word)))
    return len(re.findall("v+c+", shape))


def _has_vowel(word: str) -> bool:
    return any(not _is_consonant(word, i) for i in range(len(word)))


def _ends_cvc(word: str) -> bool:
    if len(word) < 3:
        return False
    last = [_is_consonant(word, len(word) - i) for i in (3, 2, 1)]
    return last == [True, False, True] and word[-1] not in "wxy"


def _double(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and _is_consonant(word, len(word) - 1)


_STEP_2 = (
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"),
    ("abli", "able"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"),
    ("ization", "ize"), ("isation", "ise"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"),
    ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"),
    ("biliti", "ble"),
)  # fmt: skip
_STEP_3 = (
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("alise", "al"), ("iciti", "ic"),
    ("ical", "ic"), ("ful", ""), ("ness", ""),
)  # fmt: skip
_STEP_4 = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou",
    "ism", "ist", "ate", "iti", "ous", "ive", "ize", "ise",
)  # fmt: skip


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return Porter's stem of an English word."""
    if len(word) <= 2 or not word.isascii():
        return word
    word = _step_1(word)
    for table in (_STEP_2, _STEP_3):
        for suffix, put in sorted(table, key=lambda pair: -len(pair[0])):
            if word.endswith(suffix):
                cut = word[: -len(suffix)]
                word = cut + put if _measure(cut) > 0 else word
                break
    for suffix in sorted(_STEP_4, key=len, reverse=True):
        if word.endswith(suffix):
            cut = word[: -len(suffix)]
            if _measure(cut) > 1 and (suffix != "ion" or cut[-1:] in ("s", "t")):
                word = cut
            break
    if word.endswith("e"):
        cut = word[:-1]
        if _measure(cut) > 1 or (_measure(cut) == 1 and not _ends_cvc(cut)):
            word = cut
    return word[:-1] if _measure(word) > 1 and _double(word) and word[-1] == "l" else word


def _step_1(word: str) -> str:
    if word.endswith(("sses", "ies")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word.endswith("eed"):
        word = word[:-1] if _measure(word[:-3]) > 0 else word
    else:
        for suffix in ("ed", "ing"):
            cut = word[: -len(suffix)]
            if word.endswith(suffix) and _has_vowel(cut):
                word = _after_ed(cut)
                break
    if word.endswith("y") and _has_vowel(word[:-1]):
        word = word[:-1] + "i"
    return word


def _after_ed(word: str) -> str:
    if word.endswith(("at", "bl", "iz", "is")):
        return word + "e"
    if _double(word) and word[-1] not in "lsz":
        return word[:-1]
    return word + "e" if _measure(word) == 1 and _ends_cvc(word) else word
