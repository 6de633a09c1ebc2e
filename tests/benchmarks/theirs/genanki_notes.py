"""Runs among the peers: microseconds of the processor that genanki takes to write a note.

genanki_notes.py FOLDER NOTES
"""

import sys
import time
from pathlib import Path

import genanki


def main() -> None:
    """Write a deck and say what each note cost."""
    folder, notes = Path(sys.argv[1]), int(sys.argv[2])
    began = time.process_time()
    model = genanki.Model(
        1607392319,
        "Question and answer",
        fields=[{"name": "Question"}, {"name": "Answer"}],
        templates=[{"name": "Card", "qfmt": "{{Question}}", "afmt": "{{Answer}}"}],
    )
    deck = genanki.Deck(2059400110, "Parishes")
    for number in range(notes):
        question = f"In which county does parish {number} lie?"
        answer = f"In county {number % 12}; a warden counted its people and its barns."
        deck.add_note(genanki.Note(model=model, fields=[question, answer]))
    genanki.Package(deck).write_to_file(str(folder / "deck.apkg"))
    print(1e6 * (time.process_time() - began) / notes)


main()
