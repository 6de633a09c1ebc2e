"""What a program wrote to a terminal: which modes it left on, and what was not its to write."""

from __future__ import annotations

import re

_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_STYLE = re.compile(rb"\x1b\[([0-9;]*)m")
_POINTER = re.compile(rb"\x1b\]22;([a-z-]*)(?:\x07|\x1b\\)")
_ON_AT_FIRST = {7: "line wrap", 25: "the cursor"}
_NAMES = {
    1000: "mouse", 1002: "mouse drag", 1003: "mouse motion", 1004: "focus", 1006: "mouse (SGR)",
    1015: "mouse (urxvt)", 1016: "mouse (pixels)", 1049: "alternate screen",
    2004: "bracketed paste", 2026: "synchronised output", 2048: "resize reports",
}  # fmt: skip


def left_behind(raw: bytes) -> list[str]:
    """Return in words every way in which the terminal is not as it was found; none is right."""
    on = set(_ON_AT_FIRST)
    for numbers, switch in _MODE.findall(raw):
        for number in map(int, numbers.split(b";")):
            (on.add if switch == b"h" else on.discard)(number)
    said = [f"{name} is off" for number, name in _ON_AT_FIRST.items() if number not in on]
    said += [f"{_NAMES.get(number, number)} is on" for number in sorted(on - set(_ON_AT_FIRST))]
    keyboards = len(re.findall(rb"\x1b\[>[0-9;]*u", raw)) - len(re.findall(rb"\x1b\[<[0-9]*u", raw))
    if keyboards > 0:
        said.append("the keyboard protocol is on")
    styles = _STYLE.findall(raw)
    if styles and styles[-1] not in (b"", b"0"):
        said.append(f"the style {styles[-1].decode()} is on")
    pointers = _POINTER.findall(raw)
    if pointers and pointers[-1] not in (b"", b"default"):
        said.append(f"the pointer is {pointers[-1].decode()}")
    return said


_NUMBER = "(?:[1-9]?[0-9]|1[0-9]{2})"
_BYTE = "[0-9]{1,3}"
_COLOUR = rf"(?:[34]8;2;{_BYTE};{_BYTE};{_BYTE}|[34]8;5;{_BYTE}|[0-9]|2[1-9]|[349][0-79]|10[0-7])"
_OWN = re.compile(
    "|".join(
        [
            rf"\x1b\[(?:{_NUMBER};{_NUMBER})?H",
            rf"\x1b\[(?:{_COLOUR}(?:;{_COLOUR})*)?m",
            r"\x1b\[\?(?:7|25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2048)[hl]",
            r"\x1b\[\?(?:2026|2048)\$p",
            r"\x1b\[>[0-9]+u|\x1b\[<u",
            r"\x1b\]22;(?:default|pointer|text|grab|grabbing)\x07",
            r"\r?\n",
            r"\r",
        ]
    )
)
"""All that Textual writes besides text."""
_FOREIGN = re.compile(
    r"\x1b[\[\]P^_X]?[ -/0-?]*.?|[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_REPLACED = "\ufffd"


def foreign(raw: bytes) -> list[str]:
    """Return what the program wrote that is neither text nor a sequence of its own."""
    text = raw.decode("utf-8", "surrogateescape")
    found = [char for char in text if "\ud800" <= char <= "\udfff"]
    return found + _FOREIGN.findall(_OWN.sub("", text))


def most_marks(raw: bytes) -> int:
    """Return the longest run of combining marks: many of them draw over other rows."""
    text = raw.decode("utf-8", "replace")
    return max(
        (len(run) for run in re.findall("[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]+", text)),
        default=0,
    )
