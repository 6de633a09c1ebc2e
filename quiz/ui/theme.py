"""Footnote's own pair of themes, and what other themes use for the colours that only we have."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

INK: Final = Theme(
    name="ink",
    primary="#c9a45c",
    secondary="#a58f6d",
    accent="#e0b25a",
    warning="#d9a441",
    error="#e07a5f",
    success="#9dbf78",
    foreground="#e6dcc8",
    background="#181512",
    surface="#221e19",
    panel="#2b2620",
    dark=True,
    variables={
        "note": "#e0b25a",
        "faint": "#9c9080",
        "hair": "#4a4238",
        "right": "#9dbf78",
        "wrong": "#e88b72",
        "footer-key-foreground": "#e0b25a",
        "block-cursor-background": "#e0b25a",
        "block-cursor-foreground": "#181512",
        "block-cursor-text-style": "none",
        "input-selection-background": "#e0b25a 30%",
    },
)
"""Dark: lamplight on ink."""

PAPER: Final = Theme(
    name="paper",
    primary="#7a4f12",
    secondary="#6b5a3e",
    accent="#8a5300",
    warning="#8a5300",
    error="#a6321f",
    success="#3f6b1f",
    foreground="#2b2620",
    background="#f7f2e7",
    surface="#efe8d8",
    panel="#e6ddc9",
    dark=False,
    variables={
        "note": "#8a5300",
        "faint": "#716653",
        "hair": "#cfc4ae",
        "right": "#3f6b1f",
        "wrong": "#a6321f",
        "footer-key-foreground": "#8a5300",
        "block-cursor-background": "#8a5300",
        "block-cursor-foreground": "#f7f2e7",
        "block-cursor-text-style": "none",
        "input-selection-background": "#8a5300 25%",
    },
)
"""Light: warm paper."""

THEMES: Final = (INK, PAPER)
OWN: Final = {theme.name: theme for theme in THEMES}
DEFAULT: Final = INK.name

STAND_INS: Final = {
    "note": "text-accent",
    "faint": "foreground-muted",
    "hair": "foreground-darken-3",
    "right": "text-success",
    "wrong": "text-error",
}
"""Our colours, and which of Textual's take their place in a theme that does not have them."""


def with_stand_ins(variables: dict[str, str]) -> dict[str, str]:
    """Return a theme's variables with ours in it."""
    own = {
        name: variables.get(stand_in, variables["foreground"])
        for name, stand_in in STAND_INS.items()
        if name not in variables
    }
    return {**variables, **own}


SIXTEEN: Final = {
    "accent": "#000080",
    "primary": "#000080",
    "note": "#000080",
    "footer-key-foreground": "#000080",
    "block-cursor-background": "#000080",
    "warning": "#800000",
    "error": "#800000",
    "wrong": "#800000",
}
"""What paper has on a terminal of sixteen colours, where its brown and its red are both a yellow
that nobody can read on white. Dark blue and dark red are among the sixteen everywhere.
"""


def with_few_colours(variables: dict[str, str], theme: str, system: str | None) -> dict[str, str]:
    """Return a theme's variables for a terminal with so many colours ("standard": sixteen)."""
    return variables | SIXTEEN if system == "standard" and theme == PAPER.name else variables
