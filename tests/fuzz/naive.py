"""A reader as one writes it first, by which the fuzzer is known to see.

The standard library's TOML reader, pydantic as it comes, no limits, nothing cleaned, and a CSV file
as a list of its lines: it must be found out within a short run.
"""

from __future__ import annotations

import csv
import tomllib
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from tests.fuzz.journey import clean_of_control

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Header(BaseModel):
    id: str
    title: str


class Row(BaseModel, extra="allow"):
    name: str


def pack(path: Path, counts: dict[str, int], *, seed: str = "1") -> str:
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
        header = Header(**tables["pack"])
        rows = [Row(**row) for rows in tables.values() if isinstance(rows, list) for row in rows]
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        clean_of_control(str(error))
        return "refused"
    for row in rows:
        said = " ".join(text for text in row.model_dump().values() if isinstance(text, str))
        clean_of_control(f"{header.title}: {said}")
        row.name.format(name=row.name)
    return "loaded"


def table(path: Path, counts: dict[str, int], *, seed: str = "1") -> str:
    head, *rows = csv.reader(path.read_text("utf-8").splitlines())
    made = [dict(zip(head, row, strict=True)) for row in rows]
    return "loaded" if made else "refused"


JOURNEYS: dict[str, Callable[..., str]] = {"pack": pack, "table": table, "import": table}
