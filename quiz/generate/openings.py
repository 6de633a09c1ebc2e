"""How a sentence begins, once something comes before it."""

from __future__ import annotations

_OPENERS = """
    a about after against among an and are around as at before below between by can could did do
    does during each for from had has have how if in into is it its near of on one out over since
    that the their there these this those three through to toward two under until was were what
    when where which while who whom whose why will with within would
"""
_OPENING = frozenset(_OPENERS.split())


def lowered(text: str) -> str:
    """Return the text as it stands after other words: "Which" as "which", but "Bulgaria" kept.

    Only words that open a question or a clause are known to be no names.
    """
    first = text.split(" ", 1)[0]
    if first.casefold().rstrip(",") in _OPENING:
        return text[0].lower() + text[1:]
    return text
