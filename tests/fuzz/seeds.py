"""What is mutated: parts of real packs, and files as other programs write them."""

from __future__ import annotations

import copy
import itertools
import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tomli

from quiz.packs.checks import check_path
from quiz.packs.scaffold import new
from tests import shipped
from tests.fuzz.toml import written
from tests.hostile.packs.hard import FOLDER as HARD

GUIDE = Path(__file__).parents[1] / "guide" / "context"
BROKEN = Path(__file__).parents[1] / "packs" / "broken"
TABLES = ("pack", "sources", "kinds")
ROWS = 5
"""Of a kind, in a part of a shipped pack."""


def _whole(name: str) -> dict[str, Any]:
    """Return a shipped pack with all its files as one."""
    tables: dict[str, Any] = {}
    for path in sorted((shipped.FOLDER / name).glob("*.toml")):
        for key, value in tomli.loads(path.read_text("utf-8")).items():
            if isinstance(value, list):
                tables.setdefault(key, []).extend(value)
            else:
                tables.setdefault(key, {}).update(value)
    return tables


def _words(value: Any) -> set[str]:
    if isinstance(value, dict | list):
        return set().union(*map(_words, value.values() if isinstance(value, dict) else value))
    return {value} if isinstance(value, str) else set()


def _part(whole: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Return some rows of each kind, without those that name what is not there."""
    part = {key: copy.deepcopy(whole[key]) for key in TABLES if key in whole}
    for key, rows in whole.items():
        if key not in TABLES:
            part[key] = copy.deepcopy(rng.sample(rows, min(ROWS, len(rows))))
    part["pack"].pop("silence", None)
    said = _words(part)
    part["sources"] = {k: v for k, v in part["sources"].items() if k in said}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pack.toml"
        for _ in range(12):
            lines = written(part)
            path.write_text("\n".join(lines), "utf-8")
            bad = {p.line for p in check_path(path) if p.severity == "error"}
            if not bad:
                break
            _leave_out(part, lines, bad)
    return {key: value for key, value in part.items() if value}


def _leave_out(part: dict[str, Any], lines: list[str], bad: set[int]) -> None:
    """Take the rows away in which a line is bad."""
    counts: dict[str, int] = {}
    kept: dict[str, list[Any]] = {key: [] for key in part if key not in TABLES}
    heads = [at for at, line in enumerate(lines) if line.startswith("[[")] + [len(lines)]
    for start, end in itertools.pairwise(heads):
        key = lines[start].strip("[]")
        index = counts.setdefault(key, 0)
        counts[key] += 1
        if bad.isdisjoint(range(start + 1, end + 1)):
            kept[key].append(part[key][index])
    part.update(kept)


@cache
def packs() -> tuple[dict[str, Any], ...]:
    """Return packs as tables: parts of the shipped ones, the hard ones, those of the guide."""
    rng = random.Random("seeds")
    found = [_part(whole, rng) for whole in map(_whole, shipped.PACKS) for _ in range(4)]
    found += [tomli.loads(path.read_text("utf-8")) for path in sorted(HARD.glob("*.toml"))]
    for like in new.TEMPLATES:
        text = new.from_template(like, pack_id="fuzz", title="Fuzz", folder="fuzz")
        found.append(tomli.loads(text))
    return tuple(found)


@cache
def texts() -> tuple[str, ...]:
    """Return packs as text: those above, and all that are broken already."""
    found = ["\n".join(written(tables)) for tables in packs()]
    found += [
        (HARD / name).read_text("utf-8") for name in sorted(p.name for p in HARD.glob("*.toml"))
    ]
    found += [
        path.read_bytes().decode("utf-8", "surrogateescape")
        for path in sorted(BROKEN.glob("*.toml"))
        if path.is_file()
    ]
    return tuple(found)
