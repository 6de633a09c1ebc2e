"""Rules E1 to E6: what a question is as a piece of language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.checker.words import holds, norm, tokens, word_set

if TYPE_CHECKING:
    from tests.checker.finding import Item

LONGEST = 30
BLANK = re.compile(r"_{2,}|…{2,}|\[\s*…?\s*\]|\.{4,}")
_TWICE = re.compile(r"\b(the|a|an|in|on|of|to|by|and|was|is|from) \1\b", re.IGNORECASE)
_ORDINAL = re.compile(r"\b\d+(?:st|nd|rd|th)\b")
_ASKS = word_set(
    "who whom whose what when where which how is was are were did does do in of by on for"
)
_PRONOUN = re.compile(r"\b(?:he|she|they|him|her|them|his|their|it|its)\b", re.IGNORECASE)
_PLURAL_OF_ONE = re.compile(r"\b1 (?:years|months|days|people|words)\b")
_COUNTED = re.compile(
    r"\b(?:all that apply|two|three|four|five|\d+)\b|\bwhich (?:are|of these are)\b", re.IGNORECASE
)


def check_language(item: Item) -> None:
    """The prompt is one complete, tidy question."""
    prompt = item.prompt
    if item.form == "cloze":
        if not BLANK.search(prompt):
            item.breaks("E1", "a cloze without a marked blank")
    elif not re.search(r"\?[”\"]?$", prompt):
        item.breaks("E1", "it does not end in a question mark")
    if item.form != "cloze" and BLANK.search(prompt):
        item.breaks("E1", "a blank in a question")
    if len(re.findall(r"\?(?!”)", prompt)) > 1:
        item.breaks("E3", "it asks two things")
    if len(prompt.split()) > LONGEST:
        item.breaks("E3", f"{len(prompt.split())} words")
    if item.form == "multi" and not _COUNTED.search(prompt):
        item.breaks("E4", "it does not say how many or “all that apply”")
    _check_tidy(item, prompt)
    _check_type_named(item, prompt)


def _check_tidy(item: Item, text: str) -> None:
    if re.search(r"[{}]|\bNone\b|\bnull\b", text):
        item.breaks("E5", "an empty place")
    if "  " in text or text != text.strip() or re.search(r"\s[?.,;:](?:\s|$)", text):
        item.breaks("E5", "a stray space")
    if found := _TWICE.search(text):
        item.breaks("E5", f"“{found[0]}”")
    for ordinal in _ORDINAL.findall(text):
        number = int(ordinal[:-2])
        last = (
            "th"
            if number % 100 in (11, 12, 13)
            else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        )
        if not ordinal.endswith(last):
            item.breaks("E5", f"“{ordinal}”")
    if found := _PLURAL_OF_ONE.search(text):
        item.breaks("E5", f"“{found[0]}”")
    if text[:1].islower():
        item.breaks("E5", "it begins with a small letter")
    plain = re.sub(r"\b[Ii]s it true\b|^It (?:was|is) (?=.* (?:who|that|which) )", "This", text)
    found = _PRONOUN.search(plain)
    if found and not _has_antecedent(plain[: found.start()]):
        item.breaks("E5", f"“{found[0]}” stands for nothing before it")


def _has_antecedent(before: str) -> bool:
    """Tell whether a noun or name stands before a pronoun: any word after the question word."""
    return any(word not in _ASKS and len(word) > 2 for word in tokens(before))


def _check_type_named(item: Item, prompt: str) -> None:
    """E2: the stem says what kind of answer it wants."""
    words = tokens(prompt)
    if item.form in ("order", "match", "timeline", "cloze"):
        return
    if not words or not any(
        word in _ASKS or words[i - 1 : i + 1] == ("is", "it") for i, word in enumerate(words)
    ):
        item.breaks("E2", "no question word")
    years = item.form == "number" and item.given["type"] == "date"
    shown = [o["text"] for o in item.options]
    dates = item.given["type"] == "date" and not item.back and bool(shown)
    years = years or (dates and all(re.fullmatch(r"\d{3,4}", text) for text in shown))
    if years and not {"year", "years", "when"} & set(words):
        item.breaks("E2", "years are asked for and the stem does not say so")
    months = bool(shown) and all(re.fullmatch(r"[A-Z][a-z]+ \d{3,4}", text) for text in shown)
    months = months and item.given["type"] == "date" and not item.back
    if months and not {"month", "months", "when"} & set(words):
        item.breaks("E2", "months are asked for and the stem does not say so")
    unit = item.raw.get("unit")
    if item.form == "number" and unit and unit.casefold() not in prompt.casefold():
        item.breaks("E2", f"the stem does not say the unit ({unit})")


def check_quotation(item: Item) -> None:
    """E6: a quotation stands word for word as in the pack and does not name who is asked."""
    if item.book.kinds[item.row.kind]["name_field"] != "text" or item.back:
        return
    if item.form not in ("choice", "typed", "true-false", "number", "multi"):
        return
    if norm(item.row.name) not in " ".join(tokens(item.prompt)):
        item.breaks("E6", "the quotation is not word for word")
    if "“" in item.prompt and item.row.name not in item.prompt:
        item.breaks("E6", "the quotation's marks or capitals differ from the pack's")
    for claim in item.row.claims.get(item.key, ()):
        for value in claim.values:
            key = getattr(value, "key", None)
            names = item.book.rows[key].names if key else ()
            if any(holds(item.row.name, name) for name in names):
                item.breaks("E6", "the quotation names what is asked")
