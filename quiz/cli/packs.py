"""`quiz packs`: which packs are found, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.cli import output

if TYPE_CHECKING:
    import argparse


def run(_args: argparse.Namespace) -> int:
    """Print the packs; return 0."""
    from quiz.packs.library import find_packs
    from quiz.paths import cache_dir

    entries = find_packs(cache=cache_dir())
    if not entries:
        output.say(["No pack was found. QUIZ_PACKS names folders to look in."])
    for entry in entries:
        facts = f"{entry.facts} facts" if entry.error is None else "cannot be played"
        output.say([f"{entry.id}", f"  {entry.title}, {facts}"])
        if entry.description:
            output.say([f"  {entry.description}"])
        if entry.error is not None:
            output.say([f"  {entry.error}"])
        output.say([f"  {entry.where}: {entry.path}"])
    return 0
