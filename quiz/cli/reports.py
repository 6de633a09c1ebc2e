"""`quiz reports`: what students tell the authors of packs."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from quiz.cli import output
from quiz.paths import named
from quiz.text import clean

if TYPE_CHECKING:
    import argparse

    from quiz.model import Complaint
    from quiz.packs.whereabouts import Whereabouts
    from quiz.reports.reported import Offer


def run(args: argparse.Namespace) -> int:
    """Print the reports; return 0. Raises LogError, PackNotFound, QuizError."""
    from quiz.reports.reported import advised, placed

    complaints, said, wanted = _of_class(args) if args.log else _own(args.pack)
    ids = {each.pack for each in complaints} | {each.pack for each in said}
    packs = {pack: _where(args.pack if wanted else pack) for pack in ids & (wanted or ids)}
    complaints = [
        each
        for pack, now in sorted(packs.items())
        for each in placed((c for c in complaints if c.pack == pack), now)
    ]
    said = [advised(each, packs[each.pack]) for each in said if each.pack in packs]
    if args.format == "json":
        output.as_data()
        found = {"reports": [asdict(c) for c in complaints], "offers": [asdict(o) for o in said]}
        print(output.json_line(found))
    elif complaints or said:
        output.say(_lines(complaints, said, packs))
    else:
        output.say(["Nothing was reported. While playing, r after a verdict reports a question."])
    return 0


def _own(name: str | None) -> tuple[list[Complaint], list[Offer], set[str] | None]:
    """Return what this machine's students say, and the packs that are meant, None for all."""
    from quiz.cli.logs import warn_of_damage
    from quiz.paths import data_dir
    from quiz.records.log import Log
    from quiz.reports.reported import offers

    with Log.open(data_dir(), read_only=True) as log:
        wanted = _wanted(name, {row.pack for row in log.sittings()})
        complaints, said = list(log.complaints()), offers(log)
        warn_of_damage(log)
    return complaints, said, wanted


def _of_class(args: argparse.Namespace) -> tuple[list[Complaint], list[Offer], set[str]]:
    """Return what the logs of a class say of the pack. Lines that are left out go to stderr."""

    from quiz.reports.classroom.files import read
    from quiz.reports.reported import offers_of_class

    wanted = _wanted(args.pack, {args.pack}) or set()
    logs = read([named(name) for name in args.log], next(iter(wanted)))
    for slip in logs.slips:
        print(clean(str(slip)), file=sys.stderr)
    return list(logs.complaints.values()), offers_of_class(logs), wanted


def _wanted(name: str | None, known: set[str]) -> set[str] | None:
    """Return the id of the pack that is meant, None for all. Raises PackNotFound.

    One of those that are `known` to logs may be gone since.
    """
    if name is None:
        return None
    from quiz.errors import PackNotFound

    try:
        now = _look(name)
    except PackNotFound:
        if name in known and "/" not in name:
            return {name}
        raise
    return {now.pack.id if now.pack is not None else name}


def _where(name: str) -> Whereabouts | None:
    from quiz.errors import PackNotFound

    try:
        return _look(name)
    except PackNotFound:
        return None


def _look(name: str) -> Whereabouts:
    from quiz.packs.library import locate
    from quiz.packs.whereabouts import Whereabouts

    return Whereabouts(locate(name))


def _lines(
    complaints: list[Complaint], said: list[Offer], packs: dict[str, Whereabouts | None]
) -> list[str]:
    out: list[str] = []
    for each in complaints:
        place = _place(packs[each.pack], each.file, each.line) or each.item_id
        out += [
            f"{place}: {each.words or 'reported without a word'}",
            f"  {each.prompt}",
            f"  answered: {each.given or 'I don’t know'}; {each.ts_utc[:10]}, {each.item_id}",
        ]
    if complaints and said:
        out.append("")
    if said:
        out.append("Typed, counted as wrong, and right as students say:")
    for offer in said:
        place = _place(packs[offer.pack], offer.file, offer.line) or offer.item_id
        times = "once" if offer.times == 1 else f"{offer.times} times"
        answer = f" for “{offer.answer}”" if offer.answer else ""
        out.append(f"{place}: “{offer.given}”{answer}, {times}")
        out.append(f"  {offer.prompt or offer.item_id}")
        if offer.write:
            out.append(f"  If it is right, write in that row: {offer.write}")
    return out


def _place(now: Whereabouts | None, file: str, line: int | None) -> str:
    """Return FILE:LINE, with the folder that the pack lies in now where it is known."""
    if not file:
        return ""
    whole = str(now.path.parent / file) if now is not None else file
    return f"{whole}:{line}" if line else whole
