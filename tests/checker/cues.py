"""Rules B1 to B9 and B12: what gives a key away to somebody who knows nothing."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from tests.checker.days import read_shown
from tests.checker.truth import read_number
from tests.checker.words import (
    CONTENT_LETTERS,
    content,
    head_noun,
    holds,
    kin,
    norm,
    tokens,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.checker.finding import Item

LONGER, MUCH_LONGER = 0.75, 1.5
COMBINED = re.compile(
    r"^(?:both|neither|all|none)\b|\b(?:all|none|both|neither|either|any) of (?:the above|these)\b|"
    r"^[A-E](?:, [A-E])* and [A-E]$",
    re.IGNORECASE,
)
NEGATIVE = re.compile(r"\b(?:not|except|never|least|incorrect|cannot|\w+n['’]t)\b", re.IGNORECASE)
ABSOLUTE = re.compile(
    r"\b(?:always|never|completely|absolutely|entirely|totally|invariably|undoubtedly)\b",
    re.IGNORECASE,
)
VAGUE = re.compile(
    r"\b(?:usually|generally|nearly|often|sometimes|frequently|typically|mostly|rarely|seldom|"
    r"probably|possibly|perhaps|normally|commonly)\b",
    re.IGNORECASE,
)
QUOTED = re.compile('“[^”]*”|"[^"]*"')


def check_self_leak(item: Item, prompt: str, names: Sequence[str], others: Sequence[str]) -> None:
    """B1: no name of the key, nor the noun that it turns on, stands in the stem.

    The noun is that of the name which is shown, the first of `names`: an alias that only the
    typing hand knows ("Natalia Trotsky") gives nothing away by its last word.

    The noun is no clue where every other option turns on it too, or where it is the word by which
    the question names what is asked for (rule E2 wants it there): "Which treaty …?".
    """
    kind = set(tokens(item.book.kinds[item.row.kind]["singular"]))
    kind |= set(tokens(str(item.given.get("label", "")))) | set(tokens(item.key))
    said = [name for name in names if holds(prompt, name)]
    if said:
        item.breaks("B1", f"the question says “{said[0]}” itself")
        return
    noun = head_noun(names[0])
    shared = others and all(noun in tokens(other) for other in others)
    if len(noun) >= CONTENT_LETTERS and noun in tokens(prompt) and noun not in kind and not shared:
        item.breaks("B1", f"the question says “{noun}”, which “{names[0]}” turns on")


def check_clang(item: Item, prompt: str, key: str, others: Sequence[str]) -> None:
    """B2: no content word is shared by the stem and the key alone."""
    asked = content(prompt)
    rest = [word for other in others for word in content(other)]
    for word in sorted(content(key)):
        if any(kin(word, w) for w in asked) and not any(kin(word, w) for w in rest):
            item.breaks("B2", f"question and key “{key}” share “{word}”, no other option does")


def check_grammar(item: Item, prompt: str) -> None:
    """B3: a stem that ends as a question needs no ending; an article belongs to the option."""
    if re.search(r"\b(?:a|an|a\(n\)|the)\s*[?_…:]*$", prompt):
        item.breaks("B3", "the stem ends in an article")


def _opens(text: str, listed: str) -> bool:
    found = tokens(text)
    return bool(found) and found[0] in listed.split()


def check_length(item: Item, key: str, others: Sequence[str]) -> None:
    """B4, one question: the key is not far longer than every other option.

    The length of a number is its size, and numbers stand in order.
    """
    if item.given["type"] in ("date", "number") and not item.back:
        return
    longest = max(map(len, others))
    if len(key) > MUCH_LONGER * longest:
        item.breaks("B4", f"“{key}” is over half as long again as any other option")
    elif len(key.split()) >= 4 and longest < LONGER * len(key):
        item.breaks("B4", f"every other option is shorter than three quarters of “{key}”")


def odd_one(
    item: Item, rule: str, texts: Sequence[str], what: str, look: Callable[[str], object]
) -> None:
    """Report a feature that one option alone has, or alone lacks, among three or more."""
    seen = [look(text) for text in texts]
    if len(seen) < 3 or len(set(seen)) != 2:
        return
    for value in set(seen):
        if seen.count(value) == 1:
            alone = texts[seen.index(value)]
            item.breaks(rule, f"“{alone}” alone differs in {what}")
            return


def check_features(item: Item, texts: Sequence[str]) -> None:
    """B5: no option is the only one with an outward feature."""
    looks: dict[str, Callable[[str], object]] = {
        "having a digit": lambda t: any(c.isdigit() for c in t),
        "a parenthesis": lambda t: "(" in t,
        "quotation marks": lambda t: bool(QUOTED.search(t)),
        "its first letter's case": lambda t: t[:1].isupper(),
        "all capitals": lambda t: len(t) > 1 and t.isupper() and not any(c.isdigit() for c in t),
        "an article": lambda t: "“" not in t and norm(t) != " ".join(tokens(t)),
        "its script": _script,
        "a regnal number": lambda t: bool(re.search(r"[a-z] [IVX]{1,5}$", t)),
    }
    if item.row.kind == "person" or "person" in item.given.get("of", ()):
        looks["a title"] = lambda t: _opens(t, "dr sir lord lady saint king queen tsar prince")
    is_number = item.given["type"] == "number"
    if item.given["type"] in ("date", "number") and not item.back:
        looks |= {
            "the precision of its date": _precision,
            "its unit": lambda t: is_number and (n := read_number(t)) and n.unit.removesuffix("s"),
            "having decimals": lambda t: is_number and (n := read_number(t)) and bool(n.decimals),
        }
        for harmless in ("having a digit", "its first letter's case", "a parenthesis"):
            if harmless != "a parenthesis":
                looks.pop(harmless)
    for what, look in looks.items():
        odd_one(item, "B5", texts, what, look)


def _precision(text: str) -> object:
    span = read_shown(text)
    return (span.precision, span.doubtful) if span else None


def _script(text: str) -> str:
    letters = [c for c in text if c.isalpha()]
    names = {unicodedata.name(c, "?").split()[0] for c in letters}
    return "" if names <= {"LATIN"} else " ".join(sorted(names - {"LATIN"}))


def check_wording_of_options(item: Item, prompt: str, texts: Sequence[str]) -> None:
    """B6, B8 and B12: no combined options, no absolutes, no two that look alike."""
    for text in texts:
        if COMBINED.search(text) and not QUOTED.search(text):
            item.breaks("B6", f"“{text}” combines options")
        check_quantifiers(item, text)
    folded = [unicodedata.normalize("NFKC", text).casefold().strip() for text in texts]
    if len(set(folded)) < len(folded) or len({norm(t) or t for t in texts}) < len(texts):
        item.breaks("B12", "two options look alike")


def check_quantifiers(item: Item, text: str) -> None:
    """B8: no absolute and no vague term, unless in a quotation."""
    plain = QUOTED.sub("", text)
    for found in (ABSOLUTE.search(plain), VAGUE.search(plain)):
        if found:
            item.breaks("B8", f"“{found[0]}” in “{text}”")


def check_negative(item: Item, prompt: str) -> None:
    """B7: the stem asks for what is so, but for the odd one out."""
    found = NEGATIVE.search(without_names(item, QUOTED.sub("", prompt)))
    if found and not (item.form == "odd-one-out" and "NOT" in prompt):
        item.breaks("B7", f"the question says “{found[0]}”")


def without_names(item: Item, text: str) -> str:
    """Take out the names of rows: “Not Guilty” is a title, not a negative."""
    memo = item.book.memo
    if "negative names" not in memo:
        names = [row.name for row in item.book.rows.values()]
        memo["negative names"] = [n for n in names if "“" not in n and NEGATIVE.search(n)]
    for name in memo["negative names"]:
        text = text.replace(name, " ")
    return text


_AND = re.compile(r",| and | & ")


def check_convergence(item: Item, key: str, others: Sequence[str]) -> None:
    """B9: where options are lists, the one of the commonest parts is not always the key."""
    if item.given["type"] in ("date", "number") and not item.back:
        return
    parts = {text: {norm(p) for p in _AND.split(text) if norm(p)} for text in (key, *others)}
    if sum(len(p) > 1 for p in parts.values()) < 2:
        return
    every = [part for found in parts.values() for part in found]
    sums = {text: sum(every.count(part) for part in found) for text, found in parts.items()}
    if all(sums[key] > sums[other] for other in others) and len(every) > len(set(every)):
        item.breaks("B9", f"“{key}” is made of the parts that most options share")


def check_cues(
    item: Item, prompt: str, key: str, others: Sequence[str], names: Sequence[str] = ()
) -> None:
    """All cues of one question with options, in whatever order they stand."""
    texts = [key, *others]
    check_self_leak(item, prompt, names or (key,), others)
    check_clang(item, prompt, key, others)
    check_grammar(item, prompt)
    check_length(item, key, others)
    check_features(item, texts)
    check_wording_of_options(item, prompt, texts)
    check_convergence(item, key, others)
