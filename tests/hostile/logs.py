"""Logs that somebody forged, each with right check sums, through all that reads one, and home.

python -m tests.hostile.logs [--short] [NAME…]

Whoever can write a file can make any row of a log look sound. So each column of each table holds
here what it never would, and what is made of a row is made of something else. A name chooses the
forgeries that begin with it; `--short` is what the gate has time for.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import sys
import tempfile
import zlib
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.form import Form
from quiz.play.modes import MODES
from quiz.records.checking import TABLES
from quiz.records.schema import VERSION
from tests.hostile.commands import END
from tests.hostile.forked import environment, run
from tests.hostile.judge import faults
from tests.hostile.strings import CONTROLS
from tests.hostile.tour import tour
from tests.hostile.world import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.hostile.world import World

    Forgery = Callable[[sqlite3.Connection], None]

DIRT = "\x1b]0;title\x07\x1b[31m[/x]\u202e$accent \x9b1m =cmd\n\t<script>" + next(
    iter(CONTROLS.values())
)
VALUES: dict[str, object] = {
    "dirt": DIRT, "large": 2**62, "below": -5, "infinite": float("inf"), "blob": b"\xff\xfe\0",
    "null": None, "long": "x" * 300_000,
}  # fmt: skip
TOLD = {
    "deep": "[" * 100_000 + "]" * 100_000, "digits": "9" * 5_000, "nan": "NaN", "word": '"x"',
    "null": "null", "object": '{"a": 1}', "half a letter": '["\\ud800"]', "mixed": "[1, [2], {}]",
    "many": json.dumps(["x" * 500] * 500), "none": "[]", "cut": '{"chosen": [',
}  # fmt: skip
"""In place of the JSON that a column holds."""
RESPONSES: dict[str, object] = {
    "far": [99], "below": [-1], "twice": [0, 0, 0], "all": [*range(10)], "true": [True],
    "none": None, "large": [2**70], "word": "12", "object": {"1": 2}, "text": ["x"],
}  # fmt: skip
MOMENTS = (
    "0000-00-00T00:00:00Z", "0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z", "yesterday", "",
    "2026-01-01T00:00:00+99:99", "2026-11-01T10:00:00", "2026-11-01", "2026-W10-1T00:00:00Z",
    "2999-01-01T00:00:00.000Z", "2016-12-31T23:59:60Z",
)  # fmt: skip
QUESTION: dict[str, dict[str, Any]] = {
    "no options": {"options": []}, "dirt": {"prompt": DIRT, "answer": DIRT, "topic": DIRT},
    "a number asks": {"prompt": 5}, "nothing asks": {"prompt": None},
    "a list asks": {"prompt": [1]},
    "no room": {"tolerance": -1}, "no number": {"tolerance": "x"}, "no facts": {"facts": [1, 2]},
    "empty": {"items": [], "shown": [], "pairs": [], "spare": []}, "three": {"pairs": [[1, 2, 3]]},
    "uneven": {"items": ["a"], "shown": ["b", "c"], "pairs": [["a", "b"]]}, "no key": {"key": 5},
    "cites": {"citations": [{}]}, "unknown": {"zzz": 1}, "no form": {"form": "nosuch"},
    "corrected": {"correction": {"prompt": "p", "options": []}}, "no id": {"id": ""},
    **{f"form {form.value}": {"form": form.value} for form in Form},
}  # fmt: skip
SHORT = ("answer.given dirt", "sitting.questions blob", "a view that never ends")
_ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x"


def forgeries() -> dict[str, Forgery]:
    """Return what is done to a log, by a name; its check sums are made right afterwards."""
    return {"nothing": _sql("SELECT 1"), **_of_columns(), **_of_words(), **_of_schema()}


def _of_columns() -> dict[str, Forgery]:
    """Every column holds what it never would."""
    found = {}
    for table, (columns, _) in TABLES.items():
        for column in columns:
            for name, value in VALUES.items():
                found[f"{table}.{column} {name}"] = _set(table, column, value)
    return found


def _of_words() -> dict[str, Forgery]:
    """What is told is JSON, a moment or a form, and none that we write."""
    found = {}
    for table, column in (
        ("answer", "shown_options"), ("answer", "response"), ("sitting", "settings"),
    ):  # fmt: skip
        for name, told in TOLD.items():
            found[f"{table}.{column} tells {name}"] = _set(table, column, told)
    for name, told in TOLD.items():
        packed = zlib.compress(told.encode())
        found[f"sitting.questions tells {name}"] = _set("sitting", "questions", packed)
    for name, chosen in RESPONSES.items():
        found[f"chosen {name}"] = _set("answer", "response", json.dumps({"chosen": chosen}))
    for moment in MOMENTS:
        for table, column in (
            ("answer", "ts_utc"), ("answer", "day"), ("sitting", "started_utc"),
            ("ending", "ts_utc"),
        ):  # fmt: skip
            found[f"{table}.{column} {moment}"] = _set(table, column, moment)
    for form in Form:
        found[f"form {form.value}"] = _set("answer", "form", form.value)
    for mode in (*MODES, "nosuch"):
        found[f"mode {mode}"] = _set("sitting", "mode", mode)
    for name, fields in QUESTION.items():
        found[f"question {name}"] = _ask(fields)
    return found


def _of_schema() -> dict[str, Forgery]:
    """The file is of another version, lacks tables, or would have SQLite do something."""
    found = {}
    for version in (99, -5, 0, *range(1, VERSION)):
        found[f"version {version}"] = _sql(f"PRAGMA user_version = {version}")
    found["another program’s"] = _sql("PRAGMA application_id = 0")
    for table in TABLES:
        found[f"no {table}"] = _sql(f"DROP TABLE {table}")
    found["a view"] = _sql(
        "ALTER TABLE answer RENAME TO other", "CREATE VIEW answer AS SELECT * FROM other"
    )
    found["a view that never ends"] = _sql(
        "DROP TABLE answer", f"CREATE VIEW answer AS {_ENDLESS} AS seq, x AS id, 0 AS crc FROM c"
    )
    found["a trigger"] = _sql(
        "CREATE TRIGGER t AFTER INSERT ON answer BEGIN SELECT load_extension('x'); END"
    )
    found["an index that swells"] = _sql("CREATE INDEX i ON answer (hex(zeroblob(100000)))")
    found["pages of 512 bytes"] = _sql("PRAGMA page_size = 512", "VACUUM")
    return found


def _sql(*statements: str) -> Forgery:
    def forge(db: sqlite3.Connection) -> None:
        for statement in statements:
            db.execute(statement)

    return forge


def _set(table: str, column: str, value: object) -> Forgery:
    shown = "? || seq" if value == DIRT else "?"

    def forge(db: sqlite3.Connection) -> None:
        db.execute(f"UPDATE OR IGNORE {table} SET {column} = {shown}", (value,))

    return forge


def _ask(fields: dict[str, Any]) -> Forgery:
    def forge(db: sqlite3.Connection) -> None:
        for seq, packed in db.execute("SELECT seq, questions FROM sitting").fetchall():
            told = [each | fields for each in json.loads(zlib.decompress(packed))]
            again = zlib.compress(json.dumps(told).encode())
            db.execute("UPDATE sitting SET questions = ? WHERE seq = ?", (again, seq))

    return forge


def forged(path: Path, forge: Forgery) -> None:
    """Do something to the log in that file, past all that guards it, and make its sums right."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        tables = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
        guards = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            db.execute(f"DROP TRIGGER {name}")
        for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON", "synchronous = OFF"):
            db.execute(f"PRAGMA {pragma}")
        _rewrite(
            db,
            [(name, sql.replace(" STRICT", "").replace(" NOT NULL", "")) for name, sql in tables],
        )
        forge(db)
        for table, (columns, sum_of) in TABLES.items():
            with suppress(sqlite3.Error):  # the table is gone, or is none
                if db.execute(
                    "SELECT type FROM sqlite_schema WHERE name = ?", (table,)
                ).fetchone() == ("table",):
                    for seq, *values in db.execute(
                        f"SELECT seq, {', '.join(columns)} FROM {table}"
                    ).fetchall():
                        db.execute(
                            f"UPDATE {table} SET crc = ? WHERE seq = ?", (sum_of(values), seq)
                        )
        if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'other'").fetchone():
            _rewrite(db, tables)
        for _, sql in guards:
            with suppress(sqlite3.Error):
                db.execute(sql)


