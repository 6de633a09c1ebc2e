"""Runs among the peers: answers a card of Anki's for each line that comes, and says how long.

anki_answer.py FOLDER CARDS. Prints "ready", then for each line microseconds.
"""

import sys
import time
from pathlib import Path

from anki.collection import AddNoteRequest, Collection

GOOD = 3


def main() -> None:
    """Answer until there are no more lines."""
    folder, cards = Path(sys.argv[1]), int(sys.argv[2])
    col = Collection(str(folder / "collection.anki2"))
    col.set_config("fsrs", True)
    deck = col.decks.id("Default")
    notes = []
    for number in range(cards):
        note = col.new_note(col.models.by_name("Basic"))
        note["Front"], note["Back"] = f"Question {number}", f"Answer {number}"
        notes.append(AddNoteRequest(note, deck))
    col.add_notes(notes)
    limits = col.decks.config_dict_for_deck_id(deck)
    limits["new"]["perDay"] = limits["rev"]["perDay"] = 9999
    col.decks.save(limits)
    print("ready", flush=True)
    for _ in sys.stdin:
        card = col.sched.getCard()
        began = time.perf_counter()
        col.sched.answerCard(card, GOOD)
        print(1e6 * (time.perf_counter() - began), flush=True)
    col.close()


main()
