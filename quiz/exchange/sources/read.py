"""Which format a library is in, and what it says."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quiz.exchange.sources.work import Library

READERS = {
    "bibtex": "quiz.exchange.sources.bibtex",
    "ris": "quiz.exchange.sources.ris",
    "csl-json": "quiz.exchange.sources.csl_json",
}
"""The modules by the names after --from. They are imported when they are used."""


def guess(text: str) -> str:
    """Return the name of the format that the text is probably in, or ""."""
    start = text[:100_000].lstrip("\ufeff \t\r\n")
    if start.startswith(("[", "{")):
        return "csl-json"
    if re.search(r"^TY {1,2}- ", start, re.MULTILINE):
        return "ris"
    if re.search(r"^\s*@\w+\s*[{(]", start, re.MULTILINE):
        return "bibtex"
    return ""


def read(name: str, text: str) -> Library:
    """Return what the text says as one of READERS. Raises QuizError where it is no such file."""
    library: Library = import_module(READERS[name]).read(text)
    return library
