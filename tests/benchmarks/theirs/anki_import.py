"""Runs among the peers: Anki with a file of notes that it never read, to the first card of them.

anki_import.py FOLDER: imports FOLDER/notes.csv, prints the question of a card and waits for a line.
anki_import.py FOLDER NOTES: writes that file, with so many notes.
"""

import sys
from pathlib import Path

from anki.collection import Collection, ImportCsvRequest


def write(folder: Path, notes: int) -> None:
    """Write the notes that anki_open.py makes."""
    lines = (
        f'"In which county does parish {number} lie?",'
        f'"In county {number % 12}; a warden counted its people and its barns."\n'
        for number in range(notes)
    )
    (folder / "notes.csv").write_text("".join(lines), "utf-8")


def ask(folder: Path) -> None:
    """Import them and show one card."""
    file = str(folder / "notes.csv")
    col = Collection(str(folder / "collection.anki2"))
    found = col.get_csv_metadata(path=file, delimiter=None)
    found.deck_id = col.decks.id("Default")
    col.import_csv(ImportCsvRequest(path=file, metadata=found))
    card = col.sched.getCard()
    print(card.question(), flush=True)
    sys.stdin.readline()
    col.close()


if len(sys.argv) > 2:
    write(Path(sys.argv[1]), int(sys.argv[2]))
else:
    ask(Path(sys.argv[1]))
