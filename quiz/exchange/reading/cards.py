"""Cards in two columns, parted by a tab, as Quizlet exports them."""

from __future__ import annotations

from quiz.exchange.reading.found import Found, Kind, Reading, flat, several


def read(text: str) -> Reading:
    """Return what stands in two columns, parted by a tab, as Quizlet exports it."""
    reading = Reading()
    for line in text.split("\n"):
        front, parted, back = line.strip("\r").partition("\t")
        if not line.strip():
            continue
        if not parted:
            reading.drop(front, "the line has no second column after a tab")
            continue
        reading.add(Found(kind=Kind.CARD, prompt=flat(front), right=several([back])))
    return reading
