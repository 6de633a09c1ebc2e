"""`quiz check` on a pack of 5,000 facts, against reading the same file with tomli and pydantic.

All are measured in turns in one run, in time of the processor, so that a busy machine slows each
alike. The bare read parses the file and validates every row, citation, source and kind, and does
nothing with them: once by models that are written down plainly, `cite: list[Cite] = []`, each of
whose defaults pydantic copies for every row; and once by the pack's own, which are spared that.
"""

from __future__ import annotations

import os
import tempfile
import time
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli
from pydantic import BaseModel, create_model

from quiz.packs.checks import check_path
from quiz.packs.load import read_pack
from quiz.packs.schema import KindTable, PackTable, RowTable, SourceTable
from tests.benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

FACTS = 5_000
FLOOR, READ, CHECK = "tomli and pydantic alone", "quiz check: reading", "quiz check"
OWN = "the same with our own models"
HEAD = """\
[pack]
id = "parishes"
title = "Parishes"
license = "CC0-1.0"

[sources.register]
type = "book"
title = "A register of parishes"
text = "register.txt"

[sources.survey]
type = "book"
title = "A survey"

[kinds.parish.fields.founded]
type = "date"
ask = "When was {name} founded?"

[kinds.parish.fields.people]
type = "number"
ask = "How many people live in {name}?"

[kinds.parish.fields.county]
type = "category"
ask = "In which county does {name} lie?"
"""
SYLLABLES = ("ash", "bur", "cot", "den", "elm", "far", "gor", "hal", "ing", "kel", "lan", "mor")


def name_of(number: int) -> str:
    """Return a name that no other number has."""
    parts = [SYLLABLES[number // 12**place % 12] for place in range(4)]
    return f"{''.join(parts).capitalize()} {parts[number % 4].capitalize()}wick {number}"


def write(folder: Path, facts: int, *, phrases: bool) -> Path:
    """Write a pack, and a copy of its source, in which every phrase stands."""
    rows, lines = [HEAD], []
    for number in range(facts):
        name = name_of(number)
        phrase = f"the parish of {name} was counted"
        lines.append(f"In that year {phrase} by its warden and found to be of middling size.")
        source = "register" if phrases or number % 2 else "survey"
        place = f'phrase = "{phrase}"' if phrases else f'page = "{number % 400}"'
        rows.append(
            f'[[parish]]\nid = "p-{number}"\nname = "{name}"\nfounded = "{1200 + number % 700}"\n'
            f"people = {100 + 7 * number}\n"
            f'county = "{SYLLABLES[number % 12].capitalize()}shire"\n'
            f'note = "A warden counted its people, its barns and its mills."\n'
            f'cite = {{ source = "{source}", {place} }}\n'
        )
    if phrases:
        (folder / "register.txt").write_text("\n".join(lines), "utf-8")
    path = folder / f"parishes-{'phrases' if phrases else 'pages'}.toml"
    path.write_text("\n".join(rows), "utf-8")
    return path


def plainly(model: type[BaseModel]) -> type[BaseModel]:
    """Return a model with the same fields and rules, its defaults written down as they are."""
    fields: dict[str, Any] = {}
    for name, told in model.model_fields.items():
        field = copy(told)
        if field.default_factory is not None:
            field.default, field.default_factory = (
                field.get_default(call_default_factory=True),
                None,
            )
        fields[name] = (field.annotation, field)
    return create_model(model.__name__, __config__=model.model_config, **fields)


OUR_MODELS = (PackTable, SourceTable, KindTable, RowTable)
PLAIN_MODELS = tuple(map(plainly, OUR_MODELS))


def bare(path: Path, models: Sequence[type[BaseModel]] = OUR_MODELS) -> None:
    """Parse and validate, and do nothing with it."""
    pack, source, kind, row = models
    values = tomli.loads(path.read_text("utf-8"))
    pack.model_validate(values["pack"])
    for table in values["sources"].values():
        source.model_validate(table)
    for table in values["kinds"].values():
        kind.model_validate(table)
    fields = {"founded", "people", "county"}
    for table in values["parish"]:
        row.model_validate({k: v for k, v in table.items() if k not in fields})


def measure(facts: int, rounds: int) -> dict[str, list[float]]:
    """Return the milliseconds of each job, round by round."""
    os.environ["QUIZ_PACK_BYTES"] = str(16 << 20)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "copies").mkdir()
        pages = write(folder, facts, phrases=False)
        phrases = write(folder / "copies", facts, phrases=True)
        wrong = folder / "wrong.toml"
        wrong.write_text(pages.read_text("utf-8").replace("Ashshire", "Ashshyre", 1), "utf-8")
        jobs: dict[str, Callable[[], object]] = {
            FLOOR: lambda: bare(pages, PLAIN_MODELS),
            OWN: lambda: bare(pages),
            READ: lambda: read_pack(pages),
            CHECK: lambda: check_path(pages),
            "check, one warning": lambda: check_path(wrong),
            "check, every phrase looked up": lambda: check_path(phrases),
        }
        times: dict[str, list[float]] = {job: [] for job in jobs}
        for _ in range(rounds):
            for job, work in jobs.items():
                began = time.process_time()
                work()
                times[job].append(1000 * (time.process_time() - began))
    return times


def rows(rounds: int, facts: int = FACTS) -> Iterator[Row]:
    """Measure; that all is well, and that all but one thing is, are both meant to be quick."""
    times = measure(facts, rounds)
    floor, own = times.pop(FLOOR), times.pop(OWN)
    for job, found in times.items():
        yield Row(
            work=f"{job}, {facts:,} facts", ours=found, unit="ms", against=FLOOR, theirs=floor,
            aim=3.0 if job == CHECK else None,
        )  # fmt: skip
        if job == CHECK:
            yield Row(
                work=f"{job}, {facts:,} facts", ours=found, unit="ms", against=OWN, theirs=own,
                aim=3.0,
            )  # fmt: skip
