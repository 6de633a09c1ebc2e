"""What the checker finds, and what it looks at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.checker.pack import Book, Row


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a question breaks."""

    rule: str
    question: str
    detail: str
    severe: bool = True
    """False for rules that are reported and not refused (W)."""

    def __str__(self) -> str:
        return f"{self.rule} {self.question}: {self.detail}"


@dataclass(slots=True)
class Item:
    """A question as printed, with the row and field that its id names."""

    book: Book
    raw: dict[str, Any]
    row: Row
    key: str
    back: bool
    found: list[Finding] = field(default_factory=list)

    @classmethod
    def of(cls, book: Book, raw: dict[str, Any]) -> Item:
        _, kind, fact, slot = raw["facet"].split("/")
        return cls(
            book=book,
            raw=raw,
            row=book.rows[f"{kind}/{fact}"],
            key=slot.removesuffix("-back"),
            back=slot.endswith("-back"),
        )

    @property
    def form(self) -> str:
        return self.raw["form"]

    @property
    def prompt(self) -> str:
        return self.raw["prompt"]

    @property
    def given(self) -> dict[str, Any]:
        """The asked field as the pack declares it."""
        return self.book.field(self.row.kind, self.key)

    @property
    def options(self) -> list[dict[str, Any]]:
        return self.raw.get("options", [])

    @property
    def level(self) -> int:
        return self.raw.get("level", 2)

    def breaks(self, rule: str, detail: str, *, severe: bool = True) -> None:
        self.found.append(Finding(rule, self.raw["id"], detail, severe))
