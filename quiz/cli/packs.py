"""`quiz packs`: which packs are found, and where; `add` and `remove` for those of others."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from quiz.cli import output
from quiz.cli.waiting import KEEPING, said_if_long
from quiz.paths import named
from quiz.text import clean

if TYPE_CHECKING:
    import argparse

    from quiz.packs.travel.parcel import Opened, Parcel

DONE, FAILED, MISUSED = 0, 1, 2
LEFT_OUT = 5
"""Files that are named of those that are left out."""
PROBLEMS = 5
"""Warnings that are shown before a pack is added; a count stands for the rest."""


def run(args: argparse.Namespace) -> int:
    """List, add or remove packs; return the exit status. Raises PackError."""
    if args.action is None:
        return _list()
    if not args.what:
        wanted = "the path of a pack" if args.action == "add" else "the id of a pack"
        print(f"quiz packs {args.action}: {wanted} is missing.", file=sys.stderr)
        return MISUSED
    if args.action == "add":
        return max(_add(path, args) for path in args.what)
    return max(_remove(pack_id, args) for pack_id in args.what)


def _list() -> int:
    from quiz.packs.library import find_packs
    from quiz.paths import cache_dir

    entries = find_packs(cache=cache_dir())
    if not entries:
        output.say(["No pack was found. `quiz packs add PATH` adds one; QUIZ_PACKS names folders."])
    for entry in entries:
        facts = f"{entry.facts} facts" if entry.error is None else "cannot be played"
        output.say([f"{entry.id}", f"  {entry.title}, {facts}"])
        if entry.description:
            output.say([f"  {entry.description}"])
        if entry.error is not None:
            output.say([f"  {entry.error}"])
        output.say([f"  {entry.where}: {entry.path}"])
    return DONE


def _add(path: str, args: argparse.Namespace) -> int:
    from quiz.generate.ready import make_ready
    from quiz.packs.library import added_folder, keep
    from quiz.packs.listing import fingerprint
    from quiz.packs.travel.parcel import opened, receive
    from quiz.packs.travel.shelf import add, check_id

    parcel = receive(named(path))
    with opened(parcel) as found:
        _show(found)
        check_id(found, replace=args.replace)
        pack = found.pack
    if args.dry_run:
        output.say(["Nothing was added (--dry-run)."])
        return DONE
    if not _agreed("Add it?", args):
        output.say(["Nothing was added."])
        return FAILED
    add(parcel, replace=args.replace)
    output.say([f"Added. `quiz play {pack.id}` begins."])
    sys.stdout.flush()
    place = added_folder() / pack.id
    with said_if_long(KEEPING):
        make_ready(keep(place, pack, fingerprint(place)))
    return DONE


def _remove(pack_id: str, args: argparse.Namespace) -> int:
    from quiz.packs.travel.shelf import added, remove

    known = added().get(pack_id)
    if known is not None and not args.dry_run:
        output.say([f"{known.title} ({known.id})"])
        if not _agreed("Remove it?", args):
            output.say(["Nothing was removed."])
            return FAILED
    if known is not None and args.dry_run:
        output.say([f"{known.title} would be removed.", "Nothing was removed (--dry-run)."])
        return DONE
    gone = remove(pack_id)
    output.say([f"Removed {gone.title}. What was answered stays in the log."])
    return DONE


def _agreed(question: str, args: argparse.Namespace) -> bool:
    """Ask who sits at the terminal; whoever calls from a script has agreed by calling."""
    if args.yes or not sys.stdin.isatty():
        return True
    print(f"{question} [y/N] ", end="", flush=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes")


def _show(found: Opened) -> None:
    """Say what a pack is before it is added; all of it comes from a stranger."""
    pack = found.pack
    facts = [fact for fact in pack.facts.values() if fact.claims]
    kinds = len({fact.kind for fact in facts})
    version = f", version {found.version}" if found.version else ""
    by = f"by {', '.join(pack.authors)}" if pack.authors else "by nobody who is named"
    licence = pack.license or "no licence is given"
    counts = f"{_count(len(facts), 'fact')} of {_count(kinds, 'kind')}"
    lines = [
        f"{pack.title} ({pack.id}{version})",
        f"  {by}; {licence}; language {pack.language}",
        f"  {counts}, {_count(len(pack.sources), 'source')}; {_files(found.parcel)}",
    ]
    if pack.description:
        lines.insert(1, f"  {pack.description}")
    left = found.parcel.left_out
    if left:
        more = f" and {len(left) - LEFT_OUT} more" if len(left) > LEFT_OUT else ""
        lines.append(f"  left out: {', '.join(left[:LEFT_OUT])}{more}")
    for problem in found.problems[:PROBLEMS]:
        lines += [f"  {line}" for line in str(problem).split("\n")]
    if len(found.problems) > PROBLEMS:
        lines.append(f"  … and {len(found.problems) - PROBLEMS} more; `quiz check` lists them.")
    output.say([clean(line) for line in lines])


def _files(parcel: Parcel) -> str:
    return f"{_count(len(parcel.files), 'file')}, {max(1, parcel.size // 1000):,} kB"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