def _rewrite(db: sqlite3.Connection, tables: list[tuple[str, str]]) -> None:
    """Have the schema say something else of its tables, whatever their rows hold."""
    db.execute("PRAGMA writable_schema = ON")
    for name, sql in tables:
        db.execute(
            "UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?", (sql, name)
        )
    db.execute("PRAGMA writable_schema = RESET")


def through(
    world: World, good: Path, forge: Forgery, *, short: bool
) -> Iterator[tuple[str, list[str]]]:
    """Yield every door that a forged log went through, and what went wrong."""
    data = world.folder / "home" / "data"
    shutil.rmtree(data)
    data.mkdir()
    shutil.copy(good, data / "answers.db")
    forged(data / "answers.db", forge)
    theirs = str(shutil.copy(data / "answers.db", world.folder / "theirs.db"))
    env = environment(world.folder, **world.environment())
    pack = str(world.pack)
    play = ("play", pack, "--plain", "--seed", "1", "--count", "3")
    doors: tuple[tuple[tuple[str, ...], str], ...] = (
        (("scores", "--format", "json"), ""), (("log",), ""),
        (("report", pack, theirs, "--names"), ""),
        (play, f"n\n1\n\n2\n\n{END}"), (("scores",), ""), (("log", "--format", "csv"), ""),
        (("log", "--format", "xapi", "--names"), ""), (("reports",), ""),
        (("report", pack, theirs, "--names", "--format", "html"), ""),
        (("report", pack, "--format", "csv", "--table", "students", "--names"), ""),
        (("reports", pack, theirs, "--format", "json"), ""), (("students",), ""),
        (("students", "export", "student"), ""), ((*play, "--mode", "review"), f"y\n1\n\n{END}"),
        (("play", pack, "--plain"), f"y\n1\n\n2\n\n{END}"), (("students", "add", "Zoe"), ""),
    )  # fmt: skip
    for arguments, typed in doors[:4] if short else doors:
        done = run(arguments, env=env, cwd=world.folder, typed=typed)
        yield (
            " ".join(map(os.path.basename, arguments)),
            faults(done, world, data="csv" in arguments),
        )
    before = tour(
        world.folder / "tour.json", paste="x", start=("p", "q", "enter"), steps=5 if short else 25
    )
    yield "home", faults(run((), env=env, cwd=world.folder, before=before), world)
    if not short:
        done = run(("students", "erase", "student", "--yes"), env=env, cwd=world.folder)
        yield "erase", faults(done, world)


def main() -> int:
    from tests.hostile.__main__ import load_everything

    parser = argparse.ArgumentParser(prog="python -m tests.hostile.logs")
    parser.add_argument("--short", action="store_true", help="what the gate has time for")
    parser.add_argument("names", nargs="*", metavar="NAME")
    args = parser.parse_args()
    load_everything()
    names = tuple(args.names) or (SHORT if args.short else ("",))
    runs = wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        world = build(Path(folder) / "world", "plain")
        good = Path(folder) / "good.db"
        shutil.copy(world.folder / "home" / "data" / "answers.db", good)
        forged(
            good, _sql("UPDATE sitting SET pack = 'hostile'", "UPDATE answer SET pack = 'hostile'")
        )
        chosen = {name: forge for name, forge in forgeries().items() if name.startswith(names)}
        for name, forge in chosen.items():
            for door, found in through(world, good, forge, short=args.short):
                runs += 1
                wrong += len(found)
                for fault in found:
                    print(f"!! {name} | {door} | {fault[:400]}", flush=True)
    print(f"{len(chosen)} forged logs, {runs} runs, {wrong} faults")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
