"""Slips in one statement of a TOML file: what was probably meant, proved by reading it so.

Each rule rewrites the statement as it may have been meant. The first rewriting that TOML accepts
tells what the slip was, where it is (the first place that differs), and how to mend it.
"""

from __future__ import annotations

import re

import tomli

from quiz.packs.diagnostics import printable
from quiz.packs.slips.dates_meant import meant
from quiz.packs.slips.rules import LOOKALIKES, parses, rewritings
from quiz.quick import dataclass

LONGEST = 2_000
"""Characters of a statement that is looked at: the rules try many rewritings."""
_MONOTONOUS = re.compile(r"(.{1,4}?)\1{60}|[ \t]{120}|[,;.]{60}", re.DOTALL)
"""What no hand writes: the rules would take the square of its length, or the cube."""
TRIED = 300_000
"""Characters of all of them that are read for one statement."""
SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A slip and the statement without it."""

    code: str
    message: str
    hint: str
    write: str
    """The line of it that was mended, as it was probably meant; or empty."""
    start: int
    """Offset in the statement."""
    width: int
    mended: str | None
    """The statement as it was probably meant, with as many lines; None where nobody can tell."""


def find_slip(text: str) -> Slip:
    """Return what is wrong with a statement that TOML refuses."""
    if len(text) <= LONGEST and not _MONOTONOUS.search(text):
        left = TRIED
        for code, mended in rewritings(text):
            left -= len(mended)
            if left < 0:
                break
            if mended != text and mended.count("\n") == text.count("\n") and parses(mended):
                return _slip(code, text, mended)
    return _unknown(text)


def _slip(code: str, text: str, mended: str) -> Slip:
    start = 0
    while start < min(len(text), len(mended)) and text[start] == mended[start]:
        start += 1
    back = 0
    most = min(len(text), len(mended)) - start
    while back < most and text[len(text) - 1 - back] == mended[len(mended) - 1 - back]:
        back += 1
    width = len(text) - back - start
    message = _MESSAGES.get(code, "")
    if code in _WHOLE_VALUE:
        start, width = _value_span(text, start, width)
    begin = mended.rfind("\n", 0, start) + 1
    end = mended.find("\n", start)
    line = mended[begin : end if end >= 0 else len(mended)].strip()
    message = message.format(printable(text[start : start + width], 60))
    hint, write = _HINTS.get(code, ""), ""
    if code == "bad-key" and text[start : start + width].translate(LOOKALIKES).isascii():
        hint = "The marked letter looks Latin and is Cyrillic: delete it and type it again."
    if code == "unclosed-bracket" and "\n" in text.strip():
        start = next((i for i, char in enumerate(text) if char in "[{"), start)
        last = text.rstrip().rpartition("\n")[2].strip()
        hint = f"{hint} Its last value seems to be: {printable(last, 60)}"
    elif code == "date-form":
        return _date_slip(text, mended, start, width, line)
    elif line and len(line) <= SHOWN and "\n" not in text.strip():
        write = line
    return Slip(
        code=code,
        message=message,
        hint=hint,
        write=write,
        start=start,
        width=max(1, width),
        mended=mended,
    )


def _date_slip(text: str, mended: str, start: int, width: int, line: str) -> Slip:
    """Return what to say of a date without quotes: what it may mean, or that it is no day."""
    said = text[start : start + width]
    found = meant(said)
    message, hint = f"“{printable(said, 40)}” is no whole day, so it needs quotes.", ""
    if found and found[0] != said.strip():
        message = f"“{printable(said, 40)}” is no date as a pack writes it."
        hint = "Dates are written year, month, day."
    if len(found) > 1:
        hint = f"Dates are written year, month, day. If the month came first: {found[1]}."
    if re.fullmatch(r"\d{4}-\d\d-\d\d", said):
        message = f"There is no day {said} in the calendar."
        hint = hint if found else "Look at the number of the day."
    return Slip(
        code="date-form",
        message=message,
        hint=hint,
        write=line if found or message.endswith("quotes.") else "",
        start=start,
        width=max(1, width),
        mended=mended,
    )


def _value_span(text: str, start: int, width: int) -> tuple[int, int]:
    """Widen a place to the whole bare word or number around it."""
    end = start + max(1, width)
    while start > 0 and text[start - 1] not in " \t\n=[{,":
        start -= 1
    while end < len(text) and text[end] not in " \t\n]},":
        end += 1
    return start, end - start


def _unknown(text: str) -> Slip:
    """Return what TOML says, in other words, where no rewriting helps."""
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        start = min(error.pos, max(0, len(text) - 1))
        reason = _REASONS.get(error.msg.split(" '")[0].split(" (")[0], "")
    except (ValueError, RecursionError):
        start, reason = 0, ""
    else:
        start, reason = 0, ""
    first = text.split("\n", 1)[0]
    for code, pattern, message, hint in _LACKS:
        found = re.match(pattern, first)
        if found:
            return Slip(
                code=code,
                message=message,
                hint=hint,
                write="",
                start=found.start(1),
                width=1,
                mended=None,
            )
    if "=" not in first and not first.lstrip().startswith("["):
        lead = len(first) - len(first.lstrip())
        return Slip(
            code="not-a-line",
            message="This line is no key with a value, no [[kind]] line and no comment.",
            hint='A line looks like: name = "the Rhine". A remark of yours begins with #.',
            write="",
            start=lead,
            width=max(1, len(first.strip())),
            mended=None,
        )
    return Slip(
        code="toml",
        message=f"This line cannot be read{': ' + reason if reason else ''}.",
        hint='A line looks like: name = "the Rhine". Look at its quotes, commas and brackets.',
        write="",
        start=start,
        width=1,
        mended=None,
    )


_LACKS = (
    (
        "no-value",
        r"[^=\"'\[]+(=)\s*(?:#.*)?$",
        "There is no value behind the =.",
        "Write one, or delete the line.",
    ),
    (
        "bad-key",
        r"\s*(=)",
        "There is no key before the =.",
        'A line looks like: name = "the Rhine".',
    ),
    (
        "bad-header",
        r"\s*(\[)[\s\[\]]*(?:#.*)?$",
        "There is no name in the brackets.",
        "Name a kind, as in [[event]].",
    ),
)
_REASONS = {
    "Invalid value": "what follows the = is no text in quotes, number, date, list or table",
    "Illegal character": "the text has a character that may not stand in quotes",
    "Unclosed array": "a list in [ ] lacks a comma or its closing bracket",
    "Unclosed inline table": "a table in { } lacks a comma or its closing brace",
    "Unterminated string": "a text lacks its closing quotation mark",
    "Expected newline or end of document after a statement": "something stands behind the value",
    "Invalid date or datetime": "there is no such date",
    "Invalid escape sequence": "a backslash in a text means something else than itself",
}

_WHOLE_VALUE = {"decimal-comma", "number-form", "true-false"}

_MESSAGES = {
    "curly-quotes": "These quotation marks are curly; around a value stand straight ones.",
    "odd-character": "An invisible character, such as a no-break space, stands outside the quotes.",
    "bad-header": "This line should open a table, but its brackets or its name are wrong.",
    "true-false": "“{}” is no value: yes and no are written true and false, in small letters.",
    "decimal-comma": "This number has a comma; decimals begin with a point.",
    "number-form": "“{}” is no number as a pack writes it.",
    "missing-equals": "There is no = between the key and its value.",
    "bad-key": "This is no key: a key is one word of Latin letters, digits, _ and -.",
    "missing-quotes": "This text needs quotation marks around it.",
    "missing-quote": "One of the two quotation marks around a text is missing.",
    "bare-list": "Several values need square brackets around them.",
    "unclosed-text": "The text that begins with three quotation marks never ends with three.",
    "missing-comma": "There is no comma between two values of a list or table.",
    "unclosed-bracket": "A bracket is opened and never closed, or closed by one of another shape.",
    "inner-quotes": "A quotation mark inside the text ends it too early.",
    "backslash": "A backslash (\\) in a text means something else than itself.",
    "after-value": "Something stands behind the value.",
}
_HINTS = {
    "decimal-comma": "If the comma parts thousands, leave it out.",
    "missing-quote": "A text begins and ends with the same straight mark.",
    "unclosed-bracket": "[ is closed by ], and { by }.",
    "bad-header": "A row begins with [[kind]], any other table with [name].",
    "curly-quotes": 'Word processors turn straight ones (") into them.',
    "odd-character": "It often comes from copying out of a web page or a document.",
    "number-form": "Only digits and a decimal point; no unit, no separators, no 0 before it.",
    "inner-quotes": "Inside a text use “ and ”, or put single quotes around it.",
    "backslash": "Write / in the names of files, and \\\\ for a backslash.",
    "after-value": "Each value ends with its line; a remark of yours begins with #.",
}
