"""`quiz reports`: what students tell the authors of packs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from quiz.cli import output

if TYPE_CHECKING:
    import argparse

    from quiz.model import Complaint
    from quiz.packs.whereabouts import Whereabouts
    from quiz.records.log import Log
    from quiz.reports.reported import Offer


def run(args: argparse.Namespace) -> int:
    """Print the reports; return 0. Raises LogError, PackNotFound."""
    from quiz.cli.logs import warn_of_damage
    from quiz.paths import data_dir
    from quiz.records.log import Log
    from quiz.reports.reported import advised, offers, placed

    with Log.open(data_dir(), read_only=True) as log:
        complaints = list(log.complaints())
        said = offers(log)
        warn_of_damage(log)
        wanted = _wanted(args.pack, log)
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


def _wanted(name: str | None, log: Log) -> set[str] | None:
    """Return the id of the pack that is meant, None for all. Raises PackNotFound."""
    if name is None:
        return None
    from quiz.errors import PackNotFound

    try:
        now = _look(name)
    except PackNotFound:
        if any(row.pack == name for row in log.sittings()):
            return {name}  # played once, and gone since
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
        out += [f"{place}: “{offer.given}” for “{offer.answer}”, {times}", f"  {offer.prompt}"]
        if offer.write:
            out.append(f"  If it is right, write in that row: {offer.write}")
    return out


def _place(now: Whereabouts | None, file: str, line: int | None) -> str:
    """Return FILE:LINE, with the folder that the pack lies in now where it is known."""
    if not file:
        return ""
    whole = str(now.path.parent / file) if now is not None else file
    return f"{whole}:{line}" if line else whole
