"""Footnote: a quiz game for the terminal in which every answer comes with its source."""

from __future__ import annotations

__version__ = "0.1.0"
