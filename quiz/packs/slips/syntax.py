"""A file that is no TOML: every slip in it at once, in a teacher's words, and what it says else.

The file is taken apart into statements; each must be TOML by itself. A slip is mended as it was
probably meant, or its statement is left out, so that the rest of the file can be read and checked.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import Any

import tomli

from quiz.packs.diagnostics import printable
from quiz.packs.slips.find import Slip, find_slip
from quiz.packs.slips.rules import parses
from quiz.quick import dataclass

MOST = 20
"""Slips after which the rest of a file is not read: it is no pack, or all of one kind."""
LONGEST_STATEMENT = 600
"""Lines."""
WHOLE = 4_000_000
"""Characters that are read again and again while what stands twice is left out one by one."""
TRIED = 400_000
"""Characters in which the end of one statement is sought."""

_START = re.compile(
    r"[ \t]*(?:[\w-]+(?:\.[\w-]+)*[ \t]*=(?!=)|\[\[?[ \t]*[A-Za-z][\w.-]*[ \t]*\]\]?[ \t]*(?:#|$))"
)
_TEXT = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'[^']*+'|#.*")
_OPENS = re.compile(r"[\[{]|\"\"\"|'''")
_CLOSES = re.compile(r"[\]}]|\"\"\"|'''")
_HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*([\w.-]+)[ \t]*\]")
_PAIR = re.compile(r"[ \t]*([\w.-]+)[ \t]*=")
_TABLES = ("pack", "sources", "kinds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A slip with its place in the file."""

    code: str
    message: str
    hint: str
    line: int
    column: int
    width: int
    write: str = ""
    """The line as it was probably meant; or empty."""


@dataclass(slots=True, kw_only=True)
class Repaired:
    """What could be read all the same."""

    text: str
    """The file as it was probably meant, with as many lines."""
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    dropped: bool = False
    """Whether something had to be left out, so that what seems missing may be there."""


def repair(text: str) -> Repaired:
    """Return every slip of a text that tomli refuses, and what it says without them."""
    found = Repaired(text=text)
    lines = text.split("\n")
    _mend_statements(lines, found)
    _mend_doubles(lines, found)
    found.faults.sort(key=lambda fault: (fault.line, fault.column))
    found.text = "\n".join(lines)
    return found


def _mend_statements(lines: list[str], found: Repaired) -> None:
    at = 0
    while at < len(lines):
        if parses(lines[at]):
            at += 1
            continue
        end = _end_of_statement(lines, at)
        if end:
            at = end
        elif len(found.faults) >= MOST:
            found.dropped = True
            return
        else:
            at = _mend(lines, at, found)


def _end_of_statement(lines: list[str], at: int) -> int:
    """Return the line behind a sound statement of several lines, or 0 where it is none."""
    if not _OPENS.search(lines[at]):
        return 0
    waiting, left = _depth(lines[at]), TRIED
    for last in range(at + 1, min(len(lines), at + LONGEST_STATEMENT)):
        waiting += _depth(lines[last])
        if waiting <= 0 and _CLOSES.search(lines[last]):
            text = "\n".join(lines[at : last + 1])
            left -= len(text)
            if left > 0 and parses(text):
                return last + 1
        if lines[last].startswith("[[") and '"""' not in lines[at] and "'''" not in lines[at]:
            return 0
    return 0


def _depth(line: str) -> int:
    """Return how many brackets a line opens and leaves open; negative: closes."""
    if '"""' in line or "'''" in line:
        return -LONGEST_STATEMENT  # nobody can tell by one line
    bare = _TEXT.sub("", line)
    return bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")


def _mend(lines: list[str], at: int, found: Repaired) -> int:
    """Report the slip in the statement that begins at a line; return the line to go on with."""
    end = _broken_text(lines, at, found)
    if end:
        return end
    end = at + 1
    if _OPENS.search(lines[at]):
        while end < min(len(lines), at + LONGEST_STATEMENT) and not _START.match(lines[end]):
            end += 1
        while end > at + 1 and re.fullmatch(r"\s*(?:#.*)?", lines[end - 1]):
            end -= 1
    slip = find_slip("\n".join(lines[at:end]))
    if slip.mended is None and end > at + 1:
        alone = find_slip(lines[at])
        if alone.mended is not None:
            slip, end = alone, at + 1
    _add(found, slip, "\n".join(lines[at:end]), at)
    if slip.mended is None:
        found.dropped = True
        lines[at:end] = [""] * (end - at)
        while end < len(lines) and not (_START.match(lines[end]) and parses(lines[end])):
            if len(found.faults) >= MOST or not _is_tail(lines[end]):
                break
            lines[end] = ""
            end += 1
    else:
        lines[at:end] = slip.mended.split("\n")
    return end


def _is_tail(line: str) -> bool:
    """Tell whether a line looks like the rest of a list or table that was begun before."""
    bare = line.strip()
    return not bare or bare[0] in "]}\"'[{" or bare[-1] in "]},"


def _broken_text(lines: list[str], at: int, found: Repaired) -> int:
    """Report a text in single quotes of one sort that runs over several lines."""
    if not re.match(r"[ \t]*[\w.-]+[ \t]*=[ \t]*\"(?!\"\")", lines[at]):
        return 0
    joined = lines[at].rstrip()
    for last in range(at + 1, min(len(lines), at + 12)):
        if _START.match(lines[last]) or not lines[last].strip():
            return 0
        joined += " " + lines[last].strip()
        if parses(joined):
            start = joined.index('"')
            found.faults.append(
                Fault(
                    code="text-over-lines",
                    message="A text in quotation marks goes on in the next line.",
                    hint='Write it in one line, or put three marks (""") before and after it.',
                    line=at + 1,
                    column=start + 1,
                    width=len(lines[at].rstrip()) - start,
                )
            )
            lines[at : last + 1] = [joined] + [""] * (last - at)
            return last + 1
    return 0


