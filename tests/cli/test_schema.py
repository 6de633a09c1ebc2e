"""`quiz schema`: printed, or written where nothing stands yet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Outcome


def test_the_schema_is_printed(quiz: Callable[..., Outcome]) -> None:
    done = quiz("schema")
    assert done.status == 0
    assert "event" in json.loads(done.out)["properties"]


def test_the_schema_of_a_pack_knows_its_sources(quiz: Callable[..., Outcome], pack: Path) -> None:
    made = json.loads(quiz("schema", str(pack)).out)
    assert made["definitions"]["event-citation"]["properties"]["source"]["enum"] == ["book"]
    assert made == json.loads(quiz("schema", "inventions").out)


def test_nothing_is_overwritten_without_force(quiz: Callable[..., Outcome], tmp_path: Path) -> None:
    path = tmp_path / "pack.schema.json"
    assert quiz("schema", "--output", str(path)).status == 0
    whole = path.read_text("utf-8")
    path.write_text("mine", "utf-8")
    again = quiz("schema", "--output", str(path))
    assert (again.status, path.read_text("utf-8")) == (1, "mine")
    assert "is there already" in again.err
    assert "--force" in again.err
    assert quiz("schema", "--output", str(path), "--force").status == 0
    assert path.read_text("utf-8") == whole


def test_a_place_that_cannot_be_written_is_a_sentence(
    quiz: Callable[..., Outcome], tmp_path: Path
) -> None:
    done = quiz("schema", "--output", str(tmp_path / "none" / "x.json"))
    assert done.status == 1
    assert "cannot be written" in done.err
    assert "Traceback" not in done.err
