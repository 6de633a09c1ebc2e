"""Anki's “Notes in Plain Text”."""

from __future__ import annotations

import re

from quiz.exchange.reading.found import Found, Kind, Reading, flat, several
from quiz.exchange.reading.rows import rows_of
from quiz.exchange.reading.tags import plain, shows

_GAP = re.compile(r"\{\{c\d{1,9}::")
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
    around, gaps = _gaps(front)
    if len(gaps) > 1:
        reading.drop(said(front), "it has several gaps")
        return
    if gaps:
        prompt, right = said(around), said(gaps[0])
        note = said(back)
        found = Found(
            kind=Kind.TYPED, prompt=prompt, right=several([right]), note=note, topic=topic
        )
    else:
        found = Found(kind=Kind.CARD, prompt=said(front), right=several([said(back)]), topic=topic)
    reading.add(found)


def _gaps(text: str) -> tuple[str, list[str]]:
    """Return the text with a line for each gap "{{c1::word::hint}}", and the words."""
    around, words, at = list[str](), list[str](), 0
    while found := _GAP.search(text, at):
        end = text.find("}}", found.end())
        if end < 0:
            break
        around += [text[at : found.start()], "_____"]
        words.append(text[found.end() : end].partition("::")[0])
        at = end + 2
    return "".join([*around, text[at:]]), words
