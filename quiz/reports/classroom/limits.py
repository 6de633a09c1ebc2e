"""How much is read of logs that others send. The figures stand in the teacher's guide too."""

from __future__ import annotations

FILE_BYTES = 1 << 29
"""A log in one file: a million answers."""
ANSWERS = 1_000_000
"""Answers of the pack in all files."""
COMPLAINTS = 10_000
"""Questions that were reported, in all files."""
FILES = 2_000
FOLDERS_DEEP = 3
LINE_BYTES = 1 << 16
ID_CHARACTERS = 300
TEXT_CHARACTERS = 2_500
OPTIONS = 40
SLIPS = 1_000
"""Broken lines that are kept one by one; the rest are counted."""
