"""Runs among the peers: Anki with a large collection, from the start to its first card.

anki_open.py FOLDER: opens it, prints the question of its first card and waits for a line.
anki_open.py FOLDER NOTES: makes it, with so many notes.
"""

import sys
from pathlib import Path

from anki.collection import AddNoteRequest, Collection


def make(folder: Path, notes: int) -> None:
    """Fill a collection."""
    col = Collection(str(folder / "collection.anki2"))
    deck, kind = col.decks.id("Default"), col.models.by_name("Basic")
    requests = []
    for number in range(notes):
        note = col.new_note(kind)
        note["Front"] = f"In which county does parish {number} lie?"
        note["Back"] = f"In county {number % 12}; a warden counted its people and its barns."
        requests.append(AddNoteRequest(note, deck))
    col.add_notes(requests)
    col.close()


def ask(folder: Path) -> None:
    """Show one card."""
    col = Collection(str(folder / "collection.anki2"))
    card = col.sched.getCard()
    print(card.question(), flush=True)
    sys.stdin.readline()
    col.close()


if len(sys.argv) > 2:
    make(Path(sys.argv[1]), int(sys.argv[2]))
else:
    ask(Path(sys.argv[1]))
