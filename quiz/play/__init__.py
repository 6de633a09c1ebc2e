"""A sitting: grading, feedback, modes, and the session that ties them together.

Pure: nothing here reads a clock, a file or a random number; all of these are handed in.
"""

from __future__ import annotations
