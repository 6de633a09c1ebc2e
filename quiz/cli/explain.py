"""`quiz explain`: what a code of `quiz check` means, with an example of wrong and of right."""

from __future__ import annotations

import shutil
import sys
import textwrap
from typing import TYPE_CHECKING

from quiz.cli import output
from quiz.text import clean

if TYPE_CHECKING:
    import argparse

    from quiz.packs.catalogue import Explained

WIDEST = 80


def run(args: argparse.Namespace) -> int:
    """Print one code, or the list of all; return 2 where there is no such code."""
    from quiz.packs.catalogue import catalogue  # deferred: reads a file

    output.as_text()
    known = catalogue()
    if args.code is None:
        output.say(_list(list(known.values())))
        return 0
    code = args.code.strip("[] ").lower()
    if code not in known:
        from quiz.packs.diagnostics import nearest

        hint = nearest(code, list(known)) or "`quiz explain` lists all codes."
        print(f"There is no code “{clean(args.code)}”. {hint}", file=sys.stderr)
        return 2
    output.say(_explain(known[code]))
    return 0


def _width() -> int:
    return max(40, min(WIDEST, shutil.get_terminal_size().columns))


def _list(entries: list[Explained]) -> list[str]:
    """Return all codes by what they are about, each with the first sentence of its meaning."""
    lines: list[str] = []
    widest = max(len(entry.code) for entry in entries)
    group = ""
    for entry in entries:
        if entry.group != group:
            group = entry.group
            lines += ["", group] if lines else [group]
        lead = f"  {entry.code.ljust(widest)}  {entry.severity.ljust(7)}  "
        first = entry.means.split(". ")[0].rstrip(".") + "."
        lines += textwrap.wrap(
            first, _width(), initial_indent=lead, subsequent_indent=" " * len(lead)
        )
    return [*lines, "", "`quiz explain CODE` says more, with an example."]


def _explain(entry: Explained) -> list[str]:
    lines = [f"{entry.code} ({_SEVERITY[entry.severity]})", ""]
    lines += textwrap.wrap(entry.means, _width())
    lines += ["", *textwrap.wrap(entry.why, _width())]
    for label, example in (("Wrong", entry.wrong), ("Right", entry.right)):
        lines += ["", f"{label}:", ""]
        lines += [f"    {line}".rstrip() for line in example.split("\n")]
    if entry.severity != "error":
        lines += ["", "To silence it, with a reason, in the header of the pack:", ""]
        lines += [
            "    [[pack.silence]]",
            f'    code = "{entry.code}"',
            '    reason = "…"',
            '    rows = ["kind/id"]    # only these rows; without it: all',
        ]
    return lines


_SEVERITY = {
    "error": "error: the pack cannot be used like this",
    "warning": "warning: probably a mistake",
    "hint": "hint: something to look at",
}
