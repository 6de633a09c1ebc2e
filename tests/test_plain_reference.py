"""Plain mode: a reference in the style of a school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.packs.citations import source_from
from quiz.packs.schema import SourceTable
from tests.make import set_of
from tests.test_plain import Played

if TYPE_CHECKING:
    from pathlib import Path


def test_a_reference_can_be_had_in_a_style(tmp_path: Path) -> None:
    table = SourceTable.model_validate(
        {"type": "book", "title": "Rivers", "author": {"family": "Brooks", "given": "Ann"}}
    )
    works = {"b": source_from("b", table)}
    typed = "2\ns 1 apa\nS1 MLA\ns 2 apa\n1\n1\n"
    said = Played(tmp_path, set_of(2), typed, known=works.get).said
    assert "Brooks, A. (n.d.). Rivers.\n" in said
    assert "Brooks, Ann. Rivers.\n" in said
    assert "Source r, 1926, https://example.org/r\nIt has no form in APA 7.\n" in said
