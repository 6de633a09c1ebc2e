"""Which format a file is of, by what stands in it."""

from __future__ import annotations

import re


def guess(text: str) -> str:
    """Return the name of the format that the text is probably of, or ""."""
    start = text[:4_000].lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        return "moodle-xml" if "<quiz" in start else ""
    if start.startswith(("{", "[")) and '"correct_answer"' in text[:100_000]:
        return "open-trivia"
    if start.startswith("#") and re.match(
        r"#(separator|html|columns|\w+ column):", start, re.IGNORECASE
    ):
        return "anki-text"
    head = start.partition("\n")[0]
    if "form" in head and "question" in head and "right" in head:
        return "csv"
    if re.search(r"^ANSWER:\s*[A-Z]\s*$", text[:100_000], re.IGNORECASE | re.MULTILINE):
        return "aiken"
    if re.search(r"^\s*(?:::|//|\$CATEGORY:)", start, re.MULTILINE) or re.search(
        r"\{\s*(?:[=~#]|T|F|TRUE|FALSE)", start
    ):
        return "gift"
    if "\t" in head:
        return "quizlet"
    return "csv" if re.search("[,;]", head) else ""
