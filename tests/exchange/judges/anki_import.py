"""Imports files one after the other into a new collection of Anki and prints what is there.

Run by a Python that has the package `anki` (AGPL: a judge, never a dependency):
    python anki_import.py FILE…
For each file a line of JSON: notes new, updated, all; the fields by guid; whether Anki finds the
collection whole.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from anki.collection import (
    Collection,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
    ImportCsvRequest,
)


def main(files: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        for file in files:
            if file.endswith(".apkg"):
                request = ImportAnkiPackageRequest(
                    package_path=file, options=ImportAnkiPackageOptions()
                )
                log = collection.import_anki_package(request).log
            else:
                metadata = collection.get_csv_metadata(path=file, delimiter=None)
                log = collection.import_csv(ImportCsvRequest(path=file, metadata=metadata)).log
            notes = [collection.get_note(id_) for id_ in collection.find_notes("")]
            found = {
                "new": len(log.new),
                "updated": len(log.updated),
                "all": len(notes),
                "fields": {note.guid: note.fields for note in notes},
                "tags": {note.guid: note.tags for note in notes},
                "decks": [deck.name for deck in collection.decks.all_names_and_ids()],
                "whole": collection.fix_integrity()[1],
            }
            print(json.dumps(found))
        collection.close()


main(sys.argv[1:])
