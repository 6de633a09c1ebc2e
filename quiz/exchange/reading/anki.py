"""Anki's “Notes in Plain Text”."""

from __future__ import annotations

import re

from quiz.exchange.reading.found import Found, Kind, Reading, flat, several
from quiz.exchange.reading.gaps import BLANK, MOST
from quiz.exchange.reading.rows import rows_of
from quiz.exchange.reading.tags import plain, shows

_GAP = re.compile(r"\{\{c(\d{1,9})::")
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " ", "colon": ":"}
_COLUMN = re.compile(r"#(guid|notetype|deck|tags) column:\s*(\d{1,3})", re.IGNORECASE)


def read(text: str) -> Reading:
    """Return the notes of an export “Notes in Plain Text”: the first two columns that are text."""
    reading = Reading()
    delimiter, html = "\t", False
    special: dict[int, str] = {}
    lines = text.split("\n")
    head = 0
    while head < len(lines) and lines[head].startswith("#"):
        line = lines[head].strip()
        head += 1
        name, _, value = line[1:].partition(":")
        if name.lower() == "separator":
            delimiter = _SEPARATORS.get(value.strip().lower(), value.strip()[:1] or "\t")
        elif name.lower() == "html":
            html = value.strip().lower() == "true"
        elif found := _COLUMN.match(line):
            special[int(found[2]) - 1] = found[1].lower()
    if delimiter in ("\r", "\n", '"'):
        delimiter = "\t"
    for cells in rows_of("\n".join(lines[head:]), delimiter):
        fields = [cell for i, cell in enumerate(cells) if i not in special]
        known = {special[i]: cell for i, cell in enumerate(cells) if i in special}
        _read_note(fields, known, reading, html=html)
    return reading


def _read_note(fields: list[str], known: dict[str, str], reading: Reading, *, html: bool) -> None:
    front, back, *_ = [*fields, "", ""]
    said = plain if html else flat
    topic = flat(known.get("deck", "")).rsplit("::", 1)[-1]
    if "[sound:" in front + back or (html and (shows(front) or shows(back))):
        reading.drop(said(front), "it shows or plays what is no text")
        return
    pieces = _pieces(front)
    numbers = [piece[0] for piece in pieces if piece[0]]
    if not numbers:
        reading.add(
            Found(kind=Kind.CARD, prompt=said(front), right=several([said(back)]), topic=topic)
        )
    elif len(numbers) > MOST or len(set(numbers)) < len(numbers):
        reading.drop(said(front), "it has several gaps that are asked at once")
    else:  # each gap is a card of its own, the others filled in
        for number in numbers:
            reading.add(
                Found(
                    kind=Kind.TYPED,
                    prompt=said("".join(BLANK if n == number else text for n, text in pieces)),
                    right=several(said(text) for n, text in pieces if n == number),
                    note=said(back),
                    topic=topic,
                )
            )


def _pieces(text: str) -> list[tuple[str, str]]:
    """Return (number, word) of each gap "{{c1::word::hint}}", and ("", text) between them."""
    pieces, at = list[tuple[str, str]](), 0
    while found := _GAP.search(text, at):
        end = text.find("}}", found.end())
        if end < 0:
            break
        pieces.append(("", text[at : found.start()]))
        pieces.append((found[1], text[found.end() : end].partition("::")[0]))
        at = end + 2
    return [*pieces, ("", text[at:])]
