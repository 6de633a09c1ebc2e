"""A program that shows what it is given as Textual lets it through: the judge must see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import Static

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult


class Naive(App[None]):
    """Shows every text twice: as markup, where it can be read as such, and as it is."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__()
        self._texts = texts

    def compose(self) -> ComposeResult:
        yield Static(self._texts["click that quits"])
        for text in self._texts.values():
            yield Static(text.encode("utf-8", "replace").decode()[:60], markup=False)
