"""Names as they are compared: folded, equivalents expanded, surnames found (RULES.md 2.1)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from quiz.text import fold, fold_words

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_DIGITS = re.compile(r"\d+")
_WORTH = {"i": 1, "v": 5, "x": 10}
_EXPANDED = {"st": "saint", "ste": "sainte", "mt": "mount", "dr": "doctor"}
_PARTICLES = "al bin da das de del della der di dos du el ibn la le ten ter van von zu zur"
_NOT_GIVEN_NAMES = (
    "the a an die das ein eine les un une il lo gli os as um uma"
    " my our his her new old red white black green great grand first second third fourth"
    " fifth sixth left right united soviet russian german french british american north south east"
    " west northern southern eastern western central upper lower san santa saint sao los las el"
    " port fort mount lake river cape costa puerto sierra sri buenos communist socialist workers"
    " permanent national world international"
)
_NOT_SURNAMES = (
    "academy act agency alliance army assembly association bank block bloc brigade bureau camp"
    " campaign church city club college comintern commission commissariat committee commune company"
    " conference congress constitution council coup court crisis day declaration democracy district"
    " duma empire federation fleet force forces front government group hospital house institute"
    " international island islands journal kingdom lake law league line manifesto ministry mountain"
    " mountains movement museum navy newspaper occupation office opposition order organisation"
    " organization palace party peace people plan plot policy prison programme province purge"
    " railway rebellion region regiment republic resolution revolt revolution rising river school"
    " sea secretariat service society soviet square state station street strike theory trade treaty"
    " trial trials tribunal troika union university uprising village war"
)


@lru_cache
def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _regnal(word: str) -> str:
    if not word or not _ROMAN.fullmatch(word):
        return word
    total = 0
    for char, following in zip(word, word[1:] + " ", strict=True):
        worth = _WORTH[char]
        total += -worth if _WORTH.get(following, 0) > worth else worth
    return str(total)


_SIGNS = re.compile("[-+#−⁺⁻♭♯]")
_MINUS_BEFORE = re.compile("(?<![\\w.-])[-−](?=\\d)")
_MINUS_BEHIND = re.compile(
    "(?<![\\w-])([A-Za-z]|[Aa][Bb]|(?:[A-Z][a-z]?\\d*){1,4}|\\d+)[-−⁻](?!\\w)"
)


def signs_spelled(text: str) -> str:
    """Return the text with the signs that tell names apart as words: "A+", "A-", "C#", "-5".

    A hyphen is a minus before a number, and behind a formula or a single letter.
    """
    if not _SIGNS.search(text):
        return text
    text = _MINUS_BEFORE.sub(" minus ", text)
    text = _MINUS_BEHIND.sub(r"\1 minus ", text)
    text = re.sub(r"(?<=\w)(?:#|♯)", " sharp ", text).replace("♭", " flat ")
    return re.sub("[+⁺]", " plus ", text)


@lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """Return the form in which names are compared.

    Folded, with "St" as "Saint" and Roman numerals to XXXIX as Arabic ones after the first word,
    so that "World War II" has a digit, which no typo may touch.
    """
    spelled = signs_spelled(text)
    words = list(fold_words(spelled)) if spelled != text else fold(text).split()
    out = [_EXPANDED.get(word, word) for word in words[:1]]
    out += [_EXPANDED.get(word) or _regnal(word) for word in words[1:]]
    return " ".join(out)


@lru_cache(maxsize=65536)
def typo_forms(text: str) -> tuple[str, ...]:
    """Return the forms that a typo is looked for in, `normal` first.

    With the article, which a slip in it would else hide, and with "St" as it is written. None has
    other digits than `normal`.
    """
    expanded = normal(text)
    folded = fold(text)
    forms = [expanded, folded, " ".join(fold_words(signs_spelled(text)))]
    return tuple(dict.fromkeys(form for form in forms if digits(form) == digits(expanded)))


def digits(normal_text: str) -> tuple[str, ...]:
    """Return the runs of digits, which must be equal for two names to be taken for each other."""
    return tuple(_DIGITS.findall(normal_text))


@lru_cache(maxsize=16384)
def surnames(text: str) -> tuple[str, ...]:
    """Return the normal forms of the surname of a name that looks like a person's, else nothing.

    Two to four words, each with a capital but for particles ("van", "de"), none a number, the
    first not a word like "New" or "Stalin's", the last not one like "Union": the last word, and the
    last word with its particles.
    """
    words = text.replace("\u2019", "'").split()
    if not 2 <= len(words) <= 5:
        return ()
    particles = [word.casefold() in _words(_PARTICLES) and word.islower() for word in words]
    if words[0].casefold() in _words(_PARTICLES) or words[0].endswith("'s") or particles[-1]:
        return ()
    if not all(
        particle or (word[0].isupper() and not any(c.isdigit() for c in word))
        for word, particle in zip(words, particles, strict=True)
    ):
        return ()
    first, last = fold(words[0]), normal("x " + words[-1]).removeprefix("x ")
    if (
        first in _words(_NOT_GIVEN_NAMES)
        or last in _words(_NOT_SURNAMES)
        or last.isdigit()
        or len(last) < 2
    ):
        return ()
    start = len(words) - 1
    while start > 1 and particles[start - 1]:
        start -= 1
    with_particles = normal(" ".join(words[start:]))
    return (last,) if with_particles == last else (last, with_particles)


def people(names: Sequence[str]) -> bool:
    """Return whether a domain is one of people: only there are surnames names.

    At least half of the names of several words look like a person's, and a quarter of all names:
    among languages "Hiri Motu" is nobody.
    """
    several = sum(len(name.split()) > 1 for name in names)
    persons = sum(bool(surnames(name)) for name in names)
    return persons > 0 and 2 * persons >= several and 4 * persons >= len(names)
