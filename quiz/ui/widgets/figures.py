"""Large figures for the score, three lines high, drawn from lines that every font has."""

from __future__ import annotations

from typing import Final

_FIGURES: Final = {
    "0": ("┏━┓", "┃ ┃", "┗━┛"),
    "1": (" ┓ ", " ┃ ", " ╹ "),
    "2": ("╺━┓", "┏━┛", "┗━╸"),
    "3": ("╺━┓", " ━┫", "╺━┛"),
    "4": ("╻ ╻", "┗━┫", "  ╹"),
    "5": ("┏━╸", "┗━┓", "╺━┛"),
    "6": ("┏━╸", "┣━┓", "┗━┛"),
    "7": ("╺━┓", "  ┃", "  ╹"),
    "8": ("┏━┓", "┣━┫", "┗━┛"),
    "9": ("┏━┓", "┗━┫", "╺━┛"),
}


def large(number: int) -> tuple[str, str, str]:
    """Return a number from 0 as three lines."""
    figures = [_FIGURES[digit] for digit in str(max(0, number))]
    top, middle, bottom = (" ".join(parts) for parts in zip(*figures, strict=True))
    return top, middle, bottom