def _add(found: Repaired, slip: Slip, text: str, at: int) -> None:
    begin = text.rfind("\n", 0, slip.start) + 1
    end = text.find("\n", slip.start)
    room = (end if end >= 0 else len(text)) - slip.start
    found.faults.append(
        Fault(
            code=slip.code,
            message=slip.message,
            hint=slip.hint,
            line=at + 1 + text.count("\n", 0, slip.start),
            column=slip.start - begin + 1,
            width=max(1, min(slip.width, room)),
            write=slip.write,
        )
    )


def _mend_doubles(lines: list[str], found: Repaired) -> None:
    """Read the whole; leave out what stands twice."""
    for _ in range(min(MOST, 2 + WHOLE // (1 + len(found.text)))):
        try:
            found.values = tomli.loads("\n".join(lines))
        except tomli.TOMLDecodeError as error:
            if len(found.faults) >= MOST and found.dropped:
                return
            _mend_double(lines, error, found)
        except (ValueError, RecursionError):
            break
        else:
            return
    found.dropped = True


def _mend_double(lines: list[str], error: tomli.TOMLDecodeError, found: Repaired) -> None:
    at = min(error.lineno, len(lines)) - 1
    while at > 0 and not _START.match(lines[at]):
        at -= 1
    header, pair = _HEADER.match(lines[at]), _PAIR.match(lines[at])
    if header:
        _double_header(lines, at, header, found)
    elif pair and "overwrite" in error.msg:
        _double_key(lines, at, pair, found)
    else:
        found.faults.append(
            Fault(
                code="toml",
                message=f"This cannot be read: {printable(error.msg)}.",
                hint="Look at this line and the one before it.",
                line=at + 1,
                column=1,
                width=max(1, len(lines[at])),
            )
        )
        found.dropped = True
        _blank(lines, at)


def _double_key(lines: list[str], at: int, pair: re.Match[str], found: Repaired) -> None:
    first = _earlier(lines, at, pair[1])
    above = next((m for line in reversed(lines[:at]) if (m := _HEADER.match(line))), None)
    kind = above[2] if above and above[1] == "[[" else ""
    new_row = (
        kind
        and first is not None
        and (pair[1] in ("id", "name") or _HEADER.match(lines[first - 1]))
    )
    found.faults.append(
        Fault(
            code="duplicate-key",
            message=f"“{printable(pair[1], 60)}” stands twice in one {'row' if kind else 'table'}"
            + (f": in line {first + 1} already." if first is not None else "."),
            hint=f"If a new row begins here, put [[{kind}]] above it. If not, delete one of them."
            if new_row
            else "Delete one of the two; several values of one field stand in one list, in [ ].",
            line=at + 1,
            column=pair.start(1) + 1,
            width=len(pair[1]),
        )
    )
    if new_row and not lines[at - 1].strip():
        lines[at - 1] = f"[[{kind}]]"
        return
    found.dropped = True
    _blank(lines, at)
    while new_row and at + 1 < len(lines) and not _HEADER.match(lines[at + 1]):
        at += 1
        lines[at] = ""


def _double_header(lines: list[str], at: int, header: re.Match[str], found: Repaired) -> None:
    name = header[2]
    same = [
        i
        for i, line in enumerate(lines)
        if (other := _HEADER.match(line)) and other[2] == name and i != at
    ]
    if name.split(".")[0] not in _TABLES:
        for i in sorted([*same, at]):
            found_header = _HEADER.match(lines[i])
            if found_header and found_header[1] == "[":
                indent = len(lines[i]) - len(lines[i].lstrip())
                found.faults.append(
                    Fault(
                        code="single-brackets",
                        message=f"A row of “{name}” begins with double brackets.",
                        hint="Single ones begin what is there only once, such as [pack].",
                        write=f"[[{name}]]",
                        line=i + 1,
                        column=indent + 1,
                        width=len(found_header[0].strip()),
                    )
                )
                lines[i] = f"[[{name}]]"
        if same:
            return
    earlier = [i for i in same if i < at]
    found.faults.append(
        Fault(
            code="duplicate-table",
            message=f"The table [{printable(name, 60)}] stands twice"
            + (f": in line {earlier[-1] + 1} already." if earlier else "."),
            hint="Give one of them another name, or join them.",
            line=at + 1,
            column=1,
            width=max(1, len(lines[at].strip())),
        )
    )
    found.dropped = True
    _blank(lines, at)
    while at + 1 < len(lines) and not _HEADER.match(lines[at + 1]):
        at += 1
        lines[at] = ""


def _earlier(lines: list[str], at: int, key: str) -> int | None:
    for i in range(at - 1, -1, -1):
        pair = _PAIR.match(lines[i])
        if pair and pair[1] == key:
            return i
        if _HEADER.match(lines[i]):
            return None
    return None


def _blank(lines: list[str], at: int) -> None:
    """Leave out the statement that begins at a line."""
    end = _end_of_statement(lines, at) if not parses(lines[at]) else at + 1
    lines[at : max(end, at + 1)] = [""] * (max(end, at + 1) - at)
