"""How much a pack may hold. A pack comes from a stranger; a class must not wait for it.

The figures stand in the teacher's guide too.
"""

from __future__ import annotations

import os

FILE_BYTES = 1 << 20
"""A pack file, by default; QUIZ_PACK_BYTES raises it for a school that needs more."""
FILE_BYTES_MOST = 16 << 20
FILES = 200
NESTING = 8
DOTTED_PARTS = 16
TEXT_CHARACTERS = 2_000
TEXT_LINES = 40
KEY_CHARACTERS = 80
LIST_ITEMS = 500
OTHER_WORDS = 50
"""Other words for one value of a row: each is held against each of any other row's."""
KEYS = 500
"""Keys of one row, field or source, and of every other table but those of the next line."""
TABLES = 5_000
"""Sources and kinds of one file, and what else stands at its top."""
SAME_NAME = 100
"""Rows that one name may mean."""
WHOLES = 40
"""Rows that one row may be a part of, directly or not."""
PROBLEMS = 1_000
"""Problems of one sort that are told of one file."""
INTEGER = 2**53
"""Beyond it a float no longer holds every whole number."""
COPY_BYTES = 16 << 20
"""The local copy of a source."""
ZIP_BYTES = 20 << 20
"""A zip that a pack travels in."""
ZIP_RATIO = 100
"""Times that a file may be larger than it is packed; text packs 3 to 10 times."""
PARCEL_BYTES = 64 << 20
"""All files of a pack that is added, unpacked."""
NAME_CHARACTERS = 100
FOLDERS_DEEP = 4
"""Folders within a pack's own, in which copies of sources lie."""
TABLE_BYTES = 2 << 20
"""A CSV file that a pack is made from."""
IMPORTED = 5_000
"""Questions of a file of another program."""
IMPORTED_LOOKED_AT = 10_000
"""Questions, with those that are left out, after which such a file is refused."""
TABLE_ROWS = 10_000
TABLE_COLUMNS = 50
TABLE_CELL_CHARACTERS = 4_000


def file_bytes() -> int:
    """Return how large a pack file may be here: by default, or as QUIZ_PACK_BYTES says."""
    wanted = os.environ.get("QUIZ_PACK_BYTES", "")
    if wanted.isdecimal() and len(wanted) < 12:
        return min(int(wanted), FILE_BYTES_MOST)
    return FILE_BYTES
